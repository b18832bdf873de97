"""The gate as a table: each row is a situation and what the bot does in it."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.decisions.policy import REFUTING_RATINGS, Action, Mode, Rules, decide
from bot.events import Address, Place, PlaceKind
from matchers.types import Reading, Stance
from tests.decisions.asked import ASKED
from tests.decisions.overheard import OVERHEARD
from tests.decisions.situation import CHANNEL, GROUP, PRIVATE, RULES, TIMELINE, WATCHED, Row, reading


@pytest.mark.parametrize("row", [*ASKED, *OVERHEARD], ids=lambda row: row.name)
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
