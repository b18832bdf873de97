"""Mentions and messages by the Activity API's stream: once, whole, priced, none missed while it is down."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from structlog.testing import capture_logs

from bot.errors import ConfigurationError
from bot.events import Address, Post
from bot.inbox.intake import Intake
from bot.platforms.x.platform import XPlatform
from bot.platforms.x.posts import last_id_before
from bot.signing import Signer
from storage import cursors
from storage.database import Database
from storage.models import InboxEvent
from tests.fakes.x import FakeX
from tests.platforms.x.adapter import Desk, Sleeper, opened, settings_for, until
from tests.platforms.x.purse import purse
from tests.platforms.x.test_hearing import free_port, until_async

MENTIONS = "/2/users/2000/mentions"
DMS = "/2/dm_events"
STREAM = "/2/activity/stream"
SCOPES = "tweet.read users.read dm.read"


@pytest.fixture
def desk(fake: FakeX) -> Desk:
    start = last_id_before(fake.clock.now())
    return Desk(cursors={"x:mentions": start, "x:dms": start})


@asynccontextmanager
async def at_work(x: XPlatform, fake: FakeX, desk: Any, scopes: str | None = SCOPES) -> AsyncIterator[None]:
    """The adapter, hearing; with the account's own token it subscribes itself."""
    own = fake.oauth2.issue(scopes).access_token if scopes else None

    async def user_token() -> str | None:
        return own

    x.user_token = user_token
    task = asyncio.create_task(x.listen(desk, desk.read_cursor))
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


@asynccontextmanager
async def streaming(
    fake: FakeX, desk: Desk, scopes: str = SCOPES, sleep: Any = asyncio.sleep, **changes: Any
) -> AsyncIterator[XPlatform]:
    wishes: dict[str, Any] = {"hear": "activity", "bearer_token": fake.credentials.bearer_token, **changes}
    async with opened(fake, sleep, **wishes) as x, at_work(x, fake, desk, scopes):
        await until(lambda: fake.activity.stream.connections)
        await fake.wait_for(lambda: fake.calls("GET", MENTIONS) and fake.calls("GET", DMS))
        yield x


def asked_for(fake: FakeX) -> set[str]:
    return {wish.event_type for wish in fake.activity.subscriptions.values()}


async def test_a_mention_is_brought_with_the_post_above_without_being_polled_for(
    fake: FakeX, desk: Desk
) -> None:
    rumour = fake.post("2002", "100,000 volunteers are coming")
    async with streaming(fake, desk, poll_seconds=600):
        looks = len(fake.calls("GET", MENTIONS))
        asked = fake.mention("2001", "is this true?", reply_to=rumour)
        await desk.wait_for(1)
        assert len(fake.calls("GET", MENTIONS)) == looks
    (post,) = desk.events
    assert isinstance(post, Post)
    assert (post.event_id, post.address, post.message_id) == (f"post:{asked.id}", Address.SUMMONED, asked.id)
    assert [one.text for one in post.above] == [rumour.text]
    assert asked_for(fake) == {"post.mention.create", "post.quote.create", "dm.received"}
    assert len(fake.calls("GET", STREAM)) == 1


async def test_renamed_fields_and_times_without_milliseconds_change_nothing(fake: FakeX, desk: Desk) -> None:
    fake.quirks.milliseconds = False
    fake.quirks.reference_field, fake.quirks.includes_posts_key = "referenced_posts", "posts"
    rumour = fake.post("2002", "100,000 volunteers are coming")
    async with streaming(fake, desk, poll_seconds=600):
        fake.mention("2001", "is this true?", reply_to=rumour)
        await desk.wait_for(1)
    (post,) = desk.events
    assert isinstance(post, Post)
    assert [one.id for one in post.above] == [rumour.id]


async def test_a_message_is_brought_and_not_polled_for_meanwhile(fake: FakeX, desk: Desk) -> None:
    async with streaming(fake, desk, dm_poll_seconds=0.05, poll_seconds=600):
        await settled(fake, DMS)
        looks = len(fake.calls("GET", DMS))
        letter = fake.dm("2001", "100,000 volunteers are coming")
        await desk.wait_for(1)
        await asyncio.sleep(0.3)  # six times the pause between two looks
        assert len(fake.calls("GET", DMS)) == looks
    (post,) = desk.events
    assert isinstance(post, Post)
    assert (post.event_id, post.address) == (f"dm:{letter.id}", Address.DIRECT)


async def settled(fake: FakeX, path: str) -> None:
    """Wait until the looks that follow a new connection are over."""
    seen = -1
    while len(fake.calls("GET", path)) != seen:
        seen = len(fake.calls("GET", path))
        await asyncio.sleep(0.3)


async def test_where_the_account_may_not_ask_for_messages_they_are_polled_for(
    fake: FakeX, desk: Desk
) -> None:
    async with streaming(fake, desk, "tweet.read users.read"):
        letter = fake.dm("2001", "a letter")
        asked = fake.mention("2001", "true?")
        await desk.wait_for(2)
    assert sorted(desk.ids) == sorted([f"dm:{letter.id}", f"post:{asked.id}"])
    assert asked_for(fake) == {"post.mention.create", "post.quote.create"}


