"""`claimspread doctor` on X: the account's bio, and the budget."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from bot.config import MatcherSettings, TelegramSettings
from bot.operations.doctor import examine
from bot.operations.findings import Finding, Severity
from storage import accounts
from storage.database import Database
from tests.fakes.x import FakeX
from tests.platforms.x.purse import whole_settings

NOW = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)


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


async def test_an_owner_made_by_a_code_is_known_to_the_doctor(fake: FakeX, store: Database) -> None:
    settings = whole_settings(fake, store).model_copy(
        update={"telegram": TelegramSettings(), "matcher": MatcherSettings(model="hashing"), "owners": ()}
    )

    async def owners() -> Finding:
        return next(iter([one async for one in examine(settings) if one.subject == "owners"]))

    assert (await owners()).seen == "nobody owns the bot: no one can add claims in chat"
    async with store.write() as session:
        await accounts.grant(session, "telegram", "4001", "owner", "cli:operator", NOW)
        await accounts.grant(session, "telegram", "4002", "admin", "cli:operator", NOW)
    found = await owners()
    assert (found.health, found.seen) == (Severity.OK, "telegram:4001")


async def test_a_budget_that_runs_short_names_its_stage(fake: FakeX, store: Database) -> None:
    found = await findings(fake, store, daily_cap=Decimal("0.04"))
    assert found["x budget"].health is Severity.NOTE
    assert found["x budget"].seen.startswith("silence; ")
