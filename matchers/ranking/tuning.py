"""Re-fits the calibration from reviewers' feedback: the ranker's scores stay, their probabilities change.

A reviewer's word is kept as the ranker's score (`Evidence` named ``ranker``) and whether the match was right.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matchers.errors import ArtefactError, TooFewLabelsError
from matchers.files import replace_file
from matchers.ranking.calibration import Calibration, fit_sigmoid
from matchers.ranking.ranker import NEVER, Ranker
from matchers.types import Thresholds

Matrix = NDArray[np.float64]
MINIMUM_LABELS = 50
"""Of each kind; with fewer a sigmoid's two numbers are not worth having."""

REPLY_PRECISION = 0.97
FOLDS = 5
SEED = 11


@dataclass(frozen=True)
class Fit:
    """How well a calibration describes the feedback.

    Attributes:
        brier: Mean squared error of the probabilities; lower is better.
        log_loss: Mean negative log-likelihood in nats; lower is better.
        precision: Of the matches at or above the reply threshold; 1 where there are none.
        answered: Share of the matches at or above the reply threshold.
        threshold: The reply threshold.
    """

    brier: float
    log_loss: float
    precision: float
    answered: float
    threshold: float

    def as_json(self) -> dict[str, float]:
        """Return the figures, rounded."""
        return {name: round(float(value), 4) for name, value in vars(self).items()}


@dataclass(frozen=True)
class Tuning:
    """A proposal; nothing changes until it is written and loaded.

    Attributes:
        model_id: The model that it is for.
        right: Count of labels that said right.
        wrong: Count of labels that said wrong.
        before: The calibration in use.
        after: The proposal, measured by cross-validation, so that it is not judged on what it has seen.
        calibration: The proposal, fitted on all feedback.
        thresholds: The proposal's.
    """

    model_id: str
    right: int
    wrong: int
    before: Fit
    after: Fit
    calibration: Calibration
    thresholds: Thresholds

    @property
    def better(self) -> bool:
        """Whether the proposal describes the feedback better than what is in use."""
        return self.after.log_loss < self.before.log_loss

    def as_json(self) -> dict[str, Any]:
        """Return the counts and figures as JSON-safe values."""
        return {
            "model": self.model_id,
            "right": self.right,
            "wrong": self.wrong,
            "before": self.before.as_json(),
            "after": self.after.as_json(),
            "better": self.better,
        }


def tune(ranker: Ranker, feedback: Sequence[tuple[float, bool]]) -> Tuning:
    """Propose a calibration.

    Args:
        ranker: The one in use.
        feedback: Pairs of the ranker's score and whether the match was right.

    Raises:
        TooFewLabelsError: Fewer than ``MINIMUM_LABELS`` of a kind.
    """
    scores = np.array([score for score, _ in feedback], dtype=np.float64)
    right = np.array([bool(label) for _, label in feedback], dtype=bool)
    hits, misses = int(right.sum()), int((~right).sum())
    if min(hits, misses) < MINIMUM_LABELS:
        raise TooFewLabelsError(
            f"{hits} matches marked right, {misses} marked wrong: {MINIMUM_LABELS} of each are needed"
        )
    held_out = np.zeros(len(scores))
    folds = np.random.default_rng(SEED).permutation(len(scores)) % FOLDS
    for fold in range(FOLDS):
        part = folds == fold
        held_out[part] = fit_sigmoid(scores[~part], right[~part]).apply(scores[part])
    calibration = fit_sigmoid(scores, right)
    reply = _safe_threshold(held_out, right, ranker.thresholds.reply)
    return Tuning(
        model_id=ranker.model_id,
        right=hits,
        wrong=misses,
        before=_fit(ranker.calibration.apply(scores), right, ranker.thresholds.reply),
        after=_fit(held_out, right, reply),
        calibration=calibration,
        thresholds=Thresholds(reply=reply, review=min(ranker.thresholds.review, reply)),
    )


def write_tuning(tuning: Tuning, path: Path) -> None:
    """Write a proposal for :func:`apply_tuning`; the file appears whole or not at all."""
    content = {
        "model_id": tuning.model_id,
        "calibration": {
            "scores": tuning.calibration.scores.tolist(),
            "probabilities": tuning.calibration.probabilities.tolist(),
        },
        "thresholds": {"reply": tuning.thresholds.reply, "review": tuning.thresholds.review},
        "fitted": tuning.as_json(),
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    replace_file(path, (json.dumps(content) + "\n").encode())


def apply_tuning(ranker: Ranker, path: Path) -> Ranker:
    """Return the ranker with a file's calibration; unchanged where there is none or it is another model's.

    Raises:
        ArtefactError: The file cannot be read.
    """
    if not path.is_file():
        return ranker
    try:
        content: Mapping[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        if content["model_id"] != ranker.model_id:
            return ranker
        calibration = Calibration(
            np.asarray(content["calibration"]["scores"], dtype=np.float64),
            np.asarray(content["calibration"]["probabilities"], dtype=np.float64),
        )
        thresholds = Thresholds(**content["thresholds"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ArtefactError(f"{path} is no tuned calibration: {error}; delete it or tune again") from error
    return replace(ranker, calibration=calibration, thresholds=thresholds)


def _safe_threshold(probabilities: Matrix, right: NDArray[np.bool_], floor: float) -> float:
    """Return the lowest threshold, not below the one in use, with ``REPLY_PRECISION`` on the feedback."""
    if floor > 1:
        return NEVER
    order = np.argsort(-probabilities)
    precision = np.cumsum(right[order]) / np.arange(1, len(order) + 1)
    enough = np.flatnonzero(precision >= REPLY_PRECISION)
    if not len(enough):
        return NEVER
    return max(floor, float(probabilities[order[enough[-1]]]))


def _fit(probabilities: Matrix, right: NDArray[np.bool_], threshold: float) -> Fit:
    clipped = np.clip(probabilities, 1e-6, 1 - 1e-6)
    answered = probabilities >= threshold
    return Fit(
        brier=float(np.mean((probabilities - right) ** 2)),
        log_loss=float(-np.mean(np.where(right, np.log(clipped), np.log(1 - clipped)))),
        precision=float(right[answered].mean()) if answered.any() else 1.0,
        answered=float(answered.mean()),
        threshold=threshold,
    )