@pytest.mark.parametrize("end", ["cut", "close", "operational_disconnect"])
async def test_what_came_while_the_stream_was_down_is_fetched(fake: FakeX, desk: Desk, end: str) -> None:
    async with streaming(fake, desk, poll_seconds=600):
        await settled(fake, DMS)
        getattr(fake.activity.stream, end)()
        await until(lambda: not fake.activity.stream.connections)
        missed = fake.mention("2001", "while nobody listened")
        letter = fake.dm("2002", "a letter")
        await desk.wait_for(2)
        await until(lambda: fake.activity.stream.connections)
        heard = fake.mention("2001", "while somebody listened")
        await desk.wait_for(3)
    assert set(desk.ids) == {f"post:{missed.id}", f"dm:{letter.id}", f"post:{heard.id}"}
    assert len(fake.calls("GET", STREAM)) == 2


async def test_a_message_of_an_outage_shorter_than_the_pause_between_two_looks_is_fetched(
    fake: FakeX, desk: Desk
) -> None:
    async with streaming(fake, desk, dm_poll_seconds=1, poll_seconds=600):
        await asyncio.sleep(1.5)  # the look that follows the first connection is over
        fake.activity.stream.cut()
        await until(lambda: not fake.activity.stream.connections)
        letter = fake.dm("2001", "while nobody listened")
        await until(lambda: fake.activity.stream.connections)
        await desk.wait_for(1)
    assert desk.ids == [f"dm:{letter.id}"]


async def test_a_silent_stream_is_left_and_what_came_meanwhile_is_fetched(fake: FakeX, desk: Desk) -> None:
    async with streaming(fake, desk, poll_seconds=600, silence=1):
        fake.activity.stream.silent = True
        asked = fake.mention("2001", "into the silence")
        await desk.wait_for(1)
    assert desk.ids == [f"post:{asked.id}"]


async def test_a_refused_stream_waits_as_x_says_and_connects_then(fake: FakeX, desk: Desk) -> None:
    fake.faults.add("rate_limit", "GET", STREAM, times=2, reset="missing")
    fake.faults.add("html_503", "GET", STREAM)
    sleep = Sleeper(fake, hang_from=500)
    async with streaming(fake, desk, sleep=sleep, poll_seconds=600, dm_poll_seconds=600):
        asked = fake.mention("2001", "true?")
        await desk.wait_for(1)
    assert desk.ids[0] == f"post:{asked.id}"
    assert [wait for wait in sleep.waits if wait < 500] == [60, 120, 5]


async def test_what_comes_again_is_in_the_inbox_once(fake: FakeX, tmp_path: Path) -> None:
    async with Database(f"sqlite:///{tmp_path / 'x.sqlite3'}") as database:

        class Store(Intake):
            async def read_cursor(self, name: str) -> str | None:
                async with database.read() as session:
                    return await cursors.read(session, name)

        async def heard() -> list[str]:
            async with database.read() as session:
                return list(await session.scalars(select(InboxEvent.event_id).order_by(InboxEvent.id)))

        store: Any = Store("x", database, Signer(b"key"), fake.clock.now, lambda: None)
        async with streaming(fake, store, poll_seconds=600):
            first = fake.mention("2001", "one")
            letter = fake.dm("2002", "a letter")
            await until_async(heard, 2)
            fake.activity.stream.redeliver = 2
            fake.activity.stream.cut()
            await until(lambda: fake.activity.stream.connects == 2)
            last = fake.mention("2001", "two")
            await until_async(heard, 3)
        assert set(await heard()) == {f"post:{first.id}", f"dm:{letter.id}", f"post:{last.id}"}


async def test_an_event_that_cannot_be_read_is_kept_and_what_it_told_of_is_fetched(
    fake: FakeX, desk: Desk
) -> None:
    async with streaming(fake, desk, poll_seconds=600):
        await settled(fake, DMS)
        asked = fake.mention("2001", "true?")
        await desk.wait_for(1)
        looks = len(fake.calls("GET", MENTIONS))
        odd = {"event_type": "post.mention.create", "event_uuid": "77", "payload": {"text": "no id"}}
        fake.activity.stream.send_raw(json.dumps({"data": odd}).encode())
        fake.activity.stream.send_raw(json.dumps({"data": {"event_type": "like.create"}}).encode())
        await fake.wait_for(lambda: len(fake.calls("GET", MENTIONS)) > looks)
    assert [one.event_id for one in desk.unreadable] == ["event:77"]
    assert set(desk.ids) == {f"post:{asked.id}"}
    assert len(fake.calls("GET", STREAM)) == 1


