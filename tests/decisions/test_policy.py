"""The gate as a table: each row is a situation and what the bot does in it."""

from dataclasses import dataclass, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.decisions.policy import REFUTING_RATINGS, Action, Mode, Reason, Rules, decide
from bot.events import Address, Place, PlaceKind
from matchers.types import Match, Reading, Stance

RULES = Rules(reply_threshold=0.9, review_threshold=0.5, rating="false")
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


WATCHED = replace(RULES, mode=Mode.WATCH)
TABLE = [
    Row(
        "asked on X, certain",
        Address.SUMMONED,
        TIMELINE,
        reading(0.95),
        RULES,
        Action.REPLY,
        Reason.NEARLY_CERTAIN,
    ),
    Row(
        "asked on X, doubtful",
        Address.SUMMONED,
        TIMELINE,
        reading(0.7),
        RULES,
        Action.REVIEW,
        Reason.DOUBTFUL,
    ),
    Row(
        "asked on X, unknown, silence set",
        Address.SUMMONED,
        TIMELINE,
        reading(0.1),
        replace(RULES, answer_unknown=False),
        Action.IGNORE,
        Reason.NO_MATCH,
    ),
    Row(
        "asked in a group, unknown",
        Address.SUMMONED,
        GROUP,
        reading(0.1),
        RULES,
        Action.ADMIT,
        Reason.NO_MATCH,
    ),
    Row(
        "asked in a group, no words",
        Address.SUMMONED,
        GROUP,
        reading(text=""),
        RULES,
        Action.ADMIT,
        Reason.NO_TEXT,
    ),
    Row(
        "asked in a group, certain",
        Address.SUMMONED,
        GROUP,
        reading(0.95),
        RULES,
        Action.REPLY,
        Reason.NEARLY_CERTAIN,
    ),
    Row(
        "asked about a denial",
        Address.SUMMONED,
        GROUP,
        reading(0.95, stance=Stance.DENY),
        RULES,
        Action.RECORD,
        Reason.DENIES_CLAIM,
    ),
    Row(
        "asked, a bare question",
        Address.SUMMONED,
        GROUP,
        reading(0.95, stance=Stance.QUESTION),
        RULES,
        Action.REPLY,
        Reason.NEARLY_CERTAIN,
    ),
    Row(
        "asked, too short",
        Address.SUMMONED,
        GROUP,
        reading(0.95, content_words=3),
        RULES,
        Action.REVIEW,
        Reason.TOO_SHORT,
    ),
    Row(
        "asked, no fact-check",
        Address.SUMMONED,
        GROUP,
        reading(0.95),
        replace(RULES, has_fact_check=False),
        Action.REVIEW,
        Reason.NO_FACT_CHECK,
    ),
    Row(
        "asked, answered today",
        Address.SUMMONED,
        GROUP,
        reading(0.95),
        replace(RULES, already_answered=True),
        Action.POINT,
        Reason.ALREADY_ANSWERED,
    ),
    Row(
        "asked, answered today, as many answers as allowed",
        Address.SUMMONED,
        GROUP,
        reading(0.95),
        replace(RULES, already_answered=True, cap_reached=True),
        Action.RECORD,
        Reason.ALREADY_ANSWERED,
    ),
    Row(
        "watched, answered today",
        Address.OVERHEARD,
        GROUP,
        reading(0.95),
        replace(WATCHED, already_answered=True),
        Action.RECORD,
        Reason.ALREADY_ANSWERED,
    ),
    Row(
        "asked, a true claim",
        Address.SUMMONED,
        GROUP,
        reading(0.95),
        replace(RULES, rating="true"),
        Action.REPLY,
        Reason.NEARLY_CERTAIN,
    ),
    Row(
        "overheard in a group",
        Address.OVERHEARD,
        GROUP,
        reading(0.95),
        RULES,
        Action.RECORD,
        Reason.NOT_ASKED,
    ),
    Row("overheard, unknown", Address.OVERHEARD, GROUP, reading(0.1), RULES, Action.IGNORE, Reason.NO_MATCH),
    Row(
        "overheard where it watches",
        Address.OVERHEARD,
        GROUP,
        reading(0.95),
        WATCHED,
        Action.REPLY,
        Reason.NEARLY_CERTAIN,
    ),
    Row(
        "overheard where it watches, doubtful",
        Address.OVERHEARD,
        CHANNEL,
        reading(0.7),
        WATCHED,
        Action.REVIEW,
        Reason.DOUBTFUL,
    ),
    Row(
        "overheard, a true claim",
        Address.OVERHEARD,
        GROUP,
        reading(0.95),
        replace(WATCHED, rating="true"),
        Action.RECORD,
        Reason.RATING_NOT_ANSWERED,
    ),
    Row(
        "overheard, a report",
        Address.OVERHEARD,
        GROUP,
        reading(0.95, stance=Stance.REPORT),
        WATCHED,
        Action.REVIEW,
        Reason.REPORTS_CLAIM,
    ),
    Row(
        "overheard on X, even where it watches",
        Address.OVERHEARD,
        TIMELINE,
        reading(0.99),
        WATCHED,
        Action.RECORD,
        Reason.NOT_ASKED,
    ),
    Row(
        "private, certain", Address.DIRECT, PRIVATE, reading(0.95), RULES, Action.REPLY, Reason.NEARLY_CERTAIN
    ),
    Row("private, likely", Address.DIRECT, PRIVATE, reading(0.7, 0.6), RULES, Action.SUGGEST, Reason.LIKELY),
    Row("private, unknown", Address.DIRECT, PRIVATE, reading(0.1), RULES, Action.ADMIT, Reason.NO_MATCH),
    Row("private, perhaps", Address.DIRECT, PRIVATE, reading(0.3), RULES, Action.SUGGEST, Reason.LIKELY),
    Row(
        "asked on X, perhaps", Address.SUMMONED, TIMELINE, reading(0.3), RULES, Action.ADMIT, Reason.NO_MATCH
    ),
    Row(
        "private, one word that is certain",
        Address.DIRECT,
        PRIVATE,
        reading(0.95, content_words=1),
        RULES,
        Action.SUGGEST,
        Reason.LIKELY,
    ),
    Row(
        "private, one word that a claim merely holds",
        Address.DIRECT,
        PRIVATE,
        Reading((Match(1, 0.01, resemblance=0.4),), Stance.ASSERT, 0.0, "en", 1, "sunscreen"),
        RULES,
        Action.SUGGEST,
        Reason.LIKELY,
    ),
    Row(
        "private, many words that a claim merely holds",
        Address.DIRECT,
        PRIVATE,
        Reading((Match(1, 0.01, resemblance=0.99),), Stance.ASSERT, 0.0, "en", 9, "words"),
        RULES,
        Action.ADMIT,
        Reason.NO_MATCH,
    ),
    Row(
        "watched group, a post that merely resembles a claim",
        Address.OVERHEARD,
        GROUP,
        Reading((Match(1, 0.01, resemblance=0.99),), Stance.ASSERT, 0.0, "en", 9, "words"),
        replace(RULES, mode=Mode.WATCH),
        Action.IGNORE,
        Reason.NO_MATCH,
    ),
    Row(
        "watched group, a post that rather denies than makes the claim",
        Address.OVERHEARD,
        GROUP,
        Reading((Match(1, 0.1, denial=0.85),), Stance.DENY, 0.9, "en", 9, "words"),
        replace(RULES, mode=Mode.WATCH),
        Action.RECORD,
        Reason.DENIES_CLAIM,
    ),
    Row(
        "asked in a group, and the brake is on",
        Address.SUMMONED,
        GROUP,
        reading(0.95),
        replace(RULES, brake_on=True),
        Action.REVIEW,
        Reason.BRAKE,
    ),
    Row(
        "private, and the brake is on",
        Address.DIRECT,
        PRIVATE,
        reading(0.95),
        replace(RULES, brake_on=True),
        Action.REPLY,
        Reason.NEARLY_CERTAIN,
    ),
    Row(
        "private, three words",
        Address.DIRECT,
        PRIVATE,
        reading(0.95, content_words=3),
        RULES,
        Action.REPLY,
        Reason.NEARLY_CERTAIN,
    ),
    Row(
        "private, a denial",
        Address.DIRECT,
        PRIVATE,
        reading(0.95, stance=Stance.DENY),
        RULES,
        Action.REPLY,
        Reason.NEARLY_CERTAIN,
    ),
    Row(
        "quiet: somebody asks",
        Address.SUMMONED,
        GROUP,
        reading(0.95),
        replace(RULES, mode=Mode.QUIET),
        Action.RECORD,
        Reason.MODE_QUIET,
    ),
    Row(
        "quiet: somebody asks about the unknown",
        Address.SUMMONED,
        GROUP,
        reading(0.1),
        replace(RULES, mode=Mode.QUIET),
        Action.IGNORE,
        Reason.NO_MATCH,
    ),
    Row(
        "quiet: overheard and doubtful",
        Address.OVERHEARD,
        GROUP,
        reading(0.7),
        replace(RULES, mode=Mode.QUIET),
        Action.RECORD,
        Reason.MODE_QUIET,
    ),
    Row(
        "a claim silenced here, asked",
        Address.SUMMONED,
        GROUP,
        reading(0.95),
        replace(RULES, silenced=True),
        Action.RECORD,
        Reason.SILENCED,
    ),
    Row(
        "a claim silenced here, doubtful",
        Address.OVERHEARD,
        GROUP,
        reading(0.7),
        replace(WATCHED, silenced=True),
        Action.RECORD,
        Reason.SILENCED,
    ),
    Row(
        "quiet hours, unasked",
        Address.OVERHEARD,
        GROUP,
        reading(0.95),
        replace(WATCHED, quiet_hours=True),
        Action.RECORD,
        Reason.QUIET_HOURS,
    ),
    Row(
        "quiet hours, asked",
        Address.SUMMONED,
        GROUP,
        reading(0.95),
        replace(WATCHED, quiet_hours=True),
        Action.REPLY,
        Reason.NEARLY_CERTAIN,
    ),
    Row(
        "as many answers as allowed, asked",
        Address.SUMMONED,
        GROUP,
        reading(0.95),
        replace(RULES, cap_reached=True),
        Action.RECORD,
        Reason.CAP_REACHED,
    ),
    Row(
        "as many answers as allowed, unknown",
        Address.SUMMONED,
        GROUP,
        reading(0.1),
        replace(RULES, cap_reached=True),
        Action.IGNORE,
        Reason.NO_MATCH,
    ),
    Row(
        "as many answers as allowed, doubtful",
        Address.SUMMONED,
        GROUP,
        reading(0.7),
        replace(RULES, cap_reached=True),
        Action.REVIEW,
        Reason.DOUBTFUL,
    ),
    Row(
        "overheard, a rating that this chat wants answered",
        Address.OVERHEARD,
        GROUP,
        reading(0.95),
        replace(WATCHED, rating="true", answered_ratings=frozenset({"true"})),
        Action.REPLY,
        Reason.NEARLY_CERTAIN,
    ),
    Row(
        "overheard, a rating that this chat does not want answered",
        Address.OVERHEARD,
        GROUP,
        reading(0.95),
        replace(WATCHED, rating="satire", answered_ratings=frozenset({"false"})),
        Action.RECORD,
        Reason.RATING_NOT_ANSWERED,
    ),
    Row(
        "somebody who said stop",
        Address.SUMMONED,
        GROUP,
        reading(0.95),
        replace(RULES, stopped=True),
        Action.RECORD,
        Reason.STOPPED,
    ),
    Row(
        "somebody who said stop, unknown",
        Address.SUMMONED,
        GROUP,
        reading(0.1),
        replace(RULES, stopped=True),
        Action.IGNORE,
        Reason.NO_MATCH,
    ),
    Row(
        "mode off",
        Address.SUMMONED,
        GROUP,
        reading(0.95),
        replace(RULES, mode=Mode.OFF),
        Action.IGNORE,
        Reason.MODE_OFF,
    ),
    Row(
        "the bot's own post",
        Address.SUMMONED,
        TIMELINE,
        reading(0.95),
        replace(RULES, own_post=True),
        Action.IGNORE,
        Reason.OWN_POST,
    ),
    Row(
        "a model without calibration",
        Address.SUMMONED,
        GROUP,
        reading(1.0),
        replace(RULES, reply_threshold=1.01),
        Action.REVIEW,
        Reason.DOUBTFUL,
    ),
]


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row.name)
def test_each_situation_has_its_decision(row: Row) -> None:
    decision = decide(row.address, row.place, row.reading, row.rules)
    assert (decision.action, decision.reason) == (row.action, row.reason)


