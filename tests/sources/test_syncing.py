"""Sources are followed over real HTTP: what is published, proposed, corrected, and never twice."""

from datetime import timedelta
from itertools import pairwise

from aiohttp import web

from bot.config.sources import SourceSettings
from bot.sources.found import Kind
from storage import claims
from tests.sources.conftest import Newsroom


async def test_a_followed_feed_fills_the_catalogue_once(newsroom: Newsroom) -> None:
    host = newsroom.web.host("checks.example", "Checks")
    for number, shape in enumerate(("jsonld", "graph", "microdata", "broken")):
        host.add(f"c{number}", f"A tram number {number} flew over the river.", shape=shape)
    source = await newsroom.follow(newsroom.web.url("checks.example", "/feed"))
    await newsroom.run(hours=2)
    found = await newsroom.catalogue()
    assert sorted(claim.statement for claim in found) == [
        f"A tram number {number} flew over the river." for number in range(4)
    ]
    assert {claim.rating for claim in found} == {"false"}
    assert {claim.fact_checks[0].publisher for claim in found} == {"Checks"}
    assert not await newsroom.asking()
    await newsroom.run(days=3)
    assert len(await newsroom.catalogue()) == 4
    state = await newsroom.source(source)
    assert (state.state, state.found, state.licence) == ("ok", 4, "CC BY 4.0")


async def test_a_source_that_proposes_publishes_nothing(newsroom: Newsroom) -> None:
    newsroom.web.host("checks.example").add("one", "A tram flew over the river.")
    await newsroom.follow(newsroom.web.url("checks.example", "/feed"), mode="propose")
    await newsroom.run()
    assert not await newsroom.catalogue()
    assert [(row.asks, row.reason, row.rating) for row in await newsroom.asking()] == [
        ("claim", "mode", "false")
    ]


async def test_a_page_without_claim_review_is_only_proposed(newsroom: Newsroom) -> None:
    host = newsroom.web.host("checks.example")
    body = "<p><b>Claim:</b> A tram flew over the river on Monday.</p><p>Verdict: False</p>"
    host.add("plain", "unused", shape="none", title="No, that tram did not fly", body=body)
    await newsroom.follow(newsroom.web.url("checks.example", "/feed"))
    await newsroom.run()
    assert not await newsroom.catalogue()
    (row,) = await newsroom.asking()
    assert (row.statement, row.rating, row.title, row.reason) == (
        "A tram flew over the river on Monday.",
        "false",
        "No, that tram did not fly",
        "no-review",
    )


async def test_requests_keep_the_pace_and_robots(newsroom: Newsroom) -> None:
    host = newsroom.web.host("slow.example", robots="User-agent: *\nCrawl-delay: 30\nDisallow: /secret")
    for number in range(5):
        host.add(f"c{number}", f"The bridge number {number} was sold.")
    host.add("secret", "The bridge was never there.")
    await newsroom.follow(newsroom.web.url("slow.example", "/feed"))
    await newsroom.run(hours=3)
    times = [at for at, name, _, _ in newsroom.web.asked if name == "slow.example"]
    gaps = [later - earlier for earlier, later in pairwise(times)]
    assert min(gaps[1:]) >= timedelta(seconds=30)
    assert gaps[0] >= timedelta(seconds=5)
    assert "/secret" not in newsroom.web.paths("slow.example")
    assert len(await newsroom.catalogue()) == 5


async def test_what_has_not_changed_is_not_sent_again(newsroom: Newsroom) -> None:
    newsroom.web.host("checks.example").add("one", "A tram flew over the river.")
    await newsroom.follow(newsroom.web.url("checks.example", "/feed"))
    await newsroom.run(hours=6)
    statuses = [status for _, _, path, status in newsroom.web.asked if path == "/feed"]
    assert statuses[0] == 200
    assert set(statuses[1:]) == {304}


async def test_a_corrected_rating_is_taken_over(newsroom: Newsroom) -> None:
    article = newsroom.web.host("checks.example").add("one", "A tram flew over the river.")
    await newsroom.follow(newsroom.web.url("checks.example", "/feed"))
    await newsroom.run()
    article.rating, article.title = "Misleading", "What the tram really did"
    await newsroom.run(days=2)
    (claim,) = await newsroom.catalogue()
    assert claim.rating == "misleading"
    assert claim.fact_checks[0].title == "What the tram really did"
    assert claim.fact_checks[0].textual_rating == "Misleading"


async def test_an_editors_own_rating_is_not_undone(newsroom: Newsroom) -> None:
    newsroom.settings = SourceSettings(list_minutes=1440)
    article = newsroom.web.host("checks.example").add("one", "A tram flew over the river.")
    newsroom.settings = SourceSettings(list_minutes=12 * 60)
    await newsroom.follow(newsroom.web.url("checks.example", "/feed"))
    await newsroom.run()
    async with newsroom.database.write() as session:
        claim = (await claims.find(session))[0]
        await claims.edit(session, claim, newsroom.clock(), rating="unproven")
    await newsroom.run(days=8)
    assert [claim.rating for claim in await newsroom.catalogue()] == ["unproven"]
    article.rating = "Misleading"
    await newsroom.run(days=30)
    assert [claim.rating for claim in await newsroom.catalogue()] == ["unproven"]
    assert [(row.asks, row.pending and row.pending["rating"]) for row in await newsroom.asking()] == [
        ("change", "misleading")
    ]


