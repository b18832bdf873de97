"""The composition root: the only place that builds things and joins them."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Self

import structlog
from markupsafe import Markup
from sqlalchemy.exc import DBAPIError

from bot.catalogue import Catalogue
from bot.config import MatcherSettings, Settings
from bot.delivery import Deliverer
from bot.errors import ConfigurationError, PlatformError, Unauthorised
from bot.handling import Handler, House
from bot.intake import Clock, Intake
from bot.offering import Offering
from bot.owners import tell_owner
from bot.platforms.base import HasMenus, KnowsMembers, Platform, TakesQuestions, Watcher
from bot.platforms.telegram.platform import TelegramPlatform
from bot.platforms.x.ledger import Ledger
from bot.platforms.x.platform import XPlatform
from bot.platforms.x.sealing import Seal
from bot.platforms.x.tokens import Tokens
from bot.publishing import MenuPublisher
from bot.reviewing import ReviewDesk
from bot.signing import Signer, load_key
from bot.watching import SeenClaims
from bot.words import Words
from matchers.matcher import ClaimMatcher
from matchers.types import VectorStore
from storage import cursors, inbox
from storage.database import Database
from storage.retention import Retention, sweep
from storage.vectors import StoredVectors

log = structlog.get_logger()

_LANES = 3
"""How many batches are handled, and delivered, at once: a long job or a slow chat holds up its own only."""
_IDLE_SECONDS = 1.0
_SETTLE_SECONDS = 60.0
_RECOVERY_SECONDS = 5.0
_SWEEP_SECONDS = 3600.0
_MENU_SECONDS = 15.0
_COMPLY_SECONDS = 3600.0
_LONGEST_WAIT = 900.0


def utc_now() -> datetime:
    """The clock of production."""
    return datetime.now(UTC)


class App:
    """The bot, joined together.

    Use as a context: entering opens and migrates the database, loads the model and the claims.
    """

    def __init__(
        self,
        settings: Settings,
        platforms: Sequence[Platform],
        clock: Clock = utc_now,
        database: Database | None = None,
    ) -> None:
        self.settings = settings
        self.database = database or Database(settings.database_url)
        self.signer = Signer(load_key(settings, file_of(self.database)))
        self._platforms = {platform.name: platform for platform in platforms}
        self._clock = clock
        self._inbox_filled = asyncio.Event()
        self._outbox_filled = asyncio.Event()
        self._refused: set[str] = set()
        self._stopping = asyncio.Event()
        self._progress: Callable[[int, int], None] | None = None

    def show_progress(self, progress: Callable[[int, int], None]) -> None:
        """Report (done, all) while texts are embedded at the start."""
        self._progress = progress

    async def __aenter__(self) -> Self:
        await self.database.migrate()
        vectors = StoredVectors(self.database)
        self.matcher = await asyncio.to_thread(load_matcher, self.settings.matcher, vectors)
        self.catalogue = Catalogue(self.database, self.matcher)
        await self.catalogue.load(self._progress)
        house = House(
            self.database,
            self.matcher,
            self.catalogue,
            self.settings,
            self.signer,
            self._clock,
            {name: one for name, one in self._platforms.items() if isinstance(one, KnowsMembers)},
        )
        self.handler = Handler(house)
        self.desk = ReviewDesk(self.database, self.settings, self.signer, self.matcher, self._clock)
        menus = {name: one for name, one in self._platforms.items() if isinstance(one, HasMenus)}
        self.menus = MenuPublisher(self.database, self.settings, menus, self._clock)
        self.deliverer = Deliverer(self.database, self._platforms, self._clock)
        offering = Offering(self.database, self.matcher, self.signer, self.settings)
        for platform in self._platforms.values():
            if isinstance(platform, Watcher):
                platform.watch_for(SeenClaims(self.database))
            if isinstance(platform, TakesQuestions):
                platform.consult_with(offering)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for platform in self._platforms.values():
            await platform.close()
        await self.database.close()

    async def with_another_model(self, model: str) -> ClaimMatcher:
        """A second matcher over the same claims, for comparison."""
        other = await asyncio.to_thread(ClaimMatcher.load, model, StoredVectors(self.database))
        await Catalogue(self.database, other).load(self._progress)
        return other

    def intake(self, platform: str) -> Intake:
        """Where a platform's events go."""
        return Intake(platform, self.database, self.signer, self._clock, self._inbox_filled.set)

    async def run(self) -> None:
        """Listen, handle and deliver on every platform until `stop` is called or this is cancelled.

        Raises:
            Unauthorised: every platform refused its credentials.
        """
        await self._take_up()
        try:
            async with asyncio.TaskGroup() as tasks:
                endless = [
                    *(self._listen(platform) for platform in self._platforms.values()),
                    self._follow(),
                    self._settle(),
                    self._review(),
                    self._publish_menus(),
                    self._sweep(),
                    *(self._comply(platform) for platform in self._x_platforms()),
                ]
                running = [tasks.create_task(work) for work in endless]
                for _ in range(_LANES):
                    tasks.create_task(self._repeat(self._handle, self._inbox_filled))
                    tasks.create_task(self._repeat(self.deliverer.deliver_due, self._outbox_filled))
                await self._stopping.wait()
                for task in running:
                    task.cancel()
        except* Unauthorised as refused:
            raise _first(refused) from None

    def stop(self) -> None:
        """Hear nothing new, finish what is being handled and sent, then let `run` return."""
        self._stopping.set()
        self._inbox_filled.set()
        self._outbox_filled.set()

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
                await self._tell_refused(platform.name, str(error))
                self._refused.add(platform.name)
                if self._refused == set(self._platforms):
                    raise
                return
            except (PlatformError, DBAPIError) as error:
                log.warning("listening failed; trying again", platform=platform.name, error=str(error))
                wait = min(getattr(error, "seconds", None) or 0.0, _LONGEST_WAIT)
                await asyncio.sleep(max(wait, _RECOVERY_SECONDS))
            else:
                await asyncio.sleep(_RECOVERY_SECONDS)

    async def _tell_refused(self, platform: str, error: str) -> None:
        """Tell an owner, once a day, that a platform refuses the bot."""
        now = self._clock()
        key = f"refused:{platform}:{now:%Y-%m-%d}"

        def text(words: Words) -> Markup:
            return words("platform-refused", platform=platform, error=error)

        async with self.database.write() as session:
            await tell_owner(session, self.settings, key, text, now, avoid=platform)
        self._outbox_filled.set()

    def _x_platforms(self) -> list[XPlatform]:
        return [platform for platform in self._platforms.values() if isinstance(platform, XPlatform)]

    async def _comply(self, platform: XPlatform) -> None:
        """Look, every hour, after stored posts whose turn it is: what X does not show any more goes."""
        while True:
            await asyncio.sleep(_COMPLY_SECONDS)
            try:
                checked = await platform.comply(self.database)
                if checked.forgotten:
                    await self.database.purge_log()
            except DBAPIError as error:
                log.error("cannot look after deleted posts; trying again", error=str(error.orig))

    async def _read_cursor(self, name: str) -> str | None:
        async with self.database.read() as session:
            return await cursors.read(session, name)

    async def _repeat(self, step: Callable[[], Awaitable[int]], wake: asyncio.Event) -> None:
        """Run a step as long as it finds work, then wait to be woken or for a moment."""
        while not self._stopping.is_set():
            wake.clear()  # before the step: what comes during it is not slept over
            try:
                worked = await step()
            except DBAPIError as error:
                log.error("the database does not answer; trying again", error=str(error.orig))
                await asyncio.sleep(_RECOVERY_SECONDS)
                continue
            if not worked:
                try:
                    async with asyncio.timeout(_IDLE_SECONDS):  # wait_for may swallow a cancellation
                        await wake.wait()
                except TimeoutError:
                    continue

    async def _follow(self) -> None:
        while True:
            try:
                await self.catalogue.follow()
            except DBAPIError as error:
                log.error("cannot follow the claims; trying again", error=str(error.orig))
            await asyncio.sleep(_IDLE_SECONDS)

    async def _review(self) -> None:
        """Carry out what reviewers decided, and tell their chat what waits."""
        while True:
            await asyncio.sleep(_IDLE_SECONDS)
            try:
                if await self.desk.settle() + await self.desk.announce():
                    self._outbox_filled.set()
            except DBAPIError as error:
                log.error("cannot carry out reviews; trying again", error=str(error.orig))

    async def _publish_menus(self) -> None:
        """Offer the commands of each role, also after a role was given or taken."""
        while True:
            try:
                for platform in self.deliverer.opened:
                    await self.menus.publish(platform)
            except DBAPIError as error:
                log.error("cannot publish menus; trying again", error=str(error.orig))
            await asyncio.sleep(_MENU_SECONDS)

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


