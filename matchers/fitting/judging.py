"""Fits the judgement: from verdict, ranker's score and facts to one calibrated probability.

    python -m matchers.fitting.judging combined TOPIC_SET --also CHECKTHAT_2020

Every post is judged in catalogues of one claim, ten claims, all claims and ten thousand, and once more
without its own claim. The verifier must not have been taught on the posts of ``TOPIC_SET``, nor on the fold
of the ranking set that is used here.
"""

import argparse
import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from matchers.encoding.adapters import ARTEFACTS
from matchers.encoding.vectorcache import FolderVectors
from matchers.fitting.evaluation import merge_same_claims, read_dataset
from matchers.fitting.judged_pairs import SEED, JudgedPairs, Matrix, collect
from matchers.fitting.plots import Bin, plot_reliability, reliability
from matchers.fitting.topic_sets import read_topic_set
from matchers.types import Thresholds
from matchers.verification.judgement import (
    DENIES_IT,
    MAKES,
    NAMES,
    NEITHER,
    OUTCOMES,
    Judgement,
    write_judgement,
)

FOLDS = 5
PENALTY = 0.3
"""Inverse strength of the L2 penalty on standardised features."""

REPLY_PRECISION = 0.945
KEPT_BY_FLOOR = 0.995
RANKING_WEIGHT = 0.2
"""Of a pair from the ranking set: its labels are noisier, and it has few claims of one subject."""


def fit(pairs: JudgedPairs, rows: NDArray[np.bool_]) -> tuple[Matrix, Matrix, Matrix, Matrix]:
    """Fit mean, scale, weights (f, 3) and bias (3,) on some rows."""
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415 - for fitting alone

    evidence = pairs.evidence[rows]
    mean, scale = evidence.mean(axis=0), np.maximum(evidence.std(axis=0), 1e-6)
    ranking = np.isin(pairs.catalogue[rows], ("ranking", "removed"))
    model = LogisticRegression(C=PENALTY, max_iter=2_000)
    model.fit(
        (evidence - mean) / scale,
        pairs.outcome[rows],
        sample_weight=np.where(ranking, RANKING_WEIGHT, 1.0),
    )
    return mean, scale, model.coef_.T.copy(), model.intercept_.copy()


def cross_validated(pairs: JudgedPairs) -> Matrix:
    """Return the probabilities of the outcomes, float64 (n, 3), each claim's pairs left out once."""
    folds = np.random.default_rng(SEED).integers(0, FOLDS, int(pairs.group.max()) + 1)[pairs.group]
    found = np.zeros((len(pairs.outcome), len(OUTCOMES)))
    for fold in range(FOLDS):
        mean, scale, weights, bias = fit(pairs, folds != fold)
        logits = ((pairs.evidence[folds == fold] - mean) / scale) @ weights + bias
        shares = np.exp(logits - logits.max(axis=1, keepdims=True))
        found[folds == fold] = shares / shares.sum(axis=1, keepdims=True)
    return found


@dataclass(frozen=True)
class Answered:
    """What would be answered in public at a threshold: shares of posts, and of answers.

    Posts of kinds S, R and H count nowhere but in their own right: long ones, reports and jokes are easy, and
    would flatter the precision.
    """

    threshold: float
    assertions: float
    other_language: float
    false_on_topic: float
    debunks: float
    precision: float


CATALOGUES = {"1": "1 claim", "10": "10 claims", "all": "the whole set", "10000": "10,000 claims"}
_BORDERS = (0.0, 0.05, 0.15, 0.3, 0.45, 0.6, 0.75, 0.85, 0.95, 1.0)
_COUNTED = ("P", "L", "X", "Q", "D", "T", "E", "N", "O", "M")


def answered(
    pairs: JudgedPairs, probabilities: Matrix, threshold: float, catalogues: Sequence[str]
) -> Answered:
    """Count public answers of the topic set in some catalogues."""
    tops = _tops(pairs, probabilities, catalogues)
    sent = tops[
        (probabilities[tops, MAKES] >= threshold)
        & (probabilities[tops, MAKES] > probabilities[tops, DENIES_IT])
        & np.isin(pairs.kind[tops], _COUNTED)
    ]
    right = pairs.outcome[sent] == MAKES

    def share(kinds: Sequence[str], hits: NDArray[np.bool_]) -> float:
        asked = sum(pairs.asked[catalogue, kind] for catalogue in catalogues for kind in kinds)
        return float(np.sum(hits & np.isin(pairs.kind[sent], kinds))) / max(1, asked)

    every = np.ones(len(sent), dtype=bool)
    return Answered(
        threshold,
        share(("P", "L", "X"), right),
        share(("X",), right),
        share(("T", "E", "N", "O", "M"), every),
        share(("D",), every),
        float(right.mean()) if len(sent) else 1.0,
    )


