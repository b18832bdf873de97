"""What the harness itself must be able to do."""

import subprocess
import sys
from collections.abc import Iterator

import pytest

from tests.scenarios.crash.bots import Bot


@pytest.fixture
def process() -> Iterator[subprocess.Popen[bytes]]:
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as waiting:
        yield waiting


async def test_a_bot_that_died_unnoticed_is_killed_without_complaint(
    process: subprocess.Popen[bytes],
) -> None:
    bot = Bot(process.pid)
    process.kill()
    process.wait()  # gone, and the loop had no turn to see it
    assert not bot.ended
    await bot.kill()
    assert bot.ended
