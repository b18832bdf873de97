"""`claimspread x …`: the bot's account on X."""

import asyncio
from typing import Annotated

import typer

from bot.cli.console import console
from bot.cli.opened import opened_database
from bot.config import Settings, load_settings
from bot.platforms.x.login import DEFAULT_PORT, log_in, redirect_uri
from bot.runtime.assembly import x_platform, x_tokens

PATIENCE = 300.0
"""Seconds in which somebody must have consented."""

app = typer.Typer(help="The bot's account on X.", no_args_is_help=True)


@app.command()
def login(
    port: Annotated[int, typer.Option(help="Port of the page on this machine.", min=1024, max=65535)] = (
        DEFAULT_PORT
    ),
    wait: Annotated[float, typer.Option(help="Seconds to wait for the consent.", min=1)] = PATIENCE,
) -> None:
    """Log the bot in to X (OAuth 2.0) in a browser on this machine; keys are stored encrypted."""
    console.print(asyncio.run(log_in_by_browser(load_settings(), port, wait)), soft_wrap=True)


async def log_in_by_browser(settings: Settings, port: int = DEFAULT_PORT, wait: float = PATIENCE) -> str:
    """Show the address of X's consent page, wait for the consent and keep the keys; returns what came of it.

    Raises:
        PlatformError: nobody consented in time, or X refuses or cannot be reached.
        ConfigurationError: no client id is set, or the port is taken.
    """

    def show(address: str) -> None:
        console.print(
            f"The app's callback must be {redirect_uri(port)}\n"
            "Open this in a browser that is logged in as the bot's account:"
        )
        console.print(address, markup=False, highlight=False, soft_wrap=True)

    async with opened_database(settings) as database:
        await log_in(settings.x, x_tokens(settings, database), show, port=port, patience=wait)
        if settings.x.signs:
            return "Keys are stored; the bot goes on signing by OAuth 1.0a, whose four keys are set."
        platform = x_platform(settings, database)
        try:
            await platform.open()
        finally:
            await platform.close()
        return f"Logged in as account {platform.account_id}; its keys are stored, encrypted."
