"""What every process of the bot does, whatever its role: connect, send, and do again what comes round."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial

from bot.clock import Clock
from bot.commands.menu_publishing import MenuPublisher
from bot.config import Settings
from bot.errors import Unauthorised
from bot.inbox.intake import Intake
from bot.outbox.delivery import Deliverer
from bot.outbox.owner_notices import tell_owner
from bot.outbox.webhooks import Webhooks
from bot.platforms.base import Complies, HasMenus, NotifyOwner, Platform, ReportsAccount, WarnsOwner
from bot.runtime.account_watch import AccountWatch
from bot.runtime.assembly import file_of
from bot.runtime.listening import Listening, ListeningPorts
from bot.runtime.periodic import PeriodicTask, keep_doing, keep_working
from bot.runtime.process_roles import ProcessRole
from bot.signing import Signer, load_key
from bot.telemetry.health import Health
from storage import inbox, sources
from storage.database import Database

_LANES = 3
"""How many batches are handled, and delivered, at once: a long job or a slow chat holds up its own only."""
_SETTLE_SECONDS = 60.0
_MENU_SECONDS = 15.0
_COMPLY_SECONDS = 3600.0
_WEBHOOK_SECONDS = 2.0
_IDLE_SECONDS = 1.0

Step = Callable[[], Awaitable[int]]
"""Does what waits in a queue; gives how much it found."""


@dataclass(frozen=True)
class Signals:
    """What wakes the loops of one process: something came in, something is to be sent, it ends."""

    inbox_filled: asyncio.Event = field(default_factory=asyncio.Event)
    outbox_filled: asyncio.Event = field(default_factory=asyncio.Event)
    stopping: asyncio.Event = field(default_factory=asyncio.Event)


@dataclass(frozen=True)
class Foundation:
    """What a process is built on; all of it is there before the first part is made.

    Attributes:
        settings: of the bot.
        database: migrated.
        platforms: by name.
        clock: tells the time.
        process_role: what this process does.
        health: collects what the parts report.
    """

    settings: Settings
    database: Database
    platforms: Mapping[str, Platform]
    clock: Clock
    process_role: ProcessRole
    health: Health

    @property
    def takeover(self) -> timedelta:
        """After so long others may take what this process holds."""
        return timedelta(seconds=self.settings.takeover_seconds)


class Process:
    """A process that connects and sends; `App` is one that knows the claims as well."""

    def __init__(self, base: Foundation) -> None:
        self.settings = base.settings
        self.database = base.database
        self.platforms = base.platforms
        self.clock = base.clock
        self.process_role = base.process_role
        self.health = base.health
        self.signals = Signals()
        key = load_key(base.settings, file_of(base.database))
        self.signer = Signer(key)
        self.deliverer = Deliverer(base.database, base.platforms, base.clock, base.takeover, base.health)
        menus = {name: one for name, one in base.platforms.items() if isinstance(one, HasMenus)}
        self._menus = MenuPublisher(base.database, base.settings, menus, base.clock)
        self._webhooks = Webhooks(base.database, key, base.clock)
        self.listening = Listening(
            base.platforms,
            base.database,
            base.health,
            base.clock,
            ListeningPorts(self.intake, self._begin_sending, self._notifying, self.signals.outbox_filled.set),
            self.signals.stopping,
            listens=base.process_role.listens,
            ends_on_wrong_keys=base.settings.web.listen is None,
        )
        for platform in base.platforms.values():
            if isinstance(platform, WarnsOwner):
                platform.warn_with(partial(tell_owner, base.settings))
            if isinstance(platform, ReportsAccount):
                platform.report_to(self._account_watch(platform.name))

    def intake(self, platform: str) -> Intake:
        """Where a platform's events go."""
        return Intake(
            platform,
            self.database,
            self.signer,
            self.clock,
            self.signals.inbox_filled.set,
            self.health,
            self.settings.watched_backlog,
        )

    async def run(self) -> None:
        """Do what the role asks for, on every platform, until `stop` is called or this is cancelled.

        Raises:
            Unauthorised: every platform refuses its credentials, and none has ever worked here.
        """
        await self._take_up()
        stopping = self.signals.stopping
        try:
            async with asyncio.TaskGroup() as tasks:
                platforms = self.platforms.values()
                running = [tasks.create_task(self.listening.keep_open(platform)) for platform in platforms]
                for periodic in self.periodic_tasks():
                    tasks.create_task(keep_doing(periodic, stopping))
                for step, wake in self.queues():
                    for _ in range(_LANES):
                        tasks.create_task(keep_working(step, wake, stopping))
                await stopping.wait()
                for task in running:
                    task.cancel()
        except* Unauthorised as refused:
            raise _first(refused) from None
        finally:
            await self.give_back()

    def stop(self) -> None:
        """Hear nothing new, finish what is being handled and sent, then let `run` return."""
        self.health.stopping = True
        self.signals.stopping.set()
        self.signals.inbox_filled.set()
        self.signals.outbox_filled.set()

    async def close(self) -> None:
        """Leave off what goes on beside the loops; the platforms and the database are others' to close."""

    async def give_back(self) -> None:
        """Let others have at once what was taken and not begun here; a process that sends takes nothing."""

    def now(self) -> datetime:
        """The time by the process's clock."""
        return self.clock()

    def deliver_without_listening(self) -> None:
        """Send on every platform at once: for demos and tests, which hand in events themselves."""
        for name in self.platforms:
            self.deliverer.open(name)

    def queues(self) -> Sequence[tuple[Step, asyncio.Event]]:
        """The queues that are worked off here, each with what wakes its work."""
        if self.process_role.delivers:
            return [(self.deliverer.deliver_due, self.signals.outbox_filled)]
        return []

    def periodic_tasks(self) -> Sequence[PeriodicTask]:
        """What is to be done again and again while the process runs."""
        settling = min(_SETTLE_SECONDS, self.settings.takeover_seconds / 2)
        tasks = []
        if self.process_role.delivers:
            tasks += [
                PeriodicTask("settle interrupted messages", settling, self._settle, at_once=False),
                PeriodicTask("publish menus", _MENU_SECONDS, self._publish_menus),
                PeriodicTask("tell webhooks", _WEBHOOK_SECONDS, self._tell_webhooks),
            ]
        if not self.process_role.matches:
            tasks.append(PeriodicTask("show that the loop goes round", _IDLE_SECONDS, self._go_round))
        if self.process_role.listens:
            tasks += [
                PeriodicTask(
                    "look after deleted posts", _COMPLY_SECONDS, partial(self._comply, one), at_once=False
                )
                for one in self.platforms.values()
                if isinstance(one, Complies)
            ]
        return tasks

    async def _take_up(self) -> None:
        """After a crash: take back the leases of the process before, where there can be no other one."""
        if self.database.is_sqlite:
            async with self.database.write() as session:
                await inbox.release_all(session)
                await sources.release_all(session)

    async def _begin_sending(self, platform: str) -> None:
        """Settle what a crash left half sent on a platform, and send there from now on."""
        if self.process_role.delivers:
            await self.deliverer.settle_interrupted(platform, everything=self.database.is_sqlite)
            self.deliverer.open(platform)

    def _notifying(self, platform: str) -> NotifyOwner:
        """What tells an owner of trouble with a platform, on another one where that is possible."""
        return partial(tell_owner, self.settings, avoid=platform)

    def _account_watch(self, platform: str) -> AccountWatch:
        notify, queued = self._notifying(platform), self.signals.outbox_filled.set
        return AccountWatch(platform, self.database, self.health, notify, self.clock, queued)

    async def _go_round(self) -> None:
        self.health.loop_ran()

    async def _comply(self, platform: Complies) -> None:
        """Look after stored posts whose turn it is: what X does not show any more goes."""
        checked = await platform.comply(self.database)
        if checked.forgotten:
            await self.database.purge_log()

    async def _tell_webhooks(self) -> None:
        """Tell the operator's own addresses what happened."""
        await self._webhooks.work()

    async def _publish_menus(self) -> None:
        """Offer the commands of each role, also after a role was given or taken."""
        for platform in self.deliverer.opened:
            await self._menus.publish(platform)

    async def _settle(self) -> None:
        for platform in self.deliverer.opened:
            await self.deliverer.settle_interrupted(platform, everything=False)


def _first(errors: BaseExceptionGroup[Unauthorised]) -> Unauthorised:
    """One of the refusals in a task group's, however deep."""
    error: BaseException = errors
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    assert isinstance(error, Unauthorised)  # noqa: S101 - the group holds nothing else
    return error
