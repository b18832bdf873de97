"""People: roles of staff by platform account, preferences of everyone by pseudonym, dialogues under way."""

from datetime import datetime
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.models import Dialogue, Preference, RoleGrant


async def role_of(session: AsyncSession, platform: str, account_id: str) -> str | None:
    """The granted role, or None for an ordinary user."""
    row = await session.get(RoleGrant, (platform, account_id))
    return row.role if row else None


async def grant(
    session: AsyncSession, platform: str, account_id: str, role: str, granted_by: str, now: datetime
) -> str | None:
    """Give a role, replacing another; returns the former one."""
    row = await session.get(RoleGrant, (platform, account_id))
    if row is None:
        session.add(
            RoleGrant(
                platform=platform, account_id=account_id, role=role, granted_by=granted_by, granted_at=now
            )
        )
        return None
    former, row.role, row.granted_by, row.granted_at = row.role, role, granted_by, now
    return former


async def revoke(session: AsyncSession, platform: str, account_id: str) -> str | None:
    """Take the role away; returns it, None when there was none."""
    row = await session.get(RoleGrant, (platform, account_id))
    if row is None:
        return None
    await session.delete(row)
    await session.flush()
    return row.role


async def staff(session: AsyncSession) -> list[RoleGrant]:
    """Everybody with a role."""
    return list(await session.scalars(select(RoleGrant).order_by(RoleGrant.platform, RoleGrant.account_id)))


async def preference(session: AsyncSession, author: str) -> Preference | None:
    """What this person chose, None when nothing."""
    return await session.get(Preference, author)


async def set_stopped(session: AsyncSession, author: str, when: datetime | None) -> None:
    """Leave a person alone from `when` on, or (None) speak to them again."""
    row = await session.get(Preference, author)
    if row is None:
        row = Preference(author=author)
        session.add(row)
    row.stopped_at = when


async def set_language(session: AsyncSession, author: str, language: str | None) -> None:
    """Speak this language to a person, or (None) the one that they write in."""
    row = await session.get(Preference, author)
    if row is None:
        row = Preference(author=author)
        session.add(row)
    row.language = language


async def dialogue(session: AsyncSession, conversation: str, now: datetime) -> Dialogue | None:
    """The dialogue under way in a conversation, None when there is none or it lapsed."""
    row = await session.get(Dialogue, conversation)
    return row if row is not None and row.expires_at > now else None


async def keep_dialogue(
    session: AsyncSession,
    conversation: str,
    topic: str,
    state: dict[str, Any],
    expires_at: datetime,
    *,
    author: str | None = None,
) -> None:
    """Start a dialogue or move it on; `author` is the pseudonym by which `/forgetme` finds it."""
    row = await session.get(Dialogue, conversation)
    if row is None:
        row = Dialogue(conversation=conversation)
        session.add(row)
    row.author, row.topic, row.state, row.expires_at = author, topic, state, expires_at


async def end_dialogue(session: AsyncSession, conversation: str) -> bool:
    """End the dialogue; False when there was none."""
    result = await session.execute(
        delete(Dialogue).where(Dialogue.conversation == conversation).returning(Dialogue.conversation)
    )
    return result.first() is not None


async def forget_lapsed(session: AsyncSession, now: datetime) -> int:
    """Delete dialogues that nobody went on with; returns how many."""
    result = await session.execute(
        delete(Dialogue).where(Dialogue.expires_at <= now).returning(Dialogue.conversation)
    )
    return len(result.all())
