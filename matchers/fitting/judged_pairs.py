"""Pairs of posts and candidates, judged in catalogues of many sizes: what the judgement is fitted on."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matchers.encoding.encoders import Encoder, Progress, load_encoder
from matchers.errors import ModelNotFoundError
from matchers.fitting.evaluation import Dataset, Query
from matchers.fitting.folds import ADAPTER_FOLDS, fold_of
from matchers.fitting.topic_sets import ASKING, ASSERTING, DENYING, REPORTING, TopicSet
from matchers.language.text import normalise
from matchers.matcher import ClaimMatcher
from matchers.types import ClaimDocument, Vector, VectorStore
from matchers.verification.judge import Judge
from matchers.verification.judgement import DENIES_IT, MAKES, NEITHER, general
from matchers.verification.loading import load_verifier
from matchers.verification.verifier import Verdicts, Verifier

Matrix = NDArray[np.float64]
SEED = 3
SMALL = 10
HELD_OUT_FOLD = 0
"""Of the ranking set: the verifier is taught on the others."""


@dataclass(frozen=True)
class JudgedPairs:
    """Pairs of posts and candidates as the judge sees them.

    Attributes:
        evidence: float64 (n, f), as :func:`matchers.verification.judgement.build` computes it.
        outcome: int64 (n,), a column of ``OUTCOMES``.
        group: Number of the claim that the post belongs to, for folds, int64 (n,).
        post: Number of the post in its catalogue, int64 (n,): pairs of one post compete.
        kind: Of the post, by row; ``ranking`` and ``removed`` for the ranking set.
        catalogue: Name of the catalogue, by row.
        other_language: Whether the post is in another language than its claim, bool (n,).
        score: Of the ranker, float64 (n,).
        cosine: The best of the post or a stretch of it, float64 (n,).
        asked: Posts by catalogue and kind, those among them for which nothing was read.
    """

    evidence: Matrix
    outcome: NDArray[np.int64]
    group: NDArray[np.int64]
    post: NDArray[np.int64]
    kind: NDArray[np.str_]
    catalogue: NDArray[np.str_]
    other_language: NDArray[np.bool_]
    score: Matrix
    cosine: Matrix
    asked: Mapping[tuple[str, str], int]


@dataclass(frozen=True)
class _Asked:
    """A post and what would be right to say of it."""

    text: str
    own: frozenset[str]
    outcome: int
    group: int
    kind: str
    other_language: bool
    excluded: frozenset[int | str] = frozenset()


class _Remembered:
    """A verifier that reads each pair once: the same pairs come up in every catalogue."""

    def __init__(self, verifier: Verifier) -> None:
        self._verifier = verifier
        self._known: dict[tuple[str, str], NDArray[np.float32]] = {}
        self.verifier_id = verifier.verifier_id

    def read(self, pairs: Sequence[tuple[str, str]]) -> Verdicts:
        new = [pair for pair in dict.fromkeys(pairs) if pair not in self._known]
        if new:
            self._known.update(zip(new, self._verifier.read(new), strict=True))
        return np.stack([self._known[pair] for pair in pairs])


class _RememberedPosts:
    """An encoder that embeds each post once."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._known: dict[str, NDArray[np.float32]] = {}
        self.model_id, self.dimension, self.parts = encoder.model_id, encoder.dimension, encoder.parts

    def encode_posts(self, texts: Sequence[str], progress: Progress | None = None) -> Vector:
        new = [text for text in dict.fromkeys(texts) if text not in self._known]
        if new:
            self._known.update(zip(new, self._encoder.encode_posts(new), strict=True))
        return np.stack([self._known[text] for text in texts])

    def encode_claims(self, texts: Sequence[str], progress: Progress | None = None) -> Vector:
        return self._encoder.encode_claims(texts, progress)


