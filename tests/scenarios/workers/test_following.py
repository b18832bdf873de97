"""Four workers on one PostgreSQL: a claim that is changed through one is matched, or not, in all."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from datetime import datetime
from pathlib import Path

import pytest

from bot.app import App, open_app
from bot.config import load_settings
from storage import claims
from storage.claims import ClaimDraft

WORKERS = 4
PATIENCE = 30.0
"""Seconds: each worker looks four times a second, but a test never insists on a quick machine."""


@pytest.fixture
async def workers(postgresql_url: str, tmp_path: Path) -> AsyncIterator[list[App]]:
    settings = load_settings(
        database_url=postgresql_url,
        secret_key="a key for tests",
        matcher={"model": "hashing", "tuned_file": tmp_path / "tuned.json"},
    )
    async with AsyncExitStack() as stack:
        apps = [await stack.enter_async_context(open_app(settings, ())) for _ in range(WORKERS)]
        running = [asyncio.create_task(app.run()) for app in apps]
        yield apps
        for app in apps:
            app.stop()
        await asyncio.gather(*running)


async def all_know(apps: list[App], number: int) -> float:
    """Wait until every worker's matcher knows so many claims; gives the seconds that it took."""
    began = time.monotonic()
    while any(len(app.matcher) != number for app in apps):
        assert time.monotonic() < began + PATIENCE, [len(app.matcher) for app in apps]
        await asyncio.sleep(0.02)
    return time.monotonic() - began


async def test_a_claim_added_or_retracted_through_one_worker_is_so_in_all(
    workers: list[App], now: datetime, capsys: pytest.CaptureFixture[str]
) -> None:
    await all_know(workers, 0)
    async with workers[0].database.write() as session:
        claim_id = (await claims.add(session, ClaimDraft("The pool holds lemonade", "false"), now)).id
    added = await all_know(workers, 1)
    async with workers[3].database.write() as session:
        claim = await claims.get(session, claim_id)
        assert claim is not None
        await claims.retract(session, claim, "it did not", now)
    retracted = await all_know(workers, 0)
    with capsys.disabled():
        print(f"\nfollowed by {WORKERS} workers in {added:.2f} s, retracted in {retracted:.2f} s")  # noqa: T201
