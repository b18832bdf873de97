"""Folds of a labelled set for cross-validation: all posts of one claim are in one fold."""

import numpy as np
from numpy.typing import NDArray

from matchers.fitting.evaluation import Dataset

FOLDS = 5
ADAPTER_FOLDS = 3
"""An encoder takes minutes to adapt where a ranker takes seconds."""

SEED = 7


def fold_of(dataset: Dataset, folds: int = FOLDS, seed: int = SEED) -> NDArray[np.int64]:
    """Return the fold of every post, int64 (posts,).

    Posts that share a claim are kept together, also by way of a third post: an encoder that was taught on one
    of them knows the claim.
    """
    parent: dict[str, str] = {}

    def first(claim: str) -> str:
        while parent.setdefault(claim, claim) != claim:
            claim = parent[claim]
        return claim

    for query in dataset.queries:
        claims = sorted(query.relevant)
        for claim in claims[1:]:
            parent[first(claim)] = first(claims[0])
    group = [
        first(min(query.relevant)) if query.relevant else f"none of {query.query_id}"
        for query in dataset.queries
    ]
    names = sorted(set(group))
    chosen = dict(zip(names, np.random.default_rng(seed).integers(0, folds, len(names)), strict=True))
    return np.array([chosen[name] for name in group], dtype=np.int64)
