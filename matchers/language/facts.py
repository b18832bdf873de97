"""What a text states that must agree for two texts to make the same claim: numbers, names, negation.

Surface cues only, in several languages; no parser. Each function is pure.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import regex

from matchers.language.geography import Place, find_places
from matchers.language.lexical import fold, stem, terms
from matchers.language.lexicon import (
    NEGATIONS,
    NUMBERS,
    OPPOSITES,
    QUANTIFIERS,
    SCALES,
    STOPWORDS,
    is_content,
)
from matchers.language.text import unspaced_characters, words

_NUMBER = regex.compile(
    r"(?<![\p{L}\p{Nd}])"
    r"(?P<value>\p{Nd}{1,3}(?:[,.'\u00a0 ]\p{Nd}{3})+(?:[.,]\p{Nd}{1,2})?|\p{Nd}+(?:[.,]\p{Nd}+)?)"
    r"[\s-]?(?P<unit>[\p{L}\p{M}%٪]+)?"
)
_GROUPED = regex.compile(r"^\p{Nd}{1,3}(?:[,.'\u00a0 ]\p{Nd}{3})+(?:[.,]\p{Nd}{1,2})?$")
_SENTENCE_START = regex.compile(r"(?:^|[.!?:\n]\s*|[\"“«(]\s*)$")


@dataclass(frozen=True)
class Facts:
    """What was found in one text.

    Attributes:
        terms: Index terms (folded, stemmed), each once, in order.
        numbers: Values of quantities, without years.
        years: Numbers from 1900 to 2099 that stand alone.
        names: Capitalised words inside sentences, folded and stemmed; empty for scripts without case.
        capitals: All capitalised words, also at a sentence's start.
        negations: Count of negating words.
        quantifiers: Kinds of quantifier: ``all``, ``none``, ``most``, ``some``, ``only``, ``first``.
        opposites: Pairs (number, side) of antonyms that occur.
        places: Countries and states that are named.
        content_words: Count of words that carry content.
        length: Count of words.
    """

    terms: tuple[str, ...]
    numbers: frozenset[float]
    years: frozenset[int]
    names: frozenset[str]
    capitals: frozenset[str]
    negations: int
    quantifiers: frozenset[str]
    opposites: frozenset[tuple[int, int]]
    places: frozenset[Place]
    content_words: int
    length: int


def gather(text: str) -> Facts:
    """Find the facts of a normalised text."""
    found = words(text)
    lowered = [word.lower().replace("’", "'") for word in found]
    numbers, years = _numbers(text, lowered)
    names, capitals = _names(text)
    return Facts(
        terms=tuple(dict.fromkeys(terms(text))),
        numbers=numbers,
        years=years,
        names=names,
        capitals=capitals,
        negations=sum(map(_negates, lowered)),
        quantifiers=frozenset(QUANTIFIERS[word] for word in lowered if word in QUANTIFIERS),
        opposites=frozenset(OPPOSITES[word] for word in lowered if word in OPPOSITES),
        places=find_places(text),
        content_words=count_content(found),
        length=len(found),
    )


def is_negated(text: str) -> bool:
    """Tell whether a normalised text holds a negating word."""
    return any(_negates(word.lower().replace("’", "'")) for word in words(text))


def _negates(word: str) -> bool:
    return word in NEGATIONS or word.endswith("n't")


def count_content(found: Sequence[str]) -> int:
    """Count words that carry content; in scripts without spaces three characters count as one word."""
    return sum(
        -(-unspaced_characters(word) // 3) if unspaced_characters(word) else int(is_content(word))
        for word in found
    )


def _numbers(text: str, lowered: Sequence[str]) -> tuple[frozenset[float], frozenset[int]]:
    numbers: set[float] = set()
    years: set[int] = set()
    for match in _NUMBER.finditer(text):
        value = _value(match["value"])
        scale = SCALES.get((match["unit"] or "").lower(), 1.0)
        if scale == 1.0 and value.is_integer() and 1900 <= value < 2100 and len(match["value"]) == 4:
            years.add(int(value))
        else:
            numbers.add(value * scale)
    for word, following in pairwise([*lowered, ""]):
        if word in NUMBERS and word not in SCALES:
            numbers.add(NUMBERS[word] * SCALES.get(following, 1.0))
    return frozenset(numbers), frozenset(years)


def _value(written: str) -> float:
    digits = "".join(str(int(c)) if c.isdecimal() else c for c in written)
    if _GROUPED.match(digits):
        head, tail = digits, ""
        if cents := regex.search(r"[.,](\d{1,2})$", digits):
            head, tail = digits[: cents.start()], cents.group(1)
        return float(regex.sub(r"\D", "", head) + (f".{tail}" if tail else ""))
    return float(digits.replace(",", "."))


def _names(text: str) -> tuple[frozenset[str], frozenset[str]]:
    names: set[str] = set()
    capitals: set[str] = set()
    for match in regex.finditer(r"[\p{L}\p{M}\p{N}]+(?:['’][\p{L}\p{M}]+)?", text):
        word = match.group()
        if not word[0].isupper() or len(word) < 2:
            continue
        folded = fold(word)
        if folded in STOPWORDS:
            continue
        capitals.add(stem(folded))
        if not _SENTENCE_START.search(text[max(0, match.start() - 3) : match.start()]):
            names.add(stem(folded))
    return frozenset(names), frozenset(capitals)
