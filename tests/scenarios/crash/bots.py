"""Bots as processes, from the harness's side: started in a moment, killed, waited for."""

import asyncio
import contextlib
import functools
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self

ROOT = Path(__file__).parents[3]


class Bot:
    """One process of the bot."""

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self._ended = asyncio.Event()
        try:
            self._handle = os.pidfd_open(pid)
        except ProcessLookupError:  # it died before we could look
            self._ended.set()
            return
        asyncio.get_running_loop().add_reader(self._handle, self._end)

    @property
    def ended(self) -> bool:
        """Whether it is dead."""
        return self._ended.is_set()

    async def is_dead(self) -> None:
        """Wait for its death."""
        await self._ended.wait()

    async def dies_within(self, seconds: float) -> bool:
        """Wait for its death for so long."""
        try:
            await asyncio.wait_for(self._ended.wait(), seconds)
        except TimeoutError:
            return False
        return True

    async def kill(self, number: signal.Signals = signal.SIGKILL) -> None:
        """Kill it as a power cut would, and see it dead."""
        self.tell(number)
        await self._ended.wait()

    def tell(self, number: signal.Signals) -> None:
        """Send a signal and do not wait; to one that is dead, but not yet known to be, it is nothing."""
        if not self.ended:
            with contextlib.suppress(ProcessLookupError):
                signal.pidfd_send_signal(self._handle, number)

    def _end(self) -> None:
        asyncio.get_running_loop().remove_reader(self._handle)
        os.close(self._handle)
        self._ended.set()


class Cradle:
    """The process that raises bots, one for all tests of this process: its imports take seconds.

    It ends with us, for its orders end then; and its bots end with it.
    """

    def __init__(self) -> None:
        own = {name: value for name, value in os.environ.items() if not name.startswith("CLAIMSPREAD_")}
        lean = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "HF_HUB_OFFLINE": "1"}
        lean["SSL_CERT_DIR"] = str(Path(__file__).parent)  # no authorities: reading them takes long
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.scenarios.crash.nursery"],
            cwd=ROOT,
            env={**own, **lean, "PYTHONPATH": str(ROOT)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._order = threading.Lock()
        self._answer()

    def bear(self, settings: Mapping[str, str], log: Path) -> int:
        """Start a bot and give its process id."""
        assert self._process.stdin is not None
        with self._order:
            self._process.stdin.write(json.dumps({"settings": settings, "log": str(log)}) + "\n")
            self._process.stdin.flush()
            return int(self._answer()["pid"])

    def _answer(self) -> Any:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        assert line, "the nursery died"
        return json.loads(line)


@functools.cache
def cradle() -> Cradle:
    """The one of this process."""
    return Cradle()


class Nursery:
    """Starts bots with the same settings; kills those that live when its block ends."""

    def __init__(self, folder: Path, settings: Mapping[str, str]) -> None:
        self._folder = folder
        self._settings = dict(settings)
        self._born: list[Bot] = []

    async def __aenter__(self) -> Self:
        await asyncio.to_thread(cradle)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for bot in self._born:
            await bot.kill()

    async def bear(self, name: str, **settings: str) -> Bot:
        """Start a bot with further settings; its log is `NAME.log`."""
        log = self._folder / f"{name}.log"
        bot = Bot(await asyncio.to_thread(cradle().bear, {**self._settings, **settings}, log))
        self._born = [*(one for one in self._born if not one.ended), bot]
        return bot
