"""The whole bot under load: posts come at a fixed rate for some minutes, and it says what became of them.

python -m benchmarks.load [--rate 50] [--minutes 10] [--claims 14000] [--model default] [--database URL]

Everything but the network is real: inbox, matcher, policy, outbox, chores. Of the posts 90 % are overheard in
groups (half of them make a claim), 4 % ask in a group, 6 % ask in private. Claims and posts are made up.
"""

import argparse
import asyncio
import logging
import os
import random
import resource
import sys
import tempfile
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import numpy as np
from sqlalchemy import func, select

from bot.app import App, open_app
from bot.config import load_settings, sqlite_url
from bot.events import Account, Address, OutgoingMessage, Place, PlaceKind, Post
from bot.platforms.base import Accept, DeliveryOutcome, ReadCursor, Sent
from bot.telemetry.log import configure_logging
from matchers.fitting.benchmark import SYLLABLES
from storage import claims, inbox
from storage.database import Database
from storage.models import InboxEvent

_TICK_SECONDS = 0.2
_GROUPS = 40
_MEMBERS = 400
_SAMPLE_SECONDS = 5.0
_FIRST_MINUTE = 60.0
_NAMES = {inbox.WAITED_FOR: "private", inbox.OF_A_PLACE: "asked in groups", inbox.WATCHED: "watched"}
_COMMON = [
    "the",
    "of",
    "and",
    "to",
    "in",
    "that",
    "it",
    "is",
    "was",
    "for",
    "on",
    "are",
    "with",
    "they",
    "at",
    "be",
    "this",
    "from",
    "have",
    "or",
    "by",
    "one",
    "had",
]


