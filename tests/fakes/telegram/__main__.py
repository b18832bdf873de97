"""`python -m tests.fakes.telegram --port N --log FILE`: the fake as a process, see `control.py`."""

import argparse
import asyncio
import contextlib
import signal
from pathlib import Path

from tests.fakes.telegram.clock import Clock
from tests.fakes.telegram.control import serve_forever
from tests.fakes.telegram.limits import Limits
from tests.fakes.telegram.local import TOKEN, FakeTelegram
from tests.fakes.telegram.world import BotProfile


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.fakes.telegram", description=__doc__)
    parser.add_argument(
        "--port", type=int, default=0, help="0 takes any free one, announced on standard output"
    )
    parser.add_argument("--log", type=Path, help="a file to which each call goes as a line of JSON")
    parser.add_argument("--token", default=TOKEN)
    parser.add_argument("--username", default=BotProfile.username)
    parser.add_argument("--privacy-off", action="store_true", help="the bot sees all messages of its groups")
    parser.add_argument("--no-limits", action="store_true", help="no 429s but planned ones")
    parser.add_argument("--clock", type=float, help="seconds since 1970 at which time stands still")
    return parser.parse_args()


async def _main() -> None:
    given = _arguments()
    fake = FakeTelegram(
        port=given.port,
        token=given.token,
        limits=Limits.none() if given.no_limits else Limits(),
        clock=Clock(given.clock),
        bot=BotProfile(username=given.username, can_read_all_group_messages=given.privacy_off),
        log=given.log,
    )
    serving = asyncio.create_task(serve_forever(fake))
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, serving.cancel)
    with contextlib.suppress(asyncio.CancelledError):
        await serving


asyncio.run(_main())
