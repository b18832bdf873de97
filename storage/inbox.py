"""Events as they came in: accepted once, handled at least once, in the order of each conversation."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, exists, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from storage.models import InboxEvent
from storage.statements import insert

WAITED_FOR, OF_A_PLACE, WATCHED = 0, 1, 2
"""Priorities: what one person waits for (a private question, a command, a button), what somebody asked before
others, and what nobody asked: the only kind that is ever shed."""

_SUSPECT = 3
"""Times that an event was taken, above which it is suspected of killing the one that takes it."""

_LONGEST_HELD = timedelta(minutes=20)
"""Longer than any lease and any wait for another try."""


@dataclass(frozen=True)
class Arrival:
    """An event to be accepted.

    `conversation` orders it against others of the same place; `author` is the writer's pseudonym, by
    which `/forgetme` finds what waits or was given up. Before `not_before` nobody takes it. The lower its
    `priority`, the sooner it is handled.
    """

    platform: str
    event_id: str
    conversation: str
    payload: str
    author: str | None = None
    not_before: datetime | None = None
    priority: int = WAITED_FOR


@dataclass(frozen=True)
class Backlog:
    """How many events wait, were given up, were passed over under load; and since when the oldest waits."""

    pending: int
    failed: int
    oldest: datetime | None
    shed: int = 0


async def accept(session: AsyncSession, arrivals: Iterable[Arrival], now: datetime) -> int:
    """Store events that were not seen before; returns how many were new."""
    rows = [
        {
            "platform": arrival.platform,
            "event_id": arrival.event_id,
            "conversation": arrival.conversation,
            "author": arrival.author,
            "payload": arrival.payload,
            "status": "pending",
            "priority": arrival.priority,
            "attempts": 0,
            "failures": 0,
            "claimed_until": arrival.not_before,
            "received_at": now,
        }
        for arrival in arrivals
    ]
    if not rows:
        return 0
    row = insert(session, InboxEvent).on_conflict_do_nothing(index_elements=["platform", "event_id"])
    result = await session.execute(row.returning(InboxEvent.id), rows)
    return len(result.all())


async def claim_due(session: AsyncSession, now: datetime, lease: timedelta, limit: int) -> list[InboxEvent]:
    """Take up to `limit` pending events for this worker, each conversation in its order.

    Those of the highest priority come first, of these the oldest. What was taken some times without an
    outcome may be what kills its workers: it comes after everything else, and alone. They are this worker's
    until `now + lease`; then another may take them.
    """
    earlier = aliased(InboxEvent)
    free = or_(
        InboxEvent.claimed_until.is_(None),
        InboxEvent.claimed_until <= now,
        InboxEvent.claimed_until > now + _LONGEST_HELD,  # written by a clock that was put back since
    )
    blocked = exists().where(
        earlier.conversation == InboxEvent.conversation,
        earlier.status == "pending",
        earlier.id < InboxEvent.id,
    )
    query = (
        select(InboxEvent)
        .where(InboxEvent.status == "pending", free, ~blocked)
        .order_by(InboxEvent.priority, InboxEvent.id)
        .with_for_update(skip_locked=True)
    )
    rows = list(await session.scalars(query.where(InboxEvent.attempts <= _SUSPECT).limit(limit)))
    if not rows:
        rows = list(await session.scalars(query.where(InboxEvent.attempts > _SUSPECT).limit(1)))
    for row in rows:
        row.claimed_until = now + lease
        row.attempts += 1
    return rows


async def shed(session: AsyncSession, most: int, now: datetime) -> int:
    """Pass over watched posts that wait beyond so many, the oldest first; returns how many.

    They stay known, so that they are not taken in again, and are counted; their content goes.
    """
    watched = (InboxEvent.status == "pending") & (InboxEvent.priority == WATCHED)
    waiting = await session.scalar(select(func.count()).select_from(InboxEvent).where(watched)) or 0
    if waiting <= most:
        return 0
    oldest = (
        select(InboxEvent.id)
        .where(watched, InboxEvent.claimed_until.is_(None))
        .order_by(InboxEvent.id)
        .limit(waiting - most)
        .with_for_update(skip_locked=True)
    )
    result = await session.execute(
        update(InboxEvent)
        .where(InboxEvent.id.in_(list(await session.scalars(oldest))), InboxEvent.status == "pending")
        .values(status="shed", payload=None, author=None, handled_at=now)
        .returning(InboxEvent.id)
    )
    return len(result.all())


async def following(
    session: AsyncSession, row: InboxEvent, within: timedelta, limit: int
) -> list[InboxEvent]:
    """Pending events of the same conversation that arrived right after this one, in their order."""
    query = (
        select(InboxEvent)
        .where(
            InboxEvent.conversation == row.conversation,
            InboxEvent.status == "pending",
            InboxEvent.id > row.id,
            InboxEvent.received_at <= row.received_at + within,
        )
        .order_by(InboxEvent.id)
        .limit(limit)
    )
    return list(await session.scalars(query))


async def claim_rest(
    session: AsyncSession, first: InboxEvent, now: datetime, lease: timedelta
) -> list[InboxEvent]:
    """Take what else waits in the conversation of an event that this worker has taken, oldest first."""
    query = (
        select(InboxEvent)
        .where(
            InboxEvent.conversation == first.conversation,
            InboxEvent.status == "pending",
            InboxEvent.id > first.id,
        )
        .order_by(InboxEvent.id)
        .with_for_update()
    )
    rows = list(await session.scalars(query))
    for row in rows:
        row.claimed_until = now + lease
        row.attempts += 1
    return rows


async def handled_in(session: AsyncSession, conversation: str) -> list[str]:
    """Ids of the events of a conversation that were handled already, oldest first."""
    query = select(InboxEvent.event_id).where(
        InboxEvent.conversation == conversation, InboxEvent.status == "done"
    )
    return list(await session.scalars(query.order_by(InboxEvent.id)))


async def finish(session: AsyncSession, event_id: int, now: datetime) -> bool:
    """Mark an event as handled and forget its content; False when it was handled already."""
    return await _close(session, event_id, now, status="done", payload=None, error=None)


async def fail(session: AsyncSession, event_id: int, now: datetime, error: str) -> bool:
    """Give an event up: it stays, with its content, for the operator to look at."""
    return await _close(session, event_id, now, status="failed", error=error)


async def release(
    session: AsyncSession, event_id: int, not_before: datetime, error: str, *, counted: bool = True
) -> None:
    """Let an event be taken again from `not_before` on; `counted` tells that it failed by itself."""
    await session.execute(
        update(InboxEvent)
        .where(InboxEvent.id == event_id, InboxEvent.status == "pending")
        .values(
            claimed_until=not_before,
            error=error,
            attempts=InboxEvent.attempts if counted else InboxEvent.attempts - 1,
            failures=InboxEvent.failures + (1 if counted else 0),
        )
    )


async def give_back(session: AsyncSession, leases: Mapping[int, datetime | None]) -> None:
    """Give back what this worker took and has not begun: event ids, each with the lease's end."""
    for event_id, until in leases.items():
        await session.execute(
            update(InboxEvent)
            .where(
                InboxEvent.id == event_id, InboxEvent.status == "pending", InboxEvent.claimed_until == until
            )
            .values(claimed_until=None, attempts=InboxEvent.attempts - 1)
        )


