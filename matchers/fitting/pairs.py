"""Pairs of posts and claims from a labelled set, as the ranker is taught and measured on them.

Every post is looked at several times: as it is, without its own claims, beside a near miss of its claim, and
among few claims. The ranker must see all of these, or it learns that the best of any list is right.
"""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import regex
from numpy.typing import NDArray

from matchers.cohort import in_cohort
from matchers.fitting.evaluation import Dataset, Query
from matchers.fitting.folds import fold_of
from matchers.index.claim_index import PostSignals
from matchers.language.text import normalise
from matchers.matcher import ClaimMatcher
from matchers.types import ClaimDocument

Matrix = NDArray[np.float64]
SEED = 20200706
PRESENT, REMOVED, NEAR_MISS, SMALL_PRESENT, SMALL_REMOVED, OTHER_STORY = range(6)
ATTEMPTS = 6
GROUP_POSTS = 8
NEIGHBOURS = 4
STRANGERS = 10


@dataclass(frozen=True)
class PairTable:
    """Pairs of posts and candidate claims, in every attempt.

    Attributes:
        name: The set.
        matrix: Features, float64 (n, f).
        right: Whether the claim is relevant, bool (n,).
        claim: Id of the claim, by row; a near miss has an id of its own.
        post: Number of the post, int64 (n,).
        attempt: ``PRESENT``; ``REMOVED``: its own claims were taken out; ``NEAR_MISS``: they were taken out,
            an altered copy of one was put in, and only the row of that copy is here; ``SMALL_PRESENT`` and
            ``SMALL_REMOVED``: the first two again, in a catalogue of some sixty claims; ``OTHER_STORY``: a
            near miss that tells another claim's story of the same name, in either catalogue. int64 (n,).
        relevant: Count of relevant claims by post; those with the same statement count once.
        fold: Fold of each post for cross-validation, int64 (posts,); posts of one claim share a fold.
    """

    name: str
    matrix: Matrix
    right: NDArray[np.bool_]
    claim: tuple[str, ...]
    post: NDArray[np.int64]
    attempt: NDArray[np.int64]
    relevant: tuple[int, ...]
    fold: NDArray[np.int64]


_DIGITS = regex.compile(r"\p{Nd}+(?:[.,]\p{Nd}+)*")
_NAME = regex.compile(r"(?<=[\p{Ll}\p{Nd},;]\s)\p{Lu}[\p{L}'’]{2,}(?:\s\p{Lu}[\p{L}'’]{2,})*")


def alter_claim(claim: ClaimDocument, names: Sequence[str], source: random.Random) -> ClaimDocument | None:
    """Make a near miss of a claim: other numbers, or else another name; None where it has neither.

    Args:
        claim: Of the set.
        names: Names of other claims, to take from.
        source: Of chance.
    """
    number = _DIGITS.search(claim.statement)
    name = _NAME.search(claim.statement)
    if number is not None and (name is None or source.random() < 0.6):
        old, new = number.group(), _other_number(number.group(), source)
    elif name is not None and names:
        old, new = name.group(), source.choice(names)
        if old.lower() == new.lower():
            return None
    else:
        return None
    return ClaimDocument(
        claim_id=f"altered {claim.claim_id}",
        statement=claim.statement.replace(old, new),
        titles=tuple(title.replace(old, new) for title in claim.titles),
    )


def tell_of(claim: ClaimDocument, other: ClaimDocument) -> ClaimDocument | None:
    """Tell another claim's story of a claim's name: same name, other news; None where one has no name."""
    name, old = _NAME.search(claim.statement), _NAME.search(other.statement)
    if name is None or old is None or name.group().lower() in other.statement.lower():
        return None
    return ClaimDocument(
        claim_id=f"other story {claim.claim_id}",
        statement=other.statement.replace(old.group(), name.group()),
        titles=tuple(title.replace(old.group(), name.group()) for title in other.titles),
    )


def _other_number(written: str, source: random.Random) -> str:
    if len(written) == 4 and written[:2] in {"19", "20"}:
        return str(int(written) + source.choice((-9, -4, -3, 3, 4, 7)))
    first = source.choice([digit for digit in "123456789" if digit != written[0]])
    return (
        first + written[1:] + source.choice(("", "0", "00")) if written.isdecimal() else first + written[1:]
    )


class _Rows:
    """Rows of a table as they come in."""

    def __init__(self, matcher: ClaimMatcher) -> None:
        self._matcher = matcher
        self.matrices: list[Matrix] = []
        self.right: list[bool] = []
        self.claim: list[str] = []
        self.post: list[int] = []
        self.attempt: list[int] = []

    def add(
        self, number: int, own: frozenset[str], signals: PostSignals, attempt: int, *, without: bool
    ) -> None:
        """Add a post's candidates, as is or without its own claims."""
        candidates, matrix = self._matcher.pairs(signals, own if without else frozenset())
        ids = [str(self._matcher.claim_id(found)) for found in candidates]
        self._add(number, attempt, matrix, ids, [claim_id in own for claim_id in ids])

    def add_near_miss(self, number: int, attempt: int, matrix: Matrix, near: ClaimDocument) -> None:
        """Add the row of a near miss; none where it was no candidate."""
        self._add(number, attempt, matrix, [str(near.claim_id)] * len(matrix), [False] * len(matrix))

    def _add(
        self, number: int, attempt: int, matrix: Matrix, ids: Sequence[str], right: Sequence[bool]
    ) -> None:
        self.matrices.append(matrix)
        self.right.extend(right)
        self.claim.extend(ids)
        self.post.extend([number] * len(matrix))
        self.attempt.extend([attempt] * len(matrix))


