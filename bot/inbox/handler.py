"""Inbox events to effects: each in one transaction, at least once, with effects that happen once.

An event is matched before its transaction begins, so that no lock is held while the model thinks; the
transaction then finishes the inbox row first, and whoever finds it finished already leaves.
"""

import asyncio
from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace

import structlog
from pydantic import ValidationError
from sqlalchemy.ext.asyncio import AsyncSession

from bot import commands
from bot.commands.spread import drawn, spread_before
from bot.commands.wording import offer_to_editor
from bot.conversation.answers import say_what_was_read
from bot.conversation.pictures import CHECKING, with_text
from bot.conversation.places import settle_in
from bot.conversation.replies import is_stop_word
from bot.conversation.turn import Turn
from bot.decisions.judging import judge, texts_of
from bot.events import Address, ButtonPress, Command, Event, PlaceKind, Post, as_command, event_json
from bot.inbox import albums, bursts
from bot.inbox.background import BackgroundWork, Leases
from bot.inbox.preparation import Prepared, prepare, takes_long
from bot.inbox.rate_limits import admit
from bot.inbox.resources import Resources
from bot.inbox.retries import PASSING, put_back, refuse_poison_event
from bot.outbox.queueing import queue_sayings
from bot.roles import role_of
from bot.spread.showing import SPREAD, Shown
from bot.telemetry import metrics
from bot.telemetry.crash_points import crash_point
from bot.telemetry.tracing import tracing
from bot.translations import Translator, choose_language
from matchers.types import Reading
from storage import accounts, chats, decisions, inbox
from storage.models import DecisionRecord, InboxEvent

log = structlog.get_logger()

_BATCH = 16


