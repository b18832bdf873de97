"""A month of twenty publishers over real HTTP: edits, deletions, outages, and a worker killed forty times."""

import asyncio
import os
import random
import sys
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from bot.sources.found import Kind, domain_of
from storage import claims, source_reviews, sources
from storage.database import Database
from storage.sources import SourceDraft
from tests.fakes.publishers import Article, FakeWeb, Host, fake_web
from tests.sources.month import SETTINGS

START = datetime(2026, 12, 1, tzinfo=UTC)
DAYS = int(os.environ.get("MONTH_DAYS", "3"))
"""The whole month is `MONTH_DAYS=30`; the first days of it run with every test."""
KILLS = round(DAYS * 40 / 30)
"""Forty in a month."""
PUBLISHERS = 20
SHAPES = ("jsonld", "graph", "microdata", "broken")
WORDS = {"False": "false", "Misleading": "misleading", "True": "true", "Half true": "mixed"}


@dataclass
class World:
    """What the publishers do, day by day, and what is true in the end."""

    web: FakeWeb
    random: random.Random
    hosts: list[Host] = field(default_factory=list)
    deleted: list[tuple[Host, Article]] = field(default_factory=list)
    number: int = 0

    def open(self) -> None:
        for number in range(PUBLISHERS):
            self.hosts.append(self.web.host(f"p{number}.example", f"Publisher {number}"))
            for _ in range(2):
                self.publish(self.hosts[-1], START - timedelta(days=5))

    def publish(self, host: Host, now: datetime) -> None:
        self.number += 1
        word = self.random.choice(list(WORDS))
        shape = self.random.choice(SHAPES)
        claim = f"The machine number {self.number} of {host.name} prints money by night."
        host.add(f"c{self.number}", claim, word, shape=shape, published=now, changed=now)

    def live(self, now: datetime) -> None:
        """A day: articles, corrections, a deletion; hosts that fail and recover."""
        for host in self.hosts:
            host.status, host.retry_after = 200, None
            if self.random.random() < 0.6:
                self.publish(host, now)
            articles = [one for one in host.articles if not one.gone]
            if articles and self.random.random() < 0.2:
                article = self.random.choice(articles)
                article.rating, article.changed = self.random.choice(list(WORDS)), now
        for host in self.random.sample(self.hosts, 4):
            host.status, host.retry_after = self.random.choice([(503, None), (429, "3600"), (500, None)])
        host = self.random.choice(self.hosts)
        article = self.random.choice(host.articles)
        if not article.gone:
            article.gone = True
            self.deleted.append((host, article))

    def rest(self) -> None:
        for host in self.hosts:
            host.status, host.retry_after = 200, None


@dataclass
class Worker:
    """What follows the sources, day by day; see `tests.sources.month`."""

    process: asyncio.subprocess.Process
    kills: int = 0

    async def follow(self, until: datetime, kills: int) -> None:
        """Follow until then; so many times, or less where it is done sooner, it is killed on the way."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(f"{kills} {until.isoformat()}\n".encode())
        answer = await self.process.stdout.readline()
        assert answer, "the worker broke down"
        self.kills += int(answer)


@asynccontextmanager
async def working(database: str, clock: Path, fuses: Path) -> AsyncIterator[Worker]:
    fuses.mkdir()
    environment = {"PYTHONPATH": str(Path(__file__).parents[2]), "CLAIMSPREAD_CRASH_AT": str(fuses)}
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.sources.month", database, str(clock), "7"),
        env={**os.environ, **environment},
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    try:
        yield Worker(process)
    finally:
        assert process.stdin is not None
        process.stdin.close()
        await process.wait()


@pytest.mark.timeout(1_500)
async def test_a_month_of_publishers_ends_in_the_truth(sqlite_url: str, tmp_path: Path) -> None:
    clock = tmp_path / "clock"
    clock.write_text(START.isoformat())
    drawn = random.Random(7)  # noqa: S311 - the same month each time
    async with fake_web(lambda: datetime.fromisoformat(clock.read_text())) as web:
        world = World(web, drawn)
        world.open()
        async with Database(sqlite_url) as database, database.write() as session:
            for number, host in enumerate(world.hosts):
                kind, path = (Kind.SITEMAP, "/sitemap.xml") if number % 3 == 0 else (Kind.FEED, "/atom")
                url = web.url(host.name, path)
                draft = SourceDraft(kind, url, None, (domain_of(url),))
                source = await sources.add(session, draft, "test", START)
                await sources.choose(session, source, "publish", START)
        async with working(sqlite_url, clock, tmp_path / "fuses") as worker:
            for day in range(1, DAYS + 1):
                until = START + timedelta(days=day)
                await worker.follow(until, round(KILLS * day / DAYS) - worker.kills)
                world.live(until)
            world.rest()
            await worker.follow(START + timedelta(days=DAYS + 3), 0)
        await _judge(sqlite_url, world)
    assert worker.kills == KILLS


async def _judge(database_url: str, world: World) -> None:
    """The catalogue is the truth, nothing is there twice, and the pace was kept."""
    truth = {
        article.claim: WORDS[article.rating]
        for host in world.hosts
        for article in host.articles
        if not article.gone
    }
    async with Database(database_url) as database, database.read() as session:
        found = await claims.find(session, limit=10_000)
        asking = await source_reviews.asking(session, 10_000)
        known = {claim.statement: claim.rating for claim in found}
        checks = [check.url for claim in found for check in claim.fact_checks]
    assert len(found) == len(known)
    assert {statement: known.get(statement) for statement in truth} == truth
    gone = {article.claim for _, article in world.deleted}
    assert set(known) - set(truth) <= gone
    assert all(claim.is_published for claim in found)
    assert {row.asks for row in asking} <= {"gone"}
    assert {row.statement for row in asking} <= gone
    assert len(checks) == len(set(checks))
    by_host: dict[str, list[datetime]] = defaultdict(list)
    for at, name, _path, _status in world.web.asked:
        by_host[name].append(at)
    gaps = [
        (later - earlier).total_seconds() for times in by_host.values() for earlier, later in pairwise(times)
    ]
    assert min(gaps) >= SETTINGS.pace_seconds
