"""docs/sources.md as a newcomer follows it: a site is followed, and the bot answers from it."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest

from storage import claims
from storage.database import Database
from tests.fakes.publishers import FakeWeb, fake_web
from tests.fakes.telegram import BotCall, RemoteTelegram
from tests.scenarios.end_to_end.house import PATIENCE, QUICK, Operator

CLAIM = "The town's swimming pool was filled with lemonade on Sunday"


@pytest.fixture
async def telegram() -> AsyncIterator[RemoteTelegram]:
    async with RemoteTelegram() as fake:
        yield fake


@pytest.fixture
async def site() -> AsyncIterator[FakeWeb]:
    """A publisher with a feed, on this machine."""
    async with fake_web(lambda: datetime.now(UTC)) as web:
        host = web.host("127.0.0.1", "Pool Checks")
        host.add("pool", CLAIM, "False", title="No lemonade in the pool")
        yield web


def _is_to(asker: int, call: BotCall) -> bool:
    return call.chat_id == asker


async def count(database: Database) -> int:
    async with database.read() as session:
        return await claims.count(session)


async def test_a_site_is_followed_and_answered_from(
    telegram: RemoteTelegram, site: FakeWeb, tmp_path: Path
) -> None:
    operator = Operator(
        tmp_path,
        {
            "CLAIMSPREAD_TELEGRAM__TOKEN": telegram.token,
            "CLAIMSPREAD_TELEGRAM__BASE_URL": telegram.bot_url,
            "CLAIMSPREAD_TELEGRAM__POLL_TIMEOUT": "1",
            "CLAIMSPREAD_SOURCES__PRIVATE_NETWORKS": '["127.0.0.0/8"]',
            "CLAIMSPREAD_SOURCES__PACE_SECONDS": "0.1",
            **QUICK,
        },
    )
    front, link = site.url("127.0.0.1"), site.url("127.0.0.1", "/pool")
    code, out, err = await operator.call("sources", "add", front, "--mode", "publish")
    assert code == 0, out + err
    assert CLAIM in out.replace("\n", " ")
    async with operator.running(), Database(f"sqlite:///{tmp_path / 'bot.sqlite3'}") as database:
        for _ in range(2 * PATIENCE):
            if await count(database):
                break
            await asyncio.sleep(0.5)
        for number in range(2001, 2011):  # the claim is there; the matcher may need a moment to see it
            mark = telegram.mark
            await telegram.user(number, "Ann", language_code="en").private(f"Is it so? {CLAIM}!")
            answer = await telegram.wait_for(partial(_is_to, number), timeout=PATIENCE, after=mark)
            if link in str(answer.params):
                break
        assert link in str(answer.params)
        assert "false" in answer.text.lower()
    code, out, err = await operator.call("sources", "list", "--json")
    assert code == 0, err
    assert '"state": "ok"' in out
    code, out, err = await operator.call("claims", "show", "1")
    assert "Pool Checks" in out, out + err
