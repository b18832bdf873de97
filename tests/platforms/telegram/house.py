"""The whole bot in this process, over HTTP at the fake Bot API, with the small matcher for tests."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import func, select

from bot.app import App, open_app
from bot.claims.pages import ReadsPages
from bot.config import Settings
from bot.conversation.pictures import ReadsPictures
from bot.platforms.telegram.platform import TelegramPlatform
from storage import claims, decisions, inbox, outbox
from storage.models import DecisionRecord, InboxEvent, Sighting
from tests.fakes.telegram import FakeTelegram

VOLUNTEERS = 'North Korea will send 100,000 "volunteers" to fight in Ukraine'
VOLUNTEERS_LINK = "https://example.org/fact-check/north-korea-volunteers"
LEMONADE = "The town's swimming pool was filled with lemonade"
LEMONADE_LINK = "https://example.org/lemonade"
RUMOUR = "North Korea will send 100,000 volunteers to fight in Ukraine, state TV says so"
OTHER_RUMOUR = "The town's swimming pool was filled with lemonade yesterday, all of it"
HARMLESS = "What a lovely morning for a walk along the river with the dogs"
ME = "@claimspread_bot"
FIRST_CLAIM, SECOND_CLAIM = 1, 2

CLAIMS = (
    claims.ClaimDraft(
        VOLUNTEERS,
        "unsupported",
        (
            claims.FactCheckDraft(
                VOLUNTEERS_LINK, "Sample Newsroom", "No evidence that North Korea offered 100,000 volunteers"
            ),
        ),
    ),
    claims.ClaimDraft(LEMONADE, "false", (claims.FactCheckDraft(LEMONADE_LINK, "Sample Newsroom"),)),
)


@dataclass
class House:
    """A running bot and the means to look into it."""

    app: App
    fake: FakeTelegram

    async def settled(self, seconds: float = 60.0) -> None:
        """Wait until everything that Telegram has for the bot was taken, handled and answered.

        Raises:
            TimeoutError: it was not in time.
        """
        deadline = time.monotonic() + seconds
        while not await self._is_settled():
            if time.monotonic() > deadline:
                raise TimeoutError("the bot is still at work")
            await asyncio.sleep(0.03)

    async def sightings(self) -> list[Sighting]:
        """Every sighting, in the order of the posts."""
        async with self.app.database.read() as session:
            return list(await decisions.sightings(session))

    async def decision(self, post_id: str) -> DecisionRecord | None:
        """The newest decision about a post."""
        async with self.app.database.read() as session:
            return await decisions.latest_for_post(session, "telegram", post_id)

    async def outbox(self) -> dict[str, int]:
        """How many messages stand in each status."""
        async with self.app.database.read() as session:
            return await outbox.counts(session)

    @asynccontextmanager
    async def nothing_commits(self) -> AsyncIterator[None]:
        """Hold the database's write lock as long as the block lasts."""
        async with self.app.database.write() as session:
            await session.execute(select(1))
            yield

    async def has_heard(self) -> bool:
        """Whether any event is in the inbox."""
        async with self.app.database.read() as session:
            return await session.scalar(select(func.count()).select_from(InboxEvent)) != 0

    async def failed(self) -> int:
        """How many events were given up."""
        async with self.app.database.read() as session:
            return (await inbox.backlog(session)).failed

    async def _is_settled(self) -> bool:
        if self.fake.world.updates.pending:
            return False
        async with self.app.database.read() as session:
            waiting = await inbox.backlog(session)
            leaving = await outbox.counts(session)
        return not (waiting.pending or leaving.get("pending") or leaving.get("sending"))


def settings_for(fake: FakeTelegram, database_url: str, **telegram: object) -> Settings:
    """Settings of a bot at this fake."""
    wanted: dict[str, object] = {
        "token": fake.token,
        "base_url": fake.bot_url,
        "poll_timeout": 2,
        "webhook_url": None,
        "webhook_secret": None,
    }
    return Settings.model_validate(
        {
            "database_url": database_url,
            "secret_key": "a key for tests",
            "owners": ("telegram:1001",),
            "matcher": {"model": "hashing", "reply_threshold": 0.8, "review_threshold": 0.5},
            "telegram": wanted | telegram,
        }
    )


@asynccontextmanager
async def running(
    fake: FakeTelegram,
    settings: Settings,
    pages: ReadsPages | None = None,
    pictures: ReadsPictures | None = None,
) -> AsyncIterator[House]:
    """The bot, at work until the end of the block; it knows the two claims."""
    async with open_app(
        settings, [TelegramPlatform(settings.telegram)], pages=pages, pictures=pictures
    ) as app:
        async with app.database.write() as session:
            if not await claims.count(session):
                for draft in CLAIMS:
                    await claims.add(session, draft, datetime.now(UTC))
        await app.catalogue.follow()
        work = asyncio.create_task(app.run())
        try:
            yield House(app, fake)
        finally:
            work.cancel()
            await asyncio.gather(work, return_exceptions=True)
