"""`claimspread db …`: the database's schema."""

import asyncio

import typer

from bot.cli.console import console
from bot.cli.opened import opened_database

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
