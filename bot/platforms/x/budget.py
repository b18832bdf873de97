"""How much may still be spent, on what, and what stops first when it runs out. Pure: money and times come in.

The caps are spent in an order: what is left of a cap belongs first to direct messages, then to answers
in public, then to hearing mentions, and last to watching. So watching stops first, then mentions are
looked for more slowly, then only direct messages are read and answered, then there is silence.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import ROUND_DOWN, Decimal
from enum import IntEnum
from typing import Final

from bot.config import XSettings
from bot.platforms.x.billing import Purpose
from storage.x.ledger import Spent

SLOWER_BY: Final = 4
"""How many times longer the pause between two looks for mentions is, once money runs short."""


class Stage(IntEnum):
    """How far the bot has given up spending."""

    EVERYTHING = 0
    NO_WATCHING = 1
    SLOWER = 2
    MESSAGES_ONLY = 3
    SILENCE = 4

    @property
    def word(self) -> str:
        """As in the messages `budget-stage-…`."""
        return self.name.lower().replace("_", "-")


@dataclass(frozen=True)
class BudgetWindow:
    """A cap and what was spent under it.

    Attributes:
        name: such as `2026-11-03` or `2026-11`.
        cap: US dollars, None for no limit.
        spent: paid, in US dollars.
        open: what unanswered calls may have cost at most.
        ends: when the next window begins.
    """

    name: str
    cap: Decimal | None
    spent: Decimal
    open: Decimal
    ends: datetime

    @property
    def left(self) -> Decimal | None:
        """What may still be spent, unanswered calls taken as paid; None for no limit."""
        return None if self.cap is None else max(self.cap - self.spent - self.open, Decimal(0))


@dataclass(frozen=True)
class Budget:
    """Both caps at one moment.

    Attributes:
        windows: the day and the month.
        reserve: share of each cap that watching leaves.
        letter: the price of a direct message: kept for the last word to the owner.
        reading: the most that one more direct message costs to read.
    """

    windows: tuple[BudgetWindow, ...]
    reserve: Decimal
    letter: Decimal
    reading: Decimal

    @property
    def stage(self) -> Stage:
        """The worse of both windows."""
        return max((self._stage(window) for window in self.windows), default=Stage.EVERYTHING)

    def affordable(self, purpose: Purpose, unit: Decimal, count: int) -> int:
        """How many at this price may be paid for, `count` at most."""
        if not unit:
            return count
        for window in self.windows:
            if window.left is not None and window.cap is not None:
                free = window.left - self._kept(window.cap, purpose)
                count = min(count, max(0, int((free / unit).to_integral_value(ROUND_DOWN))))
        return count

    def refused_until(self, purpose: Purpose, most: Decimal) -> datetime:
        """When the windows that have no room for so much are over."""
        ends = [
            window.ends
            for window in self.windows
            if window.left is not None
            and window.cap is not None
            and window.left - self._kept(window.cap, purpose) < most
        ]
        return max(ends, default=min(window.ends for window in self.windows))

    def tightest(self) -> BudgetWindow:
        """The window that decides the stage."""
        return max(self.windows, key=self._stage)

    def _stage(self, window: BudgetWindow) -> Stage:
        if window.cap is None or window.left is None:
            return Stage.EVERYTHING
        if window.left < self.letter + min(self.letter, self.reading):
            return Stage.SILENCE
        reserve = window.cap * self.reserve
        for stage, bound in (
            (Stage.MESSAGES_ONLY, self._kept(window.cap, Purpose.HEAR)),
            (Stage.SLOWER, reserve / 2),
            (Stage.NO_WATCHING, reserve),
        ):
            if window.left <= bound:
                return stage
        return Stage.EVERYTHING

    def _kept(self, cap: Decimal, purpose: Purpose) -> Decimal:
        """What must be left of a cap after a call for this purpose."""
        reserve = cap * self.reserve
        match purpose:
            case Purpose.WATCH:
                kept = reserve
            case Purpose.HEAR:
                kept = reserve / 4
            case Purpose.ANSWER:
                kept = reserve / 8
            case Purpose.MESSAGE | Purpose.UPKEEP:
                kept = self.letter
            case Purpose.NOTICE:
                kept = Decimal(0)
        return kept if purpose is Purpose.NOTICE else max(kept, self.letter)


def day_of(now: datetime) -> datetime:
    """The beginning of the UTC day."""
    return now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)


def month_of(now: datetime) -> datetime:
    """The beginning of the month in UTC."""
    return day_of(now).replace(day=1)


def next_month(now: datetime) -> datetime:
    """The beginning of the next month in UTC."""
    return month_of(month_of(now) + timedelta(days=32))


def budget_of(settings: XSettings, now: datetime, day: Spent, month: Spent) -> Budget:
    """The budget at this moment, from what was spent on this day and in this month."""
    today, this_month = day_of(now), month_of(now)
    million = Decimal(1_000_000)
    prices = settings.prices
    along = prices.user_read + prices.post_read if prices.bill_expansions else Decimal(0)
    return Budget(
        (
            BudgetWindow(
                f"{today:%Y-%m-%d}",
                settings.daily_cap,
                day.paid / million,
                day.open / million,
                today + timedelta(days=1),
            ),
            BudgetWindow(
                f"{this_month:%Y-%m}",
                settings.monthly_cap,
                month.paid / million,
                month.open / million,
                next_month(now),
            ),
        ),
        Decimal(str(settings.answering_reserve)),
        prices.dm_create,
        prices.dm_event_read + along,
    )


def forecast(spent: Decimal, lately: Decimal, span: timedelta, now: datetime) -> Decimal:
    """What the month will have cost if it goes on as lately, in US dollars.

    Args:
        spent: in this month.
        lately: spent in the span that is taken as the pace.
        span: its length, at least an hour is counted.
        now: the present moment.
    """
    pace = lately / Decimal(max(span, timedelta(hours=1)).total_seconds())
    left = Decimal((next_month(now) - now).total_seconds())
    return (spent + pace * left).quantize(Decimal("0.01"))
