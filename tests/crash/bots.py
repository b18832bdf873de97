"""Bots as processes, from the harness's side: started in a moment, killed, waited for."""

import asyncio
import json
import os
import signal
import sys
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self

ROOT = Path(__file__).parents[2]
_START_SECONDS = 120.0


class Bot:
    """One process of the bot."""

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self._handle = os.pidfd_open(pid)
        self._ended = asyncio.Event()
        asyncio.get_running_loop().add_reader(self._handle, self._end)

    @property
    def ended(self) -> bool:
        """Whether it is dead."""
        return self._ended.is_set()

    async def dies_within(self, seconds: float) -> bool:
        """Wait for its death for so long."""
        try:
            await asyncio.wait_for(self._ended.wait(), seconds)
        except TimeoutError:
            return False
        return True

    async def kill(self, number: signal.Signals = signal.SIGKILL) -> None:
        """Kill it as a power cut would, and see it dead."""
        if not self.ended:
            signal.pidfd_send_signal(self._handle, number)
        await self._ended.wait()

    def tell(self, number: signal.Signals) -> None:
        """Send a signal and do not wait."""
        if not self.ended:
            signal.pidfd_send_signal(self._handle, number)

    def _end(self) -> None:
        asyncio.get_running_loop().remove_reader(self._handle)
        os.close(self._handle)
        self._ended.set()


class Nursery:
    """Starts bots; to be used with `async with`. `settings` are those of all of them."""

    def __init__(self, folder: Path, settings: Mapping[str, str]) -> None:
        self._folder = folder
        self._settings = dict(settings)
        self._process: asyncio.subprocess.Process | None = None
        self._order = asyncio.Lock()
        self._born: list[Bot] = []

    async def __aenter__(self) -> Self:
        own = {name: value for name, value in os.environ.items() if not name.startswith("CLAIMSPREAD_")}
        threads = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "HF_HUB_OFFLINE": "1"}
        self._process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "tests.crash.nursery"),
            cwd=ROOT,
            env={**own, **threads, "PYTHONPATH": str(ROOT)},
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
        )
        await self._answer()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for bot in self._born:
            await bot.kill()
        if self._process is not None and self._process.returncode is None:
            self._process.kill()
            await self._process.wait()

    async def bear(self, name: str, **settings: str) -> Bot:
        """Start a bot with further settings; its log is `NAME.log`."""
        assert self._process is not None
        assert self._process.stdin is not None
        order = {"settings": {**self._settings, **settings}, "log": str(self._folder / f"{name}.log")}
        async with self._order:
            self._process.stdin.write(json.dumps(order).encode() + b"\n")
            await self._process.stdin.drain()
            bot = Bot((await self._answer())["pid"])
        self._born = [*(one for one in self._born if not one.ended), bot]
        return bot

    async def _answer(self) -> Any:
        assert self._process is not None
        assert self._process.stdout is not None
        line = await asyncio.wait_for(self._process.stdout.readline(), _START_SECONDS)
        assert line, "the nursery died"
        return json.loads(line)
