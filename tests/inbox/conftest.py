"""A fresh conversation for each test."""

from collections.abc import AsyncIterator

import pytest

from bot.config import load_settings
from storage.database import Database
from tests.inbox.conversation import Conversation


@pytest.fixture
async def talk(sqlite_url: str) -> AsyncIterator[Conversation]:
    """A bot without claims, whose owner stands in the settings."""
    settings = load_settings(owners=("telegram:1001",), database_url=sqlite_url)
    async with Database(sqlite_url) as database:
        yield Conversation(database, settings)
