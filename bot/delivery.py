"""The outbox to the platforms: in order for each place, retried, never doubled, nothing of a retracted claim.

A row is marked `sending` and committed before the platform is called. Whoever finds a row `sending`
after a crash does not simply send it again: see `Deliverer.settle_interrupted`.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from bot.errors import (
    OutcomeUnknown,
    PlaceClosed,
    PlaceMoved,
    PlatformError,
    Rejected,
    RetryLater,
    Unauthorised,
)
from bot.events import OutgoingMessage, message_json
from bot.intake import Clock
from bot.platforms.base import Fate, Platform, Sent
from bot.revising import aim
from storage import chats, claims, decisions, outbox
from storage.database import Database
from storage.models import OutboxMessage

log = structlog.get_logger()

_BATCH = 32
_GIVE_UP_AFTER = timedelta(hours=24)
_UNAUTHORISED_PAUSE = timedelta(minutes=5)
_TAKEN_AGAIN_AFTER = timedelta(minutes=5)
"""With several workers: a row that another one has been sending for so long was left by a dead one."""


class Deliverer:
    """Sends what the outbox holds for these platforms."""

    def __init__(self, database: Database, platforms: Mapping[str, Platform], clock: Clock) -> None:
        self._database = database
        self._platforms = platforms
        self._clock = clock
        self._open: set[str] = set()

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
        async with self._database.write() as session:
            rows = await outbox.take_due(session, now, _BATCH, sorted(self._open))
            retracted = await _about_retracted_claims(session, rows)
            for row in rows:
                if row.id in retracted:
                    await outbox.cancel(session, row.id, "the claim was retracted")
        await asyncio.gather(*(self._deliver(row) for row in rows if row.id not in retracted))
        return len(rows)

    async def settle_interrupted(self, platform: str, *, everything: bool) -> int:
        """Find out what became of rows that a dead process left `sending`; returns how many were settled.

        Where the platform can tell, it is asked. Where it cannot, a private chat gets the message again
        with the same text, others do not: the row becomes `unknown` and goes before the reviewers.

        Args:
            platform: whose rows.
            everything: this is the only worker and it has just started, so every such row is a dead one's.
        """
        before = self._clock() + timedelta(days=1) if everything else self._clock() - _TAKEN_AGAIN_AFTER
        async with self._database.read() as session:
            rows = await outbox.interrupted(session, before, platform)
        for row in rows:
            await self._settle(row)
        return len(rows)

    async def _deliver(self, row: OutboxMessage) -> None:
        message = _message_of(row)
        async with self._database.read() as session:
            aimed = await aim(session, message)
        try:
            sent = Sent() if aimed is None else await self._platforms[row.platform].send(aimed)
        except OutcomeUnknown as error:
            log.warning("outcome of a send unknown", outbox=row.id, platform=row.platform, error=str(error))
            await self._settle(row)
        except PlatformError as error:
            await self._note_failure(row, error)
        except Exception as error:
            log.exception("send failed unexpectedly", outbox=row.id, platform=row.platform)
            await self._note_failure(row, Rejected(f"{type(error).__name__}: {error}"))
        else:
            async with self._database.write() as session:
                await outbox.mark_sent(session, row.id, sent.message_id, self._clock())
            log.info("sent", outbox=row.id, platform=row.platform, key=row.key, message=sent.message_id)

    async def _note_failure(self, row: OutboxMessage, error: PlatformError) -> None:
        now = self._clock()
        text = str(error)
        async with self._database.write() as session:
            if isinstance(error, PlaceMoved):
                await outbox.move_place(session, row.platform, row.place_id, error.new_place_id)
                await chats.move(session, row.platform, row.place_id, error.new_place_id)
                await outbox.mark_retry(session, row.id, now, text)
            elif isinstance(error, PlaceClosed):
                await outbox.close_place(session, row.platform, row.place_id, text)
                await outbox.mark_dead(session, row.id, text)
            elif isinstance(error, Rejected) or now - row.created_at > _GIVE_UP_AFTER:
                await outbox.mark_dead(session, row.id, text)
            else:
                await outbox.mark_retry(session, row.id, _next_try(row, error, now), text)
        log.warning("not sent", outbox=row.id, platform=row.platform, kind=type(error).__name__, error=text)

    async def _settle(self, row: OutboxMessage) -> None:
        message = _message_of(row)
        since = row.sending_since or row.created_at
        try:
            fate = await self._platforms[row.platform].settle(message, since)
        except PlatformError as error:
            log.warning("cannot settle yet", outbox=row.id, platform=row.platform, error=str(error))
            return
        now = self._clock()
        async with self._database.write() as session:
            if isinstance(fate, Sent):
                await outbox.mark_sent(session, row.id, fate.message_id, now)
            elif fate is Fate.NOT_SENT or not _read_by_others(message):
                await outbox.mark_retry(
                    session,
                    row.id,
                    now + outbox.backoff(row.attempts),
                    "the process died or the connection broke while sending",
                )
            else:
                await outbox.mark_unknown(session, row.id, "sent or not: the platform cannot tell")
                await decisions.open_review(session, now, outbox_id=row.id)
        log.info("settled", outbox=row.id, platform=row.platform, fate=str(fate))


async def _about_retracted_claims(session: AsyncSession, rows: list[OutboxMessage]) -> set[int]:
    claim_ids = sorted({row.claim_id for row in rows if row.claim_id is not None})
    if not claim_ids:
        return set()
    known = await claims.get_many(session, claim_ids)
    live = {claim_id for claim_id, claim in known.items() if claim.is_published}
    return {row.id for row in rows if row.claim_id is not None and row.claim_id not in live}


def _message_of(row: OutboxMessage) -> OutgoingMessage:
    """The message, addressed to where its place is now: a group that moved has another id."""
    message = message_json.validate_json(row.payload or "")
    return replace(message, place=replace(message.place, id=row.place_id))


def _read_by_others(message: OutgoingMessage) -> bool:
    return message.place.kind.is_public


def _next_try(row: OutboxMessage, error: PlatformError, now: datetime) -> datetime:
    if isinstance(error, Unauthorised):
        return now + _UNAUTHORISED_PAUSE
    if isinstance(error, RetryLater) and error.seconds is not None:
        return now + timedelta(seconds=error.seconds)
    return now + outbox.backoff(row.attempts)
