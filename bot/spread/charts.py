"""Charts of a claim's spread as PNG, made to be read on a phone; text from claims is drawn as text only."""

import io
import textwrap
import threading
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from math import sqrt
from typing import Any, Final, Literal

import matplotlib as mpl
from babel.dates import format_datetime
from matplotlib import font_manager
from matplotlib.axes import Axes
from matplotlib.dates import AutoDateLocator, date2num, num2date
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.ticker import FuncFormatter, MaxNLocator

from bot.spread.figures import STEPS, noon_of
from bot.spread.story import Story
from bot.spread.words import day, language_name, platform_name
from bot.words import RIGHT_TO_LEFT, Words

Theme = Literal["light", "dark"]

_WIDTH, _HEIGHT, _DPI = 6.75, 8.4375, 160
"""1080 x 1350 pixels: the tallest picture that phones show in a chat without cutting it."""
_MOST_LANGUAGES = 8
_MOST_LANDMARKS = 5
_TITLE_WIDTH, _TITLE_LINES = 46, 3
_LARGEST_MARK = 420.0
_SMALLEST_MARK = 55.0
_FONTS: Final = ("DejaVu Sans", "Noto Sans CJK SC", "Noto Sans CJK KR", "Noto Sans", "Noto Sans Devanagari")
"""The first draws Latin, Cyrillic, Greek and Arabic and comes with matplotlib; the others where installed."""
_drawing = threading.Lock()
"""matplotlib's settings belong to the process."""


@dataclass(frozen=True)
class Palette:
    """Colours of a theme; text on `paper` has a contrast of at least 4.5 to 1."""

    paper: str
    ink: str
    faint: str
    grid: str
    check: str
    stances: Mapping[str, str]
    platforms: tuple[str, ...]


PALETTES: Mapping[Theme, Palette] = {
    "light": Palette(
        paper="#ffffff",
        ink="#1d2733",
        faint="#5b6b7a",
        grid="#e4e9ee",
        check="#137a4f",
        stances={"assert": "#c8334f", "report": "#b7791f", "question": "#2b6cb0", "deny": "#1f8a5b"},
        platforms=("#2f7ebc", "#1d2733", "#8a5fb0", "#b08968"),
    ),
    "dark": Palette(
        paper="#11181f",
        ink="#eef2f5",
        faint="#9fb0bf",
        grid="#26323d",
        check="#5fd6a0",
        stances={"assert": "#ff7085", "report": "#f0b94d", "question": "#6bb6f2", "deny": "#48c78e"},
        platforms=("#58abe6", "#eef2f5", "#b99ae0", "#d9b48f"),
    ),
}
_MARKERS: Mapping[str, str] = {"telegram": "o", "x": "s"}
_COLOUR_OF: Mapping[str, int] = {"telegram": 0, "x": 1, "console": 2}


@dataclass(frozen=True)
class _Landmark:
    at: datetime
    label: str
    is_check: bool


@dataclass(frozen=True)
class _Look:
    words: Words
    palette: Palette

    @property
    def rtl(self) -> bool:
        return self.words.language in RIGHT_TO_LEFT


def spread_chart(story: Story, words: Words, theme: Theme = "light") -> bytes:
    """Draw the spread: above, posts by hour or day and platform; below, by language and stance.

    Appearances that editors entered and fact-checks are numbered lines, explained below.

    Returns:
        A PNG, 1080 x 1350 pixels.
    """
    look = _Look(words, PALETTES[theme])
    settings: dict[Any, Any] = {
        "font.size": 12,
        "font.family": list(_fonts()),
        "text.parse_math": False,
        "text.color": look.palette.ink,
        "axes.labelcolor": look.palette.faint,
        "axes.edgecolor": look.palette.grid,
        "xtick.color": look.palette.faint,
        "ytick.color": look.palette.ink,
    }
    with _drawing, mpl.rc_context(settings):
        figure = Figure(figsize=(_WIDTH, _HEIGHT), dpi=_DPI, facecolor=look.palette.paper)
        landmarks = _landmarks(story, words)
        languages = _languages(story)
        _draw_title(figure, story, look)
        upper, lower = _axes(figure, landmarks, look)
        _draw_counts(upper, story, look)
        _draw_languages(lower, story, languages, look)
        _draw_time(lower, story, landmarks, look)
        _draw_landmarks(upper, lower, landmarks, look)
        _draw_keys(figure, story, landmarks, look)
        picture = io.BytesIO()
        figure.savefig(picture, format="png", facecolor=look.palette.paper)
    return picture.getvalue()


