"""What the verifier is taught on: pairs of claim and post, each with what the post may be said to do.

From sets of pairs with hard negatives (public, each under its own licence), from topic-versus-claim sets, and
from a ranking set, whose posts make one claim and no other. Nothing here touches a model but for the nearest
claims.
"""

import gzip
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import regex

from matchers.encoding.adapters import ARTEFACTS
from matchers.encoding.encoders import Encoder
from matchers.errors import DatasetError
from matchers.fitting.evaluation import Dataset, letters
from matchers.fitting.topic_sets import ASKING, ASSERTING, DENYING, REPORTING, TopicSet
from matchers.language.lexical import terms
from matchers.language.text import normalise
from matchers.verification.verifier import ACTS, ASKS, ASSERTS, DENIES, OTHER, REPORTS

Target = tuple[int, ...]
"""Of each act, 1 where the post may do it; several where the set does not tell."""

SAME, NOT_SAME = (1, 0, 0, 0, 0), (0, 0, 0, 1, 1)
MAKES: Target = (1, 1, 1, 0, 0)
NEGATIVES = 3
LEAST_FACTOR, MOST_FACTOR = 0.25, 4.0
COPY_COSINE = 0.955
"""From here on two claims are taken for copies of one: neither teaches what the other is not."""

_NUMBER = regex.compile(r"\d[\d.,]*\d|\d")


@dataclass(frozen=True)
class VerificationPair:
    """A pair to learn from.

    Attributes:
        claim: Normalised.
        post: Normalised.
        target: Which acts would be right.
        weight: How much it counts.
    """

    claim: str
    post: str
    target: Target
    weight: float = 1.0


@dataclass(frozen=True)
class Quota:
    """What is taken of a set of pairs: at most so many of each label, without some kinds."""

    same: int
    different: int
    without: frozenset[str] = frozenset()


PAIRS: Mapping[str, Quota] = {
    "vitaminc_real": Quota(8_000, 7_500),
    "argkp2021": Quota(4_500, 5_500),
    "perspectrum": Quota(2_900, 3_600),
    "ans_ar": Quota(1_200, 2_300),
    "fool_me_twice": Quota(600, 600),
    "fever_symmetric": Quota(700, 700),
    "pawsx": Quota(5_500, 6_500),
    "paraphraser_ru": Quota(1_700, 2_300, frozenset({"loose-paraphrase"})),
    "stsb_multi": Quota(3_500, 3_500, frozenset({"sts-3"})),
    "turku_fi_sv": Quota(320, 1_600),
    "snli_counterfactual": Quota(2_300, 4_500),
    "farstail": Quota(2_000, 2_600),
    "indonli": Quota(3_200, 5_200),
    "klue_ko": Quota(900, 1_800),
    "hurte_hu": Quota(1_000, 1_000),
    "stsb_ro_tr": Quota(700, 600, frozenset({"sts-3"})),
    "negation_en": Quota(1_500, 1_800),
    "daccord_fr": Quota(0, 437),
}
"""Sets whose licences allow derived works for any use: Apache-2.0, BSD, MIT, CC BY-SA, or free."""


def public_pairs(folder: Path, seed: int) -> list[VerificationPair]:
    """Read the sets of pairs: ``NAME/pairs.tsv.gz`` with claim, post, label (``same`` or ``not``) and kind.

    Raises:
        DatasetError: A set is missing.
    """
    source = random.Random(seed)  # noqa: S311 - an order, not a secret
    found: list[VerificationPair] = []
    for name, share in PAIRS.items():
        same: list[VerificationPair] = []
        different: list[VerificationPair] = []
        for row in _rows(folder / name / "pairs.tsv.gz"):
            if row["split"] == "test" or row["kind"] in share.without:
                continue
            if row["label"] == "same":
                same.append(VerificationPair(row["claim"], row["post"], SAME))
            else:
                different.append(VerificationPair(row["claim"], row["post"], NOT_SAME))
        source.shuffle(same)
        source.shuffle(different)
        found += same[: share.same] + different[: share.different]
    source.shuffle(found)
    return found


def _rows(path: Path) -> Iterator[dict[str, str]]:
    try:
        with gzip.open(path, "rt", encoding="utf-8") as file:
            header = file.readline().rstrip("\n").split("\t")
            for line in file:
                yield dict(zip(header, line.rstrip("\n").split("\t"), strict=False))
    except OSError as error:
        raise DatasetError(f"{path} cannot be read: {error}") from error


def target_of(kind: str) -> Target:
    """Return the target of a kind of post in a topic-versus-claim set."""
    act = (
        ASSERTS if kind in ASSERTING else {ASKING: ASKS, REPORTING: REPORTS, DENYING: DENIES}.get(kind, OTHER)
    )
    return only(act)


def only(act: int) -> Target:
    """Return the target that allows one act."""
    return tuple(int(column == act) for column in range(len(ACTS)))


