"""Decisions, sightings, review items and feedback."""

import asyncio
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from storage import decisions, outbox
from storage.database import Database
from storage.models import DecisionRecord, Feedback
from tests.storage.samples import add_claim, add_decision, sighting

DAY = timedelta(days=1)


async def test_the_newest_decision_about_a_post_is_found(database: Database, now: datetime) -> None:
    async with database.write() as session:
        first = await add_decision(session, now, "event-1")
        again = await add_decision(session, now, "event-2")
        again.post_id = first.post_id
    async with database.read() as session:
        found = await decisions.latest_for_post(session, "telegram", "1:event-1")
        assert found is not None
        assert (found.id, found.matches[0]["evidence"][0]["name"]) == (2, "numbers")
        assert await decisions.latest_for_post(session, "x", "1:event-1") is None
        led_to = await decisions.of_event(session, "telegram", "event-1")
        assert led_to is not None
        assert led_to.id == 1
        assert await decisions.of_event(session, "x", "event-1") is None
        assert await decisions.get(session, 1) is not None
        assert await decisions.get(session, 10**30) is None


async def test_an_event_is_decided_once(database: Database, now: datetime) -> None:
    async with database.write() as session:
        await add_decision(session, now, "event-1")
    with pytest.raises(IntegrityError):
        async with database.write() as session:
            await add_decision(session, now, "event-1")


async def test_somebodys_newest_decision_in_a_place(database: Database, now: datetime) -> None:
    async with database.write() as session:
        await add_decision(session, now, "event-1", author="a" * 32)
        await add_decision(session, now, "event-2", author="b" * 32)
    async with database.read() as session:
        found = await decisions.latest_in_place(session, "telegram", "1", "a" * 32)
        assert found is not None
        assert found.id == 1
        assert await decisions.latest_in_place(session, "telegram", "2", "a" * 32) is None
        anybodys = await decisions.latest_in_place(session, "telegram", "1")
        assert anybodys is not None
        assert anybodys.id == 2


async def test_one_of_the_bots_messages_leads_to_its_decision(database: Database, now: datetime) -> None:
    async with database.write() as session:
        decision = await add_decision(session, now)
        row = await outbox.enqueue(session, "a", "telegram", "1", "<a>", now, decision_id=decision.id)
        assert row is not None
        await outbox.mark_sent(session, row, "77", now)
    async with database.read() as session:
        found = await decisions.of_message(session, "telegram", "1", "77")
        assert found is not None
        assert found.id == decision.id
        assert await decisions.of_message(session, "telegram", "1", "78") is None


async def test_a_claim_is_seen_once_in_a_post(database: Database, now: datetime) -> None:
    async with database.write() as session:
        flat = await add_claim(session, now, "The earth is flat")
        hollow = await add_claim(session, now, "The moon is hollow")
        assert await decisions.add_sighting(session, sighting(flat.id, now))
        assert not await decisions.add_sighting(session, sighting(flat.id, now + DAY))
        assert await decisions.add_sighting(session, sighting(hollow.id, now))
        assert await decisions.add_sighting(session, sighting(hollow.id, now - DAY, "1:0"))
    async with database.read() as session:
        assert [row.claim_id for row in await decisions.sightings(session)] == [2, 1, 2]
        assert [row.post_id for row in await decisions.sightings(session, 2)] == ["1:0", "1:1"]
        assert [row.post_id for row in await decisions.sightings(session, since=now)] == ["1:1", "1:1"]
        assert list((await decisions.sighting_counts(session)).items()) == [(2, 2), (1, 1)]


async def test_something_is_put_before_the_reviewers_once(database: Database, now: datetime) -> None:
    async with database.write() as session:
        decision = await add_decision(session, now)
        row = await outbox.enqueue(session, "a", "telegram", "1", "<a>", now)
    for _ in range(2):
        async with database.write() as session:
            await decisions.open_review(session, now, decision_id=decision.id)
            await decisions.open_review(session, now, outbox_id=row)
    async with database.read() as session:
        assert await decisions.open_reviews(session) == 2


async def test_the_last_word_of_a_person_counts(database: Database, now: datetime) -> None:
    async with database.write() as session:
        decision = await add_decision(session, now, claim_id=7)
        assert await decisions.give_feedback(session, decision, 7, "b" * 32, "helped", now)
        assert not await decisions.give_feedback(session, decision, 7, "b" * 32, "helped", now)
        assert await decisions.give_feedback(session, decision, 7, "b" * 32, "wrong", now + DAY)
        assert await decisions.give_feedback(session, decision, 7, "c" * 32, "helped", now)
        assert await decisions.give_feedback(session, decision, 8, "c" * 32, "helped", now)
    async with database.read() as session:
        rows = list(await session.scalars(select(Feedback).order_by(Feedback.author, Feedback.claim_id)))
    words = [(row.author[0], row.claim_id, row.verdict, row.probability, row.given_at) for row in rows]
    assert words == [
        ("b", 7, "wrong", 0.97, now + DAY),
        ("c", 7, "helped", 0.97, now),
        ("c", 8, "helped", 0.0, now),
    ]


async def test_two_presses_at_once_are_one_word(postgresql_url: str, now: datetime) -> None:
    async with Database(postgresql_url) as database:
        async with database.write() as session:
            decision = await add_decision(session, now)

        async def press() -> bool:
            async with database.write() as session:
                given = await decisions.give_feedback(session, decision, 1, "b" * 32, "helped", now)
                await asyncio.sleep(0.1)
                return given

        assert sorted(await asyncio.gather(press(), press())) == [False, True]


async def test_old_texts_go_and_their_decisions_stay(database: Database, now: datetime) -> None:
    async with database.write() as session:
        await add_decision(session, now - 91 * DAY, "old")
        await add_decision(session, now, "new")
        assert await decisions.forget_texts(session, now - 90 * DAY) == 1
        assert await decisions.forget_texts(session, now - 90 * DAY) == 0
    async with database.read() as session:
        rows = list(await session.scalars(select(DecisionRecord).order_by(DecisionRecord.id)))
    assert [row.post_text is None for row in rows] == [True, False]
    assert rows[0].matches[0]["probability"] == 0.97
