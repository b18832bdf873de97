"""What an account may do in a chat by its own admins' leave: asked of the platform before the transaction.

So no lock is held while a platform thinks.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.errors import Rejected
from bot.events import ButtonPress, Command, Event, Place, PlaceKind
from bot.platforms.base import KnowsMembers
from bot.signing import Signer
from storage import chats
from storage.database import Database
from storage.models.chats import Chat

CHAT_VERBS = frozenset({"chat", "chat-set"})
"""Buttons of `/settings`: their first number is the chat's, wherever they are pressed."""
_OBJECTION = "not-mine"


@dataclass(frozen=True)
class ChatStanding:
    """Whether somebody runs a chat, and whether the bot is shown every message of it (None: unknown)."""

    place_id: str
    runs: bool
    hears_everything: bool | None = None


async def standing_of(
    event: Event, members: Mapping[str, KnowsMembers], database: Database, signer: Signer
) -> ChatStanding | None:
    """The author's standing in the chat that this event is about; None where it does not matter.

    Raises:
        PlatformError: the platform cannot be asked now.
    """
    platform = members.get(event.place.platform)
    place = await _place_in_question(event, database, signer)
    if platform is None or place is None:
        return None
    try:
        runs = await platform.is_admin(place, event.author)
        hears = await platform.hears_everything(place) if runs else None
    except Rejected:
        return ChatStanding(place.id, runs=False)
    return ChatStanding(place.id, runs, hears)


def place_of(chat: Chat) -> Place:
    """Where a stored chat is."""
    return Place(chat.platform, chat.place_id, PlaceKind(chat.kind), chat.title)


async def _place_in_question(event: Event, database: Database, signer: Signer) -> Place | None:
    in_chat = event.place.kind in (PlaceKind.GROUP, PlaceKind.CHANNEL)
    if isinstance(event, Command):
        return event.place if in_chat and event.name == "settings" else None
    if not isinstance(event, ButtonPress):
        return None
    action = signer.unpack(event)
    if action is None:
        return None
    if action.verb in CHAT_VERBS and action.numbers:
        async with database.read() as session:
            chat = await chats.get(session, action.numbers[0])
        return None if chat is None else place_of(chat)
    return event.place if in_chat and action.verb == _OBJECTION else None
