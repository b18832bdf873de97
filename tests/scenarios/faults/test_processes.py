"""The bot as a process whose surroundings fail: it ends in time, loses nothing, gets over it by itself."""

import asyncio
import resource
import signal
import sqlite3
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from storage import claims, outbox
from storage.claims import ClaimDraft, FactCheckDraft
from storage.database import Database
from tests.fakes.telegram import FakeTelegram, Limits
from tests.fakes.x import FakeX
from tests.scenarios.crash.bots import Bot, Nursery
from tests.support.postgres import Server, server_folder

RUMOUR = "Have you heard, they filled our town swimming pool with lemonade yesterday!"
CLAIM = ClaimDraft(
    "The town's swimming pool was filled with lemonade",
    "false",
    (FactCheckDraft("https://example.org/lemonade"),),
)
PATIENCE = 90.0
"""Seconds for what a loaded machine does in two."""
SLOW = 30.0
"""Seconds that a platform takes at its worst."""

pytestmark = pytest.mark.timeout(180)


@pytest.fixture
async def telegram() -> AsyncIterator[FakeTelegram]:
    async with FakeTelegram(limits=Limits.none()) as fake:
        yield fake


@asynccontextmanager
async def nursery(telegram: FakeTelegram, folder: Path, url: str, **more: str) -> AsyncIterator[Nursery]:
    settings = {
        "CLAIMSPREAD_CONFIG": str(folder / "none.toml"),
        "CLAIMSPREAD_DATABASE_URL": url,
        "CLAIMSPREAD_SECRET_KEY": "a key for tests",
        "CLAIMSPREAD_CACHE_FOLDER": str(folder / "cache"),
        "CLAIMSPREAD_MATCHER__MODEL": "hashing",
        "CLAIMSPREAD_MATCHER__TUNED_FILE": str(folder / "tuned.json"),
        "CLAIMSPREAD_MATCHER__REPLY_THRESHOLD": "0.3",
        "CLAIMSPREAD_MATCHER__REVIEW_THRESHOLD": "0.3",
        "CLAIMSPREAD_TELEGRAM__TOKEN": telegram.token,
        "CLAIMSPREAD_TELEGRAM__BASE_URL": telegram.bot_url,
        "CLAIMSPREAD_TELEGRAM__POLL_TIMEOUT": "1",
    }
    async with Database(url) as database, database.write() as session:
        await claims.add(session, CLAIM, datetime.now(UTC))
    async with Nursery(folder, settings | more) as born:
        yield born


def on_x(x: FakeX) -> dict[str, str]:
    """Settings of a bot that is on X, too."""
    keys = x.credentials
    return {
        "CLAIMSPREAD_X__CONSUMER_KEY": keys.consumer_key,
        "CLAIMSPREAD_X__CONSUMER_SECRET": keys.consumer_secret,
        "CLAIMSPREAD_X__ACCESS_TOKEN": keys.access_token,
        "CLAIMSPREAD_X__ACCESS_TOKEN_SECRET": keys.access_token_secret,
        "CLAIMSPREAD_X__BASE_URL": x.url,
        "CLAIMSPREAD_X__POLL_SECONDS": "0.2",
        "CLAIMSPREAD_X__POLL_SECONDS_QUIET": "0.3",
    }


async def ask(telegram: FakeTelegram, number: int) -> int:
    person = telegram.user(3000 + number, f"Person{number}", language_code="en")
    await person.private(RUMOUR)
    return person.id


async def answered(telegram: FakeTelegram, *people: int) -> None:
    """Wait until each was answered."""
    for person in people:
        await telegram.wait_for(lambda call, person=person: call.chat_id == person, timeout=PATIENCE)  # type: ignore[misc]


async def answered_once(telegram: FakeTelegram, *people: int) -> None:
    """Wait until each was answered, and a moment more for what would come twice."""
    await answered(telegram, *people)
    await asyncio.sleep(1)
    assert sorted(call.chat_id or 0 for call in telegram.sent) == sorted(people)


async def noted(url: str, messages: int) -> None:
    """Wait until the bot has noted that so many messages were sent."""
    deadline = time.monotonic() + PATIENCE
    async with Database(url) as database:
        while True:
            async with database.read() as session:
                if await outbox.counts(session) == {"sent": messages}:
                    return
            assert time.monotonic() < deadline
            await asyncio.sleep(0.05)


async def stops_in_time(bot: Bot) -> None:
    began = time.monotonic()
    bot.tell(signal.SIGTERM)
    assert await bot.dies_within(20)
    assert time.monotonic() - began < 10


async def test_a_platform_that_never_answers_does_not_keep_the_bot_from_stopping(
    telegram: FakeTelegram, sqlite_url: str, tmp_path: Path
) -> None:
    async with nursery(telegram, tmp_path, sqlite_url) as born:
        bot = await born.bear("bot")
        held = await telegram.fault("hold", "sendMessage")
        person = await ask(telegram, 1)
        await held.reached(PATIENCE)
        await stops_in_time(bot)
        await held.release()
        await born.bear("bot")
        await answered_once(telegram, person)


