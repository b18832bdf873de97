"""How far each platform was read; moved in the transaction that accepts its events."""

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.models import Cursor
from storage.statements import insert


async def read(session: AsyncSession, name: str) -> str | None:
    """The cursor's value, None when it was never moved."""
    return await session.scalar(select(Cursor.value).where(Cursor.name == name))


async def any_of(session: AsyncSession, platform: str) -> bool:
    """Whether a platform was ever heard here: its cursors are named after it, such as `x:mentions`."""
    found = select(Cursor.name).where(Cursor.name.startswith(f"{platform}:", autoescape=True)).limit(1)
    return await session.scalar(found) is not None


async def forget(session: AsyncSession, name: str) -> None:
    """Let a cursor begin again."""
    await session.execute(delete(Cursor).where(Cursor.name == name))


async def move(session: AsyncSession, name: str, value: str, now: datetime) -> None:
    """Move a cursor; processes that first move one at the same time do not fail each other."""
    row = insert(session, Cursor).values(name=name, value=value, moved_at=now)
    await session.execute(
        row.on_conflict_do_update(index_elements=["name"], set_={"value": value, "moved_at": now})
    )
