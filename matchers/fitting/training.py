"""Fits the ranker and its calibration on labelled sets, writes the artefact. Needs the `dev` extra.

    python -m matchers.fitting.training english CHECKTHAT_2020 --out matchers/artefacts/english.json

Posts are the unit everywhere: a post's pairs, in both passes of the open-set protocol, are on one side of a
split.
"""

import argparse
import datetime
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matchers.encoding.encoders import load_encoder
from matchers.encoding.vectorcache import FolderVectors
from matchers.fitting.evaluation import Curve, Dataset, merge_same_claims, open_set_curve, read_dataset
from matchers.fitting.folds import ADAPTER_FOLDS, fold_of
from matchers.fitting.pairs import (
    ATTEMPTS,
    NEAR_MISS,
    OTHER_STORY,
    PRESENT,
    REMOVED,
    SEED,
    SMALL_PRESENT,
    SMALL_REMOVED,
    PairTable,
    collect_pairs,
    join,
)
from matchers.matcher import ClaimMatcher
from matchers.ranking import features
from matchers.ranking.calibration import Calibration, fit_sigmoid
from matchers.ranking.ranker import FORMAT, NEVER, Ranker, TreeScorer
from matchers.types import Thresholds

Matrix = NDArray[np.float64]
REPLY_PRECISION = 0.98
"""Asked of the reply threshold in cross-validation, so that 0.97 is left on posts of another kind."""

REVIEW_PROBABILITY = 0.35
NEAR_MISS_WEIGHT = 0.3
"""A made-up near miss counts less than a real pair: with 1.0 a tenth of the open-set recall is lost."""

FOREIGN_SHARE = 0.3
FOREIGN_WEIGHT = 0.5
WORD_FEATURES = (
    "bm25",
    "bm25_share",
    "bm25_margin",
    "bm25_rank",
    "grams_share",
    "grams_margin",
    "claim_covered",
    "post_covered",
    "shared_weight",
)
TREES = 350
PARAMETERS: Mapping[str, Any] = {
    "objective": "binary",
    "learning_rate": 0.03,
    "num_leaves": 7,
    "min_data_in_leaf": 40,
    "feature_fraction": 0.5,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "lambda_l2": 5.0,
    "verbosity": -1,
    "num_threads": 1,
    "deterministic": True,
}

DIRECTIONS: Mapping[str, int] = {
    "cosine": 1,
    "cosine_statement": 1,
    "cosine_title": 1,
    "window_cosine": 1,
    "part_cosine_0": 1,
    "part_cosine_1": 1,
    "bm25": 1,
    "claim_covered": 1,
    "names_covered": 1,
    "names_missing": -1,
    "numbers_missing": -1,
    "numbers_conflict": -1,
    "years_conflict": -1,
    "negation_differs": -1,
    "opposites": -1,
}
"""Where common sense knows the direction, the trees must keep it: more agreement never lowers the score."""


@dataclass(frozen=True)
class Figures:
    """What cross-validation measured."""

    posts: int
    map_at_5: float
    precision_at_1: float
    recall_at_precision_95: float
    recall_at_precision_98: float
    curve: Curve = field(repr=False)

    def as_json(self) -> dict[str, float]:
        """Return the figures, rounded."""
        return {
            "posts": self.posts,
            "map_at_5": round(self.map_at_5, 4),
            "precision_at_1": round(self.precision_at_1, 4),
            "recall_at_precision_95": round(self.recall_at_precision_95, 4),
            "recall_at_precision_98": round(self.recall_at_precision_98, 4),
        }


def measure(table: PairTable, scores: Matrix, *, small: bool = False) -> Figures:
    """Compute the figures of a table's scores, float64 (n,), in the whole catalogue or in small ones."""
    present, removed = (SMALL_PRESENT, SMALL_REMOVED) if small else (PRESENT, REMOVED)
    first: list[tuple[float, bool]] = []
    second: list[float] = []
    precisions: list[float] = []
    for rows in ranked_rows(table, scores):
        kind = table.attempt[rows[0]]
        if kind == removed:
            second.append(float(scores[rows[0]]))
        if kind != present:
            continue
        ranked = table.right[rows[:5]]
        gained = float(np.sum(np.cumsum(ranked) * ranked / np.arange(1, len(ranked) + 1)))
        precisions.append(gained / min(5, max(1, table.relevant[table.post[rows[0]]])))
        first.append((float(scores[rows[0]]), bool(table.right[rows[0]])))
    curve = open_set_curve(first, second)
    return Figures(
        posts=len(first),
        map_at_5=float(np.mean(precisions)),
        precision_at_1=float(np.mean([hit for _, hit in first])),
        recall_at_precision_95=curve.recall_at(0.95),
        recall_at_precision_98=curve.recall_at(0.98),
        curve=curve,
    )


def ranked_rows(table: PairTable, scores: Matrix) -> list[NDArray[np.int64]]:
    """Return the rows of each post and attempt, the best score first."""
    order = np.lexsort((-scores, table.attempt, table.post))
    keys = table.post[order] * ATTEMPTS + table.attempt[order]
    return np.split(order, np.flatnonzero(np.diff(keys)) + 1)


