"""Begins a turn: gathers what is known about an event, its author and its place."""

from collections.abc import Hashable, Mapping

from sqlalchemy.ext.asyncio import AsyncSession

from bot.conversation.resources import Resources
from bot.conversation.small_words import language_of
from bot.conversation.stop_words import language_of_wish
from bot.conversation.turn import Turn
from bot.events import ButtonPress, Command, Event, PlaceKind, Post
from bot.roles import role_of
from bot.translations import choose_words
from matchers.language.detection import detect_language
from storage import accounts, chats


async def begin_turn(
    session: AsyncSession,
    event: Event,
    resources: Resources,
    *,
    heard: str | None = None,
    prepared: object | None = None,
    worked: Mapping[Hashable, object] | None = None,
) -> Turn:
    """The turn of an event.

    Args:
        session: of the transaction that everything in the turn shares.
        event: what came in.
        resources: the application's.
        heard: the language of a post, as the matcher heard it.
        prepared: what was read for the event before the transaction.
        worked: what earlier tries of the turn asked for.
    """
    chosen = await accounts.preference(session, resources.signer.pseudonym(event.author))
    chat = None
    if event.place.kind in (PlaceKind.GROUP, PlaceKind.CHANNEL):
        chat = await chats.find(session, event.place.platform, event.place.id)
    if chat is not None and event.place.title:
        chat.title = event.place.title
    of_chat = chat.language if chat else None
    known = (
        (event.author.language, of_chat) if isinstance(event, Command) else (of_chat, event.author.language)
    )
    words = choose_words(
        (chosen.language if chosen else None, _written_in(event, heard), *known, resources.settings.language)
    )
    return Turn(
        session=session,
        now=resources.clock(),
        author=event.author,
        place=event.place,
        role=await role_of(session, resources.settings, event.author),
        words=words,
        settings=resources.settings,
        signer=resources.signer,
        matcher=resources.matcher,
        event_id=event.event_id,
        message_id=event.message_id,
        press_id=event.press_id if isinstance(event, ButtonPress) else "",
        about=event.about if isinstance(event, Command | ButtonPress) else None,
        chat=chat,
        prepared=prepared,
        worked=worked or {},
    )


def _written_in(event: Event, heard: str | None) -> str | None:
    """The language in which somebody wrote: a question's own, however short, not that of what it is about.

    What follows a command may be another's words: it tells only where nothing is known of the writer.
    """
    if isinstance(event, Post):
        return language_of_wish(event.text) or language_of(event.text) or heard or event.language
    if isinstance(event, Command) and event.author.language is None and event.argument:
        return language_of(event.argument) or detect_language(event.argument)
    return None
