"""`claimspread doctor` on X: the account's bio, and the budget."""

from collections.abc import AsyncIterator
from decimal import Decimal
from typing import Any

import pytest

from bot.config import MatcherSettings, TelegramSettings
from bot.operations.doctor import examine
from bot.operations.findings import Finding, Severity
from storage.database import Database
from tests.fakes.x import FakeX
from tests.platforms.x.purse import whole_settings


@pytest.fixture
async def store(sqlite_url: str) -> AsyncIterator[Database]:
    async with Database(sqlite_url) as opened:
        yield opened


async def findings(fake: FakeX, store: Database, **changes: Any) -> dict[str, Finding]:
    settings = whole_settings(fake, store, **changes).model_copy(
        update={"telegram": TelegramSettings(), "matcher": MatcherSettings(model="hashing")}
    )
    return {finding.subject: finding async for finding in examine(settings)}


async def test_an_account_that_says_who_runs_it_and_a_capped_budget_are_well(
    fake: FakeX, store: Database
) -> None:
    found = await findings(fake, store, daily_cap=Decimal(1), monthly_cap=Decimal(20))
    assert found["x account"].health is Severity.OK
    assert found["x budget"].health is Severity.OK
    assert "0.02 USD spent" in found["x budget"].seen
    assert "left of 20.00" in found["x budget"].seen
    assert fake.spend == Decimal("0.020")


async def test_a_silent_bio_fails_and_a_budget_without_caps_is_noted(fake: FakeX, store: Database) -> None:
    fake.change_user("2000", description="Hello")
    found = await findings(fake, store)
    assert found["x account"].health is Severity.FAILED
    assert "does not say that it is automated nor who runs it" in found["x account"].seen
    assert found["x budget"].health is Severity.NOTE
    assert "CLAIMSPREAD_X__DAILY_CAP" in found["x budget"].remedy


async def test_a_budget_that_runs_short_names_its_stage(fake: FakeX, store: Database) -> None:
    found = await findings(fake, store, daily_cap=Decimal("0.04"))
    assert found["x budget"].health is Severity.NOTE
    assert found["x budget"].seen.startswith("silence; ")
