"""Fits the ranker and its calibration on labelled sets, writes the artefact. Needs the `dev` extra.

    python -m matchers.training english shared/data/checkthat2020_t2_en --out matchers/artefacts/english.json

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

from matchers import features
from matchers.encoders import load_encoder
from matchers.evaluation import Curve, Dataset, Query, open_set_curve, read_dataset
from matchers.matcher import ClaimMatcher
from matchers.ranker import FORMAT, NEVER, Calibration, Ranker, TreeScorer
from matchers.text import normalise
from matchers.types import Thresholds
from matchers.vectorcache import FolderVectors

Matrix = NDArray[np.float64]
REPLY_PRECISION = 0.98
"""Asked of the reply threshold in cross-validation, so that 0.97 is left on posts of another kind."""

REVIEW_PROBABILITY = 0.35
FOLDS = 5
SEED = 20200706
TREES = 200
PARAMETERS: Mapping[str, Any] = {
    "objective": "binary",
    "learning_rate": 0.05,
    "num_leaves": 15,
    "min_data_in_leaf": 40,
    "feature_fraction": 0.6,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "lambda_l2": 5.0,
    "verbosity": -1,
    "num_threads": 2,
    "deterministic": True,
}


@dataclass(frozen=True)
class PairTable:
    """Pairs of posts and candidate claims, in both passes.

    Attributes:
        name: The set.
        matrix: Features, float64 (n, f).
        right: Whether the claim is relevant, bool (n,).
        post: Number of the post, int64 (n,).
        removed: Whether the post's own claims were taken out, bool (n,).
        relevant: Count of relevant claims by post; those with the same statement count once.
    """

    name: str
    matrix: Matrix
    right: NDArray[np.bool_]
    post: NDArray[np.int64]
    removed: NDArray[np.bool_]
    relevant: tuple[int, ...]


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


def merge_same_claims(dataset: Dataset) -> Dataset:
    """Count every claim that has a relevant claim's very statement as relevant too.

    Some sets list a claim twice; without this the second copy would be taught as wrong.
    """
    wording = {claim.claim_id: normalise(claim.statement).text.lower() for claim in dataset.claims}
    same: dict[str, set[str]] = {}
    for claim_id, text in wording.items():
        same.setdefault(text, set()).add(str(claim_id))
    return Dataset(
        dataset.name,
        dataset.claims,
        tuple(
            Query(
                query.query_id,
                query.text,
                query.split,
                frozenset().union(*(same[wording[own]] for own in query.relevant if own in wording)),
            )
            for query in dataset.queries
        ),
    )


def collect_pairs(matcher: ClaimMatcher, dataset: Dataset, split: str | None = None) -> PairTable:
    """Compute the features of every candidate of every post, with and without the post's own claims."""
    queries = dataset.split(split)
    matcher.replace(dataset.claims)
    wording = {str(claim.claim_id): normalise(claim.statement).text.lower() for claim in dataset.claims}
    prepared = [normalise(query.text) for query in queries]
    signals = matcher.measure([found.text for found in prepared], [found.links for found in prepared])
    matrices: list[Matrix] = []
    right: list[bool] = []
    post: list[int] = []
    removed: list[bool] = []
    for number, (query, measured) in enumerate(zip(queries, signals, strict=True)):
        if measured is None:
            continue
        for without in (False, True):
            candidates, matrix = matcher.pairs(
                measured, frozenset(query.relevant) if without else frozenset()
            )
            matrices.append(matrix)
            right.extend(str(matcher.claim_id(candidate)) in query.relevant for candidate in candidates)
            post.extend([number] * len(candidates))
            removed.extend([without] * len(candidates))
    return PairTable(
        dataset.name,
        np.concatenate(matrices),
        np.array(right),
        np.array(post, dtype=np.int64),
        np.array(removed),
        tuple(len({wording[own] for own in query.relevant if own in wording}) for query in queries),
    )


def measure(table: PairTable, scores: Matrix) -> Figures:
    """Compute the figures of a table's scores, float64 (n,)."""
    first: list[tuple[float, bool]] = []
    second: list[float] = []
    precisions: list[float] = []
    order = np.lexsort((-scores, table.removed, table.post))
    keys = table.post[order] * 2 + table.removed[order]
    for rows in np.split(order, np.flatnonzero(np.diff(keys)) + 1):
        if table.removed[rows[0]]:
            second.append(float(scores[rows[0]]))
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


def fit_trees(tables: Sequence[PairTable], seed: int = SEED, keep: NDArray[np.bool_] | None = None) -> Any:
    """Fit boosted trees on the pairs of all tables; ``keep`` chooses rows of their concatenation."""
    import lightgbm  # noqa: PLC0415 - only in the dev extra

    matrix = np.concatenate([table.matrix for table in tables])
    right = np.concatenate([table.right for table in tables]).astype(np.int64)
    if keep is not None:
        matrix, right = matrix[keep], right[keep]
    return lightgbm.train({**PARAMETERS, "seed": seed}, lightgbm.Dataset(matrix, right), TREES)


def cross_validated_scores(table: PairTable, others: Sequence[PairTable] = (), seed: int = SEED) -> Matrix:
    """Return out-of-fold scores of a table, float64 (n,); ``others`` are always on the training side."""
    folds = np.random.default_rng(seed).integers(0, FOLDS, len(table.relevant))[table.post]
    scores = np.zeros(len(table.right))
    rest = np.ones(sum(len(other.right) for other in others), dtype=bool)
    for fold in range(FOLDS):
        model = fit_trees([table, *others], seed, np.concatenate([folds != fold, rest]))
        held_out = folds == fold
        scores[held_out] = model.predict(table.matrix[held_out], raw_score=True)
    return scores


