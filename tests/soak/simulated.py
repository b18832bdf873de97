"""A loop whose sleeps take no time: whoever waits for an hour gets it at once, while sockets work as ever.

Client and server live in the same loop, so an answer on loopback is there at the next look. Only work in
threads (the database, the matcher) takes real time: the loop waits for it a moment before it lets time jump.
"""

import asyncio
import selectors
from datetime import UTC, datetime, timedelta
from typing import Any

from tests.fakes.x import Clock

PATIENCE = 0.05
"""Seconds that work in a thread may take before a sleeper is woken early."""

START = datetime(2026, 11, 2, tzinfo=UTC)


class _Jumping(selectors.DefaultSelector):
    """Looks for what is ready; where nothing is, time jumps instead of passing."""

    jumped = 0.0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        if timeout is None or timeout <= 0:
            return list(super().select(timeout))
        ready = super().select(min(timeout, PATIENCE))
        if not ready and timeout > PATIENCE:
            self.jumped += timeout - PATIENCE
        return list(ready)


class SimulatedLoop(asyncio.SelectorEventLoop):
    """An event loop in simulated time."""

    def __init__(self) -> None:
        self._jumping = _Jumping()
        super().__init__(self._jumping)

    def time(self) -> float:
        """Seconds, those that were jumped over included."""
        return super().time() + self._jumping.jumped

    @property
    def jumped(self) -> float:
        """Seconds that nobody had to wait for."""
        return self._jumping.jumped


class SimulatedClock(Clock):
    """The fake's clock in such a loop: it moves by what is slept, and by `advance`."""

    def __init__(self, loop: SimulatedLoop) -> None:
        super().__init__(START)
        self._loop = loop

    def now(self) -> datetime:
        """The simulated moment."""
        return super().now() + timedelta(seconds=self._loop.jumped)


def run(main: Any, *arguments: Any) -> Any:
    """Run a coroutine function in simulated time; it gets the loop first."""
    loop = SimulatedLoop()
    try:
        return loop.run_until_complete(main(loop, *arguments))
    finally:
        loop.run_until_complete(loop.shutdown_default_executor())
        loop.close()
