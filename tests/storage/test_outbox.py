"""The outbox: each key queued once, each row sent once, in the order of its place."""

import asyncio
from datetime import datetime, timedelta

import pytest

from storage import outbox
from storage.database import Database
from storage.models import OutboxMessage

SECOND = timedelta(seconds=1)


async def _enqueue(
    database: Database,
    now: datetime,
    key: str,
    place: str = "1",
    claim_id: int | None = None,
    platform: str = "telegram",
) -> int | None:
    async with database.write() as session:
        return await outbox.enqueue(session, key, platform, place, f"<{key}>", now, claim_id=claim_id)


async def _take(
    database: Database, now: datetime, limit: int = 10, platforms: list[str] | None = None
) -> list[int]:
    async with database.write() as session:
        return [row.id for row in await outbox.take_due(session, now, limit, platforms)]


async def _row(database: Database, row_id: int) -> OutboxMessage:
    async with database.read() as session:
        return await session.get_one(OutboxMessage, row_id)


async def test_a_key_is_queued_once(database: Database, now: datetime) -> None:
    assert await _enqueue(database, now, "answer:1") == 1
    assert await _enqueue(database, now, "answer:1", place="2") is None
    async with database.write() as session:
        await outbox.mark_sent(session, 1, "77", now)
    assert await _enqueue(database, now, "answer:1") is None
    async with database.read() as session:
        assert await outbox.counts(session) == {"sent": 1}


async def test_a_place_gets_its_messages_one_after_another(database: Database, now: datetime) -> None:
    for key, place in (("a", "1"), ("b", "1"), ("c", "2")):
        await _enqueue(database, now, key, place)
    assert await _take(database, now) == [1, 3]
    assert await _take(database, now) == []
    async with database.write() as session:
        await outbox.mark_sent(session, 1, "77", now)
    assert await _take(database, now) == [2]


async def test_the_same_place_id_on_two_platforms_is_two_places(database: Database, now: datetime) -> None:
    await _enqueue(database, now, "a")
    await _enqueue(database, now, "b", platform="x")
    assert await _take(database, now) == [1, 2]


async def test_a_message_that_waits_for_its_retry_is_not_overtaken(database: Database, now: datetime) -> None:
    await _enqueue(database, now, "a")
    await _enqueue(database, now, "b")
    assert await _take(database, now) == [1]
    async with database.write() as session:
        await outbox.mark_retry(session, 1, now + SECOND, "too many requests")
    assert await _take(database, now) == []
    assert await _take(database, now + SECOND) == [1]
    row = await _row(database, 1)
    assert (row.attempts, row.error, row.sending_since) == (2, "too many requests", now + SECOND)


async def test_a_message_given_up_does_not_hold_up_its_place(database: Database, now: datetime) -> None:
    for key in ("a", "b", "c", "d"):
        await _enqueue(database, now, key)
    for row_id, close in (
        (1, outbox.mark_dead),
        (2, outbox.mark_unknown),
        (3, outbox.cancel),
    ):
        assert await _take(database, now) == [row_id]
        async with database.write() as session:
            await close(session, row_id, "refused")
    assert await _take(database, now) == [4]
    async with database.read() as session:
        assert await outbox.counts(session) == {"dead": 1, "unknown": 1, "cancelled": 1, "sending": 1}


async def test_only_the_platforms_that_are_open_are_sent_to(database: Database, now: datetime) -> None:
    await _enqueue(database, now, "a", platform="x")
    await _enqueue(database, now, "b", platform="telegram")
    assert await _take(database, now, platforms=[]) == []
    assert await _take(database, now, platforms=["telegram"]) == [2]


async def test_a_row_left_sending_is_found_and_not_sent_again(database: Database, now: datetime) -> None:
    await _enqueue(database, now, "a", "1")
    await _enqueue(database, now, "b", "2")
    assert await _take(database, now, limit=1) == [1]
    assert await _take(database, now + SECOND) == [2]
    async with database.write() as session:
        left = await outbox.take_interrupted(session, now + SECOND, now + SECOND, "telegram", ())
        assert [(row.id, row.takes) for row in left] == [(1, 2)]
        assert await outbox.take_interrupted(session, now + SECOND, now + SECOND, "x", ()) == []
        assert await outbox.take_interrupted(session, now + SECOND, None, "telegram", (1, 2)) == []
    assert await _take(database, now + timedelta(days=1)) == []


