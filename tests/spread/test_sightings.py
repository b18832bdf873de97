"""Sightings from every path: what is known of a post is kept, once, however often and wherever it is met."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot.events import Account, Address, Origin, Place, PlaceKind, Post
from bot.platforms.telegram import desktop
from bot.platforms.x.posts import Bot, post_of
from bot.platforms.x.texts import Includes
from bot.signing import Signer
from bot.spread.sighting import Path, heard_place, path_of, sighting_of, with_origin
from matchers.types import Match, Reading, Stance
from storage import claim_changes, coverage, decisions
from storage.database import Database
from storage.models.spread import SightingLink
from storage.privacy import ForgottenPerson, forget_author
from storage.x import posts
from tests.storage.samples import add_claim, sighting

NOW = datetime(2026, 11, 5, 12, tzinfo=UTC)
SIGNER = Signer(b"a key for tests")
GROUP = Place("telegram", "-1001", PlaceKind.GROUP, "Neighbours")
ASSERTS = Reading((Match(1, 0.9),), Stance.ASSERT, 0.9, "en", 9, "text")


def post(**changes: Any) -> Post:
    made = Post(
        event_id="e",
        id="-1001:5",
        author=Account("telegram", "77"),
        place=GROUP,
        text="They send 100,000 volunteers",
        written_at=NOW,
        address=Address.OVERHEARD,
        links=("https://www.example.org/a?utm_source=x", "not a link"),
    )
    return replace(made, **changes)


def seen(what: Post, path: Path = Path.WATCHED) -> decisions.SightingDraft:
    return sighting_of(what, what.address, ASSERTS, Match(1, 0.9), SIGNER, NOW + timedelta(hours=1), path)


FORWARD = post(
    id="77:1",
    place=Place("telegram", "77", PlaceKind.PRIVATE),
    address=Address.DIRECT,
    origin=Origin("channel", "-1009", "Daily Rumour", "12", NOW - timedelta(days=2)),
)


def test_a_sighting_has_the_posts_own_time_links_and_parent_and_no_account() -> None:
    draft = seen(post(answers="-1001:4", reach=12))
    assert (draft.written_at, draft.seen_at) == (NOW, NOW + timedelta(hours=1))
    assert draft.links == ("example.org/a",)
    assert (draft.parent_post_id, draft.parent_kind, draft.reach) == ("-1001:4", "reply", 12)
    assert draft.author == SIGNER.pseudonym(Account("telegram", "77")) != "77"


def test_what_is_forwarded_to_us_is_a_sighting_of_the_channels_own_post() -> None:
    assert path_of(FORWARD) is Path.FORWARDED
    first, forward = with_origin(seen(FORWARD, Path.FORWARDED), SIGNER, FORWARD)
    assert forward.origin_post_id == "-1009:12"
    assert (first.post_id, first.place_id, first.place_title) == ("-1009:12", "-1009", "Daily Rumour")
    assert (first.written_at, first.place_kind) == (NOW - timedelta(days=2), "channel")
    assert first.author == SIGNER.pseudonym(Account("telegram", "-1009"))


def test_a_forward_from_a_hidden_person_names_nobody() -> None:
    hidden = replace(FORWARD, origin=Origin("hidden_user", None, "Jane Doe", None, NOW))
    (only,) = with_origin(seen(hidden), SIGNER, hidden)
    assert "Jane" not in str(only)


def test_an_edited_x_post_is_the_post_that_it_was_first() -> None:
    data = {"id": "12", "author_id": "5", "text": "It is so", "edit_history_tweet_ids": ["10", "12"]}
    edited = post_of(data, Includes(), Bot("", ""))
    assert edited is not None
    assert seen(edited).post_id == "10"


def test_x_replies_and_quotes_name_their_parents_also_when_these_did_not_come_along() -> None:
    references = [{"type": "quoted", "id": "3"}, {"type": "replied_to", "id": "2"}]
    data = {"id": "12", "author_id": "5", "text": "It is so", "referenced_tweets": references}
    both = post_of(data, Includes(), Bot("", ""))
    assert both is not None
    assert (both.answers, both.quotes) == ("2", "3")


@pytest.mark.parametrize(
    ("kind", "expected"),
    [("public_channel", "-1007:2"), ("private_group", "-7:2"), ("personal_chat", "7:2")],
)
def test_an_exported_message_has_the_id_that_the_bot_would_have_heard(kind: str, expected: str) -> None:
    place = desktop._place({"id": 7, "type": kind, "name": "A chat"})
    message = {
        "id": 2,
        "type": "message",
        "date_unixtime": "1793607607",
        "from_id": "channel8",
        "text": "words",
        "reply_to_message_id": 1,
        "forwarded_from": "Daily Rumour",
        "forwarded_from_id": "channel9",
    }
    read = desktop.post_of(message, place)
    assert read is not None
    assert (read.id, read.author.id, read.answers) == (expected, "-1008", expected.replace(":2", ":1"))
    assert read.origin is not None
    assert (read.origin.kind, read.origin.id) == ("channel", "-1009")


async def test_a_post_seen_again_is_one_sighting_that_knows_better(database: Database, now: datetime) -> None:
    async with database.write() as session:
        claim = (await add_claim(session, now)).id
        first = sighting(claim, now)
        assert await decisions.add_sighting(session, replace(first, reach=None, place_title=""))
        later = replace(first, stance="deny", seen_at=now + timedelta(minutes=1), reach=9, links=("a.org/x",))
        assert not await decisions.add_sighting(session, later)
        earlier = replace(first, stance="question", seen_at=now - timedelta(minutes=1), reach=3)
        assert not await decisions.add_sighting(session, earlier)
    async with database.read() as session:
        (row,) = await decisions.sightings(session, claim)
        assert (row.stance, row.reach, row.place_title) == ("deny", 9, "A place")
        assert list(await session.scalars(select(SightingLink.link))) == ["a.org/x"]


async def test_links_and_appearances_go_along_when_claims_are_merged(
    database: Database, now: datetime
) -> None:
    async with database.write() as session:
        source, target = await add_claim(session, now, "One"), await add_claim(session, now, "Two")
        await decisions.add_sighting(session, replace(sighting(source.id, now), links=("a.org/x",)))
        await claim_changes.merge(session, source, target, "the same", now)
        (claim,) = await session.scalars(select(SightingLink.claim_id))
        assert claim == target.id


async def test_a_forgotten_author_leaves_no_post_id_and_no_links_behind(
    database: Database, now: datetime
) -> None:
    async with database.write() as session:
        claim = (await add_claim(session, now)).id
        mine = replace(sighting(claim, now, "1:1"), links=("a.org/x",))
        answer = replace(
            sighting(claim, now, "1:2", author="b" * 32), parent_post_id="1:1", parent_kind="reply"
        )
        for draft in (mine, answer):
            await decisions.add_sighting(session, draft)
        await forget_author(session, ForgottenPerson("a" * 32, "telegram", "5"), "z" * 32)
    async with database.read() as session:
        first, second = await decisions.sightings(session, claim)
        assert first.post_id != "1:1"
        assert second.parent_post_id == first.post_id
        assert not list(await session.scalars(select(SightingLink)))


async def test_a_deleted_x_post_leaves_no_id_in_those_that_answered_it(
    database: Database, now: datetime
) -> None:
    async with database.write() as session:
        claim = (await add_claim(session, now)).id
        gone = replace(sighting(claim, now, "100"), platform="x", links=("a.org/x",))
        quoting = replace(
            sighting(claim, now, "101"), platform="x", parent_post_id="100", parent_kind="quote"
        )
        for draft in (gone, quoting):
            await decisions.add_sighting(session, draft)
        await posts.forget(session, ["100"], now)
    async with database.read() as session:
        stored = str([vars(row) for row in await decisions.sightings(session, claim)])
        assert "'100'" not in stored
        assert not list(await session.scalars(select(SightingLink)))


async def test_a_place_is_covered_from_the_first_to_the_last_post_and_a_long_silence_ends_it(
    database: Database, now: datetime
) -> None:
    place = heard_place(post(), Path.WATCHED)
    assert place is not None
    async with database.write() as session:
        for hours in (0, 30, 20, 100, 101):
            await coverage.note(session, place, now + timedelta(hours=hours))
        periods = await coverage.places(session, None, now + timedelta(days=9))
        assert [(row.first_at - now, row.last_at - now) for row in periods] == [
            (timedelta(0), timedelta(hours=30)),
            (timedelta(hours=100), timedelta(hours=101)),
        ]
        await coverage.note(session, place, now + timedelta(hours=60))  # an export closes the gap
        extent = await coverage.extent(session, None, now + timedelta(days=9))
        assert extent is not None
        assert (extent.first_at, extent.last_at, extent.places) == (now, now + timedelta(hours=101), 1)
        assert len(await coverage.places(session, None, now + timedelta(days=9))) == 1


def test_private_conversations_are_no_places_that_are_watched() -> None:
    assert heard_place(FORWARD, Path.FORWARDED) is None
