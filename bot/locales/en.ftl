# What the bot says in English. Ids, variables and tags are the same in every language (tests/replies hold it).
# HTML: b, i, code only. Arguments arrive escaped. Addresses are never put here: they stand on lines of their own.

language-name = English
# Each of these alone, in any language, means "leave me alone".
stop-words = stop|unsubscribe|stop it|stop this|stop bot|leave me alone|go away|quit|opt out|don't reply to me|no more replies

## Ratings

rating-false = False
rating-misleading = Misleading
rating-unsupported = Unsupported
rating-unproven = Unproven
rating-satire = Satire
rating-true = True
rating-mixed = Partly true
rating-and-own-words = { $rating } (in the publisher’s words: “{ $own }”)

## Roles

role-user = user
role-reviewer = reviewer
role-editor = editor
role-admin = admin
role-owner = owner

## Fields of a claim: the first name is shown, each may be typed

field-statement = statement|claim
field-rating = rating
field-link = link|url
field-claimant = claimant|speaker
field-language = language
field-phrasing = phrasing
field-publisher = publisher
field-reason = reason

## Answers to posts

fact-check-private =
    <b>{ $rating }</b>
    The claim: “{ $claim }”
fact-check-finding = The finding: { $finding }
fact-check-group = <b>{ $rating }</b>: { $finding }
fact-check-publisher = Checked by { $publisher }
fact-check-without-link = There is no link to the fact-check yet.
x-reply-1 = Fact-checkers have looked into this claim: “{ $claim }” Rating: { $rating }.
x-reply-2 = This has been fact-checked. The claim: “{ $claim }” – { $rating }.
x-reply-3 = “{ $claim }” – rated by fact-checkers: { $rating }.
x-reply-4 = There is a fact-check of “{ $claim }”. Its rating: { $rating }.
x-reply-5 = Rating: { $rating }. The claim that was checked: “{ $claim }”
x-reply-6 = What fact-checkers say about “{ $claim }”: { $rating }.
suggestions = { $count ->
    [one] I am not sure. Did you mean this claim?
   *[other] I am not sure. Did you mean one of these claims?
}
suggestion = { $number }. { $claim }
nothing-found = I know of no fact-check about this. That does not make it true or false: perhaps nobody has examined it yet.
nothing-to-read = I found no text to check there. Send me the claim in words, or forward a post that has some.

button-helped = 👍 Helped
button-not-mine = 👎 Not my claim
button-why = Why?
button-none = None of these
button-pass-on = Ask a fact-checker
button-cancel = Cancel
button-save = Save
button-save-anyway = Save anyway
button-same = It is a wording of claim { $claim }
button-previous = ← Back
button-next = More →

numbered-choice = { $number } – { $label }
answer-with-number = <i>Answer with a number.</i>

thanks-right = <i>Thank you! Good to know that it helped.</i>
thanks-wrong = <i>Thank you. I noted that this is not your claim.</i>
picked = You chose: “{ $statement }”
passed-on = Thank you. A fact-checker will look at it, and you will hear from me.
claim-no-longer-published = This claim has been retracted.

## /why

why-title = <b>Decision { $number }</b>
why-reason = Reason: { $reason }
why-match = <b>{ $percent }%</b> sure that it is claim { $claim }: “{ $statement }” ({ $rating })
why-match-gone = <b>{ $percent }%</b> sure that it was claim { $claim }, which exists no more
why-retracted-since = This claim has been retracted since.
why-point = • { $point }
why-unknown = I know of no decision of mine about that, or it is not for you to see.
why-nothing-yet = I have not decided about anything here yet.

action-reply = I answered with the fact-check.
action-suggest = I offered claims to choose from.
action-admit = I said that I know of no fact-check.
action-review = I said nothing and asked a reviewer.
action-record = I said nothing and only noted that the claim was seen.
action-ignore = I said nothing and kept nothing.

reason-nearly-certain = I was nearly certain that the post makes this claim.
reason-likely = It was likely this claim, but not certain.
reason-doubtful = It might be this claim, but I was not sure enough to answer before others.
reason-no-match = No claim that I know resembles the post.
reason-no-text = The post held no text that I can read.
reason-too-short = The post is too short to answer it on my own before others.
reason-denies-claim = The post contradicts the claim: it needs no correction.
reason-reports-claim = The post only reports that others make the claim.
reason-not-asked = Nobody asked me, and I do not answer here unasked.
reason-stopped = The author asked me to leave them alone.
reason-mode-off = I am switched off in this place.
reason-rating-not-answered = Claims with this rating get no unasked answer here.
reason-already-answered = This fact-check was given here less than a day ago.
reason-no-fact-check = The claim has no fact-check that I could link.
reason-own-post = The post is my own.

