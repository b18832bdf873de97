"""Messages on their way out: each key is queued once, each row is sent once, in the order of its place."""

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, exists, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from storage.models import OutboxMessage
from storage.statements import insert

SETTLED = ("sent", "cancelled", "dead", "unknown")
"""Statuses of messages that are not sent any more."""

CLOCK_WENT_BACK = timedelta(minutes=5)
"""A moment of the past that lies so far ahead was written while the clock was wrong."""


async def enqueue(
    session: AsyncSession,
    key: str,
    platform: str,
    place_id: str,
    payload: str,
    now: datetime,
    *,
    claim_id: int | None = None,
    decision_id: int | None = None,
    author: str | None = None,
) -> int | None:
    """Queue a message under a key that is used once; None when that key was queued before.

    `author` is the pseudonym of the person that it answers, by which `/forgetme` finds it.
    """
    row = insert(session, OutboxMessage).values(
        key=key,
        platform=platform,
        place_id=place_id,
        author=author,
        payload=payload,
        status="pending",
        attempts=0,
        takes=0,
        not_before=now,
        created_at=now,
        claim_id=claim_id,
        decision_id=decision_id,
    )
    result = await session.execute(
        row.on_conflict_do_nothing(index_elements=["key"]).returning(OutboxMessage.id)
    )
    return result.scalar()


