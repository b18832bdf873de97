"""`/settings`: how the bot behaves in a chat, set by that chat's own admins with buttons.

In the chat it shows that chat's panel; in private, the chats that one was seen to run. Every press is
checked with the platform (see `bot.conversation.chat_admins`).
"""

from collections.abc import Callable, Sequence
from typing import TypeVar

from markupsafe import Markup

from bot.commands.registry import Misuse, Preparation, command, verb
from bot.conversation.chat_admins import ChatStanding, place_of, standing_here, standing_in
from bot.conversation.resources import Resources
from bot.conversation.turn import Turn
from bot.decisions.policy import REFUTING_RATINGS, Mode
from bot.events import Button, ButtonPress, Event, PlaceKind
from bot.markup import quoted, within
from bot.signing import code_of, number_of
from bot.translations import Translator, languages
from storage import chats
from storage.chats import Whereabouts
from storage.claims import RATINGS
from storage.models.chats import Chat

_T = TypeVar("_T")

MODES = tuple(Mode)
CAPS = (1, 3, 5, 10, 20, 60)
"""Most answers an hour that may be chosen."""
QUIET_HOURS = ((21, 7), (22, 7), (22, 8), (23, 8), (0, 8))
CLOCK_ZERO = 12 * 60
"""Clocks are numbered in half hours from UTC-12."""
CLOCK_LAST = 52
AUTOMATIC = "auto"
"""No language of its own: the chat speaks that of each post."""
_MAIN, _LANGUAGE, _RATINGS, _QUIET, _CAP = range(5)


async def _standing_in_chat(event: Event, resources: Resources) -> ChatStanding | None:
    """The presser's standing in the chat that the button's first number names, wherever it was pressed."""
    action = resources.signer.unpack(event) if isinstance(event, ButtonPress) else None
    if action is None or not action.numbers:
        return None
    async with resources.database.read() as session:
        chat = await chats.get(session, action.numbers[0])
    return None if chat is None else await standing_in(place_of(chat), event.author, resources.members)


_IN_CHAT = Preparation(_standing_in_chat)


@command("settings", takes_argument=False, prepare=Preparation(standing_here))
async def settings(turn: Turn, _argument: str) -> None:
    """Show this chat's settings to its admins; in private, list the chats that this person runs."""
    if turn.place.kind is PlaceKind.PRIVATE:
        await _list_chats(turn)
        return
    if turn.place.kind not in (PlaceKind.GROUP, PlaceKind.CHANNEL):
        raise Misuse("settings-no-chat", with_usage=False)
    if not isinstance(turn.prepared, ChatStanding) or not turn.prepared.runs:
        raise Misuse("settings-admins-only", with_usage=False)
    where = Whereabouts(turn.place.platform, turn.place.id, turn.place.kind, turn.place.title)
    chat = await chats.ensure(turn.session, where, turn.now)
    await chats.note_admin(turn.session, chat, turn.pseudonym, turn.now)
    html, buttons = await _panel(turn, chat, _MAIN)
    turn.say(html, buttons=buttons)


@verb("chat", 2, prepare=_IN_CHAT)
async def open_panel(turn: Turn, numbers: tuple[int, ...]) -> None:
    """Show a page of a chat's settings."""
    chat_id, page = numbers
    chat = await _run_chat(turn, chat_id)
    html, buttons = await _panel(turn, chat, page)
    turn.change(html, buttons=buttons)


@verb("chat-set", 3, prepare=_IN_CHAT)
async def change_setting(turn: Turn, numbers: tuple[int, ...]) -> None:
    """Change one setting and show its page again."""
    chat_id, named, value = numbers
    chat = await _run_chat(turn, chat_id)
    field = _FIELDS.get(named)
    if field is None:
        raise Misuse("press-over")
    page = await change_chat(turn, chat, field, value)
    html, buttons = await _panel(turn, chat, page)
    turn.change(html, buttons=buttons)


async def change_chat(turn: Turn, chat: Chat, field: str, value: int) -> int:
    """Change one setting of a chat for somebody who has the right to; gives the panel's page.

    Args:
        turn: with the session.
        chat: whose setting it is.
        field: one of `mode`, `language`, `ratings`, `quiet_hours`, `clock`, `most_an_hour`, `told`,
            `unsilence`.
        value: as its button carries it: words as `bot.signing.number_of` codes them.

    Raises:
        Misuse: there is no such value.
    """
    before = snapshot_of(chat)
    if field == "unsilence":
        await chats.unsilence_all(turn.session, chat)
    page = _SETTERS[field](turn, chat, value)
    chat.changed_at = turn.now
    subject = f"chat:{chat.platform}:{chat.place_id}"
    await turn.audit("settings", subject, before, snapshot_of(chat) | {"changed": field})
    return page


