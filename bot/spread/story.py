"""What is told of a claim's spread, gathered from the store: one call for charts, chat, pages and exports."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy.ext.asyncio import AsyncSession

from bot.spread.chain import MOST_CARRIERS, Chain, chain_of
from bot.spread.figures import HISTORY, SpreadFigures, figures_of
from storage import coverage, network, spread
from storage.models import Claim
from storage.spread import Cell, Moment, Unit

Period = Literal["7d", "30d", "all"]
PERIODS: dict[Period, timedelta | None] = {"7d": timedelta(days=7), "30d": timedelta(days=30), "all": None}
_HOURLY_UP_TO = timedelta(days=4)


@dataclass(frozen=True)
class Story:
    """One claim's spread within a period.

    Attributes:
        claim: with its appearances and fact-checks.
        period: which.
        since: its beginning, None for all.
        now: its end.
        unit: of `cells` and `moments`: hours where all of it lies within four days, else days.
        cells: posts by unit, platform, language and stance; only units that have any.
        moments: posts and distinct places by unit; only units that have any.
        figures: see there.
        coverage: since when, and where, we listened at all; None where nothing was noted.
    """

    claim: Claim
    period: Period
    since: datetime | None
    now: datetime
    unit: Unit
    cells: tuple[Cell, ...]
    moments: tuple[Moment, ...]
    figures: SpreadFigures
    coverage: coverage.Extent | None


async def story_of(session: AsyncSession, claim: Claim, now: datetime, period: Period = "all") -> Story:
    """Gather a claim's spread; some tenths of a second with a hundred thousand sightings."""
    length = PERIODS[period]
    since = None if length is None else now - length
    totals = await spread.totals(session, claim.id, since)
    first, last = totals.first_at or now, totals.last_at or now
    unit: Unit = "hour" if last - first <= _HOURLY_UP_TO else "day"
    cells = await spread.cells(session, claim.id, unit, since)
    hours = await spread.moments(session, claim.id, "hour", _history(since, now))
    moments = await spread.moments(session, claim.id, unit, since) if unit == "day" or since else hours
    checked = [check.published_on for check in claim.fact_checks if check.published_on is not None]
    figures = figures_of(
        totals,
        cells,
        hours,
        now,
        min(checked, default=None),
        await spread.first_answer_at(session, claim.id),
    )
    extent = await coverage.extent(session, since, now)
    return Story(claim, period, since, now, unit, tuple(cells), tuple(moments), figures, extent)


async def graph_for(session: AsyncSession, claim: Claim) -> Chain:
    """The graph of a claim, of 2,000 nodes at most, without who was first where."""
    seen = await network.network(session, claim.id, MOST_CARRIERS)
    return chain_of(claim.appearances, claim.fact_checks, seen)


async def chain_for(session: AsyncSession, claim: Claim, since: datetime | None = None) -> Chain:
    """The graph of a claim, of 2,000 nodes at most, whatever the number of sightings."""
    seen = await network.network(session, claim.id, MOST_CARRIERS, since)
    return chain_of(
        claim.appearances,
        claim.fact_checks,
        seen,
        await spread.firsts(session, claim.id, "platform", since),
        await spread.firsts(session, claim.id, "language", since),
    )


def _history(since: datetime | None, now: datetime) -> datetime | None:
    """From when hours are wanted: for the period, and for four weeks of a past to compare with."""
    return None if since is None else min(since, now - HISTORY)
