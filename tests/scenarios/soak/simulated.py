"""A loop whose sleeps take no time: who waits for an hour gets it at once, while sockets work as ever.

Client and server live in the same loop, so an answer on loopback is there at the next look. Only work in
threads (the database, the matcher) takes real time: while some is under way, time stands still.
"""

import asyncio
import selectors
from collections.abc import AsyncIterator, Callable
from concurrent.futures import Executor
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar, TypeVarTuple

from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncSession

from storage.database import Database
from tests.fakes.x import Clock

_Given = TypeVarTuple("_Given")
_Made = TypeVar("_Made")

PATIENCE = 0.05
"""Seconds that work in a thread may take before a sleeper is woken early, where nobody tells of such work."""

BREATH = 0.001
"""Seconds that the loop gives what is on its way over loopback before it lets time jump."""

BUSY = 0.25
"""Seconds that an open transaction may do nothing before it counts as one that waits for the time itself."""

START = datetime(2026, 11, 2, tzinfo=UTC)


class _Jumping(selectors.DefaultSelector):
    """Looks for what is ready; where nothing is and nobody works, time jumps instead of passing."""

    jumped = 0.0
    breath = PATIENCE
    threads = 0
    sessions = 0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        if timeout is None or timeout <= 0:
            return list(super().select(timeout))
        patience = BUSY if self.threads or self.sessions else self.breath
        waited = min(timeout, patience)
        ready = super().select(waited)
        while not ready and self.threads:
            ready = super().select(BUSY)
        if not ready:
            self.jumped += timeout - waited
        return list(ready)


class SimulatedLoop(asyncio.SelectorEventLoop):
    """An event loop in simulated time."""

    def __init__(self) -> None:
        self.jumping = _Jumping()
        super().__init__(self.jumping)
        self._began = self.time()

    def time(self) -> float:
        """Seconds, those that were jumped over included."""
        return super().time() + self.jumping.jumped

    @property
    def passed(self) -> float:
        """Seconds since the loop was made."""
        return self.time() - self._began

    def run_in_executor(
        self, executor: Executor | None, func: Callable[[*_Given], _Made], *args: *_Given
    ) -> asyncio.Future[_Made]:
        """As ever; time stands still until it has ended."""
        future = super().run_in_executor(executor, func, *args)
        self.jumping.threads += 1
        future.add_done_callback(self._ended)
        return future

    def _ended(self, _: object) -> None:
        self.jumping.threads -= 1


class SimulatedClock(Clock):
    """The fake's clock in such a loop."""

    def __init__(self, loop: SimulatedLoop) -> None:
        super().__init__(START)
        self._loop = loop

    def now(self) -> datetime:
        """The simulated moment."""
        return super().now() + timedelta(seconds=self._loop.passed)

    async def until(self, moment: datetime) -> None:
        """Sleep until then."""
        while (left := (moment - self.now()).total_seconds()) > 0:  # noqa: ASYNC110 - it waits for the time
            await asyncio.sleep(left)


class SimulatedDatabase(Database):
    """A database that tells the loop when it works: then time stands still, and else need not be waited for.

    On SQLite nothing is forced to the disk, for nobody pulls a plug here.
    """

    def __init__(self, url: str, loop: SimulatedLoop) -> None:
        super().__init__(url)
        self._jumping = loop.jumping
        self._jumping.breath = BREATH
        if self.is_sqlite:
            event.listen(self.engine.sync_engine, "connect", _do_not_force)

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncSession]:
        """A session for reading."""
        self._jumping.sessions += 1
        try:
            async with super().read() as session:
                yield session
        finally:
            self._jumping.sessions -= 1

    @asynccontextmanager
    async def write(self) -> AsyncIterator[AsyncSession]:
        """A session for writing."""
        self._jumping.sessions += 1
        try:
            async with super().write() as session:
                yield session
        finally:
            self._jumping.sessions -= 1


def _do_not_force(connection: Any, _record: object) -> None:
    cursor = connection.cursor()
    cursor.execute("PRAGMA synchronous=OFF")
    cursor.close()


def run(main: Any, *arguments: Any) -> Any:
    """Run a coroutine function in simulated time; it gets the loop first."""
    loop = SimulatedLoop()
    try:
        return loop.run_until_complete(main(loop, *arguments))
    finally:
        loop.run_until_complete(loop.shutdown_default_executor())
        loop.close()
