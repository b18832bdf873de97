"""Posts from files: JSON Lines of X API v2 posts or of Bot API updates, or a Telegram Desktop export.

Files are read as a stream, so that an export of any size fits; a line that cannot be read is reported
with its number and the rest goes on.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO

import ijson
from telegram import Update

from bot.errors import InputError
from bot.events import Account, Address, Command, Origin, Place, PlaceKind, Post
from bot.platforms.telegram.updates import NAME as TELEGRAM
from bot.platforms.telegram.updates import Me, event_of
from bot.platforms.x.posts import Bot as XBot
from bot.platforms.x.posts import posts_of

_DESKTOP_KINDS = {
    "personal_chat": PlaceKind.PRIVATE,
    "bot_chat": PlaceKind.PRIVATE,
    "saved_messages": PlaceKind.PRIVATE,
    "private_group": PlaceKind.GROUP,
    "private_supergroup": PlaceKind.GROUP,
    "public_supergroup": PlaceKind.GROUP,
    "private_channel": PlaceKind.CHANNEL,
    "public_channel": PlaceKind.CHANNEL,
}


@dataclass(frozen=True)
class Replayed:
    """One line (or message) of a file: its number, and the posts in it or what is wrong with it."""

    number: int
    posts: tuple[Post, ...] = ()
    fault: str | None = None


@dataclass(frozen=True)
class Identity:
    """Who the bot was when the file was written, so that mentions of it are known as such."""

    telegram: Me = field(default_factory=lambda: Me(0, ""))
    x: XBot = field(default_factory=lambda: XBot("", ""))


def read_posts(path: Path, identity: Identity | None = None) -> Iterator[Replayed]:
    """Read the posts of a file in its order.

    Raises:
        InputError: the file cannot be opened, or is none of the three forms.
    """
    who = identity or Identity()
    try:
        with path.open("rb") as file:
            if _is_desktop_export(file):
                yield from _read_desktop(file)
            else:
                yield from _read_lines(file, who)
    except OSError as error:
        raise InputError(f"cannot read {path}: {error.strerror}") from error


def _is_desktop_export(file: BinaryIO) -> bool:
    """Whether the file is one JSON document over several lines, as Telegram Desktop writes it."""
    start = file.read(4_096).lstrip(b"\xef\xbb\xbf \t\r\n")
    file.seek(0)
    first_line = start.split(b"\n", 1)[0].strip()
    return first_line == b"{" or b'"messages"' in first_line[:2_000] or b'"chats"' in first_line[:200]


def _read_lines(file: BinaryIO, who: Identity) -> Iterator[Replayed]:
    for number, line in enumerate(file, 1):
        if not line.strip():
            continue
        try:
            value = json.loads(line)
            yield Replayed(number, tuple(_posts_in(value, number, who)))
        except (ValueError, RecursionError) as error:
            yield Replayed(number, fault=f"is not JSON: {error}")
        except (KeyError, TypeError, AttributeError) as error:
            yield Replayed(
                number, fault=f"is no post that X or Telegram would send: {type(error).__name__} {error}"
            )


def _posts_in(value: Any, number: int, who: Identity) -> Iterator[Post]:
    """The posts of one line: an X API answer, an X post alone, a Bot API update, or one of these wrapped."""
    if not isinstance(value, dict):
        raise TypeError("not a JSON object")
    inner = value.get("post") or value.get("update") or value
    if "update_id" in inner:
        event = event_of(Update.de_json(inner, None), who.telegram)
        if isinstance(event, Post):
            yield event
        elif isinstance(event, Command) and event.about is not None:
            yield event.about
        return
    answer = inner if "data" in inner else {"data": inner}
    if not answer["data"]:
        raise KeyError("data")
    yield from posts_of(answer, who.x)


def _read_desktop(file: BinaryIO) -> Iterator[Replayed]:
    """Messages of one chat's export (`messages`) or of a whole account's (`chats.list[].messages`)."""
    place = Place(TELEGRAM, "export", PlaceKind.GROUP, "export")
    number = 0
    about: dict[str, Any] = {}
    prefixes = ("messages.item", "chats.list.item.messages.item")
    try:
        for prefix, event, value in _desktop_parts(file, prefixes):
            if event == "message":
                number += 1
                yield _desktop_message(value, number, place)
            else:
                about = {} if prefix.endswith("start") else {**about, prefix: value}
                place = _desktop_place(about)
    except ijson.JSONError as error:
        yield Replayed(number + 1, fault=f"the export breaks off here: {error}")


def _desktop_parts(file: BinaryIO, prefixes: tuple[str, ...]) -> Iterator[tuple[str, str, Any]]:
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


def _desktop_place(about: dict[str, Any]) -> Place:
    kind = _DESKTOP_KINDS.get(str(about.get("type")), PlaceKind.GROUP)
    return Place(TELEGRAM, str(about.get("id", "export")), kind, str(about.get("name") or ""))


def _desktop_message(message: Any, number: int, place: Place) -> Replayed:
    try:
        if message["type"] != "message":
            return Replayed(number)
        text, links = _desktop_text(message)
        if not text.strip():
            return Replayed(number)
        written_at = _desktop_time(message)
        author = Account(TELEGRAM, str(message.get("from_id") or place.id), str(message.get("from") or ""))
        forwarded = message.get("forwarded_from")
        post = Post(
            event_id=f"export:{place.id}:{message['id']}",
            id=f"{place.id}:{message['id']}",
            author=author,
            place=place,
            text=text,
            written_at=written_at,
            address=Address.OVERHEARD,
            message_id=str(message["id"]),
            links=links,
            origin=None if not forwarded else Origin("channel", None, str(forwarded), None, written_at),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        return Replayed(number, fault=f"is no message of an export: {type(error).__name__} {error}")
    return Replayed(number, (post,))


def _desktop_text(message: dict[str, Any]) -> tuple[str, tuple[str, ...]]:
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


def _desktop_time(message: dict[str, Any]) -> datetime:
    if stamp := message.get("date_unixtime"):
        return datetime.fromtimestamp(int(stamp), UTC)
    return datetime.fromisoformat(message["date"]).replace(tzinfo=UTC)