stance-deny = To me the post reads as a denial.
stance-question = To me the post reads as a question.
stance-report = To me the post reads as a report of what others say.

evidence-meaning-close = The meaning is very close.
evidence-meaning-related = The meaning is related.
evidence-meaning-far = The meaning is rather far.
evidence-words = Words in common: { $words }
evidence-names-agree = Names that agree: { $words }
evidence-names-missing = Names that the post lacks: { $words }
evidence-numbers-agree = Numbers that agree: { $words }
evidence-numbers-missing = Numbers that the post lacks: { $words }
evidence-numbers-instead = Other numbers stand there: { $words }
evidence-links = The post links to a page known for this claim.

held-back-other-numbers = Against it: the numbers differ.
held-back-other-years = Against it: the years differ.
held-back-names-missing = Against it: several names are missing.
held-back-negation-differs = Against it: one of the two negates and the other does not.
held-back-opposite-words = Against it: words of opposite meaning.
held-back-another-claim-is-as-close = Against it: another claim is just as close.
held-back-few-words-shared = Against it: few words in common.
held-back-post-is-short = Against it: the post is short.

## Commands: menu lines, usage, examples

help-start = say hello; also if you had stopped me
help-help = show what I can do
help-check = check a text, or the post that you reply to
help-why = explain my last decision here
help-language = choose the language of my answers
help-stop = leave me alone
help-cancel = end what I am asking you step by step
help-privacy = what I keep about you
help-forgetme = delete what I keep about you
help-claims = list or search the claims
help-claim = show one claim
help-admins = show who has a role
help-addclaim = add a claim
help-editclaim = change a claim
help-addphrasing = add another wording of a claim
help-retract = take a claim out of use
help-grant = give somebody a role
help-revoke = take somebody’s role away

usage-help = <code>/help [COMMAND]</code>
example-help = <code>/help check</code>
usage-check = <code>/check TEXT</code>, or <code>/check</code> in reply to a post
example-check = <code>/check North Korea is sending 100,000 volunteers to Ukraine</code>
usage-why = <code>/why [NUMBER]</code>, or in reply to one of my messages
example-why = <code>/why 12</code>
usage-language = <code>/language CODE</code>; <code>auto</code> means the language that you write in
example-language = <code>/language es</code>
usage-claims = <code>/claims [WORDS]</code>
example-claims = <code>/claims volunteers Ukraine</code>
usage-claim = <code>/claim NUMBER</code>
example-claim = <code>/claim 7</code>
usage-addclaim = <code>/addclaim CLAIM | RATING | LINK | PUBLISHER</code> (the publisher may be left out), or <code>/addclaim</code> alone to be asked step by step
example-addclaim = <code>/addclaim The Moon is made of cheese | false | https://example.org/moon-cheese | Example Checks</code>
usage-editclaim = <code>/editclaim NUMBER FIELD: VALUE</code>; the fields are statement, rating, link, claimant and language
example-editclaim = <code>/editclaim 7 rating: misleading</code>
usage-addphrasing = <code>/addphrasing NUMBER TEXT</code>
example-addphrasing = <code>/addphrasing 7 The Moon is one big cheese</code>
usage-retract = <code>/retract NUMBER REASON</code>
example-retract = <code>/retract 7 The publisher withdrew its article</code>
usage-grant = <code>/grant ACCOUNT ROLE</code>; the roles are reviewer, editor and admin
example-grant = <code>/grant telegram:1001 editor</code>
usage-revoke = <code>/revoke ACCOUNT</code>
example-revoke = <code>/revoke telegram:1001</code>

usage = Write it like this: { $usage }
example = For example: { $example }
argument-too-long = That is too long for me: { $length } characters. At most { $most } characters fit behind a command.
role-too-low = I am sorry: this command needs the role “{ $needed }”, and yours is “{ $own }”. Nothing was changed.
unknown-command = I do not know the command /{ $name }. Write /help to see what I can do.
unknown-command-close = I do not know the command /{ $name }. Did you mean { $names }?
press-not-yours = This button is not for you.
press-over = This is over. Please start again.
press-role-too-low = Your role does not allow this.

