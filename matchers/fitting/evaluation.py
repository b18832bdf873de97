"""How good the matcher is: labelled sets, ranking metrics, and the open-set protocol.

The open-set protocol: each post is scored twice. In the first pass its own claims are present, and an answer
is right only if the top claim is relevant. In the second they are taken out, and any answer is wrong.
Precision counts the answers of both passes, recall the posts of the first.
"""

import gzip
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matchers.errors import DatasetError
from matchers.language.text import normalise
from matchers.matcher import ClaimMatcher
from matchers.types import ClaimDocument

Progress = Callable[[int, int], None]
RECALL_DEPTH = 20
LATENCY_POSTS = 100
BATCH_POSTS = 256
NORMAL_95 = 1.959964
"""Within so many standard deviations lie 95 % of a normal distribution."""


@dataclass(frozen=True)
class Query:
    """A labelled post.

    Attributes:
        query_id: Its id in the set.
        text: As written.
        split: ``train``, ``dev`` or ``test``.
        relevant: Ids of the claims that it makes or repeats.
    """

    query_id: str
    text: str
    split: str
    relevant: frozenset[str]


@dataclass(frozen=True)
class Dataset:
    """A labelled set.

    Attributes:
        name: Its folder's name.
        claims: All claims.
        queries: All posts that have at least one relevant claim.
    """

    name: str
    claims: tuple[ClaimDocument, ...]
    queries: tuple[Query, ...]

    def split(self, name: str | None) -> tuple[Query, ...]:
        """Return the posts of a split; all for None.

        Raises:
            DatasetError: No post is in that split.
        """
        chosen = tuple(query for query in self.queries if name is None or query.split == name)
        if not chosen:
            known = ", ".join(sorted({query.split for query in self.queries}))
            raise DatasetError(f"{self.name} has no post in split {name!r}; it has: {known}")
        return chosen


def read_dataset(folder: Path) -> Dataset:
    """Read ``claims.tsv``, ``queries.tsv`` and ``qrels.tsv`` (or ``.tsv.gz``): UTF-8, a header, no quoting.

    Raises:
        DatasetError: A file is missing or malformed; the message names it and the line.
    """
    relevant: dict[str, set[str]] = {}
    for row in _read_table(folder, "qrels", ("query_id", "claim_id", "relevance")):
        if row["relevance"].strip() not in {"0", ""}:
            relevant.setdefault(row["query_id"], set()).add(row["claim_id"])
    claims = tuple(
        ClaimDocument(
            claim_id=row["claim_id"],
            statement=row["claim"] or row.get("title", ""),
            titles=(row["title"],) if row.get("title") and row["claim"] else (),
            links=(row["url"],) if row.get("url") else (),
        )
        for row in _read_table(folder, "claims", ("claim_id", "claim"))
    )
    queries = tuple(
        Query(row["query_id"], row["text"], row.get("split", ""), frozenset(relevant[row["query_id"]]))
        for row in _read_table(folder, "queries", ("query_id", "text"))
        if row["query_id"] in relevant
    )
    if not claims or not queries:
        raise DatasetError(f"{folder} holds no claims, or no posts with a relevant claim")
    return Dataset(folder.name, claims, queries)


def _read_table(folder: Path, stem: str, needed: Sequence[str]) -> Iterator[dict[str, str]]:
    plain, packed = folder / f"{stem}.tsv", folder / f"{stem}.tsv.gz"
    path = plain if plain.is_file() else packed
    if not path.is_file():
        raise DatasetError(f"{plain} is missing")
    try:
        with (
            gzip.open(path, "rt", encoding="utf-8") if path is packed else path.open(encoding="utf-8") as file
        ):
            header = file.readline().rstrip("\r\n").split("\t")
            if absent := [name for name in needed if name not in header]:
                raise DatasetError(f"{path} lacks the column {absent[0]!r}")
            for number, line in enumerate(file, start=2):
                if not line.strip():
                    continue
                cells = line.rstrip("\r\n").split("\t")
                if len(cells) > len(header):
                    raise DatasetError(f"{path}, line {number}: {len(cells)} cells, {len(header)} expected")
                yield dict(zip(header, cells + [""] * (len(header) - len(cells)), strict=True))
    except (OSError, UnicodeDecodeError, EOFError) as error:
        raise DatasetError(f"{path} cannot be read: {error}") from error


@dataclass(frozen=True)
class Curve:
    """Precision and recall of the open-set protocol at every threshold.

    Attributes:
        thresholds: Falling probabilities, float64 (n,).
        precision: Of the answers at or above the threshold, over both passes.
        recall: Share of the posts answered rightly in the first pass.
    """

    thresholds: NDArray[np.float64]
    precision: NDArray[np.float64]
    recall: NDArray[np.float64]

    def recall_at(self, precision: float) -> float:
        """Return the best recall of any threshold with at least this precision; 0 where there is none."""
        reached = self.recall[self.precision >= precision]
        return float(reached.max()) if len(reached) else 0.0

    def at(self, threshold: float) -> tuple[float, float]:
        """Return precision and recall of answering at or above a threshold; precision is 1 for no answer."""
        answered = np.flatnonzero(self.thresholds >= threshold)
        if not len(answered):
            return 1.0, 0.0
        return float(self.precision[answered[-1]]), float(self.recall[answered[-1]])


