"""How fast the matcher is: one post, many at once, and taking claims in. Made-up text, no data needed."""

import random
import resource
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from matchers.fitting.evaluation import measure_latency
from matchers.language.lexicon import STOPWORDS
from matchers.matcher import ClaimMatcher
from matchers.types import ClaimDocument, Vector

Progress = Callable[[int, int], None]
SYLLABLES = (
    "ba",
    "ce",
    "di",
    "fo",
    "gu",
    "ha",
    "je",
    "ki",
    "lo",
    "mu",
    "na",
    "pe",
    "qui",
    "ro",
    "su",
    "tre",
    "sko",
)
"""Of made-up words."""

_COMMON = sorted(word for word in STOPWORDS if word.isascii())[:150]


@dataclass(frozen=True)
class Benchmark:
    """What a run measured.

    Attributes:
        model_id: The encoder.
        claims: Claims in the index.
        posts: Posts matched.
        latency_p50: Milliseconds for one post alone, median.
        latency_p99: The same, 99th percentile.
        processor_p50: Milliseconds of processor time for one post, all cores together, median; other work on
            the machine hardly changes it.
        posts_per_second: In batches.
        claims_per_second: Embedding and indexing new claims.
        rebuild_seconds: Rebuilding the index from stored vectors.
        put_milliseconds: Taking in one claim by chat.
        restart_seconds: Beginning again from the index's snapshot.
        memory_before: Resident memory without claims, MiB.
        memory: The same with the claims taken in, after a restart from the snapshot, MiB.
    """

    model_id: str
    claims: int
    posts: int
    latency_p50: float
    latency_p99: float
    processor_p50: float
    posts_per_second: float
    claims_per_second: float
    rebuild_seconds: float
    put_milliseconds: float
    restart_seconds: float
    memory_before: float
    memory: float

    def as_json(self) -> dict[str, Any]:
        """Return the figures as JSON-safe values, rounded."""
        return {
            "model": self.model_id,
            "claims": self.claims,
            "posts": self.posts,
            "latency_ms": {"p50": round(self.latency_p50, 2), "p99": round(self.latency_p99, 2)},
            "processor_ms": {"p50": round(self.processor_p50, 2)},
            "posts_per_second": round(self.posts_per_second, 1),
            "claims_per_second": round(self.claims_per_second, 1),
            "rebuild_seconds": round(self.rebuild_seconds, 2),
            "put_ms": round(self.put_milliseconds, 2),
            "restart_seconds": round(self.restart_seconds, 2),
            "memory_mib": {"without_claims": round(self.memory_before), "with_claims": round(self.memory)},
        }


def run(
    matcher: ClaimMatcher,
    claims: int = 14_000,
    posts: int = 200,
    seed: int = 7,
    progress: Progress | None = None,
) -> Benchmark:
    """Measure a matcher on made-up claims and posts of a tweet's length.

    Args:
        matcher: Its index is replaced.
        claims: How many.
        posts: How many, one at a time and then all at once.
        seed: Of the made-up words.
        progress: Called with (texts embedded, texts in all).
    """
    source = random.Random(seed)  # noqa: S311 - made-up text, not a secret
    vocabulary = ["".join(source.choices(SYLLABLES, k=source.randint(2, 4))) for _ in range(20_000)]
    documents = [
        ClaimDocument(number, _sentence(source, vocabulary, 16), titles=(_sentence(source, vocabulary, 9),))
        for number in range(claims)
    ]
    texts = [_sentence(source, vocabulary, 30) for _ in range(posts)]
    memory_before = resident_mib()
    begun = time.perf_counter()
    matcher.replace(documents, progress)
    taken_in = time.perf_counter() - begun
    begun = time.perf_counter()
    matcher.replace(documents)
    rebuilt = time.perf_counter() - begun
    with TemporaryDirectory() as folder:
        matcher.keep_snapshot(Path(folder) / "index", "bench")
        begun = time.perf_counter()
        matcher.use_snapshot(Path(folder) / "index")
        restarted = time.perf_counter() - begun
    latencies = measure_latency(matcher, texts)
    begun = time.perf_counter()
    matcher.match_many([(text, ()) for text in texts])
    many = time.perf_counter() - begun
    begun = time.perf_counter()
    matcher.put(ClaimDocument("one more", _sentence(source, vocabulary, 16)))
    put = time.perf_counter() - begun
    return Benchmark(
        model_id=matcher.model_id,
        claims=claims,
        posts=posts,
        latency_p50=float(np.percentile(latencies, 50)),
        latency_p99=float(np.percentile(latencies, 99)),
        processor_p50=float(np.median([_processor_ms(matcher, text) for text in texts])),
        posts_per_second=posts / many,
        claims_per_second=claims / taken_in,
        rebuild_seconds=rebuilt,
        put_milliseconds=put * 1000,
        restart_seconds=restarted,
        memory_before=memory_before,
        memory=resident_mib(),
    )


def _processor_ms(matcher: ClaimMatcher, text: str) -> float:
    begun = time.process_time()
    matcher.match(text)
    return (time.process_time() - begun) * 1000


class MadeUpVectors:
    """A :class:`matchers.types.VectorStore` that knows every text: a random direction for each hash.

    So the index can be measured with more claims than can be embedded in an hour.
    """

    def __init__(self, dimension: int) -> None:
        self._dimension = dimension

    def get_many(self, model_id: str, hashes: Sequence[str]) -> dict[str, Vector]:
        """Return a vector for each."""
        found = {}
        for key in hashes:
            vector = np.random.default_rng(int(key[:16], 16)).standard_normal(self._dimension, np.float32)
            found[key] = vector / np.linalg.norm(vector)
        return found

    def put_many(self, model_id: str, vectors: Mapping[str, Vector]) -> None:
        """Keep nothing."""


def resident_mib() -> float:
    """Return this process's resident memory, MiB; its peak where the system does not tell the present one."""
    status = Path("/proc/self/status")
    if status.exists():
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmRSS:"))
        return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _sentence(source: random.Random, vocabulary: list[str], length: int) -> str:
    """Return made-up words with function words between them, of about a real text's mixture."""
    found = [source.choice(_COMMON if source.random() < 0.4 else vocabulary) for _ in range(length)]
    return " ".join(found).capitalize() + "."
