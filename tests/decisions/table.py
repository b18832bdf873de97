"""The generated parts of docs/x.md and docs/settings.md.

For X they are the rules, from the policy's table, and what a month costs. `make docs-tables` writes them;
tests hold the pages to them.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from bot.config import XPrices
from bot.config.reference import as_markdown
from bot.decisions.policy import decide
from bot.events import PlaceKind
from bot.platforms.x.estimate import Month, estimate
from tests.decisions.asked import ASKED
from tests.decisions.overheard import OVERHEARD
from tests.decisions.situation import TIMELINE, Row

PAGE = Path(__file__).parents[2] / "docs" / "x.md"
SETTINGS_PAGE = PAGE.with_name("settings.md")
KEPT = XPrices()
FULL = XPrices(summoned_reply_with_url=Decimal("0.200"), bill_expansions=True, once_a_day=False)


def rules() -> str:
    """One row for each situation of the table that can arise on X."""
    lines = ["| situation | what the bot does | why (`/why`) |", "|---|---|---|"]
    for row in rows_for_x():
        lines.append(f"| {row.name} | {row.action} | {row.reason} |")
    return "\n".join(lines)


def rows_for_x() -> Iterator[Row]:
    """Situations on an X timeline, in any public place, and in private, which X's direct messages are.

    What is told of groups alone is left out; what holds in any public place is decided again for a timeline.
    """
    for row in [*ASKED, *OVERHEARD]:
        if row.place.platform == "x" or row.place.kind is PlaceKind.PRIVATE:
            yield row
        elif not any(word in row.name for word in ("group", "watches", "answered today")):
            decision = decide(row.address, TIMELINE, row.reading, row.rules)
            yield replace(row, place=TIMELINE, action=decision.action, reason=decision.reason)


def costs() -> str:
    """A month at 100, 1,000 and 10,000 mentions, by both readings of the price list, two ways of keeping."""
    lines = [
        "| mentions | reading | posts kept | hearing | answering | messages | lookups | all |",
        "|---:|---|---|---:|---:|---:|---:|---:|",
    ]
    for mentions in (100, 1_000, 10_000):
        for reading, prices in (("low", KEPT), ("high", FULL)):
            for days in (1, 3):
                month = Month(mentions, letters=mentions // 10, keep_days=days)
                cost = estimate(month, prices)
                kept = f"{days} day" if days == 1 else f"{days} days"
                parts = (cost.hearing, cost.answering, cost.messages, cost.lookups, cost.total)
                money = " | ".join(f"{part:,.2f}" for part in parts)
                lines.append(f"| {mentions:,} | {reading} | {kept} | {money} |")
    return "\n".join(lines)


def with_tables(page: str) -> str:
    """The page on X with its generated parts as they should be."""
    for name, table in (("rules", rules()), ("costs", costs())):
        page = _with_part(page, name, table)
    return page


def with_settings(page: str) -> str:
    """The page on settings with its generated part as it should be."""
    return _with_part(page, "settings", f"\n{as_markdown()}\n")


def _with_part(page: str, name: str, part: str) -> str:
    begin, end = f"<!-- {name}: make docs-tables -->\n", f"<!-- end of {name} -->"
    parts = re.compile(re.escape(begin) + ".*?" + re.escape(end), re.DOTALL)
    page, number = parts.subn(lambda _: f"{begin}{part}\n{end}", page)
    assert number == 1, f"the page has no place for {name}"
    return page


if __name__ == "__main__":
    PAGE.write_text(with_tables(PAGE.read_text("utf-8")), "utf-8")
    SETTINGS_PAGE.write_text(with_settings(SETTINGS_PAGE.read_text("utf-8")), "utf-8")
