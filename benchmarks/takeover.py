"""How soon another process listens when the one that does is killed.

python -m benchmarks.takeover [--rounds 20] [--role listen]

The processes run as operators run them, with the small matcher; the fake Bot API stands for Telegram and the
server is the tests' PostgreSQL. A round: one process hears and another stands by; as soon as this one has
asked for the lock, its worst moment, the first gets SIGKILL, and somebody writes to the bot. The time runs
from the kill to the commit of that message by the other one.
"""

import argparse
import asyncio
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from functools import partial
from pathlib import Path

from sqlalchemy import func, select

from storage.database import Database
from storage.models import InboxEvent
from tests.fakes.telegram import FakeTelegram
from tests.scenarios.end_to_end.house import QUICK, Operator, RunningBot
from tests.support.postgres import Server, server_folder

_PATIENCE = 120.0
_LOOK_SECONDS = 0.02
_STANDS_BY, _TAKES_OVER = "standing by", "taking over"


async def _until(true: Callable[[], Awaitable[bool]]) -> None:
    """Look again and again until it is so."""
    deadline = time.monotonic() + _PATIENCE
    while not await true():
        if time.monotonic() > deadline:
            raise TimeoutError
        await asyncio.sleep(_LOOK_SECONDS)


async def _says(bot: RunningBot, words: str) -> bool:
    return any(words in line for line in bot.telemetry.log)


async def _heard(database: Database) -> int:
    async with database.read() as session:
        return int(await session.scalar(select(func.count()).select_from(InboxEvent)) or 0)


async def _heard_more(database: Database, before: int) -> bool:
    return await _heard(database) > before


async def measure(rounds: int, role: str, url: str, folder: Path) -> list[float]:
    """Seconds of each round."""
    seconds: list[float] = []
    async with AsyncExitStack() as stack:
        telegram = await stack.enter_async_context(FakeTelegram())
        database = await stack.enter_async_context(Database(url))
        settings = {
            "CLAIMSPREAD_DATABASE_URL": url,
            "CLAIMSPREAD_TELEGRAM__TOKEN": telegram.token,
            "CLAIMSPREAD_TELEGRAM__BASE_URL": telegram.bot_url,
        }
        operator = Operator(folder, {**QUICK, **settings})
        hears = await stack.enter_async_context(operator.running(role))
        for number in range(rounds):
            waits = await stack.enter_async_context(operator.running(role))
            await _until(partial(_says, waits, _STANDS_BY))
            before = await _heard(database)
            killed_at = time.monotonic()
            await hears.kill()
            await telegram.user(2_001 + number, "Ann").private(f"What a lovely morning, number {number}")
            await _until(partial(_heard_more, database, before))
            seconds.append(time.monotonic() - killed_at)
            sys.stderr.write(f"round {number + 1}: {seconds[-1]:.2f} s\n")
            await _until(partial(_says, waits, _TAKES_OVER))
            hears = waits
    return seconds


def main() -> None:
    """Measure, and write one line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--role", choices=("listen", "all"), default="listen")
    chosen = parser.parse_args()
    with server_folder() as server_at, tempfile.TemporaryDirectory() as folder:
        server = Server(server_at)
        server.ensure_running()
        seconds = asyncio.run(measure(chosen.rounds, chosen.role, server.url("postgres"), Path(folder)))
    sys.stdout.write(
        f"taken over {len(seconds)} times: median {statistics.median(seconds):.1f} s, "
        f"longest {max(seconds):.1f} s; {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}\n"
    )


if __name__ == "__main__":
    main()
