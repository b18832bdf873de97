"""Kills bots while people write to them, and afterwards asks the platforms' own logs what came of it.

A kill comes at a named step (`bot.steps`), while a message is on its way (the fakes hold it), or any time.
Everything is drawn from one seed. Several workers share one PostgreSQL; on SQLite there is one.
"""

import asyncio
import random
import signal
import statistics
import time
from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Literal

from sqlalchemy import select

from bot import steps
from bot.config import MatcherSettings, Settings, TelegramSettings
from bot.doctor import examine
from bot.events import message_json
from storage import claims, inbox, outbox
from storage.database import Database
from storage.models import OutboxMessage, ReviewItem
from tests.crash.bots import Bot, Nursery
from tests.crash.town import CLAIMS, Event, Kind, Town
from tests.fakes.telegram import FakeTelegram, Limits
from tests.fakes.x import FakeX, Limit
from tests.platforms.x.adapter import settings_for
from tests.soak.week import statement

ANY_MOMENT = "any moment"
ON_ITS_WAY = ("telegram-before", "telegram-after", "x-before", "x-after")
"""A message is held before, or after, the platform has taken it."""

_START_SECONDS = 30.0
_MORE_THAN_BORN = 0.8
"""So many of those killed at any moment get to run; the others die while they start."""
_STEP_SECONDS = 6.0
_LATEST_SECONDS = 2.0
_STILL_SECONDS = 120.0
"""So long may nothing move in the end before what is left counts as lost."""
_STOP_SECONDS = 10.0
_NOT_NOTED_SECONDS = 1.5
"""A death so soon after a message arrived can leave it unnoted; on a loaded machine within twice the time
that a bot needs to start there."""
_TAKEOVER_SECONDS = 12.0


