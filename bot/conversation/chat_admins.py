"""What an account may do in a chat by its own admins' leave: asked of the platform before the transaction.

So no lock is held while a platform thinks.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.conversation.resources import Resources
from bot.errors import Rejected
from bot.events import Account, Event, Place, PlaceKind
from bot.platforms.base import KnowsMembers
from storage.models.chats import Chat


@dataclass(frozen=True)
class ChatStanding:
    """Whether somebody runs a chat, and whether the bot is shown every message of it (None: unknown)."""

    place_id: str
    runs: bool
    hears_everything: bool | None = None


async def standing_in(
    place: Place, account: Account, members: Mapping[str, KnowsMembers]
) -> ChatStanding | None:
    """An account's standing in a chat; None where the platform knows no admins.

    Raises:
        PlatformError: the platform cannot be asked now.
    """
    platform = members.get(place.platform)
    if platform is None:
        return None
    try:
        runs = await platform.is_admin(place, account)
        hears = await platform.hears_everything(place) if runs else None
    except Rejected:
        return ChatStanding(place.id, runs=False)
    return ChatStanding(place.id, runs, hears)


async def standing_here(event: Event, resources: Resources) -> ChatStanding | None:
    """The author's standing in the group or channel where this event came up; None elsewhere."""
    if event.place.kind not in (PlaceKind.GROUP, PlaceKind.CHANNEL):
        return None
    return await standing_in(event.place, event.author, resources.members)


def place_of(chat: Chat) -> Place:
    """Where a stored chat is."""
    return Place(chat.platform, chat.place_id, PlaceKind(chat.kind), chat.title)
