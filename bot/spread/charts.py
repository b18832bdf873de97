"""Charts of a claim's spread as PNG, made to be read on a phone; text from claims is drawn as text only."""

import io
import threading
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from math import sqrt
from typing import Any, Literal

import matplotlib as mpl
from babel.dates import format_datetime
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.dates import AutoDateLocator, date2num, num2date
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.ticker import FuncFormatter, MaxNLocator

from bot.markup import shorten
from bot.spread.chart_data import Bins, Landmark, bins_of, landmarks_of
from bot.spread.fonts import can_draw, families
from bot.spread.palettes import PALETTES, Palette, Theme
from bot.spread.story import Story
from bot.spread.words import day, language_name, locale_of, number, platform_name
from bot.translations import RIGHT_TO_LEFT, Translator

_WIDTH, _HEIGHT, _DPI = 6.75, 8.4375, 160
"""1080 x 1350 pixels: the tallest picture that phones show in a chat without cutting it."""
_LEFT, _RIGHT, _LINE = 0.035, 0.965, 0.0255
_MOST_LANGUAGES = 8
_LEAST_ROWS = 3
_LONGEST_NAME = 14
_CIRCLED_ONE = 0x2460
_TITLE_LINES = 3
_MOST_BY_PLATFORM = 150
"""Posts up to which marks tell platforms apart by their shape; of more they would hide each other."""
_drawing = threading.Lock()
"""matplotlib's settings belong to the process."""


_MARKERS: Mapping[str, str] = {"telegram": "o", "x": "s"}
_COLOUR_OF: Mapping[str, int] = {"telegram": 0, "x": 1, "console": 2}


@dataclass(frozen=True)
class _Look:
    words: Translator
    palette: Palette

    @property
    def rtl(self) -> bool:
        return self.words.language in RIGHT_TO_LEFT

    @property
    def side(self) -> tuple[float, Literal["left", "right"]]:
        """Where text begins: x in the figure, and its alignment."""
        return (_RIGHT, "right") if self.rtl else (_LEFT, "left")


def spread_chart(story: Story, words: Translator, theme: Theme = "light") -> bytes:
    """Draw the spread: above, posts by hour or day and platform; below, by language and stance.

    Appearances that editors entered and fact-checks are numbered lines, explained below.

    Returns:
        A PNG, 1080 x 1350 pixels.
    """
    look = _Look(words, PALETTES[theme])
    settings: dict[Any, Any] = {
        "font.size": 12,
        "font.family": list(families()),
        "text.parse_math": False,
        "text.color": look.palette.ink,
        "axes.labelcolor": look.palette.faint,
        "axes.edgecolor": look.palette.grid,
        "xtick.color": look.palette.faint,
        "ytick.color": look.palette.ink,
    }
    with _drawing, mpl.rc_context(settings):
        figure = Figure(figsize=(_WIDTH, _HEIGHT), dpi=_DPI, facecolor=look.palette.paper)
        FigureCanvasAgg(figure)
        landmarks, bins = landmarks_of(story, words), bins_of(story)
        rows = _rows(story, look)
        top = _draw_title(figure, story, look)
        bottom = _draw_keys(figure, story, landmarks, look)
        left = _LEFT + max([_width(figure, name, 12) for _, name in rows], default=0.06) + 0.02
        upper, lower = _axes(figure, look, (left, _RIGHT - 0.02, bottom, top))
        _draw_counts(upper, story, bins, look)
        _draw_languages(lower, story, bins, rows, look)
        _draw_time(lower, story, bins, landmarks, look)
        _draw_landmarks(upper, lower, landmarks, look)
        picture = io.BytesIO()
        figure.savefig(picture, format="png", facecolor=look.palette.paper)
    return picture.getvalue()


