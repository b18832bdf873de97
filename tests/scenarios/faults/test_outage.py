"""A platform that is down, slow or refuses everything: few calls, nothing lost, recovery by itself."""

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError

from bot.app import App, open_app
from bot.config import load_settings, sqlite_url
from bot.errors import OutcomeUnknown, PlatformError, RetryLater
from bot.events import OutgoingMessage, Place, PlaceKind, message_json
from bot.outbox.delivery import Deliverer
from bot.platforms.base import Accept, DeliveryOutcome, ReadCursor, Sent
from bot.telemetry.health import Health
from storage import outbox
from storage.database import Database
from tests.inbox.house import Clock, ObedientPlatform
from tests.scenarios.soak.simulated import SimulatedLoop, run
from tests.support.migrated import migrated

MESSAGES = 40
HOUR = 3600


class Failing(ObedientPlatform):
    """Fails as long as it is told to, and counts how often it is asked."""

    def __init__(self, failure: Callable[[], Exception]) -> None:
        super().__init__()
        self.failure: Callable[[], Exception] | None = failure
        self.asked = 0

    async def send(self, message: OutgoingMessage) -> Sent:
        self.asked += 1
        if self.failure is not None:
            raise self.failure()
        return await super().send(message)


class Outage:
    """Messages to many people, and a deliverer whose time the test moves."""

    def __init__(self, database: Database, platform: Failing) -> None:
        self.platform, self.clock, self.health = platform, Clock(), Health(["telegram"])
        self._database = database
        self._began = self.clock.now
        self.deliverer = Deliverer(
            database, {"telegram": platform}, self.clock, health=self.health, moment=self._moment
        )
        self.deliverer.open("telegram")

    async def queue(self, kind: PlaceKind = PlaceKind.PRIVATE) -> None:
        async with self._database.write() as session:
            for number in range(MESSAGES):
                message = OutgoingMessage(Place("telegram", str(number), kind), f"answer {number}")
                payload = message_json.dump_json(message).decode()
                await outbox.enqueue(session, f"a:{number}", "telegram", str(number), payload, self.clock())

    async def pass_time(self, seconds: float, step: float) -> None:
        for _ in range(round(seconds / step)):
            while await self.deliverer.deliver_due():
                pass
            self.clock.advance(seconds=step)

    async def counts(self) -> dict[str, int]:
        async with self._database.read() as session:
            return await outbox.counts(session)

    def _moment(self) -> float:
        return (self.clock.now - self._began).total_seconds()


@pytest.mark.parametrize(
    ("failure", "most_calls"),
    [
        (lambda: RetryLater("unreachable"), 120),
        (lambda: RetryLater("502 Bad Gateway"), 120),
        (lambda: RetryLater("Too Many Requests", 30), 160),
        (lambda: OutcomeUnknown("half an answer"), 120),
    ],
    ids=["down", "5xx", "429", "half answers"],
)
async def test_an_hour_of_failure_costs_few_calls_and_then_everybody_is_answered_once(
    sqlite_url: str, failure: Callable[[], PlatformError], most_calls: int
) -> None:
    platform = Failing(failure)
    platform.fate = DeliveryOutcome.NOT_SENT
    async with Database(sqlite_url) as database:
        outage = Outage(database, platform)
        await outage.queue()
        await outage.pass_time(HOUR, 5)
        assert platform.asked < most_calls
        assert outage.health.ears["telegram"].paused
        platform.failure = None
        await outage.pass_time(700, 5)
        assert await outage.counts() == {"sent": MESSAGES}
        assert sorted(message.place.id for message in platform.sent) == sorted(map(str, range(MESSAGES)))
        assert not outage.health.ears["telegram"].paused


async def test_what_was_not_tried_during_an_outage_leaves_at_once_afterwards(sqlite_url: str) -> None:
    platform = Failing(lambda: RetryLater("unreachable"))
    async with Database(sqlite_url) as database:
        outage = Outage(database, platform)
        await outage.queue()
        await outage.pass_time(120, 1)
        platform.failure = None
        await outage.pass_time(61, 1)
        assert len(platform.sent) > MESSAGES / 2 - 10


