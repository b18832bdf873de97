"""How soon a bot is ready, and how much memory it takes, by the size of its catalogue.

python -m benchmarks.start [--claims 14000] [--model default] [--postgres]

The claims are made up, a statement and a title each, and stand in a real database with a vector for every
text: a random direction, since only loading is measured. The process is `claimspread run` with Telegram; its
fake Bot API stands here. It starts twice: as the first time after an import, when the index is built from the
stored vectors, and again, when it comes from its snapshot. Ready is when it says that it runs; then a post is
matched, and memory is read.
"""

import argparse
import asyncio
import os
import sys
import tempfile
import time
from contextlib import AsyncExitStack, ExitStack
from datetime import UTC, datetime
from pathlib import Path

import psycopg

from benchmarks.load import Words
from matchers.encoding.encoders import load_encoder
from matchers.fitting.benchmark import MadeUpVectors
from matchers.language.text import content_hash
from storage.claims import content_hash as statement_hash
from storage.database import Database
from storage.models import Claim, ClaimChange, FactCheck
from storage.vectors import StoredVectors
from tests.fakes.telegram import FakeTelegram
from tests.scenarios.end_to_end.house import Operator
from tests.support.postgres import Server, server_folder

_PATIENCE = 1_200
"""Seconds: an index of 200,000 claims is built in some minutes on a busy machine."""
_PORTION = 2_000
_NOW = datetime(2026, 11, 1, tzinfo=UTC)


async def fill(database: Database, number: int, model: str) -> None:
    """Put so many claims into the database, with vectors."""
    await database.migrate()
    encoder = await asyncio.to_thread(load_encoder, model)
    made_up, stored, words = MadeUpVectors(encoder.dimension), StoredVectors(database), Words(7)
    for start in range(0, number, _PORTION):
        texts: list[str] = []
        async with database.write() as session:
            for place in range(start, min(start + _PORTION, number)):
                statement, title = f"{words.sentence(16)} {place}", words.sentence(9)
                texts += [statement, title]
                check = FactCheck(url=f"https://example.org/check/{place}", title=title)
                session.add(
                    Claim(
                        statement=statement,
                        statement_hash=statement_hash(statement),
                        rating="false",
                        status="published",
                        created_at=_NOW,
                        updated_at=_NOW,
                        fact_checks=[check],
                        phrasings=[],
                        appearances=[],
                    )
                )
                session.add(ClaimChange(claim_id=place + 1, changed_at=_NOW))
        hashes = [content_hash(text) for text in texts]
        await asyncio.to_thread(stored.put_many, encoder.model_id, made_up.get_many(encoder.model_id, hashes))
        sys.stderr.write(f"\r{start + len(texts) // 2} claims")
    sys.stderr.write("\n")


async def start(operator: Operator, telegram: FakeTelegram) -> str:
    """Start the bot, ask it something, stop it: what it took, in one line."""
    began = time.monotonic()
    async with operator.running(patience=_PATIENCE) as bot:
        ready = time.monotonic() - began
        at_rest = memory(bot.pid)
        mark = telegram.mark
        await telegram.user(2001, "Ann").private("What a lovely morning it is in the whole valley today")
        await telegram.wait_for(after=mark)
        after, most = memory(bot.pid)
    return f"ready after {ready:.1f} s; resident {at_rest[0]:,} MiB, {after:,} after a post, {most:,} at most"


def memory(process: int) -> tuple[int, int]:
    """What a process holds in memory, and the most it ever held, MiB."""
    lines = Path(f"/proc/{process}/status").read_text("ascii").splitlines()
    found = dict(line.split(":", 1) for line in lines)
    return int(found["VmRSS"].split()[0]) // 1024, int(found["VmHWM"].split()[0]) // 1024


async def measure(url: str, folder: Path, claims: int, model: str) -> None:
    """Fill a database and start on it twice."""
    async with AsyncExitStack() as stack:
        async with Database(url) as database:
            await fill(database, claims, model)
        telegram = await stack.enter_async_context(FakeTelegram())
        settings = {
            "CLAIMSPREAD_DATABASE_URL": url,
            "CLAIMSPREAD_MATCHER__MODEL": model,
            "CLAIMSPREAD_TELEGRAM__TOKEN": telegram.token,
            "CLAIMSPREAD_TELEGRAM__BASE_URL": telegram.bot_url,
        }
        operator = Operator(folder, settings)
        for name in ("first start", "start again"):
            load = os.getloadavg()[0]
            line = await start(operator, telegram)
            sys.stdout.write(f"{claims:,} claims, {model}, {name}: {line}; load {load:.1f} before\n")
            sys.stdout.flush()


def main() -> None:
    """Measure, and write a line for each start."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--claims", type=int, default=14_000)
    parser.add_argument("--model", default="default")
    parser.add_argument("--postgres", action="store_true", help="on the tests' PostgreSQL server")
    chosen = parser.parse_args()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        url = f"sqlite:///{folder / 'bot.sqlite3'}"
        if chosen.postgres:
            server = Server(stack.enter_context(server_folder()))
            server.ensure_running()
            with psycopg.connect(server.url("postgres"), autocommit=True) as connection:
                connection.execute("CREATE DATABASE start")
            url = server.url("start")
        asyncio.run(measure(url, folder, chosen.claims, chosen.model))


if __name__ == "__main__":
    main()
