"""Situations before the gate, and what they are made of."""

from dataclasses import dataclass, replace

from bot.decisions.policy import Action, Mode, Reason, Rules
from bot.events import Address, Place, PlaceKind
from matchers.types import Match, Reading, Stance

RULES = Rules(reply_threshold=0.9, review_threshold=0.5, rating="false")
WATCHED = replace(RULES, mode=Mode.WATCH)
PRIVATE = Place("telegram", "7", PlaceKind.PRIVATE)
GROUP = Place("telegram", "-7", PlaceKind.GROUP)
CHANNEL = Place("telegram", "-8", PlaceKind.CHANNEL)
TIMELINE = Place("x", "77", PlaceKind.TIMELINE)


def reading(
    *probabilities: float, stance: Stance = Stance.ASSERT, content_words: int = 9, text: str = "words"
) -> Reading:
    matches = tuple(Match(number, probability, ()) for number, probability in enumerate(probabilities, 1))
    return Reading(matches, stance, 0.9, "en", content_words, text)


@dataclass(frozen=True)
class Row:
    """A situation, named, and what is expected."""

    name: str
    address: Address
    place: Place
    reading: Reading
    rules: Rules
    action: Action
    reason: Reason
