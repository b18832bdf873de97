"""docs/sources.md as a newcomer follows it: a site is followed, and the bot answers from it."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.fakes.publishers import FakeWeb, fake_web
from tests.fakes.telegram import RemoteTelegram
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


async def test_a_site_is_followed_and_answered_from_and_follows_its_corrections(
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
    ann = telegram.user(2001, "Ann", language_code="en")
    async with operator.running():
        answer = None
        for _ in range(PATIENCE):
            mark = telegram.mark
            await ann.private(f"Is it so? {CLAIM}!")
            answer = await telegram.wait_for(lambda call: call.chat_id == 2001, timeout=PATIENCE, after=mark)
            if link in str(answer.params):
                break
        assert answer is not None
        assert link in str(answer.params)
        assert "false" in answer.text.lower()
    code, out, err = await operator.call("sources", "list", "--json")
    assert code == 0, err
    assert '"state": "ok"' in out
    code, out, err = await operator.call("claims", "show", "1")
    assert "Pool Checks" in out, out + err
