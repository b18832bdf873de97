"""The worker of the simulated month: processes that follow the sources, and may be killed at any commit.

python -m tests.sources.month DATABASE CLOCK_FILE SEED: takes orders from its input, one in a line: how many
kills, and until when to follow. Each worker is a fork, so that the next one is there at once; it goes on from
what stands in the database and from the simulated time in CLOCK_FILE. When the time has come, the number of
kills is written as a line. A kill is a fuse of `bot.telemetry.crash_points`, before or after a commit.
"""

import asyncio
import os
import random
import signal
import socket
import sys
from datetime import datetime, timedelta
from pathlib import Path

import structlog
from aiohttp.abc import AbstractResolver, ResolveResult

from bot.claims.pages import PageReader
from bot.config.sources import SourceSettings
from bot.sources.syncing import Syncer
from bot.sources.web import Web
from bot.telemetry import crash_points
from storage import sources
from storage.database import Database

SETTINGS = SourceSettings(list_minutes=1440, most_new_a_day=500)
_LONGEST_STEP = timedelta(hours=1)


class _Here(AbstractResolver):
    """Every name is this machine."""

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        return [
            ResolveResult(hostname=host, host="127.0.0.1", port=port, family=socket.AF_INET, proto=0, flags=0)
        ]

    async def close(self) -> None:
        pass


async def follow(database_url: str, clock_file: Path, until: datetime) -> None:
    def now() -> datetime:
        return datetime.fromisoformat(clock_file.read_text())

    def set_to(moment: datetime) -> None:
        part = clock_file.with_suffix(".part")
        part.write_text(moment.isoformat())
        part.replace(clock_file)

    reader = PageReader(lambda address: address.is_loopback, ports=None, resolver=_Here(), seconds=20)
    async with Database(database_url) as database:
        async with database.write() as session:
            await sources.release_all(session)
        syncer = Syncer(database, SETTINGS, now, Web(database, SETTINGS, now, reader))
        while now() < until:
            if await syncer.sync_due():
                set_to(now() + timedelta(seconds=1))
                continue
            async with database.read() as session:
                due = [row.next_at for row in await sources.every(session) if row.status == "active"]
            next_at = min([*due, now() + _LONGEST_STEP, until])
            set_to(max(next_at, now() + timedelta(seconds=1)))


def work(database_url: str, clock_file: Path, until: datetime) -> bool:
    """Follow in a process of its own until then; False: it was killed.

    Raises:
        RuntimeError: it ended otherwise.
    """
    process = os.fork()
    if not process:
        asyncio.run(follow(database_url, clock_file, until))
        os._exit(0)
    _, status = os.waitpid(process, 0)
    if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL:
        return False
    if status:
        raise RuntimeError(f"the worker ended with {os.waitstatus_to_exitcode(status)}")
    return True


def obey(database_url: str, clock_file: Path, seed: int) -> None:
    """Carry out orders until there are no more; see the module."""
    drawn = random.Random(seed)  # noqa: S311 - the same kills each time
    fuses = Path(os.environ["CLAIMSPREAD_CRASH_AT"])
    for order in sys.stdin:
        wanted, until = order.split()
        killed = 0
        while True:
            for left in fuses.glob("commit-*"):
                left.unlink()
            if killed < int(wanted):
                step = drawn.choice(["commit-before", "commit-after"])
                (fuses / step).write_text(str(drawn.randint(1, 60)))
            if work(database_url, clock_file, datetime.fromisoformat(until)):
                break
            killed += 1
        sys.stdout.write(f"{killed}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    assert crash_points.NAMES  # importing it arms the fuses at every commit
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(sys.stderr))
    obey(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))
