"""Deleted posts: what X does not show any more is gone here within a day; counts stay."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from bot.platforms.x.account import undisclosed
from storage import decisions, outbox
from storage.database import Database
from storage.models import DecisionRecord, OutboxMessage, Sighting
from storage.x import posts
from tests.fakes.x import FakeX, Post
from tests.platforms.x.purse import Purse, purse
from tests.storage.samples import add_claim, add_decision

TEXT = "They send a hundred thousand men!"


@pytest.fixture
async def store(sqlite_url: str) -> AsyncIterator[Database]:
    async with Database(sqlite_url) as opened:
        yield opened


async def stored(ours: Purse, asked: Post, rumour: Post, *, pending: bool = False) -> int:
    """What a mention under a rumour leaves in the store; gives the decision's number."""
    now = ours.fake.clock.now()
    async with ours.database.write() as session:
        claim = await add_claim(session, now, f"A claim about {rumour.id}")
        record = await add_decision(session, now, f"post:{asked.id}", text=TEXT, claim_id=claim.id)
        record.platform, record.post_id, record.checked_post_id = "x", asked.id, rumour.id
        record.place_id = rumour.id
        await decisions.add_sighting(
            session,
            decisions.SightingDraft(
                claim_id=claim.id,
                platform="x",
                post_id=rumour.id,
                place_id=rumour.id,
                place_kind="timeline",
                place_title="",
                author="b" * 32,
                written_at=now,
                seen_at=now,
                address="overheard",
                language="en",
                stance="assert",
                probability=0.97,
                origin=None,
                reach=5,
                decision_id=record.id,
            ),
        )
        key = f"answer:x:{asked.id}"
        row = await outbox.enqueue(session, key, "x", rumour.id, "{}", now, decision_id=record.id)
        if not pending and row is not None:
            await outbox.mark_sent(session, row, "9", now)
        return record.id


async def everything(store: Database) -> dict[str, list[Any]]:
    async with store.read() as session:
        return {
            "decisions": list(await session.scalars(select(DecisionRecord).order_by(DecisionRecord.id))),
            "sightings": list(await session.scalars(select(Sighting).order_by(Sighting.id))),
            "messages": list(await session.scalars(select(OutboxMessage).order_by(OutboxMessage.id))),
        }


async def test_a_deleted_post_is_gone_here_within_a_day_and_its_counts_stay(
    fake: FakeX, store: Database
) -> None:
    async with purse(fake, store) as ours:
        rumour, other = fake.post("2002", TEXT), fake.post("2002", "Another rumour")
        asked, also = fake.mention("2001", reply_to=rumour), fake.mention("2001", reply_to=other)
        await stored(ours, asked, rumour)
        await stored(ours, also, other)
        fake.delete(rumour)
        fake.delete(asked)
        runs = 0
        while (await ours.x.comply(store)).gone == 0:
            fake.clock.advance(3600)
            runs += 1
            assert runs < 24
        await store.purge_log()
        kept = await everything(store)
        gone, still = kept["decisions"]
        assert (gone.post_text, gone.checked_post_id, still.post_text) == (None, None, TEXT)
        assert gone.matches[0]["probability"] == 0.97
        assert gone.matches[0]["evidence"] == [{"name": "numbers", "score": 1.0, "details": {}}]
        assert [sighting.post_id == other.id for sighting in kept["sightings"]] == [False, True]
        assert kept["sightings"][0].reach is None
        assert len(kept["sightings"]) == 2
        values = [value for rows in kept.values() for row in rows for value in vars(row).values()]
        assert not {rumour.id, asked.id, f"answer:x:{asked.id}", f"post:{asked.id}"} & {
            value for value in values if isinstance(value, str)
        }
        (lookup,) = fake.calls("GET", "/2/tweets")
        assert set(lookup.query["ids"].split(",")) == {rumour.id, asked.id, other.id, also.id}
        assert await ours.paid() == fake.spend


