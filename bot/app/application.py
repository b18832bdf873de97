"""A process that knows the claims: it reads posts, answers people, and follows what changes."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta

import structlog
from sqlalchemy.exc import DBAPIError

from bot.app.process import Foundation, Process, Step
from bot.claims.catalogue import Catalogue
from bot.claims.most_seen import SeenClaims
from bot.claims.pages import ReadsPages
from bot.conversation.inline_offers import Offering
from bot.conversation.pictures import ReadsPictures
from bot.conversation.resources import Resources
from bot.inbox.background import BackgroundWork
from bot.inbox.handler import Handler
from bot.outbox.spread_notices import SpreadWatch
from bot.platforms.base import HasStartPage, HoldsFiles, KnowsMembers, TakesQuestions, Watcher
from bot.review.desk import ReviewDesk
from bot.runtime.periodic import PeriodicTask
from bot.sources.building import make_syncer, make_web
from bot.sources.looking import Looker
from bot.sources.upkeep import expire, report_silent
from matchers.matcher import ClaimMatcher
from storage.errors import TROUBLE
from storage.upkeep.retention import Retention, sweep
from storage.vectors import StoredVectors

log = structlog.get_logger()

_IDLE_SECONDS = 1.0
_FOLLOW_SECONDS = 0.25
"""A look at the changes is one query by its key; what changed is to be matched everywhere within 2 s."""
_GIVING_BACK_SECONDS = 1.0
_SWEEP_SECONDS = 3600.0
_RISE_SECONDS = 300.0
_DIGEST_SECONDS = 60.0
_SOURCE_SECONDS = 1.0
_SOURCE_UPKEEP_SECONDS = 3600.0


class App(Process):
    """The bot, joined together; `open_app` makes it.

    Args:
        base: what it is built on.
        matcher: knows texts.
        catalogue: keeps the matcher in step with the store; loaded.
        pages: reads pages that people link.
        pictures: reads pictures that people send.
    """

    def __init__(
        self,
        base: Foundation,
        matcher: ClaimMatcher,
        catalogue: Catalogue,
        pages: ReadsPages,
        pictures: ReadsPictures,
    ) -> None:
        super().__init__(base)
        self.matcher = matcher
        self.catalogue = catalogue
        self.pages = pages
        database, settings, clock = base.database, base.settings, base.clock
        queued = self.signals.outbox_filled.set
        resources = Resources(
            database,
            matcher,
            catalogue,
            settings,
            self.signer,
            clock,
            {name: one for name, one in base.platforms.items() if isinstance(one, KnowsMembers)},
            {name: one for name, one in base.platforms.items() if isinstance(one, HoldsFiles)},
            pages,
            pictures,
            {name: one for name, one in base.platforms.items() if isinstance(one, HasStartPage)},
            lease=base.takeover,
        )
        self.handler = Handler(resources, BackgroundWork(done=queued))
        self.desk = ReviewDesk(database, settings, self.signer, matcher, clock)
        self.spread_watch = SpreadWatch(database, settings, clock)
        self.syncer = make_syncer(database, settings, clock, matcher)
        patient = make_web(database, settings, clock, patient=True)
        self.looker = Looker(database, settings, clock, self.signer, patient, queued)
        offering = Offering(database, matcher, self.signer, settings)
        for platform in base.platforms.values():
            if isinstance(platform, Watcher):
                platform.watch_for(SeenClaims(database))
            if isinstance(platform, TakesQuestions):
                platform.consult_with(offering)

    def stop(self) -> None:
        """Hear nothing new, finish what is being handled and sent, then let `run` return."""
        self.handler.stop()
        super().stop()

    async def close(self) -> None:
        """Leave off looking at an address; it is looked at again by the one that comes."""
        await self.looker.stop()

    async def give_back(self) -> None:
        """Let others have at once what was taken and not begun here; or else the lease ends soon."""
        if not self.process_role.matches:
            return
        try:
            async with asyncio.timeout(_GIVING_BACK_SECONDS):
                await self.handler.give_back()
        except (TimeoutError, DBAPIError, *TROUBLE):
            log.warning("what was taken could not be given back; its lease ends by itself")

    async def with_another_model(self, model: str) -> ClaimMatcher:
        """A second matcher over the same claims, for comparison."""
        other = await asyncio.to_thread(ClaimMatcher.load, model, StoredVectors(self.database))
        await Catalogue(self.database, other).load()
        return other

    async def work_off(self) -> None:
        """Handle and deliver until nothing is due any more: for replays, demos and tests."""
        while (
            await self._handle()
            or await self.handler.background.finish()
            or await self.deliverer.deliver_due()
        ):
            pass

    def queues(self) -> Sequence[tuple[Step, asyncio.Event]]:
        """The queues that are worked off here, each with what wakes its work."""
        handling = [(self._handle, self.signals.inbox_filled)] if self.process_role.matches else []
        return [*handling, *super().queues()]

    def periodic_tasks(self) -> Sequence[PeriodicTask]:
        """What is to be done again and again while the process runs."""
        tasks = [PeriodicTask("follow the claims", _FOLLOW_SECONDS, self._follow), *super().periodic_tasks()]
        if self.process_role.matches:
            tasks += [
                PeriodicTask("carry out reviews", _IDLE_SECONDS, self._review, at_once=False),
                PeriodicTask("forget what is old", _SWEEP_SECONDS, self._sweep),
                PeriodicTask("report unusual rises", _RISE_SECONDS, self._report_rises, at_once=False),
                PeriodicTask("send digests", _DIGEST_SECONDS, self._send_digests, at_once=False),
                PeriodicTask("follow the sources", _SOURCE_SECONDS, self._follow_sources, at_once=False),
                PeriodicTask("look after the sources", _SOURCE_UPKEEP_SECONDS, self._look_after_sources),
            ]
        return tasks

    async def _handle(self) -> int:
        self.health.loop_ran()
        handled = await self.handler.handle_due()
        if handled:
            self.signals.outbox_filled.set()
        return handled

    async def _follow(self) -> None:
        await self.catalogue.follow()

    async def _review(self) -> None:
        """Carry out what reviewers decided, and tell their chat what waits."""
        if await self.desk.settle() + await self.desk.announce():
            self.signals.outbox_filled.set()

    async def _report_rises(self) -> None:
        """Tell the review chat which claims rise unusually."""
        if await self.spread_watch.report_rises():
            self.signals.outbox_filled.set()

    async def _send_digests(self) -> None:
        """Send the week's digest to those whose turn it is."""
        if await self.spread_watch.send_digests():
            self.signals.outbox_filled.set()

    async def _follow_sources(self) -> None:
        """Read the sources whose turn it is; what they changed is followed as every change is."""
        await self.looker.start()
        if await self.syncer.sync_due():
            self.signals.outbox_filled.set()

    async def _look_after_sources(self) -> None:
        """Drop what may be kept no longer, and tell of sources that fell silent."""
        await expire(self.database, self.clock)
        if await report_silent(self.database, self.settings, self.clock):
            self.signals.outbox_filled.set()

    async def _sweep(self) -> None:
        """Forget what is older than it may be."""
        kept = Retention(texts=timedelta(days=self.settings.retention_days))
        async with self.database.write() as session:
            await sweep(session, self.clock(), kept)
        await self.database.purge_log()
