"""The reviewers' queue: one item for one reviewer at a time; decisions that can be undone for a moment."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.models import DecisionRecord, ReviewItem, is_id

CLAIMED_FOR = timedelta(minutes=15)
"""An item goes back to the queue when its reviewer does nothing for so long."""
ASSIGNED_FOR = timedelta(days=1)
"""An item that was given to somebody waits for them so long."""
UNDO_FOR = timedelta(seconds=10)
"""A decision becomes final so long after it was made."""


async def take_next(
    session: AsyncSession, reviewer: str, now: datetime, *, after: int = 0
) -> ReviewItem | None:
    """The next item of any kind for this reviewer, theirs until `CLAIMED_FOR` is over; None when none waits.

    What somebody holds already comes first; then the oldest that nobody holds. `after` skips items up to
    this number, so that what was skipped does not come back at once.
    """
    query = (
        select(ReviewItem)
        .where(
            ReviewItem.status == "open",
            ReviewItem.id > after,
            or_(
                ReviewItem.claimed_until.is_(None),
                ReviewItem.claimed_until <= now,
                ReviewItem.reviewer == reviewer,
            ),
        )
        .order_by(func.coalesce(ReviewItem.reviewer == reviewer, False).desc(), ReviewItem.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    item = (await session.scalars(query)).first()
    if item is not None:
        await _lease(session, item, reviewer, now)
    return item


async def waiting_items(
    session: AsyncSession, reviewer: str, now: datetime, limit: int = 50
) -> list[ReviewItem]:
    """Decisions that wait and that nobody else holds, the oldest first; nothing is taken."""
    query = (
        select(ReviewItem)
        .where(
            ReviewItem.status == "open",
            ReviewItem.kind == "decision",
            or_(
                ReviewItem.claimed_until.is_(None),
                ReviewItem.claimed_until <= now,
                ReviewItem.reviewer == reviewer,
            ),
        )
        .order_by(ReviewItem.id)
        .limit(limit)
    )
    return list(await session.scalars(query))


async def take(session: AsyncSession, item_id: int, reviewer: str, now: datetime) -> ReviewItem | None:
    """This item for this reviewer, as `take_next`; None where somebody else holds it or it is decided."""
    item = await get(session, item_id)
    if item is None or item.status != "open":
        return None
    lapsed = item.claimed_until is None or item.claimed_until <= now
    if not lapsed and item.reviewer != reviewer:
        return None
    await _lease(session, item, reviewer, now)
    return item


async def _lease(session: AsyncSession, item: ReviewItem, reviewer: str, now: datetime) -> None:
    """Give an item to a reviewer for a quarter of an hour, unless it is assigned to them for longer."""
    if item.reviewer != reviewer or not is_assigned(item, now):
        item.reviewer, item.claimed_until = reviewer, now + CLAIMED_FOR
    await session.flush()


async def get(session: AsyncSession, item_id: int) -> ReviewItem | None:
    """The item of this number, or None; locked where the database locks rows."""
    if not is_id(item_id):
        return None
    query = select(ReviewItem).where(ReviewItem.id == item_id).with_for_update()
    return (await session.scalars(query)).first()


def is_held_by(item: ReviewItem, reviewer: str, now: datetime) -> bool:
    """Whether this reviewer, and nobody else, may decide about the item now."""
    mine = item.reviewer == reviewer
    return item.status == "open" and mine and item.claimed_until is not None and item.claimed_until > now


async def let_go(session: AsyncSession, item: ReviewItem) -> None:
    """Put an item back for others."""
    item.reviewer = item.claimed_until = None
    await session.flush()


async def assign(
    session: AsyncSession, item_id: int, reviewer: str | None, now: datetime
) -> ReviewItem | None:
    """Give an item to a reviewer for a day, or (None) to anybody; None where it is decided already."""
    item = await get(session, item_id)
    if item is None or item.status != "open":
        return None
    item.reviewer, item.claimed_until = reviewer, None if reviewer is None else now + ASSIGNED_FOR
    await session.flush()
    return item


def is_assigned(item: ReviewItem, now: datetime) -> bool:
    """Whether somebody was given the item, who does not lose it by looking at another."""
    return item.claimed_until is not None and item.claimed_until > now + CLAIMED_FOR


async def decide(
    session: AsyncSession,
    item: ReviewItem,
    verdict: dict[str, Any],
    now: datetime,
    undo_for: timedelta = UNDO_FOR,
) -> None:
    """Decide; it takes effect when `undo_for` is over."""
    item.status, item.verdict, item.final_at = "decided", verdict, now + undo_for
    item.claimed_until = None
    await session.flush()


async def undo(session: AsyncSession, item: ReviewItem, reviewer: str, now: datetime) -> bool:
    """Take one's own decision back while it is not final; False when it is too late or somebody else's."""
    if item.status != "decided" or item.reviewer != reviewer or item.final_at is None or item.final_at <= now:
        return False
    item.status, item.verdict, item.final_at = "open", None, None
    item.claimed_until = now + CLAIMED_FOR
    await session.flush()
    return True


async def reopen(session: AsyncSession, item: ReviewItem) -> None:
    """Take somebody else's decision back before it is carried out; the item waits for anybody."""
    item.status, item.verdict, item.final_at = "open", None, None
    item.reviewer = item.claimed_until = None
    await session.flush()


