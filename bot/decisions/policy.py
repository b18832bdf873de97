"""The gate: what to do with a post, given what it matched and the rules of its place.

Pure: no clock, no network, no database. It is the only road to a public reply, so every rule that keeps
the bot polite stands here, each with its reason. See the table in `tests/decisions/`.
"""

from dataclasses import dataclass
from enum import StrEnum

from bot.events import Address, Place, PlaceKind
from matchers.types import Match, Reading, Stance


class Action(StrEnum):
    """What the bot does with a post."""

    REPLY = "reply"
    """Answer with the fact-check."""
    SUGGEST = "suggest"
    """Offer the likeliest claims to choose from (private conversations only)."""
    ADMIT = "admit"
    """Say that no fact-check was found (to somebody who asked)."""
    POINT = "point"
    """Say in a line that this place was given the fact-check today already (to somebody who asked)."""
    REVIEW = "review"
    """Say nothing; ask a reviewer."""
    RECORD = "record"
    """Say nothing; keep the sighting."""
    IGNORE = "ignore"
    """Say nothing and keep nothing."""


class Reason(StrEnum):
    """Why: stored with each decision and spoken by `/why`."""

    NEARLY_CERTAIN = "nearly-certain"
    LIKELY = "likely"
    DOUBTFUL = "doubtful"
    NO_MATCH = "no-match"
    NO_TEXT = "no-text"
    TOO_SHORT = "too-short"
    DENIES_CLAIM = "denies-claim"
    REPORTS_CLAIM = "reports-claim"
    NOT_ASKED = "not-asked"
    STOPPED = "stopped"
    MODE_OFF = "mode-off"
    RATING_NOT_ANSWERED = "rating-not-answered"
    ALREADY_ANSWERED = "already-answered"
    NO_FACT_CHECK = "no-fact-check"
    OWN_POST = "own-post"
    MODE_QUIET = "mode-quiet"
    SILENCED = "silenced"
    QUIET_HOURS = "quiet-hours"
    CAP_REACHED = "cap-reached"


class Mode(StrEnum):
    """What the bot may do in a place, set by those who run it."""

    OFF = "off"
    """Nothing is read."""
    ASKED = "asked"
    """Anyone who asks is answered."""
    WATCH = "watch"
    """Near-certain matches are answered unasked, too."""
    QUIET = "quiet"
    """Nothing is said there, no matter who asks; sightings are kept, and an admin may be told in private."""


REFUTING_RATINGS = frozenset({"false", "misleading", "unsupported", "unproven", "satire", "mixed"})
"""Ratings that an unasked answer may carry: a true claim needs no correction."""


@dataclass(frozen=True)
class Rules:
    """What holds for one post in its place.

    `reply_threshold` and `review_threshold` are probabilities (0..1; above 1 means never). `rating` and
    `has_fact_check` describe the best match's claim; `already_answered` tells that this place was given
    this claim's fact-check within the last day, `silenced` that its people want no answer about this claim.
    In `quiet_hours` nobody is answered unasked; `cap_reached` tells that the place was given as many answers
    within the last hour as its admins allow.
    """

    reply_threshold: float
    review_threshold: float
    min_content_words: int = 4
    mode: Mode = Mode.ASKED
    answer_unknown: bool = True
    stopped: bool = False
    own_post: bool = False
    already_answered: bool = False
    rating: str | None = None
    has_fact_check: bool = True
    answered_ratings: frozenset[str] = REFUTING_RATINGS
    silenced: bool = False
    quiet_hours: bool = False
    cap_reached: bool = False


@dataclass(frozen=True)
class Decision:
    """What to do, why, and about which matches (best first; empty unless they mattered).

    `tell_asker`: the one who asked before others may be told that a fact-checker looks at it.
    """

    action: Action
    reason: Reason
    matches: tuple[Match, ...] = ()
    tell_asker: bool = False


_MOST_SUGGESTIONS = 3


