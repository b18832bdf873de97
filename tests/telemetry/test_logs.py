"""Log lines: one an event, without secrets, and nobody from outside can forge one."""

import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
import structlog
from pydantic import SecretStr

from bot.config import load_settings
from bot.config.secrets import hide
from bot.telemetry.log import Throttle, configure_logging, printable

TOKEN = "7012345678:AAFxT9xJ0k2m3n4o5p6q7r8s9t0uVwXyZab"


class Written:
    """What went to standard error, with logging set up as `claimspread run` does."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys
        self._text = ""

    @property
    def text(self) -> str:
        self._text += self._capsys.readouterr().err
        return self._text

    @property
    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.text.splitlines()]


@pytest.fixture
def written(capsys: pytest.CaptureFixture[str]) -> Iterator[Written]:
    configure_logging(logging.INFO)
    yield Written(capsys)
    root = logging.getLogger()
    for handler in [one for one in root.handlers if type(one).__module__ == "bot.telemetry.log"]:
        root.removeHandler(handler)
    structlog.reset_defaults()


def test_a_line_break_in_a_value_forges_no_line(written: Written) -> None:
    forged = 'x\n{"event": "grant", "level": "info"}\r\n\x1b[2Jgone\u2028\x9b31m\u202eevil'
    structlog.get_logger().info("sent", error=forged, deep={"list": [forged]}, key=(forged,))
    logging.getLogger("aiohttp.server").warning("bad request: %s", forged)
    assert len(written.text.splitlines()) == 2
    for character in ("\x1b", "\r", "\u2028", "\x9b", "\u202e", "\x85"):
        assert character not in written.text
    assert [line["event"][:4] for line in written.lines] == ["sent", "bad "]


def test_libraries_speak_in_the_same_form(written: Written) -> None:
    with structlog.contextvars.bound_contextvars(trace="abc"):
        logging.getLogger("some.library").error("it broke")
    (line,) = written.lines
    assert (line["event"], line["logger"], line["level"], line["trace"]) == (
        "it broke",
        "some.library",
        "error",
        "abc",
    )
    assert line["timestamp"].endswith("Z")


def test_no_secret_of_the_settings_is_logged_wherever_it_stands(written: Written) -> None:
    settings = load_settings(
        database_url="postgresql://bot:p%40ss%2Fword1@127.0.0.1/claims",
        secret_key=SecretStr("a-very-secret-key"),
        telegram={"token": SecretStr(TOKEN), "webhook_secret": SecretStr("hook-secret-1")},
        x={"consumer_secret": SecretStr("consumer/secret+1")},
    )
    log = structlog.get_logger()
    log.info("settings", all=repr(settings), url=settings.database_url)
    log.warning(f"could not call https://api.telegram.org/bot{TOKEN}/getMe", more={"a": [TOKEN]})
    log.warning("x", header="Bearer AAAAAAAAAAAAAAAAAAAAAtoken", quoted="consumer%2Fsecret%2B1")
    logging.getLogger("httpx").warning("POST bot%s", TOKEN)
    try:
        raise ValueError(f"a-very-secret-key and hook-secret-1 and p@ss/word1 and {TOKEN}")
    except ValueError:
        log.exception("failed")
    text = written.text
    for secret in (
        "a-very-secret-key", "hook-secret-1", "consumer/secret+1", "consumer%2Fsecret", "p@ss/word1",
        "p%40ss", TOKEN, TOKEN.partition(":")[2], "AAAAAtoken",
    ):  # fmt: skip
        assert secret not in text, secret
    assert len(written.lines) == 5


def test_a_token_is_hidden_even_where_no_settings_were_read() -> None:
    url = "https://api.telegram.org/bot{}/sendMessage"
    assert hide(url.format("811223344:AAG" + "k" * 32)) == url.format("[hidden]")


def test_ordinary_words_stay() -> None:
    words = "telegram:1001 wrote 12345:67 about 100,000 volunteers at 2026-11-03T12:00:00"
    assert hide(words) == words
    assert printable("Привіт, 世界 👋\nзнову") == "Привіт, 世界 👋\nзнову"


def test_no_value_fills_the_disk(written: Written) -> None:
    structlog.get_logger().info("accepted", text="a" * 5_000_000)
    assert len(written.text) < 25_000


def test_what_goes_wrong_a_thousand_times_is_a_few_lines(written: Written) -> None:
    for number in range(1000):
        structlog.get_logger().warning("a delivery was refused", remote=f"192.0.2.{number}")
        logging.getLogger("asyncio").error("socket.accept() failed: %s", number)
        structlog.get_logger().info("sent", outbox=number)
    events = [line["event"].partition(":")[0] for line in written.lines]
    assert events.count("a delivery was refused") == events.count("socket.accept() failed") == 30
    assert events.count("sent") == 1000


def test_the_first_line_of_the_next_minute_tells_how_many_were_left_out() -> None:
    now = [0.0]
    throttle = Throttle(lambda: now[0])

    def passes(event: str, level: str = "error") -> dict[str, Any] | None:
        try:
            return dict(throttle(None, level, {"event": event, "level": level}))
        except structlog.DropEvent:
            return None

    assert sum(passes("it broke") is not None for _ in range(100)) == 30
    assert passes("it broke", "warning") is not None  # another level is another cause
    now[0] = 61.0
    assert passes("it broke") == {"event": "it broke", "level": "error", "left_out": 70}
    assert passes("it broke") == {"event": "it broke", "level": "error"}


def test_texts_that_are_always_new_do_not_get_past_the_limit() -> None:
    throttle = Throttle(lambda: 0.0)
    passed = 0
    for number in range(5000):
        try:
            throttle(None, "warning", {"event": f"odd name {number}", "level": "warning"})
            passed += 1
        except structlog.DropEvent:
            continue
    assert passed <= 530
