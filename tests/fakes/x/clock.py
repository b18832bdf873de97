"""The fake's idea of the time: the real one, or one that a test sets and moves."""

from datetime import UTC, datetime, timedelta


class Clock:
    """Tells the time in UTC.

    Args:
        start: where time stands still until ``advance`` moves it; without it, real time (which
        ``advance`` shifts).
    """

    def __init__(self, start: datetime | None = None) -> None:
        self._start = start
        self._shift = timedelta()

    def now(self) -> datetime:
        """The present moment, with its time zone (UTC)."""
        return (self._start or datetime.now(UTC)) + self._shift

    def timestamp(self) -> float:
        """The present moment in seconds since 1970."""
        return self.now().timestamp()

    def advance(self, seconds: float) -> None:
        """Move time forward."""
        self._shift += timedelta(seconds=seconds)
