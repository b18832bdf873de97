"""`claimspread init` in a real terminal, against the fake Bot API and the fake X."""

import asyncio
import re
import signal
import stat
import sys
import tomllib
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pexpect
import pytest

from tests.cli.terminal import Terminal
from tests.fakes.telegram import RemoteTelegram
from tests.fakes.x import FakeX, Limit
from tests.platforms.x.test_tokens import free_port
from tests.scenarios.end_to_end.house import PATIENCE, QUICK, Operator

_SECONDS = 90
_HIDDEN = ("token", "key", "secret")


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


def _spawn(operator: Operator, *arguments: str) -> "pexpect.spawn[str]":
    return pexpect.spawn(
        sys.executable,
        ["-m", "bot.cli", "init", *arguments],
        env={**operator.environment(), "TERM": "dumb", "COLUMNS": "200"},
        cwd=str(operator.folder),
        encoding="utf-8",
        timeout=_SECONDS,
        dimensions=(40, 200),
    )


def _type(child: "pexpect.spawn[str]", *talk: tuple[str, str]) -> str:
    """Type answers as the questions come; returns what the terminal showed up to the last question."""
    shown = ""
    for question, answer in talk:
        child.expect(question)
        shown += f"{child.before}{child.after}"
        if any(word in question for word in _HIDDEN):
            child.waitnoecho(30)
        child.sendline(answer)
    return shown


def _end(child: "pexpect.spawn[str]") -> str:
    """Read to the end, which has to be a good one."""
    child.expect(pexpect.EOF)
    child.close()
    rest = str(child.before)
    assert child.exitstatus == 0, rest
    return rest


def _answer(operator: Operator, *talk: tuple[str, str]) -> str:
    """The whole talk; returns everything that the terminal showed."""
    child = _spawn(operator)
    return _type(child, *talk) + _end(child)


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
        ("Model", "./no-such-model"),
        ("no model folder.*Model", "hashing"),
        ("owner", "y"),
        ("Claims to begin with", "nowhere.csv"),
        ("cannot read nowhere.csv.*Claims to begin with", "samples"),
        ("Follow feeds of fact-checkers", "es"),
        ("Start the bot now\\?", "n"),
    )
    assert "sets the bot up in a few questions" in shown
    assert "may take a minute" in shown
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


async def test_on_x_refused_keys_are_asked_anew_and_the_bot_starts_and_answers(
    operator: Operator, tmp_path: Path
) -> None:
    async with FakeX() as x:
        operator.settings |= {
            "CLAIMSPREAD_X__BASE_URL": x.url,
            "CLAIMSPREAD_X__POLL_SECONDS": "0.5",
            "CLAIMSPREAD_X__DM_POLL_SECONDS": "0.5",
        }
        x.limits["GET /2/dm_events"] = Limit(10_000, 900)
        keys = x.credentials
        right = [keys.consumer_key, keys.consumer_secret, keys.access_token, keys.access_token_secret]
        names = ["Consumer key", "Consumer secret", "Access token", "Access token secret"]
        child = _spawn(operator, "--model", "hashing", "--claims", "samples", "--owner", "--start")
        shown = await asyncio.to_thread(
            _type,
            child,
            ("Telegram\\?", "n"),
            ("X \\(Twitter\\)\\?", "y"),
            ("four keys, or in a browser", "keys"),
            *zip([f"{name}: " for name in names], [*right[:3], "not-the-secret"], strict=True),
            *zip([f"refuses the keys.*{names[0]}: ", *names[1:]], right, strict=True),
            ("X knows the bot: @claimbot.*Language of answers", "en"),
            ("Follow feeds of fact-checkers", "none"),
        )
        await asyncio.to_thread(child.expect, "Running on x with [1-9][0-9]* claims")
        shown += f"{child.before}{child.after}"
        for secret in (*right, "not-the-secret"):
            assert secret not in shown
        rest = asyncio.create_task(asyncio.to_thread(_end, child))
        try:
            code = re.search(r"/start ([A-Za-z0-9_-]{22})", shown)
            assert code is not None, shown
            x.dm(x.user("3001", "olga"), f"/start {code.group(1)}")
            await x.wait_for(lambda: x.sent_dms, PATIENCE)
            assert "owner" in x.sent_dms[0].text
        finally:
            child.kill(signal.SIGTERM)
            await rest
        written = tomllib.loads((tmp_path / "claimspread.toml").read_text("utf-8"))
        assert list(written["x"].values()) == right


