"""Named steps of an event's way, at which a test can have the process die as in a power cut.

`CLAIMSPREAD_CRASH_AT=FOLDER` has the process look there for fuses: a file named for a step and holding N
kills (SIGKILL) whichever process of those that look comes to that step for the Nth time since the fuse was
laid. The file then bears the dead one's name, `PID.STEP`. So a test lays a fuse while bots run, and exactly
one dies of it. Unset, as it is but in `tests/scenarios/crash`, a step is one comparison. Besides those
named in the code, `commit-before` and `commit-after` stand around every commit of the process, anyone who
makes it.
"""

import os
import signal
from collections import Counter
from pathlib import Path

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


class _Fuses:
    """The fuses in a folder, as one process sees them."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._met: Counter[str] = Counter()

    def meet(self, name: str) -> None:
        """The process comes to a step: it dies where a fuse has burnt down."""
        fuse = self._folder / name
        try:
            times = int(fuse.read_text())
        except FileNotFoundError:
            self._met.pop(name, None)
            return
        self._met[name] += 1
        if self._met[name] < times:
            return
        try:
            fuse.rename(self._folder / f"{os.getpid()}.{name}")
        except FileNotFoundError:  # another process was quicker
            return
        os.kill(os.getpid(), signal.SIGKILL)


_fuses: _Fuses | None = None


def crash_point(name: str) -> None:
    """The process comes to this step now."""
    if _fuses is not None:
        _fuses.meet(name)


def look_for_fuses(folder: Path) -> None:
    """Die from now on at the steps for which a fuse is laid in this folder."""
    global _fuses  # noqa: PLW0603 - one set a process
    _fuses = _Fuses(folder)
    event.listen(Session, "before_commit", lambda _session: crash_point("commit-before"))
    event.listen(Session, "after_commit", lambda _session: crash_point("commit-after"))


if _folder := os.environ.get("CLAIMSPREAD_CRASH_AT"):
    look_for_fuses(Path(_folder))
