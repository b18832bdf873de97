"""A fake web, a clock that tests move, and a worker that follows sources."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.config.sources import SourceSettings
from bot.sources.found import Kind, domain_of
from bot.sources.syncing import Syncer
from bot.sources.web import Web
from storage import claims, source_reviews, sources
from storage.database import Database
from storage.models import Claim
from storage.models.sources import Source, SourceReview
from storage.sources import SourceDraft
from tests.fakes.publishers import FakeWeb, fake_web


@dataclass
class Clock:
    """A clock that stands until it is moved."""

    at: datetime = datetime(2026, 12, 1, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.at

    def go_on(self, **time: float) -> None:
        self.at += timedelta(**time)


@dataclass
class Newsroom:
    """A catalogue that follows sources of a fake web."""

    database: Database
    web: FakeWeb
    clock: Clock
    folder: Path
    settings: SourceSettings = field(default_factory=SourceSettings)

    @property
    def syncer(self) -> Syncer:
        web = Web(self.database, self.settings, self.clock, self.web.reader(seconds=5), self.web.reader())
        return Syncer(self.database, self.settings, self.clock, web, folder=self.folder)

    async def follow(self, url: str, kind: Kind = Kind.FEED, mode: str = "publish", **more: object) -> int:
        draft = SourceDraft(kind, url, None, (domain_of(url),) if kind != Kind.DUMP else (), **more)  # type: ignore[arg-type]
        async with self.database.write() as session:
            source = await sources.add(session, draft, "test", self.clock())
            await sources.choose(session, source, mode, self.clock())
            return source.id

    async def run(self, **time: float) -> int:
        """Let the worker follow its sources for so long; returns how many turns it took."""
        syncer, turns = self.syncer, 0
        end = self.clock() + timedelta(**(time or {"hours": 1}))
        while self.clock() < end:
            if done := await syncer.sync_due():
                turns += done
                self.clock.go_on(seconds=1)
                continue
            async with self.database.read() as session:
                due = [row.next_at for row in await sources.every(session) if row.status == "active"]
            step = min([*due, end])
            self.clock.at = max(step, self.clock.at + timedelta(seconds=1))
        return turns

    async def source(self, source_id: int) -> Source:
        async with self.database.read() as session:
            found = await sources.get(session, source_id)
        assert found is not None
        return found

    async def catalogue(self) -> list[Claim]:
        async with self.database.read() as session:
            return sorted(await claims.find(session, limit=100_000), key=lambda claim: claim.id)

    async def asking(self) -> list[SourceReview]:
        async with self.database.read() as session:
            return await source_reviews.asking(session, 1_000)


@pytest.fixture
async def newsroom(sqlite_url: str, tmp_path: Path) -> AsyncIterator[Newsroom]:
    clock = Clock()
    async with fake_web(clock) as web, Database(sqlite_url) as database:
        yield Newsroom(database, web, clock, tmp_path / "dumps")
