"""Every way in which a stream and tweepy were seen to fail is survived, with the pauses that X asks for."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import aiohttp
import pytest
from structlog.testing import capture_logs

from bot.errors import RetryLater, Unauthorised
from bot.platforms.base import Unreadable
from bot.platforms.x.api import STREAM as STREAM_CALL
from bot.platforms.x.api import Api, Call
from bot.platforms.x.app_calls import AppCalls
from bot.platforms.x.names import Json
from bot.platforms.x.pace import HTTP, LIMITED, NETWORK_MOST, Backoff
from bot.platforms.x.posts import last_id_before
from bot.platforms.x.streaming import Stream
from tests.fakes.x import FakeX, Limit
from tests.platforms.x.adapter import Desk, Sleeper, listening, opened, settings_for, until

STREAM = "/2/tweets/search/stream"
SILENT = aiohttp.ClientTimeout(total=None, sock_connect=5, sock_read=0.3)


@dataclass
class Listener:
    """A stream of the bot's, with what it heard and how long it paused."""

    fake: FakeX
    on_connect: Callable[[], object] = lambda: None
    fails: list[Exception] = field(default_factory=list)
    heard: list[str] = field(default_factory=list)
    unreadable: list[Unreadable] = field(default_factory=list)
    connects: int = 0

    def __post_init__(self) -> None:
        settings = settings_for(self.fake, bearer_token=self.fake.credentials.bearer_token)
        self.api = Api(settings, self.fake.clock.now)
        self.calls = AppCalls(self.api, settings, self.fake.clock.now, SILENT)
        self.sleep = Sleeper(self.fake)
        self.stream = Stream(
            self.calls.read_stream,
            self._take,
            self._keep,
            self._pay,
            self._connected,
            self.fake.clock.now,
            self.sleep,
        )

    async def _take(self, line: Json) -> None:
        if self.fails:
            raise self.fails.pop()
        self.heard.append(str(line["data"]["text"]))
        self.fake._note("heard", {})

    async def _keep(self, oddity: Unreadable) -> None:
        self.unreadable.append(oddity)
        self.fake._note("kept", {})

    async def _pay(self, line: Json) -> None:
        await self.api.note(Call(STREAM_CALL, line))

    def _connected(self) -> None:
        self.connects += 1
        self.on_connect()

    @asynccontextmanager
    async def listening(self) -> AsyncIterator["asyncio.Task[None]"]:
        """Have rules, and listen."""
        await self.calls.add_rules([("volunteers", "claimspread:1")])
        task = asyncio.create_task(self.stream.listen())
        try:
            yield task
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
            await self.calls.close()
            await self.api.close()

    async def connected(self) -> None:
        await until(lambda: self.fake.stream.connections)


def tries(fake: FakeX) -> int:
    return len(fake.calls("GET", STREAM))


@pytest.mark.parametrize("farewell", ["close", "operational_disconnect", "cut"])
async def test_a_stream_that_ends_at_once_is_opened_again_ever_later(fake: FakeX, farewell: str) -> None:
    listener = Listener(fake)

    def end() -> None:
        if listener.connects < 8:
            asyncio.get_running_loop().call_soon(getattr(fake.stream, farewell))

    listener.on_connect = end
    async with listener.listening():
        await fake.wait_for(lambda: tries(fake) == 8)
        await listener.connected()
        fake.post("2001", "volunteers")
        await fake.wait_for(lambda: listener.heard)
    assert listener.sleep.waits == [0.25, 0.5, 0.75, 1.0, 1.25, 1.5, 1.75]
    assert tries(fake) == listener.connects == 8
    assert listener.heard == ["volunteers"]


async def test_a_connection_that_stood_a_while_makes_earlier_failures_forgotten(fake: FakeX) -> None:
    listener = Listener(fake)

    def stand() -> None:
        fake.clock.advance(60)
        if listener.connects < 4:
            asyncio.get_running_loop().call_soon(fake.stream.close)

    listener.on_connect = stand
    async with listener.listening():
        await fake.wait_for(lambda: tries(fake) == 4)
    assert listener.sleep.waits == [0.25, 0.25, 0.25]


@pytest.mark.parametrize("fault", ["html_503", "problem"])
async def test_an_http_error_doubles_the_wait_from_five_seconds(fake: FakeX, fault: Any) -> None:
    fake.faults.add(fault, "GET", STREAM, times=8)
    listener = Listener(fake)
    async with listener.listening():
        await listener.connected()
    assert listener.sleep.waits == [5, 10, 20, 40, 80, 160, 320, 320]
    assert tries(fake) == 9


@pytest.mark.parametrize("reset", ["missing", "past"])
async def test_a_rate_limit_doubles_the_wait_from_a_minute(fake: FakeX, reset: str) -> None:
    fake.faults.add("rate_limit", "GET", STREAM, times=4, reset=reset)
    listener = Listener(fake)
    async with listener.listening():
        await listener.connected()
    assert listener.sleep.waits == [60, 120, 240, 480]


