"""Runs the fake as a process of its own: ``python -m tests.fakes.x --port N --log FILE``."""

import argparse
import asyncio
import json
import signal
import sys
from pathlib import Path
from typing import Any

from .server import FakeX


async def serve(port: int, log: Path | None, heartbeat: float) -> None:
    """Serve until SIGTERM or SIGINT; the first line on standard output is the base URL."""
    journal = log.open("a", encoding="utf-8") if log else None

    def write(event: str, details: dict[str, Any]) -> None:
        if journal:
            journal.write(json.dumps({"event": event, **details}, ensure_ascii=False) + "\n")
            journal.flush()

    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    async with FakeX(port=port, log=write, heartbeat_seconds=heartbeat) as fake:
        sys.stdout.write(fake.url + "\n")
        sys.stdout.flush()
        await stop.wait()
    if journal:
        journal.close()


def main() -> None:
    """Read the command line and serve."""
    parser = argparse.ArgumentParser(prog="python -m tests.fakes.x", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="0 picks a free one")
    parser.add_argument("--log", type=Path, help="JSON lines: one for each event, written at once")
    parser.add_argument(
        "--heartbeat", type=float, default=20, help="seconds between signs of life on streams"
    )
    options = parser.parse_args()
    asyncio.run(serve(options.port, options.log, options.heartbeat))


main()
