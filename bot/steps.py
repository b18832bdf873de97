"""Named steps of an event's way, at which a test can have the process die as in a power cut.

`CLAIMSPREAD_CRASH_AT=NAME:N` kills the process (SIGKILL) when it comes to the step for the Nth time. Unset,
as it is but in `tests/crash`, a step is one comparison. Besides those named in the code, `commit-before` and
`commit-after` stand around every commit of the process, whoever makes it.
"""

import os
import signal

from sqlalchemy import event
from sqlalchemy.orm import Session

NAMES = (
    "heard",
    "accepting",
    "accepted",
    "taken",
    "handling",
    "handled",
    "marked",
    "answered",
    "recorded",
    "settling",
    "settled",
    "commit-before",
    "commit-after",
)
"""In the order of an event's way: heard, its inbox row written, then committed; taken, its effects written,
then committed; its message marked as being sent, the platform's answer there, then noted. The rest follow a
crash."""


class _Fuse:
    """Counts down to the end."""

    def __init__(self, setting: str) -> None:
        self.name, _, times = setting.partition(":")
        self.left = int(times or 1)


_fuse = _Fuse(os.environ.get("CLAIMSPREAD_CRASH_AT", ""))


def reach(name: str) -> None:
    """The process comes to this step now."""
    if name != _fuse.name:
        return
    _fuse.left -= 1
    if _fuse.left <= 0:
        os.kill(os.getpid(), signal.SIGKILL)


def arm(setting: str) -> None:
    """Set the step at which this process dies, `NAME:N`."""
    global _fuse  # noqa: PLW0603 - one fuse a process
    _fuse = _Fuse(setting)
    if _fuse.name.startswith("commit-"):
        event.listen(Session, "before_commit", lambda _session: reach("commit-before"))
        event.listen(Session, "after_commit", lambda _session: reach("commit-after"))


if _fuse.name:
    arm(os.environ["CLAIMSPREAD_CRASH_AT"])
