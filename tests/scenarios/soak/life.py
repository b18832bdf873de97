"""One life of the bot on X, from its start to its end: it listens as the adapter does, in simulated time."""

import asyncio
from collections.abc import Sequence
from typing import Final

from pydantic import SecretStr

from bot.app import open_app
from bot.config import Settings
from bot.platforms.base import WatchedClaim
from bot.platforms.x.polling import MENTIONS, patiently
from bot.runtime.assembly import x_platform
from storage import cursors
from storage.database import Database
from tests.fakes.x import FakeX

MANNERS: Final = (
    ("activity", "stream"),
    ("stream", "stream"),
    ("polling", "search"),
    ("stream", "search"),
    ("activity", "search"),
    ("polling", "stream"),
)
"""How mentions are heard, and how claims are watched for, one life after the other."""

_TEN_MINUTES: Final = 600_000 << 22
"""In ids of posts."""


class Hearsay:
    """What is watched for: one thing, so that the fake need not compare each post with 1,000 rules."""

    async def version(self) -> int:
        """It never changes."""
        return 1

    async def most_seen(self, limit: int) -> Sequence[WatchedClaim]:
        """The one."""
        return [WatchedClaim(1, ("watchword hearsay",))][:limit]


class Life:
    """The application on X; what is due is handled and sent when `work` is called.

    Args:
        fake: X.
        settings: of the bot.
        database: its own.
        manner: how it hears and watches.
        again: begin ten minutes before the end of the last life, as after a crash before a commit.
    """

    def __init__(
        self, fake: FakeX, settings: Settings, database: Database, manner: tuple[str, str], *, again: bool
    ) -> None:
        hear, watch = manner
        changes = {
            "hear": hear,
            "watch": watch,
            "bearer_token": SecretStr(fake.credentials.bearer_token),
            "poll_seconds": 150.0,
            "poll_seconds_quiet": 300.0,
            "watch_seconds": 300.0,
            "dm_poll_seconds": 900.0,
        }
        self._fake = fake
        self._database = database
        self._again = again
        now = fake.clock.now
        own = settings.model_copy(update={"x": settings.x.model_copy(update=changes)})
        self._x = x_platform(own, database, now)
        self._x.user_token = self._token
        self._opening = open_app(own, [self._x], now, database)

    async def __aenter__(self) -> "Life":
        self._app = await self._opening.__aenter__()
        self._x.watch_for(Hearsay())
        await patiently(self._x.open, "the account")
        await self._app.deliverer.settle_interrupted("x", everything=True)
        self._app.deliver_without_listening()
        if self._again:
            await self._go_back()
        self._listening = asyncio.create_task(
            self._x.listen(self._app.intake("x"), self._app.listening.read_cursor), name="listening"
        )
        return self

    async def __aexit__(self, *_: object) -> None:
        self._listening.cancel()
        await asyncio.gather(self._listening, return_exceptions=True)
        await self._opening.__aexit__(None, None, None)

    async def work(self) -> None:
        """Handle and send everything that is due.

        Raises:
            Exception: the listening has ended, which it never should.
        """
        if self._listening.done():
            self._listening.result()
            raise AssertionError("the listening ended without a word")
        await self._app.work_off()
        await self._app.deliverer.settle_interrupted("x", everything=False)

    async def _go_back(self) -> None:
        async with self._database.write() as session:
            since = await cursors.read(session, MENTIONS)
            if since is not None:
                earlier = str(max(1, int(since) - _TEN_MINUTES))
                await cursors.move(session, MENTIONS, earlier, self._fake.clock.now())

    async def _token(self) -> str | None:
        return self._fake.oauth2.issue("tweet.read users.read dm.read").access_token
