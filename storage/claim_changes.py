"""Changes that reach over a whole claim: taking it back, restoring it, merging it; and their order."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, exists, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from storage import claims, questions, source_reviews
from storage.models import Appearance, Claim, ClaimChange, DecisionRecord, OutboxMessage, Sighting
from storage.models.spread import SightingLink
from storage.questions import Handover

_MOST_AT_ONCE = 500


@dataclass(frozen=True)
class Merged:
    """What went from one claim to the other: ids of sightings, and who hears of changes."""

    sightings: tuple[int, ...]
    subscriptions: tuple[Handover, ...] = ()


async def used(session: AsyncSession, claim_ids: Sequence[int]) -> set[int]:
    """Those of these claims of which anything was seen or said yet."""
    found: set[int] = set()
    for some in _portions(claim_ids):
        seen = select(Sighting.claim_id).where(Sighting.claim_id.in_(some))
        said = select(OutboxMessage.claim_id).where(OutboxMessage.claim_id.in_(some))
        found |= {claim_id for claim_id in await session.scalars(seen.union(said)) if claim_id is not None}
    return found


async def get_all(session: AsyncSession, claim_ids: Sequence[int]) -> dict[int, Claim]:
    """The claims of these ids that exist, by id; any number may be asked for."""
    found: dict[int, Claim] = {}
    for some in _portions(claim_ids):
        found |= await claims.get_many(session, some)
    return found


async def remove(session: AsyncSession, claim_ids: Sequence[int], now: datetime) -> None:
    """Delete claims that nothing was seen or said about; matchers drop them."""
    await claims.one_writer(session)
    for some in _portions(claim_ids):
        session.add_all(ClaimChange(claim_id=claim_id, changed_at=now) for claim_id in some)
        await session.flush()
        await session.execute(delete(Claim).where(Claim.id.in_(some)))


def _portions(numbers: Sequence[int]) -> Iterator[Sequence[int]]:
    """As many at a time as a query takes."""
    for start in range(0, len(numbers), _MOST_AT_ONCE):
        yield numbers[start : start + _MOST_AT_ONCE]


async def restore(session: AsyncSession, claim: Claim, was: Mapping[str, Any], now: datetime) -> None:
    """Make a claim what a snapshot (`claims.snapshot`) says it was.

    Fact-checks that are no longer there come back with their address alone.

    Raises:
        DuplicateClaim: its former statement is another claim's by now.
    """
    await claims.edit(session, claim, now, statement=was["statement"], rating=was["rating"])
    claim.language, claim.claimant = was["language"], was["claimant"]
    claim.status = was["status"]
    if claim.status == "published":
        claim.retraction_reason = None
    await session.refresh(claim, ["fact_checks", "phrasings", "appearances"])
    _restore_appearances(claim, was.get("appearances"))
    for check in [check for check in claim.fact_checks if check.url not in was["fact_checks"]]:
        claim.fact_checks.remove(check)
    for phrasing in [one for one in claim.phrasings if one.text not in was["phrasings"]]:
        claim.phrasings.remove(phrasing)
    await session.flush()
    for url in was["fact_checks"]:
        await claims.add_fact_check(session, claim, claims.FactCheckDraft(url=url), now)
    for text in was["phrasings"]:
        await claims.add_phrasing(session, claim, text, None, now)


def _restore_appearances(claim: Claim, was: Sequence[Mapping[str, Any]] | None) -> None:
    """Drop the appearances that were not there, add those that were; a snapshot without any says nothing."""
    if was is None:
        return
    wanted = [dict(entry) for entry in was]
    for appearance in list(claim.appearances):
        kept = claims.appearance_json(appearance)
        if kept in wanted:
            wanted.remove(kept)
        else:
            claim.appearances.remove(appearance)
    for entry in wanted:
        at = entry.get("published_at")
        entry["published_at"] = None if at is None else datetime.fromisoformat(at)
        claim.appearances.append(Appearance(**entry))


async def merge(session: AsyncSession, source: Claim, target: Claim, reason: str, now: datetime) -> Merged:
    """Make one claim a wording of another, to which its words, fact-checks and sightings go; retract it.

    Args:
        session: a writing session.
        source: the claim that is given up.
        target: the published claim that stays.
        reason: why `source` is retracted, for anyone who looks at it.
        now: the time.

    Returns:
        What `move_back` and `questions.take_back` need to undo it.
    """
    await claims.add_phrasing(session, target, source.statement, source.language, now)
    for phrasing in list(source.phrasings):
        await claims.add_phrasing(session, target, phrasing.text, phrasing.language, now)
    for check in list(source.fact_checks):
        draft = claims.FactCheckDraft(
            check.url,
            check.publisher,
            check.title,
            check.textual_rating,
            check.language or source.language,
            check.published_on,
        )
        await claims.add_fact_check(session, target, draft, now)
    for appearance in list(source.appearances):
        await claims.add_appearance(session, target, claims.appearance_draft(appearance), now)
    await source_reviews.follow_merge(session, source.id, target.id)
    moved = await _move_sightings(session, source.id, target.id)
    handed_over = await questions.hand_over(session, source.id, target.id)
    await claims.retract(session, source, reason, now)
    return Merged(tuple(moved), tuple(handed_over))


async def move_back(session: AsyncSession, sightings: Sequence[int], from_id: int, claim_id: int) -> None:
    """These sightings are the other claim's again."""
    for some in _portions(sightings):
        await session.execute(
            update(Sighting)
            .where(Sighting.id.in_(some), Sighting.claim_id == from_id)
            .values(claim_id=claim_id)
            .execution_options(synchronize_session=False)
        )
        await session.execute(
            update(SightingLink)
            .where(SightingLink.sighting_id.in_(some), SightingLink.claim_id == from_id)
            .values(claim_id=claim_id)
            .execution_options(synchronize_session=False)
        )