help-title = <b>What I can do</b>
help-role = <b>For the role “{ $role }”</b>
help-more = Write <code>/help COMMAND</code> to see how a command is used. In private you can just send me a text or forward a post.
help-unknown = I do not know the command /{ $name }.

start =
    Hello! I know claims that fact-checkers have examined.
    Send me a text or forward a post to me, and I will look for its fact-check. In a group, mention me in reply to a post.
    /help shows all that I can do, /privacy what I keep.
started-again = Welcome back! I answer you again.
stopped = Understood: I leave you alone. Write /start if you want me back.
cancelled = Cancelled. Nothing was changed.
nothing-to-cancel = There is nothing to cancel.
privacy =
    <b>What I keep</b>
    • A pseudonym in place of your name or account, which nobody can turn back without my secret key.
    • Of posts that repeat a known claim: when and where they were seen, and for { $days } days their text. The text of other posts is not kept.
    • What you chose: your language, and whether I must leave you alone.
    • Roles and changes of claims stand with the account that made them, so that they can be accounted for.
    /forgetme deletes what I keep about you, /stop makes me leave you alone.
forgotten = { $count ->
    [0] Done. Apart from your settings I had kept nothing about you. If you had written /stop, it stays in force.
    [one] Done. Your settings and feedback are deleted, and one record leads to you no more. If you had written /stop, it stays in force.
   *[other] Done. Your settings and feedback are deleted, and { $count } records lead to you no more. If you had written /stop, it stays in force.
}
language-which = In which language shall I answer you?
language-automatic = I will answer in the language that you write in.
language-chosen = I will answer you in: { $language }.
language-not-spoken = I do not speak “{ $typed }”. I speak: { $languages }
language-unusable = “{ $typed }” is not a language code such as en or es.
check-nothing = What shall I check? Put the text behind the command, or reply to a post.

## Claims

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
rating-unknown = There is no rating “{ $typed }”. The ratings are: { $ratings }
link-unusable = “{ $link }” is not a web address that starts with https:// or http://.
link-with-user = A link must not hold a user name or password.
link-which = The claim has several fact-checks. Give the old link and the new one, with a space between them. The links are:
link-not-there = The claim has no fact-check with the link { $link }.
link-known = The claim has the link { $link } already.

## Roles and accounts

grant-parts-missing = I need an account and a role.
grant-user-is-revoke = To take the role of { $account } away, use /revoke.
grant-too-high = You can only give roles below your own ({ $role }).
grant-not-above = This account’s role is not below yours ({ $role }), so you cannot change it.
grant-has-role = { $account } has this role already: { $role }.
granted = { $account } now has the role: { $role }.
owners-in-settings = Owners stand in the settings of the bot and cannot be changed in chat.
account-missing = Which account?
account-unusable = “{ $typed }” is not an account id. Names can change, so I need the number: telegram:1001, x:2002, or the number alone for this platform.
role-unknown = There is no role “{ $typed }”. The roles are: { $roles }
revoked = { $account } no longer has the role: { $role }.
revoke-no-role = { $account } has no role.
staff-title = { $count ->
    [one] <b>One account has a role</b>
   *[other] <b>{ $count } accounts have a role</b>
}
staff-line = { $role }: <code>{ $account }</code>

## Conversations: groups, reviewers, the tipline

reason-mode-quiet = The admins of this place want me to say nothing here.
reason-silenced = The people of this place want no answer about this claim.
reason-quiet-hours = It was in the quiet hours of this place, and nobody had asked.
reason-cap-reached = I had given as many answers here within the hour as the admins allow.

help-settings = how I behave in a group: for its admins
help-review = decide about posts that wait
help-stats = what was answered lately

