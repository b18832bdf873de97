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
platform-refused = { $platform } refuses the bot’s keys. The bot keeps trying; until they are renewed it hears and says nothing there. { $error }
clock-wrong = The clock of the bot’s machine is wrong, so { $platform } refuses its calls. Let the system set the clock (NTP); the bot keeps trying. { $error }
account-refused = { $kind ->
    [locked] { $platform } has locked the bot’s account. Log in as the bot there and unlock it.
    [suspended] { $platform } has suspended the bot’s account. Log in as the bot there to see why, and appeal.
    [automated] { $platform } takes the bot’s posts for unwanted automation. Log in as the bot there and see whether it asks for something.
    [limit] The bot’s account has reached a limit of { $platform }.
    [credits] The credits of the bot’s account on { $platform } are used up. Buy some, or raise the spending limit there.
   *[other] { $platform } does not understand a call of the bot. This is a fault of this version: update it, or report this line.
} Nothing is lost: what waits is sent when { $platform } takes it again. { $error }

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
x-title = The fact-check is titled “{ $title }”.
x-count = (Answer no. { $count })
x-as-of = As of { $moment } UTC.
