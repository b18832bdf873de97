"""BM25 over claims, kept up to date claim by claim. Not a general search engine: one index in memory.

Scoring: Robertson & Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009), with the idf
of Lucene, ln(1 + (N - df + 0.5) / (df + 0.5)). The libraries at hand (bm25s, rank-bm25) build an index once
and cannot take a claim in or out, which chat commands need at once.

Most postings lie in arrays sorted by term (five bytes each); what came since then in dictionaries, which are
merged into the arrays when they have grown to a share of them.
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ints = NDArray[np.int32]

LEAST_MERGED = 2048
"""Documents that came since the last merge, from which the next one is worth it."""
_SHARE_MERGED = 16
_LARGEST_COUNT = 255


@dataclass(frozen=True)
class Postings:
    """Postings by term; the postings of term t are those from ``starts[t]`` to ``starts[t + 1]``.

    Attributes:
        starts: int64 (terms + 1,).
        slots: int32 (postings,).
        counts: How often the term occurs there, at most 255, uint8 (postings,).
    """

    starts: NDArray[np.int64]
    slots: Ints
    counts: NDArray[np.uint8]


@dataclass(frozen=True)
class Bm25State:
    """All that an index knows, for keeping in a file.

    Attributes:
        terms: In the order of their numbers.
        postings: Of all documents.
        lengths: By slot, 0 for an empty one, float32 (slots,).
    """

    terms: tuple[str, ...]
    postings: Postings
    lengths: Floats


_NOTHING = Postings(np.zeros(1, np.int64), np.zeros(0, np.int32), np.zeros(0, np.uint8))


class Bm25Index:
    """BM25 over slots; a slot is a small integer that the caller gives to a document.

    Args:
        k1: How fast repeated terms saturate.
        b: How much long documents are held back, 0 to 1.
        state: What another index knew.
    """

    def __init__(self, k1: float = 1.2, b: float = 0.5, state: Bm25State | None = None) -> None:
        self._k1 = k1
        self._b = b
        self._numbers: dict[str, int] = {}
        self._frequencies = np.zeros(1024, dtype=np.int32)
        self._base = _NOTHING
        self._stale: set[int] = set()
        self._fresh: dict[int, dict[int, int]] = {}
        self._fresh_terms: dict[int, tuple[int, ...]] = {}
        self._arrays: dict[int, tuple[Ints, NDArray[np.uint8]]] = {}
        self._repeated: tuple[Ints, NDArray[np.int64]] | None = None
        self._lengths = np.zeros(64, dtype=np.float32)
        self._documents = 0
        self._total = 0
        if state is not None:
            self._numbers = dict(zip(state.terms, range(len(state.terms)), strict=True))
            self._base = state.postings
            self._frequencies = np.diff(state.postings.starts).astype(np.int32)
            self._lengths = np.array(state.lengths)
            self._documents = int(np.count_nonzero(self._lengths))
            self._total = int(self._lengths.sum(dtype=np.float64))

    def __len__(self) -> int:
        return self._documents

    def put(self, slot: int, document: Iterable[str]) -> None:
        """Index the terms of a document under a slot, in place of what was there."""
        self.remove(slot)
        counts = Counter(document)
        if not counts:
            return
        while slot >= len(self._lengths):
            self._lengths = np.concatenate([self._lengths, np.zeros_like(self._lengths)])
        length = sum(counts.values())
        self._lengths[slot] = length
        self._total += length
        self._documents += 1
        numbers = tuple(self._number(term) for term in counts)
        for number, count in zip(numbers, counts.values(), strict=True):
            self._fresh.setdefault(number, {})[slot] = min(count, _LARGEST_COUNT)
            self._arrays.pop(number, None)
        self._frequencies[list(numbers)] += 1
        self._fresh_terms[slot] = numbers
        if len(self._fresh_terms) >= max(LEAST_MERGED, self._documents // _SHARE_MERGED):
            self.merge()

    def _number(self, term: str) -> int:
        number = self._numbers.setdefault(term, len(self._numbers))
        if number >= len(self._frequencies):
            self._frequencies = np.concatenate([self._frequencies, np.zeros_like(self._frequencies)])
        return number

    def remove(self, slot: int) -> None:
        """Forget a slot; one that is not there is no error."""
        if slot >= len(self._lengths) or not self._lengths[slot]:
            return
        fresh = self._fresh_terms.pop(slot, None)
        if fresh is not None:
            for number in fresh:
                del self._fresh[number][slot]
                self._arrays.pop(number, None)
            numbers: Sequence[int] | NDArray[np.int64] = list(fresh)
        else:
            places = np.flatnonzero(self._base.slots == slot)
            numbers = np.searchsorted(self._base.starts, places, side="right") - 1
            self._stale.add(slot)
        self._frequencies[numbers] -= 1
        self._total -= int(self._lengths[slot])
        self._documents -= 1
        self._lengths[slot] = 0

    def merge(self) -> None:
        """Lay what came since the last merge into the arrays, and drop what is out of date."""
        old = self._base
        frequencies = self._frequencies[: len(self._numbers)].astype(np.int64)
        starts = np.concatenate([[0], np.cumsum(frequencies)]).astype(np.int64)
        slots = np.empty(starts[-1], dtype=np.int32)
        counts = np.empty(starts[-1], dtype=np.uint8)
        terms = np.repeat(np.arange(len(old.starts) - 1, dtype=np.int32), np.diff(old.starts))
        old_slots, old_counts = old.slots, old.counts
        if self._stale:
            live = ~np.isin(old_slots, np.fromiter(self._stale, dtype=np.int32))
            terms, old_slots, old_counts = terms[live], old_slots[live], old_counts[live]
        kept = np.zeros(len(frequencies), dtype=np.int64)
        kept[: len(old.starts) - 1] = np.bincount(terms, minlength=len(old.starts) - 1)
        shift = starts[:-1] - np.concatenate([[0], np.cumsum(kept)])[:-1]
        places = np.arange(len(terms), dtype=np.int64)
        places += shift[terms]
        slots[places], counts[places] = old_slots, old_counts
        for number, postings in self._fresh.items():
            place = slice(int(starts[number] + kept[number]), int(starts[number + 1]))
            slots[place] = np.fromiter(postings.keys(), dtype=np.int32, count=len(postings))
            counts[place] = np.fromiter(postings.values(), dtype=np.uint8, count=len(postings))
        self._base = Postings(starts, slots, counts)
        self._repeated = None
        self._stale.clear()
        self._fresh.clear()
        self._fresh_terms.clear()
        self._arrays.clear()

    def state(self) -> Bm25State:
        """Return all that the index knows; what came since the last merge is merged first."""
        if self._fresh_terms or self._stale:
            self.merge()
        return Bm25State(tuple(self._numbers), self._base, self._lengths)

    def idf(self, term: str) -> float:
        """Return the weight of a term: the rarer among the documents, the higher."""
        number = self._numbers.get(term)
        frequency = 0 if number is None else int(self._frequencies[number])
        return math.log1p((self._documents - frequency + 0.5) / (frequency + 0.5))

    def scores(self, query: Sequence[str], size: int) -> Floats:
        """Score every slot.

        Args:
            query: Terms of the post; repeated terms count once.
            size: Number of slots, one more than the largest.

        Returns:
            BM25 of shape (size,); 0 for an empty slot or no common term.
        """
        result = np.zeros(size, dtype=np.float32)
        if not self._documents:
            return result
        average = max(1.0, self._total / self._documents)
        norms = ((self._k1 * (1 - self._b)) + (self._k1 * self._b / average) * self._lengths)[:size]
        weights = {
            self._numbers[term]: self.idf(term) for term in dict.fromkeys(query) if term in self._numbers
        }
        self._add_base(result, weights, norms)
        if self._stale:
            result[[slot for slot in self._stale if slot < size]] = 0
        for number, weight in weights.items():
            if self._fresh.get(number):
                slots, counts = self._fresh_postings(number)
                _add_repeated(result, slots, counts, weight, norms)
                np.add.at(result, slots, np.float32(weight))
        result[: len(norms)] *= (self._k1 + 1) / (1 + norms)
        return result

    def _add_base(self, result: Floats, weights: Mapping[int, float], norms: Floats) -> None:
        """Add the weight of every posting to its slot, as a multiple of what a single occurrence counts.

        A term mostly occurs once in a document. What it then counts depends on the document alone, and is
        left to the end; those that occur more often get the difference. So millions of postings are added up
        in a few milliseconds.
        """
        starts, slots, counts = self._base.starts, self._base.slots, self._base.counts
        if self._repeated is None:
            places = np.flatnonzero(counts > 1).astype(np.int32)
            self._repeated = places, np.searchsorted(places, starts)
        places, borders = self._repeated
        for number, weight in weights.items():
            if number + 1 < len(starts):
                np.add.at(result, slots[starts[number] : starts[number + 1]], np.float32(weight))
                more = places[borders[number] : borders[number + 1]]
                _add_repeated(result, slots[more], counts[more], weight, norms)

    def _fresh_postings(self, number: int) -> tuple[Ints, NDArray[np.uint8]]:
        ready = self._arrays.get(number)
        if ready is None:
            postings = self._fresh[number]
            ready = (
                np.fromiter(postings.keys(), dtype=np.int32, count=len(postings)),
                np.fromiter(postings.values(), dtype=np.uint8, count=len(postings)),
            )
            self._arrays[number] = ready
        return ready


def _add_repeated(
    result: Floats, slots: Ints, counts: NDArray[np.uint8], weight: float, norms: Floats
) -> None:
    """Add by how much terms that occur more than once count more than those that occur once."""
    if len(slots):
        own = norms[slots]
        times = counts.astype(np.float32)
        np.add.at(result, slots, np.float32(weight) * (times * (1 + own) / (times + own) - 1))
