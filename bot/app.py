"""The composition root: the only place that joins the parts, which `parts.py` builds."""

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import partial
from types import TracebackType
from typing import Self

import structlog
from markupsafe import Markup
from sqlalchemy.exc import DBAPIError

from bot.claims.catalogue import Catalogue
from bot.claims.most_seen import SeenClaims
from bot.claims.pages import PageReader, ReadsPages
from bot.clock import Clock, utc_now
from bot.commands.menu_publishing import MenuPublisher
from bot.config import Settings
from bot.conversation.inline_offers import Offering
from bot.conversation.pictures import PictureReader, ReadsPictures
from bot.conversation.resources import Resources
from bot.errors import ClockWrong, PlatformError, Unauthorised
from bot.inbox.background import BackgroundWork
from bot.inbox.handler import Handler
from bot.inbox.intake import Intake
from bot.outbox.delivery import Deliverer
from bot.outbox.owner_notices import tell_owner
from bot.outbox.spread_notices import SpreadWatch
from bot.outbox.webhooks import Webhooks
from bot.platforms.base import (
    Complies,
    HasMenus,
    HoldsFiles,
    KnowsMembers,
    Platform,
    ReportsAccount,
    TakesQuestions,
    WarnsOwner,
    Watcher,
)
from bot.review.desk import ReviewDesk
from bot.runtime.account_watch import AccountWatch
from bot.runtime.assembly import file_of, load_matcher
from bot.runtime.periodic import PeriodicTask, keep_doing, keep_working
from bot.runtime.process_roles import ProcessRole
from bot.runtime.refusals import Refusals
from bot.signing import Signer, load_key
from bot.sources.building import make_syncer, make_web
from bot.sources.looking import Looker
from bot.sources.upkeep import expire, report_silent
from bot.telemetry.health import Health
from bot.translations import Translator
from matchers.matcher import ClaimMatcher
from storage import cursors, inbox, sources
from storage.database import Database
from storage.errors import TROUBLE, LockLost, OtherAccount
from storage.locks import listening_alone, refuse_another_account
from storage.upkeep.retention import Retention, sweep
from storage.vectors import StoredVectors

log = structlog.get_logger()

