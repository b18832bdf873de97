"""Chats: the settings that their admins set, who was seen to run them, and the claims silenced there."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import exists, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from storage.models import is_id
from storage.models.chats import Chat, ChatAdmin, SilencedClaim
from storage.statements import insert


@dataclass(frozen=True)
class Whereabouts:
    """What names a chat: its platform, the id there, its kind and its title."""

    platform: str
    place_id: str
    kind: str
    title: str


async def find(session: AsyncSession, platform: str, place_id: str) -> Chat | None:
    """The chat's row, None where nobody has set anything yet."""
    query = select(Chat).where(Chat.platform == platform, Chat.place_id == place_id)
    return (await session.scalars(query)).first()


async def get(session: AsyncSession, chat_id: int) -> Chat | None:
    """The chat of this number, or None."""
    return await session.get(Chat, chat_id) if is_id(chat_id) else None


async def ensure(session: AsyncSession, where: Whereabouts, now: datetime) -> Chat:
    """The chat's row, made with the usual settings where there is none; its last title is kept."""
    await session.execute(
        insert(session, Chat)
        .values(
            platform=where.platform,
            place_id=where.place_id,
            kind=where.kind,
            title=where.title,
            mode="asked",
            utc_offset=0,
            most_an_hour=10,
            changed_at=now,
        )
        .on_conflict_do_nothing(index_elements=["platform", "place_id"])
    )
    chat = await find(session, where.platform, where.place_id)
    assert chat is not None  # noqa: S101 - the row was inserted or was there
    if where.title and chat.title != where.title:
        chat.title = where.title
    return chat


async def note_admin(session: AsyncSession, chat: Chat, admin: str, now: datetime) -> None:
    """Remember that this pseudonym runs the chat, so that it can be listed for them in private."""
    await session.execute(
        insert(session, ChatAdmin)
        .values(chat_id=chat.id, admin=admin, seen_at=now)
        .on_conflict_do_update(index_elements=["chat_id", "admin"], set_={"seen_at": now})
    )


async def run_by(session: AsyncSession, platform: str, admin: str, limit: int = 20) -> list[Chat]:
    """Chats that this pseudonym was seen to run, by title."""
    query = (
        select(Chat)
        .join(ChatAdmin, ChatAdmin.chat_id == Chat.id)
        .where(Chat.platform == platform, ChatAdmin.admin == admin)
    )
    return list(await session.scalars(query.order_by(Chat.title, Chat.id).limit(limit)))


async def every(session: AsyncSession, limit: int = 200) -> list[Chat]:
    """The chats that anybody ever set, by title."""
    return list(await session.scalars(select(Chat).order_by(Chat.title, Chat.id).limit(limit)))


async def silence(session: AsyncSession, chat: Chat, claim_id: int, now: datetime) -> bool:
    """Never answer this claim in this chat again; False when it was silenced already."""
    result = await session.execute(
        insert(session, SilencedClaim)
        .values(chat_id=chat.id, claim_id=claim_id, silenced_at=now)
        .on_conflict_do_nothing(index_elements=["chat_id", "claim_id"])
        .returning(SilencedClaim.claim_id)
    )
    return result.first() is not None


async def is_silenced(session: AsyncSession, chat: Chat, claim_id: int) -> bool:
    """Whether this chat does not want this claim answered."""
    query = select(exists().where(SilencedClaim.chat_id == chat.id, SilencedClaim.claim_id == claim_id))
    return bool(await session.scalar(query))


async def unsilence_all(session: AsyncSession, chat: Chat) -> int:
    """Let every claim be answered there again; returns how many had been silenced."""
    rows = list(await session.scalars(select(SilencedClaim).where(SilencedClaim.chat_id == chat.id)))
    for row in rows:
        await session.delete(row)
    await session.flush()
    return len(rows)


async def count_silenced(session: AsyncSession, chat: Chat) -> int:
    """How many claims are silenced there."""
    return len(
        list(
            await session.scalars(
                select(SilencedClaim.claim_id).where(SilencedClaim.chat_id == chat.id).limit(1000)
            )
        )
    )


async def move(session: AsyncSession, platform: str, place_id: str, new_place_id: str) -> None:
    """A group got a new id: its settings go with it, unless the new one has its own already."""
    chat = await find(session, platform, place_id)
    if chat is not None and await find(session, platform, new_place_id) is None:
        chat.place_id = new_place_id
        await session.flush()


def is_quiet_at(chat: Chat, now: datetime) -> bool:
    """Whether this moment lies in the chat's quiet hours, by its own clock; from 22 to 7 spans midnight."""
    if chat.quiet_from is None or chat.quiet_until is None or chat.quiet_from == chat.quiet_until:
        return False
    hour = (now + timedelta(minutes=chat.utc_offset)).hour
    if chat.quiet_from < chat.quiet_until:
        return chat.quiet_from <= hour < chat.quiet_until
    return hour >= chat.quiet_from or hour < chat.quiet_until


async def hold(session: AsyncSession, platform: str, place_id: str) -> None:
    """Let others that ask for the same place wait until this transaction ends: answers there are counted.

    On SQLite `Database.write` has taken the only write lock already.
    """
    if session.get_bind().dialect.name != "sqlite":
        key = {"key": f"place:{platform}:{place_id}"}
        await session.execute(text("SELECT pg_advisory_xact_lock(hashtextextended(:key, 0))"), key)
