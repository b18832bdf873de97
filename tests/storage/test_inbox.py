"""The inbox: accepted once, handled at least once, in the order of each conversation."""

import asyncio
from datetime import datetime, timedelta

from sqlalchemy import select

from storage import inbox
from storage.database import Database
from storage.models import InboxEvent
from tests.storage.samples import arrival

LEASE = timedelta(minutes=2)


async def _claim(database: Database, now: datetime, limit: int = 10) -> list[int]:
    async with database.write() as session:
        return [row.id for row in await inbox.claim_due(session, now, LEASE, limit)]


async def _accept(database: Database, now: datetime, *arrivals: inbox.Arrival) -> int:
    async with database.write() as session:
        return await inbox.accept(session, arrivals, now)


async def _status(database: Database, event_id: int) -> tuple[str, str | None]:
    async with database.read() as session:
        row = await session.get_one(InboxEvent, event_id)
        return row.status, row.payload


async def test_an_event_delivered_twice_is_accepted_once(database: Database, now: datetime) -> None:
    assert await _accept(database, now, arrival(1), arrival(2), arrival(1)) == 2
    assert await _accept(database, now, arrival(2), arrival(3)) == 1
    async with database.read() as session:
        assert (await inbox.backlog(session)).pending == 3


async def test_many_that_come_at_once_are_kept_in_their_order_without_the_known_ones(
    database: Database, now: datetime
) -> None:
    await _accept(database, now, *(arrival(number) for number in (3, 700, 1_400)))
    assert await _accept(database, now, *map(arrival, range(1_500))) == 1_497
    assert await _accept(database, now) == 0
    async with database.read() as session:
        ids = await session.scalars(select(InboxEvent.event_id).order_by(InboxEvent.id).offset(3))
        assert list(ids) == [
            arrival(number).event_id for number in range(1_500) if number not in (3, 700, 1_400)
        ]


async def test_the_same_id_on_two_platforms_is_two_events(database: Database, now: datetime) -> None:
    other = inbox.Arrival("x", "event-1", "x:1", "{}")
    assert await _accept(database, now, arrival(1), other) == 2


async def test_a_conversation_is_handled_in_its_order_and_others_beside_it(
    database: Database, now: datetime
) -> None:
    await _accept(database, now, arrival(1, "a"), arrival(2, "a"), arrival(3, "b"))
    assert await _claim(database, now) == [1, 3]
    assert await _claim(database, now) == []
    async with database.write() as session:
        assert await inbox.finish(session, 1, now)
    assert await _claim(database, now) == [2]


async def test_a_failed_event_does_not_hold_up_its_conversation(database: Database, now: datetime) -> None:
    await _accept(database, now, arrival(1), arrival(2))
    async with database.write() as session:
        assert await inbox.fail(session, 1, now, "cannot be read")
    assert await _claim(database, now) == [2]
    assert await _status(database, 1) == ("failed", '{"number": 1}')


async def test_a_lease_that_ran_out_lets_another_worker_take_the_event(
    database: Database, now: datetime
) -> None:
    await _accept(database, now, arrival(1))
    assert await _claim(database, now) == [1]
    assert await _claim(database, now + LEASE - timedelta(microseconds=1)) == []
    assert await _claim(database, now + LEASE) == [1]
    async with database.read() as session:
        assert (await session.get_one(InboxEvent, 1)).attempts == 2


async def test_an_event_is_finished_once_and_its_content_forgotten(database: Database, now: datetime) -> None:
    await _accept(database, now, arrival(1))
    async with database.write() as session:
        assert await inbox.finish(session, 1, now)
        assert not await inbox.finish(session, 1, now)
    async with database.write() as session:
        assert not await inbox.finish(session, 1, now)
        assert not await inbox.fail(session, 1, now, "too late")
        await inbox.release(session, 1, now, "too late")
    assert await _status(database, 1) == ("done", None)
    assert await _claim(database, now + 2 * LEASE) == []


