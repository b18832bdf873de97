"""The pages of sources and proposals, and the feeds that go out."""

import json
from html import escape
from pathlib import Path

import pytest

from bot.sources import offers
from bot.sources.door import Door
from bot.sources.dumps import read_dump
from bot.sources.feeds import read_feed
from bot.sources.found import FoundClaim
from bot.sources.taking_in import take_in
from storage import source_reviews, sources
from storage.models.sources import Source
from storage.sources import SourceDraft
from tests.web.stage import EDITOR, Stage, csrf


async def _source(stage: Stage, mode: str = "propose") -> Source:
    """A source that has brought two claims."""
    app = stage.app
    async with app.database.write() as session:
        draft = SourceDraft("feed", "https://checks.example.org/feed", "<b>Checks</b>", ("example.org",))
        source = await sources.add(session, draft, "test", app.now())
        await sources.choose(session, source, mode, app.now())
        door = Door(session, source, app.settings.sources, app.now())
        pages = [
            FoundClaim(f"https://checks.example.org/{n}", f"Lemonade number {n} is bitter.", "false", "False")
            for n in (1, 2)
        ]
        await take_in(door, pages)
        return source


async def test_sources_and_proposals_have_pages(stage: Stage) -> None:
    source = await _source(stage)
    async with stage.browser_of(EDITOR) as browser:
        page = (await browser.get("/sources")).text
        assert "&lt;b&gt;Checks&lt;/b&gt;" in page
        proposals = (await browser.get("/proposals")).text
        assert "Lemonade number 1 is bitter." in proposals
        async with stage.app.database.read() as session:
            first, second = await source_reviews.asking(session, 5)
        form = {"csrf": csrf(proposals), "do": "take", "statement": first.statement, "rating": "misleading"}
        assert (await browser.post(f"/proposals/{first.id}", data=form)).status_code == 200
        form = {"csrf": csrf(proposals), "do": "dismiss"}
        assert (await browser.post(f"/proposals/{second.id}", data=form)).status_code == 200
        assert (await browser.post(f"/proposals/{second.id}", data=form)).status_code == 409
        form = {"csrf": csrf(page), "do": "pause"}
        assert (await browser.post(f"/sources/{source.id}", data=form)).status_code == 200
    async with stage.app.database.read() as session:
        row = await source_reviews.get(session, first.id)
        assert row is not None
        assert row.status == "taken"
        paused = await sources.get(session, source.id)
        assert paused is not None
        assert paused.status == "paused"


async def test_public_feeds_are_offered_and_those_ticked_are_followed(stage: Stage) -> None:
    first, second, *_ = offers.offers()
    async with stage.browser_of(EDITOR) as browser:
        page = (await browser.get("/sources")).text
        assert escape(first.address) in page
        assert escape(first.seen) in page
        async with stage.app.database.read() as session:
            assert await sources.every(session) == []
        form = {"csrf": csrf(page), f"follow:{first.address}": "on"}
        assert (await browser.post("/sources/offers", data=form)).status_code == 200
        assert (await browser.post("/sources/offers", data=form)).status_code == 200
        other = {"csrf": csrf(page), "follow:https://elsewhere.example.org/feed": "on"}
        assert (await browser.post("/sources/offers", data=other)).status_code == 400
        after = (await browser.get("/sources")).text
    async with stage.app.database.read() as session:
        (source,) = await sources.every(session)
    assert (source.title, source.mode, source.status) == (first.publisher, "propose", "active")
    assert f"follow:{escape(first.address)}" not in after
    assert f"follow:{escape(second.address)}" in after


async def test_the_api_says_where_a_fact_check_is_known_from(stage: Stage) -> None:
    await _source(stage, "publish")
    async with stage.caller("read") as caller:
        claims = (await caller.get("/claims", params={"limit": 2})).json()["claims"]
    known = claims[0]["fact_checks"][0]["known_from"]
    assert [one["source"] for one in known] == ["<b>Checks</b>"]


async def test_feeds_are_off_unless_wished(stage: Stage) -> None:
    async with stage.browser_of(EDITOR) as browser:
        assert (await browser.get("/feeds/claims.atom")).status_code == 404


async def test_own_fact_checks_alone_go_out_and_can_be_followed(
    stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await _source(stage, "publish")
    monkeypatch.setattr(stage.app.settings.sources, "public_feeds", True)
    async with stage.browser_of(EDITOR) as browser:
        atom = await browser.get("/feeds/claims.atom")
        rss = await browser.get("/feeds/claims.rss")
        reviews = (await browser.get("/feeds/claimreview.json")).json()
        again = await browser.get("/feeds/claims.atom", headers={"If-None-Match": atom.headers["etag"]})
    assert again.status_code == 304
    file = tmp_path / "feed.json"
    file.write_text(json.dumps(reviews))
    read = [one for element in read_dump(file) for one in element]
    assert read
    assert all("checks.example.org" not in one.address for one in read)
    assert all(one.claim and one.rating for one in read)
    for document in (atom.content, rss.content):
        entries = read_feed(document, "https://bot.example.org/").entries
        assert {entry.address for entry in entries} <= {one.address for one in read}
        assert entries
