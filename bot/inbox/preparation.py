"""What an event needs of the world outside before its transaction begins, so that no lock is held meanwhile.

A command, a button or a dialogue says itself what it needs (`prepare=`); of a post, the text in its pictures
is read, where that is switched on.
"""

from collections.abc import Iterable

from bot.commands.dialogues import open_dialogue, topics
from bot.commands.registry import Preparation, find_command, find_verb
from bot.conversation.pictures import PictureText, pictures_of, text_in
from bot.conversation.resources import Resources
from bot.events import ButtonPress, Command, Event, PlaceKind, Post
from bot.roles import Role, role_of


def takes_long(event: Event, resources: Resources) -> bool:
    """Whether preparing an event may take seconds: it is then handled beside the others."""
    if pictures_of(event, resources.settings):
        return True
    return any(preparation.is_long(event, resources) for preparation in _possible(event, resources))


async def prepare(event: Event, resources: Resources) -> object | None:
    """Read what this event's command, button or dialogue asks for; None where it asks for nothing.

    Raises:
        PlatformError: a platform cannot be asked now.
    """
    pictures = pictures_of(event, resources.settings)
    if pictures:
        platform = resources.files.get(event.place.platform)
        return PictureText(await text_in(pictures, platform, resources.pictures))
    preparation, role = await _chosen(event, resources)
    if preparation is None or not await _may(event, role, resources):
        return None
    return await preparation.read(event, resources)


def _possible(event: Event, resources: Resources) -> Iterable[Preparation]:
    """What may have to be prepared, as far as the event alone tells."""
    if isinstance(event, Command):
        known = find_command(event.name)
        return [known.prepare] if known is not None and known.prepare is not None else []
    if isinstance(event, ButtonPress):
        action = resources.signer.unpack(event)
        pressed = None if action is None else find_verb(action.verb)
        return [pressed.prepare] if pressed is not None and pressed.prepare is not None else []
    if isinstance(event, Post) and event.place.kind is PlaceKind.PRIVATE:
        return [topic.prepare for topic in topics().values() if topic.prepare is not None]
    return []


async def _chosen(event: Event, resources: Resources) -> tuple[Preparation | None, Role]:
    """The preparation of this event, and the role without which nothing is prepared."""
    if isinstance(event, Command):
        known = find_command(event.name)
        return (None, Role.USER) if known is None else (known.prepare, known.role)
    if isinstance(event, ButtonPress):
        action = resources.signer.unpack(event)
        pressed = None if action is None else find_verb(action.verb)
        return (None, Role.USER) if pressed is None else (pressed.prepare, pressed.role)
    if not any(preparation.is_long(event, resources) for preparation in _possible(event, resources)):
        return None, Role.USER
    name, _ = await open_dialogue(event, resources) or ("", {})
    topic, known = topics().get(name), find_command(name)
    return (None, Role.USER) if topic is None else (topic.prepare, Role.USER if known is None else known.role)


async def _may(event: Event, role: Role, resources: Resources) -> bool:
    if role is Role.USER:
        return True
    async with resources.database.read() as session:
        return await role_of(session, resources.settings, event.author) >= role
