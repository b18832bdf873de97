"""How long to wait before the next try: twice as long after every failure in a row, up to a limit. Pure."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

_MOST_DOUBLINGS = 30
"""Beyond it every wait in use has reached its limit; a float would overflow at 1,024."""


@dataclass(frozen=True)
class Doubling:
    """Waits that double.

    Attributes:
        first: seconds after one failure.
        longest: seconds that no wait exceeds.
    """

    first: float
    longest: float

    def after(self, failures: int) -> float:
        """Seconds to wait after so many failures in a row; fewer than one count as one."""
        doublings = min(max(failures, 1) - 1, _MOST_DOUBLINGS)
        return min(self.first * 2.0**doublings, self.longest)

    def delay(self, failures: int) -> timedelta:
        """The same wait, to be added to a time."""
        return timedelta(seconds=self.after(failures))


RETRIES: Final = Doubling(2.0, 600.0)
"""Between two tries to handle an event or to send a message."""
