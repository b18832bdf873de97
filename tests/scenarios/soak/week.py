"""A week on X in simulated time: people ask, rumours pass, X fails in every way, the bot restarts."""

import asyncio
import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from typing import Any, Final

from pydantic import SecretStr

from bot.config import MatcherSettings, Settings
from storage import claims
from storage.database import Database
from tests.fakes.x import FakeX
from tests.platforms.x.adapter import settings_for
from tests.scenarios.soak.life import MANNERS, Life
from tests.scenarios.soak.simulated import START, SimulatedClock, SimulatedDatabase, SimulatedLoop
from tests.scenarios.soak.weather import disturb, plant_fault, settle

STEP: Final = 300
"""Seconds in which something happens, and after which what is due is handled and sent."""

QUIET: Final = 1200
"""The same after the last fault."""

_PRICES: Final = {"once_a_day": False}
"""As the fake has them: so what a lost answer cost is known to the cent."""

_SYLLABLES: Final = ["ba", "do", "fi", "gu", "ka", "le", "mo", "ni", "po", "ra", "su", "ti", "ve", "zo"]


@dataclass(frozen=True)
class Size:
    """How much happens; chances are for each step."""

    mentions: int
    watched: int
    hours: int
    claims: int
    fault_chance: float = 0.3
    stream_chance: float = 0.3
    restart_chance: float = 0.01


@dataclass
class Week:
    """One run, and what must be checked after it."""

    fake: FakeX
    clock: SimulatedClock
    database: Database
    settings: Settings
    size: Size
    chance: random.Random
    asked: list[str] = field(default_factory=list)
    watched: list[str] = field(default_factory=list)
    disturbed: Counter[str] = field(default_factory=Counter)
    planted: int = 0
    lives: int = 0
    lost: Decimal = Decimal(0)
    """What the fake charged for reading answers that it cut off."""

    @property
    def restarts(self) -> int:
        """How often the bot was started again; the last life, without faults, not counted."""
        return self.lives - 2


async def live(loop: SimulatedLoop, database_url: str, size: Size, seed: int) -> Week:
    """Let the bot live through it."""
    lost, clock = _Lost(), SimulatedClock(loop)
    async with FakeX(clock=clock, log=lost) as fake:
        lost.fake = fake
        settings = Settings(
            database_url=database_url,
            secret_key=SecretStr("a key for tests"),
            matcher=MatcherSettings(model="hashing", reply_threshold=0.15, review_threshold=0.1),
            x=settings_for(fake, monthly_cap=Decimal(1000), daily_cap=Decimal(200), prices=_PRICES),
        )
        async with SimulatedDatabase(database_url, loop) as database:
            week = Week(fake, clock, database, settings, size, random.Random(seed))  # noqa: S311
            await _publish(week)
            await _pass_time(week, loop)
        week.lost = lost.dollars
        return week


def statement(number: int) -> str:
    """A made-up claim, unlike the others."""
    own = random.Random(number)  # noqa: S311
    who, where, what, whom = ("".join(own.choices(_SYLLABLES, k=4)) for _ in range(4))
    return f"The {who} of {where} sold {own.randint(100, 99_999)} {what} to the {whom} in secret"


def unanswered(week: Week) -> Sequence[str]:
    """Mentions that got no reply."""
    replied = {reply.in_reply_to for reply in week.fake.replies}
    return [asked for asked in week.asked if asked not in replied]


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
    now = week.clock.now()
    async with week.database.write() as session:
        for number in range(week.size.claims):
            check = claims.FactCheckDraft(f"https://example.org/check/{number}")
            await claims.add(
                session, claims.ClaimDraft(statement(number), "false", fact_checks=(check,)), now
            )


async def _pass_time(week: Week, loop: SimulatedLoop) -> None:
    steps = week.size.hours * 3600 // STEP
    for number in range(8):
        week.fake.user(str(3000 + number), f"asker{number}")
    step = 0
    while step < steps:
        async with _begin(week, loop) as life:
            while step < steps:
                await _step(week, life, step, steps)
                step += 1
                if week.chance.random() < week.size.restart_chance:
                    break
            await settle(week.fake)
    week.fake.faults.clear()
    async with _begin(week, loop) as life:
        for _ in range(6):
            await week.clock.until(week.clock.now() + timedelta(seconds=QUIET))
            await life.work()


def _begin(week: Week, loop: SimulatedLoop) -> Life:
    """The next life, which hears and watches in another manner than the one before."""
    manner = MANNERS[week.lives % len(MANNERS)]
    again = bool(week.lives) and week.chance.random() < 0.5
    week.lives += 1
    database = SimulatedDatabase(week.settings.database_url, loop)
    return Life(week.fake, week.settings, database, manner, again=again)


async def _step(week: Week, life: Life, step: int, steps: int) -> None:
    chance = week.chance
    await week.clock.until(START + timedelta(seconds=STEP * step + chance.uniform(1, STEP / 2)))
    if chance.random() < week.size.fault_chance:
        plant_fault(week.fake, chance, week.planted)
        week.planted += 1
    trouble = chance.random() < week.size.stream_chance
    healing = asyncio.create_task(disturb(week.fake, chance, week.disturbed)) if trouble else None
    await asyncio.sleep(3)
    _happen(week, step, steps)
    await asyncio.sleep(5)
    if healing is not None:
        await healing
    await week.clock.until(START + timedelta(seconds=STEP * (step + 1)))
    await life.work()


def _happen(week: Week, step: int, steps: int) -> None:
    """What people do in one step."""
    fake, chance, size = week.fake, week.chance, week.size
    fake.quirks.milliseconds = chance.random() < 0.5
    fake.quirks.rule_tags = chance.random() < 0.5
    fake.quirks.reference_field = chance.choice(("referenced_tweets", "referenced_posts"))
    fake.quirks.includes_posts_key = chance.choice(("tweets", "posts"))
    for _ in range(_share(size.watched, step, steps)):
        text = statement(chance.randrange(size.claims)) if chance.random() < 0.5 else "Lovely weather today"
        week.watched.append(fake.post(_somebody(chance), f"{text} watchword hearsay").id)
    for _ in range(_share(size.mentions, step, steps)):
        number = len(week.asked) % size.claims
        rumour = fake.post(_somebody(chance), statement(number))
        asked = fake.mention(_somebody(chance), reply_to=rumour)
        week.asked.append(asked.id)
        if chance.random() < 0.01:
            fake.delete(asked)


def _share(all_of_them: int, step: int, steps: int) -> int:
    return all_of_them * (step + 1) // steps - all_of_them * step // steps


def _somebody(chance: random.Random) -> str:
    return str(3000 + chance.randrange(8))
