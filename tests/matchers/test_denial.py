"""The learned sense of denial: debunks in words that no cue list holds."""

from pathlib import Path

import numpy as np
import pytest

from matchers.encoding.encoders import load_encoder
from matchers.errors import ArtefactError
from matchers.fitting.denial_training import Frame, read_frames
from matchers.language.denial import Denial, load_denial, write_denial
from matchers.language.stance import read_stance
from matchers.language.text import normalise
from matchers.matcher import ClaimMatcher
from matchers.types import ClaimDocument, Stance

CLAIM = "A cat was elected mayor of a small town in Alaska"
UNFORESEEN = [
    "A cat was elected mayor of a small town in Alaska? The town clerk laughed when I rang her.",
    "The story of a cat being elected mayor in Alaska came from a comedy troupe, people.",
    "So I checked, and the cat that was elected mayor of a small town in Alaska exists in one cartoon only.",
    "Whoever says that a cat was elected mayor of a small town in Alaska has never seen the town's records.",
]
ASSERTED = [
    "BREAKING: a cat was elected mayor of a small town in Alaska",
    "A cat was elected mayor of a small town in Alaska and I could not be happier",
    "Look at this picture, a small town in Alaska elected a cat as its mayor!",
    "My uncle lives there and says a cat was elected mayor of his small town in Alaska",
]


@pytest.fixture(scope="module")
def matcher() -> ClaimMatcher:
    found = ClaimMatcher.load("default")
    found.put(ClaimDocument("cat", CLAIM))
    return found


def test_debunks_in_unforeseen_words_are_read_as_denials(matcher: ClaimMatcher) -> None:
    by_cues = [read_stance(normalise(text).text)[0] is Stance.DENY for text in UNFORESEEN]
    found = [matcher.match(text).stance is Stance.DENY for text in UNFORESEEN]
    assert sum(found) >= 3 > sum(by_cues)


@pytest.mark.parametrize("text", ASSERTED)
def test_a_post_that_repeats_the_claim_denies_nothing(matcher: ClaimMatcher, text: str) -> None:
    assert matcher.match(text).stance is Stance.ASSERT


@pytest.mark.parametrize("model", ["english", "multilingual", "combined"])
def test_every_bundled_model_has_one_that_fits_its_vectors(model: str) -> None:
    encoder = load_encoder(model)
    denial = load_denial(encoder.model_id)
    assert denial is not None
    post = encoder.encode_posts(["There is not a word of truth in it"])[0]
    assert np.isfinite(denial.log_odds(post, encoder.encode_claims([CLAIM])[0]))


def test_another_model_has_none() -> None:
    assert load_denial("hashing-v1") is None


def test_what_was_written_is_read(tmp_path: Path) -> None:
    written = Denial("some-model", np.array([1, -2, 0.5], dtype=np.float32), 0.25, {"seed": 3})
    write_denial(written, tmp_path / "denial.some.npz")
    read = load_denial("some-model", tmp_path)
    assert read is not None
    assert (read.bias, read.fitted) == (0.25, {"seed": 3})
    one = np.ones(1, dtype=np.float32)
    assert read.log_odds(one, -one) == pytest.approx(2 * 1 - 2 - 0.5 + 0.25)


def test_a_broken_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "denial.some.npz").write_bytes(b"PK\x03\x04 not an archive")
    with pytest.raises(ArtefactError, match=r"denial\.some\.npz.*fit it again"):
        load_denial("some-model", tmp_path)


def test_frames_hold_a_claim_each() -> None:
    frames = read_frames()
    assert {frame.kind for frame in frames} == {"deny", "assert", "ask"}
    assert all("{claim}" in frame.text for frame in frames)


@pytest.mark.parametrize(
    ("frame", "post"),
    [
        ("{claim}? No.", "A cat was elected? No."),
        ("It is a lie that {claim}!", "It is a lie that a cat was elected!"),
    ],
)
def test_a_claim_inside_a_sentence_begins_small(frame: str, post: str) -> None:
    assert Frame("deny", "en", frame).around("A cat was elected.") == post