async def test_nothing_of_a_deleted_post_is_left_in_the_file(fake: FakeX, store: Database) -> None:
    async with purse(fake, store) as ours:
        rumour = fake.post("2002", TEXT)
        await stored(ours, fake.mention("2001", reply_to=rumour), rumour)
        fake.delete(rumour)
        fake.clock.advance(21 * 3600)
        assert (await ours.x.comply(store)).gone == 1
        await store.purge_log()
    file = Path(store.url.database or "")
    assert TEXT.encode() not in b"".join(part.read_bytes() for part in file.parent.glob(f"{file.name}*"))


async def test_a_post_that_its_author_protects_goes_too_and_a_waiting_answer_is_stopped(
    fake: FakeX, store: Database
) -> None:
    async with purse(fake, store) as ours:
        rumour = fake.post("2002", TEXT)
        asked = fake.mention("2001", reply_to=rumour)
        await stored(ours, asked, rumour, pending=True)
        fake.change_user("2001", protected=True)
        fake.clock.advance(21 * 3600)
        assert (await ours.x.comply(store)).gone == 1
        (message,) = (await everything(store))["messages"]
        assert (message.status, message.payload) == ("cancelled", None)
        assert (await everything(store))["decisions"][0].post_text == TEXT


async def test_posts_that_x_shows_are_looked_up_once_a_day_in_hundreds(fake: FakeX, store: Database) -> None:
    async with purse(fake, store) as ours:
        for number in range(60):
            rumour = fake.post("2002", f"Rumour {number}")
            await stored(ours, fake.mention("2001", reply_to=rumour), rumour)
        for _ in range(47):
            fake.clock.advance(3600)
            await ours.x.comply(store)
        lookups = fake.calls("GET", "/2/tweets")
        assert [len(call.query["ids"].split(",")) for call in lookups] == [100, 20, 100, 20]
        assert all(row.post_text for row in (await everything(store))["decisions"])


@pytest.mark.parametrize("why", ["no money", "no connection"])
async def test_what_cannot_be_looked_up_in_time_goes_unseen(fake: FakeX, store: Database, why: str) -> None:
    caps: dict[str, Any] = {"daily_cap": "0.03"} if why == "no money" else {}
    async with purse(fake, store, **caps) as ours:
        for number in range(2):
            rumour = fake.post("2002", f"Rumour {number}")
            await stored(ours, fake.mention("2001", reply_to=rumour), rumour)
        if why == "no connection":
            fake.faults.add("html_503", "GET", "/2/tweets", times=100)
        unseen = 0
        for _ in range(24):
            fake.clock.advance(3600)
            unseen += (await ours.x.comply(store)).unseen
        assert unseen == 4
        assert all(row.post_text is None for row in (await everything(store))["decisions"])


@pytest.mark.parametrize(("days", "lookups"), [(1, 0), (2, 2)])
async def test_posts_are_kept_for_the_set_days_and_no_lookup_is_paid_for_those_kept_for_one(
    fake: FakeX, store: Database, days: int, lookups: int
) -> None:
    async with purse(fake, store, keep_posts_days=days) as ours:
        rumour = fake.post("2002", TEXT)
        await stored(ours, fake.mention("2001", reply_to=rumour), rumour)
        for _ in range(days * 24):
            assert (await everything(store))["decisions"][0].post_text == TEXT
            fake.clock.advance(3600)
            await ours.x.comply(store)
            async with store.read() as session:
                if not await posts.count(session):
                    break
        assert (await everything(store))["decisions"][0].post_text is None
        assert len(fake.calls("GET", "/2/tweets")) == lookups
        age = fake.clock.now() - timedelta(days=days)
        assert age <= (await everything(store))["decisions"][0].decided_at


@pytest.mark.parametrize(
    ("bio", "missing"),
    [
        ("Automated. Run by the newsroom of example.org.", []),
        ("Бот, который ведёт редакция", []),
        ("Bot automático operado por una redacción", []),
        ("Automated account", ["who runs it"]),
        ("Fact-checks by @newsroom", ["that it is automated"]),
        ("", ["that it is automated", "who runs it"]),
        ("Both robust and bottled", ["that it is automated", "who runs it"]),
    ],
)
def test_a_bio_says_that_the_account_is_automated_and_who_runs_it(bio: str, missing: list[str]) -> None:
    assert undisclosed({"description": bio}) == missing