def _axes(figure: Figure, landmarks: Sequence[_Landmark], look: _Look) -> tuple[Axes, Axes]:
    """Two panels that share their time, between the title and the keys."""
    bottom = 0.17 + 0.026 * len(landmarks)
    grid = figure.add_gridspec(
        2, 1, left=0.17, right=0.965, top=0.815, bottom=bottom, hspace=0.13, height_ratios=[1, 1.15]
    )
    upper = figure.add_subplot(grid[0])
    lower = figure.add_subplot(grid[1], sharex=upper)
    for axes in (upper, lower):
        axes.set_facecolor(look.palette.paper)
        axes.spines[["top", "right", "left"]].set_visible(False)
        axes.grid(axis="y", color=look.palette.grid, linewidth=0.9, zorder=0)
        axes.set_axisbelow(True)
        axes.tick_params(length=0)
    upper.tick_params(labelbottom=False)
    return upper, lower


def _draw_title(figure: Figure, story: Story, look: _Look) -> None:
    lines = textwrap.wrap(story.claim.statement, _TITLE_WIDTH)
    if len(lines) > _TITLE_LINES:
        lines = [*lines[: _TITLE_LINES - 1], f"{lines[_TITLE_LINES - 1].rstrip(' .,;')} …"]
    x, ha = (0.965, "right") if look.rtl else (0.035, "left")
    figure.text(x, 0.975, "\n".join(lines), ha=ha, va="top", fontsize=16, fontweight="bold", linespacing=1.25)
    words, totals = look.words, story.figures.totals
    spoken = len({cell.language for cell in story.cells if cell.language})
    parts = [
        words.plain(f"rating-{story.claim.rating}"),
        words.plain("count-posts", count=totals.posts),
        words.plain("count-places", count=totals.places),
        words.plain("count-languages", count=spoken),
    ]
    height = 0.975 - 0.0305 * len(lines) - 0.016
    figure.text(x, height, "  ·  ".join(parts), ha=ha, va="top", fontsize=11.5, color=look.palette.faint)


def _draw_counts(axes: Axes, story: Story, look: _Look) -> None:
    """Bars by hour or day, platforms above each other."""
    counted: dict[str, Counter[datetime]] = defaultdict(Counter)
    for cell in story.cells:
        counted[cell.platform][cell.at] += cell.posts
    width = STEPS[story.unit] / timedelta(days=1)
    below: Counter[datetime] = Counter()
    for platform in sorted(counted, key=lambda name: (_COLOUR_OF.get(name, 9), name)):
        times = sorted(counted[platform])
        axes.bar(
            [_number(at) for at in times],
            [counted[platform][at] for at in times],
            bottom=[below[at] for at in times],
            width=width * 0.86,
            align="edge",
            color=_platform_colour(platform, look.palette),
            edgecolor=look.palette.paper,
            linewidth=0.6,
            zorder=3,
        )
        below.update(counted[platform])
    unit = "chart-posts-an-hour" if story.unit == "hour" else "chart-posts-a-day"
    _heading(axes, look.words.plain(unit), look)
    axes.set_ylim(0, max([*below.values(), 1]) * 1.18)
    axes.yaxis.set_major_locator(MaxNLocator(nbins=5, integer=True))
    if not story.cells:
        text = look.words.plain("chart-nothing")
        axes.text(0.5, 0.5, text, transform=axes.transAxes, ha="center", color=look.palette.faint)