async def test_a_finish_that_is_rolled_back_leaves_the_event_to_be_handled(
    database: Database, now: datetime
) -> None:
    await _accept(database, now, arrival(1))
    async with database.read() as session:
        await session.begin()
        assert await inbox.finish(session, 1, now)
        await session.rollback()
    assert await _claim(database, now) == [1]


async def test_a_released_event_comes_back_at_its_time(database: Database, now: datetime) -> None:
    await _accept(database, now, arrival(1))
    assert await _claim(database, now) == [1]
    later = now + timedelta(seconds=8)
    async with database.write() as session:
        await inbox.release(session, 1, later, "the model was busy")
    assert await _claim(database, later - timedelta(microseconds=1)) == []
    assert await _claim(database, later) == [1]


async def test_a_single_worker_takes_back_every_lease_at_its_start(database: Database, now: datetime) -> None:
    await _accept(database, now, arrival(1, "a"), arrival(2, "b"))
    assert await _claim(database, now) == [1, 2]
    async with database.write() as session:
        await inbox.release_all(session)
    assert await _claim(database, now) == [1, 2]


async def test_no_more_events_are_taken_than_asked_for(database: Database, now: datetime) -> None:
    await _accept(database, now, *(arrival(number, f"place {number}") for number in range(1, 6)))
    assert await _claim(database, now, limit=2) == [1, 2]
    assert await _claim(database, now, limit=2) == [3, 4]


async def test_two_workers_at_once_take_different_events(postgresql_url: str, now: datetime) -> None:
    async with Database(postgresql_url) as database:
        await _accept(database, now, *(arrival(number, f"place {number}") for number in range(1, 5)))
        async with asyncio.timeout(10), database.write() as first, database.write() as second:
            mine = [row.id for row in await inbox.claim_due(first, now, LEASE, 2)]
            yours = [row.id for row in await inbox.claim_due(second, now, LEASE, 2)]
    assert (mine, yours) == ([1, 2], [3, 4])


async def test_a_second_worker_does_not_overtake_within_a_conversation(
    postgresql_url: str, now: datetime
) -> None:
    async with Database(postgresql_url) as database:
        await _accept(database, now, arrival(1), arrival(2))
        async with asyncio.timeout(10), database.write() as first, database.write() as second:
            assert [row.id for row in await inbox.claim_due(first, now, LEASE, 1)] == [1]
            assert await inbox.claim_due(second, now, LEASE, 1) == []


async def test_the_backlog_counts_and_dates_what_waits(database: Database, now: datetime) -> None:
    async with database.read() as session:
        assert await inbox.backlog(session) == inbox.Backlog(0, 0, None)
    await _accept(database, now, arrival(1))
    await _accept(database, now + timedelta(minutes=1), arrival(2), arrival(3))
    async with database.write() as session:
        await inbox.fail(session, 3, now, "cannot be read")
        await inbox.finish(session, 2, now)
    async with database.read() as session:
        assert await inbox.backlog(session) == inbox.Backlog(pending=1, failed=1, oldest=now)


async def test_something_unreadable_is_kept_once_and_never_handled(database: Database, now: datetime) -> None:
    for _ in range(2):
        async with database.write() as session:
            await inbox.keep_unreadable(session, "x", "9", "{", "not JSON", now)
    async with database.read() as session:
        assert await inbox.backlog(session) == inbox.Backlog(0, 1, None)
    assert await _claim(database, now) == []


async def test_only_events_handled_long_ago_are_deleted(database: Database, now: datetime) -> None:
    await _accept(database, now, *(arrival(number, f"place {number}") for number in range(1, 5)))
    async with database.write() as session:
        await inbox.finish(session, 1, now - timedelta(days=31))
        await inbox.finish(session, 2, now)
        await inbox.fail(session, 3, now - timedelta(days=31), "cannot be read")
        assert await inbox.forget_handled(session, now - timedelta(days=30)) == 1
    assert await _accept(database, now, arrival(1), arrival(2), arrival(3), arrival(4)) == 1
