"""Charts of a claim's spread as PNG; text on them comes from claims and is drawn as text only."""

import io
import textwrap
from collections import defaultdict
from datetime import UTC, datetime, time

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.dates import AutoDateLocator, ConciseDateFormatter, date2num
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.ticker import MaxNLocator

from bot.spread import Spread

_STANCES = {"assert": "#d1495b", "report": "#edae49", "question": "#3d7ea6", "deny": "#2a9d6f"}
_INK = "#22303c"
_FAINT = "#8a99a6"
_MARKERS = {"telegram": "o", "x": "s"}
_CERTAIN = 0.9
_NAMES = {"telegram": "Telegram", "x": "X", "console": "console"}


def spread_chart(spread: Spread) -> bytes:
    """Draw the spread: above, sightings so far by platform; below, each by language, stance and certainty.

    A hollow mark is a post that rather repeats the claim than not; a full one does so almost certainly.

    Returns:
        A PNG, 1600 x 1000 pixels.
    """
    with mpl.rc_context({"font.size": 11, "text.parse_math": False, "axes.edgecolor": _FAINT}):
        figure = Figure(figsize=(10, 6.25), dpi=160, facecolor="white", layout="constrained")
        upper, lower = figure.subplots(2, 1, sharex=True, height_ratios=[1, 1.4])
        title = "\n".join(textwrap.wrap(spread.claim, 88)[:2])
        figure.suptitle(title, x=0.01, ha="left", fontsize=14, fontweight="bold", color=_INK)
        _draw_totals(upper, spread)
        _draw_sightings(lower, spread)
        _draw_landmarks(upper, lower, spread)
        _draw_legend(figure)
        picture = io.BytesIO()
        figure.savefig(picture, format="png")
    return picture.getvalue()


def _draw_totals(axes: Axes, spread: Spread) -> None:
    times: dict[str, list[datetime]] = defaultdict(list)
    for sighting in spread.sightings:
        times[sighting.platform].append(sighting.written_at)
    for platform, colour in zip(sorted(times), ("#22303c", "#7b6d8d", "#b08968"), strict=False):
        moments = times[platform]
        numbers = list(range(1, len(moments) + 1))
        axes.step(_days(moments), numbers, where="post", color=colour, linewidth=2)
        axes.annotate(
            f"{_NAMES.get(platform, platform)}: {len(moments)}",
            (_days(moments)[-1], numbers[-1]),
            xytext=(6, -4),
            textcoords="offset points",
            color=colour,
            fontweight="bold",
        )
    axes.set_ylabel("posts seen so far")
    axes.set_ylim(bottom=0)
    axes.yaxis.set_major_locator(MaxNLocator(integer=True))
    axes.margins(x=0.09)
    _tidy(axes)


def _draw_sightings(axes: Axes, spread: Spread) -> None:
    languages = list(spread.first_by("language"))
    for sighting in spread.sightings:
        axes.scatter(
            _days([sighting.written_at]),
            [languages.index(sighting.language or "?")],
            s=90,
            marker=_MARKERS.get(sighting.platform, "D"),
            facecolors=_STANCES.get(sighting.stance, _FAINT) if sighting.probability >= _CERTAIN else "white",
            edgecolors=_STANCES.get(sighting.stance, _FAINT),
            linewidths=1.8,
            zorder=3,
        )
    axes.set_yticks(range(len(languages)), languages)
    axes.set_ylim(len(languages) - 0.5, -0.5)
    axes.set_ylabel("language of the post")
    locator = AutoDateLocator(tz=UTC)
    axes.xaxis.set_major_locator(locator)
    axes.xaxis.set_major_formatter(ConciseDateFormatter(locator, tz=UTC))
    axes.set_xlabel("time of the post (UTC); first seen by us, not first said")
    _tidy(axes)


def _draw_landmarks(upper: Axes, lower: Axes, spread: Spread) -> None:
    """Appearances that editors entered, and the fact-check, on the same axis."""
    landmarks = [
        (appearance.published_at, appearance.who, _INK)
        for appearance in spread.appearances
        if appearance.published_at is not None
    ]
    landmarks += [
        (datetime.combine(check.published_on, time(12), UTC), "fact-check", _STANCES["deny"])
        for check in spread.fact_checks
        if check.published_on is not None
    ]
    for number, (moment, label, colour) in enumerate(sorted(landmarks, key=lambda landmark: landmark[0])):
        for axes in (upper, lower):
            axes.axvline(_days([moment])[0], color=colour, linewidth=1.2, linestyle=(0, (4, 3)), zorder=1)
        upper.annotate(
            textwrap.shorten(label, 34, placeholder="…"),
            (_days([moment])[0], 1),
            xycoords=("data", "axes fraction"),
            xytext=(4, -14 - 15 * (number % 4)),
            textcoords="offset points",
            color=colour,
            fontsize=9,
        )


def _draw_legend(figure: Figure) -> None:
    dots = [
        Line2D([], [], marker="o", linestyle="", color=colour, label=stance, markersize=8)
        for stance, colour in _STANCES.items()
    ]
    shapes = [
        Line2D([], [], marker=marker, linestyle="", color=_FAINT, label=_NAMES[platform], markersize=8)
        for platform, marker in _MARKERS.items()
    ]
    figure.legend(handles=[*dots, *shapes], loc="outside lower center", ncols=6, frameon=False)


def _tidy(axes: Axes) -> None:
    axes.spines[["top", "right"]].set_visible(False)
    axes.grid(axis="both", color="#e6ebef", linewidth=0.8, zorder=0)
    axes.tick_params(colors=_INK, length=0)


def _days(moments: list[datetime]) -> list[float]:
    """Times as matplotlib's day numbers."""
    return [float(date2num(moment)) for moment in moments]
