"""Webhook mode: Telegram brings the updates, and is told 200 only for what is committed."""

import asyncio
import socket
from collections.abc import AsyncIterator

import aiohttp
import pytest

from bot.config import load_settings
from bot.errors import ConfigurationError
from bot.platforms.telegram.updates import ALLOWED_UPDATES
from bot.platforms.telegram.webhook import SECRET_HEADER
from tests.fakes.telegram import FakeTelegram
from tests.platforms.telegram.house import RUMOUR, VOLUNTEERS_LINK, House, running, settings_for

SECRET = "a-secret_for-tests"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def address() -> str:
    return f"127.0.0.1:{free_port()}"


@pytest.fixture
async def house(telegram: FakeTelegram, sqlite_url: str, address: str) -> AsyncIterator[House]:
    settings = settings_for(
        telegram,
        sqlite_url,
        webhook_url=f"http://{address}/telegram",
        webhook_secret=SECRET,
        webhook_listen=address,
    )
    async with running(telegram, settings) as house:
        await telegram.wait_for_call(lambda call: call.method == "getWebhookInfo")
        yield house


async def test_a_rumour_that_is_delivered_is_answered_and_nothing_is_fetched(
    telegram: FakeTelegram, house: House
) -> None:
    ann = telegram.user(2001, "Ann")
    await ann.private(RUMOUR)
    answer = await telegram.wait_for(timeout=60)
    assert VOLUNTEERS_LINK in answer.text
    await house.settled()
    assert telegram.calls_of("getUpdates") == []
    (call,) = telegram.calls_of("setWebhook")
    assert call.params["secret_token"] == SECRET
    assert call.params["allowed_updates"] == ALLOWED_UPDATES


@pytest.mark.parametrize("headers", [{}, {SECRET_HEADER: "wrong"}, {SECRET_HEADER: "ü"}])
async def test_a_delivery_without_the_secret_is_refused(
    telegram: FakeTelegram, house: House, address: str, headers: dict[str, str]
) -> None:
    message = {"message_id": 5, "date": 1, "chat": {"id": 2001, "type": "private"}, "text": RUMOUR}
    update = {"update_id": 99, "message": message}
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"http://{address}/telegram", json=update, headers=headers) as answer,
    ):
        assert answer.status == 403
    await house.settled()
    assert telegram.sent == []


@pytest.mark.parametrize("body", [b"", b"not json", b"[]", b'{"update_id": "x"}'])
async def test_a_delivery_that_is_no_update_is_refused(house: House, address: str, body: bytes) -> None:
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"http://{address}/telegram", data=body, headers={SECRET_HEADER: SECRET}) as answer,
    ):
        assert answer.status == 400


async def test_telegram_is_told_200_only_once_the_update_is_committed(
    telegram: FakeTelegram, house: House
) -> None:
    ann = telegram.user(2001, "Ann")
    async with house.nothing_commits():
        await ann.private(RUMOUR)
        await asyncio.sleep(0.3)
        assert len(telegram.world.updates.pending) == 1
        assert not await house.has_heard()
    await house.settled()
    assert telegram.world.updates.pending == []
    assert await house.has_heard()


async def test_an_update_that_is_delivered_twice_is_answered_once(
    telegram: FakeTelegram, house: House, address: str
) -> None:
    ann = telegram.user(2001, "Ann")
    await ann.private(RUMOUR)
    await telegram.wait_for(timeout=60)
    (update,) = await telegram.perform("updates_created")
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"http://{address}/telegram", json=update, headers={SECRET_HEADER: SECRET}) as answer,
    ):
        assert answer.status == 200
    await house.settled()
    assert len(telegram.sent) == 1


async def test_polling_takes_the_webhook_away_and_loses_nothing(
    telegram: FakeTelegram, sqlite_url: str, address: str
) -> None:
    ann = telegram.user(2001, "Ann")
    settings = settings_for(
        telegram,
        sqlite_url,
        webhook_url=f"http://{address}/",
        webhook_secret=SECRET,
        webhook_listen=address,
    )
    async with running(telegram, settings):
        await telegram.wait_for_call(lambda call: call.method == "getWebhookInfo")
    await ann.private(RUMOUR)
    async with running(telegram, settings_for(telegram, sqlite_url)):
        answer = await telegram.wait_for(timeout=60)
        assert VOLUNTEERS_LINK in answer.text


@pytest.mark.parametrize(
    ("wrong", "hint"),
    [
        ({"webhook_url": "https://example.org/"}, "webhook_secret"),
        ({"webhook_url": "https://example.org/", "webhook_secret": "no spaces"}, "letters"),
        ({"webhook_listen": "8081"}, "HOST:PORT"),
    ],
)
def test_webhook_settings_that_cannot_work_are_refused_with_the_reason(
    wrong: dict[str, str], hint: str
) -> None:
    with pytest.raises(ConfigurationError, match=hint):
        load_settings(telegram=wrong)
