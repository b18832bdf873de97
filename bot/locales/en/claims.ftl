add-in-private = Let us do that step by step in private. Here, write it in one line.
add-parts-missing = I need a claim, a rating and a link, with bars between them.
add-statement = What is the claim? Send it in one sentence, as people spread it. /cancel ends this.
add-rating = How was it rated? Choose, or write the rating.
add-link = Rating: <b>{ $rating }</b>. Now send the link to the fact-check; the publisher may follow after a bar: <code>LINK | PUBLISHER</code>
add-preview =
    <b>Shall I save this claim?</b>
    “{ $statement }”
    Rating: { $rating }
    Publisher: { $publisher }
add-similar = { $count ->
    [one] Take care, there is a claim much like it:
   *[other] Take care, there are { $count } claims much like it:
}
claim-added = Claim { $claim } is saved. From the next post on I look for it.
claim-duplicate = This claim is there already, as number { $claim }:
claim-edited = Claim { $claim } is changed.
claim-retracted = { $count ->
    [0] Claim { $claim } is retracted. I no longer look for it.
    [one] Claim { $claim } is retracted. I no longer look for it; one answer that was waiting has been stopped.
   *[other] Claim { $claim } is retracted. I no longer look for it; { $count } answers that were waiting have been stopped.
}
claim-is-retracted = Claim { $claim } was retracted already.
claim-unknown = There is no claim { $claim }. /claims lists them.
phrasing-added = { $count ->
    [one] Added. Claim { $claim } now has one other wording.
   *[other] Added. Claim { $claim } now has { $count } other wordings.
}
phrasing-known = Claim { $claim } has this wording already.

claims-all = { $count ->
    [one] <b>One claim</b>
   *[other] <b>{ $count } claims</b>, the newest first
}
claims-found = { $count ->
    [one] <b>One claim found</b>
   *[other] <b>{ $count } claims found</b>
}
claims-none = There are no claims yet. /addclaim adds one.
claims-none-found = I found no claim with these words.
claims-page = Page { $page } of { $pages }
claim-brief = <b>{ $claim }</b> { $statement } – { $rating }
claim-brief-retracted = <b>{ $claim }</b> { $statement } – { $rating }, <i>retracted</i>
claim-overview =
    <b>Claim { $claim }</b>: “{ $statement }”
    Rating: { $rating }
claim-retracted-because = <i>Retracted: { $reason }</i>
claim-claimant = Claimed by { $claimant }
claim-language = Language: { $language }
claim-without-check = There is no fact-check yet.
claim-phrasings = { $count ->
    [one] One other wording:
   *[other] { $count } other wordings:
}
claim-appearances = First published by:
claim-seen = { $count ->
    [0] Not seen in any post yet.
    [one] Seen in one post.
   *[other] Seen in { $count } posts.
}
list-item = • { $text }

id-and-text-missing = The claim’s number or what comes after it is missing.
id-unusable = “{ $typed }” is not a number.
field-empty = The { $field } is empty.
field-too-long = The { $field } is too long: { $length } characters, at most { $most } are allowed.
field-too-short = The { $field } is too short: at least { $least } characters are needed.
field-without-letters = The { $field } holds no letters.
field-unknown = There is no field “{ $typed }”. The fields are: { $fields }
field-missing = Tell me which field to change, with a colon after it.
field-twice = The { $field } is given twice.
rating-unknown = I do not know the rating “{ $typed }”. These are the ratings, with some of the words that I take for each: { $ratings }
link-unusable = “{ $link }” is not a web address such as https://example.org/article.
link-with-user = A link must not hold a user name or password.
link-which = The claim has several fact-checks. Give the old link and the new one, with a space between them. The links are:
link-not-there = The claim has no fact-check with the link { $link }.
link-known = The claim has the link { $link } already.

merge-parts-missing = I need the numbers of two different claims.
merged = Claim { $source } is now a wording of claim { $target }; its fact-checks and sightings went there.
merged-reason = Merged into claim { $claim }
undo-nothing = There is nothing of yours to undo: changes can be taken back for ten minutes.
undo-changed-since = Claim { $claim } has been changed since, so I take nothing back.
undo-already-used = Claim { $claim } has been answered or seen already. Use /retract.
undone = Taken back: your last change of claim { $claim }.
undone-merge = Taken back: claims { $source } and { $target } are two again, each with what was its own.
undone-import = Taken back: your last import. Claims that are gone: { $count }
undone-import-kept = Claims that stay, for they were changed, seen or answered since: { $count }
retract-preview = Shall I retract claim { $claim }? Answers that will be corrected: { $count }
button-retract = Retract and correct
correction-retracted =
    I must correct myself: the fact-check that I gave here has been withdrawn. Please do not rely on it any more.
    “{ $statement }”
exported = Published claims: { $count }
export-form-unknown = The forms are csv and jsonl.
export-not-here = I can send no files here.
export-in-private = Please ask for the file in a private chat with me.

add-from-post = The post: “{ $text }”
add-now = So far: “{ $value }”
add-for = The claim: “{ $statement }”
add-own-words = The publisher says: “{ $own }”
add-title = Title: { $title }
add-date = Published on { $date }
add-wording = Another wording, kept with it: “{ $text }”
add-page-which = The page examines several claims. Which one?
add-page-none = The page does not tell me which claim it examines. Its title: “{ $title }”
add-page-unread = I could not read the page: { $reason } So please tell me yourself.
page-refused = I may not open this address.
page-unreachable = nobody answered there.
page-certificate = the site’s certificate cannot be trusted.
page-status = the site answered with an error.
page-too-large = it is too large.
page-too-slow = it took too long.
page-no-page = it is not a web page.
wording-which =
    Which claim is this a wording of? “{ $text }”
    Choose, or send the claim’s number, or words to search for. /cancel ends this.
button-keep = Keep it →
button-use-words = Use the post’s own words
button-wording-of = A wording of …
import-send = Send me the file: CSV or JSON, with at most { $most } claims. /cancel ends this.
import-in-private = Please send me the file in a private chat.
import-preview =
    <b>{ $name }</b>: I have looked through it; nothing is saved yet.
    New claims: { $count }
    Already there: { $known }
    Cannot be used: { $faulty }
import-fault = { $number }: <code>{ $fault }</code>
button-import = Import { $count }
imported = Imported. New claims: { $count }; already there: { $known }. From the next post on I look for them.
import-too-large = The file is too large: 2 MB is the most I take here.
import-too-many = The file holds too many claims: { $most } is the most I take here. For more there is <code>claimspread claims import</code>.
import-unreadable = I cannot read this file: <code>{ $reason }</code>
import-gone = I cannot get this file. Please send it again.
import-changed = This is not the file that I looked through. Please send it again.

add-same-link = A claim with this link is there already:
answer-in-words = I found no words in that. Please answer in words, or end this with /cancel.