async def _list_chats(turn: Turn) -> None:
    run = await chats.run_by(turn.session, turn.place.platform, turn.pseudonym)
    if not run:
        turn.say(turn.words("settings-no-chats"))
        return
    buttons = [
        [turn.button(quoted(chat.title or chat.place_id, turn.words, 45), "chat", chat.id, _MAIN, mine=True)]
        for chat in run
    ]
    turn.say(turn.words("settings-which"), buttons=buttons)


async def _run_chat(turn: Turn, chat_id: int) -> Chat:
    """The chat of this number, which this turn's author runs.

    Raises:
        Misuse: there is none, or they do not run it (any more).
    """
    chat = await chats.get(turn.session, chat_id)
    if chat is None:
        raise Misuse("press-over")
    standing = turn.prepared
    if not isinstance(standing, ChatStanding) or not standing.runs or standing.place_id != chat.place_id:
        raise Misuse("settings-admins-only")
    await chats.note_admin(turn.session, chat, turn.pseudonym, turn.now)
    return chat


def _set_mode(_turn: Turn, chat: Chat, value: int) -> int:
    chat.mode = _one_of(MODES, code_of(value))
    return _MAIN


def _set_language(_turn: Turn, chat: Chat, value: int) -> int:
    code = code_of(value)
    chat.language = None if code == AUTOMATIC else _one_of(languages(), code)
    return _LANGUAGE


def _toggle_rating(_turn: Turn, chat: Chat, value: int) -> int:
    rating = _one_of(RATINGS, code_of(value))
    chosen = _ratings(chat) ^ {rating}
    chat.ratings = [known for known in RATINGS if known in chosen]
    return _RATINGS


def _set_quiet(_turn: Turn, chat: Chat, value: int) -> int:
    if value == 0:
        chat.quiet_from = chat.quiet_until = None
    else:
        chat.quiet_from, chat.quiet_until = _one_of(QUIET_HOURS, divmod(value, 100))
    return _QUIET


def _set_clock(_turn: Turn, chat: Chat, value: int) -> int:
    if value > CLOCK_LAST:
        raise Misuse("press-over")
    chat.utc_offset = value * 30 - CLOCK_ZERO
    return _QUIET


def _set_cap(_turn: Turn, chat: Chat, value: int) -> int:
    if value not in CAPS:
        raise Misuse("press-over")
    chat.most_an_hour = value
    return _CAP


def _set_told(turn: Turn, chat: Chat, value: int) -> int:
    """Tell this admin, in private, what was seen in `quiet` mode; an anonymous admin has no private chat."""
    if value and turn.author.id == chat.place_id:
        raise Misuse("settings-not-anonymous")
    chat.told = turn.author.id if value else None
    return _MAIN


def _back_to_main(_turn: Turn, _chat: Chat, _value: int) -> int:
    return _MAIN


_CODES = {
    "mode": "mode",
    "language": "language",
    "ratings": "ratings",
    "quiet_hours": "quiet",
    "clock": "clock",
    "most_an_hour": "cap",
    "told": "told",
    "unsilence": "unsilence",
}
"""What buttons call each setting."""
_FIELDS = {number_of(code): name for name, code in _CODES.items()}
_SETTERS: dict[str, Callable[[Turn, Chat, int], int]] = {
    "mode": _set_mode,
    "language": _set_language,
    "ratings": _toggle_rating,
    "quiet_hours": _set_quiet,
    "clock": _set_clock,
    "most_an_hour": _set_cap,
    "told": _set_told,
    "unsilence": _back_to_main,
}


async def _panel(turn: Turn, chat: Chat, page: int) -> tuple[Markup, list[list[Button]]]:
    """A page of a chat's settings: what holds now, and buttons that change it."""
    words = turn.words
    silenced = await chats.count_silenced(turn.session, chat)
    lines = [
        words("settings-title", title=quoted(chat.title or chat.place_id, words, 100)),
        words("settings-mode", mode=words.plain(f"mode-{chat.mode}")),
        words(f"mode-means-{chat.mode}"),
        words("settings-language", language=_language_name(chat, words)),
        words("settings-ratings", ratings=" · ".join(words.plain(f"rating-{one}") for one in _ordered(chat))),
        words("settings-quiet", hours=_hours(chat, words)),
        words("settings-cap", count=chat.most_an_hour),
        words("settings-silenced", count=silenced),
    ]
    hears = turn.prepared.hears_everything if isinstance(turn.prepared, ChatStanding) else None
    if hears is not None:
        lines.append(words("settings-hears-all" if hears else "settings-privacy-on"))
    return within(lines), _rows(turn, chat, page, silenced)


