"""Chats, the reviewers' queue, questions, subscriptions, invitations, rates: on both databases."""

import asyncio
from datetime import datetime, timedelta

import pytest

from storage import (
    allowances,
    chats,
    claim_changes,
    claims,
    decisions,
    inbox,
    invitations,
    outbox,
    questions,
    reviews,
    statistics,
)
from storage.allowances import RateVerdict
from storage.chats import Whereabouts
from storage.database import Database
from storage.models import ReviewItem, Sighting
from storage.models.chats import Chat
from storage.privacy import ForgottenPerson, forget_author
from tests.storage.samples import add_claim, add_decision, arrival, sighting

AUTHOR = "a" * 32
PLACE = {"platform": "telegram", "id": "1", "kind": "private", "title": "", "thread_id": None}
WHERE = Whereabouts("telegram", "-500", "group", "Neighbours")
TEN_MINUTES = timedelta(minutes=10)


async def queue(database: Database, now: datetime, number: int) -> None:
    async with database.write() as session:
        await add_claim(session, now)
        for count in range(number):
            record = await add_decision(session, now, f"event-{count}")
            seen = decisions.as_json(sighting(1, now, author=AUTHOR, decision_id=record.id))
            await decisions.open_review(session, now, decision_id=record.id, sighting=seen)


async def test_reviewers_who_ask_at_once_get_different_items(database: Database, now: datetime) -> None:
    await queue(database, now, 4)

    async def take(reviewer: str) -> int:
        async with database.write() as session:
            item = await reviews.take_next(session, reviewer, now)
            assert item is not None
            return item.id

    taken = await asyncio.gather(*(take(f"telegram:{number}") for number in range(4)))
    assert len(set(taken)) == 4


async def test_what_a_reviewer_holds_comes_before_what_is_older(database: Database, now: datetime) -> None:
    await queue(database, now, 2)
    async with database.write() as session:
        first = await reviews.take_next(session, "telegram:1", now)
        second = await reviews.take_next(session, "telegram:2", now)
        assert first is not None
        assert second is not None
        await reviews.let_go(session, first)
        again = await reviews.take_next(session, "telegram:2", now)
        assert again is not None
        assert again.id == second.id


async def test_a_decision_is_due_when_it_can_no_longer_be_undone(database: Database, now: datetime) -> None:
    await queue(database, now, 1)
    async with database.write() as session:
        item = await reviews.take_next(session, "telegram:1", now)
        assert item is not None
        await reviews.decide(session, item, {"claim_id": 1}, now)
        assert await reviews.due(session, now + timedelta(seconds=9)) == []
        assert not await reviews.undo(session, item, "telegram:2", now)
        assert [one.id for one in await reviews.due(session, now + reviews.UNDO_FOR)] == [item.id]
        assert not await reviews.undo(session, item, "telegram:1", now + reviews.UNDO_FOR)
        await reviews.close(session, item, now + reviews.UNDO_FOR)
    async with database.read() as session:
        assert await reviews.waiting(session) == 0
        closed = await session.get(ReviewItem, 1)
        assert closed is not None
        assert (closed.status, closed.sighting) == ("closed", None)


async def test_a_sighting_survives_the_queue(now: datetime) -> None:
    draft = sighting(1, now)
    assert decisions.from_json(decisions.as_json(draft), 1, draft.probability) == draft


async def test_a_chat_has_one_row_whoever_comes_first(database: Database, now: datetime) -> None:
    async def ensure() -> int:
        async with database.write() as session:
            return (await chats.ensure(session, WHERE, now)).id

    assert len(set(await asyncio.gather(*(ensure() for _ in range(4))))) == 1


async def test_a_chat_that_moves_keeps_its_manners(database: Database, now: datetime) -> None:
    async with database.write() as session:
        chat = await chats.ensure(session, WHERE, now)
        chat.mode = "watch"
        await chats.move(session, "telegram", "-500", "-100500")
    async with database.read() as session:
        moved = await chats.find(session, "telegram", "-100500")
        assert moved is not None
        assert moved.mode == "watch"
        assert await chats.find(session, "telegram", "-500") is None


