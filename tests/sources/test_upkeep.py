"""What is done for sources now and then: silences are told of once. Terms that end: see `test_google.py`."""

from bot.config import Settings, load_settings
from bot.sources.upkeep import report_silent
from storage import outbox
from tests.sources.conftest import Newsroom


async def told(newsroom: Newsroom, settings: Settings) -> list[str]:
    """What an owner is told now."""
    await report_silent(newsroom.database, settings, newsroom.clock)
    async with newsroom.database.write() as session:
        rows = await outbox.take_due(session, newsroom.clock(), 9)
        for row in rows:
            await outbox.mark_sent(session, row.id, "1", newsroom.clock())
    return [row.payload or "" for row in rows]


async def test_a_silent_source_is_told_of_once_for_each_silence(newsroom: Newsroom) -> None:
    settings = load_settings(
        owners=("telegram:1001",),
        telegram={"token": "1:token"},
        sources={"silent_days": 5, "list_minutes": 1440},
    )
    newsroom.settings = settings.sources
    host = newsroom.web.host("quiet.example", "Quiet Checks")
    host.add("one", "A tram flew over the river.")
    await newsroom.follow(newsroom.web.url("quiet.example", "/feed"))
    await newsroom.run(days=4)
    assert not await told(newsroom, settings)
    await newsroom.run(days=3)
    (said,) = await told(newsroom, settings)
    assert "Quiet Checks" in said
    await newsroom.run(days=3)
    assert not await told(newsroom, settings)
    host.add("two", "A bus sank in the lake.")
    await newsroom.run(days=2)
    assert not await told(newsroom, settings)
    await newsroom.run(days=5)
    assert len(await told(newsroom, settings)) == 1


async def test_an_owner_who_can_be_reached_later_hears_of_it_then(newsroom: Newsroom) -> None:
    newsroom.web.host("quiet.example").add("one", "A tram flew over the river.")
    await newsroom.follow(newsroom.web.url("quiet.example", "/feed"))
    await newsroom.run(hours=1)
    newsroom.clock.go_on(days=20)
    assert not await told(newsroom, load_settings())
    reachable = load_settings(owners=("telegram:1001",), telegram={"token": "1:token"})
    assert len(await told(newsroom, reachable)) == 1
