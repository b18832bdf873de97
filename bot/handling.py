"""Inbox events to effects: each in one transaction, at least once, with effects that happen once.

An event is matched before its transaction begins, so that no lock is held while the model thinks; the
transaction then finishes the inbox row first, and whoever finds it finished already leaves.
"""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

import structlog
from pydantic import ValidationError
from sqlalchemy.ext.asyncio import AsyncSession

from bot import commands
from bot.catalogue import Catalogue
from bot.config import Settings
from bot.events import Address, ButtonPress, Command, Event, PlaceKind, Post, event_json, message_json
from bot.intake import Clock
from bot.judging import judge, texts_of
from bot.people import role_of
from bot.replies import is_stop_word
from bot.signing import Signer
from bot.turn import Turn
from bot.words import Words, choose_language
from matchers.matcher import ClaimMatcher
from matchers.types import Reading
from storage import accounts, inbox, outbox
from storage.database import Database
from storage.models import InboxEvent

log = structlog.get_logger()

_BATCH = 16
_LEASE = timedelta(minutes=2)
_MOST_ATTEMPTS = 5


@dataclass(frozen=True)
class House:
    """What every turn needs and the application built once."""

    database: Database
    matcher: ClaimMatcher
    catalogue: Catalogue
    settings: Settings
    signer: Signer
    clock: Clock


class Handler:
    """Handles what the inbox holds."""

    def __init__(self, house: House) -> None:
        self._house = house

    async def handle_due(self) -> int:
        """Handle the next events, each conversation in its order; returns how many were taken."""
        now = self._house.clock()
        async with self._house.database.write() as session:
            rows = await inbox.claim_due(session, now, _LEASE, _BATCH)
        readable = []
        for row in rows:
            try:
                readable.append((row, event_json.validate_json(row.payload or "")))
            except ValidationError as error:
                log.error("an inbox row cannot be read", inbox=row.id, platform=row.platform)
                await self._put_back(row, error)
        readings = await self._read([event for _, event in readable if isinstance(event, Post)])
        for row, event in readable:
            try:
                await self._handle(row, event, readings)
            except Exception as error:
                log.exception("handling failed", inbox=row.id, platform=row.platform)
                await self._put_back(row, error)
        return len(rows)

    async def _read(self, posts: Sequence[Post]) -> dict[str, Reading]:
        """What the matcher sees in these posts and in those above them, by post id; one batch."""
        wanted = {candidate.id: candidate for post in posts for candidate in texts_of(post)}
        texts = [(candidate.text, candidate.links) for candidate in wanted.values()]
        found = await asyncio.to_thread(self._house.matcher.match_many, texts)
        return dict(zip(wanted, found, strict=True))

    async def _handle(self, row: InboxEvent, event: Event, readings: Mapping[str, Reading]) -> None:
        house = self._house
        now = house.clock()
        async with house.database.write() as session:
            if not await inbox.finish(session, row.id, now):
                return
            turn = await self._turn(session, event, readings)
            if isinstance(event, Post):
                await self._hear(turn, event, readings)
            elif isinstance(event, Command):
                await commands.dispatch(turn, event)
            else:
                await commands.press(turn, turn.signer.unpack(event))
            await commands.settle_choices(turn)
            await _queue(turn, event)
        if turn.claims_changed:
            await house.catalogue.follow()
        if turn.forgot:
            await house.database.purge_log()
        log.info(
            "handled", inbox=row.id, platform=row.platform, event_id=event.event_id, sayings=len(turn.sayings)
        )

    async def _turn(self, session: AsyncSession, event: Event, readings: Mapping[str, Reading]) -> Turn:
        house = self._house
        chosen = await accounts.preference(session, house.signer.pseudonym(event.author))
        heard = readings[event.id].language if isinstance(event, Post) else None
        language = choose_language(
            (chosen.language if chosen else None, heard, event.author.language, house.settings.language)
        )
        return Turn(
            session=session,
            now=house.clock(),
            author=event.author,
            place=event.place,
            role=await role_of(session, house.settings, event.author),
            words=Words(language),
            settings=house.settings,
            signer=house.signer,
            matcher=house.matcher,
            event_id=event.event_id,
            message_id=event.message_id,
            press_id=event.press_id if isinstance(event, ButtonPress) else "",
            about=event.about if isinstance(event, Command) else None,
            judge=self._judge_now,
        )

    async def _hear(self, turn: Turn, post: Post, readings: Mapping[str, Reading]) -> None:
        """A post: part of a dialogue, a word that stops the bot, or something to judge."""
        if post.place.kind is PlaceKind.PRIVATE and await commands.continue_dialogue(turn, post.text):
            return
        if post.place.kind in (PlaceKind.PRIVATE, PlaceKind.TIMELINE) and is_stop_word(post.text):
            await commands.dispatch(turn, _as_command(post, "stop"))
            if post.address is Address.OVERHEARD:
                turn.sayings.clear()  # obeyed, but whoever did not ask gets no answer
            return
        await judge(turn, post, readings)

    async def _judge_now(self, turn: Turn, post: Post) -> None:
        """Judge a post that a command brought, such as `/check TEXT`."""
        await judge(turn, post, await self._read([post]))

    async def _put_back(self, row: InboxEvent, error: Exception) -> None:
        now = self._house.clock()
        text = f"{type(error).__name__}: {error}"
        async with self._house.database.write() as session:
            if row.attempts >= _MOST_ATTEMPTS:
                await inbox.fail(session, row.id, now, text)
            else:
                await inbox.release(session, row.id, now + outbox.backoff(row.attempts), text)


async def _queue(turn: Turn, event: Event) -> None:
    """Put what the turn says into the outbox, each saying under a key of its own.

    The answer to a post has the post's key, so that a post gets one answer however often it is heard.
    """
    for number, saying in enumerate(turn.sayings):
        if isinstance(event, Post) and number == 0:
            key = f"answer:{event.place.platform}:{event.id}"
        else:
            key = f"event:{event.place.platform}:{event.event_id}:{number}"
        await outbox.enqueue(
            turn.session,
            key,
            saying.message.place.platform,
            saying.message.place.id,
            message_json.dump_json(saying.message).decode(),
            turn.now,
            claim_id=saying.claim_id,
            decision_id=saying.decision_id,
            author=turn.pseudonym,
        )


def _as_command(post: Post, name: str) -> Command:
    return Command(
        event_id=post.event_id,
        author=post.author,
        place=post.place,
        name=name,
        argument="",
        written_at=post.written_at,
        message_id=post.message_id,
    )
