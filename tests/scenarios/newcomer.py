"""A newcomer's log: every command from an empty folder to the first answer, with the time that it took.

`python -m tests.scenarios.newcomer [--python PYTHON] [--here]`, or `make newcomer`. The environment is
clean: a new virtual environment (but with `--here`), new folders, no settings. The Bot API is the fake one: a
script cannot get a real token. The site that is followed stands on this machine, too.
"""

import argparse
import asyncio
import os
import platform
import shlex
import signal
import sys
import tempfile
import time
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from tests.fakes.publishers import fake_web
from tests.fakes.telegram import BotCall, RemoteTelegram

ROOT = Path(__file__).parents[2]
RUMOUR = "State TV just said it: N. Korea is sending 100,000 volunteers to fight in Ukraine, no joke!!"
LINK = "https://example.org/fact-check/north-korea-100000-volunteers"
POOL = "The town's swimming pool was filled with lemonade on Sunday"
_LONGEST = 1800


class Log:
    """Runs commands and notes how long each took."""

    def __init__(self, folder: Path, telegram: RemoteTelegram, *, here: bool) -> None:
        self._folder = folder
        kept = {name: os.environ[name] for name in ("PATH", "LANG", "PIP_INDEX_URL") if name in os.environ}
        self._environment = {
            **kept,
            "HOME": str(folder),
            "CLAIMSPREAD_TELEGRAM__BASE_URL": telegram.bot_url,
            "CLAIMSPREAD_SOURCES__PRIVATE_NETWORKS": '["127.0.0.0/8"]',
        }
        if here:
            self._environment["PYTHONPATH"] = str(ROOT)
        self.lines: list[tuple[str, float]] = []

    async def command(self, shown: str, *arguments: str) -> str:
        """Run a command to its end.

        Raises:
            SystemExit: it failed.
        """
        begun = time.monotonic()
        process = await self.start(*arguments)
        output, _ = await asyncio.wait_for(process.communicate(), _LONGEST)
        self.note(shown, begun)
        if process.returncode:
            sys.exit(f"{shown} failed:\n{output.decode()}")
        return output.decode()

    async def start(self, *arguments: str) -> asyncio.subprocess.Process:
        """Start a command whose end is not waited for."""
        return await asyncio.create_subprocess_exec(
            *arguments,
            cwd=self._folder,
            env=self._environment,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )

    def note(self, shown: str, begun: float) -> None:
        """Add a line to the log."""
        self.lines.append((shown, time.monotonic() - begun))
        sys.stderr.write(f"{self.lines[-1][1]:8.1f} s  {shown}\n")


async def _install(log: Log, python: str, folder: Path) -> list[str]:
    """Install into a new virtual environment; how `claimspread` is called there."""
    pip = str(folder / ".venv" / "bin" / "pip")
    await log.command("python3 -m venv .venv", python, "-m", "venv", ".venv")
    constraints = str(ROOT / "deploy" / "constraints.txt")
    await log.command(
        ".venv/bin/pip install -c deploy/constraints.txt .",
        *(pip, "install", "--quiet", "--constraint", constraints, str(ROOT)),
    )
    return [str(folder / ".venv" / "bin" / "claimspread")]


async def _write_log(python: str, folder: Path, *, here: bool) -> Log:
    async with RemoteTelegram() as telegram, fake_web(lambda: datetime.now(UTC)) as web:
        log = Log(folder, telegram, here=here)
        bot = [python, "-m", "bot.cli"] if here else await _install(log, python, folder)
        web.host("127.0.0.1", "Pool Checks").add("pool", POOL, "False", title="No lemonade in the pool")
        await log.command(
            "claimspread init --telegram-token TOKEN --claims samples --owner --no-ask",
            *(*bot, "init", "--telegram-token", telegram.token, "--claims", "samples", "--owner", "--no-ask"),
        )
        site = web.url("127.0.0.1")
        shown = await log.command(
            "claimspread sources add SITE --mode publish", *bot, "sources", "add", site, "--mode", "publish"
        )
        sys.stderr.write(shown)
        begun = time.monotonic()
        running = await log.start(*bot, "run")
        assert running.stdout is not None
        try:
            while b"Running" not in (line := await asyncio.wait_for(running.stdout.readline(), 120)):
                if not line:
                    sys.exit("claimspread run ended before it was ready")
            log.note("claimspread run, until it is ready", begun)
            begun = time.monotonic()
            await telegram.user(2001, "Ann", language_code="en").private(RUMOUR)
            await telegram.wait_for(lambda call: LINK in str(call.params), timeout=60)
            log.note("a message to the bot, until it is answered", begun)
            begun = time.monotonic()
            await _ask_until_known(telegram, web.url("127.0.0.1", "/pool"))
            log.note("questions about a claim of the site, until its page is the answer", begun)
        finally:
            running.send_signal(signal.SIGTERM)
            await running.communicate()
    return log


def _is_to(asker: int, call: BotCall) -> bool:
    return call.chat_id == asker


async def _ask_until_known(telegram: RemoteTelegram, link: str) -> None:
    """Ask about the site's claim; the bot reads the site meanwhile, at a polite pace."""
    for number in range(2002, 2062):  # another one each time: nobody is told the same twice
        mark = telegram.mark
        await telegram.user(number, "Ben", language_code="en").private(f"Somebody told me: {POOL}")
        answer = await telegram.wait_for(partial(_is_to, number), timeout=60, after=mark)
        if link in str(answer.params):
            return
        await asyncio.sleep(1)
    sys.exit("the bot does not answer from the site that it follows")


def main() -> None:
    """Write the log to standard output as a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--python", default=sys.executable, help="makes the virtual environment")
    parser.add_argument("--here", action="store_true", help="use this environment, install nothing")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="claimspread-newcomer-") as folder:
        log = asyncio.run(_write_log(shlex.split(chosen.python)[0], Path(folder), here=chosen.here))
    rows = [f"| `{shown}` | {seconds:.1f} |" for shown, seconds in log.lines]
    total = sum(seconds for _, seconds in log.lines)
    sys.stdout.write(
        "\n".join(["| Step | Seconds |", "|---|---|", *rows, f"| in all | {total:.1f} |", ""])
        + f"\n{os.cpu_count()} cores, Python {platform.python_version()}, load {os.getloadavg()[0]:.1f}\n"
    )


if __name__ == "__main__":
    main()