@pytest.mark.parametrize(("place", "answered"), [(TIMELINE, [1]), (GROUP, [1, 2]), (PRIVATE, [1, 2, 3])])
def test_a_chain_letter_is_answered_with_its_surest_claims(place: Place, answered: list[int]) -> None:
    address = Address.DIRECT if place is PRIVATE else Address.SUMMONED
    decision = decide(address, place, reading(0.99, 0.97, 0.96, 0.95, 0.3), RULES)
    assert decision.action is Action.REPLY
    assert [match.claim_id for match in decision.matches] == answered


def test_suggestions_are_three_at_most_and_all_plausible() -> None:
    decision = decide(Address.DIRECT, PRIVATE, reading(0.8, 0.7, 0.6, 0.55, 0.2), RULES)
    assert [match.claim_id for match in decision.matches] == [1, 2, 3]


@pytest.mark.parametrize(
    ("address", "place", "cap_reached", "told"),
    [
        (Address.SUMMONED, GROUP, False, True),
        (Address.SUMMONED, GROUP, True, False),
        (Address.OVERHEARD, GROUP, False, False),
        (Address.SUMMONED, TIMELINE, False, False),
        (Address.SUMMONED, CHANNEL, False, False),
    ],
)
def test_only_who_asked_in_a_group_hears_that_a_fact_checker_looks(
    address: Address, place: Place, cap_reached: bool, told: bool
) -> None:
    decision = decide(address, place, reading(0.7), replace(WATCHED, cap_reached=cap_reached))
    assert (decision.action, decision.tell_asker) == (Action.REVIEW, told)


