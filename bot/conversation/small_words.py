"""What somebody says without making a claim: small talk, and questions that only point elsewhere. Pure.

Each language of `small_words.json` has words that ask ("is it true?"), words that hail ("hi") or make other
small talk ("thanks"), and small words that may stand around them. A text that holds no other word makes no
claim. The languages are more than the bot speaks: a greeting needs no search in any of them.
"""

import json
import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, Final

from bot.conversation.stop_words import bare, without_handles

_LONGEST: Final = 160
"""Characters: who says more, says more than this."""

_MOST_OTHERS: Final = 2
"""Other words that a question may hold and still point elsewhere: "my uncle sent this, is it true?"."""

_GREETED: Final = 3
"""Words up to which one unknown word is taken for a name: "thanks Anna"."""

_QUESTION_MARKS: Final = "?？؟"

_FEWEST: Final = 2
"""Letters of a word that counts; in scripts without spaces so many letters count as one word."""


class Speech(StrEnum):
    """What a text does, as far as its small words tell."""

    SAYS = "says"
    """It may make a claim: look for one."""
    POINTS = "points"
    """It asks about something else: the post above, the picture, the voice message."""
    HAILS = "hails"
    """It calls the bot and says no more: a greeting, a mention alone, a sign. What is above may be meant."""
    TALKS = "talks"
    """Other small talk: thanks, laughter, "what can you do?"."""


@dataclass(frozen=True)
class Said:
    """What a text does, and the language that its small words are of; None where several fit, or none.

    `alone` tells that it holds nothing but small words: whatever it does, no claim stands in it.
    """

    speech: Speech
    language: str | None = None
    alone: bool = True


@dataclass(frozen=True)
class _Counted:
    language: str
    asks: int
    hails: int
    talks: int
    known: int
    others: int

    @property
    def told(self) -> int:
        """Words that tell what the text does."""
        return self.asks + self.hails + self.talks


def said(text: str) -> Said:
    """What a post's own words do; mentions of the bot do not count."""
    shown = without_handles(text).strip()
    if len(shown) > _LONGEST or "://" in shown:
        return Said(Speech.SAYS, alone=False)
    words = bare(shown)
    asked = any(mark in shown for mark in _QUESTION_MARKS)
    if not any(character.isalpha() for character in words):
        return Said(Speech.POINTS if asked else Speech.HAILS)
    counted = [_count(words, code) for code in _listed()]
    fewest = min(one.others for one in counted)
    most = max(one.told for one in counted if one.others == fewest)
    best = [one for one in counted if (one.others, one.told) == (fewest, most)]
    language = best[0].language if len(best) == 1 and most else None
    asks, hails, talks = (any(getattr(one, kind) for one in best) for kind in ("asks", "hails", "talks"))
    named = (talks or hails) and not asks and len(words.split()) <= _GREETED
    if fewest == 0 and (asks or (asked and not hails and not talks)):
        return Said(Speech.POINTS, language)
    if fewest == 0 or (fewest == 1 and named):
        return Said(Speech.HAILS if hails and not talks else Speech.TALKS, language)
    if asks and fewest <= _MOST_OTHERS and best[0].known > fewest:
        return Said(Speech.POINTS, language, alone=False)
    return Said(Speech.SAYS, alone=False)


def language_of(text: str) -> str | None:
    """The language of a few words, where their small words tell it."""
    return said(text).language


def _count(words: str, code: str) -> _Counted:
    spaced, kinds, pattern = _known(code)
    found = [kinds[phrase] for phrase in pattern.findall(words)]
    left = pattern.sub(" ", words).split()
    others = len(left) if spaced else sum(-(-len(piece) // _FEWEST) for piece in left)
    asks, hails, talks = (found.count(kind) for kind in ("asks", "hails", "talks"))
    return _Counted(code, asks, hails, talks, len(found), others)


@cache
def _listed() -> dict[str, dict[str, Any]]:
    listed: dict[str, dict[str, Any]] = json.loads(Path(__file__).with_suffix(".json").read_text("utf-8"))
    return listed


@cache
def _known(code: str) -> tuple[bool, dict[str, str], re.Pattern[str]]:
    """A language's phrases: whether they stand apart, what each does, and what finds the longest of them."""
    own = _listed()[code]
    kinds = {bare(phrase): kind for kind in ("around", "talks", "hails", "asks") for phrase in own[kind]}
    longest_first = "|".join(re.escape(phrase) for phrase in sorted(kinds, key=lambda one: (-len(one), one)))
    pattern = rf"(?<!\S)(?:{longest_first})(?!\S)" if own["spaced"] else f"(?:{longest_first})"
    return bool(own["spaced"]), kinds, re.compile(pattern)
