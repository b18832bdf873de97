"""Who changed what, with the values before and after: one row a change, never altered."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.models import AuditEntry
from storage.statements import add_many


async def note(
    session: AsyncSession,
    now: datetime,
    actor: str,
    action: str,
    subject: str,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> None:
    """Write one row in the transaction of the change itself."""
    session.add(AuditEntry(at=now, actor=actor, action=action, subject=subject, before=before, after=after))
    await session.flush()


async def note_all(
    session: AsyncSession, now: datetime, actor: str, action: str, after: Mapping[str, dict[str, Any]]
) -> None:
    """Write one row for each new thing, by its subject, in the transaction of the change itself."""
    rows = [
        AuditEntry(at=now, actor=actor, action=action, subject=subject, before=None, after=values)
        for subject, values in after.items()
    ]
    await add_many(session, rows)


async def latest_of(
    session: AsyncSession, actor: str, action: str | None = None, subject: str | None = None
) -> AuditEntry | None:
    """The newest row of this actor, of one action and about one subject where these are given; or None."""
    query = select(AuditEntry).where(AuditEntry.actor == actor).order_by(AuditEntry.id.desc()).limit(1)
    if action is not None:
        query = query.where(AuditEntry.action == action)
    if subject is not None:
        query = query.where(AuditEntry.subject == subject)
    return (await session.scalars(query)).first()


async def at_once(session: AsyncSession, actor: str, action: str, at: datetime) -> list[AuditEntry]:
    """The rows that this actor's one action left, such as an import's, one a claim."""
    query = select(AuditEntry).where(
        AuditEntry.actor == actor, AuditEntry.action == action, AuditEntry.at == at
    )
    return list(await session.scalars(query.order_by(AuditEntry.id)))


async def entries(session: AsyncSession, subject: str | None = None, limit: int = 100) -> list[AuditEntry]:
    """The newest rows first, of one subject or of all."""
    query = select(AuditEntry).order_by(AuditEntry.id.desc()).limit(limit)
    if subject is not None:
        query = query.where(AuditEntry.subject == subject)
    return list(await session.scalars(query))
