"""Matchers beside the ones that ship: what they propose is a candidate, and what they saw is evidence."""

from collections.abc import Mapping, Sequence

from matchers.encoding.encoders import HashingEncoder
from matchers.matcher import ClaimMatcher
from matchers.types import ClaimDocument, Evidence, Match
from tests.matchers.test_verification import ScriptedVerifier

CROWD = [
    ClaimDocument(number, f"The bridge number {number} was closed for repairs") for number in range(2, 200)
]
TUNNEL = ClaimDocument(1, "Ein Tunnel führt unter dem Fluss hindurch")
POST = "The bridge number 7 was closed for repairs"


class Secret:
    """Points from every post to the claim with a word that the post does not hold."""

    name = "secret"

    def __init__(self, word: str) -> None:
        self._word = word
        self._slots: set[int] = set()

    def put(self, slot: int, claim: ClaimDocument) -> None:
        self._slots.discard(slot)
        if self._word in claim.statement:
            self._slots.add(slot)

    def remove(self, slot: int) -> None:
        self._slots.discard(slot)

    def find(self, text: str, links: Sequence[str]) -> Mapping[int, Evidence]:
        return {slot: Evidence(self.name, 1.0, {"links": list(links)}) for slot in self._slots}


def match_of(matcher: ClaimMatcher, claim_id: int) -> Match | None:
    reading = matcher.match(POST, links=["https://example.org/a"], limit=200)
    return next((match for match in reading.matches if match.claim_id == claim_id), None)


def test_a_claim_that_no_other_matcher_finds_becomes_a_candidate() -> None:
    alone = ClaimMatcher(HashingEncoder())
    helped = ClaimMatcher(HashingEncoder(), finders=[lambda: Secret("Tunnel")])
    for matcher in (alone, helped):
        matcher.replace([TUNNEL, *CROWD])
    assert match_of(alone, 1) is None
    match = match_of(helped, 1)
    assert match is not None
    assert [seen.details for seen in match.evidence if seen.name == "secret"] == [
        {"links": ["https://example.org/a"]}
    ]
    helped.put(ClaimDocument(1, "Ein Graben führt um den Turm herum"))
    assert match_of(helped, 1) is None


def test_two_matchers_may_see_the_same_claim() -> None:
    matcher = ClaimMatcher(HashingEncoder(), finders=[lambda: Secret("Tunnel"), lambda: Secret("Fluss")])
    matcher.replace([TUNNEL, *CROWD])
    match = match_of(matcher, 1)
    assert match is not None
    assert [seen.name for seen in match.evidence].count("secret") == 2
    matcher.remove(1)
    assert match_of(matcher, 1) is None


def test_the_verifier_reads_what_a_matcher_proposes() -> None:
    verifier = ScriptedVerifier()
    matcher = ClaimMatcher(HashingEncoder(), finders=[lambda: Secret("Tunnel")], verifier=verifier)
    matcher.replace([TUNNEL, *CROWD])
    matcher.match(POST)
    assert TUNNEL.statement in [claim for claim, _ in verifier.pairs]