def open_set_curve(with_claim: Sequence[tuple[float, bool]], without_claim: Sequence[float]) -> Curve:
    """Compute the open-set curve.

    Args:
        with_claim: First pass: for each post the top claim's score and whether that claim is relevant. A
        post without
            any match has score minus infinity.
        without_claim: Second pass: for each post the top claim's score.

    Returns:
        The curve; equal scores are one point, so that a threshold cannot split them.
    """
    scores = np.array([score for score, _ in with_claim] + list(without_claim), dtype=np.float64)
    right = np.array([hit for _, hit in with_claim] + [False] * len(without_claim))
    order = np.argsort(-scores, kind="stable")
    scores, right = scores[order], right[order]
    hits = np.cumsum(right)
    last_of_equal = np.append(scores[1:] != scores[:-1], True) if len(scores) else np.zeros(0, dtype=bool)
    last_of_equal &= np.isfinite(scores)
    answered = np.arange(1, len(scores) + 1)
    return Curve(
        thresholds=scores[last_of_equal],
        precision=(hits / answered)[last_of_equal],
        recall=(hits / max(1, len(with_claim)))[last_of_equal],
    )


@dataclass(frozen=True)
class Replies:
    """Automatic replies in both passes of the open-set protocol.

    Attributes:
        right: In the first pass, with a relevant claim.
        wrong_claim: In the first pass, with another claim.
        no_claim: In the second pass, where nothing could be right.
    """

    right: int
    wrong_claim: int
    no_claim: int

    @property
    def sent(self) -> int:
        """All of them."""
        return self.right + self.wrong_claim + self.no_claim

    @property
    def precision(self) -> float:
        """Share of right ones; 1 where there is none at all."""
        return self.right / self.sent if self.sent else 1.0

    def interval(self) -> tuple[float, float]:
        """Return the 95 % interval of the precision by Wilson; 0 to 1 where there is no reply."""
        return wilson_interval(self.right, self.sent)


def wilson_interval(count: int, of: int) -> tuple[float, float]:
    """Return the 95 % interval of a share (Wilson 1927); 0 to 1 where there is nothing to count."""
    if not of:
        return 0.0, 1.0
    share = count / of
    square = NORMAL_95**2 / of
    middle = (share + square / 2) / (1 + square)
    spread = np.sqrt(share * (1 - share) * square + square**2 / 4) / (1 + square)
    return max(0.0, float(middle - spread)), min(1.0, float(middle + spread))


def count_replies(
    with_claim: Sequence[tuple[float, bool]], without_claim: Sequence[float], threshold: float
) -> Replies:
    """Count the automatic replies of both passes; arguments as in :func:`open_set_curve`."""
    sent = [right for score, right in with_claim if score >= threshold]
    return Replies(sum(sent), len(sent) - sum(sent), sum(score >= threshold for score in without_claim))


def average_precision(ranked: Sequence[str], relevant: frozenset[str], depth: int = 5) -> float:
    """Return average precision at a depth, as CheckThat! measures it: over min(depth, number of relevant)."""
    hits, total = 0, 0.0
    for place, claim_id in enumerate(ranked[:depth], start=1):
        if claim_id in relevant:
            hits += 1
            total += hits / place
    return total / min(depth, len(relevant)) if relevant else 0.0


@dataclass(frozen=True)
class Evaluation:
    """All figures of one run; ``as_json`` has the keys that `claimspread evaluate --json` prints."""

    posts: int
    claims: int
    map_at_5: float
    precision_at_1: float
    recall_at_20: float
    recall_at_precision_95: float
    recall_at_precision_98: float
    replies: Replies
    threshold: float
    latency_p50: float
    latency_p99: float
    posts_per_second: float
    curve: Curve
    model_id: str

    @property
    def auto_recall(self) -> float:
        """Share of all posts that are answered rightly without being asked."""
        return self.replies.right / max(1, self.posts)

    def as_json(self) -> dict[str, Any]:
        """Return the figures as JSON-safe values, rounded."""
        return {
            "posts": self.posts,
            "claims": self.claims,
            "map_at_5": round(self.map_at_5, 4),
            "precision_at_1": round(self.precision_at_1, 4),
            "recall_at_20": round(self.recall_at_20, 4),
            "open_set": {
                "recall_at_precision_95": round(self.recall_at_precision_95, 4),
                "recall_at_precision_98": round(self.recall_at_precision_98, 4),
            },
            "auto_reply": {
                "precision": round(self.replies.precision, 4),
                "precision_95_low": round(self.replies.interval()[0], 4),
                "precision_95_high": round(self.replies.interval()[1], 4),
                "recall": round(self.auto_recall, 4),
                "right": self.replies.right,
                "wrong_claim": self.replies.wrong_claim,
                "no_claim": self.replies.no_claim,
                "threshold": round(self.threshold, 4),
            },
            "latency_ms": {"p50": round(self.latency_p50, 2), "p99": round(self.latency_p99, 2)},
            "posts_per_second": round(self.posts_per_second, 1),
        }


