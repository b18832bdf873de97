"""Reads one thing of a source at a time, a listing or a page; changes nothing in the catalogue."""

import asyncio
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.claims.claimreview import FactCheckPage, read_fact_check
from bot.claims.pages import Answer, Page, PageUnavailable, page_of
from bot.sources.dumps import as_found
from bot.sources.feeds import NoFeed, read_feed
from bot.sources.found import FoundClaim, Kind, domain_of, speaks_for
from bot.sources.guesses import Guess, guess
from bot.sources.sitemaps import NoSitemap, read_sitemap
from bot.sources.web import Unreadable, Web
from storage.addresses import address_key, canonical_address
from storage.models.sources import Source
from storage.sources import Listed

FEED_TYPES = "application/atom+xml, application/rss+xml, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.1"
SITEMAP_TYPES = "application/xml, text/xml, */*;q=0.1"
PAGE_TYPES = "text/html, application/xhtml+xml"


@dataclass(frozen=True)
class Stamps:
    """By what a listing is known to be the same again."""

    etag: str | None = None
    last_modified: str | None = None
    body_hash: str | None = None


@dataclass(frozen=True)
class Listing:
    """What a listing holds: pages, or other listings to read first.

    `unchanged` where the server, or the content's hash, says that nothing is new. `refused` are pages on
    domains that the source does not speak for.
    """

    stamps: Stamps
    pages: tuple[Listed, ...] = ()
    maps: tuple[str, ...] = ()
    title: str | None = None
    licence: str | None = None
    unchanged: bool = False
    refused: int = 0


@dataclass(frozen=True)
class ReadPage:
    """What a page says: claims, none where it is no fact-check; `gone` where it is not there any more."""

    claims: tuple[FoundClaim, ...] = ()
    gone: bool = False
    unchanged: bool = False
    is_article: bool = True
    etag: str | None = None
    last_modified: str | None = None
    content_hash: str | None = None


async def read_listing(web: Web, source: Source, address: str, now: datetime, backfill: timedelta) -> Listing:
    """Read a feed or a sitemap.

    Args:
        web: the way out.
        source: whose listing it is.
        address: the source's own, or that of a sitemap that its index names.
        now: the time.
        backfill: pages of a sitemap that are older are left out.

    Raises:
        NotYet: it is not the host's turn.
        Unreadable: it cannot be read, or is no such listing.
    """
    own = address == source.address
    is_feed = source.kind == Kind.FEED
    answer = await web.get(
        address,
        accept=FEED_TYPES if is_feed else SITEMAP_TYPES,
        etag=source.etag if own else None,
        last_modified=source.last_modified if own else None,
    )
    if answer.status == 304:
        return Listing(Stamps(source.etag, source.last_modified, source.body_hash), unchanged=True)
    if answer.status >= 400:
        raise Unreadable("status", f"the server answered {answer.status}")
    digest = hashlib.sha256(answer.body).hexdigest()
    stamps = Stamps(answer.headers.get("etag"), answer.headers.get("last-modified"), digest)
    if own and digest == source.body_hash and not (source.cursor or {}).get("maps"):
        return Listing(stamps, unchanged=True)
    if is_feed:
        return await _feed(answer, source, stamps)
    return await _sitemap(answer, source, stamps, now - backfill)


async def _feed(answer: Answer, source: Source, stamps: Stamps) -> Listing:
    try:
        feed = await asyncio.to_thread(read_feed, answer.body, answer.url)
    except NoFeed as error:
        raise Unreadable("no-feed", str(error)) from None
    site = address_key(feed.site) if feed.site else None
    pages = [
        Listed(
            entry.address,
            {
                "title": entry.title,
                "summary": entry.summary,
                "at": None if entry.published_at is None else entry.published_at.isoformat(),
                "updated": entry.updated,
            },
        )
        for entry in feed.entries
        if address_key(entry.address) != site
    ]
    allowed = [page for page in pages if speaks_for(source.domains, page.address)]
    refused = len(pages) - len(allowed)
    return Listing(stamps, tuple(allowed), (), feed.title, feed.licence, refused=refused)