situations = st.builds(
    Rules,
    reply_threshold=st.floats(0, 1.1),
    review_threshold=st.floats(0, 1),
    min_content_words=st.integers(1, 6),
    mode=st.sampled_from(Mode),
    answer_unknown=st.booleans(),
    stopped=st.booleans(),
    own_post=st.booleans(),
    already_answered=st.booleans(),
    rating=st.sampled_from(["false", "true", "mixed", None]),
    has_fact_check=st.booleans(),
    silenced=st.booleans(),
    quiet_hours=st.booleans(),
    cap_reached=st.booleans(),
)
readings = st.builds(
    reading,
    st.floats(0, 1),
    stance=st.sampled_from(Stance),
    content_words=st.integers(0, 12),
    text=st.sampled_from(["", "words"]),
)


@given(readings, situations, st.sampled_from([PRIVATE, GROUP, CHANNEL, TIMELINE]))
def test_nothing_overheard_on_x_is_ever_answered(read: Reading, rules: Rules, place: Place) -> None:
    decision = decide(Address.OVERHEARD, replace(place, platform="x", kind=PlaceKind.TIMELINE), read, rules)
    assert decision.action in (Action.RECORD, Action.REVIEW, Action.IGNORE)


@given(readings, situations, st.sampled_from(Address), st.sampled_from([GROUP, CHANNEL, TIMELINE]))
def test_a_public_answer_is_always_certain_asked_or_allowed_and_no_correction_of_a_denial(
    read: Reading, rules: Rules, address: Address, place: Place
) -> None:
    decision = decide(address, place, read, rules)
    assert decision.action is not Action.SUGGEST
    if decision.action is Action.REPLY:
        assert decision.matches[0].probability >= rules.reply_threshold
        assert read.stance is not Stance.DENY
        assert read.content_words >= rules.min_content_words
        assert rules.has_fact_check
        assert not rules.stopped
        assert not rules.own_post
        assert rules.mode not in (Mode.OFF, Mode.QUIET)
        assert not rules.silenced
        assert not rules.cap_reached
        assert not rules.already_answered
        if address is Address.OVERHEARD:
            assert rules.mode is Mode.WATCH
            assert not rules.quiet_hours
            assert rules.rating in REFUTING_RATINGS
