"""Pair features: what can be said of one post beside one claim, as numbers for the ranker.

The list of names is the contract with the artefacts: a ranker fitted on other names is refused.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matchers.language.facts import Facts
from matchers.types import Evidence

Matrix = NDArray[np.float64]

PAIR_NAMES: tuple[str, ...] = (
    "cosine",
    "cosine_statement",
    "cosine_title",
    "window_cosine",
    "window_margin",
    "window_gain",
    "cosine_margin",
    "cosine_to_next",
    "cosine_above_crowd",
    "crowd_cosine",
    "dense_rank",
    "bm25",
    "bm25_share",
    "bm25_margin",
    "bm25_rank",
    "grams_share",
    "grams_margin",
    "claim_covered",
    "post_covered",
    "shared_weight",
    "names_covered",
    "names_missing",
    "numbers_shared",
    "numbers_missing",
    "numbers_conflict",
    "years_conflict",
    "negation_differs",
    "quantifier_differs",
    "opposites",
    "link",
    "post_words",
    "claim_words",
)
PART_NAMES = ("part_cosine", "part_margin")


def names(parts: int = 1) -> tuple[str, ...]:
    """Return the names of the features, in order, for an encoder of so many models."""
    if parts < 2:
        return PAIR_NAMES
    return PAIR_NAMES + tuple(f"{kind}_{part}" for part in range(parts) for kind in PART_NAMES)


@dataclass(frozen=True)
class Candidate:
    """What the matchers measured for one claim beside one post.

    Attributes:
        slot: The claim's place in the indexes.
        twins: Slots of later claims with the same statement.
        cosine: Best cosine of the whole post with any of its vectors.
        window_cosine: The same for the post's windows, the whole among them.
        window: The text of the best window.
        part_cosines: The same as each model of a combined encoder sees it; empty for a single model.
        cosine_statement: Cosine with the statement.
        cosine_title: Best cosine with a title; the statement's where there is none.
        bm25: Over words.
        grams: BM25 over character n-grams.
        links: Links of the post that point to it.
        facts: What the claim states (statement and titles).
        shared: Shared index terms with their weight (idf).
        claim_weight: Sum of the weights of the claim's terms.
        elsewhere: Whether the post names other countries or states than the claim.
        wording: The statement or phrasing that is nearest to the post.
        is_negated: Whether the statement itself is: a fact-check's title negates what it refutes.
        found: What finders beside the matchers that ship saw of it.
    """

    slot: int
    twins: tuple[int, ...]
    cosine: float
    window_cosine: float
    window: str
    part_cosines: tuple[float, ...]
    cosine_statement: float
    cosine_title: float
    bm25: float
    grams: float
    links: tuple[str, ...]
    facts: Facts
    shared: tuple[tuple[str, float], ...]
    claim_weight: float
    elsewhere: bool
    is_negated: bool
    wording: str
    found: tuple[Evidence, ...] = ()


def build(post: Facts, post_weight: float, candidates: Sequence[Candidate]) -> Matrix:
    """Compute the features of all candidates of one post.

    Args:
        post: What the post states.
        post_weight: Sum of the weights (idf) of the post's terms.
        candidates: The candidates; margins are taken among them.

    Returns:
        float64 of shape (candidates, len(names(parts))).
    """
    cosines = np.array([candidate.cosine for candidate in candidates])
    windows = np.array([candidate.window_cosine for candidate in candidates])
    bm25 = np.array([candidate.bm25 for candidate in candidates])
    grams = np.array([candidate.grams for candidate in candidates])
    crowd = float(np.mean(np.sort(cosines)[::-1][1:11])) if len(cosines) > 1 else 0.0
    columns: dict[str, Any] = {
        "cosine": cosines,
        "cosine_statement": [candidate.cosine_statement for candidate in candidates],
        "cosine_title": [candidate.cosine_title for candidate in candidates],
        "window_cosine": windows,
        "window_margin": _margin(windows),
        "window_gain": windows - cosines,
        "cosine_margin": _margin(cosines),
        "cosine_to_next": _to_next(cosines),
        "cosine_above_crowd": cosines - crowd,
        "crowd_cosine": np.full(len(cosines), crowd),
        "dense_rank": _reciprocal_rank(cosines),
        "bm25": bm25,
        "bm25_share": bm25 / max(1e-6, float(bm25.max(initial=0.0))),
        "bm25_margin": _margin(bm25),
        "bm25_rank": _reciprocal_rank(bm25),
        "grams_share": grams / max(1e-6, float(grams.max(initial=0.0))),
        "grams_margin": _margin(grams) / max(1e-6, float(grams.max(initial=0.0))),
    }
    pairs = [_pair(post, post_weight, candidate) for candidate in candidates]
    for name in PAIR_NAMES:
        if name not in columns:
            columns[name] = [pair[name] for pair in pairs]
    parts = len(candidates[0].part_cosines) if candidates else 0
    for part in range(parts):
        columns[f"part_cosine_{part}"] = own = np.array(
            [candidate.part_cosines[part] for candidate in candidates]
        )
        columns[f"part_margin_{part}"] = _margin(own)
    return np.column_stack([np.asarray(columns[name], dtype=np.float64) for name in names(parts)])


def _pair(post: Facts, post_weight: float, candidate: Candidate) -> dict[str, float]:
    claim = candidate.facts
    shared = sum(weight for _, weight in candidate.shared)
    post_terms = set(post.terms)
    names = claim.names
    shared_numbers = claim.numbers & post.numbers
    missing_numbers = claim.numbers - post.numbers
    return {
        "claim_covered": shared / max(1e-6, candidate.claim_weight),
        "post_covered": shared / max(1e-6, post_weight),
        "shared_weight": shared,
        "names_covered": len(names & post_terms) / len(names) if names else 0.5,
        "names_missing": float(len(names - post_terms)),
        "numbers_shared": float(len(shared_numbers)),
        "numbers_missing": float(len(missing_numbers)),
        "numbers_conflict": float(bool(missing_numbers) and bool(post.numbers - claim.numbers)),
        "years_conflict": float(bool(claim.years) and bool(post.years) and not claim.years & post.years),
        "negation_differs": float((claim.negations > 0) != (post.negations > 0)),
        "quantifier_differs": float(len(claim.quantifiers ^ post.quantifiers)),
        "opposites": float(
            any((pair, 1 - side) in post.opposites for pair, side in claim.opposites - post.opposites)
        ),
        "link": float(bool(candidate.links)),
        "post_words": float(np.log1p(post.content_words)),
        "claim_words": float(np.log1p(claim.content_words)),
    }


def _margin(values: Matrix) -> Matrix:
    """Return each value less the best of the others."""
    if len(values) < 2:
        return np.zeros_like(values)
    first, second = np.sort(values)[::-1][:2]
    best_of_others: Matrix = np.where(np.arange(len(values)) == int(np.argmax(values)), second, first)
    return values - best_of_others


def _to_next(values: Matrix) -> Matrix:
    """Return each value less the next smaller one; 0 for the last."""
    order = np.argsort(-values, kind="stable")
    ordered = values[order]
    gaps = np.zeros_like(values)
    gaps[order[:-1]] = ordered[:-1] - ordered[1:]
    return gaps


def _reciprocal_rank(values: Matrix) -> Matrix:
    ranks: Matrix = np.empty(len(values))
    ranks[np.argsort(-values, kind="stable")] = np.arange(1, len(values) + 1)
    return 1.0 / ranks
