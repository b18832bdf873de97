"""The core of the bot with the power switch in reach: real storage and handler, platforms that keep a log.

`Town` lets time pass, events come, and the process die: before or after any commit, while a message is on its
way, or between two steps. What the platforms saw outlives it, as in life.
"""

import asyncio
import shutil
from collections import Counter
from collections.abc import Awaitable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeVar

from sqlalchemy import event as sql_event
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.claims.catalogue import Catalogue
from bot.config import Settings, load_settings, sqlite_url
from bot.conversation.resources import Resources
from bot.errors import OutcomeUnknown, PlatformError
from bot.events import Delivery, Event, OutgoingMessage
from bot.inbox.handler import Handler
from bot.inbox.intake import Intake
from bot.outbox.delivery import Deliverer
from bot.platforms.base import Accept, DeliveryOutcome, ReadCursor, Sent
from bot.signing import Signer
from matchers.encoding.encoders import HashingEncoder
from matchers.encoding.vectorcache import MemoryVectors
from matchers.matcher import ClaimMatcher
from matchers.types import Thresholds
from storage import chats, claims, inbox
from storage.chats import Whereabouts
from storage.claims import ClaimDraft, FactCheckDraft
from storage.database import Database
from storage.models import InboxEvent, OutboxMessage

T = TypeVar("T")
START = datetime(2026, 11, 3, 9, tzinfo=UTC)
STATEMENTS = (
    "North Korea will send 100,000 volunteers to fight in Ukraine",
    "The mayor sold the old town bridge to a foreign circus",
)
_vectors = MemoryVectors()


class Died(BaseException):
    """The process is gone: nothing of ours may catch it."""


def link(claim_id: int) -> str:
    """The fact-check's address of a claim."""
    return f"https://example.org/fact-check/number-{claim_id}"


@dataclass
class Delivered:
    """A call that a platform took."""

    message: OutgoingMessage
    retracted: frozenset[int]
    """Claims whose retraction was committed when the call was made."""


@dataclass
class LoggingPlatform:
    """Takes every call down; may fail or see the process die before or after it took one."""

    name: str
    town: "Town"
    log: list[Delivered] = field(default_factory=list)
    account_id: str = "bot"
    next_fault: str | PlatformError | None = None
    unknowable: Counter[str] = field(default_factory=Counter)
    """By message: sends whose outcome the bot could not know."""

    async def open(self) -> None:
        """Connected."""

    async def listen(self, accept: Accept, read_cursor: ReadCursor) -> None:
        """Events are handed in by the test."""

    async def send(self, message: OutgoingMessage) -> Sent:
        fault, self.next_fault = self.next_fault, None
        if fault == "die before":
            self.unknowable[fingerprint(message)] += 1
            raise Died
        if isinstance(fault, PlatformError) and not isinstance(fault, OutcomeUnknown):
            raise fault
        lost = fault == "lost before"
        if not lost:
            self.log.append(Delivered(message, frozenset(self.town.retracted)))
        if fault == "die after":
            self.unknowable[fingerprint(message)] += 1
            raise Died
        if lost or fault == "lost after" or isinstance(fault, OutcomeUnknown):
            self.unknowable[fingerprint(message)] += 1
            raise OutcomeUnknown("the connection broke")
        return Sent(f"{self.name}-{len(self.log)}")

    async def settle(self, message: OutgoingMessage, since: datetime) -> Sent | DeliveryOutcome:
        if self.name == "x":
            for number, one in enumerate(self.log, 1):
                if fingerprint(one.message) == fingerprint(message):
                    return Sent(f"x-{number}")
            return DeliveryOutcome.NOT_SENT
        return DeliveryOutcome.UNKNOWABLE if message.delivery is Delivery.SEND else DeliveryOutcome.NOT_SENT

    async def close(self) -> None:
        """Closed."""


def fingerprint(message: OutgoingMessage) -> str:
    """The same for every try to send one message: what it says where, in answer to what."""
    trace = message.extra.get("trace")
    return f"{message.delivery}|{message.place.id}|{message.reply_to}|{trace}|{message.html}"


