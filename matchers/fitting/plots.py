"""The precision-recall curve of an evaluation, with the shipped thresholds marked."""

from pathlib import Path

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

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