def _axes(figure: Figure, look: _Look, box: tuple[float, float, float, float]) -> tuple[Axes, Axes]:
    """Two panels that share their time, within the box (left, right, bottom, top)."""
    left, right, bottom, top = box
    grid = figure.add_gridspec(
        2, 1, left=left, right=right, bottom=bottom, top=top, hspace=0.15, height_ratios=[1, 1.15]
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


def _draw_title(figure: Figure, story: Story, look: _Look) -> float:
    """The claim and what was seen of it; returns where the panels may begin below.

    A statement for whose letters there is no font gives way to the claim's number.
    """
    x, ha = look.side
    statement = story.claim.statement
    if not can_draw(statement):
        statement = look.words.plain("chart-claim", claim=str(story.claim.id))
    lines = _wrapped(figure, statement, _RIGHT - _LEFT, 16, _TITLE_LINES)
    text = "\n".join(lines)
    figure.text(x, 0.975, text, ha=ha, va="top", fontsize=16, fontweight="bold", linespacing=1.25)
    words, totals = look.words, story.figures.totals
    spoken = len({cell.language for cell in story.cells if cell.language})
    parts = [
        words.plain(f"rating-{story.claim.rating}"),
        words.plain("count-posts", count=totals.posts),
        words.plain("count-places", count=totals.places),
        words.plain("count-languages", count=spoken),
    ]
    below = 0.975 - 0.0335 * len(lines) - 0.010
    figure.text(x, below, "  ·  ".join(parts), ha=ha, va="top", fontsize=11.5, color=look.palette.faint)
    return below - 0.075


def _draw_counts(axes: Axes, story: Story, bins: Bins, look: _Look) -> None:
    """Bars by stretch of time, platforms above each other."""
    counted: dict[str, Counter[datetime]] = defaultdict(Counter)
    for cell in story.cells:
        counted[cell.platform][bins.start_of(cell.at)] += cell.posts
    below: Counter[datetime] = Counter()
    for platform in _in_order(counted):
        times = sorted(counted[platform])
        axes.bar(
            [_number(at) + 0.07 * _days(bins.step) for at in times],
            [counted[platform][at] for at in times],
            bottom=[below[at] for at in times],
            width=_days(bins.step) * 0.86,
            align="edge",
            color=_platform_colour(platform, look.palette),
            edgecolor=look.palette.paper,
            linewidth=0.6,
            zorder=3,
        )
        below.update(counted[platform])
    _heading(axes, _unit_words(bins, look.words), look)
    axes.set_ylim(0, max([*below.values(), 1]) * 1.18)
    axes.yaxis.set_major_locator(MaxNLocator(nbins=5, integer=True))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: number(value, look.words)))
    if not story.cells:
        text = look.words.plain("chart-nothing")
        axes.text(0.5, 0.5, text, transform=axes.transAxes, ha="center", color=look.palette.faint)