class Town:
    """One database and what happens to it."""

    def __init__(self, folder: Path, template: Path, reply: float, *, answer_unknown: bool) -> None:
        self.file = folder / "town.sqlite3"
        shutil.copy(template, self.file)
        self.settings: Settings = load_settings(
            database_url=sqlite_url(self.file),
            owners=("telegram:1001", "x:1001"),
            secret_key="a key for tests",
            matcher={"reply_threshold": reply, "review_threshold": reply / 2, "min_content_words": 3},
            x={"answer_unknown": answer_unknown},
        )
        self.now = START
        self.retracted: set[int] = set()
        self.platforms = {name: LoggingPlatform(name, self) for name in ("telegram", "x")}
        self.deaths = 0
        self._countdown: tuple[str, int] | None = None
        self._runner = asyncio.Runner()
        self._boot()
        self.run(self._add_claims())

    def run(self, work: Awaitable[T]) -> T | None:
        """Do something; None where the process died of it, and then it has been started again."""

        async def wrapped() -> T:
            return await work

        sql_event.listen(Session, "before_commit", self._before)
        sql_event.listen(Session, "after_commit", self._after)
        try:
            return self._runner.run(wrapped())
        except Died:
            self._reboot()
            return None
        except BaseExceptionGroup as group:
            if group.subgroup(Died) is None:
                raise
            self._reboot()
            return None
        finally:
            sql_event.remove(Session, "before_commit", self._before)
            sql_event.remove(Session, "after_commit", self._after)

    def die_at(self, phase: str, number: int) -> None:
        """The process will die before or after its nth commit from now."""
        self._countdown = (phase, number)

    async def hear(self, event: Event) -> None:
        """A platform hands an event in."""
        intake = Intake(event.place.platform, self.database, self.signer, lambda: self.now, lambda: None)
        await intake([event])

    async def handle(self) -> int:
        """Handle what is due; a retraction counts from its commit on."""
        try:
            return await self.handler.handle_due()
        finally:
            await self._note_retractions()

    async def deliver(self) -> int:
        """Send what is due."""
        return await self.deliverer.deliver_due()

    async def calm_down(self) -> None:
        """Let time pass until nothing is left to be done."""
        for _ in range(60):
            busy = await self.handle() + await self.deliver()
            for name in self.platforms:
                busy += await self.deliverer.settle_interrupted(name, everything=True)
            if not busy and not await self._waiting():
                return
            self.now += timedelta(minutes=11)
        raise AssertionError("there is always more to do")

    async def set_mode(self, place_id: str, mode: str) -> None:
        """A group's admins choose what the bot does there."""
        async with self.database.write() as session:
            chat = await chats.ensure(session, Whereabouts("telegram", place_id, "group", "G"), self.now)
            chat.mode = mode

    async def retract_elsewhere(self, claim_id: int) -> None:
        """An editor at the command line takes a claim out of use."""
        async with self.database.write() as session:
            claim = await claims.get(session, claim_id)
            if claim is not None and claim.is_published:
                await claims.retract(session, claim, "withdrawn", self.now)
        await self._note_retractions()

    async def rows(self) -> tuple[list[InboxEvent], list[OutboxMessage]]:
        """Everything in the inbox and in the outbox."""
        async with self.database.read() as session:
            return list(await session.scalars(select(InboxEvent))), list(
                await session.scalars(select(OutboxMessage))
            )

    def close(self) -> None:
        """The end of the test."""
        self._runner.run(self.database.close())
        self._runner.close()

    async def _waiting(self) -> bool:
        inbox_rows, outbox_rows = await self.rows()
        return any(row.status == "pending" for row in inbox_rows) or any(
            row.status in {"pending", "sending"} for row in outbox_rows
        )

    async def _note_retractions(self) -> None:
        async with self.database.read() as session:
            known = await claims.get_many(session, [1, 2])
        self.retracted = {claim_id for claim_id, claim in known.items() if not claim.is_published}

    async def _add_claims(self) -> None:
        async with self.database.write() as session:
            for number, statement in enumerate(STATEMENTS, 1):
                draft = ClaimDraft(statement, "false", (FactCheckDraft(link(number)),))
                await claims.add(session, draft, self.now)
        await self.catalogue.follow()

    def _boot(self) -> None:
        self.database = Database(self.settings.database_url)
        self.signer = Signer(b"a key for tests")
        matcher = ClaimMatcher(HashingEncoder(), _vectors, thresholds=Thresholds(reply=0.9, review=0.5))
        self.catalogue = Catalogue(self.database, matcher)
        house = Resources(
            self.database, matcher, self.catalogue, self.settings, self.signer, lambda: self.now
        )
        self.handler = Handler(house)
        began = self.now
        self.deliverer = Deliverer(
            self.database,
            self.platforms,
            lambda: self.now,
            moment=lambda: (self.now - began).total_seconds(),  # noqa: PLW0108 - the town's time, not the loop's
        )
        self._runner.run(self.catalogue.load())
        self._runner.run(self._take_up())

    async def _take_up(self) -> None:
        """What `App.run` does after a crash, on SQLite."""
        async with self.database.write() as session:
            await inbox.release_all(session)
        for name in self.platforms:
            await self.deliverer.settle_interrupted(name, everything=True)
            self.deliverer.open(name)

    def _reboot(self) -> None:
        self.deaths += 1
        self._countdown = None
        for platform in self.platforms.values():
            platform.next_fault = None
        self._runner.run(self.database.close())
        self._boot()
        self._runner.run(self._note_retractions())

    def _before(self, _session: Session) -> None:
        self._count_down("before")

    def _after(self, _session: Session) -> None:
        self._count_down("after")

    def _count_down(self, phase: str) -> None:
        if self._countdown is None or self._countdown[0] != phase:
            return
        left = self._countdown[1] - 1
        self._countdown = (phase, left) if left else None
        if not left:
            raise Died
