"""Opening the database and the matcher for a command that needs them once."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import TYPE_CHECKING

from bot.cli.console import advance, error_console, progress_bar
from bot.config import Settings, load_settings
from storage.database import Database

if TYPE_CHECKING:
    from bot.app import App  # it takes seconds to import: commands that only read the database do without


@asynccontextmanager
async def opened_database(settings: Settings | None = None) -> AsyncIterator[Database]:
    """The database of the settings, migrated."""
    async with Database((settings or load_settings()).database_url) as database:
        yield database


@asynccontextmanager
async def opened_app(settings: Settings | None = None) -> "AsyncIterator[App]":
    """The bot without any platform, claims loaded, with a progress bar while texts are embedded."""
    with error_console.status("loading the bot and its model: a few seconds"):
        from bot.app import open_app  # noqa: PLC0415 - see above

    async with AsyncExitStack() as stack:
        with progress_bar("reading claims") as progress:
            opening = open_app(settings or load_settings(), (), progress=advance(progress))
            app = await stack.enter_async_context(opening)
        yield app
