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

button-not-this = 👎 Not this
answer-taken-away = I have taken my answer away and will not answer this claim here again.

greeting-group =
    Hello! I know claims that fact-checkers have examined.
    Reply to a post and mention me: I say what was found. /help tells more.
answer-withdrawn = This answer was withdrawn: the post that it belonged to was changed.
inline-hint = Ask me in private
inline-nothing-found = Nothing found: ask me in private
