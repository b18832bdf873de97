"""The fake X Activity API: challenge, subscriptions, signed deliveries, stream."""

import base64
import hashlib
import hmac
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import pytest
from aiohttp import web

from tests.fakes.x import FakeX

from .conftest import Bot


@dataclass
class Receiver:
    """A webhook as a bot would have it, that checks by itself what it is sent."""

    secret: str
    url: str = ""
    status: int = 200
    events: list[dict[str, Any]] = field(default_factory=list)
    signatures: list[bool] = field(default_factory=list)

    def sign(self, message: bytes) -> str:
        digest = hmac.digest(self.secret.encode(), message, hashlib.sha256)
        return "sha256=" + base64.b64encode(digest).decode()

    async def challenge(self, request: web.Request) -> web.Response:
        return web.json_response({"response_token": self.sign(request.query["crc_token"].encode())})

    async def receive(self, request: web.Request) -> web.Response:
        body = await request.read()
        self.signatures.append(request.headers["x-twitter-webhooks-signature"] == self.sign(body))
        self.events.append(json.loads(body)["data"])
        return web.Response(status=self.status)


@pytest.fixture
async def receiver(fake: FakeX) -> AsyncIterator[Receiver]:
    receiver = Receiver(fake.credentials.consumer_secret)
    app = web.Application()
    app.add_routes([web.get("/hook", receiver.challenge), web.post("/hook", receiver.receive)])
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    receiver.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield receiver
    await runner.cleanup()


async def subscribe(
    fake: FakeX, bot: Bot, event: str = "post.mention.create", **more: str
) -> tuple[int, Any]:
    token = fake.oauth2.issue("tweet.read dm.read users.read").access_token
    body = {"event_type": event, "filter": {"user_id": "2000"}, **more}
    return await bot.call("POST", "/2/activity/subscriptions", token, json=body)  # type: ignore[no-any-return]


async def register(bot: Bot, url: str) -> tuple[int, Any]:
    return await bot.call("POST", "/2/webhooks", json={"url": url})  # type: ignore[no-any-return]


async def test_a_mention_is_delivered_signed_and_charged_as_a_post(
    fake: FakeX, bot: Bot, receiver: Receiver
) -> None:
    status, hook = await register(bot, receiver.url)
    assert status == 200
    status, _ = await subscribe(fake, bot, webhook_id=hook["id"], tag="mentions")
    assert status == 200
    rumour = fake.post("2002", "A rumour.")
    asked = fake.mention("2001", reply_to=rumour)
    await fake.activity.settled()
    assert receiver.signatures == [True]
    event = receiver.events[0]
    assert (event["event_type"], event["tag"]) == ("post.mention.create", "mentions")
    assert event["payload"]["id"] == asked.id
    assert event["payload"]["in_reply_to_tweet_id"] == rumour.id
    assert [post["id"] for post in event["includes"]["tweets"]] == [asked.id]
    assert fake.spend == Decimal("0.005")
    await fake.activity.redeliver(fake.activity.deliveries[0])
    assert [event["payload"]["id"] for event in receiver.events] == [asked.id] * 2


async def test_implicit_mentions_are_not_delivered(fake: FakeX, bot: Bot, receiver: Receiver) -> None:
    _, hook = await register(bot, receiver.url)
    await subscribe(fake, bot, webhook_id=hook["id"])
    await bot.client.create_tweet(text="Hello.")
    assert fake.post("2001", "hm", reply_to=fake.replies[0].id).text == "@claimbot hm"
    await fake.activity.settled()
    assert receiver.events == []


async def test_a_webhook_that_fails_the_challenge_is_refused_or_goes_silent(
    fake: FakeX, bot: Bot, receiver: Receiver
) -> None:
    receiver.secret = "wrong"
    assert (await register(bot, receiver.url))[0] == 400
    assert (await register(bot, "http://127.0.0.1:9/nobody"))[0] == 400
    receiver.secret = fake.credentials.consumer_secret
    _, hook = await register(bot, receiver.url)
    await subscribe(fake, bot, webhook_id=hook["id"])
    receiver.secret = "wrong"
    await bot.call("PUT", f"/2/webhooks/{hook['id']}")
    _, shown = await bot.call("GET", "/2/webhooks")
    assert [row["valid"] for row in shown["data"]] == [False]
    fake.mention("2001")
    await fake.activity.settled()
    assert receiver.events == []


async def test_x_itself_wants_https_without_a_port(fake: FakeX, bot: Bot, receiver: Receiver) -> None:
    fake.activity.strict_urls = True
    for url in (receiver.url, "https://example.org:8443/hook"):
        assert (await register(bot, url))[0] == 400


async def test_mentions_need_the_accounts_own_oauth2_token(fake: FakeX, bot: Bot) -> None:
    body = {"event_type": "post.mention.create", "filter": {"user_id": "2000"}}
    assert (await bot.call("POST", "/2/activity/subscriptions", json=body))[0] == 403
    assert (await subscribe(fake, bot))[0] == 200
    assert (await subscribe(fake, bot, "post.colour"))[0] == 400


async def test_a_subscription_that_was_ended_is_silent(fake: FakeX, bot: Bot, receiver: Receiver) -> None:
    _, hook = await register(bot, receiver.url)
    _, made = await subscribe(fake, bot, webhook_id=hook["id"])
    path = f"/2/activity/subscriptions/{made['data']['subscription']['subscription_id']}"
    assert (await bot.call("DELETE", path))[0] == 200
    assert (await bot.call("DELETE", path))[0] == 404
    assert (await bot.call("GET", "/2/activity/subscriptions"))[1]["data"] == []
    fake.mention("2001")
    await fake.activity.settled()
    assert receiver.events == []


async def test_the_answer_of_the_bot_to_a_delivery_is_kept(fake: FakeX, bot: Bot, receiver: Receiver) -> None:
    _, hook = await register(bot, receiver.url)
    await subscribe(fake, bot, webhook_id=hook["id"])
    await subscribe(fake, bot, "dm.received", webhook_id=hook["id"])
    receiver.status = 500
    fake.mention("2001")
    fake.dm("2001", "hello")
    await fake.activity.settled()
    assert [delivery.status for delivery in fake.activity.deliveries] == [500, 500]
    assert [event["event_type"] for event in receiver.events] == ["post.mention.create", "dm.received"]


async def test_the_activity_stream_carries_the_same_events(fake: FakeX, bot: Bot) -> None:
    await subscribe(fake, bot)
    headers = {"Authorization": f"Bearer {bot.bearer}"}
    async with bot.http.get(f"{fake.url}/2/activity/stream", headers=headers) as answer:
        asked = fake.mention("2001")
        line = b""
        while not line.strip():
            line = await answer.content.readline()
    assert json.loads(line)["data"]["payload"]["id"] == asked.id
