"""A fake Bot API server for each test, and the real client library talking to it."""

import re
from collections.abc import AsyncIterator

import pytest
from telegram import Bot
from telegram.error import BadRequest, TelegramError
from telegram.request import HTTPXRequest

from tests.fakes.telegram import Clock, FakeTelegram, Limits, Stage

NOON = 1_790_000_000


def refused(words: str, kind: type[TelegramError] = BadRequest) -> pytest.RaisesExc[TelegramError]:
    """The client raises a refusal with these words (it changes their case)."""
    return pytest.raises(kind, match=f"(?i){re.escape(words)}")


def client(stage: Stage, *, token: str | None = None, read_timeout: float = 3.0) -> Bot:
    """python-telegram-bot's client for a fake."""
    return Bot(
        token or stage.token,
        base_url=stage.bot_url,
        base_file_url=stage.file_url,
        request=HTTPXRequest(connection_pool_size=64, read_timeout=read_timeout),
        get_updates_request=HTTPXRequest(read_timeout=read_timeout),
    )


@pytest.fixture
async def fake() -> AsyncIterator[FakeTelegram]:
    """A fake without rate limits, its clock at a standstill."""
    async with FakeTelegram(limits=Limits.none(), clock=Clock(NOON)) as fake:
        yield fake


@pytest.fixture
async def bot(fake: FakeTelegram) -> AsyncIterator[Bot]:
    """The client, initialised (getMe)."""
    async with client(fake) as bot:
        yield bot
