"""What somebody chooses who has no buttons: a number, a label, "yes", "none of these". Pure."""

import json
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any, Final

_LONGEST: Final = 200
"""Characters: longer texts choose nothing."""

_BEGINNING: Final = 12
"""Characters from which the beginning of a label that was cut short is enough."""

_AGREEING: Final = frozenset({"pick", "consent", "save", "rt-do", "im-do"})
"""Verbs of buttons that "yes" means, where one of them is open."""

_REFUSING: Final = frozenset({"none", "decline", "drop", "rt-no", "im-no", "ed-no"})
"""Verbs of buttons that "no" and "none of these" mean, where one of them is open."""

_KNOWN: Final[dict[str, Any]] = json.loads(Path(__file__).with_suffix(".json").read_text("utf-8"))


class Unclear(Enum):
    """A text that wants to choose, and chooses nothing that is open."""

    UNCLEAR = "unclear"


@dataclass(frozen=True)
class Offer:
    """One of the open choices: what it is called, and the verb of its button."""

    label: str
    verb: str


def choice_in(text: str, offers: Sequence[Offer]) -> int | Unclear | None:
    """Which of the offers a text chooses.

    Returns:
        Its place, from 0; `Unclear` for a number out of range, and for "yes" where it may mean several or
        none; None where the text is about something else.
    """
    said = _bare(text)
    if not said or len(text) > _LONGEST:
        return None
    for place, offer in enumerate(offers):
        if said in _names_of(offer.label, place + 1) or _begins(offer.label, said):
            return place
    number = _number_in(said, text)
    if number is not None:
        return number - 1 if 1 <= number <= len(offers) else Unclear.UNCLEAR
    for kind, verbs in (("yes", _AGREEING), ("no", _REFUSING), ("none", _REFUSING)):
        if said in _listed(kind):
            open_ones = [place for place, offer in enumerate(offers) if offer.verb in verbs]
            return open_ones[0] if len(open_ones) == 1 else Unclear.UNCLEAR
    return None


def _names_of(label: str, number: int) -> set[str]:
    """A label as people type it: with its number, without, and without one that it holds itself."""
    named = _bare(label)
    return {named, f"{number} {named}", re.sub(r"^\d+ ", "", named)} - {""} - _digits()


def _digits() -> set[str]:
    return {str(number) for number in range(100)}


def _begins(label: str, said: str) -> bool:
    """Whether a text begins as a label does that was cut short."""
    if not label.rstrip("”»\"'“ ").endswith("…"):
        return False
    beginning = re.sub(r"^\d+ ", "", _bare(label))
    return len(beginning) >= _BEGINNING and said.startswith(beginning)


def _number_in(said: str, text: str) -> int | None:
    """The number that a text names and nothing else; 0 for several, and for others that are no choice."""
    if said in _ordinals():
        return _ordinals()[said]
    words = said.split()
    while len(words) > 1 and words[0] in _listed("numbered"):
        words = words[1:]
    numbers = [word for word in words if word.isdecimal()]
    others = [word for word in words if not word.isdecimal() and word not in _listed("joining")]
    if not numbers or others:
        return None
    if len(numbers) > 1 or len(numbers[0]) > 2 or re.match(r"\s*[-−–]\s*\d", text):
        return 0
    return int(numbers[0])


@cache
def _ordinals() -> dict[str, int]:
    return {_bare(name): place for place, names in enumerate(_KNOWN["ordinals"], 1) for name in names}


@cache
def _listed(kind: str) -> frozenset[str]:
    return frozenset(_bare(saying) for saying in _KNOWN[kind])


def _bare(text: str) -> str:
    """Small letters without accents and signs, single spaces, digits of any script as 0 to 9."""
    kept = []
    for character in unicodedata.normalize("NFKD", text).casefold():
        if unicodedata.category(character) in ("Cf", "Mn", "Mc"):
            continue
        digit = unicodedata.decimal(character, None)
        kept.append(str(digit) if digit is not None else character if character.isalnum() else " ")
    return " ".join("".join(kept).split())
