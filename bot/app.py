"""The composition root: the only place that builds things and joins them."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Self

import structlog
from sqlalchemy.exc import DBAPIError

from bot.catalogue import Catalogue
from bot.config import Settings
from bot.delivery import Deliverer
from bot.errors import ConfigurationError, PlatformError, Unauthorised
from bot.handling import Handler, House
from bot.intake import Clock, Intake
from bot.platforms.base import Platform
from bot.platforms.telegram.platform import TelegramPlatform
from bot.platforms.x.platform import XPlatform
from bot.signing import Signer, load_key
from matchers.matcher import ClaimMatcher
from storage import cursors, inbox
from storage.database import Database
from storage.retention import Retention, sweep
from storage.vectors import StoredVectors

log = structlog.get_logger()

_IDLE_SECONDS = 1.0
_SETTLE_SECONDS = 60.0
_RECOVERY_SECONDS = 5.0
_SWEEP_SECONDS = 3600.0


def utc_now() -> datetime:
    """The clock of production."""
    return datetime.now(UTC)


class App:
    """The bot, joined together.

    Use as a context: entering opens and migrates the database, loads the model and the claims.
    """

    def __init__(self, settings: Settings, platforms: Sequence[Platform], clock: Clock = utc_now) -> None:
        self.settings = settings
        self.database = Database(settings.database_url)
        self.signer = Signer(load_key(settings, _file_of(self.database)))
        self._platforms = {platform.name: platform for platform in platforms}
        self._clock = clock
        self._inbox_filled = asyncio.Event()
        self._outbox_filled = asyncio.Event()
        self._refused: set[str] = set()
        self._progress: Callable[[int, int], None] | None = None

    def show_progress(self, progress: Callable[[int, int], None]) -> None:
        """Report (done, all) while texts are embedded at the start."""
        self._progress = progress

    async def __aenter__(self) -> Self:
        await self.database.migrate()
        vectors = StoredVectors(self.database)
        self.matcher = await asyncio.to_thread(ClaimMatcher.load, self.settings.matcher.model, vectors)
        self.catalogue = Catalogue(self.database, self.matcher)
        await self.catalogue.load(self._progress)
        house = House(self.database, self.matcher, self.catalogue, self.settings, self.signer, self._clock)
        self.handler = Handler(house)
        self.deliverer = Deliverer(self.database, self._platforms, self._clock)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for platform in self._platforms.values():
            await platform.close()
        await self.database.close()

    def intake(self, platform: str) -> Intake:
        """Where a platform's events go."""
        return Intake(platform, self.database, self.signer, self._clock, self._inbox_filled.set)

    async def run(self) -> None:
        """Listen, handle and deliver on every platform until cancelled.

        Raises:
            Unauthorised: every platform refused its credentials.
        """
        await self._take_up()
        async with asyncio.TaskGroup() as tasks:
            for platform in self._platforms.values():
                tasks.create_task(self._listen(platform), name=f"listen:{platform.name}")
            tasks.create_task(self._repeat(self._handle, self._inbox_filled), name="handle")
            tasks.create_task(self._repeat(self.deliverer.deliver_due, self._outbox_filled), name="deliver")
            tasks.create_task(self._follow(), name="follow")
            tasks.create_task(self._settle(), name="settle")
            tasks.create_task(self._sweep(), name="sweep")

    def now(self) -> datetime:
        """The time by the application's clock."""
        return self._clock()

    def deliver_without_listening(self) -> None:
        """Send on every platform at once: for demos and tests, which hand in events themselves."""
        for name in self._platforms:
            self.deliverer.open(name)

    async def work_off(self) -> None:
        """Handle and deliver until nothing is due any more: for replays, demos and tests."""
        while await self._handle() or await self.deliverer.deliver_due():
            pass

    async def _take_up(self) -> None:
        """After a crash: take back leases and settle what was being sent."""
        if self.database.is_sqlite:
            async with self.database.write() as session:
                await inbox.release_all(session)

    async def _handle(self) -> int:
        handled = await self.handler.handle_due()
        if handled:
            self._outbox_filled.set()
        return handled

    async def _listen(self, platform: Platform) -> None:
        """Keep one platform heard: connect, settle what a crash left, listen, and again after a fault."""
        first = True
        while True:
            try:
                await platform.open()
                if first:
                    alone = self.database.is_sqlite
                    await self.deliverer.settle_interrupted(platform.name, everything=alone)
                    self.deliverer.open(platform.name)
                    first = False
                await platform.listen(self.intake(platform.name), self._read_cursor)
            except Unauthorised as error:
                log.critical(
                    "credentials refused; this platform stops", platform=platform.name, error=str(error)
                )
                self._refused.add(platform.name)
                if self._refused == set(self._platforms):
                    raise
                return
            except (PlatformError, DBAPIError) as error:
                log.warning("listening failed; trying again", platform=platform.name, error=str(error))
            await asyncio.sleep(_RECOVERY_SECONDS)

    async def _read_cursor(self, name: str) -> str | None:
        async with self.database.read() as session:
            return await cursors.read(session, name)

    async def _repeat(self, step: Callable[[], Awaitable[int]], wake: asyncio.Event) -> None:
        """Run a step as long as it finds work, then wait to be woken or for a moment."""
        while True:
            try:
                worked = await step()
            except DBAPIError as error:
                log.error("the database does not answer; trying again", error=str(error.orig))
                await asyncio.sleep(_RECOVERY_SECONDS)
                continue
            if not worked:
                wake.clear()
                try:
                    await asyncio.wait_for(wake.wait(), _IDLE_SECONDS)
                except TimeoutError:
                    continue

    async def _follow(self) -> None:
        while True:
            try:
                await self.catalogue.follow()
            except DBAPIError as error:
                log.error("cannot follow the claims; trying again", error=str(error.orig))
            await asyncio.sleep(_IDLE_SECONDS)

    async def _settle(self) -> None:
        while True:
            await asyncio.sleep(_SETTLE_SECONDS)
            try:
                for platform in self._platforms:
                    await self.deliverer.settle_interrupted(platform, everything=False)
            except DBAPIError as error:
                log.error("cannot settle; trying again", error=str(error.orig))

    async def _sweep(self) -> None:
        """Forget, every hour, what is older than it may be."""
        kept = Retention(texts=timedelta(days=self.settings.retention_days))
        while True:
            try:
                async with self.database.write() as session:
                    await sweep(session, self._clock(), kept)
                await self.database.purge_log()
            except DBAPIError as error:
                log.error("cannot sweep; trying again", error=str(error.orig))
            await asyncio.sleep(_SWEEP_SECONDS)


def configured_platforms(settings: Settings) -> list[Platform]:
    """The platforms whose settings are complete.

    Raises:
        ConfigurationError: a platform's settings are there in part.
    """
    if missing := settings.x.missing():
        names = ", ".join(f"CLAIMSPREAD_X__{name.upper()}" for name in missing)
        raise ConfigurationError(f"X is configured in part; these are missing too: {names}")
    platforms: list[Platform] = []
    if settings.telegram.configured:
        platforms.append(TelegramPlatform(settings.telegram))
    if settings.x.configured:
        platforms.append(XPlatform(settings.x))
    return platforms


def _file_of(database: Database) -> Path | None:
    return Path(database.url.database or "") if database.is_sqlite else None
