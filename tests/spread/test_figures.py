"""The figures of a spread, by hand-made counts: windows, growth, shares, half-life, what is unusual."""

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.spread.figures import (
    Growth,
    Unusual,
    figures_of,
    filled,
    growth_of,
    half_life_of,
    robust_z,
    shares_of,
    unusual_rise,
    windowed,
)
from storage.spread import Cell, Moment, Totals

NOW = datetime(2026, 11, 20, 12, 30, tzinfo=UTC)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def hours_ago(**posts: int) -> list[Moment]:
    """`h3=5`: five posts three hours before this hour."""
    now = NOW.replace(minute=0)
    return sorted(
        (Moment(now - int(name[1:]) * HOUR, number, 1) for name, number in posts.items()),
        key=lambda moment: moment.at,
    )


def test_windows_go_back_to_the_first_post_and_count_the_running_hour() -> None:
    assert windowed(hours_ago(h0=2, h5=3, h6=4, h13=1), NOW, 6 * HOUR, 10) == [5, 4, 1]
    assert windowed(hours_ago(h0=2, h100=1), NOW, 6 * HOUR, 2) == [2, 0, 0]
    assert windowed([], NOW, DAY, 3) == [0]


def test_growth_is_the_last_day_against_the_median_of_the_days_before() -> None:
    growth = growth_of(hours_ago(h1=30, h30=2, h50=4, h75=90), NOW)
    assert growth == Growth(30, 4.0)
    assert growth.factor == 7.5
    assert growth_of(hours_ago(h1=30), NOW) == Growth(30, None)


def test_half_life_is_when_half_of_all_posts_had_been_seen() -> None:
    assert half_life_of(hours_ago(h20=1, h17=3, h2=4)) == 3 * HOUR
    assert half_life_of([]) is None


def test_shares_count_posts_and_are_nothing_without_any() -> None:
    cells = [Cell(NOW, "x", "en", "assert", 3), Cell(NOW, "x", "ru", "deny", 1)]
    shares = shares_of(cells)
    assert (shares.asserting, shares.reporting, shares.denying, shares.asking) == (0.75, 0, 0.25, 0)
    assert shares_of([]).asserting == 0


def test_times_to_the_fact_check_and_the_answer_count_from_the_first_sighting() -> None:
    first = NOW - 3 * DAY
    totals = Totals(2, 2, 2, first, NOW)
    moments = [Moment(first.replace(minute=0), 1, 1), Moment(NOW.replace(minute=0), 1, 1)]
    figures = figures_of(totals, [], moments, NOW, date(2026, 11, 18), first + HOUR)
    assert figures.to_check == datetime(2026, 11, 18, 12, tzinfo=UTC) - first
    assert figures.to_answer == HOUR
    assert figures.half_life == timedelta(0)
    unknown = figures_of(Totals(0, 0, 0, None, None), [], [], NOW)
    assert (unknown.to_check, unknown.to_answer, unknown.half_life) == (None, None, None)


def test_hours_without_posts_are_filled_in() -> None:
    series = filled(hours_ago(h3=2), "hour", NOW - 4 * HOUR, NOW)
    assert [moment.posts for moment in series] == [0, 2, 0, 0, 0]


@pytest.mark.parametrize(
    ("value", "history", "score"),
    [
        (16, [4] * 20, 6.0),  # no deviation: that of a Poisson count, 2
        (4, [], 4.0),
        (10, [0, 0, 0], 10.0),
        (40, [10, 20, 30], pytest.approx(20 / 14.826)),
    ],
)
def test_the_robust_score_never_takes_a_count_for_steadier_than_chance(
    value: int, history: list[int], score: float
) -> None:
    assert robust_z(value, history) == score


def test_a_burst_stands_out_of_a_quiet_past_and_not_of_a_loud_one() -> None:
    quiet = hours_ago(**{f"h{hour}": 1 for hour in range(12, 300, 12)}, h1=20)
    found = unusual_rise(quiet, NOW, least_posts=10, least_score=4)
    assert isinstance(found, Unusual)
    assert (found.posts, found.usual) == (20, 0.5)
    loud = hours_ago(**{f"h{hour}": 20 for hour in range(7, 300, 6)}, h1=24)
    assert unusual_rise(loud, NOW, least_posts=10, least_score=4) is None


def test_few_posts_are_never_an_unusual_rise() -> None:
    assert unusual_rise(hours_ago(h1=9), NOW, least_posts=10, least_score=4) is None
    assert unusual_rise(hours_ago(h1=10), NOW, least_posts=10, least_score=4) is not None
