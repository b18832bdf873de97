"""The worker of the simulated month, in a process of its own that may be killed at any commit.

python -m tests.sources.month DATABASE CLOCK_FILE UNTIL: follows the sources until the simulated time
UNTIL; the time stands in CLOCK_FILE, so that the one that comes after a kill goes on from there.
"""

import asyncio
import socket
import sys
from datetime import datetime, timedelta
from pathlib import Path

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


if __name__ == "__main__":
    assert crash_points.NAMES  # importing it arms the fuses at every commit
    asyncio.run(follow(sys.argv[1], Path(sys.argv[2]), datetime.fromisoformat(sys.argv[3])))
