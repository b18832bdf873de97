"""How long to wait: between two looks at X, and between two tries when X or the network fails. No clock."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final

from bot.backoff import Doubling

Sleep = Callable[[float], Awaitable[None]]
"""Waits so many seconds: `asyncio.sleep`, or a simulated one."""

_SLOWER: Final = 1.5

NETWORK_STEP: Final = 0.25
NETWORK_MOST: Final = 16.0
HTTP: Final = Doubling(5.0, 320.0)
LIMITED: Final = Doubling(60.0, 960.0)
"""Seconds, as X's document on reconnecting to streams has them: linear, doubling, doubling. After a limit X
names no end; ours is the first doubling beyond its window of 15 minutes."""


class PollingPace:
    """Short waits while something comes, longer and longer ones while nothing does.

    Args:
        shortest: seconds after a look that found something.
        longest: seconds to which the wait grows.
    """

    def __init__(self, shortest: float, longest: float) -> None:
        self._shortest = shortest
        self._longest = max(longest, shortest)
        self._wait = shortest
        self.factor = 1.0
        """Makes every wait longer, where money runs short."""

        self.steady: float | None = None
        """So many seconds are waited, whatever is found: set while something else brings the news."""

    @property
    def shortest(self) -> float:
        """Seconds after a look that found something."""
        return self._shortest

    def after(self, heard: int) -> float:
        """Seconds until the next look, after one that found so many things."""
        if self.steady is not None:
            return self.steady * self.factor
        self._wait = self._shortest if heard else min(self._wait * _SLOWER, self._longest)
        return self._wait * self.factor


@dataclass
class Backoff:
    """Counts tries to connect to X in vain; each kind of failure makes its own waits grow."""

    network: int = 0
    http: int = 0
    limited: int = 0

    def after_network(self) -> float:
        """The connection broke, ended or fell silent: 0.25 s more each time, 16 s at most."""
        self.network += 1
        return min(self.network * NETWORK_STEP, NETWORK_MOST)

    def after_http(self) -> float:
        """X answered with an error: 5 s, doubling to 320 s."""
        self.http += 1
        return HTTP.after(self.http)

    def after_limit(self) -> float:
        """X answered 429: 60 s, doubling."""
        self.limited += 1
        return LIMITED.after(self.limited)


class Bell:
    """Lets somebody who pauses be called before the time."""

    def __init__(self, sleep: Sleep) -> None:
        self._sleep = sleep
        self._rung = asyncio.Event()

    def ring(self) -> None:
        """End the pause that is under way, or the next one."""
        self._rung.set()

    def answer(self) -> None:
        """What it was rung for is being done now."""
        self._rung.clear()

    async def pause(self, seconds: float) -> None:
        """Wait so long, or until the bell rings."""
        waits = (asyncio.ensure_future(self._sleep(seconds)), asyncio.ensure_future(self._rung.wait()))
        try:
            await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for wait in waits:
                wait.cancel()
            await asyncio.gather(*waits, return_exceptions=True)
