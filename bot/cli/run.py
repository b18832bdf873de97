"""`claimspread run`: the bot on every configured platform."""

import asyncio
import contextlib
import logging
import os
import signal
import sys
import threading
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from typing import Annotated

import typer

from bot.app import App, Process, open_process
from bot.app.opening import health_of
from bot.cli.console import advance, console, progress_bar
from bot.cli.web import web
from bot.clock import utc_now
from bot.config import Settings, load_settings
from bot.errors import ConfigurationError
from bot.listening import raise_descriptor_limit
from bot.platforms.x.ledger import read_spending
from bot.runtime.assembly import configured_platforms
from bot.runtime.process_roles import ProcessRole
from bot.telemetry.endpoints import Observatory, ReadSpending, observable
from bot.telemetry.log import configure_logging
from storage import claims
from storage.database import Database
from storage.locks import only_process

_HOW_TO_START = (
    "no platform is configured. Set CLAIMSPREAD_TELEGRAM__TOKEN for Telegram, or for X "
    "CLAIMSPREAD_X__CONSUMER_KEY, CLAIMSPREAD_X__CONSUMER_SECRET, CLAIMSPREAD_X__ACCESS_TOKEN and "
    "CLAIMSPREAD_X__ACCESS_TOKEN_SECRET, or CLAIMSPREAD_X__CLIENT_ID and `claimspread x login` "
    "(or the same in claimspread.toml). To try it without any: claimspread demo"
)
_FINISH_SECONDS = 6
"""So long may what is in hand take after SIGTERM; then it is cancelled."""
_END_SECONDS = 8.5
"""So long may everything take: supervisors kill after 10 s and more."""


def run(
    role: Annotated[
        ProcessRole,
        typer.Option(help="What this process does; other than `all` is for several on one PostgreSQL."),
    ] = ProcessRole.ALL,
) -> None:
    """Run the bot on every configured platform until it is stopped (Ctrl-C or SIGTERM).

    On PostgreSQL any number of processes with the role match, deliver or all share the work. Of those that
    listen, one does for each account; another takes over within 15 seconds of its end.
    """
    if role is ProcessRole.WEB:
        web()
        return
    settings = load_settings()
    if not settings.telegram.configured and not settings.x.configured and not settings.x.missing():
        raise ConfigurationError(_HOW_TO_START)
    configure_logging(logging.INFO)
    raise_descriptor_limit()
    asyncio.run(_run(settings, role))


async def _run(settings: Settings, process_role: ProcessRole) -> None:
    database = Database(settings.database_url)
    if database.is_sqlite and process_role is not ProcessRole.ALL:
        raise ConfigurationError(
            f"--role {process_role} is for several processes on one PostgreSQL; "
            "on SQLite one process does everything"
        )
    platforms = configured_platforms(settings, database)
    health = health_of(platforms, process_role)
    observatory = Observatory(database, health, utc_now, spending_of(settings))
    with only_process(database):
        async with observable(observatory, settings.metrics.listen), AsyncExitStack() as stack:
            with progress_bar("reading claims") as progress:
                opening = open_process(settings, platforms, database, process_role, health, advance(progress))
                process = await stack.enter_async_context(opening)
            observatory.loaded(process.matcher.model_id if isinstance(process, App) else "none")
            await _run_opened(process)


def spending_of(settings: Settings) -> ReadSpending | None:
    """Reads what X cost, for the metrics; None where X is not configured."""
    if not settings.x.configured:
        return None
    return lambda session, now: read_spending(session, settings.x, now)


async def _run_opened(process: Process) -> None:
    async with process.database.read() as session:
        number = await claims.count(session, "published")
    names = " and ".join(process.platforms)
    role = process.process_role
    doing = "Running" if role is ProcessRole.ALL else f"Running as {role}"
    console.print(f"{doing} on {names} with {number} claims. Stop with Ctrl-C.")
    if not number:
        console.print(
            "The catalogue is empty: add claims with /addclaim in chat or `claimspread claims import`."
        )
    async with _dashboard(process):
        await _until_stopped(process)


@contextlib.asynccontextmanager
async def _dashboard(process: Process) -> AsyncIterator[None]:
    """The dashboard beside the bot, where the settings give it an address."""
    address = process.settings.web.listen
    if address is None or not isinstance(process, App):
        yield
        return
    from bot.web.serving import listening, serve  # noqa: PLC0415 - a third of a second for every other command
    from bot.web.site import make_site  # noqa: PLC0415

    stopping = asyncio.Event()
    at = listening(address)
    serving = asyncio.create_task(serve(make_site(process), at, stopping))
    console.print(
        f"Dashboard on http://{address}; sign in with /web in a chat with the bot, or by the link that "
        "`claimspread web --link` prints.",
        soft_wrap=True,
    )
    try:
        yield
    finally:
        stopping.set()
        await serving


async def _until_stopped(process: Process) -> None:
    """Run until SIGINT or SIGTERM; what is being done is finished, or stays in the inbox and outbox."""
    work = asyncio.create_task(process.run())
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()

    def stop() -> None:
        end_within(_END_SECONDS)
        stopped.set()

    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop)
    asked = asyncio.create_task(stopped.wait())
    await asyncio.wait({work, asked}, return_when=asyncio.FIRST_COMPLETED)
    asked.cancel()
    process.stop()
    await asyncio.wait({work}, timeout=_FINISH_SECONDS)
    work.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await work


def end_within(seconds: float) -> None:
    """End this process after so many seconds, whatever it waits for then: a computation, a lost server.

    What it has in hand is treated as after any other death. The code is 0: it was asked to stop, and it did.
    """

    def end() -> None:
        sys.stderr.write("not finished in time: ending; what was in hand is taken up at the next start\n")
        sys.stderr.flush()
        os._exit(0)

    timer = threading.Timer(seconds, end)
    timer.daemon = True
    timer.start()
