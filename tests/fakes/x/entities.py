"""Finds handles, hashtags, cashtags and links in a text, and shortens the links to t.co as X does."""

import hashlib
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from .weights import find_links

_HANDLE = re.compile(r"(?<![A-Za-z0-9_!#$%&*@＠/.])[@＠]([A-Za-z0-9_]{1,15})(?![A-Za-z0-9_@＠])")
"""Handles are ASCII: letters of any other script end one (twitter-text, `validMentionOrList`)."""

_TAG = re.compile(r"(?<![\w&/])([#$])(\w*[^\W\d]\w*)")


class Named(Protocol):
    """Somebody with an id and a handle."""

    @property
    def id(self) -> str:
        """The account's id."""

    @property
    def username(self) -> str:
        """The account's handle, without @."""


@dataclass(frozen=True)
class Link:
    """A link that X itself adds at the end: to a quoted post or an attached photo."""

    expanded: str
    media_key: str | None = None


@dataclass
class Entities:
    """What was found, in the shape of the API (``start`` and ``end`` in code points)."""

    urls: list[dict[str, Any]] = field(default_factory=list)
    mentions: list[dict[str, Any]] = field(default_factory=list)
    hashtags: list[dict[str, Any]] = field(default_factory=list)
    cashtags: list[dict[str, Any]] = field(default_factory=list)

    def as_json(self, upto: int | None = None) -> dict[str, Any]:
        """The kinds that have members; with ``upto``, only what ends before that place in the text."""
        return {
            kind: kept
            for kind, found in vars(self).items()
            if (kept := [item for item in found if upto is None or item["end"] <= upto])
        }


def read_handles(text: str) -> Iterator[tuple[int, int, str]]:
    """The handles in a text: start, end, name without @."""
    return ((*match.span(), match[1]) for match in _HANDLE.finditer(text))


def count_cashtags(text: str) -> int:
    """How many $TAGS a text holds."""
    return sum(match[1] == "$" for match in _TAG.finditer(text))


def short_link(expanded: str) -> str:
    """The t.co address of a link: the same one for the same target."""
    return "https://t.co/" + hashlib.sha256(expanded.encode()).hexdigest()[:10]


def read_entities(
    written: str, added: Sequence[Link], who: Callable[[str], Named | None]
) -> tuple[str, Entities]:
    """Shorten the links of a text, add X's own at the end, and say what stands where."""
    found = Entities()
    parts: list[str] = []
    position = length = 0
    for start, end in find_links(written):
        typed = written[start:end]
        expanded = typed if "://" in typed else f"http://{typed}"
        parts.append(written[position:start])
        length += start - position
        length = _put(found, parts, length, Link(expanded))
        position = end
    parts.append(written[position:])
    length += len(written) - position
    for link in added:
        parts.append(" ")
        length = _put(found, parts, length + 1, link)
    text = "".join(parts)
    for start, end, name in read_handles(text):
        if user := who(name):
            found.mentions.append({"start": start, "end": end, "username": user.username, "id": user.id})
    for match in _TAG.finditer(text):
        kind = found.hashtags if match[1] == "#" else found.cashtags
        kind.append({"start": match.start(), "end": match.end(), "tag": match[2]})
    return text, found


def _put(found: Entities, parts: list[str], length: int, link: Link) -> int:
    short = short_link(link.expanded)
    parts.append(short)
    entry = {
        "start": length,
        "end": length + len(short),
        "url": short,
        "expanded_url": link.expanded,
        "display_url": re.sub(r"^https?://(www\.)?", "", link.expanded)[:27],
    }
    if link.media_key:
        entry["media_key"] = link.media_key
    found.urls.append(entry)
    return length + len(short)
