"""The figures of a claim's spread: how fast, how far, believed or denied, and whether its rise is unusual.

Pure: no clock, no database. Everything counts what was seen by us.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from math import sqrt
from statistics import median

from storage.spread import Cell, Moment, Totals, Unit

STEPS: Mapping[Unit, timedelta] = {"hour": timedelta(hours=1), "day": timedelta(days=1)}
ALERT_WINDOW = timedelta(hours=6)
HISTORY = timedelta(days=28)
_DAY = timedelta(days=1)
_CONSISTENT = 1.4826
"""Makes the median absolute deviation estimate a standard deviation (Rousseeuw & Croux 1993, JASA 88)."""


@dataclass(frozen=True)
class Growth:
    """Posts of the last 24 hours, and of a usual day before (the median; None where there was none yet)."""

    recent: int
    usual: float | None

    @property
    def factor(self) -> float | None:
        """How many times the usual; None where nothing is usual."""
        return self.recent / self.usual if self.usual else None


@dataclass(frozen=True)
class Shares:
    """Which part of the posts asserts, reports, denies or asks about the claim; together 1, or all 0."""

    asserting: float
    reporting: float
    denying: float
    asking: float


@dataclass(frozen=True)
class SpreadFigures:
    """All of it for one claim and period.

    Attributes:
        totals: posts, places and authors, the first and the last time.
        shares: by stance.
        growth: against the claim's own past.
        half_life: time from the first post seen until half of all had been seen; None without any.
        to_check: time from the first sighting to the fact-check (its day's noon, UTC), None where either is
            missing; negative where the fact-check came first.
        to_answer: time from the first sighting to the first answer with the fact-check.
    """

    totals: Totals
    shares: Shares
    growth: Growth
    half_life: timedelta | None
    to_check: timedelta | None
    to_answer: timedelta | None


@dataclass(frozen=True)
class Unusual:
    """A rise: so many posts within `ALERT_WINDOW`, where so many are usual; `score` is the robust z-score."""

    posts: int
    usual: float
    score: float


def figures_of(
    totals: Totals,
    cells: Sequence[Cell],
    moments: Sequence[Moment],
    now: datetime,
    checked_on: date | None = None,
    answered_at: datetime | None = None,
) -> SpreadFigures:
    """The figures of a claim.

    Args:
        totals: of the period.
        cells: of the period, of any unit.
        moments: by hour; growth looks at the days before `now`.
        now: the end of the period.
        checked_on: when the first fact-check was published.
        answered_at: when the first answer with it left.
    """
    checked_at = None if checked_on is None else noon_of(checked_on)
    return SpreadFigures(
        totals=totals,
        shares=shares_of(cells),
        growth=growth_of(moments, now),
        half_life=half_life_of([moment for moment in moments if _is_within(moment, totals.first_at)]),
        to_check=_between(totals.first_at, checked_at),
        to_answer=_between(totals.first_at, answered_at),
    )


def noon_of(day: date) -> datetime:
    """The moment that stands for a day on a time axis."""
    return datetime.combine(day, time(12), UTC)


def filled(moments: Sequence[Moment], unit: Unit, start: datetime, end: datetime) -> list[Moment]:
    """Every hour or day from `start` to `end`, those without posts too."""
    known = {moment.at: moment for moment in moments}
    at = start.replace(minute=0, second=0, microsecond=0, hour=start.hour if unit == "hour" else 0)
    series = []
    while at <= end:
        series.append(known.get(at, Moment(at, 0, 0)))
        at += STEPS[unit]
    return series


def shares_of(cells: Sequence[Cell]) -> Shares:
    """The parts that assert, report, deny and ask."""
    counted: Counter[str] = Counter()
    for cell in cells:
        counted[cell.stance] += cell.posts
    number = sum(counted.values()) or 1
    return Shares(
        asserting=counted["assert"] / number,
        reporting=counted["report"] / number,
        denying=counted["deny"] / number,
        asking=counted["question"] / number,
    )


def growth_of(moments: Sequence[Moment], now: datetime) -> Growth:
    """Posts of the last 24 hours against the median of the days before, four weeks back at most."""
    days = windowed(moments, now, _DAY, HISTORY // _DAY)
    return Growth(days[0], float(median(days[1:])) if len(days) > 1 else None)


def half_life_of(moments: Sequence[Moment]) -> timedelta | None:
    """Time from the first hour until half of all posts had been seen, to the hour."""
    number = sum(moment.posts for moment in moments)
    seen = 0
    for moment in moments:
        seen += moment.posts
        if 2 * seen >= number:
            return moment.at - moments[0].at
    return None


def windowed(moments: Sequence[Moment], now: datetime, width: timedelta, most: int) -> list[int]:
    """Posts of the last `width` before `now`, of the one before, and so on: back to the claim's first.

    Whole hours are counted: a window begins with the hour into which its beginning falls.
    """
    if not moments:
        return [0]
    end = now.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    number = min(most + 1, max(1, -(-(end - moments[0].at) // width)))
    counts = [0] * number
    for moment in moments:
        place = (end - timedelta(hours=1) - moment.at) // width
        if 0 <= place < number:
            counts[place] += moment.posts
    return counts


def robust_z(value: float, history: Sequence[float]) -> float:
    """How many deviations a count lies above the median of its history.

    The deviation is estimated by the median absolute deviation, and is never taken for smaller than that of a
    Poisson count with this median (at least 1): else a claim seen once a month would be unusual at two posts.
    An empty history counts as never seen.
    """
    usual = median(history) if history else 0.0
    spread = median(abs(count - usual) for count in history) if history else 0.0
    return (value - usual) / max(_CONSISTENT * spread, sqrt(max(usual, 1.0)))


def unusual_rise(
    moments: Sequence[Moment], now: datetime, *, least_posts: int, least_score: float
) -> Unusual | None:
    """Whether the last six hours stand out from the claim's own past; None where they do not.

    Args:
        moments: by hour, of the last `HISTORY` at least.
        now: the time.
        least_posts: fewer posts than that are never unusual.
        least_score: robust z-score from which they are.
    """
    recent, *before = windowed(moments, now, ALERT_WINDOW, HISTORY // ALERT_WINDOW)
    score = robust_z(recent, before)
    if recent < least_posts or score < least_score:
        return None
    return Unusual(recent, float(median(before)) if before else 0.0, score)


def _is_within(moment: Moment, first_at: datetime | None) -> bool:
    return first_at is not None and moment.at > first_at - STEPS["hour"]


def _between(start: datetime | None, end: datetime | None) -> timedelta | None:
    return None if start is None or end is None else end - start
