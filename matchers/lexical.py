"""BM25 over claims, kept up to date claim by claim. Not a general search engine: one index in memory.

Scoring: Robertson & Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009), with the idf
of Lucene, ln(1 + (N - df + 0.5) / (df + 0.5)). The libraries at hand (bm25s, rank-bm25) build an index once
and cannot take a claim in or out, which chat commands need at once.
"""

import math
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import regex
from numpy.typing import NDArray

from matchers.lexicon import STOPWORDS
from matchers.text import unspaced_characters, words

Floats = NDArray[np.float32]
_ARABIC = str.maketrans("أإآٱىةؤئ", "اااايهوي")
_MARKS = regex.compile(r"[\u0300-\u036f\u0591-\u05bd\u064b-\u065f\u0670\u0640]+")
_DIGIT_GROUPS = regex.compile(r"(?<=\p{Nd})[,.](?=\p{Nd}{3}(?!\p{Nd}))")
_MIN_STEM = 4
MAX_WEIGHTS = 200_000
"""Weights remembered between two changes of the index; words of posts must not fill the memory."""


def fold(word: str) -> str:
    """Lower-case, without accents, Arabic letter variants and vowel signs made one."""
    lowered = word.lower().replace("’", "'").removesuffix("'s").translate(_ARABIC)
    if lowered.isascii():
        return lowered
    return _MARKS.sub("", unicodedata.normalize("NFD", lowered))


def stem(word: str) -> str:
    """Cut the commonest English and Romance endings; anything else stays as it is.

    A light stemmer on purpose: it must not harm a language that it does not know, and character n-grams see
    the rest.
    """
    if len(word) <= _MIN_STEM or not word.isascii() or not word.isalpha():
        return word
    for ending, replacement in (
        ("ies", "y"),
        ("sses", "ss"),
        ("ing", ""),
        ("ed", ""),
        ("es", "e"),
        ("s", ""),
    ):
        if word.endswith(ending) and len(word) - len(ending) + len(replacement) >= _MIN_STEM - 1:
            if ending == "s" and word.endswith(("ss", "us", "is")):
                return word
            cut = word[: -len(ending)] + replacement
            if ending in {"ing", "ed"} and len(cut) > 3 and cut[-1] == cut[-2] and cut[-1] not in "lsz":
                cut = cut[:-1]
            return cut.removesuffix("e")
    return word.removesuffix("e")


def terms(text: str) -> list[str]:
    """Return the index terms of a normalised text: folded, stemmed, without function words.

    Scripts without spaces between words give pairs of characters instead.
    """
    found: list[str] = []
    for word in words(_DIGIT_GROUPS.sub("", text)):
        if unspaced_characters(word):
            found.extend(word[start : start + 2] for start in range(max(1, len(word) - 1)))
            continue
        folded = fold(word)
        if folded and folded not in STOPWORDS:
            found.append(stem(folded))
    return found


def grams(text: str, size: int = 4) -> list[str]:
    """Return character n-grams of the folded words, with word borders: robust to typos and inflection."""
    found: list[str] = []
    for word in words(text):
        folded = fold(word)
        if folded in STOPWORDS:
            continue
        padded = f" {folded} "
        found.extend(padded[start : start + size] for start in range(max(1, len(padded) - size + 1)))
    return found


class Bm25Index:
    """BM25 over slots; a slot is a small integer that the caller gives to a document.

    Args:
        k1: How fast repeated terms saturate.
        b: How much long documents are held back, 0 to 1.
    """

    def __init__(self, k1: float = 1.2, b: float = 0.5) -> None:
        self._k1 = k1
        self._b = b
        self._postings: dict[str, dict[int, int]] = {}
        self._arrays: dict[str, tuple[NDArray[np.int64], Floats]] = {}
        self._documents: dict[int, tuple[str, ...]] = {}
        self._lengths = np.zeros(64, dtype=np.float32)
        self._total = 0
        self._weights: dict[str, float] = {}

    def __len__(self) -> int:
        return len(self._documents)

    def put(self, slot: int, document: Iterable[str]) -> None:
        """Index the terms of a document under a slot, in place of what was there."""
        self.remove(slot)
        self._weights.clear()
        counts = Counter(document)
        while slot >= len(self._lengths):
            self._lengths = np.concatenate([self._lengths, np.zeros_like(self._lengths)])
        length = sum(counts.values())
        self._lengths[slot] = length
        self._total += length
        self._documents[slot] = tuple(counts)
        for term, count in counts.items():
            self._postings.setdefault(term, {})[slot] = count
            self._arrays.pop(term, None)

    def remove(self, slot: int) -> None:
        """Forget a slot; one that is not there is no error."""
        self._weights.clear()
        for term in self._documents.pop(slot, ()):
            postings = self._postings[term]
            del postings[slot]
            if not postings:
                del self._postings[term]
            self._arrays.pop(term, None)
        if slot < len(self._lengths):
            self._total -= int(self._lengths[slot])
            self._lengths[slot] = 0

    def idf(self, term: str) -> float:
        """Return the weight of a term: the rarer among the documents, the higher."""
        known = self._weights.get(term)
        if known is None:
            frequency = len(self._postings.get(term, ()))
            known = math.log1p((len(self._documents) - frequency + 0.5) / (frequency + 0.5))
            if len(self._weights) < MAX_WEIGHTS:
                self._weights[term] = known
        return known

    def scores(self, query: Sequence[str], size: int) -> Floats:
        """Score every slot.

        Args:
            query: Terms of the post; repeated terms count once.
            size: Number of slots, one more than the largest.

        Returns:
            BM25 of shape (size,); 0 for an empty slot or no common term.
        """
        result: NDArray[Any] = np.zeros(size, dtype=np.float32)
        if not self._documents:
            return result
        average = max(1.0, self._total / len(self._documents))
        for term in dict.fromkeys(query):
            found = self._array(term)
            if found is None:
                continue
            slots, counts = found
            norm = self._k1 * (1 - self._b + self._b * self._lengths[slots] / average)
            result[slots] += np.float32(self.idf(term)) * counts * (self._k1 + 1) / (counts + norm)
        return result

    def _array(self, term: str) -> tuple[NDArray[np.int64], Floats] | None:
        ready = self._arrays.get(term)
        if ready is None:
            postings = self._postings.get(term)
            if not postings:
                return None
            ready = (
                np.fromiter(postings.keys(), dtype=np.int64, count=len(postings)),
                np.fromiter(postings.values(), dtype=np.float32, count=len(postings)),
            )
            self._arrays[term] = ready
        return ready
