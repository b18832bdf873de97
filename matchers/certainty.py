"""Which matches of a post are sure enough to act on: here alone thresholds meet probabilities.

The bot's gate builds on it; so do the figures of the workshop, which then measure what the bot does.
"""

from matchers.types import Match, Reading, Stance, Thresholds

MOST_ANSWERED = 2
"""Claims that one public answer may name; a chain letter holds more, and nobody reads more."""


def plausible(reading: Reading, thresholds: Thresholds) -> tuple[Match, ...]:
    """Return the matches that are probably what the post is about, whether it makes or denies them."""
    return tuple(match for match in reading.matches if match.relevance >= thresholds.review)


def denies(reading: Reading, thresholds: Thresholds) -> bool:
    """Tell whether the post rather denies the likeliest claim than makes it."""
    found = plausible(reading, thresholds)
    return bool(found) and (reading.stance is Stance.DENY or found[0].denial > found[0].probability)


def answerable(reading: Reading, thresholds: Thresholds, most: int = MOST_ANSWERED) -> tuple[Match, ...]:
    """Return the claims that the post surely makes: nothing where it denies the likeliest claim."""
    if denies(reading, thresholds):
        return ()
    found = plausible(reading, thresholds)
    return tuple(match for match in found if match.probability >= thresholds.reply)[:most]


def worth_a_review(reading: Reading, thresholds: Thresholds) -> tuple[Match, ...]:
    """Return what a reviewer would be asked about; nothing where the post denies the likeliest claim."""
    if denies(reading, thresholds) or answerable(reading, thresholds):
        return ()
    return plausible(reading, thresholds)
