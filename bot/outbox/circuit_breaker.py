"""Keeps the bot from hammering a platform that does not answer: after some failures in a row it pauses.

One message then tries whether the platform is back; the others wait in the outbox untouched, so they leave
at once when it is, and do not use up their own tries. Time is the loop's: a clock that jumps does no harm.
"""

from dataclasses import dataclass, field

from bot.backoff import Doubling

_FAILURES = 3
"""So many in a row, in whichever places, are the platform's trouble and not a chat's."""
_PAUSES = Doubling(2.0, 60.0)
_LONGEST_ASKED = 900.0


@dataclass
class Circuit:
    """How one platform's sends fared lately.

    Attributes:
        failures: in a row.
        resumes_at: when another try may be made; 0 while all is well.
    """

    failures: int = 0
    resumes_at: float = 0.0
    _trying: bool = field(default=False, repr=False)

    @property
    def is_paused(self) -> bool:
        """Whether sends are held back."""
        return self.failures >= _FAILURES

    def allowance(self, now: float, most: int) -> int:
        """How many messages may be tried now: all, one to see whether the platform is back, or none."""
        if not self.is_paused:
            return most
        if self._trying or now < self.resumes_at:
            return 0
        self._trying = True
        return 1

    def release_trial(self) -> None:
        """There was nothing to try."""
        self._trying = False

    def succeeded(self) -> None:
        """The platform did, or plainly refused, what it was asked: it is there."""
        self.failures, self.resumes_at, self._trying = 0, 0.0, False

    def failed(self, now: float, asked_to_wait: float | None) -> None:
        """It could not be reached, failed, or asked for patience for so many seconds."""
        self._trying = False
        self.failures += 1
        wait = _PAUSES.after(self.failures - _FAILURES + 1)
        if asked_to_wait is not None:
            wait = max(wait, min(asked_to_wait, _LONGEST_ASKED))
        self.resumes_at = max(self.resumes_at, now + wait)

    def held_back(self, now: float, seconds: float) -> None:
        """The platform refuses the account as a whole: one message in a while tries, the others wait."""
        self._trying = False
        self.failures = max(self.failures + 1, _FAILURES)
        self.resumes_at = max(self.resumes_at, now + min(seconds, _LONGEST_ASKED))