@pytest.mark.parametrize(
    ("start", "end", "offset", "hour", "quiet"),
    [
        (22, 7, 0, 23, True),
        (22, 7, 0, 6, True),
        (22, 7, 0, 7, False),
        (22, 7, 0, 21, False),
        (0, 8, 0, 7, True),
        (0, 8, 0, 8, False),
        (22, 7, 180, 19, True),
        (22, 7, -300, 2, False),
        (None, None, 0, 3, False),
        (5, 5, 0, 5, False),
    ],
)
def test_quiet_hours_may_span_midnight_and_follow_the_chats_clock(
    start: int | None, end: int | None, offset: int, hour: int, quiet: bool, now: datetime
) -> None:
    chat = Chat(quiet_from=start, quiet_until=end, utc_offset=offset)
    assert chats.is_quiet_at(chat, now.replace(hour=hour, minute=30)) is quiet


async def test_a_claim_is_silenced_in_one_chat_alone(database: Database, now: datetime) -> None:
    async with database.write() as session:
        claim = await add_claim(session, now)
        here = await chats.ensure(session, WHERE, now)
        there = await chats.ensure(session, Whereabouts("telegram", "-600", "group", "Others"), now)
        assert await chats.silence(session, here, claim.id, now)
        assert not await chats.silence(session, here, claim.id, now)
        assert await chats.is_silenced(session, here, claim.id)
        assert not await chats.is_silenced(session, there, claim.id)
        assert await chats.unsilence_all(session, here) == 1
        assert not await chats.is_silenced(session, here, claim.id)


async def test_a_rate_grants_warns_once_and_then_is_silent(database: Database, now: datetime) -> None:
    async with database.write() as session:
        given = [await allowances.spend(session, "person:a", 2, TEN_MINUTES, now) for _ in range(5)]
        assert given == [
            RateVerdict.GRANTED,
            RateVerdict.GRANTED,
            RateVerdict.WARN,
            RateVerdict.SILENCE,
            RateVerdict.SILENCE,
        ]
        later = await allowances.spend(session, "person:a", 2, TEN_MINUTES, now + TEN_MINUTES)
        assert later is RateVerdict.GRANTED
        assert await allowances.forget_spent(session, now + TEN_MINUTES + TEN_MINUTES) == 1


async def test_an_invitation_is_used_once_and_lapses(database: Database, now: datetime) -> None:
    async with database.write() as session:
        await invitations.invite(session, "secret", "reviewer", "telegram:1", now + TEN_MINUTES)
        assert await invitations.peek(session, "other", now) is None
        assert await invitations.peek(session, "secret", now + TEN_MINUTES) is None
        known = await invitations.peek(session, "secret", now)
        assert known is not None
        assert "secret" not in known.code_hash
        await invitations.use(session, known, "telegram:2")
        assert await invitations.peek(session, "secret", now) is None


async def test_a_merged_claim_hands_over_its_sightings_but_for_posts_known_already(
    database: Database, now: datetime
) -> None:
    async with database.write() as session:
        source = await add_claim(session, now, "The Moon is cheese, they say")
        target = await add_claim(session, now, "The Moon is made of cheese")
        for claim, post in ((source, "1:1"), (source, "1:2"), (target, "1:1")):
            await decisions.add_sighting(session, sighting(claim.id, now, post))
        await claim_changes.merge(session, source, target, "merged", now)
        assert (await decisions.sighting_counts(session))[target.id] == 2
        assert {one.text for one in target.phrasings} == {"The Moon is cheese, they say"}
        assert not source.is_published


