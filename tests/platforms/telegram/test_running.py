"""Running: the watchdog, what is asked for, commands beside long jobs, the sign of looking."""

import asyncio
import threading
from datetime import UTC, datetime, timedelta

import pytest
from telegram import Update

from bot.operations.doctor import examine
from bot.operations.findings import Severity
from bot.platforms.telegram.platform import HEARTBEAT, SILENCES
from bot.platforms.telegram.updates import ALLOWED_UPDATES
from bot.telemetry import metrics
from storage import cursors
from tests.fakes.telegram import BotProfile, FakeTelegram
from tests.platforms.telegram.house import HARMLESS, ME, RUMOUR, VOLUNTEERS_LINK, House, running, settings_for


async def test_a_poll_that_falls_silent_is_begun_anew(telegram: FakeTelegram, sqlite_url: str) -> None:
    settings = settings_for(telegram, sqlite_url, poll_timeout=0, poll_patience=0.4)
    ann = telegram.user(2001, "Ann")
    async with running(telegram, settings):
        silent = await telegram.fault("timeout", "getUpdates")
        await silent.reached()
        await ann.private(RUMOUR)
        answer = await telegram.wait_for(timeout=60)
        assert VOLUNTEERS_LINK in answer.text


async def test_polls_that_fell_silent_are_counted_in_doctor_and_the_metrics(
    telegram: FakeTelegram, sqlite_url: str
) -> None:
    settings = settings_for(telegram, sqlite_url, poll_timeout=0, poll_patience=0.4)
    counted = metrics.BEGUN_ANEW.labels("telegram")._value
    before = counted.get()
    for number in (1, 2):
        async with running(telegram, settings) as house:
            silent = await telegram.fault("timeout", "getUpdates")
            await silent.reached()
            deadline = asyncio.get_running_loop().time() + 60
            while not (await silences(house)).startswith(f"{number} "):
                assert asyncio.get_running_loop().time() < deadline
                await asyncio.sleep(0.05)
    assert counted.get() >= before + 2
    findings = {finding.subject: finding async for finding in examine(settings)}
    assert findings["telegram, silent polls"].health is Severity.NOTE
    assert findings["telegram, silent polls"].seen.startswith("2 begun again, the last 0.0 h ago")


async def silences(house: House) -> str:
    """How many polls were begun again, and when the last was, as the store has it."""
    async with house.app.database.read() as session:
        return await cursors.read(session, SILENCES) or ""


async def test_doctor_tells_when_telegram_was_last_heard(telegram: FakeTelegram, sqlite_url: str) -> None:
    settings = settings_for(telegram, sqlite_url)
    async with running(telegram, settings) as house:
        await telegram.wait_for_call(lambda call: call.method == "getUpdates")
        await telegram.user(2001, "Ann").private(HARMLESS)
        await telegram.wait_for(timeout=60)
        findings = {finding.subject: finding async for finding in examine(settings)}
        assert findings["telegram, last heard"].health is Severity.OK

        long_ago = datetime.now(UTC) - timedelta(hours=1)
        async with house.app.database.write() as session:
            await cursors.move(session, HEARTBEAT, long_ago.isoformat(), long_ago)
        findings = {finding.subject: finding async for finding in examine(settings)}
        assert findings["telegram, last heard"].health is Severity.NOTE
        assert "60 min" in findings["telegram, last heard"].seen


async def test_polls_ask_for_the_updates_that_are_understood_and_no_others(
    telegram: FakeTelegram, house: House
) -> None:
    await telegram.user(2001, "Ann").private(HARMLESS)  # ends the first poll
    call = await telegram.wait_for_call(lambda call: call.method == "getUpdates")
    assert call.params["allowed_updates"] == ALLOWED_UPDATES
    assert set(ALLOWED_UPDATES) < set(Update.ALL_TYPES)


