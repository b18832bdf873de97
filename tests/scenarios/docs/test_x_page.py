"""docs/x.md says what the code does: its rules, its sums, its steps of saving."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from bot.config import XPrices, XSettings
from bot.platforms.x.billing import Purpose
from bot.platforms.x.budget import budget_of
from bot.platforms.x.estimate import Month, estimate
from storage.x.ledger import Spent
from tests.decisions.table import FULL, KEPT, PAGE, rows_for_x, with_tables


def test_the_generated_parts_are_up_to_date() -> None:
    page = PAGE.read_text("utf-8")
    assert with_tables(page) == page, "run: make docs-tables"


def test_every_situation_on_x_is_on_the_page() -> None:
    page = PAGE.read_text("utf-8")
    rows = list(rows_for_x())
    assert len(rows) >= 8
    assert all(f"| {row.name} | {row.action} | {row.reason} |" in page for row in rows)


@pytest.mark.parametrize(
    ("month", "prices", "parts"),
    [
        (Month(1000, letters=100, keep_days=1), KEPT, ("1.50", "5.00", "3.80", "0.00", "0.00")),
        (Month(1000, letters=100, keep_days=3), FULL, ("26.50", "100.00", "143.50", "20.00", "0.00")),
        (Month(0, watched=1000), KEPT, ("0.00", "0.00", "0.00", "0.00", "5.00")),
        (Month(100), XPrices(owns_app=False), ("0.55", "0.50", "0.00", "2.00", "0.00")),
    ],
)
def test_a_months_cost_is_reckoned_as_by_hand(month: Month, prices: XPrices, parts: tuple[str, ...]) -> None:
    cost = estimate(month, prices)
    found = (cost.hearing, cost.answering, cost.messages, cost.lookups, cost.watching)
    assert found == tuple(map(Decimal, parts))
    assert cost.total == sum(map(Decimal, parts))


def test_the_page_names_the_real_shares_of_saving() -> None:
    settings = XSettings(daily_cap=Decimal(100))
    cent = Decimal("0.01")
    page = PAGE.read_text("utf-8")
    for purpose, share in ((Purpose.WATCH, "25"), (Purpose.HEAR, "6.25"), (Purpose.ANSWER, "3.125")):
        spent = int((100 - Decimal(share)) * 1_000_000)
        at, now = Spent(spent), datetime(2026, 11, 2, tzinfo=UTC)
        assert budget_of(settings, now, at, at).affordable(purpose, cent, 1) == 0
        before = Spent(spent - 10_000)
        assert budget_of(settings, now, before, before).affordable(purpose, cent, 1) == 1
    assert all(f"| {share} % |" in page for share in ("25", "12.5", "6.25"))