@dataclass
class Verdict:
    """What came of it. Losses and what was said twice are faults; so is an unknown fate that nobody sees."""

    seed: int
    database: str
    workers: int
    kills: Counter[str] = field(default_factory=Counter)
    events: dict[str, int] = field(default_factory=dict)
    answers: int = 0
    seconds: float = 0.0
    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    repeated: int = 0
    """Private messages sent again because their fate could not be known: allowed."""
    unknown: int = 0
    """Messages to groups whose fate cannot be known: not repeated, shown to people."""
    faults: list[str] = field(default_factory=list)

    @property
    def is_clean(self) -> bool:
        """Whether every promise held."""
        return not (self.lost or self.doubled or self.faults)

    def __str__(self) -> str:
        events = ", ".join(f"{number} {kind}" for kind, number in sorted(self.events.items()))
        workers = "one worker" if self.workers == 1 else f"{self.workers} workers"
        took = f"{self.kills.total()} kills in {self.seconds:.0f} s"
        lines = [
            f"{self.database}, {workers}, seed {self.seed}: {took}",
            f"  events {sum(self.events.values())} ({events}), answers {self.answers}",
            f"  lost {len(self.lost)}, doubled {len(self.doubled)}, repeated in private {self.repeated}, "
            f"unknown and shown {self.unknown}",
            "  at " + ", ".join(f"{step} {number}" for step, number in sorted(self.kills.items())),
            *(f"  FAULT {fault}" for fault in (*self.lost, *self.doubled, *self.faults)),
        ]
        return "\n".join(lines)


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
        self._deaths: list[float] = []
        self._starts: list[float] = []
        self._alive: dict[int, Bot] = {}
        self._planned: list[str] = []

    async def run(self) -> Verdict:
        """Do it all."""
        began = time.monotonic()
        async with FakeTelegram(limits=Limits.none()) as telegram, FakeX() as x:
            for name in x.limits:
                x.limits[name] = Limit(1_000_000)
            x.rules.duplicate_window_seconds = 0  # X's own guard is not to help
            self._town = Town(telegram, x, self._chance)
            self._town.settle()
            await self._publish()
            async with Nursery(self._folder, self._environment(telegram, x)) as self._nursery:
                await asyncio.gather(*(self._lives(slot) for slot in range(self.verdict.workers)))
                await telegram.lift_faults()
                x.faults.clear()
                await self._in_peace()
            await self._judge()
        self.verdict.seconds = time.monotonic() - began
        return self.verdict

    # Kills

    async def _lives(self, slot: int) -> None:
        """One life of a bot after the other."""
        while self.verdict.kills.total() + len(self._alive) < self._kills:
            step = ANY_MOMENT if self._gently else self._next_step()
            crash = {} if step not in steps.NAMES else {"CLAIMSPREAD_CRASH_AT": f"{step}:{self._often(step)}"}
            log = self._folder / f"bot{slot}.log"
            begins = log.stat().st_size if log.exists() else 0
            bot = await self._nursery.bear(f"bot{slot}", **crash)
            self._alive[slot] = bot
            writing = asyncio.create_task(self._write())
            if self._gently or step != ANY_MOMENT or self._chance.random() < _MORE_THAN_BORN:
                await self._has_started(bot, log, begins)
            if step in ON_ITS_WAY:
                met = await self._strike_on_its_way(step)
            elif step == ANY_MOMENT:
                met = not await bot.dies_within(self._chance.uniform(0.05, _LATEST_SECONDS))
            else:
                met = await bot.dies_within(_STEP_SECONDS)
            await self._end(bot)
            del self._alive[slot]
            self.verdict.kills[step if met else ANY_MOMENT] += 1
            await writing

    def _next_step(self) -> str:
        """Every step in turn, shuffled, and as many random moments."""
        if not self._planned:
            self._planned = [*steps.NAMES, *ON_ITS_WAY]
            self._planned += [ANY_MOMENT] * (len(self._planned) // 2)
            self._chance.shuffle(self._planned)
        return self._planned.pop()

    def _often(self, step: str) -> int:
        return self._chance.randint(1, 10) if step.startswith("commit-") else self._chance.choice((1, 1, 2))

    async def _end(self, bot: Bot) -> None:
        if not self._gently:
            await bot.kill()
            self._deaths.append(time.time())
            return
        bot.tell(signal.SIGTERM)
        if not await bot.dies_within(_STOP_SECONDS):
            self.verdict.faults.append("a bot did not stop within 10 s of SIGTERM")
            await bot.kill()

    async def _has_started(self, bot: Bot, log: Path, begins: int) -> None:
        """Wait until it says that it runs, or is dead."""
        began = time.monotonic()
        while not bot.ended and time.monotonic() < began + _START_SECONDS:
            if log.exists() and b"Running on" in log.read_bytes()[begins:]:
                self._starts.append(time.monotonic() - began)
                return
            await bot.dies_within(0.05)

    async def _write(self) -> None:
        """A few people write while a bot lives."""
        for _ in range(self._chance.randint(2, 5)):
            await asyncio.sleep(self._chance.uniform(0.0, 0.3))
            await self._town.happen()

    async def _strike_on_its_way(self, step: str) -> bool:
        """Kill every bot while one of them waits for a platform's answer."""
        platform, _, when = step.partition("-")
        kind: Kind = self._chance.choice(("private", "group"))
        if platform == "telegram":
            fault = await self._town.telegram.fault("hold", "sendMessage", processed=when == "after")
            await self._town.happen(kind)
            try:
                await fault.reached(_STEP_SECONDS)
            except TimeoutError:
                await fault.release()
                return False
            await self._strike_all()
            await fault.release()
            return True
        stage: Literal["before", "after"] = "before" if when == "before" else "after"
        gate = self._town.x.faults.hold("POST", "/2/tweets", when=stage)
        await self._town.happen("mention")
        try:
            await gate.wait_reached(_STEP_SECONDS)
        except TimeoutError:
            gate.release()
            return False
        await self._strike_all()
        gate.drop()
        return True

    async def _strike_all(self) -> None:
        for bot in list(self._alive.values()):
            bot.tell(signal.SIGKILL)
        for bot in list(self._alive.values()):
            await bot.kill()
        self._deaths.append(time.time())

    # Afterwards

    async def _in_peace(self) -> None:
        """Let bots work off what is left, and end them as an operator would."""
        bots = [await self._nursery.bear(f"bot{slot}") for slot in range(self.verdict.workers)]
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
        unanswered = {event.key for event in self._town.unanswered()} - await self._of_unknown_fate()
        async with Database(self._url) as database, database.read() as session:
            waiting = await inbox.backlog(session)
            messages = await outbox.counts(session)
        moving = messages.get("pending", 0) + messages.get("sending", 0)
        return len(unanswered) + waiting.pending + moving

    async def _of_unknown_fate(self) -> set[str]:
        """Keys of the group events whose answer is `unknown`."""
        async with Database(self._url) as database, database.read() as session:
            rows = await session.scalars(select(OutboxMessage).where(OutboxMessage.status == "unknown"))
            return {
                f"{row.place_id}:{message_json.validate_json(row.payload or '').reply_to}" for row in rows
            }

    async def _judge(self) -> None:
        verdict, town = self.verdict, self._town
        verdict.events = town.happened()
        answers = town.answers()
        verdict.answers = sum(len(times) for times in answers.values())
        unknown = await self._of_unknown_fate()
        verdict.unknown = len(unknown)
        for event in town.events:
            times = sorted(answers.get((event.kind, event.key), ()))
            if not times and not (event.kind == "group" and event.key in unknown):
                verdict.lost.append(f"lost: {event}")
            self._judge_repetitions(event, times)
        verdict.faults += [f"an answer to nothing: {where}" for where in town.unasked()]
        verdict.faults += [f"X refused: {refusal}" for refusal in town.x.offences]
        await self._judge_database()

    def _judge_repetitions(self, event: Event, times: list[float]) -> None:
        window = max(_NOT_NOTED_SECONDS, 2 * statistics.median(self._starts or [0.0]))
        for first, second in pairwise(times):
            death = any(first - 0.2 <= at <= min(first + window, second) for at in self._deaths)
            if event.kind == "private" and death:
                self.verdict.repeated += 1
            else:
                self.verdict.doubled.append(f"said twice: {event} at {first:.2f} and {second:.2f}")

    async def _judge_database(self) -> None:
        """Nothing is stuck, and every unknown fate is before the reviewers and in `doctor`."""
        verdict = self.verdict
        async with Database(self._url) as database, database.read() as session:
            waiting = await inbox.backlog(session)
            messages = await outbox.counts(session)
            shown = set(
                await session.scalars(
                    select(ReviewItem.outbox_id).where(
                        ReviewItem.outbox_id.is_not(None), ReviewItem.status == "open"
                    )
                )
            )
            hidden = (
                set(await session.scalars(select(OutboxMessage.id).where(OutboxMessage.status == "unknown")))
                - shown
            )
        if waiting.pending or waiting.failed:
            verdict.faults.append(f"events left: {waiting}")
        if stuck := {name: messages[name] for name in ("pending", "sending", "dead") if name in messages}:
            verdict.faults.append(f"messages left: {stuck}")
        if hidden:
            verdict.faults.append(f"of unknown fate, and not in the review list: {sorted(hidden)}")
        if number := messages.get("unknown"):
            seen = [finding.seen async for finding in examine(self._settings()) if finding.subject == "work"]
            if not any(f"{number} unknown" in line for line in seen):
                verdict.faults.append(f"doctor does not tell of {number} unknown: {seen}")

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
        async with Database(self._url) as database, database.write() as session:
            for number in range(CLAIMS):
                check = claims.FactCheckDraft(f"https://example.org/check/{number}")
                draft = claims.ClaimDraft(statement(number), "false", fact_checks=(check,))
                await claims.add(session, draft, self._town.x.clock.now())