def _unit_words(bins: Bins, words: Translator) -> str:
    hours = bins.step // timedelta(hours=1)
    if hours == 1:
        return words.plain("chart-posts-an-hour")
    if hours == 24:
        return words.plain("chart-posts-a-day")
    if hours < 24:
        return words.plain("chart-posts-within", lasting=words.plain("lasting-hours", count=hours))
    return words.plain("chart-posts-within", lasting=words.plain("lasting-days", count=hours // 24))


def _draw_languages(
    axes: Axes, story: Story, bins: Bins, rows: Sequence[tuple[str | None, str]], look: _Look
) -> None:
    """Marks for each stretch of time, language and stance, larger for more posts; few ones by platform."""
    row_of = {language: row for row, (language, _) in enumerate(rows)}
    by_platform = story.figures.totals.posts <= _MOST_BY_PLATFORM
    platforms = _in_order({cell.platform for cell in story.cells}) if by_platform else [""]
    counted: Counter[tuple[str, str, int, datetime]] = Counter()
    for cell in story.cells:
        row = row_of.get(cell.language, len(rows) - 1)
        platform = cell.platform if by_platform else ""
        counted[cell.stance, platform, row, bins.start_of(cell.at)] += cell.posts
    size = axes.get_window_extent()
    points = 72 / _DPI
    slots = max(len(rows), _LEAST_ROWS) * 5.2
    side = min(
        size.width * points / (bins.number * max(len(platforms), 1)), size.height * points / slots * 1.6
    )
    largest = max(min(side, 19.0), 5.0) ** 2
    smallest = min(largest, 8.5**2 if by_platform else 6.5**2)
    most = max(counted.values(), default=1)
    stances = list(look.palette.stances)
    for stance, platform in sorted({(key[0], key[1]) for key in counted}):
        marks = [
            (row, at, posts)
            for (own, its, row, at), posts in counted.items()
            if (own, its) == (stance, platform)
        ]
        shift = (stances.index(stance) - 1.5) * 0.21 if stance in stances else 0.0
        aside = (platforms.index(platform) + 0.5) / len(platforms) * _days(bins.step)
        axes.scatter(
            [_number(at) + aside for _, at, _ in marks],
            [row + shift for row, _, _ in marks],
            s=[smallest + (largest - smallest) * sqrt((posts - 1) / max(most - 1, 1)) for *_, posts in marks],
            marker=_MARKERS.get(platform, "o" if not platform else "D"),
            color=look.palette.stances.get(stance, look.palette.faint),
            edgecolors=look.palette.paper,
            linewidths=0.6,
            zorder=3,
        )
    axes.set_yticks(range(len(rows)), [name for _, name in rows])
    axes.set_ylim(max(len(rows), _LEAST_ROWS) - 0.45, -0.55)
    _heading(axes, look.words.plain("chart-by-language"), look)


def _draw_time(axes: Axes, story: Story, bins: Bins, landmarks: Sequence[Landmark], look: _Look) -> None:
    ends = [bins.start, bins.start + bins.number * bins.step, *(landmark.at for landmark in landmarks)]
    first, last = min(ends), max(ends)
    margin = max((last - first) * 0.04, bins.step / 4)
    axes.set_xlim(_number(first - margin), _number(last + margin))
    locator = AutoDateLocator(tz=UTC, minticks=3, maxticks=6)
    axes.xaxis.set_major_locator(locator)
    axes.xaxis.set_major_formatter(FuncFormatter(_time_labels(last - first, look.words)))
    label = f"{look.words.plain('chart-time')}  ·  {look.words.plain('chart-seen-by-us')}"
    axes.set_xlabel(label, fontsize=10.5, labelpad=7)


def _time_labels(length: timedelta, words: Translator) -> Callable[[float, int], str]:
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
            return str(format_datetime(at, "d MMM", locale=locale_of(words)))
        return str(format_datetime(at, pattern, locale=locale_of(words)))

    return label


def _draw_landmarks(upper: Axes, lower: Axes, landmarks: Sequence[Landmark], look: _Look) -> None:
    latest = float("-inf")
    level = 0
    span = upper.get_xlim()[1] - upper.get_xlim()[0]
    for position, landmark in enumerate(landmarks, 1):
        colour = look.palette.check if landmark.is_check else look.palette.ink
        at = _number(landmark.at)
        for axes in (upper, lower):
            axes.axvline(at, color=colour, linewidth=1.3, linestyle=(0, (4, 3)), zorder=2)
        level = level + 1 if at - latest < span * 0.05 else 0
        latest = at
        upper.annotate(
            str(position),
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


def _draw_keys(figure: Figure, story: Story, landmarks: Sequence[Landmark], look: _Look) -> float:
    """What colours, shapes and numbers mean, at the foot; returns where the panels must end above."""
    x, ha = look.side
    top = 0.022 + _LINE * len(landmarks)
    for position, landmark in enumerate(landmarks):
        colour = look.palette.check if landmark.is_check else look.palette.ink
        line = f"{chr(_CIRCLED_ONE + position)} {day(landmark.at, look.words)}: {landmark.label}"
        (text,) = _wrapped(figure, line, _RIGHT - _LEFT, 10.5, 1, bold=False)
        figure.text(x, top - _LINE * position, text, ha=ha, va="top", fontsize=10.5, color=colour)
    entries = [
        (platform_name(name), _MARKERS.get(name, "D"), _platform_colour(name, look.palette))
        for name in _in_order({cell.platform for cell in story.cells})
    ]
    entries += [
        (look.words.plain(f"chart-{stance}"), "o", colour) for stance, colour in look.palette.stances.items()
    ]
    widths = [_width(figure, name, 10.5) + 0.062 for name, *_ in entries]
    lines = 1 if sum(widths) <= _RIGHT - _LEFT else 2
    handles = [
        Line2D([], [], marker=marker, linestyle="", markersize=9, color=colour, label=name)
        for name, marker, colour in entries
    ]
    figure.legend(
        handles=handles,
        loc="lower center",
        bbox_to_anchor=(0.5, top + 0.004),
        ncols=-(-len(handles) // lines),
        frameon=False,
        fontsize=10.5,
        handletextpad=0.15,
        columnspacing=1.0,
        labelcolor=look.palette.ink,
    )
    return top + 0.03 + 0.026 * lines + 0.075


def _wrapped(
    figure: Figure, text: str, width: float, size: float, most: int, *, bold: bool = True
) -> list[str]:
    """The text in lines that are no wider than this share of the figure; what does not fit is left out."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if not lines[-1] or _width(figure, longer, size, bold=bold) <= width:
            lines[-1] = longer
        elif len(lines) < most:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} …"
            break
    for index, line in enumerate(lines):  # a word without spaces, such as an address
        while len(line) > 1 and _width(figure, line, size, bold=bold) > width:
            line = f"{line[:-2]}…"  # noqa: PLW2901
        lines[index] = line
    return lines


def _width(figure: Figure, text: str, size: float, *, bold: bool = False) -> float:
    """How wide a text is drawn, as a share of the figure."""
    drawn = figure.text(0, 0, text, fontsize=size, fontweight="bold" if bold else "normal")
    width = float(drawn.get_window_extent().width) / (_WIDTH * _DPI)
    drawn.remove()
    return width


def _heading(axes: Axes, text: str, look: _Look) -> None:
    x, ha = (1.0, "right") if look.rtl else (0.0, "left")
    axes.text(
        x, 1.02, text, transform=axes.transAxes, ha=ha, va="bottom", fontsize=11, color=look.palette.faint
    )


def _rows(story: Story, look: _Look) -> list[tuple[str | None, str]]:
    """The languages with the most posts, in the order in which they appear; the others are the last row."""
    posts: Counter[str | None] = Counter()
    for cell in story.cells:
        posts[cell.language] += cell.posts
    kept = {language for language, _ in posts.most_common(_MOST_LANGUAGES)}
    seen = dict.fromkeys(cell.language for cell in story.cells)
    rows = [
        (language, shorten(language_name(language, look.words), _LONGEST_NAME))
        for language in seen
        if language in kept
    ]
    if len(seen) > len(rows):
        rows.append(("", look.words.plain("chart-other-languages")))
    return rows


def _in_order(platforms: Iterable[str]) -> list[str]:
    return sorted(platforms, key=lambda name: (_COLOUR_OF.get(name, 9), name))


def _platform_colour(platform: str, palette: Palette) -> str:
    return palette.platforms[_COLOUR_OF.get(platform, 3)]


def _days(length: timedelta) -> float:
    """A length of time in matplotlib's unit."""
    return length / timedelta(days=1)


def _number(at: datetime) -> float:
    """A time as matplotlib's day number."""
    return float(date2num(at))
