"""How long a file of many ClaimReviews takes to be taken in, in how much memory and with how many statements.

python -m benchmarks.dump [--items 50000] [--mode publish|propose] [--postgres]

The file is of Data Commons' form (https://schema.org/DataFeed), with made-up words, 100 publishers, and every
tenth review a second publisher's of a claim that was there. It is followed twice as the running bot would,
turn by turn: the first time all is new, the second time the file has changed by one review. No matcher runs:
what it would add is measured by `benchmarks.load`.
"""

import argparse
import asyncio
import json
import os
import random
import resource
import sys
import tempfile
import time
from contextlib import ExitStack
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import psycopg
from sqlalchemy import event, func, select

from benchmarks.load import Words
from bot.claims.pages import PageReader
from bot.config.sources import SourceSettings
from bot.sources.found import Kind
from bot.sources.syncing import Syncer
from bot.sources.web import Web
from storage import sources
from storage.database import Database
from storage.models import Claim, FactCheck
from storage.models.sources import SourceReview
from storage.sources import SourceDraft
from tests.support.postgres import Server, server_folder

_PUBLISHERS = 100
_RATINGS = ("False", "Misleading", "True", "Half true", "Pants on Fire", "Fake", "Missing context")


def write_dump(path: Path, items: int) -> None:
    """Write a file of so many reviews; one item of Data Commons' own takes 1.1 kB, these about 0.8."""
    words, drawn = Words(7), random.Random(7)  # noqa: S311 - the same file each time
    claims: list[str] = []
    with path.open("w", encoding="utf-8") as file:
        file.write('{"@context": "http://schema.org", "@type": "DataFeed", "dataFeedElement": [')
        for number in range(items):
            repeated = claims and number % 10 == 9
            claims.append(drawn.choice(claims) if repeated else f"{words.sentence(14)} {number}")
            publisher = drawn.randrange(_PUBLISHERS)
            site = f"https://p{publisher}.example.org"
            review = {
                "@context": "http://schema.org",
                "@type": "ClaimReview",
                "author": {"@type": "Organization", "name": f"Publisher {publisher}", "url": site},
                "claimReviewed": claims[-1],
                "datePublished": (date(2020, 1, 1) + timedelta(days=number % 2_000)).isoformat(),
                "itemReviewed": {
                    "@type": "CreativeWork",
                    "author": {"@type": "Person", "name": words.sentence(2)},
                    "datePublished": "2020-01-01",
                },
                "reviewRating": {"@type": "Rating", "alternateName": drawn.choice(_RATINGS)},
                "sdPublisher": {"@type": "Organization", "name": "Claimspread", "url": "https://example.org"},
                "url": f"{site}/{number}",
                "headline": words.sentence(9),
            }
            element = {"@type": "DataFeedItem", "dateCreated": "2020-01-01", "item": [review]}
            file.write(("," if number else "") + json.dumps(element))
        file.write("]}")


async def follow(database: Database, file: Path, folder: Path, mode: str) -> int:
    """Take the file in as a running bot would; returns the number of turns."""
    moment = [datetime(2026, 12, 1, tzinfo=UTC)]

    def now() -> datetime:
        return moment[0]

    settings = SourceSettings(most_new_a_day=1_000_000)
    draft = SourceDraft(Kind.DUMP, file.as_uri(), file.name, (), options={"file": str(file)})
    async with database.write() as session:
        source = await sources.add(session, draft, "benchmark", now())
        await sources.choose(session, source, mode, now())
        number = source.id
    syncer = Syncer(database, settings, now, Web(database, settings, now, PageReader()), folder=folder)
    for turns in range(1, 100_000):
        await syncer.sync_due()
        async with database.read() as session:
            row = await sources.get(session, number)
        if row is None:
            raise RuntimeError("somebody removed the source")
        if row.next_at > now():
            if row.state != "ok":
                raise RuntimeError(f"{row.state}: {row.state_reason}")
            return turns
    raise RuntimeError("it does not end")


async def measure(url: str, items: int, mode: str) -> None:
    """Follow a file twice, and write a line for each time."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "dump.json"
        write_dump(file, items)
        async with Database(url) as database:
            await database.migrate()
            statements = 0

            def count(*_: object) -> None:
                nonlocal statements
                statements += 1

            event.listen(database.engine.sync_engine, "before_cursor_execute", count)
            for name in ("all new", "one changed"):
                before, load = statements, os.getloadavg()[0]
                began, worked = time.monotonic(), time.process_time()
                turns = await follow(database, file, Path(folder) / "copies", mode)
                took, worked = time.monotonic() - began, time.process_time() - worked
                most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
                sys.stdout.write(
                    f"{items:,} items of {file.stat().st_size / 1e6:.0f} MB, {mode}, {name}: {took:.1f} s, "
                    f"{worked:.1f} s of one core, "
                    f"{turns} turns, {(statements - before) / items:.2f} statements an item, "
                    f"{most} MiB at most; load {load:.1f} before\n"
                )
                sys.stdout.flush()
                file.write_text(file.read_text("utf-8").replace('"Fake"', '"False"', 1), "utf-8")
            async with database.read() as session:
                held = [
                    await session.scalar(select(func.count()).select_from(table))
                    for table in (Claim, FactCheck, SourceReview)
                ]
            sys.stdout.write(f"claims {held[0]:,}, fact-checks {held[1]:,}, reviews {held[2]:,}\n")


def main() -> None:
    """Measure, and write a line for each time."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--items", type=int, default=50_000)
    parser.add_argument("--mode", choices=("publish", "propose"), default="publish")
    parser.add_argument("--postgres", action="store_true", help="on the tests' PostgreSQL server")
    chosen = parser.parse_args()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        url = f"sqlite:///{folder / 'claimspread.db'}"
        if chosen.postgres:
            server = Server(stack.enter_context(server_folder()))
            server.ensure_running()
            with psycopg.connect(server.url("postgres"), autocommit=True) as connection:
                connection.execute("CREATE DATABASE dump")
            url = server.url("dump")
        asyncio.run(measure(url, chosen.items, chosen.mode))


if __name__ == "__main__":
    main()
