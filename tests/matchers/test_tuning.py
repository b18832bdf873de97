"""Re-fitting the calibration from feedback."""

from pathlib import Path

import numpy as np
import pytest

from matchers.errors import ArtefactError, TooFewLabelsError
from matchers.ranking.calibration import Calibration
from matchers.ranking.ranker import LinearScorer, Ranker
from matchers.ranking.tuning import apply_tuning, tune, write_tuning
from matchers.types import Thresholds

KNOTS = np.linspace(-8, 8, 33)


@pytest.fixture
def overconfident() -> Ranker:
    """A ranker whose probabilities are far too high: 0.5 at a score of -3."""
    nothing = np.zeros(1)
    sigmoid = 1 / (1 + np.exp(-(KNOTS + 3)))
    scorer = LinearScorer(nothing, np.ones(1), nothing, 0.0)
    return Ranker(scorer, Calibration(KNOTS, sigmoid), Thresholds(reply=0.9, review=0.4), "model", {})


def feedback(count: int = 600) -> list[tuple[float, bool]]:
    source = np.random.default_rng(4)
    scores = source.normal(0, 2.5, count)
    return [(float(score), bool(source.random() < 1 / (1 + np.exp(-1.5 * score)))) for score in scores]


def test_tuning_brings_probabilities_nearer_to_what_reviewers_said(overconfident: Ranker) -> None:
    tuning = tune(overconfident, feedback())
    assert tuning.better
    assert tuning.after.brier < tuning.before.brier
    assert tuning.after.precision > tuning.before.precision
    assert tuning.calibration.apply(np.array([0.0]))[0] == pytest.approx(0.5, abs=0.08)


def test_tuning_never_lowers_the_reply_threshold(overconfident: Ranker) -> None:
    assert tune(overconfident, feedback()).thresholds.reply >= overconfident.thresholds.reply


def test_a_model_that_only_asks_is_not_tuned_into_answering(overconfident: Ranker) -> None:
    asking = Ranker(overconfident.scorer, overconfident.calibration, Thresholds(1.01, 0.5), "model", {})
    assert tune(asking, feedback()).thresholds.reply > 1


@pytest.mark.parametrize(("right", "wrong"), [(49, 400), (400, 49), (0, 0)])
def test_too_little_feedback_is_refused_with_the_counts(
    overconfident: Ranker, right: int, wrong: int
) -> None:
    labels = [(1.0, True)] * right + [(-1.0, False)] * wrong
    with pytest.raises(TooFewLabelsError, match=f"{right} matches marked right, {wrong} marked wrong"):
        tune(overconfident, labels)


def test_scores_keep_their_order_under_contrary_feedback(overconfident: Ranker) -> None:
    contrary = [(-score, label) for score, label in feedback()]
    probabilities = tune(overconfident, contrary).calibration.apply(KNOTS)
    assert np.all(np.diff(probabilities) >= 0)


def test_a_written_proposal_is_applied_to_its_own_model_only(overconfident: Ranker, tmp_path: Path) -> None:
    path = tmp_path / "tuned" / "model.json"
    assert apply_tuning(overconfident, path) is overconfident
    tuning = tune(overconfident, feedback())
    write_tuning(tuning, path)
    tuned = apply_tuning(overconfident, path)
    assert tuned.thresholds == tuning.thresholds
    assert np.allclose(tuned.calibration.apply(KNOTS), tuning.calibration.apply(KNOTS))
    other = Ranker(overconfident.scorer, overconfident.calibration, overconfident.thresholds, "another", {})
    assert apply_tuning(other, path) is other


def test_a_damaged_tuning_file_is_reported(overconfident: Ranker, tmp_path: Path) -> None:
    path = tmp_path / "tuned.json"
    path.write_text("{", encoding="utf-8")
    with pytest.raises(ArtefactError, match="tuned calibration"):
        apply_tuning(overconfident, path)
