"""Google's Fact Check Tools API over real HTTP, against a fake built from Google's documents."""

from datetime import timedelta

import pytest
from aiohttp import web
from pydantic import SecretStr

from bot.config.sources import SourceSettings
from bot.errors import InputError
from bot.sources import google
from bot.sources.discovery import NothingFound, detect
from bot.sources.upkeep import expire
from bot.sources.web import Web
from storage import sources
from storage.source_reviews import of_claims
from tests.fakes.google import PATH, FakeGoogle, Review
from tests.sources.conftest import Newsroom


@pytest.fixture
def api(newsroom: Newsroom) -> FakeGoogle:
    fake = FakeGoogle(newsroom.clock)
    host = newsroom.web.host("google.example")
    host.answers[PATH] = fake.answer
    newsroom.settings = SourceSettings(
        google_key=SecretStr(fake.key), google_url=newsroom.web.url("google.example"), list_minutes=720
    )
    return fake


def fill(api: FakeGoogle, number: int, days_ago: float = 3, start: int = 0) -> None:
    for n in range(start, start + number):
        reviewed = api.now() - timedelta(days=days_ago)
        check = Review(f"https://www.checks.example.org/{n}", title=f"About {n}", reviewed=reviewed)
        api.add(f"A ferry number {n} sails on sand.", check, claimant="A sailor")


async def follow(newsroom: Newsroom, address: str, mode: str = "publish") -> int:
    """Look at an address as `sources add` does, and follow it."""
    reader = newsroom.web.reader(seconds=5)
    out = Web(newsroom.database, newsroom.settings, newsroom.clock, reader, patient=True)
    found = await detect(address, out, newsroom.settings, newsroom.clock)
    newsroom.clock.go_on(seconds=10)
    async with newsroom.database.write() as session:
        source = await sources.add(session, found.draft, "test", newsroom.clock())
        await sources.choose(session, source, mode, newsroom.clock())
        return source.id


async def test_all_pages_are_read_and_nothing_twice(newsroom: Newsroom, api: FakeGoogle) -> None:
    fill(api, 230)
    source = await follow(newsroom, "google:checks.example.org")
    await newsroom.run(hours=1)
    found = await newsroom.catalogue()
    assert len(found) == len({claim.statement for claim in found}) == 230
    assert {claim.fact_checks[0].url for claim in found} == {
        f"https://www.checks.example.org/{n}" for n in range(230)
    }
    assert {(claim.rating, claim.claimant, claim.fact_checks[0].language) for claim in found} == {
        ("false", "A sailor", "en")
    }
    pages = [asked for asked in api.asked if asked.get("pageSize") == "100"]
    assert sum("pageToken" in asked for asked in pages) == 2
    assert all("key" not in asked for asked in api.asked)
    row = await newsroom.source(source)
    assert (row.state, row.found, row.term_days) == ("ok", 230, 30)


async def test_paging_keeps_its_question_when_the_day_ends(newsroom: Newsroom, api: FakeGoogle) -> None:
    """The documents ask that all other fields stay the same from page to page."""
    fill(api, 50)
    await follow(newsroom, "google:checks.example.org")
    await newsroom.run(hours=1)
    newsroom.clock.at = newsroom.clock().replace(hour=23, minute=59, second=50) + timedelta(days=3)
    fill(api, 300, start=1_000, days_ago=0)
    newsroom.settings = newsroom.settings.model_copy(update={"pace_seconds": 30, "most_new_a_day": 1_000})
    await newsroom.run(hours=2)
    assert len(await newsroom.catalogue()) == 350


async def test_a_run_that_is_cut_off_goes_on_where_it_was(newsroom: Newsroom, api: FakeGoogle) -> None:
    fill(api, 250)
    await follow(newsroom, "google:checks.example.org")
    await newsroom.syncer.sync_due()
    assert len(await newsroom.catalogue()) == 100
    newsroom.clock.go_on(minutes=10)
    await newsroom.run(minutes=10)  # by a worker that starts afresh
    assert len(await newsroom.catalogue()) == 250
    assert sum("pageToken" not in asked for asked in api.asked[1:]) == 1


async def test_what_is_seen_again_is_kept_and_what_is_not_is_dropped(
    newsroom: Newsroom, api: FakeGoogle
) -> None:
    fill(api, 3, days_ago=400)
    await follow(newsroom, "google:checks.example.org")
    await newsroom.run(hours=1)
    (gone,) = [claim for claim in await newsroom.catalogue() if "number 1 " in claim.statement]
    del api.claims[1]
    for _ in range(45):
        await newsroom.run(days=1)
        await expire(newsroom.database, newsroom.clock)
    titles = {claim.id: claim.fact_checks[0].title for claim in await newsroom.catalogue()}
    assert titles.pop(gone.id) is None
    assert sorted(filter(None, titles.values())) == ["About 0", "About 2"]
    assert [(row.asks, row.claim_id) for row in await newsroom.asking()] == [("expired", gone.id)]
    async with newsroom.database.read() as session:
        known = await of_claims(session, list(titles))
    expiries = [one.expires_at for found in known.values() for one in found]
    assert all(at is not None and at > newsroom.clock() for at in expiries)


