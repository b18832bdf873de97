"""Events that wait for each other, and messages that change an earlier one."""

from datetime import datetime, timedelta

from storage import inbox, outbox
from storage.database import Database

SECOND, LEASE = timedelta(seconds=1), timedelta(minutes=2)


def part(number: int, now: datetime) -> inbox.Arrival:
    return inbox.Arrival("telegram", f"update:{number}", "telegram:5:album:A", "{}", not_before=now + SECOND)


async def test_an_event_is_not_taken_before_its_time(database: Database, now: datetime) -> None:
    async with database.write() as session:
        await inbox.accept(session, [part(1, now)], now)
        assert await inbox.claim_due(session, now, LEASE, 9) == []
        assert len(await inbox.claim_due(session, now + SECOND, LEASE, 9)) == 1


async def test_whoever_takes_the_first_part_takes_the_rest(database: Database, now: datetime) -> None:
    later = now + 2 * SECOND
    other = inbox.Arrival("telegram", "update:9", "telegram:5", "{}")
    async with database.write() as session:
        await inbox.accept(session, [part(1, now), other, part(2, now), part(3, later)], now)
    async with database.write() as session:
        first, _ = await inbox.claim_due(session, later, LEASE, 9)
        rest = await inbox.claim_rest(session, first, later, LEASE)
        assert [row.event_id for row in rest] == ["update:2", "update:3"]
        assert [row.claimed_until for row in rest] == [later + LEASE] * 2
        assert await inbox.handled_in(session, first.conversation) == []
        assert await inbox.finish(session, first.id, later)
        assert await inbox.handled_in(session, first.conversation) == ["update:1"]


async def queued(database: Database, now: datetime, *keys: str) -> list[int]:
    async with database.write() as session:
        ids = [await outbox.enqueue(session, key, "telegram", "-5", "{}", now, claim_id=7) for key in keys]
    return [row_id for row_id in ids if row_id is not None]


async def test_the_changes_of_an_answer_are_found_under_its_key_and_no_others(
    database: Database, now: datetime
) -> None:
    keys = ["answer:telegram:-5:1", "answer:telegram:-5:1:edit:u2", "answer:telegram:-5:12", "answer:x:-5:1"]
    await queued(database, now, *keys)
    async with database.read() as session:
        found = await outbox.under_key(session, keys[0])
        assert [row.key for row in found] == keys[:2]
        assert (row := await outbox.by_key(session, keys[2])) is not None
        assert row.key == keys[2]
        assert await outbox.by_key(session, "answer:telegram:-5:123") is None


async def test_only_a_message_that_has_not_left_can_be_stopped(database: Database, now: datetime) -> None:
    first, second = await queued(database, now, "one", "two")
    async with database.write() as session:
        await outbox.take_due(session, now, 1)
        assert not await outbox.cancel_unsent(session, first, "changed")
        assert await outbox.cancel_unsent(session, second, "changed")
        assert await outbox.counts(session) == {"sending": 1, "cancelled": 1}


async def test_an_answer_that_was_changed_is_not_its_old_claims_answer_any_more(
    database: Database, now: datetime
) -> None:
    (row_id,) = await queued(database, now, "one")
    async with database.write() as session:
        assert await outbox.answered_recently(session, "telegram", "-5", 7, now)
        await outbox.disown(session, [row_id])
        assert not await outbox.answered_recently(session, "telegram", "-5", 7, now)


async def test_what_is_on_its_way_to_a_place_that_closes_is_not_tried_again(
    database: Database, now: datetime
) -> None:
    (row_id,) = await queued(database, now, "one")
    async with database.write() as session:
        await outbox.take_due(session, now, 1)
        await outbox.close_place(session, "telegram", "-5", "the bot was put out")
        await outbox.mark_retry(session, row_id, now + SECOND, "too many requests")
        assert await outbox.counts(session) == {"dead": 1}
