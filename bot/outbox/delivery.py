"""The outbox to the platforms: in order for each place, retried, never doubled, nothing of a retracted claim.

A row is marked `sending` and committed before the platform is called. Anyone who finds a row `sending`
after a crash does not simply send it again: see `Deliverer.settle_interrupted`.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count

import structlog
from pydantic import ValidationError
from sqlalchemy.ext.asyncio import AsyncSession

from bot.backoff import RETRIES, Doubling
from bot.clock import Clock
from bot.errors import (
    AccountRefused,
    OutcomeUnknown,
    PlaceBusy,
    PlaceClosed,
    PlaceMoved,
    PlatformError,
    Rejected,
    RetryLater,
    Unauthorised,
)
from bot.events import OutgoingMessage, message_json
from bot.outbox.circuit_breaker import Circuit
from bot.outbox.queueing import FAREWELL
from bot.outbox.revisions import aim
from bot.platforms.base import DeliveryOutcome, Platform, Sent
from bot.telemetry import metrics
from bot.telemetry.crash_points import crash_point
from bot.telemetry.health import Health
from bot.telemetry.tracing import tracing_message
from storage import chats, claims, decisions, outbox
from storage.database import Database
from storage.errors import TROUBLE
from storage.models import OutboxMessage

log = structlog.get_logger()

_BATCH = 32
_GIVE_UP_AFTER = timedelta(hours=24)
_MOST_COPIES = 3
"""Tries of which nobody knows whether they arrived, in a private chat; then a person has a look."""
_BROKEN = "the process died or the connection broke while sending"
_FEWEST_TRIES = 10
"""A clock that jumps ahead by a day gives nothing up: so often it must have failed, too."""
_UNAUTHORISED_PAUSE = timedelta(minutes=5)
_NOTING = Doubling(0.5, 15.0)
"""Seconds between two tries to note an outcome while the database does not answer."""


class Deliverer:
    """Sends what the outbox holds for these platforms.

    Args:
        database: where the outbox is.
        platforms: by name.
        clock: tells the time.
        takeover: with several workers, a row that another one has been sending for so long was left by a dead
            one. Anyone who comes to send a row only after half of it does not send it any more.
        health: hears how the platforms are doing.
        moment: seconds that pass whatever the clock says; None: the loop's.
    """

    def __init__(
        self,
        database: Database,
        platforms: Mapping[str, Platform],
        clock: Clock,
        takeover: timedelta = timedelta(minutes=2),
        health: Health | None = None,
        moment: Callable[[], float] | None = None,
    ) -> None:
        self._database = database
        self._platforms = platforms
        self._clock = clock
        self._takeover = takeover
        self._health = health or Health(list(platforms))
        self._moment = moment or _moment
        self._open: set[str] = set()
        self._circuits = {name: Circuit() for name in platforms}
        self._in_hand: set[int] = set()

    def open(self, platform: str) -> None:
        """From now on this platform is sent to."""
        self._open.add(platform)

    @property
    def opened(self) -> list[str]:
        """The platforms that are sent to."""
        return sorted(self._open)

    async def deliver_due(self) -> int:
        """Send every message that is due, places side by side; returns how many were tried."""
        now = self._clock()
        rooms = {name: self._circuits[name].allowance(self._moment(), _BATCH) for name in self.opened}
        free = [name for name, room in rooms.items() if room > 1]
        trying = [name for name, room in rooms.items() if room == 1]
        if not free and not trying:
            return 0
        going: list[OutboxMessage] = []
        try:
            async with self._database.write() as session:
                rows = await outbox.take_due(session, now, _BATCH, free) if free else []
                for name in trying:
                    rows += await outbox.take_due(session, now, 1, [name])
                retracted = await _about_retracted_claims(session, rows)
                for row in rows:
                    if row.id in retracted:
                        await outbox.cancel(session, row.id, "the claim was retracted")
            going = [row for row in rows if row.id not in retracted]
        finally:
            for name in set(trying) - {row.platform for row in going}:
                self._circuits[name].release_trial()
        if not going:
            return len(rows)
        self._in_hand |= {row.id for row in going}
        crash_point("marked")
        await asyncio.gather(*(self._deliver(row) for row in going))
        return len(rows)

    async def settle_interrupted(self, platform: str, *, everything: bool) -> int:
        """Find out what became of rows that a dead process left `sending`; returns how many were settled.

        Where the platform can tell, it is asked. Where it cannot, a private chat gets the message again
        with the same text, at most three times; others do not. Then the row becomes `unknown` and goes before
        the reviewers.

        Args:
            platform: whose rows.
            everything: this is the only worker and it has just started, so every such row is a dead one's.
        """
        now = self._clock()
        before = None if everything else now - self._takeover
        async with self._database.write() as session:
            rows = await outbox.take_interrupted(session, now, before, platform, self._in_hand)
        for number, row in enumerate(rows):
            crash_point("settling")
            try:
                message = _message_of(row)
            except ValidationError:
                await self._note_failure(row, Rejected("the row cannot be read"))
                continue
            with tracing_message(message):
                settled = await self._settle(row, message, timedelta(0))
                await self._forget(row, message)
            if not settled:
                return number
            crash_point("settled")
        return len(rows)

    async def _deliver(self, row: OutboxMessage) -> None:
        try:
            message = _message_of(row)
            with tracing_message(message):
                await self._send(row, message)
                await self._forget(row, message)
        except ValidationError:
            log.error("an outbox row cannot be read", outbox=row.id, platform=row.platform)
            await self._note_failure(row, Rejected("the row cannot be read"))
        finally:
            self._in_hand.discard(row.id)
            self._circuits[row.platform].release_trial()

    async def _send(self, row: OutboxMessage, message: OutgoingMessage) -> None:
        try:
            async with self._database.read() as session:
                aimed = await aim(session, message)
        except TROUBLE as error:
            await self._note_failure(row, RetryLater(f"the database does not answer: {type(error).__name__}"))
            return
        try:
            if self._clock() - (row.sending_since or row.created_at) > self._takeover / 2:
                raise RetryLater("this worker was held up before it could send", 0)
            sent = Sent() if aimed is None else await self._platforms[row.platform].send(aimed)
        except (OutcomeUnknown, *TROUBLE) as error:  # X's ledger may fail after the call as well as before it
            why = str(error).splitlines()[:1]
            log.warning("outcome of a send unknown", outbox=row.id, platform=row.platform, error=why)
            if isinstance(error, OutcomeUnknown):
                self._note_fault(row.platform, None)
            await self._settle(row, message, RETRIES.delay(row.attempts))
        except PlatformError as error:
            self._note_answer(row.platform, error)
            await self._note_failure(row, error)
        except Exception as error:
            log.exception("send failed unexpectedly", outbox=row.id, platform=row.platform)
            await self._note_failure(row, Rejected(f"{type(error).__name__}: {error}"))
        else:
            crash_point("answered")
            self._note_answer(row.platform, None)
            await self._note(
                lambda session: outbox.mark_sent(session, row.id, sent.message_id, self._clock())
            )
            crash_point("recorded")
            metrics.SENT.labels(row.platform).inc()
            metrics.waited(metrics.MESSAGE_WAIT, row.platform, self._clock() - row.created_at)
            log.info("sent", outbox=row.id, platform=row.platform, key=row.key, message=sent.message_id)

    async def _forget(self, row: OutboxMessage, message: OutgoingMessage) -> None:
        """Forget the last word to somebody who asked to be forgotten, once it is settled."""
        if FAREWELL not in message.extra:
            return
        gone = False

        async def change(session: AsyncSession) -> None:
            nonlocal gone
            gone = await outbox.forget_settled(session, row.id)

        await self._note(change)
        if gone:
            await self._database.purge_log()

    async def _note(self, change: Callable[[AsyncSession], Awaitable[object]]) -> None:
        """Commit what became of a message, however long the database is away: nobody else knows it."""
        for tries in count(1):
            try:
                async with self._database.write() as session:
                    await change(session)
            except TROUBLE as error:
                log.error("the outcome of a send cannot be noted yet", error=str(error).splitlines()[0])
                await asyncio.sleep(_NOTING.after(tries))
            else:
                return

    def _note_answer(self, platform: str, error: PlatformError | None) -> None:
        """Tell the circuit whether the platform is there."""
        if isinstance(error, AccountRefused):
            self._circuits[platform].held_back(self._moment(), error.seconds or 0.0)
            self._health.paused(platform, paused=True)
        elif isinstance(error, RetryLater) and error.asked_platform and not isinstance(error, PlaceBusy):
            self._note_fault(platform, error.seconds)
        elif isinstance(error, PlaceBusy) or not isinstance(error, RetryLater):
            self._circuits[platform].succeeded()
            self._health.paused(platform, paused=False)

    def _note_fault(self, platform: str, seconds: float | None) -> None:
        circuit = self._circuits[platform]
        circuit.failed(self._moment(), seconds)
        self._health.paused(platform, paused=circuit.is_paused)
        if circuit.is_paused:
            wait = round(circuit.resumes_at - self._moment(), 1)
            log.warning("the platform does not take messages; pausing", platform=platform, seconds=wait)

    async def _note_failure(self, row: OutboxMessage, error: PlatformError) -> None:
        now = self._clock()
        text = str(error)

        async def change(session: AsyncSession) -> None:
            if isinstance(error, PlaceMoved):
                await outbox.move_place(session, row.platform, row.place_id, error.new_place_id)
                await chats.move(session, row.platform, row.place_id, error.new_place_id)
                await outbox.mark_retry(session, row.id, now, text, row.takes)
            elif isinstance(error, PlaceClosed):
                await outbox.mark_dead(session, row.id, text, row.takes)
                await outbox.close_place(session, row.platform, row.place_id, text)
            elif isinstance(error, AccountRefused):
                await outbox.mark_retry(session, row.id, _next_try(row, error, now), text, row.takes)
            elif isinstance(error, Rejected) or (
                now - row.created_at > _GIVE_UP_AFTER and row.attempts >= _FEWEST_TRIES
            ):
                await outbox.mark_dead(session, row.id, text, row.takes)
            else:
                await outbox.mark_retry(session, row.id, _next_try(row, error, now), text, row.takes)

        await self._note(change)
        metrics.NOT_SENT.labels(row.platform, type(error).__name__).inc()
        log.warning("not sent", outbox=row.id, platform=row.platform, kind=type(error).__name__, error=text)

    async def _settle(self, row: OutboxMessage, message: OutgoingMessage, wait: timedelta) -> bool:
        """Settle one row, to be tried again after the wait; False where the platform cannot be asked now."""
        since = row.sending_since or row.created_at
        try:
            fate = await self._platforms[row.platform].settle(message, since)
        except PlatformError as error:
            log.warning("cannot settle yet", outbox=row.id, platform=row.platform, error=str(error))
            return False
        now = self._clock()

        async def change(session: AsyncSession) -> None:
            if isinstance(fate, Sent):
                await outbox.mark_sent(session, row.id, fate.message_id, now)
            elif fate is DeliveryOutcome.NOT_SENT:
                await outbox.mark_retry(session, row.id, now + wait, _BROKEN, row.takes)
            elif not _read_by_others(message) and row.copies + 1 < _MOST_COPIES:
                await outbox.mark_copied(session, row.id, now + wait, _BROKEN, row.takes)
            elif await outbox.mark_unknown(
                session, row.id, "sent or not: the platform cannot tell", row.takes
            ):
                metrics.UNKNOWN.labels(row.platform).inc()
                await decisions.open_review(session, now, outbox_id=row.id)

        await self._note(change)
        log.info("settled", outbox=row.id, platform=row.platform, fate=str(fate))
        return True


async def _about_retracted_claims(session: AsyncSession, rows: list[OutboxMessage]) -> set[int]:
    claim_ids = sorted({row.claim_id for row in rows if row.claim_id is not None})
    if not claim_ids:
        return set()
    known = await claims.get_many(session, claim_ids)
    live = {claim_id for claim_id, claim in known.items() if claim.is_published}
    return {row.id for row in rows if row.claim_id is not None and row.claim_id not in live}


def _moment() -> float:
    return asyncio.get_running_loop().time()


def _message_of(row: OutboxMessage) -> OutgoingMessage:
    """The message, addressed to where its place is now: a group that moved has another id."""
    message = message_json.validate_json(row.payload or "")
    return replace(message, place=replace(message.place, id=row.place_id))


def _read_by_others(message: OutgoingMessage) -> bool:
    return message.place.kind.is_public


def _next_try(row: OutboxMessage, error: PlatformError, now: datetime) -> datetime:
    if isinstance(error, Unauthorised):
        return now + min(RETRIES.delay(row.attempts), _UNAUTHORISED_PAUSE)
    if isinstance(error, RetryLater) and error.seconds is not None:
        return now + timedelta(seconds=error.seconds)
    return now + RETRIES.delay(row.attempts)