def decide(address: Address, place: Place, reading: Reading, rules: Rules) -> Decision:
    """Decide what to do with one post.

    Args:
        address: how the bot came to hear the post.
        place: where an answer would go.
        reading: what the matcher saw: ranked matches, stance, language.
        rules: thresholds and the place's settings.

    Returns:
        The decision. A public REPLY is given only to somebody who asked, or in a place whose owners set
        it to `watch` (never on X: overheard posts there get no reply, whatever the settings).
    """
    if rules.own_post:
        return Decision(Action.IGNORE, Reason.OWN_POST)
    if rules.mode is Mode.OFF:
        return Decision(Action.IGNORE, Reason.MODE_OFF)
    asked = address is not Address.OVERHEARD
    plausible = tuple(match for match in reading.matches if match.probability >= rules.review_threshold)
    if not plausible:
        reason = Reason.NO_MATCH if reading.text else Reason.NO_TEXT
        silent = place.kind.is_public and (
            rules.mode is Mode.QUIET or rules.cap_reached or not rules.answer_unknown
        )
        may_admit = asked and not rules.stopped and not silent
        return Decision(Action.ADMIT if may_admit else Action.IGNORE, reason)
    if rules.stopped:
        return Decision(Action.RECORD, Reason.STOPPED, plausible)
    certain = plausible[0].probability >= rules.reply_threshold
    if place.kind is PlaceKind.PRIVATE:
        return _in_private(plausible, certain=certain, rules=rules)
    return _in_public(asked, place, reading, plausible, certain=certain, rules=rules)


def _in_private(plausible: tuple[Match, ...], *, certain: bool, rules: Rules) -> Decision:
    """Answer the one person who asked: being wrong here is no public correction."""
    if certain and rules.has_fact_check:
        return Decision(Action.REPLY, Reason.NEARLY_CERTAIN, plausible[:1])
    return Decision(Action.SUGGEST, Reason.LIKELY, plausible[:_MOST_SUGGESTIONS])


def _in_public(  # noqa: PLR0911
    asked: bool, place: Place, reading: Reading, plausible: tuple[Match, ...], *, certain: bool, rules: Rules
) -> Decision:
    """Answer before others only where nothing speaks against it."""
    best = plausible[:1]
    if rules.mode is Mode.QUIET:
        return Decision(Action.RECORD, Reason.MODE_QUIET, best)
    if rules.silenced:
        return Decision(Action.RECORD, Reason.SILENCED, best)
    if reading.stance is Stance.DENY:
        return Decision(Action.RECORD, Reason.DENIES_CLAIM, best)
    told = asked and place.kind is PlaceKind.GROUP and not rules.cap_reached
    if not certain:
        return Decision(Action.REVIEW, Reason.DOUBTFUL, plausible[:_MOST_SUGGESTIONS], told)
    if reading.content_words < rules.min_content_words:
        return Decision(Action.REVIEW, Reason.TOO_SHORT, best, told)
    if not rules.has_fact_check:
        return Decision(Action.REVIEW, Reason.NO_FACT_CHECK, best, told)
    if not asked and (held_back := _held_back_unasked(place, reading, rules, best)) is not None:
        return held_back
    if rules.already_answered:
        pointed = asked and place.kind is PlaceKind.GROUP and not rules.cap_reached
        return Decision(Action.POINT if pointed else Action.RECORD, Reason.ALREADY_ANSWERED, best)
    if rules.cap_reached:
        return Decision(Action.RECORD, Reason.CAP_REACHED, best)
    return Decision(Action.REPLY, Reason.NEARLY_CERTAIN, best)


def _held_back_unasked(
    place: Place, reading: Reading, rules: Rules, best: tuple[Match, ...]
) -> Decision | None:
    """What speaks against an answer that nobody asked for; None when nothing does."""
    if place.kind is PlaceKind.TIMELINE or rules.mode is not Mode.WATCH:
        return Decision(Action.RECORD, Reason.NOT_ASKED, best)
    if rules.rating not in rules.answered_ratings:
        return Decision(Action.RECORD, Reason.RATING_NOT_ANSWERED, best)
    if reading.stance is Stance.REPORT:
        return Decision(Action.REVIEW, Reason.REPORTS_CLAIM, best)
    if rules.quiet_hours:
        return Decision(Action.RECORD, Reason.QUIET_HOURS, best)
    return None
