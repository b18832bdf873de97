"""Rates: how much somebody, or a chat, may ask in a window; and those who are not heard at all."""

from datetime import datetime, timedelta
from enum import Enum

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession

from storage.models.chats import Allowance, BlockedPerson


class RateVerdict(Enum):
    """What somebody's rate allows."""

    GRANTED = "granted"
    WARN = "warn"
    """Too much, for the first time in this window: say so kindly."""
    SILENCE = "silence"
    """Too much, and they were told."""


async def spend(session: AsyncSession, key: str, most: int, window: timedelta, now: datetime) -> RateVerdict:
    """Count one more under this key.

    Args:
        session: a writing session.
        key: whose rate.
        most: how many are granted within the window, which begins with the first.
        window: how long until counting begins again.
        now: the time.
    """
    row = await session.get(Allowance, key)
    if row is None or row.began_at + window <= now:
        if row is None:
            row = Allowance(key=key)
            session.add(row)
        row.began_at, row.used, row.warned = now, 0, False
    row.used += 1
    if row.used <= most:
        answer = RateVerdict.GRANTED
    elif not row.warned:
        row.warned, answer = True, RateVerdict.WARN
    else:
        answer = RateVerdict.SILENCE
    await session.flush()
    return answer


async def forget_spent(session: AsyncSession, before: datetime) -> int:
    """Delete counts that began before this time; returns how many."""
    result = await session.execute(
        delete(Allowance).where(Allowance.began_at < before).returning(Allowance.key)
    )
    return len(result.all())


async def is_blocked(session: AsyncSession, author: str) -> bool:
    """Whether this pseudonym is not heard."""
    return await session.get(BlockedPerson, author) is not None


async def block(session: AsyncSession, author: str, blocked_by: str, now: datetime) -> bool:
    """Hear this pseudonym no more; False when that was so already."""
    if await is_blocked(session, author):
        return False
    session.add(BlockedPerson(author=author, blocked_by=blocked_by, blocked_at=now))
    await session.flush()
    return True


async def unblock(session: AsyncSession, author: str) -> bool:
    """Hear this pseudonym again; False when it was heard anyway."""
    row = await session.get(BlockedPerson, author)
    if row is None:
        return False
    await session.delete(row)
    await session.flush()
    return True
