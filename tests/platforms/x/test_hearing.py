"""However mentions are heard, by stream or webhook, they enter once, whole, and none is missed."""

import asyncio
import base64
import hashlib
import hmac
import json
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from sqlalchemy import select
from structlog.testing import capture_logs

from bot.errors import ConfigurationError, Unauthorised
from bot.events import Address, Event, Post
from bot.inbox.intake import Intake
from bot.platforms.x.platform import XPlatform
from bot.platforms.x.posts import last_id_before
from bot.signing import Signer
from storage import cursors
from storage.database import Database
from storage.models import InboxEvent
from tests.fakes.x import FakeX
from tests.platforms.x.adapter import Desk, Sleeper, listening, opened, settings_for, until

MENTIONS = "/2/users/2000/mentions"
STREAM = "/2/tweets/search/stream"


@pytest.fixture
def desk(fake: FakeX) -> Desk:
    start = last_id_before(fake.clock.now())
    return Desk(cursors={"x:mentions": start, "x:dms": start})


@asynccontextmanager
async def streaming(fake: FakeX, desk: Desk, **changes: Any) -> AsyncIterator[XPlatform]:
    bearer = fake.credentials.bearer_token
    async with listening(fake, desk, hear="stream", bearer_token=bearer, **changes) as x:
        await until(lambda: fake.stream.connections)
        yield x


async def test_a_mention_is_streamed_with_the_post_above_without_being_polled_for(
    fake: FakeX, desk: Desk
) -> None:
    rumour = fake.post("2002", "100,000 volunteers are coming")
    async with streaming(fake, desk):
        await fake.wait_for(lambda: fake.calls("GET", MENTIONS))
        asked = fake.mention("2001", "is this true?", reply_to=rumour)
        await desk.wait_for(1)
    (post,) = desk.events
    assert isinstance(post, Post)
    assert (post.event_id, post.address, post.message_id) == (f"post:{asked.id}", Address.SUMMONED, asked.id)
    assert [one.text for one in post.above] == [rumour.text]
    assert len(fake.calls("GET", MENTIONS)) == 1
    assert {rule.value for rule in fake.filtered.rules.values()} == {"@claimbot -is:retweet -from:claimbot"}


async def test_a_streamed_bare_mention_under_a_bare_post_comes_with_the_threads_first(
    fake: FakeX, desk: Desk
) -> None:
    root = fake.post("2002", "They will send 100,000 volunteers to the front")
    wow = fake.post("2002", "wow", reply_to=root)
    async with streaming(fake, desk):
        fake.mention("2001", "true?", reply_to=wow)
        await desk.wait_for(1)
    (post,) = desk.events
    assert isinstance(post, Post)
    assert [one.id for one in post.above] == [wow.id, root.id]


async def test_a_streamed_mention_whose_thread_cannot_be_fetched_is_polled_for(
    fake: FakeX, desk: Desk
) -> None:
    root = fake.post("2002", "They will send 100,000 volunteers to the front")
    wow = fake.post("2002", "wow", reply_to=root)
    fake.faults.add("html_503", "GET", "/2/tweets")
    async with streaming(fake, desk):
        fake.mention("2001", "true?", reply_to=wow)
        await desk.wait_for(1)
    (post,) = desk.events
    assert isinstance(post, Post)
    assert [one.id for one in post.above] == [wow.id, root.id]


async def test_mentions_of_an_outage_are_fetched_after_the_stream_is_back(fake: FakeX, desk: Desk) -> None:
    async with streaming(fake, desk):
        await fake.wait_for(lambda: fake.calls("GET", MENTIONS))
        fake.stream.cut()
        await until(lambda: not fake.stream.connections)
        missed = fake.mention("2001", "while nobody listened")
        await desk.wait_for(1)
        await until(lambda: fake.stream.connections)
        heard = fake.mention("2001", "while somebody listened")
        await desk.wait_for(2)
    assert desk.ids == [f"post:{missed.id}", f"post:{heard.id}"]