async def test_a_rate_limit_that_names_its_end_is_waited_out(fake: FakeX) -> None:
    fake.faults.add("rate_limit", "GET", STREAM, reset="future")
    listener = Listener(fake)
    async with listener.listening():
        await listener.connected()
    assert len(listener.sleep.waits) == 1
    assert 900 <= listener.sleep.waits[0] <= 902


async def test_a_refused_token_ends_the_listening_after_one_try_and_says_why(fake: FakeX) -> None:
    fake.faults.add(
        "problem", "GET", STREAM, times=9, status=401, detail="Token was withdrawn.", in_errors=True
    )
    listener = Listener(fake)
    async with listener.listening() as task:
        with pytest.raises(Unauthorised, match="Token was withdrawn"):
            await asyncio.wait_for(asyncio.shield(task), 60)
    assert tries(fake) == 1


async def test_a_rule_without_a_tag_and_a_time_without_milliseconds_change_nothing(fake: FakeX) -> None:
    fake.quirks.rule_tags = fake.quirks.milliseconds = False
    listener = Listener(fake)
    async with listener.listening():
        await listener.connected()
        fake.post("2001", "volunteers")
        await fake.wait_for(lambda: listener.heard)
    assert tries(fake) == 1


@pytest.mark.parametrize("error", [KeyError("x"), TypeError("x"), ValueError("x"), AttributeError("x")])
async def test_a_post_that_cannot_be_read_is_kept_and_the_next_one_heard(
    fake: FakeX, error: Exception
) -> None:
    listener = Listener(fake, fails=[error])
    async with listener.listening():
        await listener.connected()
        odd = fake.post("2001", "odd volunteers")
        fake.stream.send_raw(b"{half an object")
        fake.stream.send_raw(b"[1, 2]")
        fake.post("2001", "volunteers")
        await fake.wait_for(lambda: listener.heard)
    assert listener.heard == ["volunteers"]
    assert listener.unreadable[0].event_id == f"post:{odd.id}"
    assert [type(error).__name__ in listener.unreadable[0].error, len(listener.unreadable)] == [True, 2]
    assert tries(fake) == 1


async def test_a_silent_connection_is_left_and_what_came_meanwhile_arrives(fake: FakeX) -> None:
    listener = Listener(fake)
    async with listener.listening():
        await listener.connected()
        fake.post("2001", "volunteers one")
        await fake.wait_for(lambda: listener.heard)
        fake.stream.silent = True
        fake.post("2001", "volunteers two")
        await until(lambda: listener.sleep.waits)
        fake.stream.silent, fake.stream.redeliver = False, 2
        fake.stream.close()
        await until(lambda: len(listener.heard) >= 3)
    assert listener.heard[:3] == ["volunteers one", "volunteers one", "volunteers two"]
    assert tries(fake) <= 4


async def test_signs_of_life_keep_a_quiet_connection(fake: FakeX) -> None:
    listener = Listener(fake)
    async with listener.listening():
        await listener.connected()
        await asyncio.sleep(0.6)  # twice the time after which silence would count as a break
    assert (tries(fake), listener.sleep.waits) == (1, [])


async def test_a_second_instance_stands_by_and_takes_over(fake: FakeX) -> None:
    first, second = Listener(fake), Listener(fake)
    with capture_logs() as logs:
        async with second.listening() as waiting:
            waiting.cancel()
            async with first.listening():
                await first.connected()
                assert first.stream.ours.is_set()
                later = asyncio.create_task(second.stream.listen())
                await fake.wait_for(lambda: fake.stream.refused >= 3)
                assert not second.stream.ours.is_set()
            async with asyncio.timeout(5):
                await second.stream.ours.wait()
            later.cancel()
            await asyncio.gather(later, return_exceptions=True)
    assert second.sleep.waits[:3] == [60, 120, 240]
    assert [line["event"] for line in logs].count(
        "another instance listens on this app's stream; standing by"
    ) == 1


async def test_an_unreachable_host_is_tried_again_a_little_later_each_time(fake: FakeX) -> None:
    listener = Listener(fake)
    async with listener.listening():
        await listener.connected()
        await fake.stop()
        await until(lambda: len(listener.sleep.waits) >= 5)
        await fake.start()
        await listener.connected()
    assert listener.sleep.waits[:5] == [0.25, 0.5, 0.75, 1.0, 1.25]


