source-silent = Source { $source } (“{ $name }”) has brought nothing new for { $days } days. Its state: { $state }. /sources { $source } shows it.
source-looking = I am looking at { $address }. I will tell you what I find in a moment.
source-found =
    { $kind }: <b>{ $name }</b>
    { $address }
    Some of its claims, with the rating that each would get:
source-kind-feed = Feed
source-kind-sitemap = Sitemap
source-kind-page = Page
source-kind-google = Google’s Fact Check Tools
source-kind-dump = Collection of fact-checks
source-licence = Licence as stated: { $licence }
source-sample = • “{ $claim }” – { $rating }
source-sample-guess = • “{ $claim }” – { $rating } <i>(a guess: the page has no ClaimReview)</i>
source-no-sample = I could not read any of its pages for a sample.
source-ask = What becomes of its claims?
button-source-propose = Propose to editors
button-source-publish = Publish by itself
button-source-pause = Pause
button-source-resume = Resume
button-source-remove = Remove
source-follows-propose = I follow source { $source } from now on; its claims are proposed to editors: /proposals
source-follows-publish = I follow source { $source } from now on. What its publisher states as ClaimReview is published by itself; what is unclear goes to /proposals
source-unusable = I cannot follow { $address }: { $reason }
source-known = This is source { $source } already. /sources { $source } shows it.
source-address-missing = I need one address: a feed, a sitemap, a site, a page, or google:SITE.
source-unknown = There is no source { $source }. /sources lists them.
sources-none = I follow no source yet. /addsource ADDRESS adds one: a feed, a site, a page. A bot without claims answers nothing.
sources-all = { $count ->
    [one] <b>One source</b>
   *[other] <b>{ $count } sources</b>
}
sources-waiting = { $count ->
    [one] One proposal waits: /proposals
   *[other] { $count } proposals wait: /proposals
}
source-brief = <b>{ $source }</b> { $name } – { $state } – { $found } claims
source-figures = New: { $found } · changed: { $changed } · refused: { $refused } · to decide: { $waiting }
source-times = Last read: { $success } · last new: { $new }
source-removed = I no longer follow source { $source }. What it brought into the catalogue stays.
source-mode-propose = proposes
source-mode-publish = publishes
source-status-asked = nothing chosen yet
source-status-paused = paused
source-status-looking = being looked at
source-state-new = not read yet
source-state-ok = well
source-state-busy = its host asks to wait
source-state-unreachable = its host does not answer
source-state-too-slow = its host is too slow
source-state-certificate = its certificate cannot be trusted
source-state-status = its host answers with an error
source-state-refused = its address is none that I may read
source-state-robots = its robots.txt does not allow it
source-state-too-large = it is too large
source-state-no-feed = it is no feed that can be read
source-state-no-sitemap = it is no sitemap that can be read
source-state-no-dump = no fact-checks can be read in it
source-state-no-page = it is no web page
source-state-no-key = Google’s API has no key in the settings
source-state-no-address = it is no address that can be followed, or a setting for it is missing
source-state-nothing = I found no feed, no sitemap and no ClaimReview there
source-state-gone = its file is no longer there
source-state-flood = it brought too much at once and publishes nothing by itself until you choose again
source-state-fault = I could not understand it; the log says more
proposals-none = No proposal waits.
proposals-at-end = That was the last one. /proposals starts over.
proposal-claim =
    “{ $statement }”
    Rating: { $rating }
    Publisher: { $publisher }
proposal-asks-claim = <b>Proposal { $number }; { $total } wait</b>: a claim
proposal-asks-change = <b>Proposal { $number }; { $total } wait</b>: claim { $claim } was corrected by its publisher.
proposal-asks-gone = <b>Proposal { $number }; { $total } wait</b>: the fact-check of claim { $claim } is no longer there. /retract takes the claim back.
proposal-asks-expired = <b>Proposal { $number }; { $total } wait</b>: what Google told of claim { $claim } may be kept no longer. Its link stays; look whether it still holds.
proposal-because = <i>Why you are asked: { $reason }</i>
proposal-new-rating = New rating: <b>{ $rating }</b>
proposal-taken = Done: claim { $claim }.
proposal-joined = Claim { $claim } has this fact-check, too, now.
proposal-dismissed = Left. It is not proposed again.
proposal-over = Somebody has decided about this proposal already. /proposals shows what waits.
proposal-not-whole = It cannot be taken in as it is. Choose “Edit first”.
button-proposal-take = Take in
button-proposal-edit = Edit first
button-proposal-dismiss = Leave it
button-proposal-keep = Keep the claim as it is
proposal-reason-mode = this source only proposes
proposal-reason-no-review = the page has no ClaimReview; this is a guess
proposal-reason-no-claim = the page does not state the claim; this is its title
proposal-reason-other-page = the page states it of another page
proposal-reason-rating = its rating is not understood
proposal-reason-near = it may be the same as a claim that is there
proposal-reason-contradicts = a claim that is there says the same with another rating
proposal-reason-retracted = a claim that said the same was retracted
proposal-reason-long = it is long for a claim
proposal-reason-future = its date lies ahead
proposal-reason-form = it is not of the form of a claim
proposal-reason-flood = the source brought too much at once
proposal-reason-others = other publishers checked this claim, too
proposal-reason-page-gone = its page is gone
proposal-reason-review-gone = its page no longer states it
proposal-reason-term = its term is over
rating-word-ask = <b>{ $publisher }</b> writes “{ $word }” ({ $count } ×). What does it mean? Words to answer: { $total }
rating-word-answered = “{ $word }” means: { $rating }.
rating-words-none = Every word for a rating is understood.
rating-none-of-ours = no rating
button-rating-none = It is no rating
help-addsource = follow a feed, site or page that claims come from
usage-addsource = <code>/addsource ADDRESS</code>
example-addsource = <code>/addsource https://example.org/feed</code>
help-sources = the sources of claims, and how each fares
usage-sources = <code>/sources</code> or <code>/sources ID</code>
example-sources = <code>/sources 1</code>
help-proposals = decide about claims that sources propose
help-ratings = say what publishers’ words for ratings mean
claim-provenance = <i>Known from { $source }, seen { $first } – { $last }. { $licence }</i>
