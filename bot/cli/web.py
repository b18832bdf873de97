"""`claimspread web`: the dashboard and the HTTP API alone, beside a bot that runs elsewhere."""

import asyncio
import logging
import signal
from typing import Annotated

import typer

from bot.app import App
from bot.cli.console import console
from bot.cli.opened import opened_app
from bot.runtime.periodic import PeriodicTask, keep_doing
from bot.telemetry.log import configure_logging

_FOLLOW_SECONDS = 1.0
_USUAL_ADDRESS = "127.0.0.1:8100"


def web(
    listen: Annotated[
        str | None,
        typer.Option(help=f"HOST:PORT; else CLAIMSPREAD_WEB__LISTEN, else {_USUAL_ADDRESS}."),
    ] = None,
) -> None:
    """Serve the dashboard and the HTTP API until stopped (Ctrl-C or SIGTERM).

    People sign in with a link that the bot sends them: /web in a private chat.
    """
    configure_logging(logging.INFO)
    asyncio.run(_web(listen))


async def _web(listen: str | None) -> None:
    from bot.web.serving import listening, serve  # noqa: PLC0415 - a third of a second for every other command
    from bot.web.site import make_site  # noqa: PLC0415

    async with opened_app() as app:
        address = listen or app.settings.web.listen or _USUAL_ADDRESS
        at = listening(address)
        stopping = asyncio.Event()
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, stopping.set)
        console.print(f"Dashboard on http://{address}; sign in with /web in a chat with the bot.")
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(keep_doing(_following(app), stopping))
            tasks.create_task(serve(make_site(app), at, stopping))


def _following(app: App) -> PeriodicTask:
    async def follow() -> None:
        await app.catalogue.follow()

    return PeriodicTask("follow the claims", _FOLLOW_SECONDS, follow)
