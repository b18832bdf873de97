"""The figures by which the judgement and its thresholds are chosen."""

import numpy as np
import pytest

from matchers.fitting.judged_pairs import JudgedPairs
from matchers.fitting.judging import answered
from matchers.fitting.plots import reliability
from matchers.verification.judgement import MAKES, NAMES, NEITHER


def pairs_of(*rows: tuple[str, int, int]) -> JudgedPairs:
    """Build pairs in one catalogue from kind, number of the post, and outcome."""
    kind, post, outcome = zip(*rows, strict=True)
    count = len(rows)
    return JudgedPairs(
        evidence=np.zeros((count, len(NAMES))),
        outcome=np.array(outcome, dtype=np.int64),
        group=np.zeros(count, dtype=np.int64),
        post=np.array(post, dtype=np.int64),
        kind=np.array(kind),
        catalogue=np.array(["all"] * count),
        other_language=np.zeros(count, dtype=np.bool_),
        score=np.zeros(count),
        cosine=np.zeros(count),
        asked={("all", kind): 2 for kind in "PLXQDTENOMSRH"},
    )


def probabilities_of(*makes: float) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    return np.array([[made, 0.0, 1.0 - made] for made in makes])


def test_posts_for_which_nothing_was_read_count_as_unanswered() -> None:
    found = answered(pairs_of(("P", 1, MAKES)), probabilities_of(0.9), 0.5, ("all",))
    assert found.assertions == pytest.approx(1 / 6)
    assert found.precision == 1.0


def test_a_post_is_answered_with_its_likeliest_claim_alone() -> None:
    pairs = pairs_of(("X", 1, NEITHER), ("X", 1, MAKES), ("T", 2, NEITHER), ("D", 3, NEITHER))
    found = answered(pairs, probabilities_of(0.6, 0.9, 0.8, 0.7), 0.5, ("all",))
    assert (found.other_language, found.false_on_topic, found.debunks) == (0.5, 0.1, 0.5)
    assert found.precision == pytest.approx(1 / 3)


def test_easy_kinds_do_not_flatter_the_precision() -> None:
    pairs = pairs_of(("R", 1, MAKES), ("S", 2, MAKES), ("P", 3, MAKES), ("T", 4, NEITHER))
    assert answered(pairs, probabilities_of(0.9, 0.9, 0.9, 0.9), 0.5, ("all",)).precision == 0.5


def test_probabilities_that_hold_lie_on_the_diagonal() -> None:
    said = np.array([0.1] * 10 + [0.8] * 10 + [1.0] * 2)
    true = np.array([True] + [False] * 9 + [True] * 8 + [False] * 2 + [True] * 2)
    found = reliability(said, true, (0.0, 0.5, 0.9, 1.0))
    assert [(round(one.said, 6), one.true, one.count) for one in found] == [
        (0.1, 0.1, 10),
        (0.8, 0.8, 10),
        (1.0, 1.0, 2),
    ]
