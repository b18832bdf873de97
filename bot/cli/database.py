"""`claimspread db …`: the database's schema."""

import asyncio

import typer

from bot.cli.console import console
from bot.cli.opened import opened_database
from bot.config import load_settings
from bot.operations.database_check import tidy as forget_surplus
from bot.runtime.assembly import load_matcher

app = typer.Typer(help="The database.", no_args_is_help=True)


@app.command()
def upgrade() -> None:
    """Create the database or bring its schema up to date (every command does so on its own)."""

    async def work() -> tuple[str, str]:
        async with opened_database() as database:
            revision = await asyncio.to_thread(database.revision)
            return database.address, revision or ""

    address, revision = asyncio.run(work())
    console.print(f"{address} has schema {revision}", soft_wrap=True)


@app.command()
def tidy() -> None:
    """Delete vectors that nobody needs: of other models, and of texts that no claim has any more."""

    async def work() -> int:
        settings = load_settings()
        matcher = await asyncio.to_thread(load_matcher, settings.matcher)
        async with opened_database(settings) as database:
            return await forget_surplus(database, matcher.model_id)

    console.print(f"{asyncio.run(work())} vectors deleted")
