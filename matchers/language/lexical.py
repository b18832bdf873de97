"""The words of a text as the index knows them: folded, stemmed, and as character n-grams."""

import unicodedata

import regex

from matchers.language.lexicon import STOPWORDS
from matchers.language.text import unspaced_characters, words

_ARABIC = str.maketrans("أإآٱىةؤئ", "اااايهوي")
_MARKS = regex.compile(r"[\u0300-\u036f\u0591-\u05bd\u064b-\u065f\u0670\u0640]+")
_DIGIT_GROUPS = regex.compile(r"(?<=\p{Nd})[,.](?=\p{Nd}{3}(?!\p{Nd}))")
_MIN_STEM = 4


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
