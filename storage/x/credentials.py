"""Encrypted secrets by name; replacing one is announced first, so that a crash in between can be told."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.models.x import XCredential


@dataclass(frozen=True)
class Sealed:
    """A secret as it is stored."""

    value: str
    renewing_since: datetime | None


async def read(session: AsyncSession, name: str) -> Sealed | None:
    """The secret of this name, None where none is stored."""
    row = await session.get(XCredential, name, populate_existing=True)
    return None if row is None else Sealed(row.sealed, row.renewing_since)


async def store(session: AsyncSession, name: str, value: str, now: datetime) -> None:
    """Store a secret in place of the former one; nobody is renewing it any more."""
    row = await session.get(XCredential, name)
    if row is None:
        session.add(XCredential(name=name, sealed=value, stored_at=now))
    else:
        row.sealed, row.stored_at, row.renewing_since = value, now, None


async def announce(session: AsyncSession, name: str, value: str, now: datetime, taken_over: datetime) -> bool:
    """Claim the right to replace a secret; False where it was replaced, or another is about to.

    Args:
        session: a writing session; commit it before the replacement is fetched.
        name: of the secret.
        value: as it was read: somebody may have replaced it since.
        now: the time.
        taken_over: who announced it before this moment is taken for dead.
    """
    result = await session.execute(
        update(XCredential)
        .where(
            XCredential.name == name,
            XCredential.sealed == value,
            or_(XCredential.renewing_since.is_(None), XCredential.renewing_since < taken_over),
        )
        .values(renewing_since=now)
        .returning(XCredential.name)
    )
    return result.first() is not None


async def withdraw(session: AsyncSession, name: str) -> None:
    """The replacement was certainly not fetched: the one that comes next may try."""
    await session.execute(update(XCredential).where(XCredential.name == name).values(renewing_since=None))
