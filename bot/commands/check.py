"""`/check`: the text behind the command, or the post that it replies to, is judged like any other post."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bot.commands.registry import LONGEST_ARGUMENT, Misuse, Preparation, command, readable
from bot.commands.wording import offer_to_editor
from bot.conversation.answers import say_what_was_read
from bot.conversation.pictures import readable_pictures, text_in, with_text
from bot.conversation.resources import Resources
from bot.conversation.turn import Turn
from bot.decisions.judging import judge
from bot.decisions.reading import read_posts
from bot.events import Address, Command, Event, PlaceKind, Post, SentFile
from matchers.types import Reading


@dataclass(frozen=True)
class PostToCheck:
    """The post to be judged, what the matcher sees in it, and the text that was read in its pictures."""

    post: Post
    readings: Mapping[str, Reading]
    picture: str = ""


async def _read(event: Event, resources: Resources) -> PostToCheck | None:
    """Read the pictures, where it is about some, and match the post; None where there is nothing to check."""
    if not isinstance(event, Command):
        return None
    pictures, picture = _pictures(event, resources), ""
    if pictures:
        platform = resources.files.get(event.place.platform)
        picture = await text_in(pictures, platform, resources.pictures)
    post = post_to_check(event, picture)
    return None if post is None else PostToCheck(post, await read_posts([post], resources), picture)


def _is_long(event: Event, resources: Resources) -> bool:
    return isinstance(event, Command) and bool(_pictures(event, resources))


def post_to_check(command: Command, picture: str = "") -> Post | None:
    """The post to judge.

    Args:
        command: `/check`, perhaps with a text, perhaps in reply to a post.
        picture: the text in the pictures of either.

    Returns:
        The post; None where there is nothing to check.
    """
    private = command.place.kind is PlaceKind.PRIVATE
    address = Address.DIRECT if private else Address.SUMMONED
    argument = readable(command.argument).strip() if len(command.argument) <= LONGEST_ARGUMENT else ""
    if argument or (picture and command.about is None):
        return Post(
            event_id=command.event_id,
            id=f"{command.place.id}:{command.message_id or command.event_id}",
            author=command.author,
            place=command.place,
            text=argument or picture,
            written_at=command.written_at,
            address=address,
            message_id=command.message_id,
            above=(command.about,) if command.about is not None else (),
        )
    if command.about is not None:
        return with_text(replace(command.about, event_id=command.event_id, address=address), picture)
    return None


@command("check", prepare=Preparation(_read, _is_long))
async def check(turn: Turn, _argument: str) -> None:
    """Have a text or the post above judged; the answer goes to the one who asked."""
    found = turn.prepared
    if not isinstance(found, PostToCheck):
        raise Misuse("check-nothing")
    offer_to_editor(turn, found.post, await judge(turn, found.post, found.readings))
    say_what_was_read(turn, found.picture)


def _pictures(event: Command, resources: Resources) -> Sequence[SentFile]:
    """Those that came with the command, or those of the post that it replies to."""
    if event.argument:
        return ()
    files = event.files or (event.about.files if event.about is not None else ())
    return readable_pictures(event, files, resources.settings)
