"""`make crash`: a thousand kills, on SQLite and with four workers on PostgreSQL; exit code 1 on a fault.

Each database takes several sieges, one after the other, so that none has more in its logs than can be read.
"""

import argparse
import asyncio
import contextlib
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import psycopg

from storage.database import Database
from tests.crash.siege import Siege, Verdict
from tests.postgres import Server, server_folder

_KILLS_A_SIEGE = 50
_IN_MEMORY = "/dev/shm"  # noqa: S108 - a fresh folder is made in it


def main() -> int:
    """Read the command line and do it."""
    parser = argparse.ArgumentParser(prog="python -m tests.crash", description=__doc__)
    parser.add_argument("--kills", type=int, default=1000, help="in all, half of them on each database")
    parser.add_argument("--seed", type=int, help="of the first siege, for a replay; the others count up")
    parser.add_argument("--only", choices=("sqlite", "postgresql"), help="leave the other database out")
    given = parser.parse_args()
    first = random.SystemRandom().randrange(10**6) if given.seed is None else given.seed
    kinds = [given.only] if given.only else ["sqlite", "postgresql"]
    sieges = max(1, round(given.kills / len(kinds) / _KILLS_A_SIEGE))
    kills = -(-given.kills // (len(kinds) * sieges))
    verdicts: list[Verdict] = []
    memory = _IN_MEMORY if Path(_IN_MEMORY).is_dir() else None  # what is killed is the bot, not the machine
    home_of_all = tempfile.TemporaryDirectory(prefix="claimspread-crash-", dir=memory)
    with server_folder() as server, home_of_all as folder:
        for number in range(sieges):
            for kind in kinds:
                workers = 1 if kind == "sqlite" else 4
                home = Path(folder, f"{kind}-{number}")
                home.mkdir()
                with _database(kind, home, Server(server)) as url:
                    siege = Siege(home, url, kills=kills, workers=workers, seed=first + number)
                    verdicts.append(asyncio.run(_survive(siege, url)))
                _say(str(verdicts[-1]))
    _say(_sum(verdicts))
    return 0 if all(verdict.is_clean for verdict in verdicts) else 1


async def _survive(siege: Siege, url: str) -> Verdict:
    async with Database(url):
        pass
    return await siege.run()


@contextlib.contextmanager
def _database(kind: str, home: Path, server: Server) -> Iterator[str]:
    if kind == "sqlite":
        yield f"sqlite:///{home / 'bot.sqlite3'}"
        return
    server.ensure_running()
    name = home.name.replace("-", "_")
    with psycopg.connect(server.url("postgres"), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}".encode())
    yield server.url(name)


def _sum(verdicts: list[Verdict]) -> str:
    kills = sum((verdict.kills for verdict in verdicts), Counter())
    return (
        f"in all: {kills.total()} kills, {sum(sum(verdict.events.values()) for verdict in verdicts)} events, "
        f"{sum(len(verdict.lost) for verdict in verdicts)} lost, "
        f"{sum(len(verdict.doubled) for verdict in verdicts)} doubled, "
        f"{sum(verdict.repeated for verdict in verdicts)} repeated in private, "
        f"{sum(verdict.unknown for verdict in verdicts)} unknown and shown, "
        f"{sum(len(verdict.faults) for verdict in verdicts)} other faults, "
        f"{sum(verdict.seconds for verdict in verdicts):.0f} s\n"
        "at " + ", ".join(f"{step} {number}" for step, number in sorted(kills.items()))
    )


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
