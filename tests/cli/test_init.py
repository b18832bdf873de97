"""`claimspread init` in a real terminal, against the fake Bot API."""

import asyncio
import re
import stat
import sys
import tomllib
from collections.abc import AsyncIterator
from pathlib import Path

import pexpect
import pytest

from tests.end_to_end.house import QUICK, Operator
from tests.fakes.telegram import RemoteTelegram

_SECONDS = 90


@pytest.fixture
async def telegram() -> AsyncIterator[RemoteTelegram]:
    async with RemoteTelegram() as fake:
        yield fake


@pytest.fixture
def operator(telegram: RemoteTelegram, tmp_path: Path) -> Operator:
    settings = {
        "CLAIMSPREAD_CONFIG": str(tmp_path / "claimspread.toml"),
        "CLAIMSPREAD_TELEGRAM__BASE_URL": telegram.bot_url,
        "CLAIMSPREAD_TELEGRAM__POLL_TIMEOUT": "1",
        **QUICK,
    }
    return Operator(tmp_path, settings)


def _answer(operator: Operator, *talk: tuple[str, str], arguments: tuple[str, ...] = ()) -> str:
    """Type answers as the questions come; returns everything that the terminal showed."""
    child = pexpect.spawn(
        sys.executable,
        ["-m", "bot.cli", "init", *arguments],
        env={**operator.environment(), "TERM": "dumb", "COLUMNS": "200"},
        cwd=str(operator.folder),
        encoding="utf-8",
        timeout=_SECONDS,
        dimensions=(40, 200),
    )
    shown = ""
    for question, answer in talk:
        child.expect(question)
        shown += f"{child.before}{child.after}"
        if "token" in question:
            child.waitnoecho(5)
        child.sendline(answer)
    child.expect(pexpect.EOF)
    child.close()
    shown += str(child.before)
    assert child.exitstatus == 0, shown
    return shown


async def test_a_newcomer_answers_questions_becomes_the_owner_and_changes_one_thing_later(
    telegram: RemoteTelegram, operator: Operator
) -> None:
    shown = await asyncio.to_thread(
        _answer,
        operator,
        ("Telegram\\?", "y"),
        ("Bot token", "1:not-a-token"),
        ("refuses the token.*Bot token", telegram.token),
        ("X \\(Twitter\\)\\?", "n"),
        ("Language of answers", "es"),
        ("Model", "hashing"),
        ("owner", "y"),
        ("Claims to begin with", "samples"),
        ("Start the bot now\\?", "n"),
    )
    assert telegram.token not in shown
    file = operator.folder / "claimspread.toml"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    written = tomllib.loads(file.read_text("utf-8"))
    assert written["telegram"] == {"token": telegram.token}
    assert written["language"] == "es"
    assert "# Bot token from @BotFather" in file.read_text("utf-8")
    code = re.search(r"/start ([A-Za-z0-9_-]{22})", shown)
    assert code is not None, shown

    olga = telegram.user(1001, "Olga", language_code="en")
    async with operator.running():
        await olga.private(f"/start {code.group(1)}")
        welcome = await telegram.wait_for(lambda call: "owner" in call.text, timeout=30)
        assert welcome.chat_id == 1001
        mark = telegram.mark
        await telegram.user(1002, "Eve", language_code="en").private(f"/start {code.group(1)}")
        refused = await telegram.wait_for(lambda call: call.chat_id == 1002, timeout=30, after=mark)
        assert "owner" not in refused.text

    file.write_text("# ours\n" + file.read_text("utf-8") + '\n[metrics]\nlisten = "127.0.0.1:0"\n', "utf-8")
    code_, out, err = await operator.call(
        "init", "--no-ask", "--language", "uk", "--claims", "none", "--no-start"
    )
    assert code_ == 0, out + err
    changed = tomllib.loads(file.read_text("utf-8"))
    assert changed["language"] == "uk"
    assert changed["telegram"] == {"token": telegram.token}
    assert changed["metrics"] == {"listen": "127.0.0.1:0"}
    assert file.read_text("utf-8").startswith("# ours\n")


async def test_a_token_that_telegram_refuses_changes_nothing(operator: Operator) -> None:
    code, _, err = await operator.call("init", "--no-ask", "--telegram-token", "1:not-a-token", "--no-start")
    assert code == 1
    assert "refuses the token" in err
    assert not (operator.folder / "claimspread.toml").exists()
