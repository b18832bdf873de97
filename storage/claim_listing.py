"""The catalogue as a list: filtered, ordered, a page at a time; made for tens of thousands of claims."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, get_args

from sqlalchemy import ColumnElement, Select, exists, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.models import Claim, FactCheck, OutboxMessage, Sighting
from storage.models.sources import SourceReview

Order = Literal["newest", "changed", "seen", "statement"]
ORDERS: tuple[Order, ...] = get_args(Order)
_MOST_CHOICES = 200


@dataclass(frozen=True)
class ClaimFilter:
    """Which claims are wanted; what is empty or None does not matter.

    Attributes:
        rating: one of `RATINGS`.
        language: of the claim, or of a fact-check of it.
        publisher: of a fact-check.
        source: number of a source that knows of it.
        seen_on: platform of a post that makes it.
        unanswered: it was seen, and no answer about it ever left.
        status: `published` or `retracted`.
        changed_since: only what changed at this moment or later.
    """

    rating: str = ""
    language: str = ""
    publisher: str = ""
    source: int = 0
    seen_on: str = ""
    unanswered: bool = False
    status: str = ""
    changed_since: datetime | None = None


@dataclass(frozen=True)
class Choices:
    """What can be filtered by, the most frequent first: languages, publishers, platforms of sightings."""

    languages: list[str]
    publishers: list[str]
    platforms: list[str]


async def page(
    session: AsyncSession, wanted: ClaimFilter, order: Order, limit: int, offset: int
) -> list[Claim]:
    """One page of the claims that are wanted."""
    query = select(Claim).where(*_conditions(wanted))
    return list(await session.scalars(_ordered(query, order).limit(limit).offset(offset)))


async def total(session: AsyncSession, wanted: ClaimFilter) -> int:
    """How many claims are wanted."""
    return await session.scalar(select(func.count()).select_from(Claim).where(*_conditions(wanted))) or 0


async def among(session: AsyncSession, claim_ids: Collection[int], wanted: ClaimFilter) -> set[int]:
    """Those of these claims that are wanted."""
    query = select(Claim.id).where(Claim.id.in_(claim_ids), *_conditions(wanted))
    return set(await session.scalars(query))


async def seen(session: AsyncSession, claim_ids: Sequence[int]) -> dict[int, int]:
    """In how many posts each of these claims was seen; those never seen are left out."""
    query = (
        select(Sighting.claim_id, func.count())
        .where(Sighting.claim_id.in_(claim_ids))
        .group_by(Sighting.claim_id)
    )
    return {row[0]: row[1] for row in await session.execute(query)}


async def choices(session: AsyncSession) -> Choices:
    """What the claims that there are can be filtered by."""
    return Choices(
        await _frequent(session, Claim.language),
        await _frequent(session, FactCheck.publisher),
        list(await session.scalars(select(Sighting.platform).distinct().order_by(Sighting.platform))),
    )


def _conditions(wanted: ClaimFilter) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.rating:
        found.append(Claim.rating == wanted.rating)
    if wanted.status:
        found.append(Claim.status == wanted.status)
    if wanted.changed_since is not None:
        found.append(Claim.updated_at >= wanted.changed_since)
    if wanted.language:
        checked = select(FactCheck.claim_id).where(FactCheck.language == wanted.language)
        found.append(or_(Claim.language == wanted.language, Claim.id.in_(checked)))
    if wanted.publisher:
        checked = select(FactCheck.claim_id).where(FactCheck.publisher == wanted.publisher)
        found.append(Claim.id.in_(checked))
    if wanted.source:
        known = select(SourceReview.claim_id).where(
            SourceReview.source_id == wanted.source, SourceReview.claim_id.is_not(None)
        )
        found.append(Claim.id.in_(known))
    if wanted.seen_on:
        found.append(exists().where(Sighting.claim_id == Claim.id, Sighting.platform == wanted.seen_on))
    if wanted.unanswered:
        answered = select(OutboxMessage.claim_id).where(
            OutboxMessage.claim_id.is_not(None), OutboxMessage.status == "sent"
        )
        found += [exists().where(Sighting.claim_id == Claim.id), Claim.id.not_in(answered)]
    return found


def _ordered(query: Select[Claim], order: Order) -> Select[Claim]:
    """The newest first among equals."""
    if order == "seen":
        counted = (
            select(Sighting.claim_id, func.count().label("posts")).group_by(Sighting.claim_id).subquery()
        )
        joined = query.outerjoin(counted, counted.c.claim_id == Claim.id)
        return joined.order_by(func.coalesce(counted.c.posts, 0).desc(), Claim.id.desc())
    by: dict[str, Any] = {
        "newest": Claim.id.desc(),
        "changed": Claim.updated_at.desc(),
        "statement": Claim.statement_folded,
    }
    return query.order_by(by[order], Claim.id.desc())


async def _frequent(session: AsyncSession, column: Any) -> list[str]:
    query = (
        select(column)
        .where(column.is_not(None))
        .group_by(column)
        .order_by(func.count().desc(), column)
        .limit(_MOST_CHOICES)
    )
    return list(await session.scalars(query))
