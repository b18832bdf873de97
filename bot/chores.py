"""Work that comes round again: one small loop for all of it.

A chore whose database does not answer is done again at its next turn; anything else that goes wrong in it is
a fault of ours and ends the bot, so that a supervisor starts it anew.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import structlog
from sqlalchemy.exc import DBAPIError

from bot import metrics
from storage.errors import TROUBLE

log = structlog.get_logger()


@dataclass(frozen=True)
class Chore:
    """Something to do every so many seconds; `at_once` does it at the start, too."""

    name: str
    every: float
    work: Callable[[], Awaitable[None]]
    at_once: bool = True


async def keep_doing(chore: Chore, stopping: asyncio.Event) -> None:
    """Do a chore until `stopping` is set; a turn that has begun is ended: no transaction is cut off."""
    if not chore.at_once:
        await _rest(chore.every, stopping)
    while not stopping.is_set():
        try:
            await chore.work()
            metrics.CHORES.labels(chore.name, "done").inc()
        except (DBAPIError, *TROUBLE) as error:
            metrics.CHORES.labels(chore.name, "failed").inc()
            log.error("a chore failed; trying again", chore=chore.name, error=str(error).splitlines()[0])
        await _rest(chore.every, stopping)


async def _rest(seconds: float, stopping: asyncio.Event) -> None:
    try:
        async with asyncio.timeout(seconds):
            await stopping.wait()
    except TimeoutError:
        return
