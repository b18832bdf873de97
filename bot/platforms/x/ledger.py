"""The ledger of what X costs: asked before each call, told after it, and the voice that says when money ends.

A call is noted with the most that it can cost and committed before it leaves. Its answer puts the true cost
in that place; a refusal takes the note away; where the connection broke, the note stays as what was *perhaps*
charged, and counts against the caps until it is known better.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any, Final

import structlog
from markupsafe import Markup
from sqlalchemy.ext.asyncio import AsyncSession

from bot.config import Settings, XSettings
from bot.errors import RetryLater
from bot.platforms.base import NotifyOwner
from bot.platforms.x.billing import Bill, Purpose, Read, dollars, line_of, micros, reads_in
from bot.platforms.x.budget import SLOWER_BY, Budget, Stage, budget_of, day_of, forecast, month_of
from bot.telemetry.endpoints import Spending
from bot.translations import Translator
from storage.database import Database
from storage.x import ledger
from storage.x.ledger import LedgerLine, Reservation

log = structlog.get_logger()

Json = Mapping[str, Any]

_UNDER_WAY: Final = timedelta(seconds=60)
"""A call that is not answered after twice the longest that it may take is lost."""

_SOON: Final = 5.0
"""Seconds after which calls under way will have told what they cost."""

_PACE_OF: Final = timedelta(days=7)
_ANSWERS: Final = ("summoned_reply", "summoned_reply_with_url", "dm_create")

_purpose: ContextVar[Purpose | None] = ContextVar("purpose of calls to X", default=None)


class BudgetSpent(RetryLater):
    """The call was not made: what is left of a cap is kept for something more important, or nothing is."""

    asked_platform = False


@dataclass(frozen=True)
class Ticket:
    """A call that may be made: how much of it, and its entry in the ledger (None where it is free)."""

    bill: Bill
    entry: int | None = None


@dataclass(frozen=True)
class BudgetReport:
    """What `/budget` and `doctor` show; money in US dollars.

    Attributes:
        budget: both caps.
        forecast: what the month will have cost at the pace of the last seven days.
        answers: paid answers of this month, public and private.
        answer_cost: what the month cost so far for each of them, None without any.
    """

    budget: Budget
    forecast: Decimal
    answers: int
    answer_cost: Decimal | None


@contextmanager
def spending_on(purpose: Purpose) -> Iterator[None]:
    """Within this block calls are made for this purpose, whatever they would be made for otherwise."""
    token = _purpose.set(purpose)
    try:
        yield
    finally:
        _purpose.reset(token)


class Ledger:
    """Keeps one account's spending on X within its caps.

    Args:
        database: where the entries are.
        settings: caps, prices, and the owners to tell.
        now: tells the time, aware.

    Attributes:
        notify: tells an owner that money runs out; without it the log alone tells.
    """

    def __init__(self, database: Database, settings: Settings, now: Callable[[], datetime]) -> None:
        self._database = database
        self._settings = settings
        self._now = now
        self._told: tuple[str, Stage] = ("", Stage.EVERYTHING)
        self._cleared = ""
        self.notify: NotifyOwner | None = None

    async def begin(self, bill: Bill) -> Ticket:
        """Note a call that is about to be made.

        Returns:
            The ticket, whose bill may ask for fewer items than were wanted.

        Raises:
            BudgetSpent: it may not be made; tells when to ask again.
        """
        bill = replace(bill, purpose=_purpose.get() or bill.purpose)
        if bill.item is None:
            return Ticket(bill)
        now = self._now()
        async with self._database.write() as session:
            await ledger.lock(session)
            budget = await read_budget(session, self._settings.x, now)
            count = budget.affordable(bill.purpose, bill.unit, bill.count)
            if count >= bill.least:
                bill = replace(bill, count=count)
                line = LedgerLine(bill.item or "", bill.count, micros(bill.most))
                note = Reservation(now, bill.call, bill.purpose, line, bill.about)
                return Ticket(bill, await ledger.reserve(session, note))
            budget = await _without_flying(session, self._settings.x, now)
            await self._tell(session, budget, now)
        if budget.affordable(bill.purpose, bill.unit, bill.least) == bill.least:
            raise BudgetSpent(f"X: {bill.call} waits for other calls to tell what they cost", _SOON)
        until = budget.refused_until(bill.purpose, bill.unit * bill.least)
        text = f"X: the budget has no room for {bill.call} ({bill.purpose}) until {until:%Y-%m-%d %H:%M} UTC"
        raise BudgetSpent(text, (until - now).total_seconds() + 1)

    async def end(self, ticket: Ticket, answer: Json | None = None) -> None:
        """Put the true cost in a call's place.

        Args:
            ticket: as `begin` gave it.
            answer: what X answered; None: X refused, and charged nothing.
        """
        if ticket.entry is None:
            return
        now = self._now()
        async with self._database.write() as session:
            lines = [] if answer is None else await self._lines(session, ticket.bill, answer, now)
            await ledger.settle(session, ticket.entry, lines)
            if answer is not None and ticket.bill.repeats:
                once = self._settings.x.prices.once_a_day
                cost = 0 if once else sum(line.cost_micros for line in lines)
                since = day_of(now) if once else None
                await ledger.bound_open(session, ticket.bill.call, ticket.entry, cost, since)
            await self._tell(session, await _without_flying(session, self._settings.x, now), now)

    async def handed_over(self, call: str, read: Read, purpose: Purpose) -> None:
        """Note posts that a stream or a webhook brought: X charges them without being asked."""
        now = self._now()
        async with self._database.write() as session:
            lines = await self._priced(session, [read], now)
            await ledger.add(session, now, call, purpose, lines)
            await self._tell(session, await _without_flying(session, self._settings.x, now), now)

    async def admit(self, call: str, purpose: Purpose) -> None:
        """Let a stream be opened or go on.

        Raises:
            BudgetSpent: not one more post could be paid for.
        """
        now = self._now()
        async with self._database.read() as session:
            budget = await _without_flying(session, self._settings.x, now)
        price = self._settings.x.prices.post_read
        if not budget.affordable(purpose, price, 1):
            until = budget.refused_until(purpose, price)
            raise BudgetSpent(
                f"X: the budget has no room for {call} ({purpose}) until {until:%Y-%m-%d %H:%M} UTC",
                (until - now).total_seconds() + 1,
            )

    async def close(self, about: str, *, happened: bool) -> None:
        """It is known now whether something whose answer got lost was done: `reply:123`, `dm:7`."""
        async with self._database.write() as session:
            await ledger.close_about(session, about, happened=happened)

    async def slower_by(self) -> int:
        """By how much the pause between two looks for mentions is to be stretched now."""
        stage = (await self.standing()).budget.stage
        return SLOWER_BY if stage >= Stage.SLOWER else 1

    async def standing(self) -> BudgetReport:
        """Where the budget stands."""
        async with self._database.read() as session:
            return await read_budget_report(session, self._settings.x, self._now())

    async def _lines(
        self, session: AsyncSession, bill: Bill, answer: Json, now: datetime
    ) -> list[LedgerLine]:
        if bill.writes:
            return [line_of(bill.item or "", 1, self._settings.x.prices)]
        return await self._priced(session, reads_in(bill, answer, self._settings.x.prices), now)

    async def _priced(self, session: AsyncSession, reads: list[Read], now: datetime) -> list[LedgerLine]:
        prices = self._settings.x.prices
        lines = []
        for read in reads:
            ids: tuple[str, ...] | list[str] = read.ids
            if prices.once_a_day and read.item != "counts":
                await self._forget_yesterday(session, now)
                ids = await ledger.not_yet_read(session, day_of(now).date(), read.family, read.ids)
            if ids:
                lines.append(line_of(read.item, len(ids), prices))
        return lines

    async def _forget_yesterday(self, session: AsyncSession, now: datetime) -> None:
        today = day_of(now).date()
        if self._cleared != str(today):
            await ledger.forget_reads(session, today)
            self._cleared = str(today)

    async def _tell(self, session: AsyncSession, budget: Budget, now: datetime) -> None:
        """Tell the owner, once in each window, that the bot does less from now on."""
        stage, window = budget.stage, budget.tightest()
        if (window.name, stage) == self._told:
            return
        worse = stage > self._told[1] or window.name != self._told[0]
        self._told = (window.name, stage)
        if stage is Stage.EVERYTHING or not worse:
            return
        log.warning("x budget: doing less", stage=stage.word, window=window.name, left=str(window.left))

        def text(words: Translator) -> Markup:
            return words(
                "budget-notice",
                stage=words.plain(f"budget-stage-{stage.word}"),
                window=window.name,
                spent=money(window.spent),
                cap=money(window.cap or Decimal(0)),
                until=f"{window.ends:%Y-%m-%d %H:%M}",
            )

        if self.notify is not None:
            await self.notify(session, f"budget:x:{window.name}:{stage.word}", text, now)


async def read_budget(session: AsyncSession, settings: XSettings, now: datetime) -> Budget:
    """The caps and what was spent under them."""
    month = await ledger.spent(session, month_of(now))
    day = await ledger.spent(session, day_of(now))
    return budget_of(settings, now, day, month)


async def _without_flying(session: AsyncSession, settings: XSettings, now: datetime) -> Budget:
    """The same without calls that are under way: they hold more than most of them will cost."""
    lost_before = now - _UNDER_WAY
    month = await ledger.spent(session, month_of(now), lost_before)
    day = await ledger.spent(session, day_of(now), lost_before)
    return budget_of(settings, now, day, month)


async def read_budget_report(session: AsyncSession, settings: XSettings, now: datetime) -> BudgetReport:
    """Everything that is shown about the budget."""
    budget = await read_budget(session, settings, now)
    month = next(window for window in budget.windows if window.name == f"{month_of(now):%Y-%m}")
    since = now - _PACE_OF
    first = await ledger.first_at(session, since)
    lately = await ledger.spent(session, since)
    counts = await ledger.counted(session, month_of(now))
    answers = sum(counts.get(item, (0, 0))[0] for item in _ANSWERS)
    return BudgetReport(
        budget,
        forecast(month.spent, dollars(lately.paid), now - (first or now), now),
        answers,
        (month.spent / answers).quantize(Decimal("0.0001")) if answers else None,
    )


async def read_spending(session: AsyncSession, settings: XSettings, now: datetime) -> list[Spending]:
    """What was spent under each cap, for the metrics."""
    windows = (await read_budget(session, settings, now)).windows
    return [
        Spending(window.name, float(window.spent), None if window.cap is None else float(window.cap))
        for window in windows
    ]


def money(amount: Decimal | int) -> str:
    """US dollars to the cent, or finer where cents would hide it: `12.50`, `0.0110`."""
    amount = Decimal(amount)
    return f"{amount:.2f}" if amount == amount.quantize(Decimal("0.01")) else f"{amount:.4f}"
