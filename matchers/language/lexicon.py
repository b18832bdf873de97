"""Word lists in several languages, from `lexicon.json`: function words, number words, negation, antonyms.

Short lists by hand; they need not be complete, since matching itself weighs words by rarity.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

_CONTENT: Mapping[str, Any] = json.loads(Path(__file__).with_name("lexicon.json").read_text(encoding="utf-8"))


def _by_word(name: str) -> dict[str, str]:
    return {word: kind for kind, listed in _CONTENT[name].items() for word in listed.split()}


STOPWORDS: frozenset[str] = frozenset(" ".join(_CONTENT["stopwords"].values()).split())
"""All languages as one: a post's language is often uncertain, and function words are seldom content."""

NEGATIONS: frozenset[str] = frozenset(_CONTENT["negations"].split())
SCALES: Mapping[str, float] = {word: float(value) for word, value in _by_word("scales").items()}
NUMBERS: Mapping[str, float] = {word: float(value) for word, value in _by_word("numbers").items()}
QUANTIFIERS: Mapping[str, str] = _by_word("quantifiers")
OPPOSITES: Mapping[str, tuple[int, int]] = {
    word: (pair, side)
    for pair, sides in enumerate(_CONTENT["opposites"])
    for side, listed in enumerate(sides)
    for word in listed.split()
}
"""Word to (number of the pair, side of it)."""
STANCE_CUES: Mapping[str, Mapping[str, list[str]]] = _CONTENT["stance"]
"""Stance to weight to cues: regular expressions, or plain text under ``…_unspaced``."""


def is_content(word: str) -> bool:
    """Tell whether a word (as :func:`matchers.language.text.words` returns it) carries content.

    Single letters and function words do not; numbers do.
    """
    lowered = word.lower()
    return (len(lowered) > 1 or lowered.isdigit()) and lowered not in STOPWORDS
