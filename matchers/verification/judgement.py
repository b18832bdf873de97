"""One probability that holds: verdict, ranker's score and surface facts, joined and calibrated.

A softmax over three outcomes for each pair: the post *makes* the claim (asserts it, asks about it, reports
it), it *denies* it, or *neither*. `matchers/fitting/judging.py` fits the weights on posts whose claims the
verifier had not seen, in catalogues of one to ten thousand claims.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matchers.encoding.adapters import ARTEFACTS
from matchers.errors import ArtefactError
from matchers.ranking import features
from matchers.ranking.features import Candidate
from matchers.ranking.ranker import NEVER
from matchers.types import Thresholds
from matchers.verification.verifier import ASKS, ASSERTS, DENIES, OTHER, REPORTS, Verdicts

Matrix = NDArray[np.float64]
FORMAT = 1
OUTCOMES = ("makes", "denies", "neither")
MAKES, DENIES_IT, NEITHER = range(len(OUTCOMES))
_FROM_RANKER = (
    "cosine_statement",
    "window_cosine",
    "claim_covered",
    "post_covered",
    "names_covered",
    "numbers_conflict",
    "years_conflict",
    "post_words",
)
_MOST: Mapping[str, float] = {
    "claim_covered": 0.35,
    "post_covered": 0.25,
    "cosine_statement": 0.75,
    "window_cosine": 0.75,
}
"""Beyond these a feature says no more: few fitted posts lie there, and a straight line would go astray."""

MEASURED = (
    "makes_odds",
    "denies_odds",
    "asks_share",
    "makes_odds_above_best",
    "score",
    "elsewhere",
    *_FROM_RANKER,
    "log_post_words",
    "makes_odds_above_denies",
)
_BENDS = (("makes_odds", 0.0), ("makes_odds", 2.0), ("denies_odds", 0.0), ("score", 0.0))
"""From here on a feature may count otherwise: only what lies above is a feature of its own."""

_PRODUCTS = (
    ("makes_odds", "claim_covered"),
    ("makes_odds", "post_covered"),
    ("makes_odds", "log_post_words"),
    ("makes_odds", "window_cosine"),
    ("makes_odds", "asks_share"),
    ("makes_odds", "score"),
    ("claim_covered", "log_post_words"),
    ("post_covered", "log_post_words"),
)
"""A verdict is worth more where few words are shared, and less in a long post: these say how much."""

NAMES = (
    *MEASURED,
    *(f"{name}_above_{bend:g}" for name, bend in _BENDS),
    *(f"{one}_x_{other}" for one, other in _PRODUCTS),
)
"""What a pair is judged by, in order: the contract with the artefacts."""

_LARGEST_SCORE = 8.0


@dataclass(frozen=True)
class Judgement:
    """The fitted weights and the thresholds for their probabilities.

    Attributes:
        mean: Of each feature, float64 (f,).
        scale: Divisor of each feature, float64 (f,).
        weights: float64 (f, 3), columns as in ``OUTCOMES``.
        bias: float64 (3,).
        least_score: Of the ranker; a candidate below it and below ``least_cosine`` is not read.
        least_cosine: Of the post, or a stretch of it, with the claim.
        thresholds: For the probability that a post makes a claim.
        verifier_id: The verifier whose verdicts it was fitted on; ``*`` for any.
        model_id: The encoder that it was fitted on; ``*`` for any.
        fitted: Data, date and figures, for people.
    """

    mean: Matrix
    scale: Matrix
    weights: Matrix
    bias: Matrix
    least_score: float
    least_cosine: float
    thresholds: Thresholds
    verifier_id: str
    model_id: str
    fitted: Mapping[str, object]

    def probabilities(self, pairs: Matrix) -> Matrix:
        """Return the probabilities of the outcomes, float64 (n, 3), for features of shape (n, f)."""
        logits = ((pairs - self.mean) / self.scale) @ self.weights + self.bias
        shares = np.exp(logits - logits.max(axis=1, keepdims=True))
        result: Matrix = shares / shares.sum(axis=1, keepdims=True)
        return result


def build(verdicts: Verdicts, scores: Matrix, matrix: Matrix, candidates: Sequence[Candidate]) -> Matrix:
    """Compute what the pairs of one post are judged by.

    Args:
        verdicts: Of the verifier, float32 (n, 5).
        scores: Of the ranker, float64 (n,).
        matrix: Pair features, float64 (n, f).
        candidates: The same pairs.

    Returns:
        float64 of shape (n, len(NAMES)).
    """
    logs = verdicts.astype(np.float64)
    makes = np.logaddexp(np.logaddexp(logs[:, ASSERTS], logs[:, ASKS]), logs[:, REPORTS])
    odds = makes - logs[:, OTHER]
    columns: dict[str, Any] = {
        "makes_odds": odds,
        "denies_odds": logs[:, DENIES] - logs[:, OTHER],
        "asks_share": np.exp(logs[:, ASKS]),
        "makes_odds_above_best": odds - odds.max(initial=-np.inf) if len(odds) else odds,
        "score": np.clip(scores, -_LARGEST_SCORE, _LARGEST_SCORE),
        "elsewhere": [float(candidate.elsewhere) for candidate in candidates],
    }
    for name in _FROM_RANKER:
        columns[name] = np.minimum(matrix[:, features.PAIR_NAMES.index(name)], _MOST.get(name, np.inf))
    columns["log_post_words"] = np.log1p(columns["post_words"])
    columns["makes_odds_above_denies"] = np.maximum(odds - columns["denies_odds"], 0.0)
    return with_bends(np.column_stack([np.asarray(columns[name], dtype=np.float64) for name in MEASURED]))


def with_bends(measured: Matrix) -> Matrix:
    """Append what makes the judgement bend: float64 (n, len(MEASURED)) becomes (n, len(NAMES))."""
    column = {name: measured[:, row] for row, name in enumerate(MEASURED)}
    return np.column_stack(
        [
            measured,
            *(np.maximum(column[name] - bend, 0.0) for name, bend in _BENDS),
            *(column[one] * column[other] for one, other in _PRODUCTS),
        ]
    )


def load_judgement(model_id: str, verifier_id: str, folder: Path = ARTEFACTS) -> Judgement:
    """Load the judgement that was fitted for an encoder and a verifier; else the general one.

    Raises:
        ArtefactError: A file cannot be read, or was fitted on other features.
    """
    for path in sorted(folder.glob("judgement.*.json")):
        found = _read(path)
        if found.model_id == model_id and found.verifier_id == verifier_id:
            return found
    return general()


@cache
def general() -> Judgement:
    """Return the judgement for models that nothing was fitted for: it trusts the verifier."""
    weights = np.zeros((len(NAMES), len(OUTCOMES)))
    weights[NAMES.index("makes_odds"), MAKES] = 1.0
    weights[NAMES.index("denies_odds"), DENIES_IT] = 1.0
    weights[NAMES.index("numbers_conflict"), NEITHER] = 1.5
    weights[NAMES.index("elsewhere"), NEITHER] = 1.5
    return Judgement(
        mean=np.zeros(len(NAMES)),
        scale=np.ones(len(NAMES)),
        weights=weights,
        bias=np.array([-1.0, -1.0, 0.0]),
        least_score=-_LARGEST_SCORE,
        least_cosine=-1.0,
        thresholds=Thresholds(reply=0.95, review=0.5, offer=0.2),
        verifier_id="*",
        model_id="*",
        fitted={},
    )


NO_VERIFIER = Thresholds(reply=NEVER, review=0.5, offer=0.15)
"""Where nothing reads claim and post together: resemblance is shown to people, never answered."""


def _read(path: Path) -> Judgement:
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        if content["format"] != FORMAT or tuple(content["features"]) != NAMES:
            raise ArtefactError(f"{path} was fitted on other features: fit it again")
        return Judgement(
            mean=np.asarray(content["mean"]),
            scale=np.asarray(content["scale"]),
            weights=np.asarray(content["weights"]),
            bias=np.asarray(content["bias"]),
            least_score=float(content["least_score"]),
            least_cosine=float(content["least_cosine"]),
            thresholds=Thresholds(**content["thresholds"]),
            verifier_id=str(content["verifier_id"]),
            model_id=str(content["model_id"]),
            fitted=content["fitted"],
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ArtefactError(f"{path} cannot be read: {error}; fit it again") from error


def write_judgement(judgement: Judgement, path: Path) -> None:
    """Write a judgement as JSON."""
    content = {
        "format": FORMAT,
        "features": list(NAMES),
        "verifier_id": judgement.verifier_id,
        "model_id": judgement.model_id,
        "mean": judgement.mean.round(6).tolist(),
        "scale": judgement.scale.round(6).tolist(),
        "weights": judgement.weights.round(6).tolist(),
        "bias": judgement.bias.round(6).tolist(),
        "least_score": round(judgement.least_score, 4),
        "least_cosine": round(judgement.least_cosine, 4),
        "thresholds": vars(judgement.thresholds),
        "fitted": dict(judgement.fitted),
    }
    path.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
