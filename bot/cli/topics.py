"""What `claimspread evaluate` prints of a topic-versus-claim set: who would be answered, and who wrongly."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rich.table import Table

from bot.cli.console import advance, console, print_json, progress_bar
from bot.errors import InputError
from matchers.fitting.evaluation import read_dataset
from matchers.fitting.topic_evaluation import evaluate_by_size
from matchers.fitting.topic_sets import is_topic_set, read_topic_set
from matchers.matcher import ClaimMatcher
from matchers.types import ClaimDocument

_FIGURES = {
    "assertions_answered": "assertions answered",
    "in_another_language_answered": "… of these in another language",
    "questions_answered": "questions answered",
    "reports_answered": "reports answered",
    "false_on_topic": "false on topic",
    "debunks_corrected": "debunks corrected",
    "precision": "precision of public answers",
    "shown_to_reviewers": "shown to reviewers",
}


def show_topics(matcher: ClaimMatcher, path: Path, claims_from: Path | None, *, as_json: bool) -> None:
    """Measure a matcher on a topic-versus-claim set, in catalogues of several sizes, and print the figures.

    Args:
        matcher: Its index is replaced.
        path: Of the set.
        claims_from: A second set, whose claims fill the largest catalogue.
        as_json: Print JSON in place of a table.

    Raises:
        InputError: The second set does not exist.
        DatasetError: A set is malformed.
    """
    topics, others = read_topic_set(path), _claims_of(claims_from)
    with progress_bar("evaluating") as progress:
        results = evaluate_by_size(matcher, topics, others, progress=advance(progress))
    figures = [result.as_json() for result in results]
    if as_json:
        print_json(figures)
        return
    table = Table(title=f"{topics.name}: what would be answered in public", title_justify="left")
    table.add_column("Figure", no_wrap=True)
    for result in results:
        table.add_column(f"{result.catalogue:,} claims", justify="right")
    for name, title in _FIGURES.items():
        table.add_row(title, *(_percent(figure[name]["share"]) for figure in figures))
    table.add_section()
    for kind in figures[-1]["by_kind"]:
        table.add_row(f"kind {kind} answered", *(_percent(one["by_kind"][kind]["share"]) for one in figures))
    table.add_section()
    for language in figures[-1]["by_language"]:
        table.add_row(f"{language}: assertions, false on topic", *(_both(one, language) for one in figures))
    console.print(table)


def _both(figures: dict[str, Any], language: str) -> str:
    own = figures["by_language"][language]
    return f"{_percent(own['assertions_answered']['share'])}, {_percent(own['false_on_topic']['share'])}"


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{100 * share:.1f} %"


def _claims_of(path: Path | None) -> Sequence[ClaimDocument]:
    if path is None:
        return ()
    if not path.exists():
        raise InputError(f"there is no folder or file {path}")
    return read_topic_set(path).claims if is_topic_set(path) else read_dataset(path).claims
