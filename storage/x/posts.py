"""Posts of X of which something is stored: which must be looked up, and what is left of one that is gone.

Counts stay: a decision and a sighting keep their claim, time, stance, language and pseudonym. The post's
text, the words quoted as evidence, its id and whatever names it go.
"""

import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, delete, func, or_, select, union_all, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from storage.models import DecisionRecord, InboxEvent, OutboxMessage, ReviewItem, Sighting
from storage.models.x import XPost
from storage.outbox import SETTLED
from storage.privacy import forget_links, rename_references
from storage.statements import insert
from storage.text import without_words

_X = "x"
_GONE = "gone"


async def register(session: AsyncSession) -> None:
    """Take up posts that were stored since the last time, and drop those of which nothing is stored."""
    stored = union_all(
        _ids(Sighting.post_id, Sighting.seen_at, Sighting.platform),
        _ids(DecisionRecord.post_id, DecisionRecord.decided_at, DecisionRecord.platform),
        _ids(DecisionRecord.checked_post_id, DecisionRecord.decided_at, DecisionRecord.platform),
    ).subquery()
    first = (
        select(stored.c.id, func.min(stored.c.at), func.min(stored.c.at))
        .where(stored.c.id.is_not(None))
        .group_by(stored.c.id)
    )
    new = insert(session, XPost).from_select(["post_id", "stored_at", "shown_at"], first)
    await session.execute(new.on_conflict_do_nothing())
    await session.execute(delete(XPost).where(XPost.post_id.not_in(select(stored.c.id))))


async def due(session: AsyncSession, before: datetime, limit: int) -> list[str]:
    """Posts that X was last known to show at this time or before, the longest ago first."""
    query = select(XPost.post_id).where(XPost.shown_at <= before).order_by(XPost.shown_at, XPost.post_id)
    return list(await session.scalars(query.limit(limit)))


async def stored_before(session: AsyncSession, before: datetime, limit: int) -> list[str]:
    """Posts of which something was stored at this time or before."""
    query = select(XPost.post_id).where(XPost.stored_at <= before).order_by(XPost.stored_at, XPost.post_id)
    return list(await session.scalars(query.limit(limit)))


async def mark_shown(session: AsyncSession, ids: Sequence[str], now: datetime) -> None:
    """X shows these posts at this time."""
    await session.execute(update(XPost).where(XPost.post_id.in_(ids)).values(shown_at=now))


async def count(session: AsyncSession) -> int:
    """Of how many posts something is stored."""
    return await session.scalar(select(func.count()).select_from(XPost)) or 0


async def forget(session: AsyncSession, ids: Sequence[str], now: datetime) -> int:
    """Take the content of posts out of the store; call `Database.purge_log` after the commit.

    Answers that still wait are stopped: there is nothing left to answer. Events that still wait are left to
    be handled first.

    Returns:
        How many decisions and sightings lost content.
    """
    aliases = {post_id: f"{_GONE}:{secrets.token_hex(8)}" for post_id in ids}
    decisions = await _empty_decisions(session, aliases)
    sightings = await _empty_sightings(session, aliases)
    await _empty_answers(session, decisions, aliases)
    await _empty_events(session, ids)
    await session.execute(
        update(ReviewItem)
        .where(ReviewItem.decision_id.in_(decisions), ReviewItem.status == "open")
        .values(status="closed", closed_at=now)
    )
    await session.execute(delete(XPost).where(XPost.post_id.in_(ids)))
    return len(decisions) + sightings


def _ids(
    post_id: InstrumentedAttribute[Any],
    at: InstrumentedAttribute[datetime],
    platform: InstrumentedAttribute[str],
) -> Select[tuple[str, datetime]]:
    """Ids of posts as X gives them: everything else (`dm:…`, `gone:…`) has a colon."""
    return select(post_id.label("id"), at.label("at")).where(platform == _X, post_id.not_like("%:%"))


async def _empty_decisions(session: AsyncSession, aliases: dict[str, str]) -> list[int]:
    query = select(DecisionRecord).where(
        DecisionRecord.platform == _X,
        or_(
            DecisionRecord.post_id.in_(aliases),
            DecisionRecord.checked_post_id.in_(aliases),
            DecisionRecord.place_id.in_(aliases),
        ),
    )
    found = []
    for row in await session.scalars(query):
        judged = row.checked_post_id or row.post_id
        row.place_id = aliases.get(row.place_id, row.place_id)
        if row.post_id not in aliases and judged not in aliases:
            continue
        if judged in aliases:
            row.post_text, row.checked_post_id = None, None
            row.matches = [without_words(match) for match in row.matches]
        if row.post_id in aliases:
            row.post_id, row.event_id = aliases[row.post_id], f"{_GONE}:{row.id}"
        found.append(row.id)
    await session.flush()
    return found


async def _empty_sightings(session: AsyncSession, aliases: dict[str, str]) -> int:
    query = select(Sighting).where(
        Sighting.platform == _X, or_(Sighting.post_id.in_(aliases), Sighting.place_id.in_(aliases))
    )
    gone = []
    for row in await session.scalars(query):
        row.place_id = aliases.get(row.place_id, row.place_id)
        if row.post_id in aliases:
            row.post_id = aliases[row.post_id]
            row.place_title, row.origin, row.reach = None, None, None
            row.origin_post_id, row.parent_post_id, row.parent_kind = None, None, None
            gone.append(row.id)
    await session.flush()
    await rename_references(session, {(_X, post_id): alias for post_id, alias in aliases.items()})
    await forget_links(session, gone)
    return len(gone)


async def _empty_answers(session: AsyncSession, decision_ids: list[int], aliases: dict[str, str]) -> None:
    keys = [f"answer:{_X}:{post_id}" for post_id in aliases]
    query = select(OutboxMessage).where(
        OutboxMessage.platform == _X,
        or_(OutboxMessage.decision_id.in_(decision_ids), OutboxMessage.key.in_(keys)),
    )
    for row in await session.scalars(query):
        answers_gone = row.key in keys
        if row.status == "pending" and answers_gone:
            row.status, row.error = "cancelled", "the post that it answers is gone"
        if row.status in SETTLED:
            row.payload = None
            if answers_gone:
                row.key, row.place_id = f"{_GONE}:{row.id}", aliases.get(row.place_id, row.place_id)
    await session.flush()


async def _empty_events(session: AsyncSession, ids: Sequence[str]) -> None:
    query = select(InboxEvent).where(
        InboxEvent.platform == _X,
        InboxEvent.event_id.in_([f"post:{post_id}" for post_id in ids]),
        InboxEvent.status != "pending",
    )
    for row in await session.scalars(query):
        row.event_id = row.conversation = f"{_GONE}:{row.id}"
        row.payload, row.error = None, None
    await session.flush()