def collect_pairs(matcher: ClaimMatcher, dataset: Dataset, split: str | None = None) -> PairTable:
    """Compute the features of every candidate of every post, in every attempt.

    A set is given as :func:`merge_same_claims` returns it.
    """
    queries = dataset.split(split)
    matcher.replace(dataset.claims)
    claims = {str(claim.claim_id): claim for claim in dataset.claims}
    wording = {claim_id: normalise(claim.statement).text.lower() for claim_id, claim in claims.items()}
    names = sorted({match.group() for claim in dataset.claims for match in _NAME.finditer(claim.statement)})
    rows = _Rows(matcher)
    neighbours: dict[int, list[str]] = {}
    for number, (query, signals) in enumerate(zip(queries, _measured(matcher, queries), strict=True)):
        if signals is None:
            continue
        own = frozenset(query.relevant)
        rows.add(number, own, signals, PRESENT, without=False)
        rows.add(number, own, signals, REMOVED, without=True)
        candidates, _ = matcher.pairs(signals, own)
        candidates.sort(key=lambda found: -found.window_cosine)
        strangers = [str(matcher.claim_id(found)) for found in candidates]
        neighbours[number] = [claim_id for claim_id in strangers if not in_cohort(claim_id)][:NEIGHBOURS]
        source = random.Random(f"{SEED} {query.query_id}")  # noqa: S311 - a near miss, not a secret
        near = alter_claim(claims[min(own)], names, source)
        if near is not None:
            row = _near_miss_row(matcher, near, query.text, own)
            rows.add_near_miss(number, NEAR_MISS, row, near)
        _add_other_story(rows, matcher, number, query, claims, source)
    _collect_small(matcher, queries, claims, neighbours, rows)
    return PairTable(
        dataset.name,
        np.concatenate(rows.matrices),
        np.array(rows.right),
        tuple(rows.claim),
        np.array(rows.post, dtype=np.int64),
        np.array(rows.attempt, dtype=np.int64),
        tuple(len({wording[own] for own in query.relevant if own in wording}) for query in queries),
        fold_of(Dataset(dataset.name, dataset.claims, queries)),
    )


def _collect_small(
    matcher: ClaimMatcher,
    queries: Sequence[Query],
    claims: Mapping[str, ClaimDocument],
    neighbours: Mapping[int, Sequence[str]],
    rows: _Rows,
) -> None:
    """Add the same posts among few claims: their own, the nearest of the others, and some strangers.

    A young catalogue has no crowd to compare with, and every word in it is rare; a ranker that knows only
    large ones takes the nearest of few for the right one.
    """
    source = random.Random(SEED)  # noqa: S311 - a sample, not a secret
    everyone = sorted(claims)
    for start in range(0, len(queries), GROUP_POSTS):
        group = range(start, min(start + GROUP_POSTS, len(queries)))
        chosen = set(source.sample(everyone, min(STRANGERS, len(everyone))))
        for number in group:
            chosen.update(queries[number].relevant & claims.keys(), neighbours.get(number, ()))
        matcher.replace([claims[claim_id] for claim_id in sorted(chosen)])
        measured = _measured(matcher, [queries[number] for number in group])
        for number, signals in zip(group, measured, strict=True):
            if signals is not None:
                own = frozenset(queries[number].relevant)
                rows.add(number, own, signals, SMALL_PRESENT, without=False)
                rows.add(number, own, signals, SMALL_REMOVED, without=True)
                _add_other_story(rows, matcher, number, queries[number], claims, source)


def _add_other_story(
    rows: _Rows,
    matcher: ClaimMatcher,
    number: int,
    query: Query,
    claims: Mapping[str, ClaimDocument],
    source: random.Random,
) -> None:
    """Add the row of another claim that was told of the name of a post's own claim, where both have one."""
    own = frozenset(query.relevant)
    story = tell_of(claims[min(own)], claims[source.choice(sorted(claims))])
    if story is not None:
        row = _near_miss_row(matcher, story, query.text, own)
        rows.add_near_miss(number, OTHER_STORY, row, story)


def _measured(matcher: ClaimMatcher, queries: Sequence[Query]) -> list[PostSignals | None]:
    prepared = [normalise(query.text) for query in queries]
    return matcher.measure([found.text for found in prepared], [found.links for found in prepared])


def _near_miss_row(matcher: ClaimMatcher, near: ClaimDocument, text: str, own: frozenset[str]) -> Matrix:
    """Return the near miss's features, float64 (0 or 1, f), in the place of the post's own claims."""
    matcher.put(near)
    (signals,) = _measured(matcher, [Query("", text, "", own)])
    if signals is None:
        raise AssertionError("a post that was measured before has signals")
    candidates, matrix = matcher.pairs(signals, own)
    rows = [row for row, candidate in enumerate(candidates) if matcher.claim_id(candidate) == near.claim_id]
    matcher.remove(near.claim_id)
    return matrix[rows]


def join(tables: Sequence[PairTable]) -> PairTable:
    """Return one table of tables of the same set; a claim, with all its posts, is in one of them only."""
    starts = np.cumsum([0, *(len(table.relevant) for table in tables)])
    return PairTable(
        tables[0].name,
        np.concatenate([table.matrix for table in tables]),
        np.concatenate([table.right for table in tables]),
        tuple(claim for table in tables for claim in table.claim),
        np.concatenate([table.post + start for table, start in zip(tables, starts[:-1], strict=True)]),
        np.concatenate([table.attempt for table in tables]),
        tuple(count for table in tables for count in table.relevant),
        np.concatenate([table.fold for table in tables]),
    )
