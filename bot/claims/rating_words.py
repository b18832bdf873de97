"""Publishers' verdicts as one of our ratings: by their words in many languages, else by a number on a scale.

A guess for an editor to confirm. What is not understood stays None: no rating is better than a wrong one.
"""

import json
import unicodedata
from collections.abc import Callable
from functools import cache
from importlib.resources import files
from math import isfinite

from bot.translations import Translator, languages
from storage.claims import RATINGS

_EXAMPLES = 2
"""Verdicts that are shown for each rating."""

_NEGATIONS = frozenset(
    (
        *(
            "no",
            "not",
            "never",
            "non",
            "nicht",
            "kein",
            "keine",
            "ne",
            "pas",
            "nao",
            "nie",
            "niet",
            "ikke",
            "inte",
        ),
        *("не", "нет", "ні", "لا", "ليس", "غير"),
    )
)
"""A verdict that denies something is understood only where it is listed as it stands: "not false"."""


def rating_of(
    word: str | None, value: object = None, best: object = None, worst: object = None
) -> str | None:
    """One of `storage.claims.RATINGS`, or None.

    Args:
        word: the publisher's own, such as "Pants on Fire", "Falso", "вигадка".
        value: the number of a `reviewRating`, best and worst the ends of its scale. Some scales run
            backwards, others have one point only and say nothing.
        best: see `value`.
        worst: see `value`.
    """
    if word and (known := _by_word(word)) is not None:
        return known
    if word and not _is_plain_number(word):
        return None
    return _by_number(value if value is not None else word, best, worst)


def understood(typed: str) -> tuple[str, str | None] | None:
    """What somebody typed for a rating: ours, and the words themselves where they say more than its name.

    Every door takes the same words: the ratings, their names in the bot's languages, and the verdicts of
    publishers. None where they are none of these.
    """
    known = _named().get(_folded(typed))
    if known is not None:
        return known, None
    rating = rating_of(typed)
    return None if rating is None else (rating, " ".join(typed.split()))


def accepted(names: Callable[[str], str] = str) -> str:
    """The ratings, each with some of the publishers' verdicts that stand for it; for who typed another.

    Args:
        names: how a rating is called in the reader's language.
    """
    examples = {rating: list[str]() for rating in RATINGS}
    for phrase, rating in _phrases().items():
        if phrase != rating and len(examples[rating]) < _EXAMPLES:
            examples[rating].append(phrase)
    return " · ".join(
        f"{names(rating)} ({', '.join(shown)})" if shown else names(rating)
        for rating, shown in examples.items()
    )


def _by_word(word: str) -> str | None:
    folded = _folded(word)
    phrases = _phrases()
    if folded in phrases:
        return phrases[folded]
    if len(folded) > 80:
        return None
    padded = f" {folded} "
    held = [phrase for phrase in phrases if len(phrase) > 3 and f" {phrase} " in padded]
    if _NEGATIONS & set(folded.split()) and not any(_NEGATIONS & set(phrase.split()) for phrase in held):
        return None
    longest = [one for one in held if not any(one != other and f" {one} " in f" {other} " for other in held)]
    ratings = {phrases[phrase] for phrase in longest}
    return ratings.pop() if len(ratings) == 1 else None


def _by_number(value: object, best: object, worst: object) -> str | None:
    try:
        number, high, low = float(str(value)), float(str(best)), float(str(worst))
    except ValueError:
        return None
    if high == low or not isfinite(high - low) or not min(high, low) <= number <= max(high, low):
        return None
    share = (number - low) / (high - low)
    if share == 0:
        return "false"
    if share == 1:
        return "true"
    return "mixed" if 0.4 <= share <= 0.6 else "misleading" if share < 0.4 else None


def _is_plain_number(word: str) -> bool:
    return word.strip().replace(".", "", 1).removeprefix("-").isdecimal()


def _folded(text: str) -> str:
    """Letters and digits in lower case, without accents, single spaces between words."""
    apart = unicodedata.normalize("NFKD", text.casefold().replace("’", "'"))
    kept = "".join(
        character if character.isalnum() else " "
        for character in apart
        if unicodedata.category(character) != "Mn"
    )
    return " ".join(kept.split())


@cache
def _named() -> dict[str, str]:
    """Our ratings by their own names, and by those in the bot's languages."""
    told = {
        _folded(Translator(code).plain(f"rating-{rating}")): rating
        for code in languages()
        for rating in RATINGS
    }
    return told | {rating: rating for rating in RATINGS}


@cache
def _phrases() -> dict[str, str]:
    """Every known verdict, folded, with our rating for it."""
    listed = json.loads((files("bot.claims") / "rating_words.json").read_text("utf-8"))
    return {_folded(phrase): rating for rating, phrases in listed.items() for phrase in phrases}
