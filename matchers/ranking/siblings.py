"""Claims that differ in a number or a negation and in little else: which of them does a post make?

The trees hardly see it, for the labelled sets hold few such claims. A rule is enough.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from matchers.language.facts import Facts
from matchers.ranking import features
from matchers.ranking.features import Candidate

Matrix = NDArray[np.float64]
SHARED_WORDS = 0.6
"""Of the shorter claim's words, from which two claims are siblings."""

REACH = 3.0
"""A sibling must score within so many logits, or it is not what the post is about."""

STEP = 0.01


def prefer_agreeing(scores: Matrix, matrix: Matrix, candidates: Sequence[Candidate]) -> Matrix:
    """Lower each claim that contradicts the post to just below its best sibling that agrees with it.

    A claim with another number than the post gives way to a sibling with the post's own number; one that is
    negated where the post is not, or the reverse, to one that is as the post is. Scores only fall, so that no
    public answer comes of it.

    Args:
        scores: Of the candidates of one post, float64 (n,), on the logit scale.
        matrix: Their features, float64 (n, f).
        candidates: The same candidates.

    Returns:
        Scores, float64 (n,).
    """
    column = {name: matrix[:, place] for place, name in enumerate(features.PAIR_NAMES)}
    differs = _statement_differs(column["negation_differs"] > 0, candidates)
    conflicts = column["numbers_conflict"] > 0
    result = scores.copy()
    for against, agrees in (
        (conflicts, ~conflicts & (column["numbers_shared"] > 0)),
        (differs & ~conflicts, ~differs & ~conflicts),
    ):
        for row in np.flatnonzero(against).tolist():
            near = agrees & (scores > scores[row] - REACH) & (scores <= scores[row])
            found = [
                other
                for other in np.flatnonzero(near).tolist()
                if _siblings(candidates[row].facts, candidates[other].facts)
            ]
            if found:
                result[row] = min(result[row], float(scores[found].max()) - STEP)
    return result


def _statement_differs(differs: NDArray[np.bool_], candidates: Sequence[Candidate]) -> NDArray[np.bool_]:
    """Tell which statements are negated where the post is not, or the reverse; titles are left aside."""
    with_titles = np.array([candidate.facts.negations > 0 for candidate in candidates])
    alone = np.array([candidate.is_negated for candidate in candidates])
    return np.asarray(differs ^ with_titles ^ alone)


def _siblings(one: Facts, other: Facts) -> bool:
    """Tell whether two claims use nearly the same words, numbers aside."""
    first, second = ({term for term in facts.terms if not term.isdecimal()} for facts in (one, other))
    return len(first & second) >= SHARED_WORDS * max(1, min(len(first), len(second)))
