"""Whether somebody says nothing but "leave me alone", in any of many languages. Pure.

Two ways: whole sayings (those of the language files and of `stop_words.json`) with polite words around
them, and, in English, any sentence of a word that ends something, a word for what the bot does, and small
words around them. A sentence with any other word is no wish to be left alone: "stop the count".
"""

import json
import re
import unicodedata
from functools import cache
from pathlib import Path
from typing import Final

from bot.translations import Translator, languages

_LONGEST: Final = 200
"""Characters: who says more, says more than this."""

_HANDLE: Final = re.compile(r"[@＠][A-Za-z0-9_]{1,32}")

_KNOWN: Final[dict[str, list[str]]] = json.loads(Path(__file__).with_suffix(".json").read_text("utf-8"))
"""`polite`: what may stand at either end. `sayings`: German, French, Portuguese, Italian, Dutch, Polish,
Turkish, Indonesian, Persian, Hindi, Chinese, Japanese, Korean, and more of the bot's own languages.
`begin`, `does` and `around`: the English sentence."""


def _one_of(kind: str) -> str:
    words = sorted(_KNOWN[kind], key=len, reverse=True)
    return f"(?:{'|'.join(map(re.escape, words))})"


_SENTENCE: Final = re.compile(
    rf"{_one_of('begin')}(?: {_one_of('around')})*(?: {_one_of('does')}(?: {_one_of('around')})*)+"
)


def is_stop_word(text: str) -> bool:
    """Whether a post says nothing but "leave me alone", in any of the languages; mentions do not count."""
    if len(text) > _LONGEST:
        return False
    said = _bare(_HANDLE.sub(" ", text))
    if not said:
        return False
    said = _without_politeness(said)
    said = re.sub(r"\b(\w+)(?: \1)+\b", r"\1", said)
    return said in _sayings() or _SENTENCE.fullmatch(said) is not None


@cache
def _sayings() -> frozenset[str]:
    """Every saying, as `_bare` leaves it."""
    of_files = [saying for code in languages() for saying in Translator(code).plain("stop-words").split("|")]
    bare = {_bare(saying) for saying in [*of_files, *_KNOWN["sayings"]]}
    return frozenset(bare | {_without_politeness(saying) for saying in bare} - {""})


@cache
def _politeness() -> re.Pattern[str]:
    words = "|".join(sorted((re.escape(_bare(word)) for word in _KNOWN["polite"]), key=len, reverse=True))
    return re.compile(rf"^(?:{words})(?: |$)|(?:^| )(?:{words})$")


def _without_politeness(said: str) -> str:
    """Without "please", "bot", "now" and their like at either end; a text of nothing else stays as it is."""
    while shorter := _politeness().sub("", said).strip():
        if shorter == said:
            return said
        said = shorter
    return said


def _bare(text: str) -> str:
    """Small letters without accents, and single spaces."""
    letters = "".join(
        character if character.isalnum() else " "
        for character in unicodedata.normalize("NFKD", text).casefold()
        if unicodedata.category(character) not in ("Cf", "Mn", "Mc")
    )
    return " ".join(letters.split())
