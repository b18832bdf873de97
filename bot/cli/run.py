"""`claimspread run`: the bot on every configured platform."""

import asyncio
import contextlib
import logging
import os
import signal
import sys
import threading
from collections.abc import Sequence

from bot.app import App
from bot.cli.console import advance, console, progress_bar
from bot.config import Settings, load_settings
from bot.errors import ConfigurationError
from bot.log import configure_logging
from bot.observing import Observatory, observable
from bot.parts import configured_platforms
from bot.platforms.base import Platform
from storage import claims
from storage.database import Database

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


def run() -> None:
    """Run the bot on every configured platform until it is stopped (Ctrl-C or SIGTERM)."""
    settings = load_settings()
    if not settings.telegram.configured and not settings.x.configured and not settings.x.missing():
        raise ConfigurationError(_HOW_TO_START)
    configure_logging(logging.INFO)
    asyncio.run(_run(settings))


async def _run(settings: Settings) -> None:
    database = Database(settings.database_url)
    platforms = configured_platforms(settings, database)
    app = App(settings, platforms, database=database)
    observatory = Observatory(settings, database, app.health, app.now)
    async with observable(observatory, settings.metrics.listen):
        await _open_and_run(app, platforms, observatory)


async def _open_and_run(app: App, platforms: Sequence[Platform], observatory: Observatory) -> None:
    with progress_bar("reading claims") as progress:
        app.show_progress(advance(progress))
        await app.__aenter__()
    observatory.loaded(app.matcher.model_id)
    try:
        async with app.database.read() as session:
            number = await claims.count(session, "published")
        names = " and ".join(platform.name for platform in platforms)
        console.print(f"Running on {names} with {number} claims. Stop with Ctrl-C.")
        if not number:
            console.print(
                "The catalogue is empty: add claims with /addclaim in chat or `claimspread claims import`."
            )
        await _until_stopped(app)
    finally:
        await app.__aexit__(None, None, None)


async def _until_stopped(app: App) -> None:
    """Run until SIGINT or SIGTERM; what is being done is finished, or stays in the inbox and outbox."""
    work = asyncio.create_task(app.run())
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
    app.stop()
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
