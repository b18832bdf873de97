"""`/healthz`, `/readyz` and `/metrics`, over HTTP."""

import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import aiohttp
import pytest
from prometheus_client.parser import text_string_to_metric_families

from bot.cli.run import spending_of
from bot.config import load_settings
from bot.errors import ConfigurationError, RetryLater
from bot.telemetry import endpoints
from bot.telemetry.endpoints import Observatory, observable
from bot.telemetry.metrics import EVENT_WAIT, waited
from storage.database import Database
from tests.inbox.house import post
from tests.inbox.test_house import House


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
        return port


class Pages:
    def __init__(self, address: str, observatory: Observatory) -> None:
        self.address, self.observatory = address, observatory

    async def get(self, path: str) -> tuple[int, str]:
        async with aiohttp.ClientSession() as session, session.get(f"http://{self.address}{path}") as answer:
            return answer.status, await answer.text()

    async def values(self) -> dict[tuple[str, tuple[tuple[str, str], ...]], float]:
        _, text = await self.get("/metrics")
        return {
            (sample.name, tuple(sorted(sample.labels.items()))): sample.value
            for family in text_string_to_metric_families(text)
            for sample in family.samples
        }


@asynccontextmanager
async def opened(house: House, *, loaded: bool = True) -> AsyncIterator[Pages]:
    app = house.app
    observatory = Observatory(app.database, app.health, app.now, spending_of(app.settings))
    if loaded:
        observatory.loaded(app.matcher.model_id)
    address = f"127.0.0.1:{free_port()}"
    async with observable(observatory, address):
        yield Pages(address, observatory)


@pytest.fixture(autouse=True)
def always_look_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(endpoints, "_FRESH_SECONDS", 0.0)


async def test_a_bot_that_hears_is_ready(house: House) -> None:
    async with opened(house) as pages:
        assert (await pages.get("/readyz"))[0] == 503
        await house.hear(post())
        assert await pages.get("/readyz") == (200, "ready\n")
        assert (await pages.get("/healthz"))[0] == 200
        house.clock.advance(minutes=6)
        status, text = await pages.get("/readyz")
        assert status == 503
        assert text.startswith("telegram: silent since")


async def test_who_stands_by_for_another_listener_is_ready_and_says_so(house: House) -> None:
    up = ("claimspread_platform_up", (("platform", "telegram"),))
    async with opened(house) as pages:
        house.app.health.unheard("telegram", "no network")
        assert (await pages.values())[up] == 0
        house.app.health.stands_by("telegram")
        status, text = await pages.get("/readyz")
        assert status == 200
        assert text == "ready\ntelegram: standing by, another process listens\n"
        assert up not in await pages.values()  # or an alert would say that nobody hears
        await house.hear(post())
        assert await pages.get("/readyz") == (200, "ready\n")
        assert (await pages.values())[up] == 1
        house.app.health.stands_by("telegram")
        house.app.health.unheard("telegram", "no network")
        assert await pages.get("/readyz") == (503, "telegram: no network\n")


async def test_it_is_not_ready_but_alive_while_claims_are_read(house: House) -> None:
    async with opened(house, loaded=False) as pages:
        assert (await pages.get("/healthz"))[0] == 200
        assert "reading claims" in (await pages.get("/readyz"))[1]


async def test_a_handling_loop_that_hangs_is_not_alive(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    async with opened(house) as pages:
        monkeypatch.setattr(endpoints, "HANGS_AFTER", 0.0)
        assert (await pages.get("/healthz"))[0] == 503


async def test_what_happened_is_counted(house: House) -> None:
    telegram = ("platform", "telegram")
    async with opened(house) as pages:
        before = await pages.values()

        async def grown(name: str, *labels: tuple[str, str]) -> float:
            key = (name, tuple(sorted(labels)))
            return (await pages.values()).get(key, 0.0) - before.get(key, 0.0)

        event = post()
        house.platform.faults.append(RetryLater("busy", 1))
        await house.hear(event)
        await house.hear(event)
        house.clock.advance(seconds=2)
        await house.app.work_off()
        assert await grown("claimspread_events_accepted_total", telegram) == 1
        assert await grown("claimspread_events_repeated_total", telegram) == 1
        assert await grown("claimspread_events_handled_total", telegram) == 1
        assert await grown("claimspread_message_failures_total", telegram, ("kind", "RetryLater")) == 1
        assert await grown("claimspread_messages_sent_total", telegram) == 1
        assert await grown("claimspread_message_wait_seconds_sum", telegram) == pytest.approx(2)
        assert (
            await grown(
                "claimspread_decisions_total", telegram, ("action", "reply"), ("reason", "nearly-certain")
            )
            == 1
        )
        now = await pages.values()
        assert now["claimspread_outbox_messages", (("status", "sent"),)] == 1
        assert now["claimspread_claims_published", ()] == 1
        assert now["claimspread_database_up", ()] == 1


async def test_a_database_that_is_gone_is_told_and_the_pages_stay(house: House) -> None:
    async with opened(house) as pages:
        file = Path(house.app.database.url.database or "")
        await house.app.database.close()
        for part in file.parent.glob(f"{file.name}*"):
            part.unlink()
        file.mkdir()
        status, text = await pages.get("/readyz")
        assert status == 503
        assert "database" in text
        values = await pages.values()
        assert values["claimspread_database_up", ()] == 0
        assert values["claimspread_ready", ()] == 0
        assert (await pages.get("/healthz"))[0] == 200


async def test_asking_often_looks_once(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(endpoints, "_FRESH_SECONDS", 60.0)
    looks = 0
    look = house.app.health.look

    async def counted(database: Database) -> object:
        nonlocal looks
        looks += 1
        return await look(database)

    monkeypatch.setattr(house.app.health, "look", counted)
    async with opened(house) as pages:
        for _ in range(20):
            await pages.get("/metrics")
    assert looks == 1


async def test_an_address_that_is_taken_is_one_clear_line(house: House) -> None:
    async with opened(house) as pages:
        with pytest.raises(ConfigurationError, match="CLAIMSPREAD_METRICS__LISTEN"):
            async with observable(pages.observatory, pages.address):
                pass


async def test_nothing_is_opened_unless_asked_for(house: House) -> None:
    assert load_settings().metrics.listen is None
    app = house.app
    async with observable(Observatory(app.database, app.health, app.now, spending_of(app.settings)), None):
        pass


async def test_metrics_name_nobody(house: House) -> None:
    async with opened(house) as pages:
        event = post()
        await house.hear(event)
        _, text = await pages.get("/metrics")
        for personal in (event.author.id, event.author.name, event.text, event.event_id):
            assert f'"{personal}"' not in text


def test_waits_are_never_negative_when_the_clock_is_set_back() -> None:
    before = EVENT_WAIT.labels("clock")._sum.get()
    waited(EVENT_WAIT, "clock", timedelta(seconds=-50))
    assert EVENT_WAIT.labels("clock")._sum.get() == before
    EVENT_WAIT.remove("clock")
