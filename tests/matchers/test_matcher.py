"""The matcher's contract, with the hashing encoder: index upkeep, bad input, threads."""

import threading

import numpy as np
import pytest

from matchers.encoding.encoders import HashingEncoder
from matchers.encoding.vectorcache import MemoryVectors
from matchers.matcher import ClaimMatcher
from matchers.types import ClaimDocument, Stance, Thresholds

VOLUNTEERS = ClaimDocument(
    1,
    "North Korea will send 100,000 volunteers to fight in Ukraine",
    titles=("No evidence of North Korean volunteers",),
    links=("https://example.org/check/volunteers",),
)
CAT = ClaimDocument("cat", "A cat was elected mayor of a village in Alaska")
BRIDGE = ClaimDocument(3, "The old stone bridge in the harbour has collapsed")


class CountingEncoder(HashingEncoder):
    """Counts the claims that it embeds."""

    def __init__(self) -> None:
        super().__init__()
        self.embedded: list[str] = []

    def encode_claims(self, texts, progress=None):  # type: ignore[no-untyped-def]
        self.embedded.extend(texts)
        return super().encode_posts(texts, progress)


@pytest.fixture
def matcher() -> ClaimMatcher:
    matcher = ClaimMatcher(HashingEncoder(), MemoryVectors())
    matcher.replace([VOLUNTEERS, CAT, BRIDGE])
    return matcher


def test_a_repeated_claim_comes_first_with_evidence(matcher: ClaimMatcher) -> None:
    reading = matcher.match("They say a cat was elected mayor of some village in Alaska!")
    assert reading.matches[0].claim_id == "cat"
    assert reading.matches[0].probability > 0.5
    assert {evidence.name for evidence in reading.matches[0].evidence} >= {"semantic", "lexical", "ranker"}
    assert reading.language == "en"


def test_an_added_claim_is_matched_by_the_next_post(matcher: ClaimMatcher) -> None:
    post = "Purple tomatoes glow in the dark, scientists found"
    assert matcher.match(post).matches[0].probability < 0.1
    matcher.put(ClaimDocument(9, "Purple tomatoes glow in the dark"))
    assert matcher.match(post).matches[0].claim_id == 9


def test_a_removed_claim_is_not_matched_again(matcher: ClaimMatcher) -> None:
    matcher.remove("cat")
    matcher.remove("never there")
    assert "cat" not in [match.claim_id for match in matcher.match(CAT.statement).matches]


def test_a_reworded_claim_is_matched_by_its_new_wording_only(matcher: ClaimMatcher) -> None:
    matcher.put(ClaimDocument("cat", "A goat runs the post office of a mountain town"))
    assert matcher.match("A goat runs the post office of a mountain town").matches[0].claim_id == "cat"
    old = {match.claim_id: match.probability for match in matcher.match(CAT.statement).matches}
    assert old["cat"] < 0.2


def test_slots_of_removed_claims_are_used_again_without_mixing_up_claims(matcher: ClaimMatcher) -> None:
    for number in range(100, 160):
        matcher.put(ClaimDocument(number, f"Statement about topic{number} and place{number}"))
    for number in range(100, 160, 2):
        matcher.remove(number)
    for number in range(200, 230):
        matcher.put(ClaimDocument(number, f"Statement about topic{number} and place{number}"))
    for number in (*range(101, 160, 2), *range(200, 230)):
        assert matcher.match(f"topic{number} is in place{number}").matches[0].claim_id == number


def test_an_unchanged_text_is_never_embedded_twice() -> None:
    encoder, store = CountingEncoder(), MemoryVectors()
    ClaimMatcher(encoder, store).replace([VOLUNTEERS, CAT])
    again = ClaimMatcher(encoder, store)
    again.replace([VOLUNTEERS, CAT])
    again.put(CAT)
    assert sorted(encoder.embedded) == sorted(set(encoder.embedded))
    assert again.match(CAT.statement).matches[0].claim_id == "cat"


def test_a_link_to_the_fact_check_points_to_its_claim(matcher: ClaimMatcher) -> None:
    reading = matcher.match("look https://www.example.org/check/volunteers/?utm_source=feed")
    assert reading.matches[0].claim_id == 1
    assert any(evidence.name == "links" for evidence in reading.matches[0].evidence)
    assert matcher.match("look", links=("http://example.org/check/volunteers",)).matches[0].claim_id == 1


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   \n\t",
        "🔥🔥🔥",
        "\u200b\u202e\u2066",
        "\x00\x01\x02",
        "\ud800",
        "؟!…",
        "https://example.org/other",
    ],
)
def test_a_post_without_words_matches_nothing(matcher: ClaimMatcher, text: str) -> None:
    reading = matcher.match(text)
    assert all(match.probability < 0.2 for match in reading.matches)
    assert reading.content_words == 0


@pytest.mark.parametrize("text", ["word " * 210_000, "\xff\x00" * 500_000, "a" * 1_000_000, "@#" * 500_000])
def test_a_megabyte_is_read_in_bounded_time(matcher: ClaimMatcher, text: str) -> None:
    assert all(match.probability < 0.5 for match in matcher.match(text).matches)


def test_an_empty_index_matches_nothing() -> None:
    reading = ClaimMatcher(HashingEncoder(), MemoryVectors()).match("A cat was elected mayor")
    assert reading.matches == ()
    assert reading.stance is Stance.ASSERT


def test_two_claims_with_one_statement_stand_side_by_side_and_the_first_leads(matcher: ClaimMatcher) -> None:
    matcher.put(ClaimDocument("twin", CAT.statement))
    matches = matcher.match(CAT.statement).matches
    assert [match.claim_id for match in matches[:2]] == ["cat", "twin"]
    assert matches[0].probability == matches[1].probability


def test_a_model_without_its_own_ranker_never_answers_by_itself() -> None:
    assert ClaimMatcher(HashingEncoder(), MemoryVectors()).thresholds.reply > 1
    chosen = Thresholds(reply=0.8, review=0.4)
    assert ClaimMatcher(HashingEncoder(), MemoryVectors(), thresholds=chosen).thresholds == chosen


def test_claims_change_while_posts_are_matched(matcher: ClaimMatcher) -> None:
    failures: list[BaseException] = []

    def change() -> None:
        try:
            for number in range(200):
                matcher.put(ClaimDocument(f"n{number}", f"Rumour number {number} about the harbour"))
                if number % 3 == 0:
                    matcher.remove(f"n{number}")
                if number % 50 == 0:
                    matcher.replace([VOLUNTEERS, CAT, BRIDGE])
        except BaseException as error:
            failures.append(error)

    thread = threading.Thread(target=change)
    thread.start()
    while thread.is_alive():
        assert matcher.match(CAT.statement).matches[0].claim_id == "cat"
    thread.join()
    assert failures == []


def test_one_by_one_and_many_at_once_agree(matcher: ClaimMatcher) -> None:
    posts = [VOLUNTEERS.statement, "", "the bridge in the harbour fell down", "good morning"]
    together = matcher.match_many([(post, ()) for post in posts])
    for post, reading in zip(posts, together, strict=True):
        alone = matcher.match(post)
        assert [match.claim_id for match in alone.matches] == [match.claim_id for match in reading.matches]
        assert np.allclose(
            [match.probability for match in alone.matches], [match.probability for match in reading.matches]
        )