def evaluate(
    matcher: ClaimMatcher, dataset: Dataset, split: str | None = None, progress: Progress | None = None
) -> Evaluation:
    """Measure a matcher on a labelled set.

    The ranking (MAP, precision at 1, recall) counts the set's own labels alone. In the open-set protocol and
    for automatic replies a claim that the set lists twice is one claim: see :func:`merge_same_claims`.

    Args:
        matcher: Its index is replaced by the set's claims.
        dataset: From :func:`read_dataset`.
        split: Posts of this split; None for all.
        progress: Called with (posts done, posts in all).

    Raises:
        DatasetError: No post is in that split.
    """
    queries = dataset.split(split)
    merged = merge_same_claims(dataset).split(split)
    matcher.replace(dataset.claims)
    ranked: list[list[str]] = []
    first: list[tuple[float, bool]] = []
    second: list[float] = []
    elapsed = 0.0
    for start in range(0, len(queries), BATCH_POSTS):
        portion = merged[start : start + BATCH_POSTS]
        begun = time.perf_counter()
        readings = matcher.match_many([(query.text, ()) for query in portion], limit=RECALL_DEPTH)
        elapsed += time.perf_counter() - begun
        for query, reading in zip(portion, readings, strict=True):
            ranked.append([str(match.claim_id) for match in reading.matches])
            top = reading.matches[0] if reading.matches else None
            first.append(
                (top.probability, str(top.claim_id) in query.relevant)
                if top is not None
                else (-np.inf, False)
            )
        second.extend(top_without(matcher, portion))
        if progress is not None:
            progress(start + len(portion), len(queries))
    curve = open_set_curve(first, second)
    latencies = measure_latency(matcher, [query.text for query in queries[:LATENCY_POSTS]])
    relevant = [query.relevant for query in queries]
    return Evaluation(
        posts=len(queries),
        claims=len(dataset.claims),
        map_at_5=float(np.mean([average_precision(*pair) for pair in zip(ranked, relevant, strict=True)])),
        precision_at_1=float(
            np.mean([bool(set(row[:1]) & own) for row, own in zip(ranked, relevant, strict=True)])
        ),
        recall_at_20=float(
            np.mean([len(set(row) & own) / len(own) for row, own in zip(ranked, relevant, strict=True)])
        ),
        recall_at_precision_95=curve.recall_at(0.95),
        recall_at_precision_98=curve.recall_at(0.98),
        replies=count_replies(first, second, matcher.thresholds.reply),
        threshold=matcher.thresholds.reply,
        latency_p50=float(np.percentile(latencies, 50)),
        latency_p99=float(np.percentile(latencies, 99)),
        posts_per_second=len(queries) / max(elapsed, 1e-9),
        curve=curve,
        model_id=matcher.model_id,
    )


def merge_same_claims(dataset: Dataset) -> Dataset:
    """Count every claim that has a relevant claim's very statement as relevant too.

    Some sets list a claim twice, often with other quotation marks; without this the second copy would be
    taught as wrong, and taking a post's claim out would leave its copy in.
    """
    wording = {claim.claim_id: letters(claim.statement) for claim in dataset.claims}
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


def letters(statement: str) -> str:
    """Return a statement's letters and digits alone, case folded."""
    return "".join(character for character in normalise(statement).text.casefold() if character.isalnum())


def top_without(matcher: ClaimMatcher, queries: Sequence[Query]) -> list[float]:
    """Return each post's best probability when its own claims are taken out; minus infinity for no match."""
    prepared = [normalise(query.text) for query in queries]
    signals = matcher.measure([found.text for found in prepared], [found.links for found in prepared])
    tops = []
    for query, measured in zip(queries, signals, strict=True):
        matches = matcher.rank(measured, 1, exclude=frozenset(query.relevant)) if measured is not None else []
        tops.append(matches[0].probability if matches else -np.inf)
    return tops


def measure_latency(matcher: ClaimMatcher, texts: Sequence[str], warm_up: int = 3) -> list[float]:
    """Return the milliseconds that each text takes alone, after a few that do not count."""
    for text in texts[:warm_up]:
        matcher.match(text)
    found = []
    for text in texts:
        begun = time.perf_counter()
        matcher.match(text)
        found.append((time.perf_counter() - begun) * 1000)
    return found
