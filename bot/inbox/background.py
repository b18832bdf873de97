"""Long work beside the lanes, so that an event which has to wait for a page or a file holds up no other."""

import asyncio
from collections.abc import Callable, Coroutine
from datetime import datetime
from typing import Any

Leases = dict[int, datetime | None]
"""Inbox rows that are in hand, each with the end of its lease."""


class BackgroundWork:
    """Runs at most so many pieces of work at once; what is left off gives back its inbox rows.

    Args:
        most: at once.
        done: called after each.
    """

    def __init__(self, most: int = 4, done: Callable[[], None] = lambda: None) -> None:
        self._most = most
        self._done = done
        self._running: dict[asyncio.Task[None], Leases] = {}

    @property
    def has_room(self) -> bool:
        """Whether another may be run."""
        return len(self._running) < self._most

    def run(self, work: Coroutine[Any, Any, None], leases: Leases) -> None:
        """Begin a piece of work that settles these rows."""
        task = asyncio.create_task(work)
        self._running[task] = leases
        task.add_done_callback(self._finished)

    async def finish(self) -> int:
        """Wait for all that is under way; returns how many pieces that were."""
        tasks = list(self._running)
        await asyncio.gather(*tasks, return_exceptions=True)
        return len(tasks)

    async def leave_off(self) -> Leases:
        """Stop everything, and say which rows are left undone."""
        running = dict(self._running)
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)
        return {
            row: until
            for task, leases in running.items()
            if task.cancelled()
            for row, until in leases.items()
        }

    def _finished(self, task: asyncio.Task[None]) -> None:
        self._running.pop(task, None)
        self._done()
