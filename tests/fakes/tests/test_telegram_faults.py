"""Planned trouble in the fake Bot API, in this process and in one of its own."""

import asyncio
import json
import signal
import sys
import time
from pathlib import Path

import pytest
from telegram import Bot
from telegram.error import NetworkError, RetryAfter, TimedOut

from tests.fakes.telegram import FakeTelegram, RemoteTelegram
from tests.fakes.telegram.remote import ROOT
from tests.fakes.tests.conftest import client

SENDER = """
import asyncio, sys
from telegram import Bot
async def main():
    async with Bot(sys.argv[1], base_url=sys.argv[2]) as bot:
        await bot.send_message(1, "from a process")
asyncio.run(main())
"""


async def test_status_faults_strike_so_many_calls_and_no_more(fake: FakeTelegram, bot: Bot) -> None:
    await fake.user(1).private("hello")
    await fake.fault("status", "sendMessage", status=429, retry_after=7)
    await fake.fault("status", "sendMessage", status=500, times=2)
    await fake.fault("status", "sendMessage", status=502, html=True)
    with pytest.raises(RetryAfter):
        await bot.send_message(1, "hi")
    for _ in range(2):
        with pytest.raises(NetworkError, match="Internal Server Error"):
            await bot.send_message(1, "hi")
    with pytest.raises(NetworkError, match="Bad Gateway"):
        await bot.send_message(1, "hi")
    assert fake.sent == []
    await bot.send_message(1, "hi")
    assert [call.status for call in fake.calls_of("sendMessage")] == [429, 500, 500, 502, 200]


async def test_a_processed_fault_takes_effect_though_the_bot_is_not_told(
    fake: FakeTelegram, bot: Bot
) -> None:
    await fake.user(1).private("hello")
    await fake.fault("status", "sendMessage", status=500, processed=True)
    with pytest.raises(NetworkError):
        await bot.send_message(1, "said anyway")
    assert [(call.text, call.fault) for call in fake.sent] == [("said anyway", "status")]


@pytest.mark.parametrize("kind", ["cut", "refuse"])
@pytest.mark.parametrize("processed", [True, False])
async def test_a_dropped_connection_leaves_all_or_nothing(
    fake: FakeTelegram, bot: Bot, kind: str, processed: bool
) -> None:
    await fake.user(1).private("hello")
    await fake.perform("plan_fault", kind=kind, method="sendMessage", processed=processed)
    with pytest.raises(NetworkError, match=r"RemoteProtocolError|ReadError"):
        await bot.send_message(1, "hi")
    assert len(fake.sent) == processed


async def test_a_call_without_answer_times_out(fake: FakeTelegram) -> None:
    await fake.user(1).private("hello")
    fault = await fake.fault("timeout", "sendMessage")
    async with client(fake, read_timeout=0.3) as bot:
        with pytest.raises(TimedOut):
            await bot.send_message(1, "hi")
        await fault.reached()
        assert fake.sent == []


async def test_a_slow_answer_comes_late(fake: FakeTelegram, bot: Bot) -> None:
    await fake.user(1).private("hello")
    await fake.fault("slow", "sendMessage", seconds=0.4)
    began = time.monotonic()
    await bot.send_message(1, "hi")
    assert time.monotonic() - began >= 0.4


async def test_faults_can_wait_for_their_call_their_chat_and_their_hour(fake: FakeTelegram, bot: Bot) -> None:
    for number in (1, 2):
        await fake.user(number).private("hello")
    await fake.fault("status", "sendMessage", after=1, chat_id=1)
    await fake.fault("status", not_before=fake.clock() + 60)
    await bot.send_message(2, "other chat")
    await bot.send_message(1, "first passes")
    with pytest.raises(NetworkError):
        await bot.send_message(1, "second does not")
    await bot.send_message(1, "third passes")
    await fake.advance(61)
    with pytest.raises(NetworkError):
        await bot.get_me()
    await fake.fault("status", times=9)
    await fake.lift_faults()
    await bot.get_me()


async def test_a_held_send_goes_on_when_released(fake: FakeTelegram, bot: Bot) -> None:
    await fake.user(1).private("hello")
    fault = await fake.fault("hold", "sendMessage")
    sending = asyncio.create_task(bot.send_message(1, "held"))
    await fault.reached()
    assert fake.sent == []
    await fault.release()
    await asyncio.wait_for(sending, 30)
    assert [call.text for call in fake.sent] == ["held"]


@pytest.mark.parametrize("processed", [True, False])
async def test_a_bot_killed_during_a_held_send_leaves_all_or_nothing(tmp_path: Path, processed: bool) -> None:
    log = tmp_path / "calls.jsonl"
    async with RemoteTelegram("--no-limits", "--log", str(log)) as fake:
        await fake.user(1).private("hello")
        fault = await fake.fault("hold", "sendMessage", processed=processed)
        victim = await asyncio.create_subprocess_exec(
            *(sys.executable, "-c", SENDER, fake.token, fake.bot_url), cwd=ROOT
        )
        await fault.reached(timeout=20)
        victim.send_signal(signal.SIGKILL)
        await victim.wait()
        call = await fake.wait_for_call(lambda call: call.method == "sendMessage")
        assert call.ok == processed
        await fault.release()
        await fake.stays_silent(0.3, after=call.number)
        assert [message.get("text") for message in await fake.visible(1)] == (
            ["hello", "from a process"] if processed else ["hello"]
        )
        async with client(fake) as bot:
            updates = await bot.get_updates()
            assert [update.message.text for update in updates if update.message] == ["hello"]
    lines = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
    assert [line["method"] for line in lines][:2] == ["getMe", "sendMessage"]


async def test_a_fake_in_its_own_process_is_played_like_one_in_this(tmp_path: Path) -> None:
    async with RemoteTelegram("--privacy-off", "--clock", "1790000000") as fake, client(fake) as bot:
        ann = fake.user(1, "Ann")
        group = fake.group(-5, "Talk", owner=ann)
        await ann.write(group, "chatter")
        assert len(await bot.get_updates()) == 1
        await bot.send_message(-5, "heard")
        call = await fake.wait_for(lambda call: call.text == "heard")
        assert call.chat_id == -5
        with pytest.raises(RetryAfter):
            await bot.send_message(-5, "too soon")
        await fake.advance(1)
        await bot.send_message(-5, "in time")
        await fake.refresh()
        assert [one.text for one in fake.sent] == ["heard", "in time"]
        with pytest.raises(TimeoutError, match="the last calls"):
            await fake.wait_for(lambda call: call.text == "never", timeout=0.2)
