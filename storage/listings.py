"""Lists a page at a time, newest first, and what a check of the whole database walks through."""

from collections.abc import AsyncIterator
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.models import Claim, DecisionRecord, InboxEvent, OutboxMessage


async def published_before(session: AsyncSession, claim_id: int | None, limit: int) -> list[Claim]:
    """Published claims with a smaller id, or the newest; the newest first."""
    query = select(Claim).where(Claim.status == "published").order_by(Claim.id.desc()).limit(limit)
    if claim_id is not None:
        query = query.where(Claim.id < claim_id)
    return list(await session.scalars(query))


async def retracted(session: AsyncSession) -> AsyncIterator[Claim]:
    """Every claim that is not published."""
    for claim in await session.scalars(select(Claim).where(Claim.status != "published")):
        yield claim


async def claims_added_since(session: AsyncSession, since: datetime) -> int:
    """How many claims were added from this time on."""
    return await session.scalar(select(func.count()).where(Claim.created_at >= since)) or 0


async def decisions_before(
    session: AsyncSession, decision_id: int | None, limit: int, action: str | None = None
) -> list[DecisionRecord]:
    """Decisions with a smaller id, or the newest, of one kind or of all; the newest first."""
    query = select(DecisionRecord).order_by(DecisionRecord.id.desc()).limit(limit)
    if action is not None:
        query = query.where(DecisionRecord.action == action)
    if decision_id is not None:
        query = query.where(DecisionRecord.id < decision_id)
    return list(await session.scalars(query))


async def waiting_events(session: AsyncSession) -> list[tuple[int, str]]:
    """Id and payload of each event that waits."""
    query = select(InboxEvent.id, InboxEvent.payload).where(
        InboxEvent.status == "pending", InboxEvent.payload.is_not(None)
    )
    return [(row[0], row[1] or "") for row in await session.execute(query)]


async def waiting_messages(session: AsyncSession) -> list[tuple[int, str]]:
    """Id and payload of each message that is to be sent, or is being sent."""
    query = select(OutboxMessage.id, OutboxMessage.payload).where(
        OutboxMessage.status.in_(("pending", "sending")), OutboxMessage.payload.is_not(None)
    )
    return [(row[0], row[1] or "") for row in await session.execute(query)]
