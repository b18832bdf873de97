"""How far each platform was read; moved in the transaction that accepts its events."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from storage.models import Cursor


async def read(session: AsyncSession, name: str) -> str | None:
    """The cursor's value, None when it was never moved."""
    row = await session.get(Cursor, name)
    return row.value if row else None


async def move(session: AsyncSession, name: str, value: str, now: datetime) -> None:
    """Move a cursor."""
    row = await session.get(Cursor, name)
    if row is None:
        session.add(Cursor(name=name, value=value, moved_at=now))
    else:
        row.value, row.moved_at = value, now
