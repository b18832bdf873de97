"""Evidence: what agreed between a post and a claim and what held back, as facts for `/why`."""

from matchers.language.facts import Facts
from matchers.language.lexical import terms
from matchers.language.text import words
from matchers.ranking import features
from matchers.ranking.features import Candidate, Matrix
from matchers.types import Evidence

_SHOWN_WORDS = 8


def explain(post: Facts, text: str, candidate: Candidate, row: Matrix, score: float) -> tuple[Evidence, ...]:
    """Return the evidence of one pair.

    Args:
        post: What the post states.
        text: The normalised post; words in common are told as they stand in it.
        candidate: What the matchers measured.
        row: The pair's features, float64 (f,).
        score: The ranker's, before calibration.
    """
    value = dict(zip(features.PAIR_NAMES, map(float, row), strict=False))
    claim = candidate.facts
    terms = set(post.terms)
    shared = sorted(candidate.shared, key=lambda pair: -pair[1])[:_SHOWN_WORDS]
    written = _as_written(text)
    found = [
        Evidence(
            "semantic",
            candidate.window_cosine,
            {
                "cosine": round(candidate.window_cosine, 4),
                "ahead_of_next_by": round(value["cosine_margin"], 4),
                "sentence": candidate.window,
            },
        ),
        Evidence(
            "lexical",
            candidate.bm25,
            {
                "words": [written.get(term, term) for term, _ in shared],
                "share_of_claim": round(value["claim_covered"], 3),
                "share_of_best": round(value["bm25_share"], 3),
            },
        ),
    ]
    if claim.names:
        found.append(
            Evidence(
                "names",
                value["names_covered"],
                {"agree": sorted(claim.names & terms), "missing": sorted(claim.names - terms)},
            )
        )
    if claim.numbers or claim.years:
        found.append(
            Evidence(
                "numbers",
                -1.0 if value["numbers_conflict"] or value["years_conflict"] else value["numbers_shared"],
                {
                    "agree": _written(claim.numbers & post.numbers) + _written(claim.years & post.years),
                    "missing": _written(claim.numbers - post.numbers),
                    "instead": _written(post.numbers - claim.numbers) if claim.numbers - post.numbers else [],
                },
            )
        )
    if candidate.links:
        found.append(Evidence("links", 1.0, {"links": list(candidate.links)}))
    found += candidate.found
    value["negation_differs"] = float(candidate.is_negated != (post.negations > 0))
    held = _held_back(value) + (["other_places"] if candidate.elsewhere else [])
    found.append(Evidence("ranker", score, {"held_back": held}))
    return tuple(found)


def _as_written(text: str) -> dict[str, str]:
    """Return the words of a text by their index terms."""
    return {term: word for word in reversed(words(text)) for term in terms(word)}


def _held_back(value: dict[str, float]) -> list[str]:
    """Name what speaks against the pair; the names are fixed, so that they can be translated."""
    reasons = {
        "other_numbers": value["numbers_conflict"] > 0,
        "other_years": value["years_conflict"] > 0,
        "names_missing": value["names_missing"] >= 2,
        "negation_differs": value["negation_differs"] > 0,
        "opposite_words": value["opposites"] > 0,
        "another_claim_is_as_close": value["cosine_margin"] < 0.02,
        "few_words_shared": value["claim_covered"] < 0.2,
        "post_is_short": value["post_words"] < 1.7,
    }
    return [name for name, holds in reasons.items() if holds]


def _written(numbers: frozenset[float] | frozenset[int]) -> list[str]:
    return [f"{number:g}" if number < 1e6 else f"{number:.0f}" for number in sorted(numbers)]
