"""Trouble that passes by itself costs an event nothing; what is broken for good is kept for people."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import OperationalError

from bot.app import App, open_app
from bot.config import load_settings, sqlite_url
from bot.errors import RetryLater
from bot.events import Account, Command, Place, PlaceKind
from storage.models import InboxEvent
from tests.inbox.house import GROUP, START, Clock, ObedientPlatform, post
from tests.support.migrated import migrated


class Absent(ObedientPlatform):
    """Cannot say who its admins are, as long as it is told to."""

    def __init__(self) -> None:
        super().__init__()
        self.trouble: Exception | None = RetryLater("unreachable")
        self.asked = 0

    async def is_admin(self, place: Place, account: Account) -> bool:
        self.asked += 1
        if self.trouble is not None:
            raise self.trouble
        return True

    async def hears_everything(self, place: Place) -> bool:
        return True


class House:
    def __init__(self, app: App, platform: Absent, clock: Clock) -> None:
        self.app, self.platform, self.clock = app, platform, clock

    async def ask_for_settings(self) -> None:
        """A command for which the platform must be asked."""
        order = Command(
            "update:1", Account("telegram", "1", "Ann"), GROUP, "settings", "", START, message_id="1"
        )
        await self.app.intake("telegram")([order])

    async def pass_time(self, minutes: int) -> None:
        for _ in range(minutes * 2):
            await self.app.work_off()
            self.clock.advance(seconds=30)

    async def event(self) -> InboxEvent:
        async with self.app.database.read() as session:
            return (await session.scalars(select(InboxEvent))).one()


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    settings = load_settings(
        database_url=sqlite_url(migrated(tmp_path / "bot.sqlite3")),
        matcher={"model": "hashing", "tuned_file": tmp_path / "tuned.json"},
    )
    clock, platform = Clock(), Absent()
    async with open_app(settings, [platform], clock) as app:
        app.deliver_without_listening()
        yield House(app, platform, clock)


@pytest.mark.parametrize(
    "trouble",
    [
        RetryLater("unreachable"),
        OperationalError("SELECT 1", None, Exception("database is locked")),
        OSError("no space left on device"),
        MemoryError(),
    ],
    ids=["platform", "database", "disk", "memory"],
)
async def test_an_hour_of_passing_trouble_gives_nothing_up_and_asks_rarely(
    house: House, trouble: Exception
) -> None:
    house.platform.trouble = trouble
    await house.ask_for_settings()
    await house.pass_time(60)
    assert (await house.event()).status == "pending"
    assert house.platform.asked < 40
    house.platform.trouble = None
    await house.pass_time(6)
    assert (await house.event()).status == "done"


async def test_what_fails_by_its_own_fault_is_kept_for_people_after_five_tries(house: House) -> None:
    house.platform.trouble = ValueError("cannot be")
    await house.ask_for_settings()
    await house.pass_time(10)
    event = await house.event()
    assert (event.status, house.platform.asked) == ("failed", 5)
    assert event.payload


async def test_an_event_is_not_given_up_for_one_failure_after_many_deaths(house: House) -> None:
    house.platform.trouble = ValueError("a fault that comes once")
    await house.ask_for_settings()
    async with house.app.database.write() as session:
        await session.execute(update(InboxEvent).values(attempts=20))
    await house.app.work_off()
    event = await house.event()
    assert (event.status, event.failures) == ("pending", 1)
    house.platform.trouble = None
    await house.pass_time(1)
    assert (await house.event()).status == "done"


@pytest.mark.parametrize(("hours", "status"), [(0, "done"), (2, "failed")])
async def test_what_kills_the_process_for_an_hour_is_kept_for_people_and_a_storm_of_deaths_is_no_reason(
    house: House, hours: int, status: str
) -> None:
    house.platform.trouble = None
    await house.ask_for_settings()
    async with house.app.database.write() as session:
        await session.execute(update(InboxEvent).values(attempts=40))
    house.clock.advance(hours=hours)
    await house.pass_time(1)
    event = await house.event()
    assert event.status == status
    assert hours == 0 or "the process died" in str(event.error)


async def test_what_was_taken_and_not_begun_is_free_for_others_when_the_bot_stops(house: House) -> None:
    other = Place("telegram", "77", PlaceKind.PRIVATE)
    await house.app.intake("telegram")([post(), post(place=other)])
    house.app.stop()
    assert await house.app.handler.handle_due() == 2
    await house.app.give_back()
    async with house.app.database.read() as session:
        events = list(await session.scalars(select(InboxEvent)))
    assert [(event.status, event.claimed_until, event.attempts) for event in events] == [
        ("pending", None, 0)
    ] * 2