class Words:
    """Made-up words with function words between them, of about a real text's mixture."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)  # noqa: S311 - made-up text, no secret
        self._vocabulary = [
            "".join(self.chance.choices(SYLLABLES, k=self.chance.randint(2, 4))) for _ in range(20_000)
        ]

    def sentence(self, length: int) -> str:
        """So many words."""
        words = [
            self.chance.choice(_COMMON if self.chance.random() < 0.4 else self._vocabulary)
            for _ in range(length)
        ]
        return " ".join(words).capitalize() + "."


@dataclass
class Square:
    """A platform where people write all the time; what the bot sends is taken at once."""

    rate: float
    seconds: float
    statements: list[str]
    words: Words
    name: str = "telegram"
    account_id: str = "1"
    heard: int = 0
    sent: int = 0
    late: float = 0.0
    done: asyncio.Event = field(default_factory=asyncio.Event)

    async def open(self) -> None:
        """Connected."""

    async def listen(self, accept: Accept, read_cursor: ReadCursor) -> None:
        """Hand posts in at the rate; how far it fell behind its own plan is kept in `late`."""
        loop, numbers = asyncio.get_running_loop(), count(1)
        began = loop.time()
        while (passed := loop.time() - began) < self.seconds:
            due = int(passed * self.rate) - self.heard
            if due > 0:
                await accept([self._post(next(numbers)) for _ in range(min(due, 100))])
                self.heard += min(due, 100)
            self.late = max(self.late, (int(passed * self.rate) - self.heard) / self.rate)
            await asyncio.sleep(_TICK_SECONDS)
        self.done.set()
        await asyncio.Event().wait()

    async def send(self, message: OutgoingMessage) -> Sent:
        """Taken."""
        self.sent += 1
        return Sent(str(self.sent))

    async def settle(self, message: OutgoingMessage, since: datetime) -> Sent | DeliveryOutcome:
        """Nothing is ever interrupted here."""
        return DeliveryOutcome.NOT_SENT

    async def close(self) -> None:
        """Closed."""

    def _post(self, number: int) -> Post:
        chance = self.words.chance
        drawn = chance.random()
        text = self.words.sentence(30)
        if drawn < 0.55:
            text = f"{chance.choice(self.statements)} {self.words.sentence(8)}"
        author = Account("telegram", str(10_000 + number % _MEMBERS), "Member", "en")
        place = Place("telegram", f"-{1 + number % _GROUPS}", PlaceKind.GROUP, "Group")
        address = Address.OVERHEARD
        if drawn < 0.06:
            author = Account("telegram", str(1_000_000 + number), "Person", "en")
            place, address = Place("telegram", author.id, PlaceKind.PRIVATE), Address.DIRECT
        elif drawn < 0.10:
            address = Address.SUMMONED
        return Post(
            event_id=f"update:{number}",
            id=f"{place.id}:{number}",
            author=author,
            place=place,
            text=text,
            written_at=datetime.now(UTC),
            address=address,
            message_id=str(number),
        )


@dataclass
class Watcher:
    """Looks at memory and backlog while the bot works."""

    samples: list[tuple[float, int, int]] = field(default_factory=list)
    """Seconds since the start, resident bytes, events that wait."""

    async def watch(self, app: App) -> None:
        """Look until cancelled."""
        began = time.monotonic()
        while True:
            state = await app.health.look(app.database)
            self.samples.append((time.monotonic() - began, _resident(), state.pending))
            await asyncio.sleep(_SAMPLE_SECONDS)

    def memory(self) -> tuple[float, float, float]:
        """Resident MB after the first minute, at most after it, and at the end."""
        later = [resident for at, resident, _ in self.samples if at >= _FIRST_MINUTE] or [_resident()]
        return later[0] / 2**20, max(later) / 2**20, later[-1] / 2**20


async def measure(given: argparse.Namespace, url: str) -> str:
    """Run it and tell the figures."""
    words = Words(7)
    statements = [words.sentence(14) for _ in range(given.claims)]
    async with Database(url) as database:
        for start in range(0, given.claims, 500):
            async with database.write() as session:
                for number in range(start, min(start + 500, given.claims)):
                    check = claims.FactCheckDraft(f"https://example.org/check/{number}")
                    draft = claims.ClaimDraft(statements[number], "false", fact_checks=(check,))
                    await claims.add(session, draft, datetime.now(UTC))
    settings = load_settings(database_url=url, secret_key="made up", matcher={"model": given.model})  # noqa: S106
    square = Square(given.rate, given.minutes * 60, statements, words)
    watcher = Watcher()
    preparing = time.monotonic()
    async with open_app(settings, [square]) as app:
        ready = time.monotonic() - preparing
        cpu, began, load = time.process_time(), time.monotonic(), os.getloadavg()[0]
        running, watching = asyncio.create_task(app.run()), asyncio.create_task(watcher.watch(app))
        await square.done.wait()
        took, used = time.monotonic() - began, time.process_time() - cpu
        handled = await _handled(app.database)
        left = await app.health.look(app.database)
        app.stop()
        await running
        watching.cancel()
    first, most, last = watcher.memory()
    finished = sum(len(waits) for waits in handled.values())
    lines = [
        f"model {app.matcher.model_id}, {given.claims} claims, {given.rate:g} posts/s for "
        f"{given.minutes:g} min, {database_kind(url)}, {os.cpu_count()} cores, load of the machine "
        f"{load:.1f} before, "
        f"{os.getloadavg()[0]:.1f} after; ready after {ready:.0f} s",
        f"heard {square.heard} ({square.heard / took:.1f}/s, {square.late:.1f} s late at most), "
        f"handled {finished} ({finished / took:.1f}/s), passed over {left.shed}, left {left.pending}, "
        f"backlog at most {max(waiting for _, _, waiting in watcher.samples)}, answers sent {square.sent}",
        *(
            f"{_NAMES[kind]}: {len(waits)} handled, p50 {np.percentile(waits, 50):.2f} s, "
            f"p99 {np.percentile(waits, 99):.2f} s"
            for kind, waits in sorted(handled.items())
            if waits
        ),
        f"CPU {used:.0f} s, {1000 * used / max(1, finished):.1f} ms a handled post, "
        f"{100 * used / took:.0f} % of one core",
        f"RSS {first:.0f} MB after the first minute, {most:.0f} MB at most, {last:.0f} MB at the end "
        f"({100 * (last / first - 1):+.1f} %); peak with loading "
        f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB",
    ]
    return "\n".join(lines)


async def _handled(database: Database) -> dict[int, list[float]]:
    """Seconds from arrival to handling, by priority."""
    waits: dict[int, list[float]] = {}
    async with database.read() as session:
        rows = await session.execute(
            select(InboxEvent.priority, InboxEvent.received_at, InboxEvent.handled_at).where(
                InboxEvent.status == "done"
            )
        )
        for row in rows:
            waits.setdefault(row.priority, []).append((row.handled_at - row.received_at).total_seconds())
        assert await session.scalar(select(func.count()).where(InboxEvent.status == "failed")) == 0  # noqa: S101
    return waits


def database_kind(url: str) -> str:
    """For people to read."""
    return "SQLite" if url.startswith("sqlite") else "PostgreSQL"


def _resident() -> int:
    """Bytes of this process in memory."""
    return int(Path("/proc/self/statm").read_text("ascii").split()[1]) * os.sysconf("SC_PAGESIZE")


def main() -> None:
    """Read the command line and measure."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.load", description=__doc__)
    parser.add_argument("--rate", type=float, default=50, help="posts a second")
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--claims", type=int, default=14_000)
    parser.add_argument("--model", default="default")
    parser.add_argument("--database", help="URL of an empty database; without it a temporary SQLite file")
    given = parser.parse_args()
    configure_logging(logging.ERROR)
    with tempfile.TemporaryDirectory(prefix="claimspread-load-") as folder:
        url = given.database or sqlite_url(Path(folder, "load.sqlite3"))
        sys.stdout.write(asyncio.run(measure(given, url)) + "\n")


if __name__ == "__main__":
    main()
