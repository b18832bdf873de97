"""Posts from files: JSON Lines of X API v2 posts or of Bot API updates, or a Telegram Desktop export.

Files are read as a stream, so that an export of any size fits; a line that cannot be read is reported
with its number and the rest goes on.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

from telegram import Update

from bot.errors import InputError
from bot.events import Command, Place, Post
from bot.platforms.telegram import desktop
from bot.platforms.telegram.updates import Me, event_of
from bot.platforms.x.posts import Bot as XBot
from bot.platforms.x.posts import posts_of

_UNKNOWN_AUTHOR = "unknown"


@dataclass(frozen=True)
class Replayed:
    """One line (or message) of a file: its number, and the posts in it or what is wrong with it.

    `offset` is how many bytes of the file had been read by then.
    """

    number: int
    posts: tuple[Post, ...] = ()
    fault: str | None = None
    offset: int = 0


@dataclass(frozen=True)
class Identity:
    """Who the bot was when the file was written, so that mentions of it are known as such."""

    telegram: Me = field(default_factory=lambda: Me(0, ""))
    x: XBot = field(default_factory=lambda: XBot("", ""))


def read_posts(path: Path, identity: Identity | None = None, *, after: int = 0) -> Iterator[Replayed]:
    """Read the posts of a file in its order, those of lines (or messages) numbered above `after`.

    Raises:
        InputError: the file cannot be opened, or is none of the three forms.
    """
    who = identity or Identity()
    try:
        with path.open("rb") as file:
            start = file.read(4_096)
            file.seek(0)
            if desktop.is_export(start):
                yield from _read_export(file, after)
            else:
                yield from _read_lines(file, who, after)
    except OSError as error:
        raise InputError(f"cannot read {path}: {error.strerror}") from error


def _read_lines(file: BinaryIO, who: Identity, after: int) -> Iterator[Replayed]:
    offset = 0
    for number, line in enumerate(file, 1):
        offset += len(line)
        if number <= after or not line.strip():
            continue
        try:
            value = json.loads(line.decode("utf-8-sig"))
        except UnicodeDecodeError:
            yield Replayed(number, fault="is not UTF-8 text", offset=offset)
            continue
        except json.JSONDecodeError as error:
            fault = f"is not JSON: {error.msg} at character {error.pos + 1}"
            yield Replayed(number, fault=fault, offset=offset)
            continue
        except RecursionError:
            yield Replayed(number, fault="is not JSON: it is nested too deep", offset=offset)
            continue
        try:
            yield Replayed(number, tuple(_posts_in(value, who)), offset=offset)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            fault = f"is no post that X or Telegram would send: {_why(error)}"
            yield Replayed(number, fault=fault, offset=offset)


def _why(error: Exception) -> str:
    return f"it has no {error}" if isinstance(error, KeyError) else " ".join(str(error).split())


def _posts_in(value: Any, who: Identity) -> Iterator[Post]:
    """The posts of one line: an X API answer, an X post alone, a Bot API update, or one of these wrapped."""
    if not isinstance(value, dict):
        raise TypeError("it is no JSON object")
    inner = value.get("post") or value.get("update") or value
    if "update_id" in inner:
        event = event_of(Update.de_json(inner, None), who.telegram)
        if isinstance(event, Post):
            yield event
        elif isinstance(event, Command) and event.about is not None:
            yield event.about
        return
    answer = inner if "data" in inner else {"data": inner}
    given = answer["data"]
    if not given:
        raise KeyError("data")
    posts = [_with_author(post) for post in (given if isinstance(given, list) else [given])]
    yield from posts_of({**answer, "data": posts}, who.x)


def _with_author(post: Any) -> Any:
    """X gives a post's author only to those who ask (`tweet.fields`); `id` and `text` come always."""
    if isinstance(post["text"], str):
        return {"author_id": _UNKNOWN_AUTHOR, **post}
    raise TypeError("its text is no text")


def _read_export(file: BinaryIO, after: int) -> Iterator[Replayed]:
    number = 0
    try:
        for number, (message, place) in enumerate(desktop.messages_of(file), 1):
            if number > after:
                yield _exported(message, number, place, file.tell())
    except desktop.BrokenOff as error:
        yield Replayed(number + 1, fault=str(error), offset=file.tell())


def _exported(message: Any, number: int, place: Place, offset: int) -> Replayed:
    try:
        post = desktop.post_of(message, place)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        fault = f"is no message of an export: {_why(error)}"
        return Replayed(number, fault=fault, offset=offset)
    return Replayed(number, () if post is None else (post,), offset=offset)