async def test_what_comes_twice_by_stream_and_poll_is_in_the_inbox_once(fake: FakeX, tmp_path: Path) -> None:
    async with Database(f"sqlite:///{tmp_path / 'x.sqlite3'}") as database:
        arrived = asyncio.Event()
        intake = Intake("x", database, Signer(b"key"), fake.clock.now, arrived.set)

        async def read_cursor(name: str) -> str | None:
            async with database.read() as session:
                return await cursors.read(session, name)

        async def heard() -> list[str]:
            async with database.read() as session:
                return list(await session.scalars(select(InboxEvent.event_id).order_by(InboxEvent.id)))

        bearer = fake.credentials.bearer_token
        async with opened(fake, hear="stream", bearer_token=bearer) as x:
            listening = asyncio.create_task(x.listen(intake, read_cursor))
            await until(lambda: fake.stream.connections)
            asked = fake.mention("2001", "one")
            await asyncio.wait_for(arrived.wait(), 60)
            fake.stream.redeliver = 1
            looks = len(fake.calls("GET", MENTIONS))
            fake.stream.close()
            await until(lambda: fake.stream.connects == 2 and len(fake.calls("GET", MENTIONS)) > looks)
            last = fake.mention("2001", "two")
            await until_async(heard, 2)
            listening.cancel()
            await asyncio.gather(listening, return_exceptions=True)
        assert await heard() == [f"post:{asked.id}", f"post:{last.id}"]


async def until_async(ask: Callable[[], Awaitable[list[str]]], count: int) -> None:
    for _ in range(3_000):
        if len(await ask()) >= count:
            return
        await asyncio.sleep(0.01)
    raise AssertionError("it did not happen")


async def test_a_second_instance_hears_nothing_until_the_first_is_gone(fake: FakeX, desk: Desk) -> None:
    idle = Desk(cursors=dict(desk.cursors))
    sleep = Sleeper(fake)
    bearer = fake.credentials.bearer_token
    async with listening(fake, idle, sleep, hear="stream", bearer_token=bearer):
        pass  # has its rules made
    async with streaming(fake, desk):
        asked = fake.mention("2001", "one")
        fake.dm("2001", "a letter")
        await desk.wait_for(2)
        async with listening(fake, idle, sleep, hear="stream", bearer_token=bearer):
            await fake.wait_for(lambda: fake.stream.refused >= 3)
            assert idle.events == []
    assert f"post:{asked.id}" in desk.ids


async def test_a_refused_bearer_token_stops_the_platform(fake: FakeX, desk: Desk) -> None:
    async with opened(fake, hear="stream", bearer_token="another") as x:
        with pytest.raises(Unauthorised, match="401"):
            await asyncio.wait_for(x.listen(desk, desk.read_cursor), 60)


@pytest.mark.parametrize("wish", [{"hear": "stream"}, {"hear": "webhook"}, {"watch": "stream"}])
def test_the_apps_token_is_asked_for_where_it_is_needed(wish: dict[str, str]) -> None:
    with pytest.raises(ConfigurationError, match="CLAIMSPREAD_X__BEARER_TOKEN"):
        XPlatform(settings_for(FakeX(), **wish))


# The webhook


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@asynccontextmanager
async def called(fake: FakeX, desk: Desk, port: int, *, token: bool = True) -> AsyncIterator[XPlatform]:
    """The adapter, hearing by webhook; with the account's own token it subscribes itself."""
    bearer = fake.credentials.bearer_token
    url = f"http://127.0.0.1:{port}/x/events"
    changes: dict[str, Any] = {
        "webhook_url": url,
        "webhook_listen": f"127.0.0.1:{port}",
        "bearer_token": bearer,
    }
    own = fake.oauth2.issue("tweet.read users.read").access_token if token else None

    async def user_token() -> str | None:
        return own

    async with opened(fake, hear="webhook", **changes) as x:
        x.user_token = user_token
        task = asyncio.create_task(x.listen(desk, desk.read_cursor))
        try:
            await until(lambda: fake.activity.subscriptions if token else fake.activity.webhooks)
            yield x
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)


async def test_a_delivered_mention_is_committed_before_x_is_told(fake: FakeX, desk: Desk) -> None:
    rumour = fake.post("2002", "100,000 volunteers are coming")
    async with called(fake, desk, free_port()):
        await fake.wait_for(lambda: fake.calls("GET", MENTIONS))
        asked = fake.mention("2001", "is this true?", reply_to=rumour)
        await desk.wait_for(1)
        await fake.activity.settled()
        (delivery,) = fake.activity.deliveries
        assert delivery.status == 200
        again = await fake.activity.redeliver(delivery)
        assert again.status == 200
    assert set(desk.ids) == {f"post:{asked.id}"}
    (post,) = desk.events
    assert isinstance(post, Post)
    assert [one.text for one in post.above] == [rumour.text]


