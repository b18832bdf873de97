"""The gate: what to do with a post, given what it matched and the rules of its place.

Pure: no clock, no network, no database. It is the only road to a public reply, so every rule that keeps
the bot polite stands here, each with its reason. See the table in `tests/decisions/`.
"""

from dataclasses import dataclass
from enum import StrEnum

from bot.events import Address, Place, PlaceKind
from matchers import certainty
from matchers.types import Match, Reading, Stance, Thresholds


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
    BRAKE = "brake"


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

    `reply_threshold`, `review_threshold` and `offer_threshold` are probabilities (0..1; above 1 means never):
    from the last one on a claim is offered in private as one that may be meant. `rating` and `has_fact_check`
    describe the best match's claim; `already_answered` tells that this place was given this claim's
    fact-check within the last day, `silenced` that its people want no answer about this claim. In
    `quiet_hours` nobody is answered unasked; `cap_reached` tells that the place was given as many answers
    within the last hour as its admins allow; `brake_on` that the bot answered so much in public, all places
    together or about this claim, that a person must look first.
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
    brake_on: bool = False
    offer_threshold: float = 0.2

    @property
    def thresholds(self) -> Thresholds:
        """The tiers, as the matchers name them."""
        return Thresholds(self.reply_threshold, self.review_threshold, self.offer_threshold)


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
_MOST_IN_PRIVATE = 3
"""Claims of one message that are answered at once to somebody who sent it in private."""

_WORDS_FOR_A_VERDICT = 3
"""Content words below which even a private message gets a choice: "sunscreen" makes no claim."""


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
    if rules.own_post or rules.mode is Mode.OFF:
        return Decision(Action.IGNORE, Reason.OWN_POST if rules.own_post else Reason.MODE_OFF)
    asked = address is not Address.OVERHEARD
    plausible = certainty.plausible(reading, rules.thresholds)
    if place.kind is PlaceKind.PRIVATE and not rules.stopped and (offered := _offered(reading, rules)):
        return Decision(Action.SUGGEST, Reason.LIKELY, offered)
    if not plausible:
        reason = Reason.NO_MATCH if reading.text else Reason.NO_TEXT
        silent = place.kind.is_public and (
            rules.mode is Mode.QUIET or rules.cap_reached or not rules.answer_unknown
        )
        may_admit = asked and not rules.stopped and not silent
        return Decision(Action.ADMIT if may_admit else Action.IGNORE, reason)
    if rules.stopped:
        return Decision(Action.RECORD, Reason.STOPPED, plausible)
    if place.kind is PlaceKind.PRIVATE:
        return _in_private(plausible, rules)
    return _in_public(asked, place, reading, plausible, rules=rules)


def _offered(reading: Reading, rules: Rules) -> tuple[Match, ...]:
    """What may be meant by a private message that is too short, or too far from any claim, for a verdict."""
    if reading.content_words < _WORDS_FOR_A_VERDICT:
        near = [match for match in reading.matches if _reach(match) >= rules.offer_threshold]
        return tuple(near[:_MOST_SUGGESTIONS])
    if certainty.plausible(reading, rules.thresholds):
        return ()
    near = [match for match in reading.matches if match.relevance >= rules.offer_threshold]
    return tuple(near[:_MOST_SUGGESTIONS])


def _reach(match: Match) -> float:
    """How near a claim is to words that make no claim: resemblance counts, too."""
    return max(match.relevance, match.resemblance)


def _in_private(plausible: tuple[Match, ...], rules: Rules) -> Decision:
    """Answer the one person who asked: being wrong here is no public correction."""
    certain = tuple(match for match in plausible if match.relevance >= rules.reply_threshold)
    if certain and certain[0] is plausible[0] and rules.has_fact_check:
        return Decision(Action.REPLY, Reason.NEARLY_CERTAIN, certain[:_MOST_IN_PRIVATE])
    return Decision(Action.SUGGEST, Reason.LIKELY, plausible[:_MOST_SUGGESTIONS])


def _in_public(  # noqa: PLR0911
    asked: bool, place: Place, reading: Reading, plausible: tuple[Match, ...], *, rules: Rules
) -> Decision:
    """Answer before others only where nothing speaks against it."""
    best = plausible[:1]
    certain = certainty.answerable(reading, rules.thresholds)
    if rules.mode is Mode.QUIET:
        return Decision(Action.RECORD, Reason.MODE_QUIET, best)
    if rules.silenced:
        return Decision(Action.RECORD, Reason.SILENCED, best)
    if certainty.denies(reading, rules.thresholds):
        return Decision(Action.RECORD, Reason.DENIES_CLAIM, best)
    told = asked and place.kind is PlaceKind.GROUP and not rules.cap_reached
    if not certain or certain[0] is not best[0]:
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
    if rules.brake_on:
        return Decision(Action.REVIEW, Reason.BRAKE, best, told)
    most = 1 if place.kind is PlaceKind.TIMELINE else certainty.MOST_ANSWERED
    return Decision(Action.REPLY, Reason.NEARLY_CERTAIN, certain[:most])


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
