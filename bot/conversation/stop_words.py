"""Whether somebody says nothing but "leave me alone", in any of many languages. Pure.

Two ways: whole sayings (those of the language files and of `stop_words.json`) with polite words around
them, and, in English, any sentence of a word that ends something, a word for what the bot does, and small
words around them. A sentence with any other word is no wish to be left alone: "stop the count".
"""

import json
import re
import unicodedata
from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import Any, Final

from bot.translations import Translator, languages

_LONGEST: Final = 200
"""Characters: who says more, says more than this."""

_HANDLE: Final = re.compile(r"[@＠][A-Za-z0-9_]{1,32}")

_KNOWN: Final[dict[str, Any]] = json.loads(Path(__file__).with_suffix(".json").read_text("utf-8"))
"""`polite`: what may stand at either end. `sayings`, by language: those of the bot's own languages, German,
French, Portuguese, Italian, Dutch, Polish, Turkish, Indonesian, Persian, Hindi, Chinese, Japanese, Korean.
`begin`, `does` and `around`: the English sentence."""


def _one_of(kind: str) -> str:
    words = sorted(_KNOWN[kind], key=len, reverse=True)
    return f"(?:{'|'.join(map(re.escape, words))})"


_SENTENCE: Final = re.compile(
    rf"{_one_of('begin')}(?: {_one_of('around')})*(?: {_one_of('does')}(?: {_one_of('around')})*)+"
)


def is_stop_word(text: str) -> bool:
    """Whether a post says nothing but "leave me alone", in any of the languages; mentions do not count."""
    said = _said(text)
    return said in _sayings() or _SENTENCE.fullmatch(said) is not None


def language_of_wish(text: str) -> str | None:
    """The language of a wish to be left alone; None where it is none, or several languages say so."""
    said = _said(text)
    if said and said not in _sayings() and _SENTENCE.fullmatch(said) is not None:
        return "en"
    spoken = _sayings().get(said, frozenset())
    return next(iter(spoken)) if len(spoken) == 1 else None


def _said(text: str) -> str:
    """What a short text says without mentions, politeness and repetitions; empty where it is long."""
    if len(text) > _LONGEST:
        return ""
    said = bare(without_handles(text))
    if not said:
        return ""
    return re.sub(r"\b(\w+)(?: \1)+\b", r"\1", _without_politeness(said))


@cache
def _sayings() -> dict[str, frozenset[str]]:
    """Every saying, as `bare` leaves it, with its languages."""
    listed = [
        (code, saying) for code in languages() for saying in Translator(code).plain("stop-words").split("|")
    ]
    listed += [(code, saying) for code, sayings in _KNOWN["sayings"].items() for saying in sayings]
    spoken: dict[str, set[str]] = defaultdict(set)
    for code, saying in listed:
        for said in (bare(saying), _without_politeness(bare(saying))):
            spoken[said].add(code)
    return {said: frozenset(codes) for said, codes in spoken.items() if said}


@cache
def _politeness() -> re.Pattern[str]:
    words = "|".join(sorted((re.escape(bare(word)) for word in _KNOWN["polite"]), key=len, reverse=True))
    return re.compile(rf"^(?:{words})(?: |$)|(?:^| )(?:{words})$")


def _without_politeness(said: str) -> str:
    """Without "please", "bot", "now" and their like at either end; a text of nothing else stays as it is."""
    while shorter := _politeness().sub("", said).strip():
        if shorter == said:
            return said
        said = shorter
    return said


def without_handles(text: str) -> str:
    """Without mentions such as `@our_bot`."""
    return _HANDLE.sub(" ", text)


def bare(text: str) -> str:
    """Small letters without accents, and single spaces."""
    letters = "".join(
        character if character.isalnum() else " "
        for character in unicodedata.normalize("NFKD", text).casefold()
        if unicodedata.category(character) not in ("Cf", "Mn", "Mc")
    )
    return " ".join(letters.split())
