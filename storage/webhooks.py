"""Addresses that are told what happens here, and how far each has been told."""

import secrets
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.models import Claim, ClaimChange, DecisionRecord
from storage.models.spread import SpreadAlert
from storage.models.webhooks import WebhookAddress


async def add(
    session: AsyncSession, url: str, events: Sequence[str], by: str, now: datetime, *, internal: bool
) -> WebhookAddress:
    """A new address; it is told of what happens from now on."""
    hook = WebhookAddress(
        url=url, events=list(events), salt=secrets.token_hex(16), internal=internal, made_by=by, made_at=now
    )
    session.add(hook)
    await session.flush()
    return hook


async def every(session: AsyncSession) -> list[WebhookAddress]:
    """All of them."""
    return list(await session.scalars(select(WebhookAddress).order_by(WebhookAddress.id)))


async def get(session: AsyncSession, hook_id: int) -> WebhookAddress | None:
    """One of them."""
    return await session.get(WebhookAddress, hook_id) if 0 < hook_id < 2**63 else None


async def newest(session: AsyncSession, now: datetime) -> dict[str, str]:
    """Where to begin to follow each kind of event: after all that is there."""
    return {
        "claims": str(await session.scalar(select(func.max(ClaimChange.id))) or 0),
        "decisions": str(await session.scalar(select(func.max(DecisionRecord.id))) or 0),
        "rises": now.isoformat(),
    }


async def changes(session: AsyncSession, after: int, limit: int) -> list[tuple[int, int, datetime, bool]]:
    """Changes of claims: number, the claim's id, when, and whether it was the claim's first."""
    rows = await session.execute(
        select(ClaimChange.id, ClaimChange.claim_id, ClaimChange.changed_at, Claim.created_at)
        .outerjoin(Claim, Claim.id == ClaimChange.claim_id)
        .where(ClaimChange.id > after)
        .order_by(ClaimChange.id)
        .limit(limit)
    )
    return [(row[0], row[1], row[2], row[2] == row[3]) for row in rows]


async def decisions(session: AsyncSession, after: int, limit: int) -> list[DecisionRecord]:
    """Decisions numbered above `after`."""
    query = select(DecisionRecord).where(DecisionRecord.id > after).order_by(DecisionRecord.id).limit(limit)
    return list(await session.scalars(query))


async def rises(session: AsyncSession, after: datetime, limit: int) -> list[SpreadAlert]:
    """Unusual rises that were told of after that time."""
    query = select(SpreadAlert).where(SpreadAlert.raised_at > after).order_by(SpreadAlert.raised_at)
    return list(await session.scalars(query.limit(limit)))