@pytest.mark.parametrize(
    ("keys", "reachable", "said"),
    [
        ("a,b,c,d", True, "X refuses the keys"),
        ("a,b,c,d", False, "X cannot be asked"),
        ("a,b", True, "X needs four values"),
    ],
)
async def test_x_keys_in_an_option_that_cannot_be_used_change_nothing(
    terminal: Terminal, keys: str, reachable: bool, said: str
) -> None:
    async with FakeX() as x:
        terminal.settings["CLAIMSPREAD_X__BASE_URL"] = x.url
        if not reachable:
            await x.stop()
        code, _, err = await asyncio.to_thread(
            terminal.call, "init", "--no-ask", "--x-keys", keys, "--no-start"
        )
    assert code == 1
    assert said in err
    assert not Path(terminal.settings["CLAIMSPREAD_CONFIG"]).exists()


def _address(child: "pexpect.spawn[str]", site: str) -> str:
    """The address of X's consent page, once the terminal shows it."""
    child.expect(f"{re.escape(site)}/i/oauth2/authorize\\S+")
    return str(child.after)


async def _consent(address: str) -> str:
    """Do what the operator's browser does at X; gives the text of the page that it ends on."""
    async with aiohttp.ClientSession() as browser, browser.get(address) as page:
        return await page.text()


async def test_on_x_somebody_may_log_in_in_a_browser_and_a_refused_consent_is_asked_for_anew(
    operator: Operator, tmp_path: Path
) -> None:
    async with FakeX() as x:
        operator.settings |= {
            "CLAIMSPREAD_X__BASE_URL": x.url,
            "CLAIMSPREAD_X__AUTHORIZE_URL": f"{x.url}/i/oauth2/authorize",
        }
        keys = x.credentials
        child = _spawn(operator, "--model", "hashing", "--claims", "none", "--no-owner", "--no-start",
                       "--language", "en", "--follow", "none", "--x-port", str(free_port()))  # fmt: skip
        shown = await asyncio.to_thread(
            _type,
            child,
            ("Telegram\\?", "n"),
            ("X \\(Twitter\\)\\?", "y"),
            ("four keys, or in a browser", "browser"),
            ("Client id: ", keys.client_id),
            ("Client secret, if the app has one: ", keys.client_secret),
        )
        x.oauth2.consents = False
        await _consent(await asyncio.to_thread(_address, child, x.url))
        x.oauth2.consents = True
        shown += await asyncio.to_thread(
            _type,
            child,
            ("X refuses the login: nobody consented.*Client id: ", keys.client_id),
            ("Client secret, if the app has one: ", keys.client_secret),
        )
        assert "Done" in await _consent(await asyncio.to_thread(_address, child, x.url))
        shown += await asyncio.to_thread(_end, child)
        assert "Logged in as account 2000" in shown
        assert keys.client_secret not in shown
        written = tomllib.loads((tmp_path / "claimspread.toml").read_text("utf-8"))
        assert written["x"] == {"client_id": keys.client_id, "client_secret": keys.client_secret}
        _, out, err = await operator.call("doctor", "--json")
        assert "connected as account 2000" in out, out + err


async def test_a_client_id_may_be_kept_unchecked_for_a_login_later(terminal: Terminal) -> None:
    arguments = ("--no-ask", "--no-check", "--x-client-id", "an-id", "--no-owner", "--no-start")
    code, out, err = await asyncio.to_thread(terminal.call, "init", *arguments)
    assert code == 0, err
    assert "claimspread x login" in out
    written = tomllib.loads(Path(terminal.settings["CLAIMSPREAD_CONFIG"]).read_text("utf-8"))
    assert written["x"] == {"client_id": "an-id"}
