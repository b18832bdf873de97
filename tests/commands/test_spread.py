"""`/spread`, `/firstseen`, `/trending`, `/digest` and the origins: what people read, and who may."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.commands import origins
from bot.events import Place, PlaceKind
from bot.markup import plain_text
from storage import audit, decisions, digests
from tests.commands.chat import EDITOR, GROUP, OWNER, READER, START, X_OWNER, Chat, text
from tests.storage.samples import sighting

DAY = timedelta(days=1)
MOON = "The Moon is made of cheese"
ORIGIN = "Example Agency | its website | 2026-10-30 08:30 | diplomatic channels | https://example.org/agency"


async def seen(chat: Chat, claim_id: int) -> None:
    async with chat.database.write() as session:
        for number, (platform, kind, language, stance) in enumerate(
            [
                ("telegram", "channel", "uk", "assert"),
                ("x", "timeline", "en", "assert"),
                ("telegram", "group", "en", "question"),
                ("x", "timeline", "es", "deny"),
            ]
        ):
            draft = sighting(claim_id, START - (4 - number) * DAY, f"{number}", place_kind=kind)
            draft = replace(draft, platform=platform, language=language, stance=stance, place_id=str(number))
            await decisions.add_sighting(session, draft)


async def test_spread_sends_a_chart_and_three_sentences(chat: Chat) -> None:
    claim = await chat.claim(MOON)
    await seen(chat, claim)
    (answer,) = await chat.command(f"/spread {claim} all dark", by=EDITOR)
    assert answer.attachment is not None
    assert answer.attachment.media_type == "image/png"
    assert answer.attachment.content.startswith(b"\x89PNG")
    title, first, stances, checked = plain_text(answer.html).splitlines()
    assert MOON in title
    assert "4 posts, 4 places, 3 languages" in first
    assert "30 Oct 2026" in first
    assert "Telegram, A place" in first
    assert stances.startswith("50%")
    assert "fact-check" in checked


async def test_a_period_leaves_out_what_came_before_it(chat: Chat) -> None:
    claim = await chat.claim(MOON)
    await seen(chat, claim)
    chat.now = START + 5 * DAY
    (answer,) = await chat.command(f"/spread {claim} 7d", by=EDITOR)
    assert "2 posts" in plain_text(answer.html)
    chat.now = START + 60 * DAY
    (nothing,) = await chat.command(f"/spread {claim} 7d", by=EDITOR)
    assert "not seen" in plain_text(nothing.html)
    assert nothing.attachment is None


async def test_in_a_direct_message_on_x_there_are_the_sentences_alone(chat: Chat) -> None:
    claim = await chat.claim(MOON)
    await seen(chat, claim)
    (answer,) = await chat.command(f"/spread {claim}", by=X_OWNER)
    assert answer.attachment is None
    assert "4 posts" in answer.html


async def test_places_are_named_to_reviewers_in_private_or_in_their_chat_only(chat: Chat) -> None:
    claim = await chat.claim(MOON)
    await seen(chat, claim)
    assert "in private" in text(await chat.command(f"/spread {claim}", by=OWNER, place=GROUP))
    assert "reviewer" in text(await chat.command(f"/spread {claim}", by=READER))
    chat.settings = chat.settings.model_copy(update={"review_chat": "telegram:-900"})
    there = Place("telegram", "-900", PlaceKind.GROUP, "Reviewers")
    (answer,) = await chat.command(f"/firstseen {claim}", by=OWNER, place=there)
    assert "A place" in answer.html


@pytest.mark.parametrize("typed", ["yesterday", "7d blue", "8d"])
async def test_an_unknown_period_is_explained(chat: Chat, typed: str) -> None:
    claim = await chat.claim(MOON)
    assert "7d, 30d and all" in text(await chat.command(f"/spread {claim} {typed}", by=EDITOR))


async def test_firstseen_shows_platforms_languages_origin_and_fact_check(chat: Chat) -> None:
    claim = await chat.claim(MOON)
    await seen(chat, claim)
    await chat.command(f"/addorigin {claim} {ORIGIN}", by=EDITOR)
    await chat.command(f"/addorigin {claim} A pundit | television | 2026-11-01", by=EDITOR)
    lines = text(await chat.command(f"/firstseen {claim}", by=EDITOR)).splitlines()
    assert lines[1].startswith("Telegram: 30 Oct 2026")
    assert lines[2].startswith("X: 31 Oct 2026")
    assert [line.partition(":")[0] for line in lines[3:6]] == ["Ukrainian", "English", "Spanish"]
    assert lines[7].endswith("Example Agency · its website ← diplomatic channels (names nobody)")
    assert lines[8].endswith("A pundit · television ← names no source")


async def test_trending_lists_the_last_day_and_names_no_place(chat: Chat) -> None:
    assert "no known claim" in text(await chat.command("/trending", by=READER))
    claim = await chat.claim(MOON)
    await seen(chat, claim)
    chat.now = START - timedelta(hours=12)
    said = text(await chat.command("/trending", by=READER))
    assert f"{claim} {MOON}" in said
    assert "one post, one place" in said
    assert "A place" not in said


async def test_the_digest_is_chosen_in_private_and_ends_with_stop(chat: Chat) -> None:
    assert "in private" in text(await chat.command("/digest on", by=READER, place=GROUP))
    assert "on or off" in text(await chat.command("/digest perhaps", by=READER))
    assert "10 Nov 2026" in text(await chat.command("/digest on", by=READER))
    assert "no summary any more" in text(await chat.command("/digest off", by=READER))
    assert "get no summary" in text(await chat.command("/digest off", by=READER))
    await chat.command("/digest on", by=READER)
    await chat.command("/stop", by=READER)
    async with chat.database.read() as session:
        assert not await digests.are_due(session, START + 8 * DAY)


async def test_an_origin_is_entered_listed_taken_back_and_removed(chat: Chat) -> None:
    claim = await chat.claim(MOON)
    assert "Entry 1 is added" in text(await chat.command(f"/addorigin {claim} {ORIGIN}", by=EDITOR))
    listed = text(await chat.command(f"/origins {claim}", by=EDITOR))
    assert "Example Agency · its website · https://example.org/agency · 30 Oct 2026, 08:30 UTC" in listed
    async with chat.database.read() as session:
        (entry,) = [one for one in await audit.entries(session) if one.action == "claim.origins"]
        assert (entry.after or {})["appearances"][0]["who"] == "Example Agency"
    await chat.command("/undo", by=EDITOR)
    assert (await chat.get(claim)).appearances == []
    await chat.command(f"/addorigin {claim} {ORIGIN}", by=EDITOR)
    assert "has no entry 2" in text(await chat.command(f"/delorigin {claim} 2", by=EDITOR))
    assert "is removed" in text(await chat.command(f"/delorigin {claim} 1", by=EDITOR))
    assert (await chat.get(claim)).appearances == []
    await chat.command("/undo", by=EDITOR)
    assert [seed.citing for seed in (await chat.get(claim)).appearances] == ["diplomatic channels"]


async def test_the_same_origin_is_entered_once_and_they_are_not_endless(chat: Chat) -> None:
    claim = await chat.claim(MOON)
    for _ in range(2):
        await chat.command(f"/addorigin {claim} {ORIGIN}", by=EDITOR)
    assert len((await chat.get(claim)).appearances) == 1
    for number in range(origins.MOST):
        await chat.command(f"/addorigin {claim} Somebody {number}", by=EDITOR)
    assert len((await chat.get(claim)).appearances) == origins.MOST


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("Agency | site | yesterday", "no date"),
        ("Agency | site | 2026-13-40", "no date"),
        ("Agency | site | 2027-01-01", "future"),
        ("Agency | site | 2026-11-01 | x | javascript:alert(1)", "web address"),
        ("| site", "who is empty"),
    ],
)
async def test_an_origin_that_cannot_be_used_changes_nothing(chat: Chat, typed: str, said: str) -> None:
    claim = await chat.claim(MOON)
    assert said in text(await chat.command(f"/addorigin {claim} {typed}", by=EDITOR))
    assert (await chat.get(claim)).appearances == []


@pytest.mark.parametrize(
    "typed", ["2026-11-01 10:30+02:00", "2026-11-01T08:30Z", "2026-11-01 08:30 UTC", "2026-11-01 08:30"]
)
async def test_times_are_kept_in_utc(chat: Chat, typed: str) -> None:
    claim = await chat.claim(MOON)
    await chat.command(f"/addorigin {claim} Agency | site | {typed}", by=EDITOR)
    (seed,) = (await chat.get(claim)).appearances
    assert str(seed.published_at) == "2026-11-01 08:30:00+00:00"