async def test_a_command_is_answered_while_a_long_job_runs(
    telegram: FakeTelegram, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    match_many = house.app.matcher.match_many
    at_it, go_on = threading.Event(), threading.Event()

    def slowly(posts: list[tuple[str, tuple[str, ...]]]) -> object:
        if any("slow" in text for text, _ in posts):
            at_it.set()
            go_on.wait(120)
        return match_many(posts)

    monkeypatch.setattr(house.app.matcher, "match_many", slowly)
    ann, ben = telegram.user(2001, "Ann"), telegram.user(2002, "Ben")
    await ann.private(f"slow: {RUMOUR}")
    assert await asyncio.to_thread(at_it.wait, 60)
    try:
        await ben.private("/help")
        answer = await telegram.wait_for(timeout=60)
    finally:
        go_on.set()
    assert answer.chat_id == 2002
    assert VOLUNTEERS_LINK in (await telegram.wait_for(after=answer.number, timeout=60)).text


async def test_a_command_that_names_the_bot_is_corrected_in_a_group_and_others_are_left_alone(
    telegram: FakeTelegram, house: House
) -> None:
    ann = telegram.user(2001, "Ann")
    group = telegram.group(-100500, "Neighbours", members=[ann])
    await ann.write(group, "/chekc")
    await ann.write(group, f"/chekc@another_bot {RUMOUR}")
    await house.settled()
    assert telegram.sent == []
    asked = await ann.write(group, f"/chekc{ME}")
    answer = await telegram.wait_for(timeout=60)
    assert answer.reply_to == asked.message_id
    assert "/check" in answer.text


async def test_a_private_message_is_met_with_the_sign_of_looking_before_its_answer(
    telegram: FakeTelegram, house: House
) -> None:
    ann = telegram.user(2001, "Ann")
    await ann.private(RUMOUR)
    answer = await telegram.wait_for(timeout=60)
    (sign,) = telegram.calls_of("sendChatAction")
    assert sign.params == {"chat_id": 2001, "action": "typing"}
    assert sign.number < answer.number


async def test_a_summons_in_a_topic_is_met_with_the_sign_in_that_topic(
    telegram: FakeTelegram, house: House
) -> None:
    ann = telegram.user(2001, "Ann")
    forum = telegram.group(-100600, "Forum", kind="forum", owner=ann, members=[ann])
    topic = await forum.open_topic("News", ann)
    await ann.write(forum, f"{ME} {RUMOUR}", topic=topic)
    await telegram.wait_for(timeout=60)
    (sign,) = telegram.calls_of("sendChatAction")
    assert sign.params["message_thread_id"] == topic


async def test_an_answer_comes_although_the_sign_of_looking_fails(
    telegram: FakeTelegram, house: House
) -> None:
    ann = telegram.user(2001, "Ann")
    await telegram.fault("status", "sendChatAction", status=429, retry_after=30)
    await ann.private(RUMOUR)
    answer = await telegram.wait_for(timeout=60)
    assert VOLUNTEERS_LINK in answer.text


async def test_what_nobody_asked_about_gets_no_sign(telegram: FakeTelegram, house: House) -> None:
    await telegram.change_bot(can_read_all_group_messages=True)
    ann = telegram.user(2001, "Ann")
    group = telegram.group(-100500, "Neighbours", members=[ann])
    await ann.write(group, RUMOUR)
    await house.settled()
    assert telegram.calls_of("sendChatAction") == []


async def test_an_update_that_cannot_be_read_is_kept_and_the_next_is_answered(
    telegram: FakeTelegram, house: House
) -> None:
    telegram.world.updates.add("message", {"message_id": "?", "chat": {}})
    ann = telegram.user(2001, "Ann")
    await ann.private(RUMOUR)
    answer = await telegram.wait_for(timeout=60)
    assert VOLUNTEERS_LINK in answer.text
    assert await house.failed() == 1


async def test_after_a_change_to_another_bot_its_updates_are_heard_from_the_first_on(
    telegram: FakeTelegram, sqlite_url: str
) -> None:
    async with running(telegram, settings_for(telegram, sqlite_url)) as house:
        await telegram.user(2001, "Ann").private(RUMOUR)
        await telegram.wait_for(timeout=30)
        await house.settled()
    async with FakeTelegram(
        token="7000000002:AAF-another-fake-token-for-tests-000", bot=BotProfile(id=7_000_000_002)
    ) as another:
        another.world.updates._next_id = 1_001  # far below the first bot's
        await another.user(2002, "Ben").private(RUMOUR)
        async with running(another, settings_for(another, sqlite_url)):
            answer = await another.wait_for(timeout=30)
            assert VOLUNTEERS_LINK in answer.text