def topic_examples(sets: Sequence[TopicSet], encoder: Encoder, seed: int) -> list[VerificationPair]:
    """Return the posts with their claims, with the nearest other claims, and some made-up near misses.

    A post is crossed with the nearest claims of all sets; a number of an asserting post is changed; claims
    are put into frames that deny, ask or assert (``artefacts/frames.tsv``).
    """
    source = random.Random(seed)  # noqa: S311 - an order, not a secret
    claims = [claim for chosen in sets for claim in chosen.claims]
    place = {str(claim.claim_id): row for row, claim in enumerate(claims)}
    texts = [normalise(claim.statement).text for claim in claims]
    vectors = encoder.encode_claims(texts)
    copies = vectors @ vectors.T > COPY_COSINE
    posts = [post for chosen in sets for post in chosen.posts]
    shown = [normalise(post.text).text for post in posts]
    cosines = encoder.encode_posts(shown) @ vectors.T
    frames = _frames()
    found: list[VerificationPair] = []
    for post, text, row in zip(posts, shown, cosines, strict=True):
        own = place[post.claim_id]
        found.append(VerificationPair(texts[own], text, target_of(post.kind)))
        others = [other for other in np.argsort(-row).tolist() if not copies[own, other]]
        for other in others[: 2 if source.random() < 0.35 else 1]:
            found.append(VerificationPair(texts[other], text, only(OTHER), 0.5))
        if post.kind in (*ASSERTING, ASKING, REPORTING) and source.random() < 0.6:
            changed = _other_number(text, texts[own], source)
            if changed is not None:
                found.append(VerificationPair(texts[own], changed, only(OTHER), 0.6))
    for chosen in sets:
        for claim in chosen.claims:
            text = texts[place[str(claim.claim_id)]]
            language = chosen.languages[claim.claim_id]
            found.append(VerificationPair(text, text, only(ASSERTS), 0.5))
            changed = _other_number(text, text, source)
            if changed is not None:
                found.append(VerificationPair(changed, text, only(OTHER), 0.6))
            for kind, act, share in (("deny", DENIES, 0.7), ("ask", ASKS, 0.3), ("assert", ASSERTS, 0.3)):
                known = frames.get((kind, language), ())
                if known and source.random() < share:
                    framed = source.choice(known).format(claim=text.rstrip("."))
                    found.append(VerificationPair(text, normalise(framed).text, only(act), 0.7))
    return found


def balanced(examples: Sequence[VerificationPair]) -> list[VerificationPair]:
    """Weigh examples so that neither length, nor shared words, nor tone tells whether a post makes its claim.

    Writers give the kind away: their asserting posts are long, their near misses share the claim's words.
    Within each class of length, share of the claim's terms and loudness, posts that make the claim and all
    others get the same weight together.
    """
    classes = [_style(example) for example in examples]
    makes = [any(example.target[:DENIES]) and not example.target[DENIES] for example in examples]
    mass: dict[tuple[int, int, bool], list[float]] = {}
    for example, style, asserting in zip(examples, classes, makes, strict=True):
        mass.setdefault(style, [0.0, 0.0])[asserting] += example.weight
    found = []
    for example, style, asserting in zip(examples, classes, makes, strict=True):
        factor = sum(mass[style]) / 2 / max(mass[style][asserting], 1e-6)
        weight = example.weight * min(MOST_FACTOR, max(LEAST_FACTOR, factor))
        found.append(replace(example, weight=weight))
    return found


def _style(example: VerificationPair) -> tuple[int, int, bool]:
    """Return the class of a post: its length, the share of the claim's terms in it, whether it is loud."""
    own, other = set(terms(example.claim)), set(terms(example.post))
    share = len(own & other) / max(1, len(own))
    length = sum(len(example.post) > border for border in (60, 110, 180, 300))
    loud = "!!" in example.post or example.post.lower() == example.post
    return length, sum(share > border for border in (0.02, 0.2, 0.4, 0.6)), loud


def _other_number(text: str, claim: str, source: random.Random) -> str | None:
    """Change a number that a text shares with a claim; None where they share none."""
    known = set(_NUMBER.findall(claim))
    matches = [match for match in _NUMBER.finditer(text) if match.group() in known]
    if not matches:
        return None
    match = source.choice(matches)
    written = match.group()
    if len(written) == 4 and written[:2] in {"19", "20"} and written.isdecimal():
        other = str(int(written) + source.choice((-9, -4, -3, 3, 4, 7)))
    else:
        other = source.choice([digit for digit in "123456789" if digit != written[0]]) + written[1:]
    return text[: match.start()] + other + text[match.end() :]


def _frames() -> dict[tuple[str, str], list[str]]:
    found: dict[tuple[str, str], list[str]] = {}
    for line in (ARTEFACTS / "frames.tsv").read_text("utf-8").splitlines():
        kind, language, text = line.split("\t")
        found.setdefault((kind, language), []).append(text)
    return found


def ranking_examples(dataset: Dataset, posts: Sequence[int], encoder: Encoder) -> list[VerificationPair]:
    """Return posts of a ranking set with their claims and the nearest others.

    Args:
        dataset: As :func:`matchers.fitting.evaluation.merge_same_claims` returns it.
        posts: Places of the posts to take.
        encoder: Finds the nearest claims.
    """
    texts = [normalise(claim.statement).text for claim in dataset.claims]
    wording = [letters(text) for text in texts]
    place = {str(claim.claim_id): row for row, claim in enumerate(dataset.claims)}
    vectors = encoder.encode_claims(texts)
    shown = [normalise(dataset.queries[row].text).text for row in posts]
    found: list[VerificationPair] = []
    for row, text, vector in zip(posts, shown, encoder.encode_posts(shown), strict=True):
        own = [place[claim] for claim in sorted(dataset.queries[row].relevant) if claim in place]
        if not own:
            continue
        found.append(VerificationPair(texts[own[0]], text, MAKES))
        same = {wording[claim] for claim in own}
        alike = vectors @ vectors[own[0]]
        others = [
            other
            for other in np.argsort(-(vectors @ vector))[:30].tolist()
            if wording[other] not in same and alike[other] < 0.93
        ]
        found += [VerificationPair(texts[other], text, only(OTHER), 0.5) for other in others[:NEGATIVES]]
    return found
