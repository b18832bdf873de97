"""Finds out what an address is, by looking, and samples it: feed, sitemap, site, page, dump, Google's API.

Nothing is stored. A site is followed by the feed that it names, else by a feed at a usual place, else by the
sitemap that its robots.txt names or that stands at the usual place.
"""

import asyncio
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from protego import Protego
from selectolax.lexbor import LexborHTMLParser

from bot.claims.claimreview import read_fact_check
from bot.claims.form import web_address
from bot.claims.pages import Answer, Page
from bot.clock import Clock
from bot.config.sources import SourceSettings
from bot.errors import InputError
from bot.sources import google
from bot.sources.dumps import NoDump, looks_like_dump, read_dump
from bot.sources.feeds import NoFeed, looks_like_feed, read_feed
from bot.sources.found import FoundClaim, Kind, domain_of
from bot.sources.reading import read_page
from bot.sources.sitemaps import NoSitemap, read_sitemap
from bot.sources.web import NotYet, Unreadable, Web
from storage.addresses import address_key, canonical_address
from storage.sources import SourceDraft

SAMPLES = 10
_SAMPLE_SECONDS = 25.0
_ANYTHING = (
    "application/atom+xml, application/rss+xml, application/xml, text/html, application/ld+json, "
    "application/json, */*;q=0.5"
)
_DUMPS = "application/json, application/ld+json, */*;q=0.1"
_START = 2_048
_USUAL_FEEDS = ("/feed", "/rss", "/feed.xml", "/rss.xml", "/atom.xml", "/index.xml")
_USUAL_SITEMAPS = ("/sitemap.xml", "/sitemap_index.xml", "/news-sitemap.xml")
_MOST_NAMED = 4
_FEED_TYPES = ("application/rss+xml", "application/atom+xml", "application/rdf+xml")


@dataclass(frozen=True)
class Detected:
    """What an address is, and what it gives.

    Attributes:
        draft: as it would be followed.
        samples: up to ten of its claims, as they would be taken in.
        listed: how many pages or claims it lists now; None: not counted.
        via: the address that was given, where another one was found there.
    """

    draft: SourceDraft
    samples: tuple[FoundClaim, ...]
    listed: int | None = None
    via: str | None = None


class NothingFound(InputError):
    """The address is nothing that can be followed, or cannot be read; `state` says which."""

    def __init__(self, state: str, reason: str) -> None:
        super().__init__(reason)
        self.state = state


@dataclass(frozen=True)
class _Candidate:
    """What was found at one address, before it is sampled."""

    draft: SourceDraft
    pages: tuple[str, ...] = ()
    claims: tuple[FoundClaim, ...] = ()
    maps: tuple[str, ...] = ()
    listed: int | None = None


async def detect(
    address: str, web: Web, settings: SourceSettings, clock: Clock, *, local_files: bool = False
) -> Detected:
    """Find out what an address is.

    Args:
        address: http(s), `google:…`, or the path of a dump.
        web: a patient one.
        settings: of sources.
        clock: tells the time.
        local_files: whether a path may be given: by the operator, not by chat.

    Raises:
        NothingFound: it is nothing that can be followed, or cannot be read.
        InputError: it is no address at all.
    """
    address = address.strip()
    if address.startswith(google.PREFIX):
        return await _google(address, web, settings)
    if local_files and "://" not in address:
        return await asyncio.to_thread(_local_dump, Path(address))
    try:
        web_address(address)
    except ValueError:
        raise InputError(
            f"{address[:80]} is no web address; give one such as https://example.org/feed"
        ) from None
    candidate = await _look(web, address)
    if candidate is None:
        raise NothingFound("nothing", "no feed, no sitemap and no ClaimReview was found there")
    samples = candidate.claims or await _samples(web, candidate)
    via = address if address_key(address) != address_key(candidate.draft.address) else None
    return Detected(candidate.draft, tuple(samples[:SAMPLES]), candidate.listed, via)