async def test_a_group_whose_answer_broke_off_is_not_asked_twice_and_shown_to_people(sqlite_url: str) -> None:
    platform = Failing(lambda: OutcomeUnknown("cut"))
    async with Database(sqlite_url) as database:
        outage = Outage(database, platform)
        await outage.queue(PlaceKind.GROUP)
        await outage.pass_time(2 * HOUR, 20)
        platform.failure = None
        await outage.pass_time(HOUR, 20)
        counts = await outage.counts()
    assert counts.get("unknown", 0) == platform.asked - len(platform.sent)
    assert counts.get("unknown", 0) + counts.get("sent", 0) == MESSAGES


class Unreachable(ObedientPlatform):
    """Cannot be heard, for an hour; then it answers."""

    def __init__(self, until: Callable[[], bool]) -> None:
        super().__init__()
        self._until = until
        self.tries = 0
        self.heard = asyncio.Event()

    async def open(self) -> None:
        self.tries += 1
        if not self._until():
            raise RetryLater("no route to host")

    async def listen(self, accept: Accept, read_cursor: ReadCursor) -> None:
        await accept([])
        self.heard.set()
        await asyncio.Event().wait()


def test_a_platform_that_is_away_for_an_hour_is_sought_once_a_minute_and_heard_again(tmp_path: Path) -> None:
    async def hear(loop: SimulatedLoop) -> tuple[int, str, str]:
        settings = load_settings(
            database_url=sqlite_url(migrated(tmp_path / "bot.sqlite3")), matcher={"model": "hashing"}
        )
        platform = Unreachable(lambda: loop.time() - began > HOUR)
        began = loop.time()
        async with open_app(settings, [platform], Clock()) as app:
            began = loop.time()
            listening = asyncio.create_task(app.listening.keep_open(platform))
            await asyncio.sleep(HOUR / 2)
            away = app.health.ears["telegram"].error
            await platform.heard.wait()
            listening.cancel()
            return platform.tries, away, app.health.ears["telegram"].error

    tries, away, afterwards = run(hear)
    assert tries < 80
    assert "no route to host" in away
    assert not afterwards


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[App]:
    settings = load_settings(
        database_url=sqlite_url(migrated(tmp_path / "bot.sqlite3")), matcher={"model": "hashing"}
    )
    async with open_app(settings, [ObedientPlatform()], Clock()) as app:
        yield app


async def test_the_state_tells_what_is_heard_and_what_is_not(house: App) -> None:
    now = house.now()
    assert (await house.health.look(house.database)).troubles(now) == ["telegram: not heard yet"]
    await house.intake("telegram")([])
    state = await house.health.look(house.database)
    assert state.database
    assert state.troubles(now) == []
    assert state.troubles(now + timedelta(minutes=6)) == [
        f"telegram: silent since {now:%Y-%m-%d %H:%M:%S} UTC"
    ]
    house.stop()
    assert "stopping" in (await house.health.look(house.database)).troubles(now)


async def test_a_database_that_is_gone_is_part_of_the_state(house: App) -> None:
    gone = Database("postgresql://nobody@127.0.0.1:1/none")
    state = await house.health.look(gone)
    await gone.close()
    assert not state.database
    assert any(line.startswith("database: ") for line in state.troubles(house.now()))


async def test_a_database_that_fails_within_a_send_costs_no_message(sqlite_url: str) -> None:
    """X's ledger is written before and after each call."""
    platform = Failing(lambda: OperationalError("BEGIN IMMEDIATE", None, Exception("database is locked")))
    platform.fate = DeliveryOutcome.NOT_SENT
    async with Database(sqlite_url) as database:
        outage = Outage(database, platform)
        await outage.queue()
        await outage.pass_time(20, 5)
        assert platform.asked >= MESSAGES
        platform.failure = None
        await outage.pass_time(700, 5)
        assert await outage.counts() == {"sent": MESSAGES}
        assert len(platform.sent) == MESSAGES
