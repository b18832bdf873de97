"""Questions that found nothing: counted by meaning, shown from three people on, without their words."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from bot.decisions import demand
from bot.signing import Signer
from matchers.encoding.encoders import HashingEncoder
from matchers.matcher import ClaimMatcher
from storage import decisions, privacy, questions, unanswered
from storage.database import Database
from storage.models import DecisionRecord
from storage.models.demand import Unanswered

NOW = datetime(2026, 12, 1, tzinfo=UTC)
ASKED = "will the city ban gas stoves next year"
OTHER = "who painted the bridge green on monday morning"


@dataclass
class Box:
    database: Database
    matcher: ClaimMatcher
    number: int = 0

    async def ask(self, author: str, text: str, *, consent: bool = False, at: datetime = NOW) -> int:
        self.number += 1
        async with self.database.write() as session:
            record = await decisions.record(
                session,
                DecisionRecord(
                    platform="telegram",
                    event_id=f"e{self.number}",
                    post_id=f"p{self.number}",
                    checked_post_id=None,
                    place_id=author,
                    author=author,
                    action="admit",
                    reason="nothing-found",
                    matches=[],
                    post_text=text if consent else None,
                    stance="ask",
                    language="en",
                    model_id=self.matcher.model_id,
                    decided_at=at,
                ),
            )
            if consent:
                await questions.ask(session, record.id, author, {"id": author}, None, "en", at)
        asked = demand.UnansweredQuestion(record.id, author, text, "en")
        await demand.note(self.database, self.matcher, Signer(b"key"), [asked], at)
        return record.id

    async def read(self) -> list[demand.Asked]:
        async with self.database.read() as session:
            return await demand.read(session, self.matcher.model_id, NOW)


@pytest.fixture
async def box(sqlite_url: str) -> AsyncIterator[Box]:
    async with Database(sqlite_url) as database:
        yield Box(database, ClaimMatcher(HashingEncoder()))


async def test_fewer_than_three_people_show_nothing(box: Box) -> None:
    for author in ("a", "b", "a", "b", "a"):
        await box.ask(author, ASKED)
    assert await box.read() == []
    await box.ask("c", ASKED)
    await box.ask("c", OTHER)
    (found,) = await box.read()
    assert (found.people, found.questions, found.example) == (3, 6, None)


async def test_an_example_needs_consent(box: Box) -> None:
    for author in ("a", "b"):
        await box.ask(author, ASKED, at=NOW - timedelta(days=20))
    await box.ask("c", ASKED, consent=True)
    (found,) = await box.read()
    assert found.example == ASKED
    assert found.recently == 1
    assert found.languages == (("en", 3),)
    assert found.first_at == NOW - timedelta(days=20)


async def test_no_word_is_kept_of_what_was_asked(box: Box) -> None:
    await box.ask("a", ASKED)
    async with box.database.read() as session:
        (row,) = await unanswered.latest(session, box.matcher.model_id, 10)
    kept = " ".join(str(getattr(row, column.name)) for column in Unanswered.__table__.columns)
    assert not set(ASKED.split()) & set(kept.split())
    assert len(row.sketch) == 64


async def test_another_key_makes_another_sketch(box: Box) -> None:
    vectors = box.matcher.embed([ASKED])
    one, two = (demand.sketches_of(vectors, Signer(key))[0] for key in (b"one", b"two"))
    assert one != two
    assert demand.sketches_of(vectors, Signer(b"one")) == [one]


async def test_whoever_is_forgotten_is_counted_no_more(box: Box) -> None:
    for author in ("a", "b", "c"):
        await box.ask(author, ASKED)
    assert len(await box.read()) == 1
    async with box.database.write() as session:
        await privacy.forget_author(session, privacy.ForgottenPerson("a", "telegram", "a"), "gone")
    assert await box.read() == []
