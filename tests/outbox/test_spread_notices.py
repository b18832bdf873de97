"""What the bot tells by itself: a rise once, the digest once a week, however many workers look."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from bot.config import Settings
from bot.events import message_json
from bot.markup import plain_text
from bot.outbox.spread_notices import SpreadWatch
from bot.telemetry.tracing import TRACE
from storage import claims, decisions, digests
from storage.claims import ClaimDraft
from storage.database import Database
from storage.models import OutboxMessage
from tests.storage.samples import sighting

NOW = datetime(2026, 11, 20, 12, 30, tzinfo=UTC)
HOUR = timedelta(hours=1)
PLACE = {"platform": "telegram", "id": "77", "kind": "private", "title": "", "thread_id": None}


def watch(database: Database, now: datetime = NOW) -> SpreadWatch:
    settings = Settings(database_url="sqlite:///unused", review_chat="telegram:-100123")
    return SpreadWatch(database, settings, lambda: now)


async def claim_seen(database: Database, at: list[datetime], statement: str = "It is so") -> int:
    async with database.write() as session:
        claim_id = (await claims.add(session, ClaimDraft(statement, "false"), NOW - timedelta(days=30))).id
        for number, moment in enumerate(at):
            draft = sighting(claim_id, moment, f"{moment}:{number}")
            await decisions.add_sighting(session, replace(draft, place_id=str(number % 4)))
    return claim_id


async def sent(database: Database) -> list[str]:
    async with database.read() as session:
        rows = (await session.scalars(select(OutboxMessage).order_by(OutboxMessage.id))).all()
    return [plain_text(message_json.validate_json(row.payload or "").html) for row in rows]


def burst(now: datetime = NOW) -> list[datetime]:
    past = [now - timedelta(hours=12 * number) for number in range(1, 40)]
    return past + [now - timedelta(minutes=number) for number in range(20)]


async def test_an_unusual_rise_is_told_in_one_sentence_to_the_review_chat(database: Database) -> None:
    claim_id = await claim_seen(database, burst())
    assert await watch(database).report_rises() == 1
    (said,) = await sent(database)
    sentence = said.splitlines()[0]
    assert sentence.startswith(f"Unusual rise: claim {claim_id} was seen in 20 posts at 4 places")
    assert "where 0.5 are usual" in sentence
    async with database.read() as session:
        (row,) = await session.scalars(select(OutboxMessage))
        assert (row.platform, row.place_id) == ("telegram", "-100123")
        assert message_json.validate_json(row.payload or "").extra[TRACE]


async def test_a_language_that_the_bot_does_not_speak_is_told_in_english(database: Database) -> None:
    await claim_seen(database, burst())
    settings = Settings(database_url="sqlite:///unused", review_chat="telegram:-100123", language="pt-BR")
    assert await SpreadWatch(database, settings, lambda: NOW).report_rises() == 1
    (said,) = await sent(database)
    assert said.startswith("Unusual rise")


async def test_a_claim_is_reported_once_in_six_hours(database: Database) -> None:
    await claim_seen(database, burst())
    assert await watch(database).report_rises() == 1
    assert await watch(database, NOW + HOUR).report_rises() == 0
    later = NOW + 7 * HOUR
    async with database.write() as session:
        for number in range(40):
            await decisions.add_sighting(
                session, sighting(1, later - number * timedelta(minutes=1), f"n{number}")
            )
    assert await watch(database, later).report_rises() == 1
    assert len(await sent(database)) == 2


async def test_several_workers_report_a_rise_once(database: Database) -> None:
    await claim_seen(database, burst())
    told = await asyncio.gather(
        *(watch(database, NOW + n * timedelta(seconds=1)).report_rises() for n in range(4))
    )
    assert sum(told) == 1
    assert len(await sent(database)) == 1


async def test_history_that_is_filled_in_afterwards_alarms_nobody(database: Database) -> None:
    await claim_seen(database, [moment - timedelta(days=9) for moment in burst()])
    assert await watch(database).report_rises() == 0


async def test_a_retracted_claim_alarms_nobody(database: Database) -> None:
    claim_id = await claim_seen(database, burst())
    async with database.write() as session:
        claim = await claims.get(session, claim_id)
        assert claim is not None
        await claims.retract(session, claim, "withdrawn", NOW)
    assert await watch(database).report_rises() == 0


async def test_the_digest_comes_once_a_week_in_the_readers_language(database: Database) -> None:
    claim_id = await claim_seen(database, burst(NOW + timedelta(days=7)))
    async with database.write() as session:
        assert await digests.join(session, "a" * 32, PLACE, "ru", NOW) == NOW + digests.WEEK
    assert await watch(database, NOW + timedelta(days=6)).send_digests() == 0
    due = NOW + timedelta(days=7, minutes=3)
    assert await watch(database, due).send_digests() == 1
    assert await watch(database, due + HOUR).send_digests() == 0
    (said,) = await sent(database)
    assert "Утверждения за неделю" in said
    assert f"{claim_id} It is so" in said
    assert await watch(database, NOW + timedelta(days=14)).send_digests() == 1


async def test_each_digest_has_an_id_of_its_own_that_follows_it_to_the_chat(database: Database) -> None:
    async with database.write() as session:
        for reader in ("a", "b"):
            await digests.join(session, reader * 32, PLACE, "en", NOW)
    assert await watch(database, NOW + timedelta(days=7)).send_digests() == 2
    async with database.read() as session:
        rows = (await session.scalars(select(OutboxMessage))).all()
    traces = {message_json.validate_json(row.payload or "").extra[TRACE] for row in rows}
    assert len(traces) == 2
    assert not any(reader * 32 in trace for trace in traces for reader in ("a", "b"))


async def test_several_workers_send_a_digest_once(database: Database) -> None:
    async with database.write() as session:
        await digests.join(session, "a" * 32, PLACE, "en", NOW)
    due = NOW + timedelta(days=7)
    await asyncio.gather(*(watch(database, due).send_digests() for _ in range(4)))
    assert len(await sent(database)) == 1


async def test_after_a_long_time_away_one_digest_is_sent_and_not_one_a_week(database: Database) -> None:
    async with database.write() as session:
        await digests.join(session, "a" * 32, PLACE, "en", NOW)
    back = NOW + timedelta(days=30)
    assert await watch(database, back).send_digests() == 1
    assert await watch(database, back).send_digests() == 0
    (said,) = await sent(database)
    assert "no known claim" in said


async def test_every_subscriber_gets_the_digest_in_the_same_round(database: Database) -> None:
    async with database.write() as session:
        for number in range(120):
            await digests.join(session, f"{number:032d}", PLACE, "en", NOW)
    assert await watch(database, NOW + timedelta(days=7)).send_digests() == 120
    assert len(await sent(database)) == 120
