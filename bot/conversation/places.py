"""Places: links to what was said there; what follows where one lets the bot in, removes it, or moves."""

from bot.conversation.turn import Turn
from bot.events import Place, PlaceChange, PlaceKind
from storage import chats, outbox

_SUPERGROUP = "-100"
"""How the ids of Telegram's supergroups begin; what follows stands in links to their messages."""


def link_to(place: Place, message_id: str) -> str | None:
    """The address of a message, where it has one that members can open."""
    if place.platform != "telegram" or not place.id.startswith(_SUPERGROUP) or not message_id.isdecimal():
        return None
    return f"https://t.me/c/{place.id.removeprefix(_SUPERGROUP)}/{message_id}"


async def settle_in(turn: Turn, change: PlaceChange) -> None:
    """Greet a group that the bot was let into; say nothing more to a place that it left.

    A channel is not greeted: what the bot says there, all readers get.
    """
    place = change.place
    if change.change == "left":
        await outbox.close_place(turn.session, place.platform, place.id, "the bot was removed from here")
    elif change.change == "moved":
        await outbox.move_place(turn.session, place.platform, place.id, change.new_id)
        await chats.move(turn.session, place.platform, place.id, change.new_id)
    elif place.kind is PlaceKind.GROUP:
        turn.say(turn.words("greeting-group"))