async def test_a_claim_is_restored_from_its_snapshot(database: Database, now: datetime) -> None:
    async with database.write() as session:
        claim = await add_claim(session, now)
        was = claims.snapshot(claim)
        await claims.edit(session, claim, now, rating="mixed", claimant="A pundit", language="en")
        await claims.add_phrasing(session, claim, "Another wording of it", None, now)
        await claims.replace_fact_check(session, claim, claims.FactCheckDraft("https://example.org/new"), now)
        await claims.retract(session, claim, "wrong", now)
        await claim_changes.restore(session, claim, was, now)
    async with database.read() as session:
        restored = await claims.get(session, 1)
        assert restored is not None
        assert claims.snapshot(restored) == was


async def test_a_used_claim_is_known_as_such(database: Database, now: datetime) -> None:
    async with database.write() as session:
        claim = await add_claim(session, now)
        assert await claim_changes.used(session, [claim.id]) == set()
        await decisions.add_sighting(session, sighting(claim.id, now))
        assert await claim_changes.used(session, [claim.id]) == {claim.id}


async def test_forgetting_somebody_ends_what_they_wait_for_and_empties_the_queue(
    database: Database, now: datetime
) -> None:
    await queue(database, now, 1)
    async with database.write() as session:
        await questions.ask(session, 1, AUTHOR, PLACE, None, "en", now)
        await questions.subscribe(session, 1, AUTHOR, PLACE, "en", now)
        chat = await chats.ensure(session, WHERE, now)
        chat.told = "1"
        await chats.note_admin(session, chat, AUTHOR, now)
    async with database.write() as session:
        forgotten = await forget_author(session, ForgottenPerson(AUTHOR, "telegram", "1"), "f" * 32)
        assert forgotten.waiting == 3
    async with database.read() as session:
        assert await questions.waiting(session, 1) == []
        assert await questions.subscribers(session, 1) == []
        assert await chats.run_by(session, "telegram", AUTHOR) == []
        left = await chats.find(session, "telegram", "-500")
        assert left is not None
        assert left.told is None
        item = await session.get(ReviewItem, 1)
        assert item is not None
        assert item.sighting is None


async def test_whose_post_stands_in_anothers_question_is_forgotten_too(
    database: Database, now: datetime
) -> None:
    writer = "b" * 32
    async with database.write() as session:
        await add_claim(session, now)
        record = await add_decision(session, now)
        seen = decisions.as_json(sighting(1, now, author=writer))
        await decisions.open_review(session, now, decision_id=record.id, sighting=seen)
        await forget_author(session, ForgottenPerson(writer, "telegram", "9"), "f" * 32)
    async with database.read() as session:
        item = await session.get(ReviewItem, 1)
        assert item is not None
        assert item.sighting is None


async def test_statistics_give_the_median_time_from_arrival_to_answer(
    database: Database, now: datetime
) -> None:
    async with database.write() as session:
        await add_claim(session, now)
        await inbox.accept(session, [arrival(number) for number in range(3)], now)
        for number, seconds in enumerate((2, 4, 60)):
            record = await add_decision(session, now, f"event-{number}")
            row = await outbox.enqueue(
                session, f"k{number}", "telegram", "1", "{}", now, claim_id=1, decision_id=record.id
            )
            assert row is not None
            await outbox.mark_sent(session, row, str(number), now + timedelta(seconds=seconds))
    async with database.read() as session:
        seen = await statistics.gather(session, now - timedelta(days=1))
        assert (seen.answers, seen.median_answer) == (3, timedelta(seconds=4))
        later = await statistics.gather(session, now + timedelta(days=1))
        assert (later.answers, later.median_answer) == (0, None)


async def test_sightings_are_unique_for_a_claim_and_a_post(database: Database, now: datetime) -> None:
    async with database.write() as session:
        await add_claim(session, now)
        assert await decisions.add_sighting(session, sighting(1, now))
        assert not await decisions.add_sighting(session, sighting(1, now))
        assert await session.get(Sighting, 1) is not None
