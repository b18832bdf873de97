"""Values from outside: what every database takes, whatever people and platforms send."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from storage import audit, claims, cursors, decisions
from storage.database import Database
from storage.errors import UnfitValue
from storage.models import AuditEntry, Claim, Cursor
from storage.text import clean, fold
from tests.storage.samples import add_claim, add_decision, sighting


async def _read_cursor(database: Database, name: str) -> Cursor:
    async with database.read() as session:
        return await session.get_one(Cursor, name)


@pytest.mark.parametrize("hours", [-11, 0, 5.75, 14])
async def test_a_time_comes_back_as_the_same_moment_in_utc(database: Database, hours: float) -> None:
    moment = datetime(2026, 3, 29, 2, 30, 0, 999_999, tzinfo=timezone(timedelta(hours=hours)))
    async with database.write() as session:
        await cursors.move(session, "a", "1", moment)
    read = (await _read_cursor(database, "a")).moved_at
    assert read == moment
    assert read.tzinfo is UTC


async def test_times_are_compared_as_moments_whatever_their_zone(database: Database, now: datetime) -> None:
    async with database.write() as session:
        await cursors.move(session, "a", "1", now)
    tokyo = timezone(timedelta(hours=9))
    async with database.read() as session:
        for moment, names in ((now + timedelta(seconds=1), ["a"]), (now - timedelta(seconds=1), [])):
            query = select(Cursor.name).where(Cursor.moved_at < moment.astimezone(tokyo))
            assert list(await session.scalars(query)) == names


async def test_a_time_without_zone_is_refused(database: Database, now: datetime) -> None:
    with pytest.raises(UnfitValue, match="aware"):
        async with database.write() as session:
            await cursors.move(session, "a", "1", now.replace(tzinfo=None))
    async with database.read() as session:
        assert await cursors.read(session, "a") is None


@pytest.mark.parametrize(
    ("given_text", "kept"),
    [
        ("nul\x00byte", "nul\ufffdbyte"),
        ("half \ud83d of an emoji", "half \ufffd of an emoji"),
        ("other half \ude00", "other half \ufffd"),
        ("two halves \ud83d\ude00", "two halves 😀"),
        ("ש\u200fלום \u202eright to left", "ש\u200fלום \u202eright to left"),
        ("z\u200be\u200dr\ufeffo", "z\u200be\u200dr\ufeffo"),
        ("🇺🇦🤷‍♀️", "🇺🇦🤷‍♀️"),
        ("\x01\x1b[31mred", "\x01\x1b[31mred"),
        ("x" * 1_000_000, "x" * 1_000_000),
    ],
)
async def test_any_text_can_be_stored_and_found(
    database: Database, now: datetime, given_text: str, kept: str
) -> None:
    async with database.write() as session:
        claim = await add_claim(session, now, given_text)
        await claims.add_phrasing(session, claim, f"phrasing {given_text}", None, now)
    async with database.read() as session:
        claim = await session.get_one(Claim, 1)
        assert (claim.statement, claim.phrasings[0].text) == (kept, f"phrasing {kept}")
        assert [found.id for found in await claims.find(session, given_text)] == [1]
        assert claims.content_hash(claim.statement) == claims.content_hash(given_text)


async def test_strings_inside_json_are_cleaned_too(database: Database, now: datetime) -> None:
    after = {"text\x00": ["half \ud83d", {"deep": "nul\x00"}], "number": 1, "none": None}
    async with database.write() as session:
        await audit.note(session, now, "telegram:1", "edit", "claim 1", None, after)
    async with database.read() as session:
        entry = (await session.scalars(select(AuditEntry))).one()
    assert entry.after == {"text\ufffd": ["half \ufffd", {"deep": "nul\ufffd"}], "number": 1, "none": None}
    assert entry.before is None


async def test_a_score_that_is_no_number_is_kept_as_null(database: Database, now: datetime) -> None:
    after = {"scores": [float("nan"), float("inf"), 0.5]}
    async with database.write() as session:
        await audit.note(session, now, "telegram:1", "edit", "claim 1", None, after)
    async with database.read() as session:
        assert (await session.scalars(select(AuditEntry))).one().after == {"scores": [None, None, 0.5]}


async def test_a_key_that_is_too_long_is_refused_and_nothing_is_kept(
    database: Database, now: datetime
) -> None:
    with pytest.raises(UnfitValue, match="101 characters, at most 100"):
        async with database.write() as session:
            await cursors.move(session, "short", "1", now)
            await cursors.move(session, "n" * 101, "1", now)
    async with database.read() as session:
        assert await cursors.read(session, "short") is None


async def test_a_long_language_tag_is_kept(database: Database, now: datetime) -> None:
    tag = "zh-cmn-Hans-CN-x-private"
    async with database.write() as session:
        claim = await claims.add(session, claims.ClaimDraft("A claim", "false", language=tag), now)
    assert claim.language == tag


async def test_an_audience_of_billions_is_kept(database: Database, now: datetime) -> None:
    async with database.write() as session:
        claim = await add_claim(session, now)
        decision = await add_decision(session, now)
        await decisions.add_sighting(session, sighting(claim.id, now, decision_id=decision.id))
    async with database.read() as session:
        assert [row.reach for row in await decisions.sightings(session)] == [5_000_000_000]


@given(st.text(st.characters(codec=None)))
def test_cleaned_text_is_utf8_without_nul_and_stays_as_it_is(text: str) -> None:
    cleaned = clean(text)
    assert b"\x00" not in cleaned.encode()
    assert clean(cleaned) == cleaned


@given(st.text())
def test_text_without_oddities_is_not_changed(text: str) -> None:
    assert clean(text) == text.replace("\x00", "\ufffd")


def test_folding_ignores_case_width_and_spacing_only() -> None:
    assert fold("  ＦＵＬＬ\n width ") == fold("full WIDTH")
    assert fold("10,000 troops") != fold("100,000 troops")