async def _look(web: Web, address: str) -> _Candidate | None:
    """What is at this address itself, or, where that is a page of a site, what the site names."""
    try:
        answer = await _get(web, address)
    except NothingFound as error:
        if error.state == "too-large" and (dump := await _large_dump(web, address)) is not None:
            return dump
        raise
    found = await _understand(answer, address)
    if found is not None:
        return found
    tree = await asyncio.to_thread(LexborHTMLParser, answer.text)
    named = [
        urljoin(answer.url, node.attributes.get("href") or "")
        for node in tree.css('link[rel~="alternate"]')
        if (node.attributes.get("type") or "").lower() in _FEED_TYPES and node.attributes.get("href")
    ]
    own = [url for url in dict.fromkeys(named) if "comment" not in url]
    tried = [*own[:_MOST_NAMED], *(urljoin(answer.url, path) for path in _USUAL_FEEDS)]
    site = domain_of(address)
    for url in dict.fromkeys(one for one in tried if domain_of(one) == site):
        if (found := await _try(web, url)) is not None and found.draft.kind == Kind.FEED and found.pages:
            return found
    for url in await _sitemaps(web, answer.url):
        if domain_of(url) == site and (found := await _try(web, url)) is not None:
            return found
    return None


async def _try(web: Web, url: str) -> _Candidate | None:
    try:
        return await _understand(await _get(web, url), url)
    except NothingFound:
        return None


async def _get(web: Web, url: str) -> Answer:
    try:
        answer = await web.get(url, accept=_ANYTHING)
    except Unreadable as error:
        raise NothingFound(error.state, str(error)) from None
    except NotYet as error:
        raise NothingFound("busy", f"its host may be asked again at {error.at:%H:%M} UTC") from None
    if answer.status >= 300:
        raise NothingFound("status", f"the server answered {answer.status}")
    return answer