def fit_trees(tables: Sequence[PairTable], seed: int = SEED, keep: NDArray[np.bool_] | None = None) -> Any:
    """Fit boosted trees on the pairs of all tables; ``keep`` chooses rows of their concatenation."""
    import lightgbm  # noqa: PLC0415 - only in the dev extra

    matrix = np.concatenate([table.matrix for table in tables])
    right = np.concatenate([table.right for table in tables]).astype(np.int64)
    attempt = np.concatenate([table.attempt for table in tables])
    weight = np.where(np.isin(attempt, (NEAR_MISS, OTHER_STORY)), NEAR_MISS_WEIGHT, 1.0)
    if keep is not None:
        matrix, right, weight = matrix[keep], right[keep], weight[keep]
    matrix, right, weight = _with_foreign_copies(matrix, right, weight, seed)
    names = features.names(parts_of(matrix.shape[1]))
    parameters = {
        **PARAMETERS,
        "seed": seed,
        "monotone_constraints": [DIRECTIONS.get(name, 0) for name in names],
    }
    return lightgbm.train(parameters, lightgbm.Dataset(matrix, right, weight=weight), TREES)


def _with_foreign_copies(
    matrix: Matrix, right: NDArray[np.int64], weight: Matrix, seed: int
) -> tuple[Matrix, NDArray[np.int64], Matrix]:
    """Add a part of the rows again as if post and claim were in different languages: no word in common.

    The labelled sets have posts in their claims' language only; without this the trees ask for common words.
    """
    chosen = np.random.default_rng(seed).random(len(matrix)) < FOREIGN_SHARE
    copies = matrix[chosen].copy()
    names = features.names(parts_of(matrix.shape[1]))
    for name in WORD_FEATURES:
        copies[:, names.index(name)] = 0.0
    covered = names.index("names_covered")
    copies[:, covered] = np.where(copies[:, covered] == 0.5, 0.5, 0.0)
    return (
        np.concatenate([matrix, copies]),
        np.concatenate([right, right[chosen]]),
        np.concatenate([weight, weight[chosen] * FOREIGN_WEIGHT]),
    )


