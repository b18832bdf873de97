"""What the running bot knows of its own state, for the HTTP endpoints and tests.

What is heard is this process's; what the database holds (backlog, messages on their way) is the same for all.
"""

import asyncio
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import structlog

from storage import inbox, outbox
from storage.database import Database
from storage.errors import TROUBLE

log = structlog.get_logger()

SILENT_AFTER = timedelta(minutes=5)
"""A platform that did not answer for so long is not heard; polls answer within a minute, if emptily."""
_LOOK_SECONDS = 5.0


@dataclass
class Ear:
    """How one platform is heard.

    Attributes:
        last_heard: when it last answered a poll, a stream or a webhook's commit, by the bot's clock.
        error: why it is not heard now, empty while it is.
        refused: the credentials are refused, more than once in a row.
        paused: sends are held back, for the platform does not take them.
        account_refused: why the platform refuses the account as a whole, empty where it does not.
        standing_by: another process hears it; this one is ready to take over.
    """

    last_heard: datetime | None = None
    error: str = ""
    refused: bool = False
    paused: bool = False
    account_refused: str = ""
    standing_by: bool = False


@dataclass(frozen=True)
class State:
    """One look at everything.

    Attributes:
        database: whether it answers.
        database_error: why not.
        ears: by platform.
        pending, failed, shed: events that wait, were given up, were passed over under load.
        oldest: since when the oldest event waits.
        messages: how many messages stand in each status of the outbox.
        stopping: the bot was asked to stop.
    """

    database: bool
    database_error: str
    ears: Mapping[str, Ear]
    pending: int = 0
    failed: int = 0
    shed: int = 0
    oldest: datetime | None = None
    messages: Mapping[str, int] = field(default_factory=dict)
    stopping: bool = False

    def troubles(self, now: datetime) -> Sequence[str]:
        """Why the bot is not ready, empty where it is: one short line each."""
        found = [] if self.database else [f"database: {self.database_error}"]
        if self.stopping:
            found.append("stopping")
        heard = ((name, self.deafness(name, now)) for name in self.ears)
        return [*found, *(f"{name}: {why}" for name, why in heard if why)]

    @property
    def standing_by(self) -> Sequence[str]:
        """The platforms that another process hears, while this one waits to take over."""
        return [name for name, ear in self.ears.items() if ear.standing_by]

    def deafness(self, platform: str, now: datetime) -> str:
        """Why a platform is not heard, empty where it is, here or by whom this process stands by for."""
        ear = self.ears[platform]
        if ear.refused:
            return f"credentials refused: {ear.error}" if ear.error else "credentials refused"
        if ear.error or ear.standing_by:
            return ear.error
        if ear.last_heard is None:
            return "not heard yet"
        if now - ear.last_heard > SILENT_AFTER:
            return f"silent since {ear.last_heard:%Y-%m-%d %H:%M:%S} UTC"
        return ""


class Health:
    """Collects what the parts of the bot report; they only set values, nothing here can fail them."""

    def __init__(self, platforms: Sequence[str]) -> None:
        self.ears = {name: Ear() for name in platforms}
        self.stopping = False
        self.turns = 0
        """Grows while the loop that handles events goes round."""
        self._turned_at = time.monotonic()

    def heard(self, platform: str, now: datetime) -> None:
        """The platform answered."""
        ear = self.ears.setdefault(platform, Ear())
        ear.last_heard, ear.error, ear.refused, ear.standing_by = now, "", False, False

    def unheard(self, platform: str, error: str, *, refused: bool = False) -> None:
        """The platform cannot be heard."""
        ear = self.ears.setdefault(platform, Ear())
        ear.error, ear.refused, ear.standing_by = error, refused, False

    def stands_by(self, platform: str) -> None:
        """Another process hears the platform."""
        ear = self.ears.setdefault(platform, Ear())
        ear.error, ear.standing_by = "", True

    def paused(self, platform: str, *, paused: bool) -> None:
        """Whether sends to the platform are held back."""
        self.ears.setdefault(platform, Ear()).paused = paused

    def account_refused(self, platform: str, kind: str) -> None:
        """Why the platform refuses the account as a whole; empty: it does not."""
        self.ears.setdefault(platform, Ear()).account_refused = kind

    def loop_ran(self) -> None:
        """The handling loop went round."""
        self.turns += 1
        self._turned_at = time.monotonic()

    @property
    def seconds_since_loop(self) -> float:
        """How long the handling loop has been at one thing: minutes mean that it hangs (liveness)."""
        return time.monotonic() - self._turned_at

    async def look(self, database: Database) -> State:
        """Look at everything now; never raises, and never takes longer than a few seconds."""
        ears = {name: Ear(**vars(ear)) for name, ear in self.ears.items()}
        try:
            async with asyncio.timeout(_LOOK_SECONDS), database.read() as session:
                waiting = await inbox.backlog(session)
                messages = await outbox.counts(session)
        except TROUBLE as error:
            cause = str(getattr(error, "orig", None) or error).splitlines()
            why = cause[0] if cause else type(error).__name__
            return State(False, why, ears, stopping=self.stopping)
        return State(
            True,
            "",
            ears,
            waiting.pending,
            waiting.failed,
            waiting.shed,
            waiting.oldest,
            messages,
            self.stopping,
        )
