"""How long a claim with very many sightings takes: figures, graph, chart, what spreads now.

    python -m benchmarks.spread sqlite:///FILE [SIGHTINGS] [CLAIMS]

The database is filled first, unless it holds as many sightings already. Times are the best of three.
"""

import asyncio
import random
import sys
from collections.abc import Awaitable, Callable, Iterator
from datetime import UTC, datetime, timedelta
from time import perf_counter, process_time
from typing import Any

from sqlalchemy import func, insert, select

from bot.spread import chain_for, story_of
from bot.spread.charts import spread_chart
from bot.translations import Translator
from storage import claims, spread
from storage.claims import content_hash
from storage.database import Database
from storage.models import Claim, Sighting
from storage.models.spread import SightingLink
from storage.text import exact_hash, fold

NOW = datetime(2026, 11, 20, tzinfo=UTC)
_BATCH = 5_000


async def main(url: str, sightings: int, number: int) -> None:
    """Fill the database and measure: wall-clock and this process's own time."""
    async with Database(url) as database:
        await _fill(database, sightings, number)
        async with database.read() as session:
            claim = await claims.get(session, 1)
            assert claim is not None  # noqa: S101 - it was made above
            story = await story_of(session, claim, NOW)
            work: dict[str, Callable[[], Awaitable[object]]] = {
                "story (figures, counts, coverage)": lambda: story_of(session, claim, NOW),
                "story, 30 days": lambda: story_of(session, claim, NOW, "30d"),
                "graph": lambda: chain_for(session, claim),
                "a page of 100 sightings": lambda: spread.page(session, 1, 100),
                "what spreads now": lambda: spread.rises(session, NOW - timedelta(days=1), NOW, 10),
                "chart": lambda: asyncio.to_thread(spread_chart, story, Translator("en")),
            }
            for name, run in work.items():
                wall, own = await _best(run)
                sys.stdout.write(f"{name:36} {wall * 1000:8.0f} ms, of these at work {own * 1000:8.0f} ms\n")
            chain = await chain_for(session, claim)
            sys.stdout.write(f"{len(chain.nodes)} nodes, {len(chain.edges)} edges\n")


async def _best(run: Callable[[], Awaitable[object]]) -> tuple[float, float]:
    taken = []
    for _ in range(3):
        started, worked = perf_counter(), process_time()
        await run()
        taken.append((perf_counter() - started, process_time() - worked))
    return min(taken)


async def _fill(database: Database, sightings: int, number: int) -> None:
    async with database.read() as session:
        if (await session.scalar(select(func.count()).select_from(Sighting)) or 0) >= sightings:
            return
    chance = random.Random(1)  # noqa: S311 - made-up data
    for batch in _in_batches(_claim(index) for index in range(1, number + 1)):
        async with database.write() as session:
            await session.execute(insert(Claim), batch)
    for batch in _in_batches(_sighting(chance, index, sightings, number) for index in range(sightings * 2)):
        async with database.write() as session:
            await session.execute(insert(Sighting), batch)
    for batch in _in_batches(_link(chance, index) for index in range(1, sightings + 1, 3)):
        async with database.write() as session:
            await session.execute(insert(SightingLink), batch)


def _claim(index: int) -> dict[str, Any]:
    statement = f"Claim {index} says that something is so"
    return {
        "statement": statement,
        "statement_folded": fold(statement),
        "statement_hash": content_hash(statement),
        "rating": "false",
        "status": "published",
        "created_at": NOW - timedelta(days=60),
        "updated_at": NOW,
    }


def _sighting(chance: random.Random, index: int, large: int, claims_there: int) -> dict[str, Any]:
    """The first `large` are of claim 1; as many again of all the others."""
    on_telegram = chance.random() < 0.5
    of_large = index < large
    return {
        "claim_id": 1 if of_large else chance.randrange(1, claims_there + 1),
        "platform": "telegram" if on_telegram else "x",
        "post_id": str(index),
        "place_id": str(-1000 - chance.randrange(800)) if on_telegram else f"c{chance.randrange(30_000)}",
        "place_kind": "channel" if on_telegram else "timeline",
        "place_title": "A place" if on_telegram else "",
        "author": f"{chance.randrange(20_000):032x}",
        "written_at": NOW - timedelta(minutes=chance.expovariate(1 / 8_000)),
        "seen_at": NOW,
        "address": "overheard",
        "language": chance.choice(("en", "ru", "uk", "es", "ar", "fr")),
        "stance": chance.choice(("assert", "assert", "report", "deny", "question")),
        "probability": 0.9,
        "path": "watched",
        "origin_post_id": str(chance.randrange(large)) if chance.random() < 0.4 else None,
        "origin_place_id": str(-1000 - chance.randrange(800)) if chance.random() < 0.2 else None,
        "parent_post_id": str(chance.randrange(large)) if chance.random() < 0.3 else None,
        "parent_kind": "reply",
    }


def _link(chance: random.Random, sighting_id: int) -> dict[str, Any]:
    link = f"example.org/{chance.randrange(2_000)}"
    return {"sighting_id": sighting_id, "claim_id": 1, "link": link, "link_hash": exact_hash(link)}


def _in_batches(rows: Iterator[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    batch: list[dict[str, Any]] = []
    for row in rows:
        batch.append(row)
        if len(batch) == _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


if __name__ == "__main__":
    given = sys.argv[1:]
    asyncio.run(main(given[0], *(int(part) for part in [*given[1:], "100000", "200000"][:2])))
