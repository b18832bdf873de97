"""How long to wait: between two looks at X, and between two tries when X or the network fails. No clock."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final

Sleep = Callable[[float], Awaitable[None]]
"""Waits so many seconds: `asyncio.sleep`, or a simulated one."""

_SLOWER: Final = 1.5

NETWORK_STEP: Final = 0.25
NETWORK_MOST: Final = 16.0
HTTP_FIRST: Final = 5.0
HTTP_MOST: Final = 320.0
LIMITED_FIRST: Final = 60.0
"""Seconds, as X's document on reconnecting to streams has them: linear, doubling, doubling."""

LIMITED_MOST: Final = 960.0
"""The first doubling beyond X's window of 15 minutes; X names no end."""


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
    """Waits between tries to connect to a stream; each kind of failure grows on its own."""

    network: float = 0.0
    http: float = 0.0
    limited: float = 0.0

    def after_network(self) -> float:
        """The connection broke, ended or fell silent: 0.25 s more each time, 16 s at most."""
        self.network = min(self.network + NETWORK_STEP, NETWORK_MOST)
        return self.network

    def after_http(self) -> float:
        """X answered with an error: 5 s, doubling to 320 s."""
        self.http = min(max(self.http * 2, HTTP_FIRST), HTTP_MOST)
        return self.http

    def after_limit(self) -> float:
        """X answered 429: 60 s, doubling."""
        self.limited = min(max(self.limited * 2, LIMITED_FIRST), LIMITED_MOST)
        return self.limited


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
