"""What this catalogue gives out for others to follow: its own fact-checks as Atom, RSS and ClaimReview.

Off unless `CLAIMSPREAD_SOURCES__PUBLIC_FEEDS` is set. Given out are the operator's own checks alone: those on
`CLAIMSPREAD_SOURCES__OWN_DOMAINS`, or, where that is unset, those that no source brought.
"""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from hashlib import sha256
from typing import Any
from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring

from fastapi import APIRouter, HTTPException, Request, Response
from sqlalchemy.ext.asyncio import AsyncSession

from bot.claims.rating_words import rating_of
from bot.config.sources import SourceSettings
from bot.sources.found import speaks_for
from bot.translations import Translator
from bot.web.access import RunningBot
from bot.web.api.catalogue import reviews_of
from bot.web.rendering import language_of
from storage import claims, source_reviews
from storage.models import Claim, FactCheck

router = APIRouter(include_in_schema=False, prefix="/feeds")
_ATOM = "http://www.w3.org/2005/Atom"
_NEWEST = 100
_BATCH = 500
register_namespace("", _ATOM)


@dataclass(frozen=True)
class Own:
    """A fact-check of this catalogue's own, with its claim."""

    claim: Claim
    check: FactCheck


@router.get("/claims.atom")
async def atom(request: Request, app: RunningBot) -> Response:
    """The newest own fact-checks as Atom (RFC 4287)."""
    settings = _allowed(app)
    async with app.database.read() as session:
        newest = await _newest(session, settings)
    words = Translator(language_of(request))
    feed = Element(f"{{{_ATOM}}}feed")
    base = app.settings.web.public_url.rstrip("/")
    _text(feed, "id", f"{base}/feeds/claims.atom")
    _text(feed, "title", "Claimspread")
    _text(feed, "updated", _latest(newest).isoformat())
    SubElement(feed, f"{{{_ATOM}}}link", rel="self", href=f"{base}/feeds/claims.atom")
    for one in newest:
        entry = SubElement(feed, f"{{{_ATOM}}}entry")
        _text(entry, "id", one.check.url)
        _text(entry, "title", one.check.title or one.claim.statement)
        _text(entry, "updated", one.claim.updated_at.isoformat())
        _text(entry, "summary", _summary(one, words))
        SubElement(entry, f"{{{_ATOM}}}link", rel="alternate", href=one.check.url)
        _text(SubElement(entry, f"{{{_ATOM}}}author"), "name", one.check.publisher or "—")
    return _document(request, tostring(feed, "utf-8", xml_declaration=True), "application/atom+xml")


@router.get("/claims.rss")
async def rss(request: Request, app: RunningBot) -> Response:
    """The same as RSS 2.0."""
    settings = _allowed(app)
    async with app.database.read() as session:
        newest = await _newest(session, settings)
    words = Translator(language_of(request))
    root = Element("rss", version="2.0")
    channel = SubElement(root, "channel")
    SubElement(channel, "title").text = "Claimspread"
    SubElement(channel, "link").text = app.settings.web.public_url
    SubElement(channel, "description").text = words.plain("feed-description")
    for one in newest:
        item = SubElement(channel, "item")
        SubElement(item, "title").text = one.check.title or one.claim.statement
        SubElement(item, "link").text = one.check.url
        SubElement(item, "guid").text = one.check.url
        SubElement(item, "pubDate").text = format_datetime(one.claim.created_at)
        SubElement(item, "description").text = _summary(one, words)
    return _document(request, tostring(root, "utf-8", xml_declaration=True), "application/rss+xml")


@router.get("/claimreview.json")
async def claim_reviews(app: RunningBot) -> dict[str, object]:
    """All own fact-checks as a DataFeed of ClaimReview, which another Claimspread can follow."""
    settings = _allowed(app)
    elements = []
    async with app.database.read() as session:
        async for one in _own(session, settings):
            reviews = [
                _understood(data, one) for data in reviews_of(one.claim) if data["url"] == one.check.url
            ]
            elements.append(
                {
                    "@type": "DataFeedItem",
                    "dateCreated": one.claim.created_at.isoformat(),
                    "dateModified": one.claim.updated_at.isoformat(),
                    "item": reviews,
                }
            )
    return {"@context": "https://schema.org", "@type": "DataFeed", "dataFeedElement": elements}


def _understood(data: dict[str, Any], one: Own) -> dict[str, Any]:
    """The review with a word for its rating that all readers of the same table understand alike."""
    rating = data["reviewRating"]
    if rating_of(rating["alternateName"]) != one.claim.rating:
        data = {**data, "reviewRating": {**rating, "alternateName": one.claim.rating}}
    return data


def _allowed(app: RunningBot) -> SourceSettings:
    """The settings, where feeds are given out.

    Raises:
        HTTPException: 404, they are not.
    """
    if not app.settings.sources.public_feeds:
        raise HTTPException(404)
    return app.settings.sources


async def _own(session: AsyncSession, settings: SourceSettings) -> AsyncIterator[Own]:
    """Every own fact-check of a published claim, in the order of claims."""
    last = 0
    while rows := await claims.published_after(session, last, _BATCH):
        for one in await _own_of(session, rows, settings):
            yield one
        last = rows[-1].id
        for claim in rows:
            session.expunge(claim)


async def _own_of(session: AsyncSession, rows: Sequence[Claim], settings: SourceSettings) -> list[Own]:
    brought = await source_reviews.from_sources(session, [claim.id for claim in rows])
    return [
        Own(claim, check)
        for claim in rows
        for check in claim.fact_checks
        if (
            speaks_for(settings.own_domains, check.url)
            if settings.own_domains
            else (claim.id, check.address_hash) not in brought
        )
    ]


async def _newest(session: AsyncSession, settings: SourceSettings) -> list[Own]:
    found: list[Own] = []
    offset = 0
    while len(found) < _NEWEST:
        rows = await claims.find(session, limit=_NEWEST, offset=offset, status="published")
        found += await _own_of(session, rows, settings)
        offset += len(rows)
        if len(rows) < _NEWEST:
            break
    return found[:_NEWEST]


def _summary(one: Own, words: Translator) -> str:
    return f"{words.plain(f'rating-{one.claim.rating}')}: {one.claim.statement}"


def _latest(newest: Sequence[Own]) -> datetime:
    return max((one.claim.updated_at for one in newest), default=datetime.fromtimestamp(0, UTC))


def _text(parent: Element, name: str, text: str) -> None:
    SubElement(parent, f"{{{_ATOM}}}{name}").text = "".join(
        character for character in text if character.isprintable() or character == " "
    )


def _document(request: Request, body: bytes, kind: str) -> Response:
    """The feed, or 304 where the one who asks has it already."""
    etag = f'"{sha256(body).hexdigest()[:32]}"'
    if request.headers.get("if-none-match") == etag:
        return Response(status_code=304, headers={"ETag": etag})
    return Response(body, media_type=f"{kind}; charset=utf-8", headers={"ETag": etag})