async def test_a_page_that_is_gone_goes_to_an_editor(newsroom: Newsroom) -> None:
    article = newsroom.web.host("checks.example").add("one", "A tram flew over the river.")
    newsroom.settings = SourceSettings(list_minutes=12 * 60)
    await newsroom.follow(newsroom.web.url("checks.example", "/feed"))
    await newsroom.run()
    article.gone = True
    await newsroom.run(days=5)
    (claim,) = await newsroom.catalogue()
    assert claim.is_published
    assert [(row.asks, row.reason) for row in await newsroom.asking()] == [("gone", "page-gone")]


async def test_one_claim_of_two_publishers_has_two_fact_checks(newsroom: Newsroom) -> None:
    newsroom.web.host("one.example", "One").add("a", "A tram flew over the river.")
    newsroom.web.host("two.example", "Two").add("b", "A tram flew over the river.", "Pants on Fire")
    newsroom.web.host("three.example", "Three").add("c", "A tram flew over the river.", "True")
    for name in ("one", "two", "three"):
        await newsroom.follow(newsroom.web.url(f"{name}.example", "/feed"))
        await newsroom.run()
    (claim,) = await newsroom.catalogue()
    assert [check.publisher for check in claim.fact_checks] == ["One", "Two"]
    assert [(row.publisher, row.reason) for row in await newsroom.asking()] == [("Three", "contradicts")]


async def test_a_source_speaks_for_its_own_domains_only(newsroom: Newsroom) -> None:
    host = newsroom.web.host("checks.example", "Checks")
    newsroom.web.host("victim.example", "Victim").add("one", "The victim said so.")

    async def feed(_request: object) -> object:
        link = newsroom.web.url("victim.example", "/one")
        return web.Response(
            text=f"<rss version='2.0'><channel><item><link>{link}</link></item></channel></rss>",
            content_type="application/xml",
        )

    host.answers["/feed"] = feed  # type: ignore[assignment]
    source = await newsroom.follow(newsroom.web.url("checks.example", "/feed"))
    await newsroom.run()
    assert not await newsroom.catalogue()
    assert not await newsroom.asking()
    assert not newsroom.web.paths("victim.example")
    assert (await newsroom.source(source)).refused >= 1


async def test_a_name_that_is_anothers_is_not_taken(newsroom: Newsroom) -> None:
    newsroom.web.host("known.example", "Known Checkers").add("a", "The bridge was sold.")
    newsroom.web.host("fraud.example", "Known Checkers").add("b", "The bridge was bought.")
    for name in ("known", "fraud"):
        await newsroom.follow(newsroom.web.url(f"{name}.example", "/feed"))
        await newsroom.run()
    assert [claim.fact_checks[0].publisher for claim in await newsroom.catalogue()] == [
        "Known Checkers",
        "fraud.example",
    ]


async def test_a_sitemap_is_followed_by_lastmod(newsroom: Newsroom) -> None:
    host = newsroom.web.host("map.example")
    article = host.add("new", "A tram flew over the river.")
    host.add("old", "A tram flew in ancient times.", changed=newsroom.clock() - timedelta(days=800))
    await newsroom.follow(newsroom.web.url("map.example", "/sitemap.xml"), Kind.SITEMAP)
    await newsroom.run(hours=2)
    assert [claim.statement for claim in await newsroom.catalogue()] == ["A tram flew over the river."]
    article.rating, article.changed = "Misleading", newsroom.clock()
    await newsroom.run(hours=2)
    assert [claim.rating for claim in await newsroom.catalogue()] == ["misleading"]


async def test_a_busy_host_is_left_alone_as_long_as_it_asks(newsroom: Newsroom) -> None:
    host = newsroom.web.host("busy.example")
    host.add("one", "A tram flew over the river.")
    host.status, host.retry_after = 429, "7200"
    source = await newsroom.follow(newsroom.web.url("busy.example", "/feed"))
    await newsroom.run(minutes=90)
    assert (await newsroom.source(source)).state == "busy"
    assert newsroom.web.paths("busy.example").count("/feed") == 1
    host.status = 200
    await newsroom.run(hours=2)
    assert len(await newsroom.catalogue()) == 1
    assert (await newsroom.source(source)).state == "ok"


async def test_a_flood_stops_publishing(newsroom: Newsroom) -> None:
    newsroom.settings = SourceSettings(most_new_a_day=8)
    host = newsroom.web.host("spam.example")
    host.add("first", "A tram flew over the river.")
    source = await newsroom.follow(newsroom.web.url("spam.example", "/feed"))
    await newsroom.run(hours=2)
    for number in range(20):
        host.add(f"spam{number}", f"Buy the medicine number {number} at once.")
    await newsroom.run(hours=3)
    state = await newsroom.source(source)
    assert (state.state, state.mode) == ("flood", "propose")
    assert len(await newsroom.catalogue()) == 1 + newsroom.settings.most_new_a_day
    assert len(await newsroom.asking()) == 20 - newsroom.settings.most_new_a_day