def top_scores(table: PairTable, scores: Matrix) -> tuple[Matrix, NDArray[np.bool_]]:
    """Return, for each post and pass, the best score and whether that claim is relevant."""
    order = np.lexsort((-scores, table.removed, table.post))
    keys = table.post[order] * 2 + table.removed[order]
    first = order[np.append(True, np.diff(keys) != 0)]
    return scores[first], table.right[first]


def fit_calibration(scores: Matrix, right: NDArray[np.bool_], knots: int = 41) -> Calibration:
    """Fit Platt's sigmoid (Platt 1999) to scores of top claims, and tabulate it.

    Args:
        scores: float64 (n,).
        right: Whether each was right, bool (n,).
        knots: How many points of the sigmoid are kept.
    """
    slope, bias = _platt(scores, right)
    grid = np.linspace(float(scores.min()) - 2.0, float(scores.max()) + 2.0, knots)
    return Calibration(grid, 1.0 / (1.0 + np.exp(-(slope * grid + bias))))


def _platt(scores: Matrix, right: NDArray[np.bool_], steps: int = 100) -> tuple[float, float]:
    """Fit slope and bias by Newton's method, with Platt's softened targets."""
    positive, negative = int(right.sum()), int((~right).sum())
    target = np.where(right, (positive + 1.0) / (positive + 2.0), 1.0 / (negative + 2.0))
    design = np.column_stack([scores, np.ones_like(scores)])
    weights = np.zeros(2)
    for _ in range(steps):
        probability = 1.0 / (1.0 + np.exp(-np.clip(design @ weights, -30, 30)))
        gradient = design.T @ (probability - target)
        curvature = (design * (probability * (1 - probability))[:, None]).T @ design + 1e-6 * np.eye(2)
        step = np.linalg.solve(curvature, gradient)
        weights = weights - step
        if float(np.abs(step).max()) < 1e-9:
            break
    return float(weights[0]), float(weights[1])


def reply_threshold(curve: Curve, precision: float = REPLY_PRECISION) -> float:
    """Return the lowest threshold with at least this precision; ``NEVER`` where there is none."""
    enough = np.flatnonzero(curve.precision >= precision)
    return float(curve.thresholds[enough[-1]]) if len(enough) else NEVER


def export_trees(model: Any) -> dict[str, Any]:
    """Return a LightGBM model as lists, for :class:`matchers.ranker.TreeScorer`."""
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
    figures: dict[str, Any] = {}
    scores, right = [], []
    curves_first: list[tuple[float, bool]] = []
    curves_second: list[float] = []
    for number, table in enumerate(tables):
        others = [other for place, other in enumerate(tables) if place != number]
        held_out = cross_validated_scores(table, others, seed)
        figures[table.name] = measure(table, held_out).as_json()
        top, hit = top_scores(table, held_out)
        scores.append(top)
        right.append(hit)
    calibration = fit_calibration(np.concatenate(scores), np.concatenate(right))
    for table, top, hit in zip(tables, scores, right, strict=True):
        removed = _removed_of_tops(table)
        probabilities = calibration.apply(top)
        curves_first += [
            (float(p), bool(h)) for p, h, r in zip(probabilities, hit, removed, strict=True) if not r
        ]
        curves_second += [float(p) for p, r in zip(probabilities, removed, strict=True) if r]
    model = fit_trees(tables, seed)
    return {
        "format": FORMAT,
        "model_id": model_id,
        "features": list(features.names(parts)),
        "scorer": export_trees(model),
        "calibration": {
            "scores": [round(float(x), 6) for x in calibration.scores],
            "probabilities": [round(float(x), 6) for x in calibration.probabilities],
        },
        "thresholds": {
            "reply": round(reply_threshold(open_set_curve(curves_first, curves_second)), 4),
            "review": REVIEW_PROBABILITY,
        },
        "fitted": {
            "data": [table.name for table in tables],
            "date": datetime.datetime.now(tz=datetime.UTC).date().isoformat(),
            "seed": seed,
            "cross_validated": figures,
        },
    }


def _removed_of_tops(table: PairTable) -> NDArray[np.bool_]:
    keys = np.unique(table.post * 2 + table.removed)
    return (keys % 2).astype(bool)


def build_ranker(content: Mapping[str, Any]) -> Ranker:
    """Build a ranker from freshly fitted content, without a file."""
    calibration = content["calibration"]
    return Ranker(
        TreeScorer(content["scorer"]["trees"]),
        Calibration(np.asarray(calibration["scores"]), np.asarray(calibration["probabilities"])),
        Thresholds(**content["thresholds"]),
        content["model_id"],
        content["fitted"],
    )


def main(arguments: Sequence[str] | None = None) -> None:
    """Fit an artefact from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model")
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--vectors", type=Path, default=None)
    chosen = parser.parse_args(arguments)
    encoder = load_encoder(chosen.model)
    matcher = ClaimMatcher(encoder, FolderVectors(chosen.vectors), ranker=blank_ranker(encoder.model_id))
    tables = [collect_pairs(matcher, merge_same_claims(read_dataset(folder))) for folder in chosen.folders]
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