async def test_platforms_that_answer_after_30_seconds_get_each_message_once(
    telegram: FakeTelegram, sqlite_url: str, tmp_path: Path
) -> None:
    """Telegram has one message before its long wait and one after it; X has its reply before."""
    async with FakeX() as x, nursery(telegram, tmp_path, sqlite_url, **on_x(x)) as born:
        member = telegram.user(4001, "Member", language_code="en")
        group = telegram.group(-77, "Group", members=[member])
        bot = await born.bear("bot")
        await telegram.fault("slow", "sendMessage", chat_id=3001, seconds=SLOW, processed=True)
        await telegram.fault("slow", "sendMessage", chat_id=group.id, seconds=SLOW)
        x.faults.add("slow", "POST", "/2/tweets", seconds=SLOW)
        person = await ask(telegram, 1)
        await member.write(group, f"@claimspread_bot {RUMOUR}")
        x.mention(x.user("500", "reader"), RUMOUR)
        await noted(sqlite_url, 3)
        assert sorted(call.chat_id or 0 for call in telegram.sent) == [group.id, person]
        assert len(x.replies) == 1
        log = (tmp_path / "bot.log").read_text()
        assert "outcome of a send unknown" not in log
        assert "not sent" not in log
        await stops_in_time(bot)


async def test_a_locked_database_neither_loses_anything_nor_keeps_the_bot_from_stopping(
    telegram: FakeTelegram, sqlite_url: str, tmp_path: Path
) -> None:
    async with nursery(telegram, tmp_path, sqlite_url) as born:
        bot = await born.bear("bot")
        await answered(telegram, await ask(telegram, 1))
        await noted(sqlite_url, 1)
        with closing(sqlite3.connect(sqlite_url.removeprefix("sqlite:///"), isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            second = await ask(telegram, 2)
            await asyncio.sleep(2)
            await stops_in_time(bot)
            other.execute("ROLLBACK")
        await born.bear("bot")
        await answered_once(telegram, 3001, second)


async def test_a_full_disk_loses_nothing_and_once_there_is_room_everybody_is_answered(
    telegram: FakeTelegram, sqlite_url: str, tmp_path: Path
) -> None:
    """No file may grow: what a write then gets is EFBIG, which SQLite treats as it does a full disk."""
    file = Path(sqlite_url.removeprefix("sqlite:///"))
    async with nursery(telegram, tmp_path, sqlite_url) as born:
        bot = await born.bear("bot")
        first = await ask(telegram, 1)
        await answered(telegram, first)
        grown = max(
            path.stat().st_size for path in (file, file.with_name(f"{file.name}-wal")) if path.exists()
        )
        resource.prlimit(bot.pid, resource.RLIMIT_FSIZE, (grown, resource.RLIM_INFINITY))
        people = [await ask(telegram, number) for number in range(2, 10)]
        await asyncio.sleep(4)
        assert not bot.ended
        resource.prlimit(bot.pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        await answered_once(telegram, first, *people)
        await stops_in_time(bot)


async def test_a_database_server_that_stops_and_comes_back_loses_nothing(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    with server_folder() as folder:
        server = Server(folder)
        server.ensure_running()
        url = server.url("postgres")
        async with nursery(telegram, tmp_path, url) as born:
            bot = await born.bear("bot")
            first = await ask(telegram, 1)
            await answered(telegram, first)
            held = await telegram.fault("hold", "sendMessage", processed=True)
            second = await ask(telegram, 2)
            await held.reached(PATIENCE)
            server.stop()
            await held.release()  # it was sent, and that cannot be noted yet
            people = [await ask(telegram, number) for number in range(3, 6)]
            await asyncio.sleep(3)
            assert not bot.ended
            try:
                server.start()
                await answered_once(telegram, first, second, *people)
                await stops_in_time(bot)
            finally:
                server.stop()


async def test_a_name_that_cannot_be_resolved_is_tried_again_calmly(
    telegram: FakeTelegram, sqlite_url: str, tmp_path: Path
) -> None:
    nowhere = {"CLAIMSPREAD_TELEGRAM__BASE_URL": "http://no-such-host.invalid/bot"}
    async with nursery(telegram, tmp_path, sqlite_url, **nowhere) as born:
        bot = await born.bear("bot")
        log = tmp_path / "bot.log"
        deadline = time.monotonic() + PATIENCE
        while "trying again" not in (log.read_text() if log.exists() else ""):
            assert time.monotonic() < deadline
            await asyncio.sleep(0.1)
        await asyncio.sleep(2)
        assert log.read_text().count("trying again") <= 3
        assert not bot.ended
        await stops_in_time(bot)
