"""The fake's clock: real time that can be moved forward, or a time that stands still until it is moved."""

import time


class Clock:
    """Seconds since 1970, as `clock()`.

    `Clock()` runs with real time; `Clock(start=1_790_000_000)` stands still. Both move with `advance`. It
    rules message dates, rate limits, the age of updates and queries; waiting (long polling) is always real.
    """

    def __init__(self, start: float | None = None) -> None:
        self._start = start
        self._ahead = 0.0

    def __call__(self) -> float:
        """The time now, in seconds."""
        return (time.time() if self._start is None else self._start) + self._ahead

    def advance(self, seconds: float) -> None:
        """Move the clock forward."""
        self._ahead += seconds
