"""What a post does with a claim: stretches, labels of other models, and how verdicts become matches."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from matchers import certainty
from matchers.encoding.encoders import HashingEncoder
from matchers.errors import ArtefactError, ModelNotFoundError
from matchers.matcher import ClaimMatcher
from matchers.types import ClaimDocument, Match, Reading, Stance, Thresholds
from matchers.verification.changes import VerifierChanges, changes_between, read_changes, write_changes
from matchers.verification.named import columns_of
from matchers.verification.stretches import MOST_CHARACTERS, stretch_for
from matchers.verification.verifier import ACTS, ASKS, ASSERTS, DENIES, OTHER, REPORTS, Verdicts

TIDE = ClaimDocument(1, "The mayor of Ostrel sold the tide mill to a casino")
BELLS = ClaimDocument(2, "Church bells in Ostrel will fall silent from May on")


class ScriptedVerifier:
    """Says of a pair what the first known word in the post stands for, and remembers what it read."""

    verifier_id = "scripted"

    def __init__(self, **acts: int) -> None:
        self._acts = acts
        self.pairs: list[tuple[str, str]] = []

    def read(self, pairs: Sequence[tuple[str, str]]) -> Verdicts:
        self.pairs += pairs
        verdicts = np.full((len(pairs), len(ACTS)), np.log(0.01), dtype=np.float32)
        for row, (_, post) in enumerate(pairs):
            act = next((act for word, act in self._acts.items() if word in post.lower()), OTHER)
            verdicts[row, act] = np.log(0.96)
        return verdicts


def matcher_with(verifier: ScriptedVerifier, *claims: ClaimDocument) -> ClaimMatcher:
    matcher = ClaimMatcher(HashingEncoder(), verifier=verifier)
    matcher.replace(claims)
    return matcher


@pytest.mark.parametrize(
    ("word", "act", "stance", "answered"),
    [
        ("sold", ASSERTS, Stance.ASSERT, True),
        ("sold", ASKS, Stance.QUESTION, True),
        ("sold", REPORTS, Stance.REPORT, True),
        ("sold", DENIES, Stance.DENY, False),
        ("sold", OTHER, Stance.ASSERT, False),
    ],
)
def test_a_public_answer_needs_a_post_that_makes_the_claim(
    word: str, act: int, stance: Stance, answered: bool
) -> None:
    matcher = matcher_with(ScriptedVerifier(**{word: act}), TIDE)
    reading = matcher.match("The mayor of Ostrel sold the tide mill to a casino, says my neighbour")
    assert bool(certainty.answerable(reading, matcher.thresholds)) is answered
    assert reading.stance is stance


def test_a_post_that_only_looks_alike_is_neither_answered_nor_shown_nor_seen() -> None:
    matcher = matcher_with(ScriptedVerifier(), TIDE)
    reading = matcher.match("The mayor of Ostrel opened the tide mill as a museum, a casino sold tickets")
    assert reading.matches[0].claim_id == 1
    assert not certainty.plausible(reading, matcher.thresholds)
    assert reading.matches[0].resemblance > reading.matches[0].probability


def test_evidence_tells_what_the_post_does_and_which_stretch_was_read() -> None:
    matcher = matcher_with(ScriptedVerifier(sold=DENIES), TIDE)
    [evidence] = [
        one
        for one in matcher.match("Nobody sold the tide mill of Ostrel to a casino").matches[0].evidence
        if one.name == "verifier"
    ]
    assert evidence.details["act"] == "denies"
    assert "tide mill" in str(evidence.details["read"])


def test_a_long_letter_brings_each_claim_by_its_own_stretch() -> None:
    filling = "We had soup on Sunday and the roof is being painted again. " * 12
    letter = f"{TIDE.statement}. {filling} {BELLS.statement}. {filling}"
    verifier = ScriptedVerifier(casino=ASSERTS, bells=ASSERTS)
    matcher = matcher_with(verifier, TIDE, BELLS)
    reading = matcher.match(letter)
    found = {match.claim_id for match in reading.matches if match.probability >= matcher.thresholds.reply}
    assert found == {1, 2}
    assert all(len(post) <= 2 * MOST_CHARACTERS for _, post in verifier.pairs)


def test_without_a_verifier_nothing_is_ever_certain() -> None:
    matcher = ClaimMatcher(HashingEncoder())
    matcher.replace([TIDE])
    assert not certainty.answerable(matcher.match(TIDE.statement), matcher.thresholds)


def test_a_search_is_no_judgement_and_reads_nothing() -> None:
    verifier = ScriptedVerifier()
    matcher = matcher_with(verifier, TIDE, BELLS)
    assert matcher.search("tide mill casino", 1)[0].claim_id == 1
    assert verifier.pairs == []


def test_a_short_post_is_read_whole_and_a_long_one_around_its_sentence() -> None:
    assert stretch_for("Two words. And three more.", "Two words.") == "Two words. And three more."
    before, after = "The weather was fine all week long. " * 20, " That is not true, says the council."
    window = "The tide mill was sold to a casino in April."
    stretch = stretch_for(f"{before}{window}{after}", window)
    assert window in stretch
    assert "not true" in stretch
    assert len(stretch) <= MOST_CHARACTERS + len(after)


@pytest.mark.parametrize(
    ("labels", "columns"),
    [
        (("entailment", "neutral", "contradiction"), (ASSERTS, OTHER, DENIES)),
        (("CONTRADICTION", "NEUTRAL", "ENTAILMENT"), (DENIES, OTHER, ASSERTS)),
        (("not_entailment", "entailment"), (OTHER, ASSERTS)),
        (("LABEL_0",), None),
    ],
)
def test_labels_of_other_models_are_understood(
    labels: tuple[str, ...], columns: tuple[int, ...] | None
) -> None:
    assert columns_of("some/model", labels) == columns


@pytest.mark.parametrize("labels", [("LABEL_0", "LABEL_1", "LABEL_2"), ("positive", "negative")])
def test_labels_that_say_nothing_of_entailment_are_refused_by_name(labels: tuple[str, ...]) -> None:
    with pytest.raises(ModelNotFoundError, match=labels[0]):
        columns_of("some/model", labels)


def test_changes_survive_being_written_and_fit_their_model_only(tmp_path: Path) -> None:
    torch = pytest.importorskip("torch")
    before = {"layer.weight": torch.zeros(6, 6), "layer.bias": torch.zeros(6)}
    after = {"layer.weight": torch.outer(torch.arange(6.0), torch.ones(6)), "layer.bias": torch.ones(6)}
    changes = changes_between("base", before, after, {"0.weight": torch.ones(2, 2)}, 2, {"seed": 0})
    path = tmp_path / "verifier.npz"
    write_changes(changes, path)
    found = read_changes(path)
    state = {name: weight.clone() for name, weight in before.items()}
    found.add_to(state)
    assert torch.allclose(state["layer.weight"], after["layer.weight"], atol=0.01)
    assert torch.allclose(state["layer.bias"], after["layer.bias"])
    assert found.digest == changes.digest
    with pytest.raises(ArtefactError, match="fit it again"):
        found.add_to({"layer.weight": torch.zeros(3, 3)})
    path.write_bytes(path.read_bytes()[:100])
    with pytest.raises(ArtefactError, match="fit it again"):
        read_changes(path)


def test_the_surest_claims_are_answered_and_a_denied_one_silences_all() -> None:
    thresholds = Thresholds(reply=0.9, review=0.5)
    both = Reading((Match(1, 0.97), Match(2, 0.95), Match(3, 0.93)), Stance.ASSERT, 0.9, "en", 9, "text")
    assert [match.claim_id for match in certainty.answerable(both, thresholds)] == [1, 2]
    denied = Reading((Match(1, 0.03, denial=0.95), Match(2, 0.95)), Stance.DENY, 0.9, "en", 9, "text")
    assert certainty.answerable(denied, thresholds) == ()
    assert certainty.worth_a_review(denied, thresholds) == ()


def test_a_verifier_is_named_by_its_numbers() -> None:
    one = VerifierChanges("base", {}, {"bias": np.ones(2, dtype=np.float16)}, {}, {})
    other = VerifierChanges("base", {}, {"bias": np.zeros(2, dtype=np.float16)}, {}, {})
    assert one.digest != other.digest
