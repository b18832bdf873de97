"""Statements that databases write differently: INSERT with ON CONFLICT, and many new rows at once."""

from collections.abc import Iterable, Mapping

from sqlalchemy import func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession

from storage.models import Base


def insert(session: AsyncSession, model: type[Base]) -> sqlite.Insert | postgresql.Insert:
    """An INSERT into the model's table that offers `on_conflict_do_nothing` and `on_conflict_do_update`."""
    if session.get_bind().dialect.name == "sqlite":
        return sqlite.insert(model)
    return postgresql.insert(model)


async def add_many(
    session: AsyncSession, rows: Iterable[Base], above: Mapping[type[Base], int] | None = None
) -> None:
    """Store new rows that have a numeric `id`, in few statements.

    PostgreSQL says which ids it gave to rows that were inserted together. SQLite does not say which is whose,
    so that each row would be a statement of its own; there they get the ids beforehand that SQLite would give
    them, the highest plus one: who writes has the only lock. `above` holds the highest id that a table ever
    gave, where rows may have been removed: a number that people know is not given again.
    """
    rows = list(rows)
    if session.get_bind().dialect.name == "sqlite":
        by_table: dict[type[Base], list[Base]] = {}
        for row in rows:
            by_table.setdefault(type(row), []).append(row)
        await session.flush()
        for model, new in by_table.items():
            highest = await session.scalar(select(func.max(model.__table__.c.id))) or 0
            highest = max(highest, (above or {}).get(model, 0))
            for number, row in enumerate(new, highest + 1):
                row.id = number  # type: ignore[attr-defined]
    session.add_all(rows)
    await session.flush()