class _Collector:
    """Gathers pairs, catalogue by catalogue."""

    def __init__(self, model: str, vectors: VectorStore) -> None:
        plain = load_encoder(model)
        self._encoder = _RememberedPosts(plain)
        self._vectors = vectors
        verifier = load_verifier("default", plain)
        if verifier is None:
            raise ModelNotFoundError(f"{model} has no verifier: there is nothing to judge by")
        self._judge = Judge(_Remembered(verifier), general())
        self.verifier_id = verifier.verifier_id
        self.model_id = self._encoder.model_id
        self._matcher = ClaimMatcher(self._encoder, self._vectors)
        self._rows: list[tuple[Matrix, int, _Asked, int, str, float, float]] = []
        self._posts = 0
        self._asked: Counter[tuple[str, str]] = Counter()

    def look(self, catalogue: str, claims: Sequence[ClaimDocument], posts: Sequence[_Asked]) -> None:
        """Judge posts in one catalogue, with no floor: every candidate is read that may be."""
        self._asked.update((catalogue, post.kind) for post in posts)
        matcher = self._matcher
        matcher.replace(claims)
        for start in range(0, len(posts), 64):
            portion = posts[start : start + 64]
            texts = [normalise(post.text).text for post in portion]
            signals = matcher.measure(texts, [()] * len(texts))
            ranked = [
                matcher.ranked(measured, post.excluded) if measured is not None else []
                for measured, post in zip(signals, portion, strict=True)
            ]
            for post, found in zip(
                portion, self._judge.read(list(zip(texts, ranked, strict=True))), strict=True
            ):
                self._posts += 1
                for one, row in zip(found.read, found.evidence, strict=True):
                    own = any(str(claim_id) in post.own for claim_id in one.claim_ids)
                    outcome = post.outcome if own else NEITHER
                    cosine = one.candidate.window_cosine
                    self._rows.append((row, outcome, post, self._posts, catalogue, one.score, cosine))

    def pairs(self) -> JudgedPairs:
        """Return all that was gathered."""
        evidence, outcome, asked, post, catalogue, score, cosine = zip(*self._rows, strict=True)
        return JudgedPairs(
            evidence=np.stack(evidence),
            outcome=np.array(outcome, dtype=np.int64),
            group=np.array([one.group for one in asked], dtype=np.int64),
            post=np.array(post, dtype=np.int64),
            kind=np.array([one.kind for one in asked]),
            catalogue=np.array(catalogue),
            other_language=np.array([one.other_language for one in asked]),
            score=np.array(score),
            cosine=np.array(cosine),
            asked=dict(self._asked),
        )


def _outcome_of(kind: str) -> int:
    if kind in (*ASSERTING, ASKING, REPORTING):
        return MAKES
    return DENIES_IT if kind == DENYING else NEITHER


def _asked(chosen: TopicSet) -> list[_Asked]:
    group = {str(claim.claim_id): number for number, claim in enumerate(chosen.claims)}
    return [
        _Asked(
            post.text,
            frozenset({post.claim_id}),
            _outcome_of(post.kind),
            group[post.claim_id],
            post.kind,
            post.other_language,
        )
        for post in chosen.posts
    ]


def collect(
    model: str,
    chosen: TopicSet,
    also: Dataset | None,
    vectors: VectorStore,
) -> tuple[JudgedPairs, str, str]:
    """Judge all posts in all catalogues.

    Returns:
        The pairs, the encoder's id and the verifier's.
    """
    collector = _Collector(model, vectors)
    posts = _asked(chosen)
    for claims in _groups(chosen.claims, 1):
        own = {str(claim.claim_id) for claim in claims}
        collector.look("1", claims, [post for post in posts if post.own <= own])
    for claims in _groups(chosen.claims, SMALL):
        own = {str(claim.claim_id) for claim in claims}
        collector.look("10", claims, [post for post in posts if post.own <= own])
    collector.look("all", chosen.claims, posts)
    collector.look("without", chosen.claims, [_without(post, post.own) for post in posts])
    if also is not None:
        ranking = list(_ranking_posts(also, len(chosen.claims)))
        removed = [_without(post, post.own) for post in ranking]
        catalogue = [*also.claims, *chosen.claims]
        for name, asked in (("ranking", ranking), ("removed", removed), ("10000", posts[::2])):
            collector.look(name, catalogue, asked)
    return collector.pairs(), collector.model_id, collector.verifier_id


def _without(post: _Asked, own: frozenset[str]) -> _Asked:
    return _Asked(post.text, frozenset(), NEITHER, post.group, "removed", post.other_language, frozenset(own))


def _ranking_posts(dataset: Dataset, first_group: int) -> Iterator[_Asked]:
    queries: Sequence[Query] = dataset.queries
    folds = fold_of(dataset, ADAPTER_FOLDS)
    for number, (query, fold) in enumerate(zip(queries, folds.tolist(), strict=True)):
        if fold == HELD_OUT_FOLD:
            yield _Asked(query.text, query.relevant, MAKES, first_group + number, "ranking", False)


def _groups(claims: Sequence[ClaimDocument], size: int) -> Iterator[list[ClaimDocument]]:
    order = np.random.default_rng(SEED).permutation(len(claims)).tolist()
    for start in range(0, len(order), size):
        yield [claims[row] for row in order[start : start + size]]
