"""Fits the judgement: from verdict, ranker's score and facts to one calibrated probability.

    python -m matchers.fitting.judging combined TOPIC_SET --also CHECKTHAT_2020

Every post is judged in catalogues of one claim, ten claims, all claims and ten thousand, and once more
without its own claim. The verifier must not have been taught on the posts of ``TOPIC_SET``, nor on the fold
of the ranking set that is used here; the claims of ``--more`` only fill the catalogues.
"""

import argparse
import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from matchers.encoding.adapters import ARTEFACTS
from matchers.encoding.encoders import Encoder, Progress, load_encoder
from matchers.encoding.vectorcache import FolderVectors
from matchers.fitting.evaluation import Dataset, Query, merge_same_claims, read_dataset
from matchers.fitting.folds import ADAPTER_FOLDS, fold_of
from matchers.fitting.topic_sets import ASKING, ASSERTING, DENYING, REPORTING, TopicSet, read_topic_set
from matchers.language.text import normalise
from matchers.matcher import ClaimMatcher
from matchers.types import ClaimDocument, Thresholds, Vector, VectorStore
from matchers.verification.judge import Judge
from matchers.verification.judgement import (
    DENIES_IT,
    MAKES,
    NAMES,
    NEITHER,
    OUTCOMES,
    Judgement,
    general,
    write_judgement,
)
from matchers.verification.loading import load_verifier
from matchers.verification.verifier import Verdicts, Verifier

Matrix = NDArray[np.float64]
FOLDS = 5
SEED = 3
SMALL = 10
PENALTY = 1.0
"""Inverse strength of the L2 penalty on standardised features."""

REPLY_PRECISION = 0.925
KEPT_BY_FLOOR = 0.995
HELD_OUT_FOLD = 0
"""Of the ranking set: the verifier is taught on the others."""

RANKING_WEIGHT = 0.5
"""Of a pair from the ranking set: its labels are noisier, and it has few claims of one subject."""


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

    def __init__(self, model: str, verifier: Verifier | None, vectors: VectorStore) -> None:
        plain = load_encoder(model)
        self._encoder = _RememberedPosts(plain)
        self._vectors = vectors
        verifier = verifier or load_verifier("default", plain)
        self._verifier = _Remembered(verifier) if verifier is not None else None
        self.model_id = self._encoder.model_id
        self._matcher = ClaimMatcher(self._encoder, self._vectors)
        self._rows: list[tuple[Matrix, int, _Asked, int, str, float, float]] = []
        self._posts = 0

    @property
    def verifier_id(self) -> str:
        return self._verifier.verifier_id if self._verifier is not None else ""

    def look(self, catalogue: str, claims: Sequence[ClaimDocument], posts: Sequence[_Asked]) -> None:
        """Judge posts in one catalogue, with no floor: every candidate is read that may be."""
        if self._verifier is None:
            return
        judge = Judge(self._verifier, general())
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
            for post, found in zip(portion, judge.read(list(zip(texts, ranked, strict=True))), strict=True):
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
    verifier: Verifier | None = None,
) -> tuple[JudgedPairs, str, str]:
    """Judge all posts in all catalogues.

    Returns:
        The pairs, the encoder's id and the verifier's.
    """
    collector = _Collector(model, verifier, vectors)
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
    """What would be answered in public at a threshold: shares of posts, and of answers."""

    threshold: float
    assertions: float
    other_language: float
    false_on_topic: float
    debunks: float
    precision: float


def answered(
    pairs: JudgedPairs, probabilities: Matrix, threshold: float, catalogues: Sequence[str]
) -> Answered:
    """Count public answers of the topic set in some catalogues."""
    tops = _tops(pairs, probabilities, catalogues)
    sent = tops[
        (probabilities[tops, MAKES] >= threshold)
        & (probabilities[tops, MAKES] > probabilities[tops, DENIES_IT])
    ]
    right = pairs.outcome[sent] == MAKES

    def share(rows: NDArray[np.int64], chosen: NDArray[np.bool_], hits: NDArray[np.bool_]) -> float:
        return float(np.sum(hits & chosen[rows])) / max(1, int(chosen[tops].sum()))

    plx = np.isin(pairs.kind, ("P", "L", "X"))
    return Answered(
        threshold,
        share(sent, plx, right),
        share(sent, pairs.kind == "X", right),
        share(sent, np.isin(pairs.kind, ("T", "E", "N", "O", "M", "H")), np.ones(len(sent), dtype=bool)),
        share(sent, pairs.kind == "D", np.ones(len(sent), dtype=bool)),
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
    return Thresholds(reply=round(reply, 3), review=0.35, offer=0.2)


def main(arguments: Sequence[str] | None = None) -> None:
    """Fit a judgement from the command line and print its figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", help="default, english, multilingual or combined")
    parser.add_argument("topics", type=Path, help="a set that the verifier was not taught on")
    parser.add_argument("--also", type=Path, default=None, help="a ranking set")
    parser.add_argument("--vectors", type=Path, default=Path(".cache/vectors"))
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