def _tops(pairs: JudgedPairs, probabilities: Matrix, catalogues: Sequence[str]) -> NDArray[np.int64]:
    """Return the most relevant pair of each post of some catalogues."""
    chosen = np.flatnonzero(np.isin(pairs.catalogue, catalogues))
    relevance = 1.0 - probabilities[chosen, NEITHER]
    order = chosen[np.lexsort((-relevance, pairs.post[chosen]))]
    posts = pairs.post[order]
    first = np.ones(len(order), dtype=bool)
    first[1:] = posts[1:] != posts[:-1]
    return order[first]


def choose_thresholds(pairs: JudgedPairs, probabilities: Matrix) -> Thresholds:
    """Choose the tiers: the reply threshold so that answers in young catalogues keep ``REPLY_PRECISION``."""
    reply = next(
        (
            float(threshold)
            for threshold in np.arange(0.5, 0.995, 0.01)
            if answered(pairs, probabilities, threshold, ("1", "10", "all")).precision >= REPLY_PRECISION
        ),
        0.99,
    )
    return Thresholds(reply=round(reply, 3), review=0.3, offer=0.2)


def reliability_by_catalogue(pairs: JudgedPairs, probabilities: Matrix) -> dict[str, list[Bin]]:
    """Compare, for the likeliest claim of each post, the probability that it makes it with the truth."""
    found = {}
    for catalogue in ("1", "10", "all", "10000"):
        tops = _tops(pairs, probabilities, (catalogue,))
        name = CATALOGUES[catalogue]
        found[name] = reliability(probabilities[tops, MAKES], pairs.outcome[tops] == MAKES, _BORDERS)
    return found


def main(arguments: Sequence[str] | None = None) -> None:
    """Fit a judgement from the command line and print its figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", help="default, english, multilingual or combined")
    parser.add_argument("topics", type=Path, help="a set that the verifier was not taught on")
    parser.add_argument("--also", type=Path, default=None, help="a ranking set")
    parser.add_argument("--vectors", type=Path, default=Path(".cache/vectors"))
    parser.add_argument("--plot", type=Path, default=None, help="draw how well the probabilities hold")
    parser.add_argument("--out", type=Path, default=None)
    chosen = parser.parse_args(arguments)
    topics = read_topic_set(chosen.topics)
    also = merge_same_claims(read_dataset(chosen.also)) if chosen.also else None
    pairs, model_id, verifier_id = collect(chosen.model, topics, also, FolderVectors(chosen.vectors))
    probabilities = cross_validated(pairs)
    thresholds = choose_thresholds(pairs, probabilities)
    figures = {
        catalogue: vars(answered(pairs, probabilities, thresholds.reply, (catalogue,)))
        for catalogue in ("1", "10", "all", "10000")
    }
    for catalogue, row in figures.items():
        print(catalogue, {name: round(float(value), 3) for name, value in row.items()})  # noqa: T201
    if chosen.plot is not None:
        plot_reliability(reliability_by_catalogue(pairs, probabilities), chosen.plot)
    mean, scale, weights, bias = fit(pairs, np.ones(len(pairs.outcome), dtype=bool))
    about = pairs.outcome != NEITHER
    judgement = Judgement(
        mean,
        scale,
        weights,
        bias,
        float(np.quantile(pairs.score[about], 1 - KEPT_BY_FLOOR)),
        float(np.quantile(pairs.cosine[about], 1 - KEPT_BY_FLOOR)),
        thresholds,
        verifier_id,
        model_id,
        {
            "data": [topics.name, *([also.name] if also is not None else [])],
            "date": datetime.datetime.now(tz=datetime.UTC).date().isoformat(),
            "features": list(NAMES),
            "cross_validated": {
                name: {key: round(float(value), 4) for key, value in row.items()}
                for name, row in figures.items()
            },
        },
    )
    write_judgement(judgement, chosen.out or ARTEFACTS / f"judgement.{chosen.model}.json")


if __name__ == "__main__":
    main()