async def test_two_workers_at_once_take_different_messages(postgresql_url: str, now: datetime) -> None:
    async with Database(postgresql_url) as database:
        for key in ("a", "b", "c"):
            await _enqueue(database, now, key, place=key)
        await _enqueue(database, now, "later", place="a")
        async with asyncio.timeout(10), database.write() as first, database.write() as second:
            mine = [row.id for row in await outbox.take_due(first, now, 2)]
            yours = [row.id for row in await outbox.take_due(second, now, 5)]
    assert (mine, yours) == ([1, 2], [3])


async def test_a_retraction_stops_what_has_not_left_and_nothing_else(
    database: Database, now: datetime
) -> None:
    for key, claim_id in (("a", 7), ("b", 7), ("c", 8)):
        await _enqueue(database, now, key, place=key, claim_id=claim_id)
    assert await _take(database, now, limit=1) == [1]
    async with database.write() as session:
        assert await outbox.cancel_for_claim(session, 7, "the claim was retracted") == 1
    assert await _take(database, now) == [3]
    row = await _row(database, 2)
    assert (row.status, row.error) == ("cancelled", "the claim was retracted")


async def test_messages_follow_a_group_to_its_new_id(database: Database, now: datetime) -> None:
    await _enqueue(database, now, "a", "-5")
    await _enqueue(database, now, "b", "-5")
    assert await _take(database, now) == [1]
    async with database.write() as session:
        await outbox.move_place(session, "telegram", "-5", "-1005")
        await outbox.mark_retry(session, 1, now, "the group has another id")
    assert [(await _row(database, number)).place_id for number in (1, 2)] == ["-1005", "-1005"]
    assert await _take(database, now) == [1]


async def test_a_closed_place_gets_nothing_more(database: Database, now: datetime) -> None:
    await _enqueue(database, now, "a", "-5")
    await _enqueue(database, now, "b", "6")
    async with database.write() as session:
        await outbox.close_place(session, "telegram", "-5", "the bot was removed")
    assert await _take(database, now) == [2]
    assert (await _row(database, 1)).status == "dead"


@pytest.mark.parametrize("status", ["pending", "sending", "sent", "unknown"])
async def test_a_place_that_was_given_a_claim_is_known(
    database: Database, now: datetime, status: str
) -> None:
    await _enqueue(database, now, "a", "1", claim_id=7)
    async with database.write() as session:
        (await session.get_one(OutboxMessage, 1)).status = status
    async with database.read() as session:
        assert await outbox.answered_recently(session, "telegram", "1", 7, now)
        assert not await outbox.answered_recently(session, "telegram", "1", 7, now + SECOND)
        assert not await outbox.answered_recently(session, "telegram", "1", 8, now)
        assert not await outbox.answered_recently(session, "telegram", "2", 7, now)
        assert not await outbox.answered_recently(session, "x", "1", 7, now)


@pytest.mark.parametrize("status", ["dead", "cancelled"])
async def test_an_answer_that_never_arrived_does_not_count(
    database: Database, now: datetime, status: str
) -> None:
    await _enqueue(database, now, "a", "1", claim_id=7)
    async with database.write() as session:
        (await session.get_one(OutboxMessage, 1)).status = status
    async with database.read() as session:
        assert not await outbox.answered_recently(session, "telegram", "1", 7, now)


async def test_one_of_the_bots_messages_leads_to_its_row(database: Database, now: datetime) -> None:
    await _enqueue(database, now, "a", "1")
    async with database.write() as session:
        await outbox.mark_sent(session, 1, "77", now)
    async with database.read() as session:
        found = await outbox.by_message(session, "telegram", "1", "77")
        assert found is not None
        assert (found.id, found.sent_at) == (1, now)
        assert await outbox.by_message(session, "telegram", "2", "77") is None


async def test_old_messages_lose_their_content_once_they_are_settled(
    database: Database, now: datetime
) -> None:
    for key in ("old and sent", "old and waiting", "unknown"):
        await _enqueue(database, now - timedelta(days=91), key, place=key)
    await _enqueue(database, now, "new and sent")
    async with database.write() as session:
        await outbox.mark_sent(session, 1, "77", now)
        await outbox.mark_unknown(session, 3, "cannot tell")
        await outbox.mark_sent(session, 4, "78", now)
        assert await outbox.forget_sent(session, now - timedelta(days=90)) == 2
        assert await outbox.forget_sent(session, now - timedelta(days=90)) == 0
    payloads = [(await _row(database, number)).payload for number in (1, 2, 3, 4)]
    assert payloads == [None, "<old and waiting>", None, "<new and sent>"]
