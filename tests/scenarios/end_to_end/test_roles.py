"""Several processes on one PostgreSQL, each with a role; and one alone on SQLite."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.fakes.telegram import RemoteTelegram
from tests.scenarios.end_to_end.house import QUICK, WORKED_EXAMPLE, Operator

RUMOUR = "State TV just said it: N. Korea is sending 100,000 volunteers to fight in Ukraine, no joke!!"
LINK = str(WORKED_EXAMPLE["url"])


@pytest.fixture
async def telegram() -> AsyncIterator[RemoteTelegram]:
    async with RemoteTelegram() as fake:
        yield fake


@pytest.fixture
def operator(telegram: RemoteTelegram, tmp_path: Path) -> Operator:
    return Operator(
        tmp_path,
        {
            "CLAIMSPREAD_TELEGRAM__TOKEN": telegram.token,
            "CLAIMSPREAD_TELEGRAM__BASE_URL": telegram.bot_url,
            "CLAIMSPREAD_TELEGRAM__POLL_TIMEOUT": "1",
            **QUICK,
        },
    )


async def test_a_listener_that_is_killed_is_replaced_and_every_role_does_its_part(
    telegram: RemoteTelegram, operator: Operator, postgresql_url: str
) -> None:
    operator.settings["CLAIMSPREAD_DATABASE_URL"] = postgresql_url
    await operator.import_claims(WORKED_EXAMPLE)
    ann = telegram.user(2001, "Ann", language_code="en")
    async with contextlib.AsyncExitStack() as running:
        first = await running.enter_async_context(operator.running("listen"))
        second = await running.enter_async_context(operator.running("listen"))
        for role in ("match", "match", "deliver", "deliver"):
            await running.enter_async_context(operator.running(role))
        await ann.private(RUMOUR)
        answer = await telegram.wait_for(lambda call: LINK in str(call.params), timeout=30)
        assert answer.chat_id == 2001
        for _ in range(100):
            if any("standing by" in line for line in second.log):
                break
            await asyncio.sleep(0.1)
        else:
            raise AssertionError("the second listener does not stand by: " + "".join(second.log))

        mark = telegram.mark
        await first.kill()
        await ann.private(RUMOUR + " Really!")
        await telegram.wait_for(lambda call: LINK in str(call.params), timeout=30, after=mark)
        assert any("taking over" in line for line in second.log)


async def test_a_second_bot_on_the_same_sqlite_file_is_refused_until_the_first_is_dead(
    telegram: RemoteTelegram, operator: Operator
) -> None:
    async with operator.running() as first:
        code, _, error = await operator.call("run")
        assert code == 1
        assert "another bot process" in error
        await first.kill()
    async with operator.running():
        pass


async def test_a_part_of_the_work_alone_is_refused_on_sqlite(
    telegram: RemoteTelegram, operator: Operator
) -> None:
    code, _, error = await operator.call("run", "--role", "match")
    assert code == 1
    assert "PostgreSQL" in error
