"""The fake X API and tweepy's clients, joined over HTTP on loopback."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import aiohttp
import pytest
from tweepy.asynchronous import AsyncClient, AsyncStreamingClient

from bot.platforms.x.client import signing_with
from bot.platforms.x.session import STREAM_TIMEOUT, RebasedSession
from tests.fakes.x import Clock, FakeX


@dataclass
class Bot:
    """What a bot has in hand: tweepy with the account's keys, with the app's token, and plain HTTP."""

    client: Any
    app: Any
    http: aiohttp.ClientSession
    base: str
    bearer: str

    async def call(self, method: str, path: str, token: str | None = None, **options: Any) -> Any:
        """Call an endpoint that tweepy does not know; gives status and JSON."""
        headers = {"Authorization": f"Bearer {token or self.bearer}"}
        async with self.http.request(method, self.base + path, headers=headers, **options) as answer:
            return answer.status, await answer.json()


@pytest.fixture
async def fake() -> AsyncIterator[FakeX]:
    async with FakeX(clock=Clock(datetime(2026, 11, 2, 9, tzinfo=UTC)), heartbeat_seconds=0.05) as fake:
        fake.user("2001", "ann")
        fake.user("2002", "bob")
        yield fake


@pytest.fixture
async def bot(fake: FakeX) -> AsyncIterator[Bot]:
    keys = fake.credentials
    client = AsyncClient(
        consumer_key=keys.consumer_key,
        consumer_secret=keys.consumer_secret,
        access_token=keys.access_token,
        access_token_secret=keys.access_token_secret,
    )
    app = AsyncClient(bearer_token=keys.bearer_token)
    client.session = RebasedSession(fake.url, sign=signing_with(client))
    app.session = RebasedSession(fake.url)
    async with aiohttp.ClientSession() as http:
        yield Bot(client, app, http, fake.url, keys.bearer_token)
    await client.session.close()
    await app.session.close()


class Listener(AsyncStreamingClient):  # type: ignore[misc]
    """Keeps what the stream brings."""

    def __init__(self, fake: FakeX) -> None:
        super().__init__(fake.credentials.bearer_token, max_retries=0)
        self.session = RebasedSession(fake.url, timeout=STREAM_TIMEOUT)
        self.posts: list[str] = []
        self.tags: list[str] = []
        self.heartbeats = 0
        self.refusals: list[int] = []
        self.farewells: list[Any] = []
        self.failures: list[Exception] = []

    async def on_tweet(self, tweet: Any) -> None:
        self.posts.append(tweet.text)

    async def on_matching_rules(self, matching_rules: Any) -> None:
        self.tags += [rule.tag for rule in matching_rules]

    async def on_keep_alive(self) -> None:
        self.heartbeats += 1

    async def on_request_error(self, status_code: int) -> None:
        self.refusals.append(status_code)
        self.disconnect()

    async def on_errors(self, errors: Any) -> None:
        self.farewells += errors

    async def on_exception(self, exception: Exception) -> None:
        self.failures.append(exception)

    async def on_closed(self, resp: Any) -> None:
        self.disconnect()


@pytest.fixture
async def listener(fake: FakeX) -> AsyncIterator[Listener]:
    listener = Listener(fake)
    yield listener
    listener.disconnect()
    if listener.task is not None:
        await listener.task
    await listener.session.close()
