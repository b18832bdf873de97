"""The fake in a process of its own, for tests that kill the bot, and a client for its control API."""

import asyncio
import sys
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import aiohttp

ROOT = Path(__file__).resolve().parents[3]


class FakeXProcess:
    """``async with FakeXProcess(log) as fake: await fake.control("POST", "mentions", author="2001")``."""

    def __init__(self, log: Path) -> None:
        self.log = log
        self.url = ""
        self._process: asyncio.subprocess.Process | None = None
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Self:
        self._process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "tests.fakes.x", "--port", "0", "--log", str(self.log)),
            cwd=ROOT,
            stdout=asyncio.subprocess.PIPE,
        )
        assert self._process.stdout is not None
        self.url = (await asyncio.wait_for(self._process.stdout.readline(), 30)).decode().strip()
        assert self.url, "the fake did not start"
        self._session = aiohttp.ClientSession()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._session is not None:
            await self._session.close()
        if self._process is not None:
            if self._process.returncode is None:
                self._process.terminate()
            await self._process.wait()

    async def control(self, method: str, path: str, /, **body: Any) -> Any:
        """Call the control API and give the JSON that comes back.

        Raises:
            AssertionError: it refused.
        """
        assert self._session is not None
        url = f"{self.url}/_control/{path}"
        async with self._session.request(method, url, json=body or None) as response:
            answer = await response.json()
            assert response.status == 200, answer
            return answer