settings-title = <b>How I behave in “{ $title }”</b>
settings-mode = Mode: <b>{ $mode }</b>
mode-off = off
mode-asked = when asked
mode-watch = watch
mode-quiet = quiet
mode-means-off = <i>I read nothing and answer nobody.</i>
mode-means-asked = <i>I answer when somebody mentions me.</i>
mode-means-watch = <i>I answer when somebody mentions me, and also posts that nearly certainly repeat a known claim.</i>
mode-means-quiet = <i>I say nothing here and only note where claims are seen.</i>
settings-language = Language: { $language }
settings-automatic = that of the post
settings-ratings = Answered unasked: { $ratings }
settings-quiet = Quiet hours (no unasked answers): { $hours }
settings-no-quiet = none
settings-cap = Answers an hour, at most: { $count }
settings-silenced = Claims that are not answered here: { $count }
settings-hears-all = I am shown every message here.
settings-privacy-on = ⚠️ Telegram’s privacy mode is on: I only see messages that mention me or reply to me. To let me watch, make me an admin here, or switch it off at @BotFather and add me again.
settings-admins-only = Only the admins of this chat can change how I behave in it.
settings-no-chat = There is nothing to set here. Write /settings in a group that you run.
settings-no-chats = I know of no group that you run. Add me to one and write /settings there first.
settings-which = Which chat do you want to change?
settings-not-anonymous = I cannot write to an anonymous admin. Please press this under your own name.
button-settings-language = Language
button-settings-ratings = Ratings
button-settings-quiet = Quiet hours
button-settings-cap = Answers an hour
button-settings-told = Tell me in private
button-settings-unsilence = Answer all claims again
quiet-sighting =
    Seen in “{ $title }”, where I keep quiet:
    Claim { $claim }: “{ $statement }” – { $rating }
slow-down = That is a lot at once! Please give me a break of { $minutes } minutes; until then I will not answer.

button-not-this = 👎 Not this
answer-taken-away = I have taken my answer away and will not answer this claim here again.
passed-to-checkers = I am not sure enough to answer this. I have passed it to the fact-checkers.

pass-on-consent =
    Shall I pass your text on to a fact-checker?
    They will see the text, but not who you are. I keep it for { $days } days at most. Without your yes I keep nothing.
button-consent = Yes, pass it on
button-decline = No
pass-on-send-again = Thank you. I did not keep your text, so please send it to me once more. /cancel ends this.
not-passed-on = All right: nothing is passed on.
button-tell-me = 🔔 Tell me if this changes
tell-me-noted = I will tell you if this changes. Press again to end that.
tell-me-ended = I will not tell you about changes any more.
claim-news-edited =
    A fact-check that you asked about has changed.
    “{ $statement }” – now: <b>{ $rating }</b>
    { $link }
claim-news-retracted =
    A fact-check that you asked about has been withdrawn: please do not rely on it any more.
    “{ $statement }”

review-title = <b>For review: number { $item }</b> (waiting: { $count })
review-post = “{ $text }”
review-asked = People who wait for an answer: { $count }
review-empty = Nothing waits for a decision.
review-at-end = That was the last one for now.
review-skipped = Number { $item } is left to others.
review-decided = Number { $item } is claim { $claim }: “{ $statement }”. Final in { $seconds } seconds.
review-decided-none = Number { $item } is no claim that we know. Final in { $seconds } seconds.
review-final = This decision is final already.
review-not-yours = This one is not yours to decide about now. /review gives you the next.
review-in-private = Please do that in a private chat with me: /review
review-which-claim = Which claim is it? Send its number, or words to search for. /cancel ends this.
review-digest = <b>New for review: { $count }</b>. In all { $waiting } wait, the oldest since { $since }. /review shows them one at a time.
review-none-for-asker = A fact-checker has looked at what you sent: there is no fact-check about it so far.
review-answer = <b>A fact-checker has looked at this.</b>
button-undo = Undo
button-next-item = Next →
button-other-claim = Another claim
button-no-claim = No claim
button-skip = Skip
button-new-claim = New claim

stats-title = <b>The last { $days } days</b>
stats-answers = Posts answered: { $count }
stats-helped = “It helped”, “this one”: { $count }
stats-wrong = “Not my claim”: { $count }
stats-waiting = Waiting for a reviewer: { $count }
stats-questions = People waiting for an answer: { $count }
stats-median = Half of the answers came within { $time }
stats-no-median = No answer has left yet.

help-block = hear an account no more
help-unblock = hear a blocked account again
usage-block = <code>/block ACCOUNT</code>
example-block = <code>/block telegram:1001</code>
usage-unblock = <code>/unblock ACCOUNT</code>
example-unblock = <code>/unblock telegram:1001</code>
blocked = I no longer hear { $account }.
unblocked = I hear { $account }.
block-has-role = { $account } has a role and cannot be blocked. /revoke takes it away.

