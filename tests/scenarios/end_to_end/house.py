"""The bot as its operators run it: a process, settings in the environment, fakes in the platforms' place."""

import asyncio
import json
import os
import signal
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[3]
WORKED_EXAMPLE = {
    "claim": 'North Korea will send 100,000 "volunteers" to fight in Ukraine',
    "rating": "unsupported",
    "url": "https://example.org/fact-check/north-korea-volunteers",
    "publisher": "Sample Newsroom",
    "title": "No evidence that North Korea offered 100,000 volunteers",
    "language": "en",
    "phrasings": ["Северная Корея отправит 100 тысяч добровольцев воевать на Украине"],
}
PATIENCE = 60
"""Seconds for what takes one or two on a machine that has nothing else to do."""
START_SECONDS = 120
SAMPLE_CLAIMS = ROOT / "bot" / "demo" / "data" / "claims.jsonl"
QUICK = {
    "CLAIMSPREAD_MATCHER__MODEL": "hashing",
    "CLAIMSPREAD_MATCHER__REPLY_THRESHOLD": "0.3",
    "CLAIMSPREAD_MATCHER__REVIEW_THRESHOLD": "0.3",
}
"""Settings for tests of everything but the matching: no model to load, and less is enough."""


@dataclass
class Operator:
    """Runs `claimspread` with a database and settings of its own."""

    folder: Path
    settings: dict[str, str] = field(default_factory=dict)

    def environment(self) -> dict[str, str]:
        """The process's environment: nothing of the tester's own settings, no network names."""
        own = {name: value for name, value in os.environ.items() if not name.startswith("CLAIMSPREAD_")}
        return {
            **own,
            "PYTHONPATH": str(ROOT),
            "HF_HUB_OFFLINE": "1",
            "CLAIMSPREAD_CONFIG": str(self.folder / "none.toml"),
            "CLAIMSPREAD_DATABASE_URL": f"sqlite:///{self.folder / 'bot.sqlite3'}",
            "CLAIMSPREAD_SECRET_KEY": "a key for tests",
            "CLAIMSPREAD_CACHE_FOLDER": str(self.folder / "cache"),
            "CLAIMSPREAD_MATCHER__TUNED_FILE": str(self.folder / "tuned.json"),
            **self.settings,
        }

    async def call(self, *arguments: str, stdin: str = "") -> tuple[int, str, str]:
        """Run a command to its end: exit code, standard output, standard error."""
        process = await self._start(*arguments)
        out, err = await asyncio.wait_for(process.communicate(stdin.encode()), 120)
        return process.returncode or 0, out.decode(), err.decode()

    async def import_claims(self, *claims: Mapping[str, object]) -> None:
        """Put claims into the catalogue."""
        file = self.folder / "claims.jsonl"
        file.write_text("\n".join(json.dumps(claim) for claim in claims), "utf-8")
        await self._import(file)

    async def import_samples(self) -> None:
        """Put the demo's claims into the catalogue; the first is the worked example."""
        await self._import(SAMPLE_CLAIMS)

    async def _import(self, file: Path) -> None:
        code, out, err = await self.call("claims", "import", "--no-embed", str(file))
        assert code == 0, out + err

    @asynccontextmanager
    async def running(
        self, role: str = "all", patience: float = START_SECONDS
    ) -> AsyncIterator["RunningBot"]:
        """The bot as a process, ended at the end of the block if it still runs."""
        process = await self._start("run", "--role", role)
        bot = RunningBot(process)
        try:
            await bot.ready(patience)
            yield bot
        finally:
            await bot.stop()

    async def _start(self, *arguments: str) -> asyncio.subprocess.Process:
        return await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "bot.cli",
            *arguments,
            env=self.environment(),
            cwd=self.folder,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )


class RunningBot:
    """A running bot process."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self.log: list[str] = []
        self._reading = asyncio.create_task(self._read())

    @property
    def pid(self) -> int:
        """Of the process."""
        return self._process.pid

    async def ready(self, patience: float) -> None:
        """Wait until it says that it runs, at most so many seconds."""
        assert self._process.stdout is not None
        line = await asyncio.wait_for(self._process.stdout.readline(), patience)
        assert line.startswith(b"Running "), line.decode() + "".join(self.log)

    async def kill(self) -> None:
        """End it as a power cut would."""
        self._process.send_signal(signal.SIGKILL)
        await self._process.wait()

    async def stop(self) -> int:
        """Ask it to stop, wait, and give its exit code."""
        if self._process.returncode is None:
            self._process.send_signal(signal.SIGTERM)
        await asyncio.wait_for(self._process.wait(), PATIENCE)
        await self._reading
        return self._process.returncode or 0

    async def _read(self) -> None:
        assert self._process.stderr is not None
        async for line in self._process.stderr:
            self.log.append(line.decode())
