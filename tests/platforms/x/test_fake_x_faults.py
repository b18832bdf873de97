"""The fake X API's faults and gates, as tweepy's AsyncClient meets them, and the fake as a process."""

import asyncio
import json
import signal
import sys
from decimal import Decimal
from pathlib import Path

import aiohttp
import pytest
import tweepy

from tests.fakes.x import FakeX, FakeXProcess

from .conftest import Bot

MENTIONS = "/2/users/*/mentions"


@pytest.mark.parametrize(("reset", "told"), [("future", 1), ("past", -1), ("missing", None)])
async def test_a_429_with_a_future_a_past_or_no_reset_time(
    fake: FakeX, bot: Bot, reset: str, told: int | None
) -> None:
    fake.faults.add("rate_limit", "GET", MENTIONS, reset=reset)
    with pytest.raises(tweepy.TooManyRequests) as caught:
        await bot.client.get_users_mentions("2000", user_auth=True)
    given = caught.value.response.headers.get("x-rate-limit-reset")
    assert (given is None) == (told is None)
    if given is not None and told is not None:
        assert (int(given) - fake.clock.timestamp()) * told > 0
    await bot.client.get_users_mentions("2000", user_auth=True)


async def test_a_proxys_html_page_is_no_tweepy_exception(fake: FakeX, bot: Bot) -> None:
    fake.faults.add("html_503", times=2)
    for _ in range(2):
        with pytest.raises(aiohttp.ClientResponseError, match="503"):
            await bot.client.get_me()
    assert (await bot.client.get_me()).data.username == "claimbot"


async def test_a_detail_hidden_in_errors_is_only_in_api_errors(fake: FakeX, bot: Bot) -> None:
    fake.faults.add(
        "problem", "POST", "/2/tweets", status=403, detail="The account is locked.", in_errors=True
    )
    with pytest.raises(tweepy.Forbidden) as caught:
        await bot.client.create_tweet(text="x")
    assert "locked" not in str(caught.value)
    assert caught.value.api_errors[0]["detail"] == "The account is locked."


async def test_a_time_without_milliseconds_breaks_tweepys_posts(fake: FakeX, bot: Bot) -> None:
    fake.quirks.milliseconds = False
    fake.mention("2001")
    with pytest.raises(ValueError, match="does not match format"):
        await bot.client.get_users_mentions("2000", tweet_fields="created_at", user_auth=True)


async def test_a_connection_cut_before_processing_leaves_nothing_and_after_it_leaves_a_post(
    fake: FakeX, bot: Bot
) -> None:
    for kind, posts in (("cut_before", 0), ("cut_after", 1)):
        fake.faults.add(kind, "POST", "/2/tweets")  # type: ignore[arg-type]
        with pytest.raises(aiohttp.ClientError):
            await bot.client.create_tweet(text="Hello.")
        assert len(fake.replies) == posts
        assert fake.spend == Decimal("0.015") * posts
        assert fake.requests[-1].status is None


async def test_a_slow_answer_comes_late_but_was_processed_at_once(fake: FakeX, bot: Bot) -> None:
    fake.faults.add("slow", "POST", "/2/tweets", seconds=5)
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(bot.client.create_tweet(text="Hello."), 0.2)
    assert len(fake.replies) == 1


@pytest.mark.parametrize(("when", "held"), [("before", 0), ("after", 1)])
async def test_a_gate_holds_a_post_before_or_after_it_is_processed(
    fake: FakeX, bot: Bot, when: str, held: int
) -> None:
    gate = fake.faults.hold("POST", "/2/tweets", when=when)  # type: ignore[arg-type]
    posting = asyncio.create_task(bot.client.create_tweet(text="Hello."))
    await gate.wait_reached()
    assert len(fake.replies) == held
    assert not posting.done()
    gate.release()
    await posting
    assert len(fake.replies) == 1


@pytest.mark.parametrize(("when", "kept"), [("before", 0), ("after", 1)])
async def test_a_dropped_gate_cuts_the_connection(fake: FakeX, bot: Bot, when: str, kept: int) -> None:
    gate = fake.faults.hold("POST", "/2/tweets", when=when)  # type: ignore[arg-type]
    posting = asyncio.create_task(bot.client.create_tweet(text="Hello."))
    await gate.wait_reached()
    gate.drop()
    with pytest.raises(aiohttp.ClientError):
        await posting
    assert len(fake.replies) == kept


