"""Kills bots while people write to them, and afterwards asks the platforms' own logs what came of it.

A kill comes at a named step (`bot.telemetry.crash_points`), while a message is on its way (the fakes hold
it), or any time. Everything is drawn from one seed. Several workers share one PostgreSQL; on SQLite there is
one.
"""

import asyncio
import contextlib
import random
import signal
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Literal

from bot.config import MatcherSettings, Settings, TelegramSettings
from bot.telemetry import crash_points
from storage import claims, inbox, outbox
from storage.database import Database
from tests.fakes.telegram import FakeTelegram, Limits
from tests.fakes.x import FakeX, Limit
from tests.platforms.x.adapter import settings_for
from tests.scenarios.crash.bots import Nursery
from tests.scenarios.crash.garrison import BY_ITSELF, Garrison
from tests.scenarios.crash.town import CLAIMS, Kind, Town
from tests.scenarios.crash.verdict import Verdict, judge, of_unknown_fate
from tests.scenarios.soak.week import statement

ANY_MOMENT = "any moment"
STARTING = "while starting"
ON_ITS_WAY = ("telegram-before", "telegram-after", "x-before", "x-after")
"""A message is held before, or after, the platform has taken it."""
AFTER_A_CRASH = ("settling", "settled")
"""Reached when a dead bot's messages are settled: with several workers seconds later, so nobody waits."""

_STEP_SECONDS = 40.0
_ANOTHER_EVENT_SECONDS = 2.0
_LATEST_SECONDS = 2.0
_STARTING_SECONDS = 1.0
_STILL_SECONDS = 120.0
"""So long may nothing move in the end before what is left counts as lost."""
_STOP_SECONDS = 10.0
_TAKEOVER_SECONDS = 30.0
_MOST_BY_ITSELF = 5


