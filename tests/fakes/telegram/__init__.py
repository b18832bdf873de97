"""A fake Telegram Bot API server, spoken to over real HTTP, that keeps the platform's rules.

In an async test::

    async with FakeTelegram(limits=Limits.none()) as fake:   # or RemoteTelegram("--no-limits"), a process
        bot = Bot(fake.token, base_url=fake.bot_url, base_file_url=fake.file_url)
        ann = fake.user(1001, "Ann", language_code="en")
        asked = await ann.private("Is it true that …?")          # -> Posted(chat_id, message_id, raw)
        answer = await fake.wait_for(lambda call: "fact" in call.text)
        assert answer.reply_to == asked.message_id
        press = await ann.press(answer, "Helped")
        assert (await fake.answer_to(press))["text"] == "Thank you"

**The server.** `FakeTelegram(port=0, token, limits, clock, bot, log, query_seconds)`; attributes `url`,
`bot_url`, `file_url`, `token`, `clock`, `world` (the whole state). `RemoteTelegram(*command_line_options)`
starts `python -m tests.fakes.telegram` and offers the same handles; it lives on when the bot is killed.

**The people** (`people.py`, `contents.py`). `fake.user(id, name, …)`, `fake.group(id, title, owner=, admins=,
members=, kind="group|supergroup|forum", bot="member|administrator|left|kicked")`,
`fake.channel(id, title, discussion=group)`.
Users: `private`, `write`, `forward`, `album`, `edit`, `remove`, `press`, `inline`, `choose`, `react`,
`vote`, `block`, `unblock`, `menu`. Groups: `join`, `leave`, `set_standing`, `set_bot`, `migrate`,
`open_topic`, `close_topic`, `change`. Channels also: `post`, `post_album`, `forward_here`. Options of
writing: `reply_to=`, `quote=`, `topic=`, `anonymous=`, `signature=`, `origin=`. Contents other than a plain
string: `text(…, html=True)`, `photo`, `video`, `document`, `voice`, `sticker`, `poll`. In a group where the
bot is "left", naming it with an @ makes a guest message.

**What the bot did** (`stage.py`, `calls.py`). `fake.calls` (every request), `fake.sent` (those by which
readers saw a message appear or change), `fake.calls_of(method)`; each a `BotCall` with `method, at, status,
ok, description, params, chat_id, message_id, message, text, buttons, links, reply_to, topic, fault`. `await
fake.wait_for(predicate, timeout=, after=fake.mark)`, `wait_for_call`, `stays_silent(seconds)`,
`answer_to(query)`, `visible(chat_id)` (what a reader sees now). Everything made for the bot: `await
fake.perform("updates_created", unacknowledged=False)`.

**Trouble** (`faults.py`). `await fake.fault(kind, method, times=, processed=, …)` with the kinds status
(`status=429, retry_after=3`; `status=502, html=True`), timeout, slow (`seconds=`), cut, refuse, hold.
`await fault.reached()` says that a call ran into it; a held call waits for `await fault.release()`.
`fake.lift_faults()`; `fake.advance(seconds)`.

**Rules kept**: tokens (401, 404), methods and parameters by table (`methods.py`), rates (`limits.py`),
lengths in UTF-16 units, HTML, keyboards, replies and quotes, topics, rights, 403 and migration, privacy
mode, `allowed_updates`, acknowledgement by offset, webhooks with secret, ages of queries and messages.
`Spec.load()` holds requests, updates and answers against the specification where its file is present.

**Not modelled**: parse modes other than HTML, inline results other than articles, restricted members,
payments, business accounts, stickers and games sent by the bot, files by URL.
"""

from tests.fakes.telegram.acts import ImpossibleActError
from tests.fakes.telegram.calls import BotCall, Button
from tests.fakes.telegram.clock import Clock
from tests.fakes.telegram.contents import document, photo, poll, sticker, text, video, voice
from tests.fakes.telegram.limits import Limits
from tests.fakes.telegram.local import FakeTelegram
from tests.fakes.telegram.people import Channel, Group, Posted, User
from tests.fakes.telegram.remote import RemoteTelegram
from tests.fakes.telegram.spec import Spec
from tests.fakes.telegram.stage import PlannedFault, Stage
from tests.fakes.telegram.world import BotProfile

__all__ = [
    "BotCall",
    "BotProfile",
    "Button",
    "Channel",
    "Clock",
    "FakeTelegram",
    "Group",
    "ImpossibleActError",
    "Limits",
    "PlannedFault",
    "Posted",
    "RemoteTelegram",
    "Spec",
    "Stage",
    "User",
    "document",
    "photo",
    "poll",
    "sticker",
    "text",
    "video",
    "voice",
]