async def due(session: AsyncSession, now: datetime, limit: int = 20) -> list[ReviewItem]:
    """Decided items whose time to be undone is over."""
    query = (
        select(ReviewItem)
        .where(ReviewItem.status == "decided", ReviewItem.final_at <= now)
        .order_by(ReviewItem.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    return list(await session.scalars(query))


async def close(session: AsyncSession, item: ReviewItem, now: datetime) -> None:
    """The item is done with; what was known of the post is needed no more."""
    item.status, item.closed_at, item.sighting, item.claimed_until = "closed", now, None, None
    await session.flush()


async def newest(session: AsyncSession) -> int:
    """Number of the newest item, 0 when there is none."""
    return await session.scalar(select(func.max(ReviewItem.id))) or 0


async def opened_after(session: AsyncSession, item_id: int) -> int:
    """How many decisions that still wait are newer than this item."""
    query = select(func.count()).where(
        ReviewItem.id > item_id, ReviewItem.status == "open", ReviewItem.kind == "decision"
    )
    return await session.scalar(query) or 0


async def fresh(session: AsyncSession, item_id: int, limit: int) -> list[ReviewItem]:
    """Items that still wait and are newer than this one, the oldest first."""
    query = select(ReviewItem).where(
        ReviewItem.id > item_id, ReviewItem.status == "open", ReviewItem.kind == "decision"
    )
    return list(await session.scalars(query.order_by(ReviewItem.id).limit(limit)))


async def open_after(session: AsyncSession, item_id: int, claim_id: int, limit: int) -> list[ReviewItem]:
    """Decisions that wait and are newer than this item, the oldest first, also what somebody holds.

    With a claim's id (not 0) those alone whose likeliest claim it is.
    """
    query = select(ReviewItem).where(
        ReviewItem.id > item_id, ReviewItem.status == "open", ReviewItem.kind == "decision"
    )
    if claim_id:
        likeliest = DecisionRecord.matches[0]["claim_id"].as_integer() == claim_id
        query = query.join(DecisionRecord, DecisionRecord.id == ReviewItem.decision_id).where(likeliest)
    return list(await session.scalars(query.order_by(ReviewItem.id).limit(limit)))


async def open_of(session: AsyncSession, author: str) -> list[ReviewItem]:
    """Items about posts of this author (a pseudonym) that are not closed."""
    query = select(ReviewItem).join(DecisionRecord, DecisionRecord.id == ReviewItem.decision_id)
    query = query.where(DecisionRecord.author == author, ReviewItem.status != "closed")
    return list(await session.scalars(query.order_by(ReviewItem.id)))


async def waiting(session: AsyncSession) -> int:
    """How many decisions wait for a reviewer."""
    return await opened_after(session, 0)


async def oldest(session: AsyncSession) -> datetime | None:
    """Since when the oldest decision waits, None when none does."""
    query = select(func.min(ReviewItem.opened_at)).where(
        ReviewItem.status == "open", ReviewItem.kind == "decision"
    )
    return await session.scalar(query)