def _rows(turn: Turn, chat: Chat, page: int, silenced: int) -> list[list[Button]]:
    words = turn.words

    def setter(label: str, name: str, value: int | str, *, chosen: bool = False) -> Button:
        shown = f"✓ {label}" if chosen else label
        return turn.button(shown, "chat-set", chat.id, _CODES[name], value)

    back = [turn.button(words.plain("button-previous"), "chat", chat.id, _MAIN)]
    if page == _LANGUAGE:
        automatic = setter(
            words.plain("settings-automatic"), "language", AUTOMATIC, chosen=chat.language is None
        )
        named = [
            setter(Translator(code).plain("language-name"), "language", code, chosen=chat.language == code)
            for code in languages()
        ]
        return [[automatic], *([button] for button in named), back]
    if page == _RATINGS:
        chosen = _ratings(chat)
        return [
            *(
                [setter(words.plain(f"rating-{rating}"), "ratings", rating, chosen=rating in chosen)]
                for rating in RATINGS
            ),
            back,
        ]
    if page == _QUIET:
        now = (chat.quiet_from, chat.quiet_until)
        hours = [setter(words.plain("settings-no-quiet"), "quiet_hours", 0, chosen=now == (None, None))]
        hours += [
            setter(f"{start}:00–{end}:00", "quiet_hours", start * 100 + end, chosen=now == (start, end))
            for start, end in QUIET_HOURS
        ]
        half_hours = (chat.utc_offset + CLOCK_ZERO) // 30
        steps = ((-2, "−1 h"), (-1, "−½ h"), (1, "+½ h"), (2, "+1 h"))
        clock = [
            setter(label, "clock", half_hours + step)
            for step, label in steps
            if 0 <= half_hours + step <= CLOCK_LAST
        ]
        return [*([button] for button in hours), clock, back]
    if page == _CAP:
        caps = [setter(str(cap), "most_an_hour", cap, chosen=chat.most_an_hour == cap) for cap in CAPS]
        return [caps[:3], caps[3:], back]
    modes = [setter(words.plain(f"mode-{mode}"), "mode", mode, chosen=chat.mode == mode) for mode in MODES]
    pages = ((_LANGUAGE, "language"), (_RATINGS, "ratings"), (_QUIET, "quiet"), (_CAP, "cap"))
    more = [
        turn.button(words.plain(f"button-settings-{name}"), "chat", chat.id, number) for number, name in pages
    ]
    rows = [modes[:2], modes[2:], more[:2], more[2:]]
    if chat.mode == Mode.QUIET:
        told = chat.told is not None
        rows.append([setter(words.plain("button-settings-told"), "told", int(not told), chosen=told)])
    if silenced:
        rows.append([setter(words.plain("button-settings-unsilence"), "unsilence", 0)])
    return rows


def _ratings(chat: Chat) -> frozenset[str]:
    return REFUTING_RATINGS if chat.ratings is None else frozenset(chat.ratings)


def _ordered(chat: Chat) -> list[str]:
    return [rating for rating in RATINGS if rating in _ratings(chat)]


def _language_name(chat: Chat, words: Translator) -> str:
    if chat.language is None:
        return words.plain("settings-automatic")
    return Translator(chat.language).plain("language-name")


def _hours(chat: Chat, words: Translator) -> str:
    if chat.quiet_from is None or chat.quiet_until is None:
        return words.plain("settings-no-quiet")
    sign, minutes = "−" if chat.utc_offset < 0 else "+", abs(chat.utc_offset)
    clock = f"UTC{sign}{minutes // 60}:{minutes % 60:02}"
    return f"{chat.quiet_from}:00–{chat.quiet_until}:00 ({clock})"


def snapshot_of(chat: Chat) -> dict[str, object]:
    """How a chat is set, as the audit log keeps it."""
    return {
        "mode": chat.mode,
        "language": chat.language,
        "ratings": _ordered(chat),
        "quiet_hours": [chat.quiet_from, chat.quiet_until],
        "utc_offset": chat.utc_offset,
        "most_an_hour": chat.most_an_hour,
        "tells_an_admin": chat.told is not None,
    }


def _one_of(known: Sequence[_T], wanted: _T) -> _T:
    """What a button names, if it is one of those that there are.

    Raises:
        Misuse: a button of an older version named one that is gone.
    """
    if wanted not in known:
        raise Misuse("press-over")
    return wanted
