"""Forgetting a person, and keeping nothing longer than is allowed: in the rows and in the file itself."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import LargeBinary, select

from storage import accounts, decisions, inbox, outbox, privacy
from storage.database import Database
from storage.models import Base, DecisionRecord, Dialogue, InboxEvent, OutboxMessage, Sighting
from storage.privacy import Forgotten, ForgottenPerson
from storage.upkeep import retention
from tests.storage.samples import add_claim, add_decision, arrival, sighting

SOMEBODY, ANOTHER, NOBODY = "a" * 32, "b" * 32, "f" * 32
PERSON = ForgottenPerson(SOMEBODY, "telegram", "1")
WORDS = "SecretWordsOfSomebody"
DAY = timedelta(days=1)


async def _leave_traces(
    database: Database, now: datetime, author: str, number: int, words: str = WORDS
) -> None:
    """Everything that the bot keeps of somebody who wrote it a message, in each table."""
    async with database.write() as session:
        await inbox.accept(
            session,
            [
                inbox.Arrival("telegram", f"{number}", f"place {number}", f"<{words}>", author),
                inbox.Arrival("telegram", f"{number}b", f"other {number}", f"<{words}>", author),
            ],
            now,
        )
        failed = await session.scalar(select(InboxEvent.id).where(InboxEvent.event_id == f"{number}b"))
        assert failed is not None
        await inbox.fail(session, failed, now, f"cannot handle {words}")
        decision = await add_decision(session, now, f"event-{number}", author=author, text=f"<{words}>")
        decision.matches = [
            {
                "claim_id": 1,
                "probability": 0.97,
                "evidence": [{"name": "n", "score": 1, "details": {"q": words}}],
            }
        ]
        await decisions.add_sighting(
            session,
            sighting(1, now, f"{number}", author=author, place_kind="private", decision_id=decision.id),
        )
        await decisions.give_feedback(session, decision, 1, author, "helped", now)
        await accounts.set_language(session, author, "es")
        await accounts.keep_dialogue(
            session, f"telegram:{number}", "addclaim", {"claim": words}, now + DAY, author=author
        )
        for key, linked, named in (("answer", decision.id, None), ("reply", None, author)):
            row = await outbox.enqueue(
                session,
                f"{key}:{number}",
                "telegram",
                f"{number}",
                f"<{words}>",
                now,
                decision_id=linked,
                author=named,
            )
            assert row is not None
            await outbox.mark_sent(session, row, f"{key}-{number}", now)


@pytest.fixture
async def filled(database: Database, now: datetime) -> Database:
    async with database.write() as session:
        await add_claim(session, now)
    await _leave_traces(database, now, SOMEBODY, 1)
    await _leave_traces(database, now, ANOTHER, 2, "WordsOfAnother")
    async with database.write() as session:
        for event_id in (1, 3):
            await inbox.finish(session, event_id, now)
    return database


async def _dump(database: Database) -> str:
    """Every text of every row."""
    lines = []
    async with database.read() as session:
        for table in Base.metadata.sorted_tables:
            columns = [column for column in table.columns if not isinstance(column.type, LargeBinary)]
            for row in await session.execute(select(*columns)):
                lines.append(f"{table.name}: {tuple(row)}")
    return "\n".join(lines)


async def test_nothing_leads_to_a_forgotten_person_and_others_stay(filled: Database) -> None:
    before = await _dump(filled)
    assert SOMEBODY in before
    assert WORDS in before
    async with filled.write() as session:
        forgotten = await privacy.forget_author(session, PERSON, NOBODY)
    assert forgotten == Forgotten(
        preferences=1, feedback=1, dialogues=1, waiting=0, decisions=1, sightings=1, messages=2, events=2
    )
    assert forgotten.total == 9
    after = await _dump(filled)
    assert SOMEBODY not in after
    assert WORDS not in after
    assert after.count(ANOTHER) == before.count(ANOTHER)
    assert after.count("WordsOfAnother") == before.count("WordsOfAnother")


async def test_the_count_of_sightings_and_the_scores_stay(filled: Database) -> None:
    async with filled.write() as session:
        await privacy.forget_author(session, PERSON, NOBODY)
    async with filled.read() as session:
        assert await decisions.sighting_counts(session) == {1: 2}
        seen = (await session.scalars(select(Sighting).where(Sighting.author == NOBODY))).one()
        assert seen.place_title is None
        decided = (await session.scalars(select(DecisionRecord).where(DecisionRecord.author == NOBODY))).one()
        assert decided.post_text is None
        assert decided.matches == [
            {"claim_id": 1, "probability": 0.97, "evidence": [{"name": "n", "score": 1, "details": {}}]}
        ]


async def test_forgetting_somebody_unknown_changes_nothing(filled: Database) -> None:
    before = await _dump(filled)
    async with filled.write() as session:
        assert (
            await privacy.forget_author(session, ForgottenPerson("c" * 32, "telegram", "99"), NOBODY)
        ).total == 0
    assert await _dump(filled) == before


async def test_a_forgotten_persons_waiting_messages_still_leave(filled: Database, now: datetime) -> None:
    async with filled.write() as session:
        row = await outbox.enqueue(session, "farewell", "telegram", "1", "<done>", now, author=SOMEBODY)
        await inbox.accept(session, [arrival(9, author=SOMEBODY)], now)
        await privacy.forget_author(session, PERSON, NOBODY)
        due = [(message.id, message.payload) for message in await outbox.take_due(session, now, 10)]
        events = [event.payload for event in await inbox.claim_due(session, now, DAY, 10)]
    assert due == [(row, "<done>")]
    assert events == ['{"number": 9}']


async def test_forgotten_words_are_nowhere_in_the_sqlite_file(sqlite_url: str, now: datetime) -> None:
    async with Database(sqlite_url) as database:
        file = Path(database.url.database or "")
        async with database.write() as session:
            await add_claim(session, now)
        for number in range(40):
            words = WORDS * (number * number + 1)  # from a few bytes to several pages
            await _leave_traces(database, now, SOMEBODY if number % 2 else ANOTHER, number, words)
        async with database.write() as session:
            for event in await session.scalars(select(InboxEvent).where(InboxEvent.status == "pending")):
                await inbox.finish(session, event.id, now)
        assert await database.purge_log()
        assert WORDS.encode() in file.read_bytes()
        async with database.write() as session:
            for author in (SOMEBODY, ANOTHER):
                await privacy.forget_author(session, ForgottenPerson(author, "telegram", "99"), NOBODY)
        assert await database.purge_log()
        for part in sorted(file.parent.glob("claimspread.sqlite3*")):
            assert WORDS.encode() not in part.read_bytes(), part.name


async def test_the_log_is_not_emptied_under_a_reader(sqlite_url: str, now: datetime) -> None:
    async with Database(sqlite_url) as database:
        async with database.read() as session:
            await decisions.open_reviews(session)
            async with database.write() as writer:
                await add_claim(writer, now)
            assert not await database.purge_log()
        assert await database.purge_log()


async def test_what_is_old_is_forgotten_and_the_rest_kept(database: Database, now: datetime) -> None:
    keep = retention.Retention(texts=90 * DAY, handled=30 * DAY)
    async with database.write() as session:
        await add_claim(session, now)
    for number, age in ((1, 91), (2, 31), (3, 1)):
        await _leave_traces(database, now - age * DAY, f"{number}" * 32, number, f"Words{number}x")
        async with database.write() as session:
            await inbox.finish(session, 2 * number - 1, now - age * DAY)
    async with database.write() as session:
        swept = await retention.sweep(session, now, keep)
        assert await retention.sweep(session, now, keep) == retention.Swept(0, 0, 0, 0, 0, 0, 0)
    assert swept == retention.Swept(
        texts=1, messages=2, failed_events=1, handled_events=2, dialogues=3, rates=0, signed_in=0
    )
    async with database.read() as session:
        texts = [
            row.post_text for row in await session.scalars(select(DecisionRecord).order_by(DecisionRecord.id))
        ]
        payloads = [
            row.payload for row in await session.scalars(select(OutboxMessage).order_by(OutboxMessage.id))
        ]
        events = [
            (row.id, row.payload) for row in await session.scalars(select(InboxEvent).order_by(InboxEvent.id))
        ]
        assert (await session.scalars(select(Dialogue))).all() == []
    assert texts == [None, "<Words2x>", "<Words3x>"]
    assert payloads == [None, None, *["<Words2x>"] * 2, *["<Words3x>"] * 2]
    assert events == [(2, None), (4, "<Words2x>"), (5, None), (6, "<Words3x>")]
