"""Who takes what first, what is passed over under load, and who may say what became of it."""

from dataclasses import replace
from datetime import datetime, timedelta

from storage import inbox, outbox
from storage.database import Database
from storage.models import InboxEvent, OutboxMessage
from tests.storage.samples import arrival

LEASE = timedelta(minutes=2)
MINUTE = timedelta(minutes=1)


async def _accept(database: Database, now: datetime, *priorities: int) -> None:
    """One event of each priority, numbered from 1, each in a conversation of its own."""
    async with database.write() as session:
        events = [
            replace(arrival(number, f"place:{number}"), priority=priority)
            for number, priority in enumerate(priorities, 1)
        ]
        await inbox.accept(session, events, now)


async def _claim(database: Database, now: datetime, limit: int = 10) -> list[int]:
    async with database.write() as session:
        return [row.id for row in await inbox.claim_due(session, now, LEASE, limit)]


async def _shed(database: Database, now: datetime, most: int) -> int:
    async with database.write() as session:
        return await inbox.shed(session, most, now)


async def _message(database: Database, now: datetime) -> OutboxMessage:
    """A message that was taken to be sent."""
    async with database.write() as session:
        await outbox.enqueue(session, "a", "telegram", "1", "<a>", now)
    async with database.write() as session:
        (row,) = await outbox.take_due(session, now, 1)
    return row


async def _status(database: Database) -> str:
    async with database.read() as session:
        return (await session.get_one(OutboxMessage, 1)).status


async def test_what_one_person_waits_for_comes_first_and_what_nobody_asked_last(
    database: Database, now: datetime
) -> None:
    await _accept(
        database, now, inbox.WATCHED, inbox.OF_A_PLACE, inbox.WATCHED, inbox.WAITED_FOR, inbox.WAITED_FOR
    )
    assert await _claim(database, now, 3) == [4, 5, 2]
    assert await _claim(database, now) == [1, 3]


async def test_watched_posts_beyond_the_limit_are_passed_over_oldest_first_and_nothing_else_is(
    database: Database, now: datetime
) -> None:
    await _accept(
        database, now, inbox.WATCHED, inbox.WAITED_FOR, inbox.WATCHED, inbox.OF_A_PLACE, inbox.WATCHED
    )
    assert await _shed(database, now, 1) == 2
    assert await _shed(database, now, 0) == 1
    assert await _shed(database, now, 0) == 0
    async with database.read() as session:
        waiting = await inbox.backlog(session)
        passed_over = await session.get_one(InboxEvent, 1)
    assert (waiting.pending, waiting.shed) == (2, 3)
    assert (passed_over.status, passed_over.payload, passed_over.author) == ("shed", None, None)


async def test_a_watched_post_that_somebody_has_in_hand_is_not_passed_over(
    database: Database, now: datetime
) -> None:
    await _accept(database, now, inbox.WATCHED, inbox.WATCHED)
    assert await _claim(database, now, 1) == [1]
    assert await _shed(database, now, 0) == 1
    async with database.write() as session:
        assert await inbox.finish(session, 1, now)
        assert not await inbox.finish(session, 2, now)


async def test_a_post_that_was_passed_over_is_known_when_it_is_delivered_again(
    database: Database, now: datetime
) -> None:
    await _accept(database, now, inbox.WATCHED)
    await _shed(database, now, 0)
    await _accept(database, now, inbox.WATCHED)
    assert await _claim(database, now) == []


async def test_an_event_that_may_be_what_kills_its_workers_comes_after_all_others_and_alone(
    database: Database, now: datetime
) -> None:
    await _accept(database, now, inbox.WAITED_FOR, inbox.WAITED_FOR)
    for _ in range(4):  # four deaths with both in hand
        assert await _claim(database, now) == [1, 2]
        async with database.write() as session:
            await inbox.release_all(session)
    async with database.write() as session:
        await inbox.accept(session, [arrival(3, "place:3")], now)
    assert await _claim(database, now) == [3]
    assert await _claim(database, now) == [1]
    assert await _claim(database, now) == [2]


async def test_what_was_given_back_is_free_at_once_and_the_try_does_not_count(
    database: Database, now: datetime
) -> None:
    await _accept(database, now, inbox.WAITED_FOR)
    assert await _claim(database, now) == [1]
    async with database.write() as session:
        await inbox.give_back(session, {1: now + LEASE})
    assert await _claim(database, now) == [1]
    async with database.write() as session:
        await inbox.give_back(session, {1: now - LEASE})  # somebody else's lease
        assert (await session.get_one(InboxEvent, 1)).attempts == 1
    assert await _claim(database, now) == []


async def test_a_lease_of_a_clock_that_was_a_day_ahead_holds_nothing_up(
    database: Database, now: datetime
) -> None:
    await _accept(database, now, inbox.WAITED_FOR)
    assert await _claim(database, now + timedelta(days=1)) == [1]
    assert await _claim(database, now) == [1]


async def test_a_message_of_a_clock_that_was_a_day_ahead_is_sent_now(
    database: Database, now: datetime
) -> None:
    ahead = now + timedelta(days=1)
    row = await _message(database, ahead)
    async with database.write() as session:
        await outbox.mark_retry(session, row.id, ahead + MINUTE, "busy", row.takes)
    async with database.write() as session:
        (again,) = await outbox.take_due(session, now, 1)
        await outbox.enqueue(session, "b", "telegram", "2", "<b>", ahead)
    assert again.id == row.id
    async with database.write() as session:
        assert [message.key for message in await outbox.take_due(session, now, 1)] == ["b"]


async def test_a_message_left_sending_by_a_clock_ahead_is_taken_over(
    database: Database, now: datetime
) -> None:
    await _message(database, now + timedelta(days=1))
    async with database.write() as session:
        assert await outbox.take_interrupted(session, now, now - MINUTE, "telegram", ())


async def test_whoever_lost_a_message_to_another_cannot_have_it_sent_again(
    database: Database, now: datetime
) -> None:
    mine = await _message(database, now)
    async with database.write() as session:
        (yours,) = await outbox.take_interrupted(session, now + MINUTE, now + MINUTE, "telegram", ())
    async with database.write() as session:
        assert not await outbox.mark_retry(session, 1, now, "late", mine.takes)
        assert not await outbox.mark_unknown(session, 1, "late", mine.takes)
        assert not await outbox.mark_dead(session, 1, "late", mine.takes)
        assert await outbox.mark_unknown(session, 1, "cannot tell", yours.takes)
    assert await _status(database) == "unknown"


async def test_that_a_message_was_sent_is_true_whoever_says_it(database: Database, now: datetime) -> None:
    await _message(database, now)
    async with database.write() as session:
        (yours,) = await outbox.take_interrupted(session, now + MINUTE, now + MINUTE, "telegram", ())
        await outbox.mark_unknown(session, 1, "cannot tell", yours.takes)
        await outbox.mark_sent(session, 1, "77", now)
    assert await _status(database) == "sent"
