"""Platform events into the inbox, exactly once; a platform is told "got it" only after the commit."""

import asyncio
import json
from collections.abc import Callable, Sequence

import structlog

from bot.clock import Clock
from bot.events import Address, Command, Event, PlaceKind, Post, event_json
from bot.inbox import albums
from bot.platforms.base import Unreadable
from bot.signing import Signer
from bot.telemetry import metrics
from bot.telemetry.crash_points import crash_point
from bot.telemetry.health import Health
from bot.telemetry.tracing import tracing
from storage import cursors, inbox
from storage.database import Database
from storage.text import clean

log = structlog.get_logger()

_LONGEST_ID = 200
_LONGEST_CONVERSATION = 300
"""As the inbox has room for."""


class Intake:
    """Accepts one platform's events; fills the port's `Accept`."""

    def __init__(
        self,
        platform: str,
        database: Database,
        signer: Signer,
        clock: Clock,
        arrived: Callable[[], None],
        health: Health | None = None,
        most_watched: int = 2000,
    ) -> None:
        self._platform = platform
        self._signer = signer
        self._database = database
        self._clock = clock
        self._arrived = arrived
        self._health = health or Health([platform])
        self._most_watched = most_watched

    async def __call__(
        self,
        events: Sequence[Event],
        *,
        unreadable: Sequence[Unreadable] = (),
        cursor: tuple[str, str] | None = None,
    ) -> None:
        """Commit the new events, and the cursor with them; anyone who is cancelled here commits first.

        To be called with nothing is a sign of life of the platform.
        """
        if not events and not unreadable and cursor is None:
            self._health.heard(self._platform, self._clock())
            return
        crash_point("heard")
        work = asyncio.ensure_future(self._accept(events, unreadable, cursor))
        try:
            await asyncio.shield(work)
        except asyncio.CancelledError:
            await work
            raise

    async def _accept(
        self, events: Sequence[Event], unreadable: Sequence[Unreadable], cursor: tuple[str, str] | None
    ) -> None:
        now = self._clock()
        fit, unfit = _sorted_out(events)
        unreadable = [*unreadable, *unfit]
        arrivals = [
            inbox.Arrival(
                platform=self._platform,
                event_id=event.event_id,
                conversation=conversation_of(event),
                payload=payload,
                author=self._signer.pseudonym(event.author),
                not_before=now + albums.GATHERING if albums.is_part(event) else None,
                priority=priority_of(event),
            )
            for event, payload in fit
        ]
        async with self._database.write() as session:
            new = await inbox.accept(session, arrivals, now)
            shed = 0
            if any(arrival.priority == inbox.WATCHED for arrival in arrivals):
                shed = await inbox.shed(session, self._most_watched, now)
            for oddity in unreadable:
                await inbox.keep_unreadable(
                    session,
                    self._platform,
                    oddity.event_id[:_LONGEST_ID],
                    oddity.payload,
                    oddity.error,
                    now,
                )
            if cursor is not None:
                await cursors.move(session, *cursor, now)
            crash_point("accepting")
        crash_point("accepted")
        self._health.heard(self._platform, now)
        self._tell([event for event, _ in fit], new, shed, unreadable)
        if new:
            self._arrived()

    def _tell(self, events: Sequence[Event], new: int, shed: int, unreadable: Sequence[Unreadable]) -> None:
        """Count and log what was committed; events with the ids that follow them from here on."""
        metrics.ACCEPTED.labels(self._platform).inc(new)
        metrics.REPEATED.labels(self._platform).inc(len(events) - new)
        metrics.SHED.labels(self._platform).inc(shed)
        metrics.UNREADABLE.labels(self._platform).inc(len(unreadable))
        for oddity in unreadable:
            log.error(
                "unreadable event kept", platform=self._platform, event_id=oddity.event_id, error=oddity.error
            )
        if shed:
            log.warning("too much to do: watched posts passed over", platform=self._platform, shed=shed)
        for event in events if new else ():
            with tracing(self._platform, event.event_id):
                log.info("accepted", platform=self._platform, kind=event.kind, event_id=event.event_id)


def _sorted_out(events: Sequence[Event]) -> tuple[list[tuple[Event, str]], list[Unreadable]]:
    """Events with what the inbox keeps of each, and those that it could not give back as they are.

    One that cannot be kept must not hold up those that came with it: the platform would bring all of them
    again, forever.
    """
    fit: list[tuple[Event, str]] = []
    unfit: list[Unreadable] = []
    for event in events:
        try:
            fit.append((event, payload_of(event)))
        except ValueError as error:
            odd = clean(ascii(event.event_id)[1:-1])
            unfit.append(Unreadable(odd, clean(ascii(event)), f"{type(error).__name__}: {error}"[:500]))
    return fit, unfit


def payload_of(event: Event) -> str:
    """The event as the inbox keeps it; halves of characters that UTF-8 does not know are replaced.

    Raises:
        ValueError: a value is not of its kind, or an id is too long: it could not be read again.
    """
    written = json.dumps(event_json.dump_python(event, mode="json", warnings=False), ensure_ascii=False)
    payload = clean(written)
    event_json.validate_json(payload, strict=False)
    if len(event.event_id) > _LONGEST_ID or len(conversation_of(event)) > _LONGEST_CONVERSATION:
        raise ValueError("an id is too long")
    ids = event.event_id, event.author.id, event.place.id, event.message_id, conversation_of(event)
    if any(clean(one) != one for one in ids):
        raise ValueError("an id holds characters that no database takes")
    return payload


def priority_of(event: Event) -> int:
    """Who waits for it: one person, a place, or nobody."""
    if isinstance(event, Post) and event.address is Address.OVERHEARD:
        return inbox.WATCHED
    waited_for = not isinstance(event, Post) or event.place.kind is PlaceKind.PRIVATE
    return inbox.WAITED_FOR if waited_for else inbox.OF_A_PLACE


def conversation_of(event: Event) -> str:
    """Names the conversation whose events are handled in their order: a person's, or a place's.

    A post in a group has one of its own, which its edits share: nobody there waits for everybody before them.
    """
    place = event.place
    if isinstance(event, Post) and albums.is_part(event):
        return f"{place.platform}:{place.id}:album:{event.album_id}"
    if place.kind is PlaceKind.PRIVATE or isinstance(event, Command):
        return f"{place.platform}:{place.id}:{event.author.id}"
    if isinstance(event, Post) and place.kind in (PlaceKind.GROUP, PlaceKind.CHANNEL):
        return f"{place.platform}:{place.id}:post:{event.id}"
    return f"{place.platform}:{place.id}"