async def test_the_budget_hears_of_every_streamed_post_and_can_close_the_stream(fake: FakeX) -> None:
    listener = Listener(fake)
    heard: list[str | None] = []

    async def spend(call: Call) -> None:
        heard.append(None if call.line is None else str(call.line["data"]["text"]))
        if heard[-2:] == [None, "volunteers two"]:
            raise RetryLater("the day's money is spent", 3_600)

    listener.api.spend = spend
    async with listener.listening():
        await listener.connected()
        fake.post("2001", "volunteers one")
        await fake.wait_for(lambda: listener.heard)
        fake.stream.close()
        await until(lambda: fake.stream.connects == 2 and fake.stream.connections)
        fake.post("2001", "volunteers two")
        await until(lambda: fake.stream.connects == 3)
    assert heard == [None, "volunteers one", None, "volunteers two", None]
    assert listener.sleep.waits == [0.25, 3_600]
    assert listener.heard == ["volunteers one"]


def test_no_wait_grows_beyond_what_x_names() -> None:
    backoff = Backoff()
    for _ in range(100):
        waits = (backoff.after_network(), backoff.after_http(), backoff.after_limit())
    assert waits == (NETWORK_MOST, HTTP.longest, LIMITED.longest) == (16, 320, 960)


async def test_signs_of_life_count_as_hearing(fake: FakeX) -> None:
    signs = 0

    class Counting(Desk):
        async def __call__(self, events: Any, **more: Any) -> None:
            nonlocal signs
            signs += not events and not more
            await super().__call__(events, **more)

    start = last_id_before(fake.clock.now())
    desk = Counting(cursors={"x:mentions": start, "x:dms": start})
    token = fake.credentials.bearer_token
    async with listening(
        fake, desk, hear="stream", bearer_token=token, poll_seconds=600, dm_poll_seconds=600
    ):
        await until(lambda: fake.stream.connections)
        await until(lambda: signs > 5)


async def test_while_x_holds_the_lost_connection_mentions_are_polled_for(fake: FakeX) -> None:
    start = last_id_before(fake.clock.now())
    desk = Desk(cursors={"x:mentions": start, "x:dms": start})
    token = fake.credentials.bearer_token
    async with listening(fake, desk, hear="stream", bearer_token=token):
        await until(lambda: fake.stream.connections)
        fake.stream.max_connections = 0  # the ghost has the only place
        fake.stream.cut()
        await until(lambda: fake.stream.refused)
        asked = fake.mention("2001", "into the void?")
        await desk.wait_for(1)
    assert desk.ids == [f"post:{asked.id}"]


@pytest.mark.parametrize("hear", ["stream", "activity"])
async def test_a_lost_connection_that_x_still_holds_is_closed_by_xs_own_call(fake: FakeX, hear: str) -> None:
    streams = {"stream": fake.stream, "activity": fake.activity.stream}
    async with hearing(fake, hear) as desk:
        await until(lambda: streams[hear].connections)
        streams[hear].cut(held=True)
        await until(lambda: streams[hear].connects == 2)
        assert not streams[hear].ghosts
        asked = fake.mention("2001", "are you there?")
        await desk.wait_for(1)
    assert desk.ids == [f"post:{asked.id}"]
    closed = "filtered_stream" if hear == "stream" else "all"
    assert [call.path for call in fake.requests if call.method == "DELETE"] == [f"/2/connections/{closed}"]


async def test_the_connection_of_another_instance_is_left_alone(fake: FakeX) -> None:
    async with hearing(fake, "stream") as desk:
        await until(lambda: fake.stream.connections)
        fake.clock.advance(300)
        fake.stream.cut()
        fake.stream.ghosts.append(fake.clock.now())  # somebody else was quicker
        await until(lambda: fake.calls("GET", "/2/connections"))
        asked = fake.mention("2001", "are you there?")
        await desk.wait_for(1)
    assert desk.ids == [f"post:{asked.id}"]
    assert not [call for call in fake.requests if call.method == "DELETE"]


@pytest.mark.parametrize("fault", ["html_503", "rate limit"])
async def test_where_x_cannot_be_asked_to_close_it_mentions_are_polled_for(fake: FakeX, fault: str) -> None:
    async with hearing(fake, "stream") as desk:
        await until(lambda: fake.stream.connections)
        if fault == "rate limit":
            fake.limits["GET /2/connections"] = Limit(0)
        else:
            fake.faults.add("html_503", "GET", "/2/connections")
        fake.stream.cut(held=True)
        await until(lambda: fake.calls("GET", "/2/connections"))
        asked = fake.mention("2001", "into the void?")
        await desk.wait_for(1)
    assert desk.ids == [f"post:{asked.id}"]
    assert len(fake.calls("GET", "/2/connections")) == 1


@asynccontextmanager
async def hearing(fake: FakeX, hear: str) -> AsyncIterator[Desk]:
    """The adapter, listening by a stream."""
    start = last_id_before(fake.clock.now())
    desk = Desk(cursors={"x:mentions": start, "x:dms": start})
    own = fake.oauth2.issue("tweet.read users.read dm.read").access_token

    async def user_token() -> str:
        return own

    async with opened(fake, hear=hear, bearer_token=fake.credentials.bearer_token) as x:
        x.user_token = user_token
        task = asyncio.create_task(x.listen(desk, desk.read_cursor))
        try:
            yield desk
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