async def release_all(session: AsyncSession) -> None:
    """Take back every lease: for a single worker at its start, after a crash."""
    await session.execute(update(InboxEvent).where(InboxEvent.status == "pending").values(claimed_until=None))


async def backlog(session: AsyncSession) -> Backlog:
    """What waits."""
    rows = await session.execute(
        select(InboxEvent.status, func.count(), func.min(InboxEvent.received_at)).group_by(InboxEvent.status)
    )
    by_status = {status: (number, oldest) for status, number, oldest in rows}
    pending, oldest = by_status.get("pending", (0, None))
    failed, shed = (by_status.get(status, (0, None))[0] for status in ("failed", "shed"))
    return Backlog(pending=pending, failed=failed, oldest=oldest, shed=shed)


async def forget_handled(session: AsyncSession, before: datetime) -> int:
    """Delete rows handled before this time (platforms do not redeliver that late); returns how many."""
    result = await session.execute(
        delete(InboxEvent)
        .where(InboxEvent.status.in_(("done", "shed")), InboxEvent.handled_at < before)
        .returning(InboxEvent.id)
    )
    return len(result.all())


async def forget_failed(session: AsyncSession, before: datetime) -> int:
    """Empty events given up before this time, of which nobody made use; returns how many."""
    result = await session.execute(
        update(InboxEvent)
        .where(InboxEvent.status == "failed", InboxEvent.handled_at < before, InboxEvent.payload.is_not(None))
        .values(payload=None)
        .returning(InboxEvent.id)
    )
    return len(result.all())


async def _close(session: AsyncSession, event_id: int, now: datetime, **values: str | None) -> bool:
    result = await session.execute(
        update(InboxEvent)
        .where(InboxEvent.id == event_id, InboxEvent.status == "pending")
        .values(handled_at=now, claimed_until=None, **values)
        .returning(InboxEvent.id)
    )
    return result.first() is not None


async def keep_unreadable(
    session: AsyncSession, platform: str, event_id: str, payload: str, error: str, now: datetime
) -> None:
    """Store something that could not be translated as failed, once."""
    row = insert(session, InboxEvent).values(
        platform=platform,
        event_id=event_id,
        conversation=f"{platform}:unreadable",
        payload=payload,
        status="failed",
        attempts=0,
        failures=0,
        received_at=now,
        handled_at=now,
        error=error,
    )
    await session.execute(row.on_conflict_do_nothing(index_elements=["platform", "event_id"]))


async def has_heard(session: AsyncSession, conversation: str) -> bool:
    """Whether anything was heard in this conversation that is still remembered."""
    return bool(await session.scalar(select(exists().where(InboxEvent.conversation == conversation))))
