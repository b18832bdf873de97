"""How long to wait after a platform refused the bot's keys, and when that is worth a word. Pure.

Good keys are refused now and then: a server at X that is behind, a clock that is set in that moment. So
a refusal ends nothing; it is tried again, later each time.
"""

from dataclasses import dataclass
from typing import Final

WAITS: Final = (2.0, 8.0, 60.0, 300.0, 900.0)
"""Seconds after the first refusal in a row, the second one and so on."""

_STRAY: Final = 1
"""So many refusals in a row may be the platform's own mishap: nobody is troubled with them."""

_SET_UP_TRIES: Final = 3
"""After so many tries, keys that have never worked here count as wrong."""


@dataclass
class Refusals:
    """Refusals of one platform's keys, in a row."""

    count: int = 0

    def add(self) -> float:
        """Note another one; gives the seconds until the next try."""
        self.count += 1
        return WAITS[min(self.count, len(WAITS)) - 1]

    def forget(self) -> None:
        """The keys worked for a while: what comes next is a new beginning."""
        self.count = 0

    @property
    def lasts(self) -> bool:
        """Whether an owner should hear of it."""
        return self.count > _STRAY

    @property
    def proves_wrong_keys(self) -> bool:
        """Whether keys that have never worked may be taken for wrong."""
        return self.count >= _SET_UP_TRIES
