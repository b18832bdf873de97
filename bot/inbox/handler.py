"""Inbox events to effects: each in one transaction, at least once, with effects that happen once.

An event is matched before its transaction begins, so that no lock is held while the model thinks; the
transaction then finishes the inbox row first, and the one that finds it finished already leaves.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import structlog
from pydantic import ValidationError
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession

from bot import commands
from bot.conversation.pictures import with_text
from bot.conversation.places import settle_in
from bot.conversation.privacy_policy import show_policy_once
from bot.conversation.resources import Resources
from bot.conversation.turn import Turn, Worked, begun_again
from bot.conversation.turns import begin_turn
from bot.decisions import demand
from bot.decisions.reading import read_posts
from bot.events import ButtonPress, Command, Event, PlaceKind, Post, event_json
from bot.inbox import albums, bursts
from bot.inbox.background import BackgroundWork, Leases
from bot.inbox.posts import hear, picture_text
from bot.inbox.preparation import prepare, takes_long
from bot.inbox.rate_limits import admit
from bot.inbox.retries import PASSING, put_back, refuse_poison_event
from bot.outbox.owner_notices import tell_owner_what_happened
from bot.outbox.queueing import queue_sayings
from bot.telemetry import metrics
from bot.telemetry.crash_points import crash_point
from bot.telemetry.tracing import tracing
from matchers.types import Reading
from storage import chats, inbox
from storage.errors import TROUBLE
from storage.models import InboxEvent

log = structlog.get_logger()

_BATCH = 16


class Handler:
    """Handles what the inbox holds."""

    def __init__(self, resources: Resources, background: BackgroundWork | None = None) -> None:
        self._resources = resources
        self._stopping = False
        self._left: Leases = {}
        """Events that were taken and then left alone, each with the end of its lease."""
        self.background = background or BackgroundWork()

    def stop(self) -> None:
        """Finish the event in hand and leave the others to the one that comes."""
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
            burst = await self._burst(task)
            if len(burst) > 1:
                turns = await bursts.handle(burst, self._resources)
                await self._after([row for row, _ in burst], turns)
                log.info("handled together", inbox=task.row.id, posts=len(turns))
            else:
                posts = [task.event] if isinstance(task.event, Post) else []
                await self._handle(task, readings or await read_posts(posts, self._resources))
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

    async def _burst(self, task: "_Task") -> list[tuple[InboxEvent, Event]]:
        """The event, with the posts of the same person that came right after it."""
        if len(task.rows) > 1:
            return [(task.row, task.event)]
        return await bursts.with_followers(task.row, task.event, self._resources)

    async def _read_together(self, tasks: Sequence["_Task"]) -> Mapping[str, Reading] | None:
        """What the matcher sees in all posts, in one batch; None where one of them upsets it."""
        try:
            posts = [task.event for task in tasks if isinstance(task.event, Post)]
            return await read_posts(posts, self._resources)
        except Exception:
            log.exception("a batch of posts cannot be read; reading them one by one")
            return None

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

    async def _handle(self, task: "_Task", readings: Mapping[str, Reading]) -> None:
        """Handle one event: prepare it, then everything else in one transaction."""
        event = task.event
        prepared = await prepare(event, self._resources)
        if isinstance(event, Post) and (picture := picture_text(prepared)):
            readings = await read_posts([with_text(event, picture)], self._resources)
        turns = await begun_again(partial(self._in_one_transaction, task, readings, prepared))
        await self._after(task.rows, turns)
        log.info(
            "handled",
            inbox=task.row.id,
            platform=task.row.platform,
            event_id=event.event_id,
            sayings=sum(len(turn.effects.sayings) for turn in turns),
        )

    async def _in_one_transaction(
        self, task: "_Task", readings: Mapping[str, Reading], prepared: object | None, worked: Worked
    ) -> Sequence[Turn]:
        event, resources = task.event, self._resources
        async with resources.database.write() as session:
            now = resources.clock()
            if not all([await inbox.finish(session, part.id, now) for part in task.rows]):
                return ()
            if isinstance(event, Post) and event.place.kind in (PlaceKind.GROUP, PlaceKind.CHANNEL):
                await chats.hold(session, event.place.platform, event.place.id)
            turn = await begin_turn(
                session,
                event,
                resources,
                heard=readings[event.id].language if isinstance(event, Post) else None,
                prepared=prepared,
                worked=worked,
            )
            if not await admit(turn, event):
                await queue_sayings(turn, event)
                return ()
            if isinstance(event, Post):
                event = await hear(turn, event, readings, task.former_parts)
            elif isinstance(event, Command):
                await commands.dispatch(turn, event)
            elif isinstance(event, ButtonPress):
                await commands.press(turn, turn.signer.unpack(event))
            else:
                await settle_in(turn, event)
            await commands.settle_choices(turn)
            await show_policy_once(turn)
            await queue_sayings(turn, event)
            await tell_owner_what_happened(turn)
            crash_point("handling")
        return (turn,)

    async def _count_unanswered(self, turns: Sequence[Turn]) -> None:
        """Count the questions that found nothing; a fault in it costs a count, no answer."""
        asked = [
            demand.UnansweredQuestion(number, turn.pseudonym, text, language)
            for turn in turns
            for number, text, language in turn.effects.unanswered
        ]
        use = self._resources
        try:
            await demand.note(use.database, use.matcher, use.signer, asked, use.clock())
        except (DBAPIError, *TROUBLE) as error:
            log.warning("questions that found nothing were not counted", error=str(error).splitlines()[0])

    async def _after(self, rows: Sequence[InboxEvent], turns: Sequence[Turn]) -> None:
        """What follows the commit: the matcher keeps in step, the log forgets, all is counted."""
        if any(turn.effects.claims_changed for turn in turns):
            await self._resources.catalogue.follow()
        if any(turn.effects.forgot for turn in turns):
            await self._resources.database.purge_log()
        await self._count_unanswered(turns)
        if not turns:
            return
        now = self._resources.clock()
        for row in rows:
            metrics.HANDLED.labels(row.platform).inc()
            metrics.waited(metrics.EVENT_WAIT, row.platform, now - row.received_at)
        for turn in turns:
            for action, reason in turn.effects.decided:
                metrics.DECISIONS.labels(turn.place.platform, action, reason).inc()


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
