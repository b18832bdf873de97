"""Rate limits: so many calls a window for each kind of call, told in the ``x-rate-limit-*`` headers."""

import math
from dataclasses import dataclass, field

from .clock import Clock
from .problems import too_many_requests


@dataclass(frozen=True)
class Limit:
    """So many calls in so many seconds."""

    calls: int
    seconds: int = 900


@dataclass
class _Window:
    ends: float
    used: int = 0


@dataclass
class RateLimits:
    """Counts calls by name, such as ``GET /2/dm_events``, and by whose keys they use. ``limits`` may be
    changed at will."""

    clock: Clock
    limits: dict[str, Limit] = field(default_factory=dict)
    _windows: dict[tuple[str, str], _Window] = field(default_factory=dict)

    def spend(self, name: str, caller: str) -> dict[str, str]:
        """Count a call.

        Returns:
            The headers to answer with.

        Raises:
            RateLimitedError: the window is used up.
        """
        limit, now = self.limits[name], self.clock.timestamp()
        window = self._windows.get((name, caller))
        if window is None or now >= window.ends:
            window = self._windows[name, caller] = _Window(now + limit.seconds)
        refused = window.used >= limit.calls
        window.used += not refused
        headers = {
            "x-rate-limit-limit": str(limit.calls),
            "x-rate-limit-remaining": str(limit.calls - window.used),
            "x-rate-limit-reset": str(math.ceil(window.ends)),
        }
        if refused:
            raise RateLimitedError(headers)
        return headers


class RateLimitedError(Exception):
    """The window is used up; carries the headers that say so."""

    def __init__(self, headers: dict[str, str]) -> None:
        super().__init__("Too Many Requests")
        self.headers = headers
        self.problem = too_many_requests()
