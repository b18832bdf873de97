"""Thirty kills in the ordinary run, half of them of four workers on one PostgreSQL; more by `make crash`."""

import os
import random
import sys
from pathlib import Path

import pytest

from tests.scenarios.crash.siege import Siege
from tests.scenarios.crash.town import KINDS
from tests.scenarios.crash.verdict import Verdict

KILLS = 15


def seed() -> int:
    """A new one each time, unless CRASH_SEED names the one to replay."""
    return int(os.environ.get("CRASH_SEED") or random.SystemRandom().randrange(10**6))


def check(verdict: Verdict) -> None:
    sys.stdout.write(f"\n{verdict}\n")
    assert verdict.is_clean, str(verdict)
    assert verdict.kills.total() >= KILLS
    assert set(verdict.events) == set(KINDS)


@pytest.mark.timeout(900)
async def test_killed_anywhere_one_bot_loses_nothing_and_says_nothing_twice(
    sqlite_url: str, tmp_path: Path
) -> None:
    check(await Siege(tmp_path, sqlite_url, kills=KILLS, workers=1, seed=seed()).run())


@pytest.mark.timeout(900)
async def test_four_workers_restarted_in_turn_lose_nothing_and_say_nothing_twice(
    postgresql_url: str, tmp_path: Path
) -> None:
    verdict = await Siege(tmp_path, postgresql_url, kills=KILLS, workers=4, seed=seed(), gently=True).run()
    check(verdict)
    assert verdict.repeated == verdict.unknown == 0


@pytest.mark.timeout(900)
async def test_killed_anywhere_four_workers_on_one_database_lose_nothing_and_say_nothing_twice(
    postgresql_url: str, tmp_path: Path
) -> None:
    check(await Siege(tmp_path, postgresql_url, kills=KILLS, workers=4, seed=seed()).run())
