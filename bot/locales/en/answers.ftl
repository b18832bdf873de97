fact-check =
    The claim: “{ $claim }”
    Rating of the claim: <b>{ $rating }</b>
fact-check-title = Title of the fact-check: “{ $title }”
fact-check-publisher = Checked by { $publisher }
publisher-unknown = fact-checkers
fact-check-without-link = There is no link to the fact-check yet.
x-reply-1 = Checked by { $publisher }. The claim: “{ $claim }” Rating of the claim: { $rating }.
x-reply-2 = This claim has been fact-checked: “{ $claim }” Rating: { $rating }. Checked by: { $publisher }.
x-reply-3 = The claim “{ $claim }” has a fact-check. Its rating: { $rating }. Publisher: { $publisher }.
x-reply-4 = The claim: “{ $claim }” How { $publisher } rates it: { $rating }.
x-reply-5 = There is a fact-check of this claim: “{ $claim }” Rating by { $publisher }: { $rating }.
x-reply-6 = A checked claim: “{ $claim }” Who checked it: { $publisher }. Rating: { $rating }.
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
choose-one-of = Please answer with a number from 1 to { $last }:
nothing-to-choose = There is nothing to choose right now. Send me the text or the post that I shall check.

thanks-right = <i>Thank you! Good to know that it helped.</i>
thanks-wrong = <i>Thank you. I noted that this is not your claim.</i>
picked = You chose: “{ $statement }”
passed-on = Thank you. A fact-checker will look at it, and you will hear from me.
claim-no-longer-published = This claim has been retracted.

slow-down = That is a lot at once! Please give me a break of { $minutes } minutes; until then I will not answer.
answered-above = I answered this here within the last day: please look above.
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

nothing-found-several = I know of no fact-check about these messages: { $count }
nothing-found-pass-on = To have one of them looked at by a fact-checker, send it to me alone.

unread-voice = I cannot listen to voice messages. Please send me the claim in words.
unread-audio = I cannot listen to recordings. Please send me the claim in words.
unread-video = I cannot watch videos. Please send me the claim in words.
unread-image = I cannot read pictures. Please send me the claim in words.
unread-picture = I found no text in this picture that I can read. Please send me the claim in words.
unread-document = I cannot open files here. Please send me the claim in words.
unread-sticker = A sticker says too little for me. Please send me the claim in words.

picture-read = I read in the picture: “{ $text }”
fact-check-disputed = Your message disputes a claim that fact-checkers examined:
small-talk = Send me a claim or forward a post, and I will look for a fact-check of it. /help shows what else I can do.
what-to-check = What shall I check? Send me the claim in words or a post that holds it; in a group, mention me in reply to that post.
pass-on-in-private = I cannot see that post any more. Please send it to me in a private chat.
cap-reached = I have given as many answers here within the hour as the admins allow. Please ask me later, or in a private chat.
