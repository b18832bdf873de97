"""RSS and Atom feeds, as lenient as feeds need: encodings that lie, half documents, unknown entities.

feedparser reads them: of the libraries compared (see docs/sources.md) it alone gets text right where the
encoding that a feed states is not the one it is in, and keeps words around an entity that it does not know.
"""

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urljoin

import feedparser

from bot.claims.claimreview import text_of_html
from storage.addresses import canonical_address

MOST_ENTRIES = 10_000
_LONGEST_TITLE = 500
_LONGEST_SUMMARY = 1_000
_START = 4_096
_DECLARATION = re.compile(rb"^\s*<\?xml[^>]{0,200}\?>")
_ROOT = re.compile(rb"<(?:\w+:)?(rss|feed|RDF)[\s>/]")


class NoFeed(ValueError):
    """The document is no feed."""


@dataclass(frozen=True)
class Entry:
    """An entry of a feed: a page, with what the feed says of it."""

    address: str
    title: str | None
    summary: str | None
    published_at: datetime | None
    updated: str | None


@dataclass(frozen=True)
class Feed:
    """A feed; entries without a usable link are left out, `faulty` counts them."""

    title: str | None
    language: str | None
    licence: str | None
    site: str | None
    entries: tuple[Entry, ...]
    faulty: int


def looks_like_feed(body: bytes) -> bool:
    """Whether a document begins as RSS, Atom or RDF does."""
    start = body[:_START]
    return bool(_ROOT.search(start) or _ROOT.search(start.replace(b"\x00", b"")))


def read_feed(body: bytes, url: str) -> Feed:
    """Read a feed (blocking: 0.6 ms an entry).

    Args:
        body: the document as it came; what it says of its encoding is only believed where it fits.
        url: where it was found; relative links are meant from there.

    Raises:
        NoFeed: it is none.
    """
    if not looks_like_feed(body):
        raise NoFeed("neither RSS nor Atom")
    read = _parsed(body)
    if not read.entries and (bare := _DECLARATION.sub(b"", body, count=1)) != body:
        again = _parsed(bare)  # such as one that states UTF-16 and is UTF-8
        read = again if again.entries else read
    if not read.version and not read.entries:
        raise NoFeed("no feed can be read in it")
    entries, faulty = _entries(read.entries[:MOST_ENTRIES], url)
    head = read.feed
    return Feed(
        text_of_html(head.get("title"), _LONGEST_TITLE),
        text_of_html(head.get("language"), 35),
        text_of_html(head.get("rights") or head.get("license"), _LONGEST_SUMMARY),
        _link(head.get("link"), url),
        tuple(entries),
        faulty,
    )


def _parsed(body: bytes) -> Any:
    return feedparser.parse(io.BytesIO(body), sanitize_html=False, resolve_relative_uris=False)


def _entries(raw: Sequence[Any], url: str) -> tuple[list[Entry], int]:
    """The entries by their pages' addresses; the address is what tells them apart, not the guid."""
    found: dict[str, Entry] = {}
    faulty = 0
    for one in raw:
        address = _link(one.get("link"), url)
        if address is None:
            faulty += 1
            continue
        stated = dict(one)  # feedparser's own mapping warns about the lack of a field
        moment = stated.get("published_parsed") or stated.get("updated_parsed")
        entry = Entry(
            address,
            text_of_html(one.get("title"), _LONGEST_TITLE),
            text_of_html(one.get("summary"), _LONGEST_SUMMARY),
            _moment(moment),
            text_of_html(stated.get("updated") or stated.get("published"), 64),
        )
        found.setdefault(address, entry)
    return list(found.values()), faulty


def _link(value: object, base: str) -> str | None:
    if not isinstance(value, str) or not value.strip():
        return None
    try:
        address = urljoin(base, value.strip())
    except ValueError:
        return None
    if not address.lower().startswith(("http://", "https://")) or len(address) > 2_000:
        return None
    return canonical_address(address)


def _moment(parsed: object) -> datetime | None:
    if not isinstance(parsed, tuple):
        return None
    try:
        year, month, day, hour, minute, second = parsed[:6]
        return datetime(year, month, day, hour, minute, min(second, 59), tzinfo=UTC)
    except (TypeError, ValueError):
        return None