class Handler:
    """Handles what the inbox holds."""

    def __init__(self, house: Resources) -> None:
        self._resources = house
        self._stopping = False
        self._left: Leases = {}
        """Events that were taken and then left alone, each with the end of its lease."""
        self.background = BackgroundWork()

    def stop(self) -> None:
        """Finish the event in hand and leave the others to whoever comes."""
        self._stopping = True

    async def give_back(self) -> None:
        """Let everybody take at once what was taken here and left alone."""
        if self._stopping:
            self._left |= await self.background.leave_off()
        if self._left:
            leases = dict(self._left)
            async with self._resources.database.write() as session:
                await inbox.give_back(session, leases)
            for event_id in leases:
                self._left.pop(event_id, None)

    async def handle_due(self) -> int:
        """Handle the next events, each conversation in its order; returns how many were taken."""
        await self.give_back()
        now = self._resources.clock()
        async with self._resources.database.write() as session:
            rows = await inbox.claim_due(session, now, self._resources.lease, _BATCH)
            work = [await self._task(session, row) for row in rows]
        waiting = {row.id: row.claimed_until for row in rows}
        waiting |= {part.id: part.claimed_until for task in work if task is not None for part in task.rows}
        try:
            if rows:
                crash_point("taken")
            for row in (row for row, task in zip(rows, work, strict=True) if task is None):
                unreadable = ValueError("the row cannot be read")
                await put_back(self._resources.database, row, unreadable, self._resources.clock())
                del waiting[row.id]
            tasks = [task for task in work if task is not None]
            readings = await self._read_together(tasks)
            for task in tasks:
                if self._stopping:
                    break
                with tracing(task.row.platform, task.row.event_id):
                    if self.background.has_room and takes_long(task.event, self._resources):
                        self.background.run(self._do(task, readings), task.leases)
                    else:
                        await self._do(task, readings)
                for row in task.rows:
                    waiting.pop(row.id, None)
        finally:
            self._left |= waiting
        return len(rows)

    async def _do(self, task: "_Task", readings: Mapping[str, Reading] | None) -> None:
        """Handle one task, or put its events back."""
        try:
            refuse_poison_event(task.row, self._resources.clock())
            if readings is None:
                readings = await self._read([task.event] if isinstance(task.event, Post) else [])
            burst = await self._burst(task)
            if len(burst) == 1:
                await self._handle(task, readings)
            else:
                await self._handle_burst(task, burst)
            crash_point("handled")
        except Exception as error:
            metrics.FAILED.labels(task.row.platform).inc()
            if isinstance(error, PASSING):
                log.warning(
                    "cannot be handled now", inbox=task.row.id, error=f"{type(error).__name__}: {error}"
                )
            else:
                log.exception("handling failed", inbox=task.row.id, platform=task.row.platform)
            for row in task.rows:
                await put_back(self._resources.database, row, error, self._resources.clock())

    async def _read_together(self, tasks: Sequence["_Task"]) -> Mapping[str, Reading] | None:
        """What the matcher sees in all posts, in one batch; None where one of them upsets it."""
        try:
            return await self._read([task.event for task in tasks if isinstance(task.event, Post)])
        except Exception:
            log.exception("a batch of posts cannot be read; reading them one by one")
            return None

    async def _burst(self, task: "_Task") -> list[tuple[InboxEvent, Event]]:
        """The event, with the posts of the same person that came right after it."""
        burst = [(task.row, task.event)]
        if len(task.rows) > 1 or not self._may_join(task.event):
            return burst
        async with self._resources.database.read() as session:
            followers = await inbox.following(session, task.row, bursts.WITHIN, bursts.MOST - 1)
        for follower in followers:
            try:
                event = event_json.validate_json(follower.payload or "")
            except ValidationError:
                break
            if not self._may_join(event):
                break
            burst.append((follower, event))
        return burst

    def _may_join(self, event: Event) -> bool:
        return bursts.may_begin(event) and not takes_long(event, self._resources)

    async def _handle_burst(self, task: "_Task", burst: Sequence[tuple[InboxEvent, Event]]) -> None:
        """Posts sent at once, in one transaction: each is judged by itself, all are answered together."""
        house = self._resources
        readings = await self._read([event for _, event in burst if isinstance(event, Post)])
        async with house.database.write() as session:
            heard = []
            for row, event in burst:
                if not isinstance(event, Post) or not await inbox.finish(session, row.id, house.clock()):
                    continue
                turn = await self._turn(session, event, readings, Prepared())
                post = event
                if await admit(turn, event):
                    post = await self._hear(turn, event, readings, ())
                heard.append((turn, post))
            bursts.join(heard)
            for turn, post in heard:
                await commands.settle_choices(turn)
                await queue_sayings(turn, post)
        if any(turn.claims_changed for turn, _ in heard):
            await house.catalogue.follow()
        self._count([row for row, _ in burst], [turn for turn, _ in heard])
        log.info("handled together", inbox=task.row.id, posts=len(heard))

    async def _task(self, session: AsyncSession, row: InboxEvent) -> "_Task | None":
        """An event that was taken, an album with all its parts; None where it cannot be read."""
        try:
            event = event_json.validate_json(row.payload or "")
            if not isinstance(event, Post) or not albums.is_part(event):
                return _Task([row], event)
            rows = [
                row,
                *await inbox.claim_rest(session, row, self._resources.clock(), self._resources.lease),
            ]
            parts = [event_json.validate_json(part.payload or "") for part in rows]
        except ValidationError:
            log.error("an inbox row cannot be read", inbox=row.id, platform=row.platform)
            return None
        album = albums.gather([part for part in parts if isinstance(part, Post)])
        return _Task(rows, album, await inbox.handled_in(session, row.conversation))

    async def _read(self, posts: Sequence[Post]) -> dict[str, Reading]:
        """What the matcher sees in these posts and in those above them, by post id; one batch."""
        if posts:
            await self._resources.catalogue.catch_up()
        return await self._match(posts)

    async def _match(self, posts: Sequence[Post]) -> dict[str, Reading]:
        """The same, by the claims that the matcher knows."""
        wanted = {candidate.id: candidate for post in posts for candidate in texts_of(post)}
        texts = [(candidate.text, candidate.links) for candidate in wanted.values()]
        with metrics.MATCHING.time() if texts else nullcontext():
            found = await asyncio.to_thread(self._resources.matcher.match_many, texts)
        metrics.MATCHED.inc(len(texts))
        return dict(zip(wanted, found, strict=True))

    async def _handle(self, task: "_Task", readings: Mapping[str, Reading]) -> None:
        house = self._resources
        row, event = task.row, task.event
        now = house.clock()
        prepared = await prepare(event, house)
        if isinstance(event, Command) and event.name == CHECKING:
            await house.catalogue.catch_up()
        if isinstance(event, Command) and event.name == SPREAD:
            prepared = replace(prepared, spread=await self._spread(event))
        if isinstance(event, Post) and prepared.picture:
            readings = await self._read([with_text(event, prepared.picture)])
        async with house.database.write() as session:
            if not all([await inbox.finish(session, part.id, now) for part in task.rows]):
                return
            if isinstance(event, Post) and event.place.kind in (PlaceKind.GROUP, PlaceKind.CHANNEL):
                await chats.hold(session, event.place.platform, event.place.id)
            turn = await self._turn(session, event, readings, prepared)
            if not await admit(turn, event):
                await queue_sayings(turn, event)
                return
            if isinstance(event, Post):
                event = await self._hear(turn, event, readings, task.former_parts, prepared.picture)
            elif isinstance(event, Command):
                await commands.dispatch(turn, event)
            elif isinstance(event, ButtonPress):
                await commands.press(turn, turn.signer.unpack(event))
            else:
                await settle_in(turn, event)
            await commands.settle_choices(turn)
            await queue_sayings(turn, event)
            crash_point("handling")
        if turn.claims_changed:
            await house.catalogue.follow()
        if turn.forgot:
            await house.database.purge_log()
        self._count(task.rows, [turn])
        log.info(
            "handled", inbox=row.id, platform=row.platform, event_id=event.event_id, sayings=len(turn.sayings)
        )

    def _count(self, rows: Sequence[InboxEvent], turns: Sequence[Turn]) -> None:
        """Count what was committed."""
        now = self._resources.clock()
        for row in rows:
            metrics.HANDLED.labels(row.platform).inc()
            metrics.waited(metrics.EVENT_WAIT, row.platform, now - row.received_at)
        for turn in turns:
            for action, reason in turn.decided:
                metrics.DECISIONS.labels(turn.place.platform, action, reason).inc()

    async def _spread(self, event: Command) -> Shown | None:
        """What `/spread` shows, with its chart: drawing takes tenths of a second, and holds no lock here."""
        async with self._resources.database.read() as session:
            turn = await self._turn(session, event, {}, Prepared())
            shown = await spread_before(turn, event.argument)
        return None if shown is None else await drawn(turn, shown)

    async def _turn(
        self,
        session: AsyncSession,
        event: Event,
        readings: Mapping[str, Reading],
        prepared: Prepared,
    ) -> Turn:
        house = self._resources
        chosen = await accounts.preference(session, house.signer.pseudonym(event.author))
        heard = readings[event.id].language if isinstance(event, Post) else None
        chat = None
        if event.place.kind in (PlaceKind.GROUP, PlaceKind.CHANNEL):
            chat = await chats.find(session, event.place.platform, event.place.id)
        if chat is not None and event.place.title:
            chat.title = event.place.title
        language = choose_language(
            (
                chosen.language if chosen else None,
                heard,
                chat.language if chat else None,
                event.author.language,
                house.settings.language,
            )
        )
        return Turn(
            session=session,
            now=house.clock(),
            author=event.author,
            place=event.place,
            role=await role_of(session, house.settings, event.author),
            words=Translator(language),
            settings=house.settings,
            signer=house.signer,
            matcher=house.matcher,
            event_id=event.event_id,
            message_id=event.message_id,
            press_id=event.press_id if isinstance(event, ButtonPress) else "",
            about=event.about if isinstance(event, Command | ButtonPress) else None,
            chat=chat,
            standing=prepared.standing,
            page=prepared.page,
            file=prepared.file,
            picture=prepared.picture,
            spread=prepared.spread,
            judge=self._judge_now,
        )

    async def _hear(
        self,
        turn: Turn,
        post: Post,
        readings: Mapping[str, Reading],
        former_parts: Sequence[str],
        picture: str = "",
    ) -> Post:
        """A post: part of a dialogue, a word that stops the bot, or something to judge; returns the post.

        The text in its picture is judged with it, and is neither an answer in a dialogue nor a wish.
        """
        in_private = post.place.kind is PlaceKind.PRIVATE
        if in_private and not post.edited and await commands.continue_dialogue(turn, post.text):
            return post
        to_the_bot = post.place.kind in (PlaceKind.PRIVATE, PlaceKind.TIMELINE)
        if to_the_bot and post.origin is None and is_stop_word(post.text):  # a forward is no wish of theirs
            await commands.dispatch(turn, as_command(post, "stop"))
            if post.address is Address.OVERHEARD or post.place.kind is PlaceKind.TIMELINE:
                turn.sayings.clear()  # obeyed; before everybody, the last word is theirs
            return post
        post = with_text(post, picture)
        if former_parts:
            former = await decisions.of_event(turn.session, post.place.platform, former_parts[0])
            if former is not None:
                if not post.text:
                    return post
                readings = {**readings, former.post_id: readings[post.id]}
                post = replace(post, id=former.post_id)
        else:
            former = await decisions.latest_for_post(turn.session, post.place.platform, post.id)
        await self._judge(turn, post, readings, former)
        say_what_was_read(turn, picture)
        return post

    async def _judge_now(self, turn: Turn, post: Post) -> None:
        """Judge a post that a command brought, such as `/check TEXT`.

        This is within the command's transaction, so nobody may be waited for here who wants to write, as
        those do who take in claims: `_handle` has caught up before it.
        """
        await self._judge(turn, post, await self._match([post]))

    async def _judge(
        self, turn: Turn, post: Post, readings: Mapping[str, Reading], former: DecisionRecord | None = None
    ) -> None:
        """Judge a post; an editor who forwarded it may make a claim of it."""
        offer_to_editor(turn, post, await judge(turn, post, readings, former))


@dataclass(frozen=True)
class _Task:
    """An event to handle, with its inbox rows: several where it is an album.

    `former_parts` are events of the same album that were handled already: this part came late.
    """

    rows: Sequence[InboxEvent]
    event: Event
    former_parts: Sequence[str] = ()

    @property
    def row(self) -> InboxEvent:
        """The first row."""
        return self.rows[0]

    @property
    def leases(self) -> Leases:
        """Until when its rows are this worker's."""
        return {row.id: row.claimed_until for row in self.rows}
