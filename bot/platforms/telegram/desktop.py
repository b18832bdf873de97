"""Telegram Desktop's export (`result.json`) to posts, read as a stream so that one of any size fits.

The export writes ids without the signs that the Bot API gives them: here they get them back, so that a post
that the bot heard itself and the same post in an export are one.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, BinaryIO

import ijson

from bot.events import Account, Address, Origin, Place, PlaceKind, Post
from bot.platforms.telegram.messages import NAME

_KINDS = {
    "personal_chat": PlaceKind.PRIVATE,
    "bot_chat": PlaceKind.PRIVATE,
    "saved_messages": PlaceKind.PRIVATE,
    "private_group": PlaceKind.GROUP,
    "private_supergroup": PlaceKind.GROUP,
    "public_supergroup": PlaceKind.GROUP,
    "private_channel": PlaceKind.CHANNEL,
    "public_channel": PlaceKind.CHANNEL,
}
_SIGNS = {
    "private_group": "-",
    "private_supergroup": "-100",
    "public_supergroup": "-100",
    "private_channel": "-100",
    "public_channel": "-100",
}
"""What the Bot API puts before an id of each kind (https://core.telegram.org/api/bots/ids)."""
_PEERS = {"user": "", "chat": "-", "channel": "-100"}


class BrokenOff(ValueError):
    """The export ends in the middle; what came before it is good."""


def is_export(start: bytes) -> bool:
    """Whether a file that begins so is one JSON document over several lines, as the export is."""
    bare = start.lstrip(b"\xef\xbb\xbf \t\r\n")
    first_line = bare.split(b"\n", 1)[0].strip()
    return first_line == b"{" or b'"messages"' in first_line[:2_000] or b'"chats"' in first_line[:200]


def messages_of(file: BinaryIO) -> Iterator[tuple[Any, Place]]:
    """Messages of one chat's export (`messages`) or an account's (`chats.list[].messages`), as they come.

    Raises:
        BrokenOff: the export is cut off.
    """
    place = Place(NAME, "export", PlaceKind.GROUP, "export")
    about: dict[str, Any] = {}
    try:
        for prefix, event, value in _parts(file, ("messages.item", "chats.list.item.messages.item")):
            if event == "message":
                yield value, place
            else:
                about = {} if prefix.endswith("start") else {**about, prefix: value}
                place = _place(about)
    except ijson.JSONError as error:
        told = " ".join(str(error).split())  # ijson draws an arrow over several lines
        raise BrokenOff(f"the export breaks off here: {told[:80]}") from None


def post_of(message: Any, place: Place) -> Post | None:
    """A message of an export as a post; None for one without words.

    Raises:
        KeyError, TypeError, ValueError, AttributeError: it is no message of an export.
    """
    if message["type"] != "message":
        return None
    text, links = _text(message)
    if not text.strip():
        return None
    written_at = _time(message)
    reply, elsewhere = message.get("reply_to_message_id"), message.get("reply_to_peer_id")
    return Post(
        event_id=f"export:{place.id}:{message['id']}",
        id=f"{place.id}:{message['id']}",
        author=Account(NAME, _peer(message.get("from_id")) or place.id, str(message.get("from") or "")),
        place=place,
        text=text,
        written_at=written_at,
        address=Address.OVERHEARD,
        message_id=str(message["id"]),
        links=links,
        origin=_origin(message, written_at),
        answers=f"{place.id}:{reply}" if reply and not elsewhere else None,
        quotes=f"{_peer(elsewhere)}:{reply}" if reply and _peer(elsewhere) else None,
    )


def _parts(file: BinaryIO, prefixes: tuple[str, ...]) -> Iterator[tuple[str, str, Any]]:
    """The chat's own fields as they come, and each message whole."""
    builder: ijson.ObjectBuilder | None = None
    within = ""
    for prefix, event, value in ijson.parse(file, use_float=True):
        if builder is not None:
            builder.event(event, value)
            if prefix == within and event == "end_map":
                yield "", "message", builder.value
                builder = None
        elif prefix in prefixes and event == "start_map":
            builder, within = ijson.ObjectBuilder(), prefix
            builder.event(event, value)
        elif event == "start_map" and prefix in ("", "chats.list.item"):
            yield "start", "field", None
        elif event in ("string", "number") and prefix.rpartition(".")[0] in ("", "chats.list.item"):
            yield prefix.rpartition(".")[2], "field", value


def _place(about: dict[str, Any]) -> Place:
    kind = str(about.get("type"))
    bare = about.get("id")
    id_ = "export" if bare is None else f"{_SIGNS.get(kind, '')}{bare}"
    return Place(NAME, id_, _KINDS.get(kind, PlaceKind.GROUP), str(about.get("name") or ""))


def _peer(peer: object) -> str | None:
    """`channel77`, as an export names it, as the Bot API does: `-10077`."""
    name = str(peer or "")
    for kind, sign in _PEERS.items():
        if name.startswith(kind) and name[len(kind) :].isdecimal():
            return f"{sign}{name[len(kind) :]}"
    return name or None


def _origin(message: dict[str, Any], written_at: datetime) -> Origin | None:
    """Who wrote a forwarded message first. An export does not say when, nor which message it was.

    Older exports give the name alone, which may be a person's: it counts as hidden then.
    """
    name = message.get("forwarded_from")
    peer = _peer(message.get("forwarded_from_id"))
    if peer is None:
        return None if not name else Origin("hidden_user", None, str(name), None, written_at)
    kind = "channel" if peer.startswith("-") else "user"
    return Origin("channel" if kind == "channel" else "user", peer, str(name or ""), None, written_at)


def _text(message: dict[str, Any]) -> tuple[str, tuple[str, ...]]:
    """The message's words (Telegram Desktop writes a string, or a list of strings and entities) and links."""
    parts = message.get("text") or ""
    if isinstance(parts, str):
        parts = [parts]
    if poll := message.get("poll"):
        parts = [*parts, "\n".join([poll["question"], *(answer["text"] for answer in poll["answers"])])]
    texts = [part if isinstance(part, str) else str(part["text"]) for part in parts]
    links = [
        str(part.get("href") or part["text"])
        for part in parts
        if isinstance(part, dict) and part.get("type") in ("link", "text_link")
    ]
    return "".join(texts), tuple(links)


def _time(message: dict[str, Any]) -> datetime:
    if stamp := message.get("date_unixtime"):
        return datetime.fromtimestamp(int(stamp), UTC)
    return datetime.fromisoformat(message["date"]).replace(tzinfo=UTC)
