"""The bots of a siege: as many as there are to be, each replaced as it dies; every death with its cause."""

import asyncio
import contextlib
import signal
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.scenarios.crash.bots import Bot, Nursery
from tests.scenarios.crash.fuses import Fuses

BY_ITSELF = "by itself"
_THE_END = "the end"
_STOP_SECONDS = 10.0
"""Supervisors kill after so long."""


@dataclass(frozen=True)
class Death:
    """One bot's end: when (seconds since 1970), and at which step or moment."""

    at: float
    cause: str


class Garrison:
    """Keeps so many bots alive while its block lasts, then kills the rest, or `gently` asks them to stop."""

    def __init__(self, nursery: Nursery, folder: Path, workers: int, *, gently: bool = False) -> None:
        self.fuses = Fuses(folder / "fuses")
        self.deaths: list[Death] = []
        self.alive: list[Bot] = []
        self._nursery = nursery
        self._folder = folder
        self._workers = workers
        self._gently = gently
        self.held_out = 0
        self._doomed: dict[int, str] = {}
        self._logs: dict[int, Path] = {}
        self._changed = asyncio.Condition()
        self._numbers = count()
        self._slots: list[asyncio.Task[None]] = []
        self._over = False

    async def __aenter__(self) -> Self:
        self._slots = [asyncio.create_task(self._keep(slot)) for slot in range(self._workers)]
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over = True
        await asyncio.gather(*(self._end(bot) for bot in list(self.alive)))
        await asyncio.gather(*self._slots)

    @property
    def causes(self) -> Counter[str]:
        """How many died of what."""
        return Counter(death.cause for death in self.deaths if death.cause != _THE_END)

    async def somebody_lives(self) -> None:
        """Wait until a bot is there."""
        async with self._changed:
            await self._changed.wait_for(lambda: bool(self.alive))

    async def somebody_new(self, than: Sequence[Bot]) -> Bot:
        """Wait until a bot is there that is none of these."""
        async with self._changed:
            await self._changed.wait_for(lambda: any(bot not in than for bot in self.alive))
            return next(bot for bot in self.alive if bot not in than)

    async def somebody_dies_of(self, step: str, seconds: float) -> bool:
        """Wait for a death at this step from now on; False where none came in time."""
        before = self.causes[step]
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds), self._changed:
                await self._changed.wait_for(lambda: self.causes[step] > before)
        return self.causes[step] > before

    async def kill(self, bot: Bot, cause: str) -> None:
        """Kill a bot and see it dead."""
        self._doomed[bot.pid] = cause
        await bot.kill()
        self._note(bot)

    async def kill_all(self, cause: str, others: str) -> None:
        """Kill every bot at once: one counts as the cause says, the others as other deaths."""
        doomed = list(self.alive)
        for number, bot in enumerate(doomed):
            self._doomed[bot.pid] = others if number else cause
            bot.tell(signal.SIGKILL)
        for bot in doomed:
            await bot.kill()
            self._note(bot)

    def _said(self, bot: Bot) -> bytes:
        """Return what a bot has written by now: nothing, where its process has not opened its log yet."""
        log = self._logs[bot.pid]
        return log.read_bytes() if log.exists() else b""

    async def stop(self, bot: Bot, cause: str) -> None:
        """Ask a bot that runs to stop; one that does not in time is killed and counted in `held_out`."""
        while not bot.ended and b"Running on" not in self._said(bot):
            await bot.dies_within(0.05)
        self._doomed[bot.pid] = cause
        bot.tell(signal.SIGTERM)
        if not await bot.dies_within(_STOP_SECONDS):
            self.held_out += 1
            await bot.kill()

    async def _end(self, bot: Bot) -> None:
        """A kill here would be one more in a siege that is to have none."""
        await (self.stop(bot, _THE_END) if self._gently else self.kill(bot, _THE_END))

    async def _keep(self, slot: int) -> None:
        while not self._over:
            name = f"bot{slot}-{next(self._numbers)}"
            bot = await self._nursery.bear(name, CLAIMSPREAD_CRASH_AT=str(self.fuses.folder))
            self._logs[bot.pid] = self._folder / f"{name}.log"
            self.alive.append(bot)
            await self._tell()
            if self._over:
                await self._end(bot)
            await bot.is_dead()
            self._note(bot)
            await self._tell()

    def _note(self, bot: Bot) -> None:
        if bot in self.alive:
            self.alive.remove(bot)
            cause = self.fuses.killed(bot.pid) or self._doomed.get(bot.pid, BY_ITSELF)
            self.deaths.append(Death(time.time(), cause))

    async def _tell(self) -> None:
        async with self._changed:
            self._changed.notify_all()
