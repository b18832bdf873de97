"""From pair features to a calibrated probability, by weights in a JSON file; `training.py` fits them."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from matchers.errors import ArtefactError
from matchers.ranking import features
from matchers.ranking.calibration import Calibration
from matchers.ranking.siblings import prefer_agreeing
from matchers.types import Thresholds

Matrix = NDArray[np.float64]
ARTEFACTS = Path(__file__).parents[1] / "artefacts"
FORMAT = 1
LINK_BONUS = 6.0
CONFLICT_CAP = 0.85
"""Below every shipped reply threshold; the order of the matches does not change."""

NEVER = 1.01
"""A reply threshold that no probability reaches."""


class Scorer(Protocol):
    """Turns features, float64 (n, f), into scores, float64 (n,), on the logit scale."""

    def score(self, matrix: Matrix) -> Matrix:
        """Score candidates."""
        ...


@dataclass(frozen=True)
class LinearScorer:
    """Weighted sum of standardised features.

    Attributes:
        mean: Of each feature, float64 (f,).
        scale: Divisor of each feature, float64 (f,).
        weights: float64 (f,).
        bias: Added at the end.
    """

    mean: Matrix
    scale: Matrix
    weights: Matrix
    bias: float

    def score(self, matrix: Matrix) -> Matrix:
        """Score candidates."""
        result: Matrix = ((matrix - self.mean) / self.scale) @ self.weights + self.bias
        return result


class TreeScorer:
    """Boosted regression trees, all trees and rows walked at once.

    Args:
        trees: One mapping a tree: ``feature``, ``threshold``, ``left``, ``right``, ``value`` lists by node;
        a leaf's
            ``left`` is negative. A row goes left where its feature is at most the threshold.
    """

    def __init__(self, trees: Sequence[Mapping[str, Sequence[float]]]) -> None:
        sizes = [len(tree["value"]) for tree in trees]
        offsets = np.concatenate([[0], np.cumsum(sizes)[:-1]]).astype(np.int64)
        self._roots = offsets
        self._feature = np.concatenate([np.asarray(tree["feature"], dtype=np.int64) for tree in trees])
        self._threshold = np.concatenate([np.asarray(tree["threshold"], dtype=np.float64) for tree in trees])
        self._value = np.concatenate([np.asarray(tree["value"], dtype=np.float64) for tree in trees])
        following = []
        for tree, offset, size in zip(trees, offsets, sizes, strict=True):
            own = np.arange(offset, offset + size)
            left, right = (np.asarray(tree[side], dtype=np.int64) for side in ("left", "right"))
            sides = np.stack([right + offset, left + offset], axis=1)
            following.append(np.where(left[:, None] < 0, own[:, None], sides))
        self._following = np.concatenate(following).ravel()

    def score(self, matrix: Matrix) -> Matrix:
        """Score candidates."""
        nodes = np.broadcast_to(self._roots, (len(matrix), len(self._roots)))
        flat = np.ascontiguousarray(matrix).ravel()
        rows = np.arange(len(matrix))[:, None] * matrix.shape[1]
        while True:
            goes_left = flat.take(self._feature.take(nodes) + rows) <= self._threshold.take(nodes)
            following = self._following.take(2 * nodes + goes_left)
            if np.array_equal(following, nodes):
                break
            nodes = following
        total: Matrix = self._value.take(nodes).sum(axis=1)
        return total


@dataclass(frozen=True)
class Ranker:
    """A scorer with its calibration and thresholds.

    Attributes:
        scorer: Features to score.
        calibration: Score to probability.
        thresholds: For probabilities.
        model_id: The encoder that it was fitted on; ``*`` for any.
        fitted: Data, date, seed and metrics of the fit, for people.
    """

    scorer: Scorer
    calibration: Calibration
    thresholds: Thresholds
    model_id: str
    fitted: Mapping[str, object]

    def probabilities(
        self, matrix: Matrix, candidates: Sequence[features.Candidate] = ()
    ) -> tuple[Matrix, Matrix]:
        """Return scores and probabilities, float64 (n,) each.

        Args:
            matrix: Features of one post's candidates, float64 (n, f).
            candidates: The same candidates; where given, siblings are told apart
                (:func:`matchers.ranking.siblings.prefer_agreeing`), and a claim about another country or
                state than the post's is held at ``CONFLICT_CAP`` too.

        A known link lifts the score by ``LINK_BONUS``: no labelled set has links to learn from. Where
        the post states another number in the place of the claim's, the probability stays at or below
        ``CONFLICT_CAP``, so that a person decides: 10,000 troops are not 100,000 volunteers.
        """
        link, conflict = (matrix[:, features.PAIR_NAMES.index(name)] for name in ("link", "numbers_conflict"))
        scores = self.scorer.score(matrix)
        if candidates:
            scores = prefer_agreeing(scores, matrix, candidates)
        scores = scores + LINK_BONUS * link
        probabilities = self.calibration.apply(scores)
        held_back = conflict > 0
        if candidates:
            held_back |= np.array([candidate.elsewhere for candidate in candidates])
        held_back &= link == 0
        return scores, np.where(held_back, np.minimum(probabilities, CONFLICT_CAP), probabilities)


def load_ranker(model_id: str, folder: Path = ARTEFACTS, parts: int = 1) -> Ranker:
    """Load the ranker of a model; a model without one gets the general ranker, which only ever asks.

    Raises:
        ArtefactError: A file cannot be read or was fitted on other features.
    """
    general = None
    expected = list(features.names(parts))
    for path in sorted(folder.glob("*.json")):
        content = read_artefact(path)
        if content["model_id"] == model_id:
            if content.get("features") != expected:
                raise ArtefactError(f"{path} was fitted on other features: fit it again")
            return parse_ranker(content)
        if content["model_id"] == "*" and content.get("features") == expected:
            general = content
    if general is None:
        raise ArtefactError(f"{folder} holds no ranker for {model_id} and no general one")
    return parse_ranker(general)


def read_artefact(path: Path) -> dict[str, Any]:
    """Read an artefact file.

    Raises:
        ArtefactError: It cannot be read, or is of another format.
    """
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ArtefactError(f"{path} cannot be read: {error}") from error
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        raise ArtefactError(f"{path} is not an artefact of format {FORMAT}: fit it again")
    return content


def parse_ranker(content: Mapping[str, Any]) -> Ranker:
    """Build a ranker from an artefact's content."""
    calibration = content["calibration"]
    thresholds = content["thresholds"]
    return Ranker(
        scorer=_parse_scorer(content["scorer"]),
        calibration=Calibration(np.asarray(calibration["scores"]), np.asarray(calibration["probabilities"])),
        thresholds=Thresholds(reply=float(thresholds["reply"]), review=float(thresholds["review"])),
        model_id=str(content["model_id"]),
        fitted=content.get("fitted", {}),
    )


def _parse_scorer(content: Mapping[str, Any]) -> Scorer:
    if content["kind"] == "linear":
        return LinearScorer(
            mean=np.asarray(content["mean"]),
            scale=np.asarray(content["scale"]),
            weights=np.asarray(content["weights"]),
            bias=float(content["bias"]),
        )
    if content["kind"] == "trees":
        return TreeScorer(content["trees"])
    raise ArtefactError(f"unknown kind of scorer: {content['kind']}")
