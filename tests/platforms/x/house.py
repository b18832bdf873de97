"""The whole bot in this process, on a fake X: from what people write there to what it answers there."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp

from bot.app import App, open_app
from bot.claims.pages import Page, PageFault, PageUnavailable
from bot.config import MatcherSettings, Settings, load_settings
from bot.platforms.x.platform import XPlatform
from storage import claims, cursors
from storage.claims import ClaimDraft, FactCheckDraft
from storage.database import Database
from tests.fakes.x import FakeX
from tests.platforms.x.adapter import settings_for
from tests.support.migrated import migrated

RUMOUR = "North Korea will send 100,000 volunteers to fight in Ukraine"
CHECK = "https://example.org/fact-check/north-korea-volunteers"
OWNER = "3001"

EXAMPLE = ClaimDraft(
    RUMOUR,
    "unsupported",
    (FactCheckDraft(CHECK, "Sample Newsroom", "No evidence that North Korea offered volunteers"),),
    language="en",
)


def settings_in(folder: Path, fake: FakeX, **x: object) -> Settings:
    """Settings for a fast matcher that is sure of what it recognises."""
    return load_settings(
        database_url=f"sqlite:///{migrated(folder / 'bot.sqlite3')}",
        owners=(f"x:{OWNER}",),
        secret_key="a key for tests",
        matcher=MatcherSettings(model="hashing", reply_threshold=0.8, review_threshold=0.3),
        x=settings_for(fake, **x),
    )


class NoPages:
    """The web as these tests have it: no page can be read."""

    async def read(self, url: str) -> Page:
        raise PageUnavailable(PageFault.UNREACHABLE, f"{url} is not part of these tests")


@asynccontextmanager
async def working(
    fake: FakeX, folder: Path, known: Sequence[ClaimDraft] = (EXAMPLE,), **x: object
) -> AsyncIterator[App]:
    """The bot at work, with these claims; it has heard nothing before."""
    settings = settings_in(folder, fake, **x)
    async with Database(settings.database_url) as database, database.write() as session:
        for draft in known:
            if await cursors.read(session, "x:mentions") is None:
                await claims.add(session, draft, fake.clock.now())
        for name in ("x:mentions", "x:dms", "x:watch"):
            if await cursors.read(session, name) is None:
                await cursors.move(session, name, "1", fake.clock.now())
    silence = aiohttp.ClientTimeout(total=None, sock_connect=30, sock_read=30)
    platform = XPlatform(settings.x, fake.clock.now, stream_timeout=silence)
    async with open_app(settings, [platform], fake.clock.now, pages=NoPages()) as app:
        task = asyncio.create_task(app.run())
        try:
            yield app
        finally:
            app.stop()
            await asyncio.wait({task}, timeout=10)
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