def _draw_languages(axes: Axes, story: Story, languages: Sequence[str | None], look: _Look) -> None:
    """A mark for the posts of each hour or day, language, stance and platform; larger where more."""
    places = {language: number for number, language in enumerate(languages)}
    others = len(languages)
    counted: Counter[tuple[int, datetime, str, str]] = Counter()
    for cell in story.cells:
        counted[places.get(cell.language, others), cell.at, cell.stance, cell.platform] += cell.posts
    most = max(counted.values(), default=1)
    order = list(look.palette.stances)
    for (row, at, stance, platform), posts in counted.items():
        shift = (order.index(stance) - 1.5) * 0.19 if stance in order else 0.0
        axes.scatter(
            [_number(at + STEPS[story.unit] / 2)],
            [row + shift],
            s=_SMALLEST_MARK + (_LARGEST_MARK - _SMALLEST_MARK) * sqrt((posts - 1) / max(most - 1, 1)),
            marker=_MARKERS.get(platform, "D"),
            color=look.palette.stances.get(stance, look.palette.faint),
            edgecolors=look.palette.paper,
            linewidths=0.8,
            alpha=0.9,
            zorder=3,
        )
    names = [language_name(language, look.words) for language in languages]
    if any(row == others for row, *_ in counted):
        names.append(look.words.plain("chart-other-languages"))
    axes.set_yticks(range(len(names)), [textwrap.shorten(name, 13, placeholder="…") for name in names])
    axes.set_ylim(max(len(names), 1) - 0.45, -0.55)
    _heading(axes, look.words.plain("chart-by-language"), look)


def _draw_time(axes: Axes, story: Story, landmarks: Sequence[_Landmark], look: _Look) -> None:
    times = [cell.at for cell in story.cells]
    ends = [*times, *(at + STEPS[story.unit] for at in times), *(landmark.at for landmark in landmarks)]
    if not ends:
        ends = [story.since or story.now - timedelta(days=7), story.now]
    first, last = min(ends), max(ends)
    margin = max((last - first) * 0.04, STEPS[story.unit] / 2)
    axes.set_xlim(_number(first - margin), _number(last + margin))
    locator = AutoDateLocator(tz=UTC, minticks=3, maxticks=6)
    axes.xaxis.set_major_locator(locator)
    axes.xaxis.set_major_formatter(FuncFormatter(_time_labels(last - first, look.words)))
    label = f"{look.words.plain('chart-time')}  ·  {look.words.plain('chart-seen-by-us')}"
    axes.set_xlabel(label, fontsize=10.5, labelpad=7)


def _time_labels(length: timedelta, words: Words) -> Callable[[float, int], str]:
    pattern = (
        "HH:mm\nd MMM"
        if length <= timedelta(days=4)
        else "d MMM"
        if length < timedelta(days=300)
        else "MMM y"
    )

    def label(value: float, _position: int) -> str:
        at = num2date(value, tz=UTC)
        if pattern.startswith("HH") and at.hour == 0 and at.minute == 0:
            return str(format_datetime(at, "d MMM", locale=words.language))
        return str(format_datetime(at, pattern, locale=words.language))

    return label


def _draw_landmarks(upper: Axes, lower: Axes, landmarks: Sequence[_Landmark], look: _Look) -> None:
    latest = float("-inf")
    level = 0
    span = upper.get_xlim()[1] - upper.get_xlim()[0]
    for number, landmark in enumerate(landmarks, 1):
        colour = look.palette.check if landmark.is_check else look.palette.ink
        at = _number(landmark.at)
        for axes in (upper, lower):
            axes.axvline(at, color=colour, linewidth=1.3, linestyle=(0, (4, 3)), zorder=2)
        level = level + 1 if at - latest < span * 0.05 else 0
        latest = at
        upper.annotate(
            str(number),
            (at, 1),
            xycoords=("data", "axes fraction"),
            xytext=(0, -2 - 19 * level),
            textcoords="offset points",
            ha="center",
            va="top",
            fontsize=10,
            fontweight="bold",
            color=look.palette.paper,
            bbox={"boxstyle": "circle,pad=0.22", "facecolor": colour, "edgecolor": "none"},
            zorder=5,
        )


