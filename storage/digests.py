"""Who gets the weekly digest, and whose is due."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.models.spread import Digest
from storage.statements import insert

WEEK = timedelta(days=7)


async def join(
    session: AsyncSession, author: str, place: dict[str, Any], language: str, now: datetime
) -> datetime:
    """Send this person the digest from now on; returns when the next one is due."""
    await session.execute(
        insert(session, Digest)
        .values(author=author, place=place, language=language, since=now, next_at=now + WEEK)
        .on_conflict_do_update(index_elements=["author"], set_={"place": place, "language": language})
    )
    return (await session.execute(select(Digest.next_at).where(Digest.author == author))).scalar_one()


async def leave(session: AsyncSession, author: str) -> bool:
    """Send it no more; False when it was not sent anyway."""
    result = await session.execute(delete(Digest).where(Digest.author == author).returning(Digest.author))
    return result.first() is not None


async def are_due(session: AsyncSession, now: datetime) -> bool:
    """Whether anybody's digest is due."""
    return await session.scalar(select(Digest.author).where(Digest.next_at <= now).limit(1)) is not None


async def take_due(session: AsyncSession, now: datetime, limit: int) -> list[tuple[Digest, datetime]]:
    """Those whose digest is due, each with the time for which it is; their next one is set.

    Weeks during which nobody was there to send anything are left out. Other workers pass by rows that one
    has taken.
    """
    query = select(Digest).where(Digest.next_at <= now).order_by(Digest.next_at, Digest.author)
    rows = (await session.scalars(query.limit(limit).with_for_update(skip_locked=True))).all()
    taken = []
    for row in rows:
        taken.append((row, row.next_at))
        row.next_at += WEEK * (1 + (now - row.next_at) // WEEK)
    await session.flush()
    return taken