_LANES = 3
"""How many batches are handled, and delivered, at once: a long job or a slow chat holds up its own only."""
_IDLE_SECONDS = 1.0
_FOLLOW_SECONDS = 0.25
"""A look at the changes is one query by its key; what changed is to be matched everywhere within 2 s."""
_SETTLE_SECONDS = 60.0
_RECOVERY_SECONDS = 5.0
_LONGEST_RECOVERY = 60.0
"""A platform that cannot be heard is tried again after 5 s, 10 s and so on: about 65 times in an hour."""
_GIVING_BACK_SECONDS = 1.0
_SWEEP_SECONDS = 3600.0
_MENU_SECONDS = 15.0
_COMPLY_SECONDS = 3600.0
_RISE_SECONDS = 300.0
_DIGEST_SECONDS = 60.0
_SOURCE_SECONDS = 1.0
_WEBHOOK_SECONDS = 2.0
_SOURCE_UPKEEP_SECONDS = 3600.0
_LONGEST_WAIT = 900.0


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
        pages: ReadsPages | None = None,
        process_role: ProcessRole = ProcessRole.ALL,
        pictures: ReadsPictures | None = None,
    ) -> None:
        self.process_role = process_role
        self.settings = settings
        self.database = database or Database(settings.database_url)
        self.signer = Signer(load_key(settings, file_of(self.database)))
        self._platforms = {platform.name: platform for platform in platforms}
        self._clock = clock
        self._pages = pages or PageReader()
        self._pictures = pictures or PictureReader()
        self._inbox_filled = asyncio.Event()
        self._outbox_filled = asyncio.Event()
        self._refused: set[str] = set()
        self._stopping = asyncio.Event()
        self.health = Health(list(self._platforms) if process_role.listens else [])
        self._progress: Callable[[int, int], None] | None = None
        for platform in platforms:
            if isinstance(platform, WarnsOwner):
                platform.warn_with(partial(tell_owner, self.settings))
            if isinstance(platform, ReportsAccount):
                platform.report_to(self._account_watch(platform.name))

    def _account_watch(self, platform: str) -> AccountWatch:
        notify = partial(tell_owner, self.settings, avoid=platform)
        queued = self._outbox_filled.set
        return AccountWatch(platform, self.database, self.health, notify, self._clock, queued)

    def show_progress(self, progress: Callable[[int, int], None]) -> None:
        """Report (done, all) while texts are embedded at the start."""
        self._progress = progress

    async def __aenter__(self) -> Self:
        await self.database.migrate()
        self.deliverer = Deliverer(self.database, self._platforms, self._clock, self._takeover, self.health)
        menus = {name: one for name, one in self._platforms.items() if isinstance(one, HasMenus)}
        self.menus = MenuPublisher(self.database, self.settings, menus, self._clock)
        key = load_key(self.settings, file_of(self.database))
        self.webhooks = Webhooks(self.database, key, self._clock)
        if self.process_role.knows_claims:
            await self._load_claims()
        return self

    async def _load_claims(self) -> None:
        """Load the model and the claims, and build what reads posts with them."""
        vectors = StoredVectors(self.database)
        self.matcher = await asyncio.to_thread(load_matcher, self.settings.matcher, vectors)
        self.catalogue = Catalogue(self.database, self.matcher, self.settings.cache_folder)
        await self.catalogue.load(self._progress)
        house = Resources(
            self.database,
            self.matcher,
            self.catalogue,
            self.settings,
            self.signer,
            self._clock,
            {name: one for name, one in self._platforms.items() if isinstance(one, KnowsMembers)},
            {name: one for name, one in self._platforms.items() if isinstance(one, HoldsFiles)},
            self._pages,
            self._pictures,
            lease=self._takeover,
        )
        self.handler = Handler(house)
        self.handler.background = BackgroundWork(done=self._outbox_filled.set)
        self.desk = ReviewDesk(self.database, self.settings, self.signer, self.matcher, self._clock)
        self.spread_watch = SpreadWatch(self.database, self.settings, self._clock)
        self.syncer = make_syncer(self.database, self.settings, self._clock, self.matcher)
        patient = make_web(self.database, self.settings, self._clock, patient=True)
        filled = self._outbox_filled.set
        self.looker = Looker(self.database, self.settings, self._clock, self.signer, patient, filled)
        offering = Offering(self.database, self.matcher, self.signer, self.settings)
        for platform in self._platforms.values():
            if isinstance(platform, Watcher):
                platform.watch_for(SeenClaims(self.database))
            if isinstance(platform, TakesQuestions):
                platform.consult_with(offering)

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.process_role.knows_claims:
            await self.looker.stop()
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
        return Intake(
            platform,
            self.database,
            self.signer,
            self._clock,
            self._inbox_filled.set,
            self.health,
            self.settings.watched_backlog,
        )

    async def run(self) -> None:
        """Listen, handle and deliver on every platform until `stop` is called or this is cancelled.

        Raises:
            Unauthorised: every platform refuses its credentials, and none has ever worked here.
        """
        await self._take_up()
        try:
            async with asyncio.TaskGroup() as tasks:
                platforms = self._platforms.values()
                running = [tasks.create_task(self._keep_open(platform)) for platform in platforms]
                for periodic in self._periodic_tasks():
                    tasks.create_task(keep_doing(periodic, self._stopping))
                for _ in range(_LANES):
                    if self.process_role.matches:
                        tasks.create_task(keep_working(self._handle, self._inbox_filled, self._stopping))
                    if self.process_role.delivers:
                        deliver = self.deliverer.deliver_due
                        tasks.create_task(keep_working(deliver, self._outbox_filled, self._stopping))
                await self._stopping.wait()
                for task in running:
                    task.cancel()
        except* Unauthorised as refused:
            raise _first(refused) from None
        finally:
            await self._give_back()

    def stop(self) -> None:
        """Hear nothing new, finish what is being handled and sent, then let `run` return."""
        self.health.stopping = True
        if hasattr(self, "handler"):
            self.handler.stop()
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
        while (
            await self._handle()
            or await self.handler.background.finish()
            or await self.deliverer.deliver_due()
        ):
            pass

    async def _take_up(self) -> None:
        """After a crash: take back leases and settle what was being sent."""
        if self.database.is_sqlite:
            async with self.database.write() as session:
                await inbox.release_all(session)
                await sources.release_all(session)

    async def _give_back(self) -> None:
        """Let others have at once what was taken and not begun here; or else the lease ends soon."""
        if not self.process_role.matches:
            return
        try:
            async with asyncio.timeout(_GIVING_BACK_SECONDS):
                await self.handler.give_back()
        except (TimeoutError, DBAPIError, *TROUBLE):
            log.warning("what was taken could not be given back; its lease ends by itself")

    @property
    def _takeover(self) -> timedelta:
        return timedelta(seconds=self.settings.takeover_seconds)

    async def _handle(self) -> int:
        self.health.loop_ran()
        handled = await self.handler.handle_due()
        if handled:
            self._outbox_filled.set()
        return handled

    async def _keep_open(self, platform: Platform) -> None:
        """Connect to one platform, settle what a crash left, listen if that is due here; again on faults."""
        name, first, wait = platform.name, True, 0.0
        refusals = Refusals()
        while True:
            began = asyncio.get_running_loop().time()
            try:
                await platform.open()
                self._refused.discard(name)
                await refuse_another_account(self.database, name, platform.account_id)
                if first and self.process_role.delivers:
                    alone = self.database.is_sqlite
                    await self.deliverer.settle_interrupted(name, everything=alone)
                    self.deliverer.open(name)
                    first = False
                await self._listen(platform)
                asked, why = 0.0, "it stopped listening"
            except Unauthorised as error:
                if asyncio.get_running_loop().time() - began > _LONGEST_RECOVERY:
                    refusals.forget()
                wait = refusals.add()
                log.critical(
                    "credentials refused; trying again", platform=name, seconds=wait, error=str(error)
                )
                self.health.unheard(name, str(error), refused=refusals.lasts)
                if refusals.lasts:
                    await self._tell_refused(name, error)
                if refusals.proves_wrong_keys and await self._never_worked(name):
                    raise
                await asyncio.sleep(wait)
                continue
            except (PlatformError, DBAPIError, LockLost, OtherAccount, *TROUBLE) as error:
                asked = min(getattr(error, "seconds", None) or 0.0, _LONGEST_WAIT)
                why = str(error).splitlines()[0] if str(error) else type(error).__name__
            except Exception as error:  # ours; the other platform goes on
                log.exception("listening failed unexpectedly", platform=name)
                asked, why = 0.0, f"{type(error).__name__}: {error}"
            self.health.unheard(name, why)
            lasted = asyncio.get_running_loop().time() - began
            wait = _RECOVERY_SECONDS if lasted > _LONGEST_RECOVERY else min(wait * 2, _LONGEST_RECOVERY)
            wait = max(wait, asked, _RECOVERY_SECONDS)
            log.warning("listening failed; trying again", platform=name, seconds=wait, error=why)
            await asyncio.sleep(wait)

    async def _listen(self, platform: Platform) -> None:
        """Listen as the only process that does, as soon as no other one does; or keep the connection only."""
        if not self.process_role.listens:
            await self._stopping.wait()
            return
        stand_by = partial(self.health.stands_by, platform.name)
        async with listening_alone(self.database, platform.name, platform.account_id, stand_by):
            await platform.listen(self.intake(platform.name), self._read_cursor)

    async def _tell_refused(self, platform: str, error: Unauthorised) -> None:
        """Tell an owner, once a day, that a platform refuses the bot, or that the clock is to blame."""
        now = self._clock()
        kind = "clock-wrong" if isinstance(error, ClockWrong) else "platform-refused"
        key = f"{kind}:{platform}:{now:%Y-%m-%d}"

        def text(words: Translator) -> Markup:
            return words(kind, platform=platform, error=str(error))

        try:
            async with self.database.write() as session:
                await tell_owner(self.settings, session, key, text, now, avoid=platform)
        except (DBAPIError, *TROUBLE) as trouble:
            log.warning("the owner cannot be told now", error=type(trouble).__name__)
        self._outbox_filled.set()

    async def _never_worked(self, platform: str) -> bool:
        """Whether this is a set-up with wrong keys: nothing else is at work, and none of it ever was.

        Only then the process ends, so that anyone who types a wrong key is told at once.
        """
        self._refused.add(platform)
        if self._refused != set(self._platforms) or self.settings.web.listen is not None:
            return False
        try:
            async with self.database.read() as session:
                return not [name for name in self._platforms if await cursors.any_of(session, name)]
        except (DBAPIError, *TROUBLE):
            return False

    async def _read_cursor(self, name: str) -> str | None:
        async with self.database.read() as session:
            return await cursors.read(session, name)

    def _periodic_tasks(self) -> list[PeriodicTask]:
        """What is to be done again and again while the bot runs."""
        settling = min(_SETTLE_SECONDS, self.settings.takeover_seconds / 2)
        tasks = []
        if self.process_role.knows_claims:
            tasks.append(PeriodicTask("follow the claims", _FOLLOW_SECONDS, self._follow))
        if self.process_role.delivers:
            tasks.append(PeriodicTask("settle interrupted messages", settling, self._settle, at_once=False))
            tasks.append(PeriodicTask("publish menus", _MENU_SECONDS, self._publish_menus))
            tasks.append(PeriodicTask("tell webhooks", _WEBHOOK_SECONDS, self._tell_webhooks))
        if self.process_role.matches:
            tasks += [
                PeriodicTask("carry out reviews", _IDLE_SECONDS, self._review, at_once=False),
                PeriodicTask("forget what is old", _SWEEP_SECONDS, self._sweep),
                PeriodicTask("report unusual rises", _RISE_SECONDS, self._report_rises, at_once=False),
                PeriodicTask("send digests", _DIGEST_SECONDS, self._send_digests, at_once=False),
                PeriodicTask("follow the sources", _SOURCE_SECONDS, self._follow_sources, at_once=False),
                PeriodicTask("look after the sources", _SOURCE_UPKEEP_SECONDS, self._look_after_sources),
            ]
        else:
            tasks.append(PeriodicTask("show that the loop goes round", _IDLE_SECONDS, self._turn))
        if self.process_role.listens:
            tasks += [
                PeriodicTask(
                    "look after deleted posts", _COMPLY_SECONDS, partial(self._comply, one), at_once=False
                )
                for one in self._platforms.values()
                if isinstance(one, Complies)
            ]
        return tasks

    async def _turn(self) -> None:
        self.health.loop_ran()

    async def _follow(self) -> None:
        await self.catalogue.follow()

    async def _comply(self, platform: Complies) -> None:
        """Look after stored posts whose turn it is: what X does not show any more goes."""
        checked = await platform.comply(self.database)
        if checked.forgotten:
            await self.database.purge_log()

    async def _review(self) -> None:
        """Carry out what reviewers decided, and tell their chat what waits."""
        if await self.desk.settle() + await self.desk.announce():
            self._outbox_filled.set()

    async def _report_rises(self) -> None:
        """Tell the review chat which claims rise unusually."""
        if await self.spread_watch.report_rises():
            self._outbox_filled.set()

    async def _send_digests(self) -> None:
        """Send the week's digest to those whose turn it is."""
        if await self.spread_watch.send_digests():
            self._outbox_filled.set()

    async def _follow_sources(self) -> None:
        """Read the sources whose turn it is; what they changed is followed as every change is."""
        await self.looker.start()
        if await self.syncer.sync_due():
            self._outbox_filled.set()

    async def _look_after_sources(self) -> None:
        """Drop what may be kept no longer, and tell of sources that fell silent."""
        await expire(self.database, self._clock)
        if await report_silent(self.database, self.settings, self._clock):
            self._outbox_filled.set()

    async def _tell_webhooks(self) -> None:
        """Tell the operator's own addresses what happened."""
        await self.webhooks.work()

    async def _publish_menus(self) -> None:
        """Offer the commands of each role, also after a role was given or taken."""
        for platform in self.deliverer.opened:
            await self.menus.publish(platform)

    async def _settle(self) -> None:
        for platform in self.deliverer.opened:
            await self.deliverer.settle_interrupted(platform, everything=False)

    async def _sweep(self) -> None:
        """Forget what is older than it may be."""
        kept = Retention(texts=timedelta(days=self.settings.retention_days))
        async with self.database.write() as session:
            await sweep(session, self._clock(), kept)
        await self.database.purge_log()


def _first(errors: BaseExceptionGroup[Unauthorised]) -> Unauthorised:
    """One of the refusals in a task group's, however deep."""
    error: BaseException = errors
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    assert isinstance(error, Unauthorised)  # noqa: S101 - the group holds nothing else
    return error
