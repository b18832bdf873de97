"""What follows where a place lets the bot in, puts it out, or goes on under another id."""

from bot.events import PlaceChange, PlaceKind
from bot.turn import Turn
from storage import chats, outbox


async def settle_in(turn: Turn, change: PlaceChange) -> None:
    """Greet a group that the bot was let into; say nothing more to a place that it left.

    A channel is not greeted: what the bot says there, all readers get.
    """
    place = change.place
    if change.change == "left":
        await outbox.close_place(turn.session, place.platform, place.id, "the bot was put out of this place")
    elif change.change == "moved":
        await outbox.move_place(turn.session, place.platform, place.id, change.new_id)
        await chats.move(turn.session, place.platform, place.id, change.new_id)
    elif place.kind is PlaceKind.GROUP:
        turn.say(turn.words("greeting-group"))
