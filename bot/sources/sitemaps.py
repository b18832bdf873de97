"""Sitemaps (https://www.sitemaps.org/protocol.html): ultimate-sitemap-parser parses them, we fetch them.

It refuses any DOCTYPE, so no entity can swell, and reads what there is of a document that is cut off.
"""

import gzip
import io
import logging
import zlib
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice

from usp.objects.sitemap import AbstractIndexSitemap, InvalidSitemap
from usp.tree import sitemap_from_str

from storage.addresses import canonical_address

MOST_PAGES = 50_000
"""What the protocol lets a sitemap hold."""
MOST_MAPS = 200
MOST_BYTES = 52_428_800
"""What the protocol lets a sitemap have, unpacked."""

logging.getLogger("usp").setLevel(logging.CRITICAL)


class NoSitemap(ValueError):
    """The document is no sitemap."""


@dataclass(frozen=True)
class SitemapPage:
    """A page of a sitemap; `changed_at` is its lastmod."""

    address: str
    changed_at: datetime | None


@dataclass(frozen=True)
class Sitemap:
    """Pages, or addresses of other sitemaps."""

    pages: tuple[SitemapPage, ...] = ()
    maps: tuple[str, ...] = ()


def unpacked(body: bytes) -> bytes:
    """The document, gunzipped where it is packed; at most `MOST_BYTES`.

    Raises:
        NoSitemap: it cannot be unpacked, or is longer.
    """
    if not body.startswith(b"\x1f\x8b"):
        return body
    try:
        with gzip.open(io.BytesIO(body)) as file:
            plain = file.read(MOST_BYTES + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise NoSitemap(f"it cannot be unpacked: {error}") from None
    if len(plain) > MOST_BYTES:
        raise NoSitemap(f"longer than {MOST_BYTES} bytes")
    return plain


def read_sitemap(body: bytes) -> Sitemap:
    """Read a sitemap or an index of sitemaps (blocking: 27 µs a page).

    Raises:
        NoSitemap: it is none.
    """
    text = unpacked(body).decode("utf-8-sig", "replace").lstrip()
    if not text.startswith("<"):
        raise NoSitemap("no XML")
    try:
        read = sitemap_from_str(text)
    except Exception as error:  # the parser's errors have no family of their own
        raise NoSitemap(f"{type(error).__name__}: {error}") from None
    if isinstance(read, AbstractIndexSitemap):
        maps = dict.fromkeys(one.url for one in read.sub_sitemaps)
        return Sitemap(maps=tuple(islice(maps, MOST_MAPS)))
    if isinstance(read, InvalidSitemap):
        raise NoSitemap(read.reason)
    pages: dict[str, SitemapPage] = {}
    for page in islice(read.all_pages(), MOST_PAGES):
        changed = page.last_modified
        if changed is not None and changed.tzinfo is None:
            changed = changed.replace(tzinfo=UTC)
        address = canonical_address(page.url)
        pages.setdefault(address, SitemapPage(address, changed))
    return Sitemap(tuple(pages.values()))
