"""What becomes of an event that could not be handled: another try later, or the operator's care."""

from datetime import datetime, timedelta

from bot.backoff import RETRIES
from bot.errors import ProcessDied, RetryLater
from storage import inbox
from storage.database import Database
from storage.errors import TROUBLE
from storage.models import InboxEvent

PASSING = (*TROUBLE, RetryLater, MemoryError)
"""What passes by itself: such a try does not count."""

_MOST_FAILURES = 5
"""Failures of an event by a fault of its own or ours, before it is kept for the operator. That a process was
killed while it had the event in hand is none."""
_MOST_DEATHS = 30
_DYING_FOR = timedelta(hours=1)
"""An event that was taken so often, and for so long, without an outcome kills the process each time."""
_WAIT_FIRST, _WAIT_MOST = 2.0, 300.0
_GIVE_UP_AFTER = timedelta(hours=24)


def refuse_poison_event(row: InboxEvent, now: datetime) -> None:
    """Leave an event alone that kills the process each time.

    Raises:
        ProcessDied: It was taken too often, for too long, without an outcome.
    """
    if row.attempts > _MOST_DEATHS and now - row.received_at > _DYING_FOR:
        raise ProcessDied(f"the process died {_MOST_DEATHS} times while this was in hand")


async def put_back(database: Database, row: InboxEvent, error: Exception, now: datetime) -> None:
    """Have an event tried again later, or keep it for the operator."""
    text = f"{type(error).__name__}: {error}"
    age = (now - row.received_at).total_seconds()
    passing = isinstance(error, PASSING) and age < _GIVE_UP_AFTER.total_seconds()
    failures = row.failures + 1
    wait = RETRIES.delay(failures)
    if passing:
        asked = (error.seconds if isinstance(error, RetryLater) else None) or 0.0
        wait = timedelta(seconds=min(max(_WAIT_FIRST, age / 2, asked), _WAIT_MOST))
    async with database.write() as session:
        if isinstance(error, ProcessDied) or (not passing and failures >= _MOST_FAILURES):
            await inbox.fail(session, row.id, now, text)
        else:
            await inbox.release(session, row.id, now + wait, text, counted=not passing)