async def _move_sightings(session: AsyncSession, source_id: int, target_id: int) -> list[int]:
    """Sightings of the one become the other's, but for posts that it was seen in already."""
    other = aliased(Sighting)
    known = exists().where(
        other.claim_id == target_id,
        other.platform == Sighting.platform,
        other.post_id == Sighting.post_id,
    )
    movable = select(Sighting.id).where(Sighting.claim_id == source_id, ~known).order_by(Sighting.id)
    ids = list(await session.scalars(movable))
    await session.execute(
        update(Sighting)
        .where(Sighting.claim_id == source_id, ~known)
        .values(claim_id=target_id)
        .execution_options(synchronize_session=False)
    )
    moved = select(Sighting.id).where(Sighting.claim_id == target_id)
    await session.execute(
        update(SightingLink)
        .where(SightingLink.claim_id == source_id, SightingLink.sighting_id.in_(moved))
        .values(claim_id=target_id)
        .execution_options(synchronize_session=False)
    )
    return ids


async def latest_answers(session: AsyncSession, claim_id: int) -> list[tuple[OutboxMessage, str]]:
    """The answers that gave this claim's fact-check and stand still, each with who was answered."""
    query = (
        select(OutboxMessage, DecisionRecord.author)
        .join(DecisionRecord, DecisionRecord.id == OutboxMessage.decision_id)
        .where(
            OutboxMessage.claim_id == claim_id,
            OutboxMessage.status == "sent",
            OutboxMessage.message_id.is_not(None),
            OutboxMessage.payload.is_not(None),
        )
        .order_by(OutboxMessage.id)
    )
    return [(row[0], row[1]) for row in await session.execute(query)]


async def changed_at(session: AsyncSession, change: int) -> datetime | None:
    """When a change was made, None where there is no such change."""
    row = await session.get(ClaimChange, change)
    return None if row is None else row.changed_at


async def latest_change(session: AsyncSession) -> int:
    """Number of the newest change, 0 when there is none."""
    return await session.scalar(select(func.max(ClaimChange.id))) or 0


async def changes_after(session: AsyncSession, change: int) -> dict[int, int]:
    """The changes numbered above `change`: the changed claim's id by the change's number, oldest first."""
    query = (
        select(ClaimChange.id, ClaimChange.claim_id).where(ClaimChange.id > change).order_by(ClaimChange.id)
    )
    return {row.id: row.claim_id for row in await session.execute(query)}