def parts_of(width: int) -> int:
    """Return the number of an encoder's models from the number of features."""
    return max(1, (width - len(features.PAIR_NAMES)) // len(features.PART_NAMES))


def cross_validated_scores(table: PairTable, others: Sequence[PairTable] = (), seed: int = SEED) -> Matrix:
    """Return out-of-fold scores of a table, float64 (n,); ``others`` are always on the training side."""
    folds = table.fold[table.post]
    scores = np.zeros(len(table.right))
    rest = np.ones(sum(len(other.right) for other in others), dtype=bool)
    for fold in np.unique(folds):
        model = fit_trees([table, *others], seed, np.concatenate([folds != fold, rest]))
        held_out = folds == fold
        scores[held_out] = model.predict(table.matrix[held_out], raw_score=True)
    return scores


def top_scores(table: PairTable, scores: Matrix, *attempts: int) -> tuple[Matrix, NDArray[np.bool_]]:
    """Return the best score of each post in these attempts, and whether that claim is relevant."""
    best = np.array(
        [rows[0] for rows in ranked_rows(table, scores) if table.attempt[rows[0]] in attempts], dtype=int
    )
    return scores[best], table.right[best]


def reply_threshold(curve: Curve, precision: float = REPLY_PRECISION) -> float:
    """Return the lowest threshold with at least this precision; ``NEVER`` where there is none."""
    enough = np.flatnonzero(curve.precision >= precision)
    return float(curve.thresholds[enough[-1]]) if len(enough) else NEVER


def export_trees(model: Any) -> dict[str, Any]:
    """Return a LightGBM model as lists, for :class:`matchers.ranking.ranker.TreeScorer`."""
    trees = []
    for tree in model.dump_model()["tree_info"]:
        nodes: dict[str, list[float]] = {"feature": [], "threshold": [], "left": [], "right": [], "value": []}
        _flatten(tree["tree_structure"], nodes)
        trees.append(nodes)
    return {"kind": "trees", "trees": trees}


def _flatten(node: Mapping[str, Any], nodes: dict[str, list[float]]) -> int:
    place = len(nodes["value"])
    leaf = "leaf_value" in node
    nodes["feature"].append(0 if leaf else int(node["split_feature"]))
    nodes["threshold"].append(0.0 if leaf else float(f"{node['threshold']:.9g}"))
    nodes["value"].append(float(f"{node['leaf_value']:.6g}") if leaf else 0.0)
    nodes["left"].append(-1)
    nodes["right"].append(-1)
    if not leaf:
        nodes["left"][place] = _flatten(node["left_child"], nodes)
        nodes["right"][place] = _flatten(node["right_child"], nodes)
    return place


def fit_artefact(model_id: str, parts: int, tables: Sequence[PairTable], seed: int = SEED) -> dict[str, Any]:
    """Cross-validate, fit on everything, calibrate on the out-of-fold scores; return the content."""
    held_out = [
        cross_validated_scores(table, [other for other in tables if other is not table], seed)
        for table in tables
    ]
    every = (PRESENT, REMOVED, SMALL_PRESENT, SMALL_REMOVED)
    tops = [top_scores(table, scores, *every) for table, scores in zip(tables, held_out, strict=True)]
    calibration = fit_sigmoid(
        np.concatenate([top for top, _ in tops]), np.concatenate([hit for _, hit in tops])
    )
    reply = max(
        reply_threshold(_pooled_curve(tables, held_out, calibration, PRESENT, REMOVED)),
        reply_threshold(_pooled_curve(tables, held_out, calibration, SMALL_PRESENT, SMALL_REMOVED)),
    )
    figures = {}
    for table, scores in zip(tables, held_out, strict=True):
        near = calibration.apply(top_scores(table, scores, NEAR_MISS)[0])
        story = calibration.apply(top_scores(table, scores, OTHER_STORY)[0])
        figures[table.name] = {
            **measure(table, scores).as_json(),
            "small_catalogues": measure(table, scores, small=True).as_json(),
            "near_misses_answered": round(float(np.mean(near >= reply)), 4),
            "other_stories_answered": round(float(np.mean(story >= reply)), 4),
        }
    return {
        "format": FORMAT,
        "model_id": model_id,
        "features": list(features.names(parts)),
        "scorer": export_trees(fit_trees(tables, seed)),
        "calibration": {
            "scores": [round(float(score), 6) for score in calibration.scores],
            "probabilities": [round(float(probability), 6) for probability in calibration.probabilities],
        },
        "thresholds": {"reply": round(reply, 4), "review": REVIEW_PROBABILITY},
        "fitted": {
            "data": [table.name for table in tables],
            "date": datetime.datetime.now(tz=datetime.UTC).date().isoformat(),
            "seed": seed,
            "cross_validated": figures,
        },
    }


def _pooled_curve(
    tables: Sequence[PairTable],
    held_out: Sequence[Matrix],
    calibration: Calibration,
    present: int,
    removed: int,
) -> Curve:
    """Return the open-set curve of all tables together, over probabilities."""
    first: list[tuple[float, bool]] = []
    second: list[float] = []
    for table, scores in zip(tables, held_out, strict=True):
        top, hit = top_scores(table, scores, present)
        first += list(zip(calibration.apply(top).tolist(), hit.tolist(), strict=True))
        second += calibration.apply(top_scores(table, scores, removed)[0]).tolist()
    return open_set_curve(first, second)


def collect_cross_fitted(model: str, dataset: Dataset, folder: Path) -> PairTable:
    """Collect each post's pairs with an encoder whose adapter was fitted without the post's claim.

    Args:
        model: A bundled model with an adapter.
        dataset: As :func:`merge_same_claims` returns it; the adapters of its folds lie in ``folder``.
        folder: Holds a folder a fold.
    """
    folds = fold_of(dataset, ADAPTER_FOLDS)
    tables = []
    for fold in range(ADAPTER_FOLDS):
        encoder = load_encoder(model, adapters=folder / str(fold))
        matcher = ClaimMatcher(encoder, ranker=blank_ranker(encoder.model_id))
        posts = tuple(query for query, own in zip(dataset.queries, folds, strict=True) if own == fold)
        tables.append(collect_pairs(matcher, Dataset(dataset.name, dataset.claims, posts)))
    return join(tables)


def main(arguments: Sequence[str] | None = None) -> None:
    """Fit an artefact from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model")
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--vectors", type=Path, default=None)
    parser.add_argument(
        "--folds",
        type=Path,
        default=None,
        help="adapters of folds of the set, from matchers.fitting.adaptation",
    )
    chosen = parser.parse_args(arguments)
    encoder = load_encoder(chosen.model)
    sets = [merge_same_claims(read_dataset(folder)) for folder in chosen.folders]
    if chosen.folds is not None:
        tables = [collect_cross_fitted(chosen.model, sets[0], chosen.folds)]
    else:
        matcher = ClaimMatcher(encoder, FolderVectors(chosen.vectors), ranker=blank_ranker(encoder.model_id))
        tables = [collect_pairs(matcher, found) for found in sets]
    content = fit_artefact(encoder.model_id, len(encoder.parts), tables)
    chosen.out.write_text(
        json.dumps(content, separators=(",", ":"), ensure_ascii=False) + "\n", encoding="utf-8"
    )


def blank_ranker(model_id: str) -> Ranker:
    """Return a ranker that says nothing, for collecting features before one is fitted."""
    nothing = Calibration(np.array([0.0, 1.0]), np.array([0.0, 0.0]))
    leaf: dict[str, list[float]] = {
        "feature": [0],
        "threshold": [0.0],
        "left": [-1],
        "right": [-1],
        "value": [0.0],
    }
    return Ranker(TreeScorer([leaf]), nothing, Thresholds(NEVER, NEVER), model_id, {})


if __name__ == "__main__":
    main()
