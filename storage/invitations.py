"""Invitations: a role that waits, for a while, for the first account that brings its code."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.models.chats import Invitation
from storage.text import exact_hash


async def invite(session: AsyncSession, code: str, role: str, invited_by: str, expires_at: datetime) -> None:
    """Keep an invitation; the code itself is not stored."""
    session.add(
        Invitation(code_hash=exact_hash(code), role=role, invited_by=invited_by, expires_at=expires_at)
    )
    await session.flush()


async def peek(session: AsyncSession, code: str, now: datetime) -> Invitation | None:
    """The invitation of this code, locked for its use; None where none waits for anybody."""
    query = select(Invitation).where(Invitation.code_hash == exact_hash(code)).with_for_update()
    row = (await session.scalars(query)).first()
    return None if row is None or row.expires_at <= now or row.used_by is not None else row


async def use(session: AsyncSession, invitation: Invitation, account: str) -> None:
    """Use the invitation up for this account."""
    invitation.used_by = account
    await session.flush()
