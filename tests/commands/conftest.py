"""A fresh database for each test."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.config import load_settings
from storage import accounts
from storage.database import Database
from tests.commands.chat import EDITOR, START, Chat
from tests.support.migrated import migrated


@pytest.fixture
async def chat(tmp_path: Path) -> AsyncIterator[Chat]:
    """A chat whose owner stands in the settings and whose editor was granted the role."""
    settings = load_settings(
        owners=("telegram:1001", "x:2002"), database_url=f"sqlite:///{migrated(tmp_path / 'bot.sqlite3')}"
    )

    async with Database(settings.database_url) as database:
        async with database.write() as session:
            await accounts.grant(session, EDITOR.platform, EDITOR.id, "editor", "telegram:1001", START)
        yield Chat(database, settings)
