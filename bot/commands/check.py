"""`/check`: the text behind the command, or the post that it replies to, is judged like any other post."""

from dataclasses import replace

from bot.commands.registry import Misuse, command
from bot.conversation.answers import say_what_was_read
from bot.conversation.pictures import CHECKING, with_text
from bot.conversation.turn import Turn
from bot.events import Address, PlaceKind, Post


@command(CHECKING)
async def check(turn: Turn, argument: str) -> None:
    """Have a text or the post above judged; the answer goes to whoever asked."""
    private = turn.place.kind is PlaceKind.PRIVATE
    address = Address.DIRECT if private else Address.SUMMONED
    if argument or (turn.picture and turn.about is None):
        post = Post(
            event_id=turn.event_id,
            id=f"{turn.place.id}:{turn.message_id or turn.event_id}",
            author=turn.author,
            place=turn.place,
            text=argument or turn.picture,
            written_at=turn.now,
            address=address,
            message_id=turn.message_id,
            above=(turn.about,) if turn.about is not None else (),
        )
    elif turn.about is not None:
        post = with_text(replace(turn.about, event_id=turn.event_id, address=address), turn.picture)
    else:
        raise Misuse("check-nothing")
    await turn.judge(turn, post)
    say_what_was_read(turn, turn.picture)
