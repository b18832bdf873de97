"""`make crash`: a thousand kills, on SQLite and with four workers on PostgreSQL; exit code 1 on a fault.

Each database takes several sieges, one after the other, so that none has more in its logs than can be read.
The two databases are besieged side by side, for most of the time goes by in waiting.
"""

import argparse
import asyncio
import random
import shutil
import sys
import tempfile
from collections import Counter
from pathlib import Path

import psycopg

from tests.scenarios.crash.siege import Siege
from tests.scenarios.crash.verdict import Verdict
from tests.support.postgres import Server, server_folder

_KILLS_A_SIEGE = 50
_IN_MEMORY = "/dev/shm"  # noqa: S108 - a fresh folder is made in it


def main() -> int:
    """Read the command line and do it."""
    parser = argparse.ArgumentParser(prog="python -m tests.scenarios.crash", description=__doc__)
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
    folder = tempfile.mkdtemp(prefix="claimspread-crash-", dir=memory)
    with server_folder() as server:

        async def besiege(kind: str) -> None:
            for number in range(sieges):
                home = Path(folder, f"{kind}-{number}")
                home.mkdir()
                url = await asyncio.to_thread(_database, kind, home, Server(server))
                workers = 1 if kind == "sqlite" else 4
                siege = Siege(home, url, kills=kills, workers=workers, seed=first + number)
                verdicts.append(await siege.run())
                _say(str(verdicts[-1]))

        async def besiege_all() -> None:
            await asyncio.gather(*(besiege(kind) for kind in kinds))

        asyncio.run(besiege_all())
    _say(_sum(verdicts))
    if not all(verdict.is_clean for verdict in verdicts):
        _say(f"the logs are in {folder}")
        return 1
    shutil.rmtree(folder)
    return 0


def _database(kind: str, home: Path, server: Server) -> str:
    if kind == "sqlite":
        return f"sqlite:///{home / 'bot.sqlite3'}"
    server.ensure_running()
    name = home.name.replace("-", "_")
    with psycopg.connect(server.url("postgres"), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}".encode())
    return server.url(name)


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
