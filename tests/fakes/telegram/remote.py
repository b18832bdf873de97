"""The fake in a process of its own, so that it outlives a bot that a test kills; the handles are the same."""

import asyncio
import sys
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import aiohttp

from tests.fakes.telegram.acts import ImpossibleActError
from tests.fakes.telegram.calls import BotCall
from tests.fakes.telegram.stage import Stage

ROOT = Path(__file__).resolve().parents[3]


class RemoteTelegram(Stage):
    """Starts `python -m tests.fakes.telegram` and steers it; to be used with `async with`.

    `calls` and `sent` are as of the last wait; `refresh` brings them up to date.
    """

    def __init__(self, *options: str) -> None:
        """`options` go to the command line, e.g. `"--no-limits", "--log", "calls.jsonl"`."""
        super().__init__()
        self._options = options
        self._ahead: list[tuple[str, dict[str, Any]]] = []
        self._process: asyncio.subprocess.Process | None = None

    async def __aenter__(self) -> Self:
        self._process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "tests.fakes.telegram", *self._options),
            stdout=asyncio.subprocess.PIPE,
            cwd=ROOT,
        )
        if self._process.stdout is None:
            raise RuntimeError("the fake has no output to read its address from")
        line = await asyncio.wait_for(self._process.stdout.readline(), 20)
        self.url = line.decode().rpartition(" ")[2].strip()
        self._session = aiohttp.ClientSession(self.url)
        async with self._session.get("/control/health") as answer:
            self.token = (await answer.json())["token"]
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._session.close()
        if self._process is not None and self._process.returncode is None:
            self._process.terminate()
            await self._process.wait()

    def define(self, name: str, /, **arguments: Any) -> None:
        """Keep an act for the next request."""
        self._ahead.append((name, arguments))

    async def sync(self) -> None:
        """Send what was defined."""
        ahead, self._ahead = self._ahead, []
        for name, arguments in ahead:
            await self._act(name, arguments)

    async def _act(self, name: str, arguments: dict[str, Any]) -> Any:
        async with self._session.post("/control/act", json={"name": name, "arguments": arguments}) as answer:
            body = await answer.json()
        if answer.status != 200:
            raise ImpossibleActError(body["error"])
        return body["result"]

    async def perform(self, name: str, /, **arguments: Any) -> Any:
        """Do an act in the other process."""
        await self.sync()
        return await self._act(name, arguments)

    async def more_calls(self, seconds: float) -> None:
        """Fetch further calls, waiting up to so long for one."""
        await self.sync()
        query = {"after": str(len(self.calls)), "timeout": str(seconds)}
        async with self._session.get("/control/calls", params=query) as answer:
            self.calls += [BotCall(**call) for call in (await answer.json())["calls"]]

    async def refresh(self) -> None:
        """Fetch the calls so far."""
        await self.more_calls(0)

    async def fault_reached(self, fault_id: int, seconds: float) -> bool:
        """Wait up to so long for a call to run into a fault."""
        query = {"id": str(fault_id), "timeout": str(seconds)}
        async with self._session.get("/control/fault", params=query) as answer:
            return bool((await answer.json())["reached"])
