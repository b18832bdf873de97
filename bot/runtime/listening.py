"""Keeps every platform connected and heard, through outages, refusals and other processes that listen."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from functools import partial

import structlog
from markupsafe import Markup
from sqlalchemy.exc import DBAPIError

from bot.backoff import Doubling
from bot.clock import Clock
from bot.errors import ClockWrong, PlatformError, Unauthorised
from bot.platforms.base import Accept, NotifyOwner, Platform
from bot.runtime.refusals import Refusals
from bot.telemetry.health import Health
from bot.translations import Translator
from storage import cursors
from storage.database import Database
from storage.errors import TROUBLE, LockLost, OtherAccount
from storage.locks import listening_alone, refuse_another_account

log = structlog.get_logger()

_RECOVERY = Doubling(5.0, 60.0)
"""A platform that cannot be heard is tried again after 5 s, 10 s and so on: about 65 times in an hour."""
_LONGEST_WAIT = 900.0
"""Longer than this no platform's own word makes us wait, in seconds."""


@dataclass(frozen=True)
class ListeningPorts:
    """What listening needs of the rooms above it.

    Attributes:
        intake: gives the place where a platform's events go.
        begin_sending: called once for a platform, when it is open for the first time.
        notify: gives what tells an owner of trouble with a platform.
        queued: called where a word to the owner waits to be sent.
    """

    intake: Callable[[str], Accept]
    begin_sending: Callable[[str], Awaitable[None]]
    notify: Callable[[str], NotifyOwner]
    queued: Callable[[], None]


class Listening:
    """Opens platforms and hears them; what goes wrong there is tried again, later each time.

    Args:
        platforms: the names of all of this process.
        database: holds the cursors, and the lock of the one process that listens.
        health: is told what is heard and what is not.
        clock: tells the time.
        ports: what the rooms above do with it.
        stopping: set when the bot ends.
        listens: whether this process hears; one that only sends keeps the connection.
        ends_on_wrong_keys: whether the process may end where no key has ever worked.
    """

    def __init__(
        self,
        platforms: Iterable[str],
        database: Database,
        health: Health,
        clock: Clock,
        ports: ListeningPorts,
        stopping: asyncio.Event,
        *,
        listens: bool,
        ends_on_wrong_keys: bool,
    ) -> None:
        self._platforms = frozenset(platforms)
        self._database = database
        self._health = health
        self._clock = clock
        self._ports = ports
        self._stopping = stopping
        self._listens = listens
        self._ends_on_wrong_keys = ends_on_wrong_keys
        self._refused: set[str] = set()

    async def keep_open(self, platform: Platform) -> None:
        """Connect to one platform, settle what a crash left, listen if that is due here; again on faults.

        Raises:
            Unauthorised: every platform refuses its credentials, and none has ever worked here.
        """
        name, first, failures = platform.name, True, 0
        refusals = Refusals()
        while True:
            began = asyncio.get_running_loop().time()
            try:
                await platform.open()
                self._refused.discard(name)
                await refuse_another_account(self._database, name, platform.account_id)
                if first:
                    await self._ports.begin_sending(name)
                    first = False
                await self._listen(platform)
                asked, why = 0.0, "it stopped listening"
            except Unauthorised as error:
                if asyncio.get_running_loop().time() - began > _RECOVERY.longest:
                    refusals.forget()
                await asyncio.sleep(await self._note_refusal(name, error, refusals))
                continue
            except PlatformError as error:
                asked, why = min(error.seconds or 0.0, _LONGEST_WAIT), _first_line(error)
            except (DBAPIError, LockLost, OtherAccount, *TROUBLE) as error:
                asked, why = 0.0, _first_line(error)
            except Exception as error:  # ours; the other platform goes on
                log.exception("listening failed unexpectedly", platform=name)
                asked, why = 0.0, f"{type(error).__name__}: {error}"
            self._health.unheard(name, why)
            lasted = asyncio.get_running_loop().time() - began
            failures = 1 if lasted > _RECOVERY.longest else failures + 1
            wait = max(_RECOVERY.after(failures), asked)
            log.warning("listening failed; trying again", platform=name, seconds=wait, error=why)
            await asyncio.sleep(wait)

    async def read_cursor(self, name: str) -> str | None:
        """Where the last run ended; fills the port's `ReadCursor`."""
        async with self._database.read() as session:
            return await cursors.read(session, name)

    async def _listen(self, platform: Platform) -> None:
        """Listen as the only process that does, as soon as no other one does; or keep the connection only."""
        if not self._listens:
            await self._stopping.wait()
            return
        stand_by = partial(self._health.stands_by, platform.name)
        async with listening_alone(self._database, platform.name, platform.account_id, stand_by):
            await platform.listen(self._ports.intake(platform.name), self.read_cursor)

    async def _note_refusal(self, platform: str, error: Unauthorised, refusals: Refusals) -> float:
        """Note that a platform refuses the keys; gives the seconds until the next try.

        Raises:
            Unauthorised: it is no use to try again.
        """
        wait = refusals.add()
        log.critical("credentials refused; trying again", platform=platform, seconds=wait, error=str(error))
        self._health.unheard(platform, str(error), refused=refusals.lasts)
        if refusals.lasts:
            await self._tell_refused(platform, error)
        if refusals.proves_wrong_keys and await self._never_worked(platform):
            raise error
        return wait

    async def _tell_refused(self, platform: str, error: Unauthorised) -> None:
        """Tell an owner, once a day, that a platform refuses the bot, or that the clock is to blame."""
        now = self._clock()
        kind = "clock-wrong" if isinstance(error, ClockWrong) else "platform-refused"
        key = f"{kind}:{platform}:{now:%Y-%m-%d}"

        def text(words: Translator) -> Markup:
            return words(kind, platform=platform, error=str(error))

        try:
            async with self._database.write() as session:
                await self._ports.notify(platform)(session, key, text, now)
        except (DBAPIError, *TROUBLE) as trouble:
            log.warning("the owner cannot be told now", error=type(trouble).__name__)
        self._ports.queued()

    async def _never_worked(self, platform: str) -> bool:
        """Whether this is a set-up with wrong keys: nothing else is at work, and none of it ever was.

        Only then the process ends, so that anyone who types a wrong key is told at once.
        """
        self._refused.add(platform)
        if self._refused != self._platforms or not self._ends_on_wrong_keys:
            return False
        try:
            async with self._database.read() as session:
                return not [name for name in self._platforms if await cursors.any_of(session, name)]
        except (DBAPIError, *TROUBLE):
            return False


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0] if str(error) else type(error).__name__