def _draw_keys(figure: Figure, story: Story, landmarks: Sequence[_Landmark], look: _Look) -> None:
    """What colours, shapes and numbers mean."""
    top = 0.026 * len(landmarks) + 0.075
    x, ha = (0.965, "right") if look.rtl else (0.035, "left")
    platforms = sorted(
        {cell.platform for cell in story.cells}, key=lambda name: (_COLOUR_OF.get(name, 9), name)
    )
    entries = [
        Line2D(
            [],
            [],
            marker=_MARKERS.get(name, "D"),
            linestyle="",
            markersize=9,
            color=_platform_colour(name, look.palette),
            label=platform_name(name),
        )
        for name in platforms
    ]
    entries += [
        Line2D(
            [],
            [],
            marker="o",
            linestyle="",
            markersize=9,
            color=colour,
            label=look.words.plain(f"chart-{stance}"),
        )
        for stance, colour in look.palette.stances.items()
    ]
    figure.legend(
        handles=entries,
        loc="lower center",
        bbox_to_anchor=(0.5, top - 0.045),
        ncols=len(entries),
        frameon=False,
        fontsize=10.5,
        handletextpad=0.15,
        columnspacing=1.0,
        labelcolor=look.palette.ink,
    )
    for number, landmark in enumerate(landmarks, 1):
        colour = look.palette.check if landmark.is_check else look.palette.ink
        label = textwrap.shorten(landmark.label, 62, placeholder="…")
        line = f"{number}  {day(landmark.at, look.words)}: {label}"
        figure.text(x, top - 0.05 - 0.026 * (number - 1), line, ha=ha, va="top", fontsize=10.5, color=colour)


def _heading(axes: Axes, text: str, look: _Look) -> None:
    x, ha = (1.0, "right") if look.rtl else (0.0, "left")
    axes.text(
        x, 1.02, text, transform=axes.transAxes, ha=ha, va="bottom", fontsize=11, color=look.palette.faint
    )


def _landmarks(story: Story, words: Words) -> list[_Landmark]:
    """Dated appearances and fact-checks within the period, the first few in order of time."""
    seeds = [
        _Landmark(seed.published_at, " · ".join(filter(None, (seed.who, seed.where))), False)
        for seed in story.claim.appearances
        if seed.published_at is not None
    ]
    checked = words.plain("chart-fact-check")
    checks = [
        _Landmark(noon_of(check.published_on), " · ".join(filter(None, (checked, check.publisher))), True)
        for check in story.claim.fact_checks
        if check.published_on is not None
    ]
    within = [
        landmark
        for landmark in sorted([*seeds, *checks], key=lambda landmark: landmark.at)
        if (story.since is None or landmark.at >= story.since) and landmark.at <= story.now
    ]
    kept = [landmark for landmark in within if landmark.is_check][:1]
    rest = [landmark for landmark in within if landmark not in kept][: _MOST_LANDMARKS - len(kept)]
    return sorted([*kept, *rest], key=lambda landmark: landmark.at)


def _languages(story: Story) -> list[str | None]:
    """The languages with the most posts, in the order in which they first appear."""
    number: Counter[str | None] = Counter()
    for cell in story.cells:
        number[cell.language] += cell.posts
    kept = {language for language, _ in number.most_common(_MOST_LANGUAGES)}
    return [language for language in dict.fromkeys(cell.language for cell in story.cells) if language in kept]


def _platform_colour(platform: str, palette: Palette) -> str:
    return palette.platforms[_COLOUR_OF.get(platform, 3)]


@cache
def _fonts() -> tuple[str, ...]:
    installed = {font.name for font in font_manager.fontManager.ttflist}
    return tuple(name for name in _FONTS if name in installed)


def _number(at: datetime) -> float:
    """A time as matplotlib's day number."""
    return float(date2num(at))