async def test_waiting_ends_when_something_happens_or_time_runs_out(fake: FakeX, bot: Bot) -> None:
    waiting = asyncio.create_task(fake.wait_for(lambda: fake.replies))
    await bot.client.create_tweet(text="Hello.")
    await waiting
    with pytest.raises(TimeoutError):
        await fake.wait_for(lambda: len(fake.replies) == 2, timeout=0.05)


def test_an_unknown_fault_is_refused(fake: FakeX) -> None:
    with pytest.raises(ValueError, match="no such fault"):
        fake.faults.add("meteor")  # type: ignore[arg-type]


KILLED_BOT = """
import asyncio, sys
from tweepy.asynchronous import AsyncClient
from bot.platforms.x.client import signing_with
from bot.platforms.x.session import RebasedSession

async def main(url, asked):
    client = AsyncClient(None, "fake-consumer-key", "fake-consumer-secret",
                         "2000-fake-access-token", "fake-access-token-secret")
    client.session = RebasedSession(url, sign=signing_with(client))
    await client.create_tweet(text="Checked.", in_reply_to_tweet_id=asked)

asyncio.run(main(*sys.argv[1:]))
"""


@pytest.mark.parametrize(("when", "kept"), [("before", 0), ("after", 1)])
async def test_a_bot_killed_while_its_post_is_held_finds_it_as_the_gate_says(
    tmp_path: Path, when: str, kept: int
) -> None:
    async with FakeXProcess(tmp_path / "x.jsonl") as fake:
        await fake.control("POST", "users", id="2001", username="ann")
        asked = (await fake.control("POST", "mentions", author="2001", text="really?"))["id"]
        hold = (await fake.control("POST", "holds", method="POST", path="/2/tweets", when=when))["id"]
        victim = await asyncio.create_subprocess_exec(sys.executable, "-c", KILLED_BOT, fake.url, asked)
        await fake.control("GET", f"holds/{hold}?timeout=20")
        victim.send_signal(signal.SIGKILL)
        assert await victim.wait() == -signal.SIGKILL
        await fake.control("POST", f"holds/{hold}/release")
        state = await fake.control("GET", f"state?replies={kept}")
        assert [reply["in_reply_to"] for reply in state["replies"]] == [asked] * kept
        assert state["refusals"] == []
        assert Decimal(state["spend"]) == Decimal("0.010") * kept
    events = [json.loads(line) for line in (tmp_path / "x.jsonl").read_text().splitlines()]
    assert [event["event"] for event in events].count("bot_post") == kept
    assert {event["event"] for event in events} >= {"post", "request", "answer"}


async def test_the_process_is_worked_over_its_control_api(tmp_path: Path) -> None:
    async with FakeXProcess(tmp_path / "x.jsonl") as fake, aiohttp.ClientSession() as http:
        await fake.control("POST", "users", id="2001", username="ann")
        await fake.control("PATCH", "users/2001", protected=True)
        post = await fake.control("POST", "posts", author="2001", text="Hello.", alt_text=["a", "b"])
        await fake.control("DELETE", f"posts/{post['id']}")
        await fake.control("POST", "dms", sender="2001", text="Hello.")
        await fake.control("POST", "quirks", milliseconds=False)
        await fake.control("POST", "clock", advance=900)
        await fake.control("POST", "faults", kind="html_503", path="/2/users/me")
        assert (await fake.control("PATCH", "stream", silent=True))["connections"] == 0
        await fake.control("POST", "stream/close")
        tokens = await fake.control("POST", "oauth2/tokens", scopes="users.read tweet.read")
        headers = {"Authorization": f"Bearer {tokens['access_token']}"}
        for status in (503, 200):
            async with http.get(f"{fake.url}/2/users/me", headers=headers) as answer:
                assert answer.status == status
        requests = await fake.control("GET", "requests")
        assert [request["status"] for request in requests] == [503, 200]
        with pytest.raises(AssertionError, match="no such fault"):
            await fake.control("POST", "faults", kind="meteor")
        with pytest.raises(AssertionError, match="in time"):
            await fake.control("GET", "state?replies=1&timeout=0.1")