async def _sitemap(answer: Answer, source: Source, stamps: Stamps, oldest: datetime) -> Listing:
    try:
        found = await asyncio.to_thread(read_sitemap, answer.body)
    except NoSitemap as error:
        raise Unreadable("no-sitemap", str(error)) from None
    maps = tuple(url for url in found.maps if speaks_for(source.domains, url))
    recent = [page for page in found.pages if page.changed_at is None or page.changed_at >= oldest]
    pages = tuple(
        Listed(page.address, {"at": None if page.changed_at is None else page.changed_at.isoformat()})
        for page in recent
        if speaks_for(source.domains, page.address)
    )
    return Listing(stamps, pages, maps, refused=len(recent) - len(pages))


async def read_page(
    web: Web,
    address: str,
    *,
    listing: Mapping[str, object] | None = None,
    etag: str | None = None,
    last_modified: str | None = None,
    content_hash: str | None = None,
    listed_by_feed: bool = True,
) -> ReadPage:
    """Read a fact-check's page: its ClaimReview, or a guess where it has none.

    Args:
        web: the way out.
        address: the page's.
        listing: what its listing said of it, for what the page does not say.
        etag: as the last answer gave it.
        last_modified: as the last answer gave it.
        content_hash: of what was found the last time; the same again is unchanged.
        listed_by_feed: a feed's entries are articles, a sitemap's pages may be anything.

    Raises:
        NotYet: it is not the host's turn.
        Unreadable: it cannot be read.
    """
    answer = await web.get(address, accept=PAGE_TYPES, etag=etag, last_modified=last_modified)
    if answer.status == 304:
        return ReadPage(unchanged=True, etag=etag, last_modified=last_modified, content_hash=content_hash)
    if answer.status in (404, 410):
        return ReadPage(gone=True)
    try:
        page = page_of(answer)
    except PageUnavailable as error:
        raise Unreadable(str(error.fault), str(error)) from None
    read, guessed = await asyncio.to_thread(_understand, page)
    claims = _claims(read, guessed, address, listing or {})
    is_article = listed_by_feed or bool(read.reviews) or guessed.is_article
    digest = hashlib.sha256(repr(claims).encode()).hexdigest()
    stamps = answer.headers.get("etag"), answer.headers.get("last-modified")
    return ReadPage(
        claims if is_article else (),
        unchanged=digest == content_hash,
        is_article=is_article,
        etag=stamps[0],
        last_modified=stamps[1],
        content_hash=digest,
    )


def _understand(page: Page) -> tuple[FactCheckPage, Guess]:
    return read_fact_check(page), guess(page.html)


def _claims(
    page: FactCheckPage, guessed: Guess, asked: str, listing: Mapping[str, object]
) -> tuple[FoundClaim, ...]:
    """The page's own reviews, or else a guess.

    The address is the one that the page gives itself where that lies on the same domain, else the one where
    it was found, and the one that was asked for where a redirect led off to another site.
    """
    address = page.url if domain_of(page.url) == domain_of(asked) else asked
    if page.canonical and domain_of(page.canonical) == domain_of(asked) and _is_no_front(page.canonical):
        address = page.canonical
    address = canonical_address(address)
    own = [review for review in page.reviews if review.own or review.url is None]
    if page.reviews:
        return tuple(
            as_found(review, address, own=review in own or _same(review.url, asked, page.canonical))
            for review in page.reviews
        )
    title = guessed.title or _word(listing.get("title"))
    return (
        FoundClaim(
            address=address,
            claim=guessed.claim or "",
            rating=guessed.rating,
            textual_rating=guessed.rating_words,
            publisher=page.publisher,
            title=title,
            summary=guessed.summary or _word(listing.get("summary")),
            language=page.language,
            from_review=False,
        ),
    )


def _same(stated: str | None, asked: str, canonical: str | None) -> bool:
    """Whether a review's own address is that of the page, as it was asked for or as it calls itself."""
    keys = {address_key(one) for one in (asked, canonical) if one}
    return stated is None or address_key(stated) in keys


def _is_no_front(url: str) -> bool:
    """A site whose every page names the front page as its canonical address is mistaken."""
    return address_key(url) != address_key(f"https://{url.split('/')[2]}/")


def _word(value: object) -> str | None:
    return value if isinstance(value, str) and value else None
