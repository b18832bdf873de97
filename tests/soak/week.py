"""A week of the bot on X in simulated time: people ask, rumours pass, X fails in every way, it restarts."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final

from pydantic import SecretStr

from bot.app import App
from bot.config import MatcherSettings, Settings
from bot.errors import PlatformError
from bot.parts import x_platform
from bot.platforms.x.billing import Purpose
from bot.platforms.x.ledger import spending_on
from bot.platforms.x.platform import XPlatform
from bot.platforms.x.polling import DirectMessages, Mentions
from bot.platforms.x.posts import Bot, posts_of
from storage import claims
from storage.database import Database
from tests.fakes.x import FakeX
from tests.platforms.x.adapter import settings_for
from tests.soak.simulated import START, SimulatedClock, SimulatedLoop

STEP: Final = 300
"""Seconds between two looks at X."""

ME: Final = Bot("2000", "claimbot")
_SYLLABLES: Final = ["ba", "do", "fi", "gu", "ka", "le", "mo", "ni", "po", "ra", "su", "ti", "ve", "zo"]
_FAULTS: Final[tuple[tuple[str, dict[str, Any]], ...]] = (
    ("rate_limit", {"reset": "future"}),
    ("rate_limit", {"reset": "missing"}),
    ("rate_limit", {"reset": "past"}),
    ("html_503", {}),
    ("problem", {"status": 500}),
    ("problem", {"status": 503, "in_errors": True}),
    ("problem", {"status": 502}),
    ("slow", {"seconds": 2.0}),
    ("cut_before", {}),
    ("cut_after", {}),
)
_PLACES: Final = (
    ("GET", "/2/users/*/mentions"),
    ("GET", "/2/tweets/search/recent"),
    ("GET", "/2/users/*/tweets"),
    ("GET", "/2/dm_events"),
    ("POST", "/2/tweets"),
    ("POST", "/2/tweets"),
)


@dataclass(frozen=True)
class Size:
    """How much happens."""

    mentions: int
    watched: int
    hours: int
    claims: int
    fault_chance: float = 0.3
    restart_chance: float = 0.01


@dataclass
class Week:
    """One run, and what must be checked after it."""

    fake: FakeX
    database: Database
    settings: Settings
    size: Size
    chance: random.Random
    asked: list[str] = field(default_factory=list)
    watched: list[str] = field(default_factory=list)
    mishaps: int = 0
    planted: int = 0
    restarts: int = 0
    lost: Decimal = Decimal(0)
    """What the fake charged for reading answers that it cut off."""


async def live(loop: SimulatedLoop, database_url: str, size: Size, seed: int) -> Week:
    """Let the bot live through it."""
    lost = _Lost()
    async with FakeX(clock=SimulatedClock(loop), log=lost) as fake:
        lost.fake = fake
        settings = Settings(
            database_url=database_url,
            secret_key=SecretStr("a key for tests"),
            matcher=MatcherSettings(model="hashing", reply_threshold=0.15, review_threshold=0.1),
            x=settings_for(fake, monthly_cap=Decimal(1000), daily_cap=Decimal(200)),
        )
        async with Database(database_url) as database:
            week = Week(fake, database, settings, size, random.Random(seed))  # noqa: S311
            await _publish(week)
            await _pass_time(week)
        week.lost = lost.dollars
        return week


def statement(number: int) -> str:
    """A made-up claim, unlike the others."""
    own = random.Random(number)  # noqa: S311
    who, where, what, whom = ("".join(own.choices(_SYLLABLES, k=4)) for _ in range(4))
    return f"The {who} of {where} sold {own.randint(100, 99_999)} {what} to the {whom} in secret"


class _Lost:
    """Hears what the fake does: notes what it charged for answers to reading calls that never arrived."""

    fake: FakeX

    def __init__(self) -> None:
        self.dollars = Decimal(0)
        self._before = Decimal(0)

    def __call__(self, event: str, details: dict[str, Any]) -> None:
        if details.get("fault") != "cut_after" or details["method"] != "GET":
            return
        if event == "request":
            self._before = self.fake.spend
        elif event == "answer":
            self.dollars += self.fake.spend - self._before


async def _publish(week: Week) -> None:
    now = week.fake.clock.now()
    async with week.database.write() as session:
        for number in range(week.size.claims):
            check = claims.FactCheckDraft(f"https://example.org/check/{number}")
            await claims.add(
                session, claims.ClaimDraft(statement(number), "false", fact_checks=(check,)), now
            )


async def _pass_time(week: Week) -> None:
    steps = week.size.hours * 3600 // STEP
    for number in range(8):
        week.fake.user(str(3000 + number), f"asker{number}")
    step = 0
    while step < steps:
        async with _Bot(week) as bot:
            while step < steps:
                _happen(week, step, steps)
                await bot.look(plant=True)
                step += 1
                late = (week.fake.clock.now() - START).total_seconds() - STEP * step
                week.fake.clock.advance(max(0.0, -late))
                if week.chance.random() < week.size.restart_chance:
                    week.restarts += 1
                    break
    week.fake.faults.clear()
    async with _Bot(week) as bot:
        for _ in range(6):
            await bot.look(plant=False)
            week.fake.clock.advance(1200)


def _happen(week: Week, step: int, steps: int) -> None:
    """What people do in one step."""
    fake, chance, size = week.fake, week.chance, week.size
    fake.quirks.milliseconds = chance.random() < 0.5
    fake.quirks.reference_field = chance.choice(("referenced_tweets", "referenced_posts"))
    fake.quirks.includes_posts_key = chance.choice(("tweets", "posts"))
    for _ in range(_share(size.watched, step, steps)):
        text = statement(chance.randrange(size.claims)) if chance.random() < 0.5 else "Lovely weather today"
        week.watched.append(fake.post(_somebody(chance), f"{text} watchword").id)
    for _ in range(_share(size.mentions, step, steps)):
        number = len(week.asked) % size.claims
        rumour = fake.post(_somebody(chance), statement(number))
        asked = fake.mention(_somebody(chance), reply_to=rumour)
        week.asked.append(asked.id)
        if chance.random() < 0.01:
            fake.delete(asked)
            week.mishaps += 1


def _share(all_of_them: int, step: int, steps: int) -> int:
    return all_of_them * (step + 1) // steps - all_of_them * step // steps


def _somebody(chance: random.Random) -> str:
    return str(3000 + chance.randrange(8))


class _Bot:
    """The application on X, driven a step at a time."""

    def __init__(self, week: Week) -> None:
        self._week = week

    async def __aenter__(self) -> "_Bot":
        week = self._week
        self._database = Database(week.settings.database_url)
        now = week.fake.clock.now
        self._x: XPlatform = x_platform(week.settings, self._database, now)
        self._app = App(week.settings, [self._x], now, self._database)
        await self._app.__aenter__()
        await self._x.open()
        await self._app.deliverer.settle_interrupted("x", everything=True)
        self._app.deliver_without_listening()
        self._mentions = Mentions(self._x._api, ME, now)
        self._messages = DirectMessages(self._x._api, ME, now)
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._app.__aexit__(None, None, None)

    async def look(self, *, plant: bool) -> None:
        """One look at X, and everything that follows from it."""
        week = self._week
        if plant and week.chance.random() < week.size.fault_chance:
            kind, options = _FAULTS[week.planted % len(_FAULTS)]
            week.planted += 1
            method, path = week.chance.choice(_PLACES)
            week.fake.faults.add(kind, method, path, **options)  # type: ignore[arg-type]
        accept = self._app.intake("x")
        since = await self._app._read_cursor("x:mentions") or "1"
        if week.chance.random() < 0.05:
            since = str(max(1, int(since) - (600_000 << 22)))  # redelivery of the last ten minutes
        await self._mentions.hear(accept, since)
        await self._messages.hear(accept, await self._app._read_cursor("x:dms") or "1")
        await self._watch(accept)
        await self._app.work_off()
        await self._app.deliverer.settle_interrupted("x", everything=False)

    async def _watch(self, accept: Any) -> None:
        """Search for what is said without being asked, as watching does; failures wait for the next look."""
        since = await self._app._read_cursor("x:soak") or "1"
        client = self._x._api._client
        try:
            with spending_on(Purpose.WATCH):
                page = await self._x._api._ask(
                    lambda: client.search_recent_tweets(
                        "watchword",
                        user_auth=True,
                        since_id=since,
                        max_results=100,
                        tweet_fields=["author_id", "conversation_id", "created_at", "display_text_range"],
                    )
                )
        except PlatformError:
            return
        if page.get("data"):
            newest = max((str(post["id"]) for post in page["data"]), key=int)
            await accept(posts_of(page, ME), cursor=("x:soak", newest))


def unanswered(week: Week) -> Sequence[str]:
    """Mentions that got no reply."""
    replied = {reply.in_reply_to for reply in week.fake.replies}
    return [asked for asked in week.asked if asked not in replied]