nothing-found-several = I know of no fact-check about these messages: { $count }
nothing-found-pass-on = To have one of them looked at by a fact-checker, send it to me alone.

help-merge = make one claim a wording of another
usage-merge = <code>/merge NUMBER INTO</code>: the first claim becomes a wording of the second
example-merge = <code>/merge 12 7</code>
help-undo = take back my last change of a claim, within ten minutes
merge-parts-missing = I need the numbers of two different claims.
merged = Claim { $source } is now a wording of claim { $target }; its fact-checks and sightings went there.
merged-reason = Merged into claim { $claim }
undo-nothing = There is no change of yours of the last ten minutes that I could take back.
undo-changed-since = Claim { $claim } has been changed since, so I take nothing back.
undo-already-used = Claim { $claim } has been answered or seen already. Use /retract.
undone = Taken back: your last change of claim { $claim }.
retract-preview = Shall I retract claim { $claim }? Answers that will be corrected: { $count }
button-retract = Retract and correct
correction-retracted =
    I must correct myself: the fact-check that I gave here has been withdrawn. Please do not rely on it any more.
    “{ $statement }”

help-export = get all claims as a file
usage-export = <code>/export [csv|jsonl]</code>
example-export = <code>/export csv</code>
exported = Published claims: { $count }
export-form-unknown = The forms are csv and jsonl.
export-not-here = I can send no files here.
export-in-private = Please ask for the file in a private chat with me.
help-invite = invite somebody to a role
usage-invite = <code>/invite ROLE</code>; the roles are reviewer, editor and admin
example-invite = <code>/invite reviewer</code>
invite-in-private = Please do that in a private chat with me: the code is a secret.
invited =
    An invitation to the role “{ $role }”, for one account, for 24 hours. Whoever gets it sends me:
    <code>/start { $code }</code>
invitation-accepted = Welcome! Your role is now: { $role }. /help shows what you can do.
invitation-over = This invitation is over: it was used, or a day has passed. Please ask for a new one.
invitation-needless = You need no invitation: your role is { $role } already.
## X: budget and keys

help-budget = show what X costs
budget-title = <b>What X costs</b>, in US dollars
budget-window = { $window } (UTC): { $spent } spent of { $cap }; left: { $left }
budget-no-cap = no limit
budget-forecast = This month will cost about { $forecast } at the present pace.
budget-answers = Answers this month: { $answers }. One costs { $cost }, with everything that it takes.
budget-unanswered = Up to { $amount } more may have been charged: X was asked, but its answer got lost.
budget-stage-everything = Everything is done: watching, mentions, direct messages.
budget-stage-no-watching = Watching has stopped, so that money is left for answering people.
budget-stage-slower = Watching has stopped, and mentions are looked for less often.
budget-stage-messages-only = Only direct messages are read and answered; mentions wait.
budget-stage-silence = The bot is silent on X: the money is used up.
budget-notice = X budget { $window }: { $spent } of { $cap } US dollars are spent. { $stage } This holds until { $until } UTC.
platform-refused = { $platform } refuses the bot’s keys. The bot hears and says nothing there until they are renewed. { $error }

## Public answers on X

x-link-1 = The fact-check:
x-link-2 = Details:
x-link-3 = Read more:
x-link-4 = The evidence:
x-dm-1 = For the link, send me this post in a direct message.
x-dm-2 = Send me this post in a direct message and I will answer with the link.
x-dm-3 = The link comes by direct message: send me this post there.
x-page-1 = The link is on the page in my profile.
x-page-2 = You will find the link on the page in my profile.
x-page-3 = For the link, see the page in my profile.
x-nothing-1 = I do not know of a fact-check about this.
x-nothing-2 = No fact-check about this has reached me yet.
x-nothing-3 = I looked, and found no fact-check about this.
x-nothing-4 = There is no fact-check about this among those I know.
x-nothing-5 = So far I have found no fact-check about this.
x-nothing-6 = I cannot offer a fact-check about this yet.
## Telegram: groups, changed posts, inline mode

greeting-group =
    Hello! I know claims that fact-checkers have examined.
    Reply to a post and mention me: I say what was found. /help tells more.
answer-withdrawn = This answer was withdrawn: the post that it belonged to was changed.
inline-hint = Ask me in private
inline-nothing-found = Nothing found: ask me in private
