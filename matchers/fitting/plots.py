"""Pictures of an evaluation: the precision-recall curve, and how well the probabilities hold."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from numpy.typing import NDArray

from matchers.fitting.evaluation import Evaluation
from matchers.types import Thresholds


def plot_curve(evaluation: Evaluation, thresholds: Thresholds, path: Path) -> None:
    """Draw precision over recall of the open-set protocol.

    Args:
        evaluation: What was measured.
        thresholds: Marked where they fall on the curve.
        path: A PNG, SVG or PDF file; its folder must exist.
    """
    figure = Figure(figsize=(7, 5), dpi=120, layout="constrained")
    FigureCanvasAgg(figure)
    axes = figure.add_subplot()
    axes.plot(evaluation.curve.recall, evaluation.curve.precision, color="#1f5fa8", linewidth=2)
    for name, threshold, colour in (
        ("answer in public", thresholds.reply, "#b3261e"),
        ("ask a reviewer", thresholds.review, "#8a6d00"),
    ):
        precision, recall = evaluation.curve.at(threshold)
        label = f"{name}: from {threshold:.2f}, precision {precision:.3f}, recall {recall:.3f}"
        axes.plot([recall], [precision], "o", color=colour, label=label)
    for level in (0.95, 0.98):
        axes.axhline(level, color="#999999", linewidth=0.8, linestyle=":")
    axes.set(xlabel="recall", ylabel="precision", xlim=(0, 1), ylim=(0.5, 1.005))
    axes.set_title(
        f"Open set: {evaluation.posts:,} posts, {evaluation.claims:,} claims, {evaluation.model_id}",
        fontsize=9,
    )
    axes.legend(loc="lower left", fontsize=9)
    figure.savefig(path)


@dataclass(frozen=True)
class Bin:
    """Pairs that got about the same probability.

    Attributes:
        said: The mean probability, 0 to 1.
        true: The share of pairs for which it came true.
        count: Pairs.
    """

    said: float
    true: float
    count: int


def reliability(
    probabilities: NDArray[np.float64], true: NDArray[np.bool_], borders: Sequence[float]
) -> list[Bin]:
    """Compare probabilities, float64 (n,), with what was true, bool (n,), between ascending borders."""
    found = []
    for low, high in pairwise(borders):
        inside = (probabilities >= low) & ((probabilities < high) | (high >= borders[-1]))
        if inside.any():
            said, share = float(probabilities[inside].mean()), float(true[inside].mean())
            found.append(Bin(said, share, int(inside.sum())))
    return found


def plot_reliability(bins: Mapping[str, Sequence[Bin]], path: Path) -> None:
    """Draw what was said against what was true, one line a catalogue.

    Args:
        bins: By the catalogue's name.
        path: A PNG, SVG or PDF file; its folder must exist.
    """
    figure = Figure(figsize=(6, 5), dpi=120, layout="constrained")
    FigureCanvasAgg(figure)
    axes = figure.add_subplot()
    axes.plot([0, 1], [0, 1], color="#999999", linewidth=0.8, linestyle=":", label="as said")
    for name, found in bins.items():
        axes.plot([one.said for one in found], [one.true for one in found], "o-", markersize=4, label=name)
    axes.set(xlabel="probability that was said", ylabel="share that was true", xlim=(0, 1), ylim=(0, 1.005))
    axes.set_title("Does the post make its likeliest claim? By size of catalogue", fontsize=9)
    axes.legend(loc="upper left", fontsize=9)
    figure.savefig(path)