async def _large_dump(web: Web, address: str) -> _Candidate | None:
    """A dump that is longer than other things may be, by way of a file; None: it is none."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "dump.json"
        with path.open("wb") as file:
            try:
                answer = await web.get(address, accept=_DUMPS, into=file)
            except (Unreadable, NotYet):
                return None
        if answer.status >= 300:
            return None
        return await asyncio.to_thread(_if_dump, path, canonical_address(address))


def _if_dump(path: Path, address: str) -> _Candidate | None:
    with path.open("rb") as file:
        if not looks_like_dump(file.read(_START)):
            return None
    return _sampled_dump(path, SourceDraft(Kind.DUMP, address, None, ()))


async def _sitemaps(web: Web, url: str) -> list[str]:
    """Sitemaps that robots.txt names, then the usual places."""
    named: list[str] = []
    try:
        answer = await web.get(urljoin(url, "/robots.txt"), accept="text/plain", robots=False)
        if answer.status == 200:
            named = list(Protego.parse(answer.text[:500_000]).sitemaps)[:_MOST_NAMED]
    except (Unreadable, NotYet):
        pass
    return list(dict.fromkeys([*named, *(urljoin(url, path) for path in _USUAL_SITEMAPS)]))


async def _understand(answer: Answer, address: str) -> _Candidate | None:
    """What a document is; None: a page without ClaimReview."""
    return await asyncio.to_thread(_read, answer, canonical_address(address))


def _read(answer: Answer, address: str) -> _Candidate | None:
    if looks_like_feed(answer.body):
        return _feed(answer, address)
    if looks_like_dump(answer.body):
        return _dump(answer.body, address)
    if "html" in answer.content_type:
        page = read_fact_check(Page(answer.url, answer.text))
        if not any(review.claim for review in page.reviews):
            return None
        draft = SourceDraft(Kind.PAGE, address, page.title, (domain_of(address),))
        return _Candidate(draft, (address,), listed=1)
    return _sitemap(answer, address)


def _feed(answer: Answer, address: str) -> _Candidate:
    try:
        feed = read_feed(answer.body, answer.url)
    except NoFeed as error:
        raise NothingFound("no-feed", str(error)) from None
    pages = tuple(entry.address for entry in feed.entries)
    draft = SourceDraft(Kind.FEED, address, feed.title, (domain_of(address),), feed.licence)
    return _Candidate(draft, pages, listed=len(pages))


def _sitemap(answer: Answer, address: str) -> _Candidate | None:
    try:
        found = read_sitemap(answer.body)
    except NoSitemap:
        return None
    if not found.pages and not found.maps:
        return None
    oldest = datetime.min.replace(tzinfo=UTC)
    newest = sorted(found.pages, key=lambda page: page.changed_at or oldest, reverse=True)
    draft = SourceDraft(Kind.SITEMAP, address, None, (domain_of(address),))
    pages = tuple(page.address for page in newest)
    return _Candidate(draft, pages, maps=found.maps, listed=len(pages) or None)


def _dump(body: bytes, address: str) -> _Candidate:
    with tempfile.NamedTemporaryFile() as file:
        file.write(body)
        file.flush()
        return _sampled_dump(Path(file.name), SourceDraft(Kind.DUMP, address, None, ()))


def _local_dump(path: Path) -> Detected:
    if not path.is_file():
        raise InputError(f"{path} is neither a web address nor a file")
    path = path.resolve()
    draft = SourceDraft(Kind.DUMP, path.as_uri(), path.name, (), options={"file": str(path)})
    found = _sampled_dump(path, draft)
    return Detected(found.draft, found.claims, found.listed)


def _sampled_dump(path: Path, draft: SourceDraft) -> _Candidate:
    claims: list[FoundClaim] = []
    number = 0
    try:
        for number, element in enumerate(read_dump(path), 1):  # noqa: B007 - the last number is the count
            if len(claims) < SAMPLES:
                claims += [one for one in element if one.claim]
    except NoDump as error:
        if not claims:
            raise NothingFound("no-dump", str(error)) from None
    if not claims:
        raise NothingFound("no-dump", "no ClaimReview is in it")
    return _Candidate(draft, claims=tuple(claims[:SAMPLES]), listed=number)


async def _google(address: str, web: Web, settings: SourceSettings) -> Detected:
    options = google.options_of(address)
    if settings.google_key is None:
        raise InputError(
            "Google's API needs a key: set CLAIMSPREAD_SOURCES__GOOGLE_KEY "
            "(https://developers.google.com/fact-check/tools/api)"
        )
    headers = {"X-Goog-Api-Key": settings.google_key.get_secret_value()}
    url = google.request_of(settings.google_url, options, None, None)
    try:
        answer = await web.get(url, accept="application/json", headers=headers, robots=False, errors=True)
        found = google.read_answer(answer.status, answer.body)
    except Unreadable as error:
        raise NothingFound(error.state, str(error)) from None
    except NotYet as error:
        raise NothingFound("busy", f"Google may be asked again at {error.at:%H:%M} UTC") from None
    except google.NoAnswer as error:
        raise NothingFound(error.state, str(error)) from None
    title = "Google Fact Check Tools: " + ", ".join(f"{name} {value}" for name, value in options.items())
    domains = (domain_of(f"https://{options['site']}"),) if "site" in options else ()
    draft = SourceDraft(
        Kind.GOOGLE,
        google.address_of(options),
        title,
        domains,
        "Google Fact Check Tools API terms",
        options,
        settings.google_days,
    )
    return Detected(draft, found.claims[:SAMPLES], len(found.claims) or None)


async def _samples(web: Web, candidate: _Candidate) -> Sequence[FoundClaim]:
    """Claims of the first pages, as many as can be read in the time in which somebody waits."""
    claims: list[FoundClaim] = []
    try:
        async with asyncio.timeout(_SAMPLE_SECONDS):
            pages: Iterable[str] = candidate.pages
            if not candidate.pages and candidate.maps:
                first = await _try(web, candidate.maps[0])
                pages = first.pages if first is not None else ()
            own = [url for url in pages if domain_of(url) in candidate.draft.domains]
            for url in own[:SAMPLES]:
                try:
                    page = await read_page(web, url, listed_by_feed=candidate.draft.kind != Kind.SITEMAP)
                except (Unreadable, NotYet):
                    continue
                claims += page.claims
                if len(claims) >= SAMPLES:
                    break
    except TimeoutError:
        pass
    return claims


def as_json(detected: Detected) -> dict[str, Any]:
    """What was found, for a dialogue's state and for machines."""
    draft = detected.draft
    return {
        "kind": str(draft.kind),
        "address": draft.address,
        "title": draft.title,
        "domains": list(draft.domains),
        "licence": draft.licence,
        "listed": detected.listed,
        "samples": [
            {
                "claim": one.claim or one.title,
                "rating": one.rating,
                "own_words": one.textual_rating,
                "url": one.address,
                "publisher": one.publisher,
                "stated": one.from_review,
            }
            for one in detected.samples
        ],
    }


def renamed(detected: Detected, title: str | None) -> Detected:
    """The same under a title that somebody gave."""
    return replace(detected, draft=replace(detected.draft, title=title)) if title else detected