async def test_a_proposal_that_is_not_seen_again_is_forgotten(newsroom: Newsroom, api: FakeGoogle) -> None:
    fill(api, 2)
    await follow(newsroom, "google:checks.example.org", "propose")
    await newsroom.run(hours=1)
    assert len(await newsroom.asking()) == 2
    api.claims.clear()
    await newsroom.run(days=31)
    assert await expire(newsroom.database, newsroom.clock) == 2
    assert not await newsroom.asking()


async def test_questions_by_words_language_and_age(newsroom: Newsroom, api: FakeGoogle) -> None:
    fill(api, 2)
    fill(api, 2, days_ago=90, start=10)
    now = api.now()
    api.add("Un ferry navega en la arena.", Review("https://es.example.org/1", language="es", reviewed=now))
    api.add("A ferry sails on glass.", Review("https://two.example.org/1", language="en", reviewed=now))
    await follow(newsroom, "google:query=ferry sails&language=en-GB&days=30")
    await newsroom.run(hours=1)
    assert sorted(claim.statement for claim in await newsroom.catalogue()) == [
        "A ferry number 0 sails on sand.",
        "A ferry number 1 sails on sand.",
        "A ferry sails on glass.",
    ]


@pytest.mark.parametrize(
    "address", ["google:", "google:language=en", "google:query=a&age=3", "google:query=a&days=x"]
)
async def test_a_question_that_google_would_refuse_is_not_asked(
    newsroom: Newsroom, api: FakeGoogle, address: str
) -> None:
    with pytest.raises(InputError):
        await follow(newsroom, address)
    assert not api.asked


async def test_a_key_that_is_refused_is_told_in_googles_words(newsroom: Newsroom, api: FakeGoogle) -> None:
    fill(api, 1)
    source = await follow(newsroom, "google:checks.example.org")
    api.key = "another"
    await newsroom.run(hours=1)
    row = await newsroom.source(source)
    assert (row.state, row.state_reason) == (
        "no-key",
        "Google answered 400: API key not valid. Please pass a valid API key.",
    )
    with pytest.raises(NothingFound, match="API key not valid") as told:
        await follow(newsroom, "google:other.example.org")
    assert told.value.state == "no-key"


async def test_a_quota_is_respected(newsroom: Newsroom, api: FakeGoogle) -> None:
    fill(api, 1)
    source = await follow(newsroom, "google:checks.example.org")
    api.failing = 429, "RESOURCE_EXHAUSTED", "Quota exceeded.", {"Retry-After": "3600"}
    asked = len(api.asked)
    await newsroom.run(minutes=50)
    assert len(api.asked) == asked + 1
    assert (await newsroom.source(source)).state == "busy"
    api.failing = None
    await newsroom.run(hours=2)
    assert (await newsroom.source(source)).state == "ok"
    assert len(await newsroom.catalogue()) == 1


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>",
        b'{"claims": {}}',
        b'{"claims": [null, {"text": 3, "claimReview": [1]}, {"text": "x", "claimReview": {"url": 1}}]}',
        b'{"claims": [{"text": "A ferry flies.", "claimReview": [{"url": "javascript:alert(1)"}]}]}',
        b"[" * 100_000,
        b'{"claims": [{"text": "A ferry flies.", "claimReview": [{"url": "https://e.example.org/", '
        b'"reviewDate": "99999-99-99", "languageCode": 4, "publisher": []}]}]}',
    ],
)
async def test_answers_of_other_shapes_publish_nothing(
    newsroom: Newsroom, api: FakeGoogle, body: bytes
) -> None:
    fill(api, 1)
    source = await follow(newsroom, "google:checks.example.org")

    async def odd(_request: web.Request) -> web.StreamResponse:
        return web.Response(body=body, content_type="application/json")

    newsroom.web.hosts["google.example"].answers[PATH] = odd
    await newsroom.run(hours=1)
    assert not await newsroom.catalogue()
    assert (await newsroom.source(source)).state in ("ok", "status")


def test_a_page_token_and_options_are_written_as_documented() -> None:
    asked = google.request_of("https://host/", {"site": "a.example", "language": "en"}, "a b", 30)
    assert asked == (
        "https://host/v1alpha1/claims:search?reviewPublisherSiteFilter=a.example&languageCode=en"
        "&maxAgeDays=30&pageSize=100&pageToken=a+b"
    )