async def test_a_delivery_that_cannot_be_committed_is_not_confirmed(fake: FakeX, desk: Desk) -> None:
    class Full(Desk):
        broken = True

        async def __call__(self, events: Sequence[Event], **more: Any) -> None:
            if events and self.broken:
                raise OSError("disk full")
            await super().__call__(events, **more)

    full = Full(cursors=dict(desk.cursors))
    async with called(fake, full, free_port()):
        await fake.wait_for(lambda: fake.calls("GET", MENTIONS))
        fake.mention("2001")
        await fake.activity.settled()
        assert fake.activity.deliveries[0].status == 500
        full.broken = False
        assert (await fake.activity.redeliver(fake.activity.deliveries[0])).status == 200
    assert len(full.events) == 1


async def test_a_delivery_without_xs_signature_is_refused(fake: FakeX, desk: Desk) -> None:
    port = free_port()
    body = json.dumps({"data": {"event_type": "post.mention.create", "payload": {}}}).encode()
    right = "sha256=" + base64.b64encode(hmac.digest(b"fake-consumer-secret", body, hashlib.sha256)).decode()
    async with called(fake, desk, port), aiohttp.ClientSession() as http:
        url = f"http://127.0.0.1:{port}/x/events"
        for signature in ("", "sha256=", right[:-2], right.lower(), "ü"):
            headers = {"x-twitter-webhooks-signature": signature}
            async with http.post(url, data=body, headers=headers) as answer:
                assert answer.status == 403, signature
        assert not desk.events
        assert not desk.unreadable
        async with http.post(url, data=body, headers={"x-twitter-webhooks-signature": right}) as answer:
            assert answer.status == 200
        async with http.get(url) as answer:
            assert answer.status == 400
    assert len(desk.unreadable) == 1, "signed, but no post: kept for the operator"


async def test_what_was_said_while_the_webhook_was_down_is_polled_for(fake: FakeX, desk: Desk) -> None:
    port = free_port()
    async with called(fake, desk, port):
        pass
    asked = fake.mention("2001", "is this true?")
    async with called(fake, desk, port):
        await desk.wait_for(1)
    assert desk.ids == [f"post:{asked.id}"]
    asked_for = [wish.event_type for wish in fake.activity.subscriptions.values()]
    assert (len(fake.activity.webhooks), len(asked_for)) == (1, len(set(asked_for)))


async def test_a_webhook_that_x_took_for_dead_is_challenged_again(fake: FakeX, desk: Desk) -> None:
    port = free_port()
    async with called(fake, desk, port):
        pass
    (hook,) = fake.activity.webhooks.values()
    hook.valid = False
    async with called(fake, desk, port):
        await until(lambda: hook.valid)


async def test_without_the_accounts_token_the_operator_is_told_and_mentions_are_polled_for(
    fake: FakeX, desk: Desk
) -> None:
    asked = fake.mention("2001", "is this true?")
    with capture_logs() as logs:
        async with called(fake, desk, free_port(), token=False):
            await desk.wait_for(1)
            await until(lambda: any("OAuth 2.0" in str(line["event"]) for line in logs))
    assert desk.ids == [f"post:{asked.id}"]


@pytest.mark.parametrize(
    "wrong", [{"webhook_url": None}, {"webhook_url": "example.org/x"}, {"webhook_url": "ftp://example.org"}]
)
def test_a_webhook_needs_its_public_address(fake: FakeX, wrong: dict[str, str | None]) -> None:
    with pytest.raises(ConfigurationError, match="CLAIMSPREAD_X__WEBHOOK_URL"):
        XPlatform(settings_for(fake, hear="webhook", bearer_token="b", **wrong))


async def test_a_taken_port_is_said_so(fake: FakeX, desk: Desk) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        listen = f"127.0.0.1:{taken.getsockname()[1]}"
        changes: dict[str, Any] = {
            "webhook_url": "https://example.org/x",
            "webhook_listen": listen,
            "bearer_token": "b",
        }
        async with opened(fake, hear="webhook", **changes) as x:
            with pytest.raises(ConfigurationError, match="cannot listen"):
                await asyncio.wait_for(x.listen(desk, desk.read_cursor), 60)
