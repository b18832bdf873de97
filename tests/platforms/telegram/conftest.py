"""A fake Telegram and a bot at work on it; every request of the bot is held against the specification."""

from collections.abc import AsyncIterator

import pytest

from tests.fakes.telegram import FakeTelegram, Limits, Spec
from tests.platforms.telegram.house import House, running, settings_for

SPEC = Spec.load()


@pytest.fixture
async def telegram() -> AsyncIterator[FakeTelegram]:
    """Without limits of rate, which other tests are about."""
    async with FakeTelegram(limits=Limits.none()) as fake:
        yield fake
        if SPEC is not None:
            assert SPEC.violations(fake.calls) == []


@pytest.fixture
async def house(telegram: FakeTelegram, sqlite_url: str) -> AsyncIterator[House]:
    """The bot, polling."""
    async with running(telegram, settings_for(telegram, sqlite_url)) as house:
        yield house