def load_matcher(settings: MatcherSettings, vectors: VectorStore | None = None) -> ClaimMatcher:
    """The matcher of the settings, with the calibration that was tuned for it (blocking)."""
    return ClaimMatcher.load(settings.model, vectors, tuned=settings.tuned_file)


def configured_platforms(
    settings: Settings, database: Database | None = None, clock: Clock = utc_now
) -> list[Platform]:
    """The platforms whose settings are complete.

    Args:
        settings: of the bot.
        database: where X's ledger and tokens are kept.
        clock: tells the time.

    Raises:
        ConfigurationError: a platform's settings are there in part.
    """
    if not settings.x.configured and (missing := settings.x.missing()):
        names = ", ".join(f"CLAIMSPREAD_X__{name.upper()}" for name in missing)
        raise ConfigurationError(f"X is configured in part; these are missing too: {names}")
    platforms: list[Platform] = []
    if settings.telegram.configured:
        platforms.append(TelegramPlatform(settings.telegram))
    if settings.x.configured:
        platforms.append(x_platform(settings, database or Database(settings.database_url), clock))
    return platforms


def x_platform(settings: Settings, database: Database, clock: Clock = utc_now) -> XPlatform:
    """X with its ledger, and with the tokens that `x login` stored."""
    keys = None if settings.x.client_id is None else x_tokens(settings, database, clock)
    return XPlatform(settings.x, clock, Ledger(database, settings, clock), keys)


def x_tokens(settings: Settings, database: Database, clock: Clock = utc_now) -> Tokens:
    """The tokens of the bot's account on X, sealed with the installation's secret key."""
    return Tokens(database, Seal(load_key(settings, file_of(database))), settings.x, clock)


def _first(errors: BaseExceptionGroup[Unauthorised]) -> Unauthorised:
    """One of the refusals in a task group's, however deep."""
    error: BaseException = errors
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    assert isinstance(error, Unauthorised)  # noqa: S101 - the group holds nothing else
    return error


def file_of(database: Database) -> Path | None:
    """The file of an SQLite database, None for a server."""
    return Path(database.url.database or "") if database.is_sqlite else None