async def test_without_the_accounts_token_mentions_are_polled_for_as_ever(fake: FakeX, desk: Desk) -> None:
    bearer = fake.credentials.bearer_token
    with capture_logs() as logs:
        async with opened(fake, hear="activity", bearer_token=bearer) as x, at_work(x, fake, desk, None):
            first = fake.mention("2001", "one")
            await desk.wait_for(1)
            second = fake.mention("2001", "two")
            await desk.wait_for(2)
    assert desk.ids == [f"post:{first.id}", f"post:{second.id}"]
    assert any("OAuth 2.0" in str(line["event"]) for line in logs)
    assert not fake.calls("GET", STREAM)


async def test_where_x_has_forgotten_the_subscription_mentions_are_polled_for_again(
    fake: FakeX, desk: Desk
) -> None:
    sleep = Sleeper(fake, hang_from=5_000)
    bearer = fake.credentials.bearer_token
    wishes: dict[str, Any] = {"hear": "activity", "bearer_token": bearer, "dm_poll_seconds": 6_000}
    checks = asyncio.Event()

    async def pause(seconds: float) -> None:
        if seconds == 1_800:  # between two looks at the subscriptions
            await checks.wait()
        elif seconds >= 900:  # between two polls while the stream brings mentions
            await asyncio.Event().wait()
        await sleep(seconds)

    async with opened(fake, pause, **wishes) as x, at_work(x, fake, desk):
        await until(lambda: fake.activity.stream.connections)
        await fake.wait_for(lambda: fake.calls("GET", MENTIONS))
        fake.activity.subscriptions.clear()
        fake.oauth2._access.clear()
        checks.set()
        asked = fake.mention("2001", "true?")
        await desk.wait_for(1)
    assert desk.ids == [f"post:{asked.id}"]


async def test_a_second_instance_hears_nothing_until_the_first_is_gone(fake: FakeX, desk: Desk) -> None:
    idle = Desk(cursors=dict(desk.cursors))
    bearer = fake.credentials.bearer_token
    async with streaming(fake, desk):
        asked = fake.mention("2001", "one")
        await desk.wait_for(1)
        async with (
            opened(fake, Sleeper(fake), hear="activity", bearer_token=bearer) as second,
            at_work(second, fake, idle),
        ):
            await fake.wait_for(lambda: fake.activity.stream.refused >= 3)
            assert idle.events == []
    assert f"post:{asked.id}" in desk.ids
    async with streaming(fake, idle):
        await idle.wait_for(1)
    assert f"post:{asked.id}" in idle.ids


@pytest.mark.parametrize("once_a_day", [False, True])
async def test_what_is_brought_is_in_the_ledger_at_its_price(
    fake: FakeX, sqlite_url: str, desk: Desk, *, once_a_day: bool
) -> None:
    fake.bill.prices = type(fake.bill.prices)(once_a_day=once_a_day)
    bearer = fake.credentials.bearer_token
    wishes: dict[str, Any] = {"hear": "activity", "bearer_token": bearer, "poll_seconds": 600}
    async with Database(sqlite_url) as store, purse(fake, store, dm_poll_seconds=600, **wishes) as ours:
        async with at_work(ours.x, fake, desk):
            await until(lambda: fake.activity.stream.connections)
            await fake.wait_for(lambda: fake.calls("GET", MENTIONS) and fake.calls("GET", DMS))
            before = fake.spend
            fake.mention("2001", "one")
            fake.dm("2002", "a letter")
            await desk.wait_for(2)
        brought = [charge for charge in await ours.charges() if charge.call == f"GET {STREAM}"]
        assert [(charge.purpose, charge.cost_micros) for charge in brought] == [
            ("hear", 5_000),
            ("message", 10_000),
        ]
        assert fake.spend - before == Decimal("0.015")
        assert await ours.paid() == fake.spend


async def test_a_subscription_of_the_stream_is_moved_to_the_webhook(fake: FakeX, desk: Desk) -> None:
    async with streaming(fake, desk):
        pass
    port = free_port()
    url = f"http://127.0.0.1:{port}/x"
    hook: dict[str, Any] = {"webhook_url": url, "webhook_listen": f"127.0.0.1:{port}"}
    bearer = fake.credentials.bearer_token
    async with opened(fake, hear="webhook", bearer_token=bearer, **hook) as x, at_work(x, fake, desk):
        mentions = [
            wish for wish in fake.activity.subscriptions.values() if wish.event_type == "post.mention.create"
        ]
        await until(lambda: any(wish.webhook_id for wish in fake.activity.subscriptions.values()))
        asked = fake.mention("2001", "one")
        await desk.wait_for(1)
        await fake.activity.settled()
    assert len(mentions) == 1
    assert f"post:{asked.id}" in desk.ids
    assert [delivery.status for delivery in fake.activity.deliveries] == [200]


def test_the_apps_token_is_asked_for() -> None:
    with pytest.raises(ConfigurationError, match="CLAIMSPREAD_X__BEARER_TOKEN"):
        XPlatform(settings_for(FakeX(), hear="activity"))
