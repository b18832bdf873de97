"""How fast a claim's page and charts open with very many sightings.

Run: PYTHONPATH=. python -m benchmarks.dashboard --sightings 100000
"""

import argparse
import asyncio
import random
import statistics
import tempfile
import time
from datetime import timedelta
from pathlib import Path

import httpx
from sqlalchemy import insert

from storage.models import Sighting
from tests.web.stage import START, running

_BATCH = 5_000
_ROUNDS = 7


async def main(sightings: int) -> None:
    """Fill a store, then time each address; the median and the slowest of seven."""
    chance = random.Random(7)  # noqa: S311 - made-up data
    with tempfile.TemporaryDirectory() as folder:
        async with running(Path(folder)) as stage:
            for start in range(0, sightings, _BATCH):
                rows = [_row(stage.example, start + number, chance) for number in range(_BATCH)]
                async with stage.app.database.write() as session:
                    await session.execute(insert(Sighting), rows)
            async with stage.browser_of() as client, stage.caller("read") as caller:
                print(f"{sightings:,} sightings of one claim; seconds: median, slowest of {_ROUNDS}")  # noqa: T201
                for address in ("", "/timeline.json", "/network.json"):
                    await _time(client, f"/claims/{stage.example}{address}")
                await _time(caller, f"/claims/{stage.example}/spread")
                await _time(client, "/")


async def _time(client: httpx.AsyncClient, address: str) -> None:
    times = []
    for _ in range(_ROUNDS):
        begun = time.perf_counter()
        answer = await client.get(address)
        answer.raise_for_status()
        times.append(time.perf_counter() - begun)
    print(f"{address:32} {statistics.median(times):6.3f} {max(times):6.3f}  {len(answer.content):,} bytes")  # noqa: T201


def _row(claim_id: int, number: int, chance: random.Random) -> dict[str, object]:
    on_x = chance.random() < 0.6
    at = START - timedelta(seconds=chance.expovariate(1 / (20 * 86_400)))
    place = f"-100{chance.randrange(3_000)}"
    return {
        "claim_id": claim_id,
        "platform": "x" if on_x else "telegram",
        "post_id": f"{9_000_000 + number}" if on_x else f"{place}:{number}",
        "place_id": f"{9_000_000 + number}" if on_x else place,
        "place_kind": "timeline" if on_x else "channel",
        "place_title": "" if on_x else f"Channel {place}",
        "author": f"{chance.randrange(60_000):032x}",
        "written_at": at,
        "seen_at": at,
        "address": "overheard",
        "path": "watched",
        "language": chance.choice(["en", "ru", "es", "ar", "uk", "de"]),
        "stance": chance.choice(["assert", "assert", "assert", "report", "deny", "question"]),
        "probability": 0.9,
        "parent_post_id": f"{9_000_000 + chance.randrange(number + 1)}"
        if on_x and chance.random() < 0.3
        else None,
        "parent_kind": "quote" if on_x else None,
    }


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sightings", type=int, default=100_000)
    asyncio.run(main(parser.parse_args().sightings))
