"""What an event needs of the world outside before its transaction begins, so that no lock is held meanwhile.

Who runs a chat is asked of the platform (`bot.conversation.chat_admins`); for an editor, the page of a
fact-check whose link they sent is read, and a file of claims fetched; for everybody, where that is switched
on, the text in a picture sent in private is read.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, replace

import structlog

from bot.claims.claimreview import FactCheckPage, read_fact_check
from bot.claims.form import clean_text
from bot.claims.importing import (
    IMPORT_VERB,
    IMPORTING,
    MOST_BYTES,
    ClaimFile,
    FileUnavailable,
    ImportFault,
    look_through,
    take_in,
)
from bot.claims.pages import PageUnavailable
from bot.conversation.chat_admins import ChatStanding, standing_of
from bot.conversation.pictures import pictures_of, text_in
from bot.errors import Rejected
from bot.events import ButtonPress, Command, Event, PlaceKind, Post, SentFile
from bot.inbox.resources import Resources
from bot.roles import Role, role_of
from bot.signing import ButtonAction
from bot.spread.showing import SPREAD, Shown
from storage import accounts

log = structlog.get_logger()

ADDING = "addclaim"
"""The command, and the topic of its dialogue."""
_LONGEST_LINK = 2_000
_STEPS_WITH_LINK = ("statement", "link")


@dataclass(frozen=True)
class Prepared:
    """What was found out for an event."""

    standing: ChatStanding | None = None
    page: FactCheckPage | PageUnavailable | None = None
    file: ClaimFile | FileUnavailable | None = None
    picture: str = ""
    """The text in its pictures."""
    spread: Shown | None = None
    """What `/spread` shows, with its chart; `bot.inbox.handler` adds it."""


def takes_long(event: Event, resources: Resources) -> bool:
    """Whether preparing an event may take seconds: it is then handled beside the others."""
    return (
        link_of(event) is not None
        or file_of(event) is not None
        or bool(pictures_of(event, resources.settings))
        or (isinstance(event, ButtonPress) and _verb(event, resources) == IMPORT_VERB)
        or (isinstance(event, Command) and event.name == SPREAD)
    )


async def prepare(event: Event, resources: Resources) -> Prepared:
    """Find out what this event needs.

    Raises:
        PlatformError: a platform cannot be asked now.
    """
    standing = await standing_of(event, resources.members, resources.database, resources.signer)
    if not takes_long(event, resources):
        return Prepared(standing)
    pictures = pictures_of(event, resources.settings)
    if pictures:
        platform = resources.files.get(event.place.platform)
        return Prepared(standing, picture=await text_in(pictures, platform, resources.pictures))
    topic, state = await _editors_dialogue(event, resources)
    link, file = link_of(event), file_of(event)
    if link is not None and topic == ADDING and state.get("step") in _STEPS_WITH_LINK:
        return Prepared(standing, page=await _read_page(link, resources))
    if topic == IMPORTING and isinstance(event, ButtonPress):
        return Prepared(standing, file=await _take_in(event, state, resources))
    if topic == IMPORTING and file is not None:
        return Prepared(standing, file=await _look_through(event, file, resources))
    return Prepared(standing)


def link_of(event: Event) -> str | None:
    """The address that a command or message consists of, a publisher's name behind a bar aside; or None."""
    if isinstance(event, Command) and event.name == ADDING:
        text = str(clean_text(event.argument))
    elif isinstance(event, Post) and event.place.kind is PlaceKind.PRIVATE:
        text = str(clean_text(event.text.partition("|")[0]))
    else:
        return None
    is_link = text.lower().startswith(("https://", "http://")) and " " not in text and "|" not in text
    return text if is_link and len(text) <= _LONGEST_LINK else None


def file_of(event: Event) -> SentFile | None:
    """The file that may hold claims: sent with a command, in reply to one, or alone in private."""
    if isinstance(event, Command) and event.name == IMPORTING:
        files = event.files or (event.about.files if event.about is not None else ())
    elif isinstance(event, Post) and event.place.kind is PlaceKind.PRIVATE:
        files = event.files
    else:
        return None
    return next((file for file in files if file.kind == "document"), None)


def _verb(event: ButtonPress, resources: Resources) -> str | None:
    action: ButtonAction | None = resources.signer.unpack(event)
    return None if action is None else action.verb


async def _editors_dialogue(event: Event, resources: Resources) -> tuple[str | None, Mapping[str, object]]:
    """What an editor is at: the command that they give now, or the dialogue that is open; None for others."""
    async with resources.database.read() as session:
        if await role_of(session, resources.settings, event.author) < Role.EDITOR:
            return None, {}
        if isinstance(event, Command):
            return event.name, {"step": _STEPS_WITH_LINK[0]}
        key = f"{event.place.platform}:{event.place.id}:{event.author.id}"
        row = await accounts.dialogue(session, key, resources.clock())
        return (None, {}) if row is None else (row.topic, dict(row.state))


async def _read_page(link: str, resources: Resources) -> FactCheckPage | PageUnavailable:
    try:
        page = await resources.pages.read(link)
    except PageUnavailable as error:
        log.info("a fact-check's page cannot be read", fault=str(error.fault), reason=str(error))
        return error
    return await asyncio.to_thread(read_fact_check, page)


async def _look_through(event: Event, file: SentFile, resources: Resources) -> ClaimFile | FileUnavailable:
    try:
        content = await _fetch(event, file.id, file.size, resources)
        return await look_through(resources.database, file.id, file.name, content)
    except FileUnavailable as error:
        return error


async def _take_in(
    event: ButtonPress, state: Mapping[str, object], resources: Resources
) -> ClaimFile | FileUnavailable | None:
    """Take in the file that was looked through, if it is still the same."""
    action = resources.signer.unpack(event)
    if action is None or action.numbers != (state.get("serial"),):
        return None
    try:
        content = await _fetch(event, str(state["file"]), None, resources)
        file = await look_through(resources.database, str(state["file"]), str(state["name"]), content)
        if file.digest != state["digest"]:
            raise FileUnavailable(ImportFault.CHANGED, "the file is another one now")
        return replace(file, added=await take_in(resources.database, file, event.author, resources.clock()))
    except FileUnavailable as error:
        return error


async def _fetch(event: Event, file_id: str, size: int | None, resources: Resources) -> bytes:
    platform = resources.files.get(event.place.platform)
    if platform is None:
        raise FileUnavailable(ImportFault.GONE, "there are no files on this platform")
    if size is not None and size > MOST_BYTES:
        raise FileUnavailable(ImportFault.TOO_LARGE, f"{size} bytes")
    try:
        return await platform.fetch_file(file_id, MOST_BYTES)
    except Rejected as error:
        raise FileUnavailable(ImportFault.GONE, str(error)) from None
