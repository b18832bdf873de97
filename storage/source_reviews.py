"""What sources say of claims: proposals that wait for an editor, and the provenance of fact-checks."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, delete, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.addresses import address_key
from storage.models import Claim, FactCheck
from storage.models.sources import Source, SourceReview

_AT_ONCE = 400


@dataclass(frozen=True)
class Provenance:
    """Where a fact-check is known from.

    Attributes:
        source_id: id of the source.
        source: its title or address.
        kind: what kind of source it is.
        licence: as the source or the page states it; None: it states none.
        first_seen: when it was first seen there.
        last_seen: when it was last seen there.
        expires_at: until when it may be kept without being seen again; None: no limit.
    """

    address: str
    source_id: int
    source: str
    kind: str
    licence: str | None
    first_seen: datetime
    last_seen: datetime
    expires_at: datetime | None


async def get(session: AsyncSession, review_id: int) -> SourceReview | None:
    """One of them; any number may be asked for."""
    return await session.get(SourceReview, review_id) if 0 < review_id < 2**63 else None


async def at_page(session: AsyncSession, source_id: int, address: str) -> list[SourceReview]:
    """What this source says, or said, at this address."""
    query = select(SourceReview).where(
        SourceReview.source_id == source_id, SourceReview.address_hash == address_key(address)
    )
    return list(await session.scalars(query.order_by(SourceReview.id)))


async def seen_at(
    session: AsyncSession, source_id: int, keys: Collection[str]
) -> dict[str, list[SourceReview]]:
    """What this source says at many addresses, by their keys."""
    found: dict[str, list[SourceReview]] = {key: [] for key in keys}
    wanted = sorted(keys)
    for start in range(0, len(wanted), _AT_ONCE):
        query = select(SourceReview).where(
            SourceReview.source_id == source_id,
            SourceReview.address_hash.in_(wanted[start : start + _AT_ONCE]),
        )
        for row in await session.scalars(query.order_by(SourceReview.id)):
            found[row.address_hash].append(row)
    return found


async def claims_at(session: AsyncSession, keys: Collection[str]) -> dict[str, list[Claim]]:
    """Claims with a fact-check at these addresses, by the addresses' keys; retracted ones too."""
    found: dict[str, list[Claim]] = {}
    wanted = sorted(keys)
    for start in range(0, len(wanted), _AT_ONCE):
        query = (
            select(FactCheck.address_hash, Claim)
            .join(Claim, Claim.id == FactCheck.claim_id)
            .where(FactCheck.address_hash.in_(wanted[start : start + _AT_ONCE]))
            .order_by(Claim.id)
        )
        for key, claim in await session.execute(query):
            there = found.setdefault(key, [])
            if claim not in there:
                there.append(claim)
    return found


async def asking(
    session: AsyncSession, limit: int, *, after: int = 0, source_id: int | None = None
) -> list[SourceReview]:
    """What waits for an editor, the oldest first."""
    query = select(SourceReview).where(SourceReview.asks.is_not(None), SourceReview.id > after)
    if source_id is not None:
        query = query.where(SourceReview.source_id == source_id)
    return list(await session.scalars(query.order_by(SourceReview.id).limit(limit)))


async def count_asking(session: AsyncSession, source_id: int | None = None) -> int:
    """How many wait for an editor."""
    query = select(func.count()).select_from(SourceReview).where(SourceReview.asks.is_not(None))
    if source_id is not None:
        query = query.where(SourceReview.source_id == source_id)
    return await session.scalar(query) or 0


async def waiting_for_rating(
    session: AsyncSession, publisher_id: int, after: int, limit: int
) -> list[SourceReview]:
    """Proposals of a publisher whose rating is not understood, in the order of ids."""
    query = select(SourceReview).where(
        SourceReview.publisher_id == publisher_id,
        SourceReview.status == "open",
        SourceReview.rating.is_(None),
        SourceReview.textual_rating.is_not(None),
        SourceReview.id > after,
    )
    return list(await session.scalars(query.order_by(SourceReview.id).limit(limit)))


async def of_claims(session: AsyncSession, claim_ids: Collection[int]) -> dict[int, list[Provenance]]:
    """Where the fact-checks of these claims are known from; one that no source named has no entry."""
    found: dict[int, list[Provenance]] = {}
    wanted = sorted(claim_ids)
    for start in range(0, len(wanted), _AT_ONCE):
        query = (
            select(FactCheck.claim_id, FactCheck.url, SourceReview, Source)
            .join(
                SourceReview,
                and_(
                    SourceReview.address_hash == FactCheck.address_hash,
                    SourceReview.claim_id == FactCheck.claim_id,
                ),
            )
            .join(Source, Source.id == SourceReview.source_id)
            .where(FactCheck.claim_id.in_(wanted[start : start + _AT_ONCE]), SourceReview.status == "taken")
            .order_by(FactCheck.id, SourceReview.id)
        )
        for claim_id, url, review, source in await session.execute(query):
            one = Provenance(
                url,
                source.id,
                source.title or source.address,
                source.kind,
                review.licence or source.licence,
                review.first_seen,
                review.last_seen,
                review.expires_at,
            )
            found.setdefault(claim_id, []).append(one)
    return found


async def from_sources(session: AsyncSession, claim_ids: Collection[int]) -> set[tuple[int, str]]:
    """Which fact-checks of these claims (claim, address key) came from a source."""
    found: set[tuple[int, str]] = set()
    wanted = sorted(claim_ids)
    for start in range(0, len(wanted), _AT_ONCE):
        query = select(SourceReview.claim_id, SourceReview.address_hash).where(
            SourceReview.claim_id.in_(wanted[start : start + _AT_ONCE]), SourceReview.status == "taken"
        )
        found |= {(row[0] or 0, row[1]) for row in await session.execute(query)}
    return found


async def expired(session: AsyncSession, now: datetime, limit: int) -> list[SourceReview]:
    """What may be kept no longer, as it was not seen again within its term."""
    query = select(SourceReview).where(
        SourceReview.expires_at <= now,
        SourceReview.status.in_(("open", "taken", "dismissed")),
        or_(SourceReview.asks.is_(None), SourceReview.asks != "expired"),
    )
    return list(await session.scalars(query.order_by(SourceReview.id).limit(limit)))


async def is_stated_elsewhere(session: AsyncSession, row: SourceReview) -> bool:
    """Whether another source, whose word may be kept, states the same fact-check."""
    query = select(SourceReview.id).where(
        SourceReview.address_hash == row.address_hash,
        SourceReview.source_id != row.source_id,
        SourceReview.status == "taken",
        or_(SourceReview.asks.is_(None), SourceReview.asks != "expired"),
    )
    return await session.scalar(query.limit(1)) is not None


async def forget(session: AsyncSession, ids: Sequence[int]) -> None:
    """Delete what may be kept no longer."""
    for start in range(0, len(ids), _AT_ONCE):
        await session.execute(delete(SourceReview).where(SourceReview.id.in_(ids[start : start + _AT_ONCE])))


async def touch(session: AsyncSession, source_id: int, key: str, now: datetime) -> None:
    """What stands at this address was seen again, and has not changed."""
    await session.execute(
        update(SourceReview)
        .where(SourceReview.source_id == source_id, SourceReview.address_hash == key)
        .values(last_seen=now)
    )


async def follow_merge(session: AsyncSession, source_claim: int, target_claim: int) -> None:
    """What stood under one claim stands under the other, into which it was merged."""
    await session.execute(
        update(SourceReview).where(SourceReview.claim_id == source_claim).values(claim_id=target_claim)
    )