async def take_due(
    session: AsyncSession, now: datetime, limit: int, platforms: list[str] | None = None
) -> list[OutboxMessage]:
    """Move due messages to `sending`, oldest first, none before an earlier one to the same place."""
    earlier = aliased(OutboxMessage)
    blocked = exists().where(
        earlier.platform == OutboxMessage.platform,
        earlier.place_id == OutboxMessage.place_id,
        earlier.status.in_(("pending", "sending")),
        earlier.id < OutboxMessage.id,
    )
    query = (
        select(OutboxMessage)
        .where(OutboxMessage.status == "pending", _is_due(now), ~blocked)
        .order_by(OutboxMessage.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    if platforms is not None:
        query = query.where(OutboxMessage.platform.in_(platforms))
    rows = list(await session.scalars(query))
    for row in rows:
        row.status = "sending"
        row.sending_since = now
        row.attempts += 1
        row.takes += 1
    return rows


async def take_interrupted(
    session: AsyncSession, now: datetime, before: datetime | None, platform: str, except_ids: Collection[int]
) -> list[OutboxMessage]:
    """Take over rows found `sending`: the process that sent them died or hangs.

    Anyone who took them before cannot say any more what became of them, except that they were sent.

    Args:
        session: a writing session.
        now: the time.
        before: only those sent since before this time (or by a wrong clock); None: all.
        platform: whose rows.
        except_ids: rows that this very process is sending.
    """
    query = (
        select(OutboxMessage)
        .where(OutboxMessage.status == "sending", OutboxMessage.platform == platform)
        .order_by(OutboxMessage.id)
        .with_for_update(skip_locked=True)
    )
    if before is not None:
        since = OutboxMessage.sending_since
        query = query.where(or_(since < before, since > now + CLOCK_WENT_BACK))
    rows = [row for row in await session.scalars(query) if row.id not in except_ids]
    for row in rows:
        row.takes += 1
    return rows


async def mark_sent(session: AsyncSession, row_id: int, message_id: str | None, now: datetime) -> None:
    """The platform has it, under this id. The truth, whatever was thought of the row meanwhile."""
    await session.execute(
        update(OutboxMessage)
        .where(OutboxMessage.id == row_id, OutboxMessage.status != "sent")
        .values(status="sent", message_id=message_id, sent_at=now, error=None)
    )


async def mark_retry(
    session: AsyncSession, row_id: int, not_before: datetime, error: str, take: int | None = None
) -> bool:
    """It was not sent; try again at `not_before`, unless its place was closed or it was taken over meanwhile.

    Here and below, `take` is the row's `takes` as the sender has it.

    Returns:
        False where the row is not the sender's any more.
    """
    return await _leave(session, row_id, take, status="pending", not_before=not_before, error=error)


async def mark_copied(
    session: AsyncSession, row_id: int, not_before: datetime, error: str, take: int | None = None
) -> bool:
    """Nobody knows whether it arrived; send it again at `not_before` and count that. False as above."""
    return await _leave(
        session,
        row_id,
        take,
        status="pending",
        not_before=not_before,
        error=error,
        copies=OutboxMessage.copies + 1,
    )


async def mark_dead(session: AsyncSession, row_id: int, error: str, take: int | None = None) -> bool:
    """It will never be sent; False as above."""
    return await _leave(session, row_id, take, status="dead", error=error)


async def mark_unknown(session: AsyncSession, row_id: int, error: str, take: int | None = None) -> bool:
    """Nobody can tell whether it was sent; it is not sent again, and a person is told. False as above."""
    return await _leave(session, row_id, take, status="unknown", error=error)


async def get(session: AsyncSession, row_id: int) -> OutboxMessage | None:
    """The row of this number, or None."""
    return await session.get(OutboxMessage, row_id)


async def clear_up(session: AsyncSession, row_id: int, now: datetime, *, arrived: bool) -> str | None:
    """A person has looked what became of a message of unknown fate: noted as sent, or due again.

    Returns:
        The row's status now; None where its fate is not unknown any more.
    """
    row = await get(session, row_id)
    if row is None or row.status != "unknown":
        return None
    if arrived:
        row.status, row.sent_at, row.error = "sent", now, None
    elif row.payload is None:
        row.status, row.error = "dead", "it did not arrive, and its text is kept no longer"
    else:
        row.status, row.not_before, row.error = "pending", now, "it did not arrive"
    await session.flush()
    return row.status


async def cancel(session: AsyncSession, row_id: int, reason: str) -> None:
    """It must not be sent any more."""
    await _set(session, row_id, status="cancelled", error=reason)


async def cancel_for_claim(session: AsyncSession, claim_id: int, reason: str) -> int:
    """Stop every message about a claim that has not left yet; returns how many."""
    result = await session.execute(
        update(OutboxMessage)
        .where(OutboxMessage.claim_id == claim_id, OutboxMessage.status == "pending")
        .values(status="cancelled", error=reason)
        .returning(OutboxMessage.id)
    )
    return len(result.all())


async def move_place(session: AsyncSession, platform: str, place_id: str, new_place_id: str) -> None:
    """Send what waits for a place to its new id."""
    await session.execute(
        update(OutboxMessage)
        .where(
            OutboxMessage.platform == platform,
            OutboxMessage.place_id == place_id,
            OutboxMessage.status.in_(("pending", "sending")),
        )
        .values(place_id=new_place_id)
    )


async def close_place(session: AsyncSession, platform: str, place_id: str, reason: str) -> None:
    """Give up what waits for a place that does not take messages any more, or is on its way there."""
    await session.execute(
        update(OutboxMessage)
        .where(
            OutboxMessage.platform == platform,
            OutboxMessage.place_id == place_id,
            OutboxMessage.status.in_(("pending", "sending")),
        )
        .values(status="dead", error=reason)
    )


async def answered_recently(
    session: AsyncSession, platform: str, place_id: str, claim_id: int, since: datetime
) -> bool:
    """Whether this place was given (or is about to be given) this claim's fact-check since then."""
    query = select(
        exists().where(
            OutboxMessage.platform == platform,
            OutboxMessage.place_id == place_id,
            OutboxMessage.claim_id == claim_id,
            OutboxMessage.created_at >= since,
            OutboxMessage.status.in_(("pending", "sending", "sent", "unknown")),
        )
    )
    return bool(await session.scalar(query))


async def last_answer(
    session: AsyncSession, platform: str, place_id: str, claim_id: int, since: datetime
) -> str | None:
    """The message by which this place was last given this claim's fact-check since then, if known."""
    query = (
        select(OutboxMessage.message_id)
        .where(
            OutboxMessage.platform == platform,
            OutboxMessage.place_id == place_id,
            OutboxMessage.claim_id == claim_id,
            OutboxMessage.created_at >= since,
            OutboxMessage.status == "sent",
            OutboxMessage.message_id.is_not(None),
        )
        .order_by(OutboxMessage.id.desc())
        .limit(1)
    )
    return await session.scalar(query)


async def answers_since(session: AsyncSession, platform: str, place_id: str, since: datetime) -> int:
    """How many posts were answered in this place since then, or are about to be."""
    query = select(func.count(func.distinct(OutboxMessage.decision_id))).where(
        OutboxMessage.platform == platform,
        OutboxMessage.place_id == place_id,
        OutboxMessage.decision_id.is_not(None),
        OutboxMessage.created_at >= since,
        OutboxMessage.status.in_(("pending", "sending", "sent", "unknown")),
    )
    return await session.scalar(query) or 0


async def answers_about(session: AsyncSession, platform: str, claim_id: int | None) -> int:
    """How many answers to posts were queued about a claim, or (None) without one: sent or not, all count."""
    query = select(func.count()).where(
        OutboxMessage.platform == platform,
        OutboxMessage.claim_id == claim_id if claim_id is not None else OutboxMessage.claim_id.is_(None),
        OutboxMessage.key.startswith("answer:"),
    )
    return await session.scalar(query) or 0


async def by_key(session: AsyncSession, key: str) -> OutboxMessage | None:
    """The row of this key, or None."""
    return (await session.scalars(select(OutboxMessage).where(OutboxMessage.key == key))).first()


async def under_key(session: AsyncSession, key: str) -> list[OutboxMessage]:
    """The row of this key and those of the keys below it (`KEY:…`), oldest first."""
    query = select(OutboxMessage).where(
        (OutboxMessage.key == key) | OutboxMessage.key.startswith(f"{key}:", autoescape=True)
    )
    return list(await session.scalars(query.order_by(OutboxMessage.id)))


async def cancel_unsent(session: AsyncSession, row_id: int, reason: str) -> bool:
    """Stop a message that has not left yet; False where it has, or is about to."""
    result = await session.execute(
        update(OutboxMessage)
        .where(OutboxMessage.id == row_id, OutboxMessage.status == "pending")
        .values(status="cancelled", error=reason)
        .returning(OutboxMessage.id)
    )
    return result.first() is not None


async def disown(session: AsyncSession, row_ids: list[int]) -> None:
    """These messages do not show their claim's fact-check any more: they were changed or withdrawn."""
    await session.execute(update(OutboxMessage).where(OutboxMessage.id.in_(row_ids)).values(claim_id=None))


async def by_message(
    session: AsyncSession, platform: str, place_id: str, message_id: str
) -> OutboxMessage | None:
    """The row of one of the bot's own messages, or None."""
    query = select(OutboxMessage).where(
        OutboxMessage.platform == platform,
        OutboxMessage.place_id == place_id,
        OutboxMessage.message_id == message_id,
    )
    return (await session.scalars(query.order_by(OutboxMessage.id.desc()).limit(1))).first()


async def counts(session: AsyncSession) -> dict[str, int]:
    """How many rows stand in each status."""
    rows = await session.execute(
        select(OutboxMessage.status, func.count().label("number")).group_by(OutboxMessage.status)
    )
    return {row.status: row.number for row in rows}


async def forget_sent(session: AsyncSession, before: datetime) -> int:
    """Empty the content of messages queued before this time and settled since; returns how many.

    Who was answered about what stays.
    """
    result = await session.execute(
        update(OutboxMessage)
        .where(
            OutboxMessage.status.in_(SETTLED),
            OutboxMessage.created_at < before,
            OutboxMessage.payload.is_not(None),
        )
        .values(payload=None)
        .returning(OutboxMessage.id)
    )
    return len(result.all())


async def forget_settled(session: AsyncSession, row_id: int) -> bool:
    """Take out of a message that is settled what it said and to whom; False while it may still be sent."""
    result = await session.execute(
        update(OutboxMessage)
        .where(OutboxMessage.id == row_id, OutboxMessage.status.in_(SETTLED))
        .values(
            payload=None,
            author=None,
            message_id=None,
            error=None,
            key=f"forgotten:{row_id}",
            place_id=f"forgotten:{row_id}",
        )
        .returning(OutboxMessage.id)
    )
    return result.first() is not None


async def forget_farewells(session: AsyncSession) -> int:
    """Forget last words that are settled and still there, for the process died then; returns how many."""
    kept = select(OutboxMessage.id).where(
        OutboxMessage.status.in_(SETTLED), OutboxMessage.payload.like('%"farewell":"yes"%')
    )
    ids = list(await session.scalars(kept))
    for row_id in ids:
        await forget_settled(session, row_id)
    return len(ids)


def _is_due(now: datetime) -> ColumnElement[bool]:
    """Its time has come, or was set by a clock that was put back since."""
    return or_(
        OutboxMessage.not_before <= now,
        OutboxMessage.attempts == 0,
        OutboxMessage.sending_since > now + CLOCK_WENT_BACK,
    )


async def _leave(session: AsyncSession, row_id: int, take: int | None, **values: object) -> bool:
    """Take a row out of `sending`, if it is there and still the sender's."""
    mine = [OutboxMessage.id == row_id, OutboxMessage.status != "dead"]
    if take is not None:
        mine += [OutboxMessage.status == "sending", OutboxMessage.takes == take]
    result = await session.execute(
        update(OutboxMessage).where(*mine).values(**values).returning(OutboxMessage.id)
    )
    return result.first() is not None


async def _set(session: AsyncSession, row_id: int, **values: object) -> None:
    await session.execute(update(OutboxMessage).where(OutboxMessage.id == row_id).values(**values))
