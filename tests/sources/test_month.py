"""A month of twenty publishers over real HTTP: edits, deletions, outages, and a worker killed forty times."""

import asyncio
import os
import random
import sys
from collections import defaultdict
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
DAYS = int(os.environ.get("MONTH_DAYS", "6"))
"""The whole month is `MONTH_DAYS=30`; six days of it run with every test."""
KILLS = round(DAYS * 40 / 30)
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


async def _work(database: str, clock: Path, until: datetime, folder: Path) -> int:
    """Let a worker follow until then; returns its exit code, negative where it was killed."""
    environment = {
        **os.environ,
        "PYTHONPATH": str(Path(__file__).parents[2]),
        "CLAIMSPREAD_CRASH_AT": str(folder),
    }
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "tests.sources.month",
        database,
        str(clock),
        until.isoformat(),
        env=environment,
    )
    return await process.wait()


@pytest.mark.timeout(1_500)
async def test_a_month_of_publishers_ends_in_the_truth(sqlite_url: str, tmp_path: Path) -> None:
    clock, fuses = tmp_path / "clock", tmp_path / "fuses"
    fuses.mkdir()
    clock.write_text(START.isoformat())
    drawn = random.Random(7)  # noqa: S311 - the same month each time
    kills = 0
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
        for day in range(1, DAYS + 1):
            until = START + timedelta(days=day)
            while True:
                if kills < KILLS * day / DAYS:
                    step = drawn.choice(["commit-before", "commit-after"])
                    (fuses / step).write_text(str(drawn.randint(1, 40)))
                code = await _work(sqlite_url, clock, until, fuses)
                if code == 0:
                    break
                assert code == -9, code
                kills += 1
            for left in fuses.glob("commit-*"):
                left.unlink()
            world.live(until)
        world.rest()
        assert await _work(sqlite_url, clock, START + timedelta(days=DAYS + 3), fuses) == 0
        await _judge(sqlite_url, world)
    assert kills >= KILLS * 0.9


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
