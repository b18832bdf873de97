"""Work that comes round again: a loop for what is due every so often, and one for what waits in a queue.

A task whose database does not answer runs again when it is due; anything else that goes wrong in it is
a fault of ours and ends the bot, so that a supervisor starts it again.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import structlog
from sqlalchemy.exc import DBAPIError

from bot.backoff import Doubling
from bot.telemetry import metrics
from storage.errors import TROUBLE

log = structlog.get_logger()

_IDLE_SECONDS = 1.0
_RESTS = Doubling(0.5, 8.0)
"""Seconds between two tries while the database does not answer."""


@dataclass(frozen=True)
class PeriodicTask:
    """Something to do every so many seconds; `at_once` does it at the start, too."""

    name: str
    every: float
    work: Callable[[], Awaitable[None]]
    at_once: bool = True


async def keep_doing(task: PeriodicTask, stopping: asyncio.Event) -> None:
    """Run a task again and again until `stopping` is set; a run that has begun is finished."""
    if not task.at_once:
        await _rest(task.every, stopping)
    while not stopping.is_set():
        try:
            await task.work()
            metrics.CHORES.labels(task.name, "done").inc()
        except (DBAPIError, *TROUBLE) as error:
            metrics.CHORES.labels(task.name, "failed").inc()
            log.error(
                "a periodic task failed; trying again", task=task.name, error=str(error).splitlines()[0]
            )
        await _rest(task.every, stopping)


async def keep_working(
    step: Callable[[], Awaitable[int]], wake: asyncio.Event, stopping: asyncio.Event
) -> None:
    """Run a step as long as it finds work, then wait to be woken or for a moment; until `stopping` is set."""
    failures = 0
    while not stopping.is_set():
        wake.clear()  # before the step: what comes during it is not slept over
        try:
            worked = await step()
        except (DBAPIError, *TROUBLE) as error:
            log.error("the database does not answer; trying again", error=str(error).splitlines()[0])
            failures += 1
            await _rest(_RESTS.after(failures), stopping)
            continue
        failures = 0
        if not worked:
            try:
                async with asyncio.timeout(_IDLE_SECONDS):  # wait_for may swallow a cancellation
                    await wake.wait()
            except TimeoutError:
                continue


async def _rest(seconds: float, stopping: asyncio.Event) -> None:
    try:
        async with asyncio.timeout(seconds):
            await stopping.wait()
    except TimeoutError:
        return
