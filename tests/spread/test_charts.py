"""Charts: every language and theme draws, whatever a claim's text holds, and nothing leaves the picture."""

import struct
import warnings
from datetime import UTC, date, datetime, timedelta
from itertools import cycle
from typing import get_args

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from bot.spread.chart_data import bins_of
from bot.spread.charts import _width, _wrapped, spread_chart
from bot.spread.figures import figures_of
from bot.spread.palettes import PALETTES, Theme
from bot.spread.story import Story
from bot.translations import Translator, languages
from storage.models import Appearance, Claim, FactCheck
from storage.spread import Cell, Moment, Totals, Unit

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
LONG = "Северная Корея отправит 100 тысяч добровольцев воевать на Украине и никто не назвал источник " * 4
ARABIC = "كوريا الشمالية سترسل 100 ألف متطوع للقتال في أوكرانيا"


def story(statement: str = "It is so", days: int = 9, unit: Unit = "day", posts: int = 1) -> Story:
    cells = [
        Cell(NOW - timedelta(days=day), platform, language, stance, posts)
        for day in range(0, days, max(1, days // 20))
        for platform, language, stance in [
            ("x", "en", "assert"),
            ("telegram", "ar", "deny"),
            ("x", None, "?"),
        ]
    ]
    cells.sort(key=lambda cell: cell.at)
    moments = [Moment(cell.at, cell.posts, 1) for cell in cells]
    first = cells[0].at if cells else None
    totals = Totals(posts * len(cells), 2, 2, first, NOW)
    claim = Claim(
        id=7, statement=statement, rating="false", status="published", created_at=NOW, updated_at=NOW
    )
    claim.appearances = [
        Appearance(id=1, who="$a_{b$ \\frac", where=LONG, published_at=NOW - timedelta(days=days))
    ]
    claim.fact_checks = [FactCheck(id=1, url="https://example.org", published_on=date(2026, 11, 19))]
    figures = figures_of(totals, cells, moments, NOW)
    return Story(claim, "all", None, NOW, unit, tuple(cells), tuple(moments), figures, None)


def size_of(picture: bytes) -> tuple[int, int]:
    width, height = struct.unpack(">II", picture[16:24])
    return width, height


@pytest.mark.parametrize(("language", "theme"), list(zip(languages(), cycle(get_args(Theme)), strict=False)))
def test_every_language_and_theme_is_drawn_with_all_its_letters(language: str, theme: Theme) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # matplotlib warns of a letter that no font has
        picture = spread_chart(story(ARABIC), Translator(language), theme)
    assert size_of(picture) == (1080, 1350)


@pytest.mark.parametrize(
    "statement",
    [
        LONG,
        "x" * 500,
        "$\\frac{1}{0}$ costs $5",
        "<b>&amp;</b>\x00\x1b[31m",
        "https://example.org/" + "a" * 300,
    ],
    ids=["long", "one word", "formula", "markup", "address"],
)
def test_a_claims_text_is_only_ever_text(statement: str) -> None:
    assert size_of(spread_chart(story(statement), Translator("en"))) == (1080, 1350)


@pytest.mark.parametrize(("days", "posts"), [(0, 1), (1, 90_000), (900, 300)])
def test_nothing_and_very_much_are_drawn_alike(days: int, posts: int) -> None:
    assert size_of(spread_chart(story(days=days, posts=posts), Translator("uk"))) == (1080, 1350)


def test_a_phone_can_tell_the_bars_apart_however_long_it_lasted() -> None:
    for days in (1, 9, 60, 400, 3_000):
        bins = bins_of(story(days=days))
        assert 1 <= bins.number <= 48
        assert bins.start_of(bins.start + 2.5 * bins.step) == bins.start + 2 * bins.step


@pytest.mark.parametrize("text", [LONG, "W" * 200, "a " * 300])
def test_lines_stay_within_the_picture(text: str) -> None:
    figure = Figure(figsize=(6.75, 8.4375), dpi=160)
    FigureCanvasAgg(figure)
    lines = _wrapped(figure, text, 0.93, 16, 3)
    assert len(lines) <= 3
    assert all(_width(figure, line, 16, bold=True) <= 0.96 for line in lines)
    assert lines[-1].endswith("…")


def test_text_is_readable_on_its_paper_in_both_themes() -> None:
    def luminance(colour: str) -> float:
        parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    for palette in PALETTES.values():
        for colour in (palette.ink, palette.faint, palette.check):
            light, dark = sorted((luminance(colour), luminance(palette.paper)), reverse=True)
            assert (light + 0.05) / (dark + 0.05) >= 4.5