class Siege:
    """One run against one database.

    `gently` asks the bots to stop (SIGTERM) in place of killing them: then nothing at all may come twice.
    """

    def __init__(
        self, folder: Path, database_url: str, *, kills: int, workers: int, seed: int, gently: bool = False
    ) -> None:
        self._folder = folder
        self._url = database_url
        self._kills = kills
        self._gently = gently
        self._chance = random.Random(seed)  # noqa: S311 - replayable, no secret
        kind = "SQLite" if database_url.startswith("sqlite") else "PostgreSQL"
        self.verdict = Verdict(seed, kind, workers)
        self._planned: list[str] = []

    async def run(self) -> Verdict:
        """Do it all."""
        began = time.monotonic()
        verdict = self.verdict
        async with (
            FakeTelegram(limits=Limits.none()) as telegram,
            FakeX() as x,
            Database(self._url) as self._database,
        ):
            for name in x.limits:
                x.limits[name] = Limit(1_000_000)
            x.rules.duplicate_window_seconds = 0  # X's own guard is not to help
            self._town = Town(telegram, x, self._chance)
            self._town.settle()
            await self._publish()
            async with Nursery(self._folder, self._environment(telegram, x)) as nursery:
                async with Garrison(nursery, self._folder, verdict.workers, gently=self._gently) as garrison:
                    self._garrison = garrison
                    await self._besiege()
                verdict.kills = garrison.causes
                if verdict.kills[BY_ITSELF]:
                    verdict.faults.append(f"{verdict.kills[BY_ITSELF]} bots died by themselves")
                if garrison.held_out:
                    verdict.faults.append(f"{garrison.held_out} bots did not stop within 10 s of SIGTERM")
                await telegram.lift_faults()
                x.faults.clear()
                await self._in_peace(nursery)
            await judge(verdict, self._town, self._database, self._settings(), garrison.deaths)
        verdict.seconds = time.monotonic() - began
        return verdict

    # Kills

    async def _besiege(self) -> None:
        """One kill after the other, people writing all the while."""
        while self._garrison.causes.total() < self._kills:
            if self._garrison.causes[BY_ITSELF] > _MOST_BY_ITSELF:
                break
            step = ANY_MOMENT if self._gently else self._next_step()
            if step in AFTER_A_CRASH:
                self._garrison.fuses.lay(step)
                continue
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(self._write())
                await self._garrison.somebody_lives()
                await self._strike(step)
        for step in AFTER_A_CRASH:
            self._garrison.fuses.take_away(step)

    def _next_step(self) -> str:
        """Every step in turn, shuffled, and as many random moments."""
        if not self._planned:
            self._planned = [*crash_points.NAMES, *ON_ITS_WAY]
            self._planned += [ANY_MOMENT, STARTING] * (len(self._planned) // 4)
            self._chance.shuffle(self._planned)
        return self._planned.pop()

    async def _strike(self, step: str) -> None:
        if step in crash_points.NAMES:
            struck = await self._strike_at(step)
        elif step in ON_ITS_WAY:
            struck = await self._strike_on_its_way(step)
        elif step == STARTING:
            struck = await self._strike_newborn()
        else:
            struck = False
        if not struck:
            await self._strike_at_any_moment()

    async def _strike_at(self, step: str) -> bool:
        """Let the one that comes to this step die; False where nobody comes."""
        often = self._chance.randint(1, 10) if step.startswith("commit-") else self._chance.choice((1, 1, 2))
        self._garrison.fuses.lay(step, often)
        async with self._more_events():
            if await self._garrison.somebody_dies_of(step, _STEP_SECONDS):
                return True
            if self._garrison.fuses.take_away(step):
                return False
            return await self._garrison.somebody_dies_of(step, _STOP_SECONDS)

    async def _strike_at_any_moment(self) -> None:
        await asyncio.sleep(self._chance.uniform(0.05, _LATEST_SECONDS))
        await self._garrison.somebody_lives()
        victim = self._chance.choice(self._garrison.alive)
        await (self._garrison.stop if self._gently else self._garrison.kill)(victim, ANY_MOMENT)

    async def _strike_newborn(self) -> bool:
        """Kill one and, while it starts, the one that takes its place."""
        old = list(self._garrison.alive)
        await self._garrison.kill(self._chance.choice(old), ANY_MOMENT)
        newborn = await self._garrison.somebody_new(old)
        await asyncio.sleep(self._chance.uniform(0.0, _STARTING_SECONDS))
        if newborn.ended:
            return False
        await self._garrison.kill(newborn, STARTING)
        return True

    async def _strike_on_its_way(self, step: str) -> bool:
        """Kill every bot while one of them waits for a platform's answer."""
        platform, _, when = step.partition("-")
        kind: Kind = self._chance.choice(("private", "group")) if platform == "telegram" else "mention"
        async with self._more_events(kind):
            if platform == "telegram":
                fault = await self._town.telegram.fault("hold", "sendMessage", processed=when == "after")
                try:
                    await fault.reached(_STEP_SECONDS)
                except TimeoutError:
                    return False
                else:
                    await self._garrison.kill_all(step, ANY_MOMENT)
                finally:
                    await fault.release()
                return True
            stage: Literal["before", "after"] = "before" if when == "before" else "after"
            gate = self._town.x.faults.hold("POST", "/2/tweets", when=stage)
            try:
                await gate.wait_reached(_STEP_SECONDS)
            except TimeoutError:
                gate.release()
                return False
            await self._garrison.kill_all(step, ANY_MOMENT)
            gate.drop()
            return True

    async def _write(self) -> None:
        """A few people write."""
        for _ in range(self._chance.randint(2, 4)):
            await asyncio.sleep(self._chance.uniform(0.0, 0.3))
            await self._town.happen()

    @contextlib.asynccontextmanager
    async def _more_events(self, kind: Kind | None = None) -> AsyncIterator[None]:
        """Somebody writes again and again while the block waits for a bot to do something with it."""

        async def write() -> None:
            while True:
                await self._town.happen(kind)
                await asyncio.sleep(_ANOTHER_EVENT_SECONDS)

        writing = asyncio.create_task(write())
        try:
            yield
        finally:
            writing.cancel()
            await asyncio.gather(writing, return_exceptions=True)

    # Afterwards

    async def _in_peace(self, nursery: Nursery) -> None:
        """Let bots work off what is left, and end them as an operator would."""
        bots = [await nursery.bear(f"peace{slot}") for slot in range(self.verdict.workers)]
        left, moved = -1, time.monotonic()
        while (now_left := await self._left()) and time.monotonic() - moved < _STILL_SECONDS:
            if now_left != left:
                left, moved = now_left, time.monotonic()
            if any(bot.ended for bot in bots):
                self.verdict.faults.append("a bot died by itself")
                break
            await asyncio.sleep(0.3)
        await asyncio.sleep(1.5)  # for what would come twice
        began = time.monotonic()
        for bot in bots:
            bot.tell(signal.SIGTERM)
        for bot in bots:
            if not await bot.dies_within(_STOP_SECONDS - (time.monotonic() - began)):
                self.verdict.faults.append("a bot did not stop within 10 s of SIGTERM")
                await bot.kill()

    async def _left(self) -> int:
        """How much is still to be done: events to be handled and answered, messages to leave."""
        unknown = await of_unknown_fate(self._database)
        unanswered = {event.key for event in self._town.unanswered()} - unknown
        async with self._database.read() as session:
            waiting = await inbox.backlog(session)
            messages = await outbox.counts(session)
        moving = messages.get("pending", 0) + messages.get("sending", 0)
        return len(unanswered) + waiting.pending + moving

    # Settings

    def _settings(self) -> Settings:
        town = self._town
        return Settings(
            database_url=self._url,
            matcher=MatcherSettings(model="hashing", tuned_file=self._folder / "tuned.json"),
            telegram=TelegramSettings.model_validate(
                {"token": town.telegram.token, "base_url": town.telegram.bot_url}
            ),
            x=settings_for(town.x),
        )

    def _environment(self, telegram: FakeTelegram, x: FakeX) -> dict[str, str]:
        keys = x.credentials
        return {
            "CLAIMSPREAD_CONFIG": str(self._folder / "none.toml"),
            "CLAIMSPREAD_DATABASE_URL": self._url,
            "CLAIMSPREAD_SECRET_KEY": "a key for tests",
            "CLAIMSPREAD_CACHE_FOLDER": str(self._folder / "cache"),
            "CLAIMSPREAD_TAKEOVER_SECONDS": str(_TAKEOVER_SECONDS),
            "CLAIMSPREAD_MATCHER__MODEL": "hashing",
            "CLAIMSPREAD_MATCHER__TUNED_FILE": str(self._folder / "tuned.json"),
            "CLAIMSPREAD_MATCHER__REPLY_THRESHOLD": "0.15",
            "CLAIMSPREAD_MATCHER__REVIEW_THRESHOLD": "0.1",
            "CLAIMSPREAD_TELEGRAM__TOKEN": telegram.token,
            "CLAIMSPREAD_TELEGRAM__BASE_URL": telegram.bot_url,
            "CLAIMSPREAD_TELEGRAM__POLL_TIMEOUT": "1",
            "CLAIMSPREAD_X__CONSUMER_KEY": keys.consumer_key,
            "CLAIMSPREAD_X__CONSUMER_SECRET": keys.consumer_secret,
            "CLAIMSPREAD_X__ACCESS_TOKEN": keys.access_token,
            "CLAIMSPREAD_X__ACCESS_TOKEN_SECRET": keys.access_token_secret,
            "CLAIMSPREAD_X__BASE_URL": x.url,
            "CLAIMSPREAD_X__POLL_SECONDS": "0.2",
            "CLAIMSPREAD_X__POLL_SECONDS_QUIET": "0.3",
            "CLAIMSPREAD_X__DM_POLL_SECONDS": "0.2",
        }

    async def _publish(self) -> None:
        async with self._database.write() as session:
            for number in range(CLAIMS):
                check = claims.FactCheckDraft(f"https://example.org/check/{number}")
                draft = claims.ClaimDraft(statement(number), "false", fact_checks=(check,))
                await claims.add(session, draft, self._town.x.clock.now())
