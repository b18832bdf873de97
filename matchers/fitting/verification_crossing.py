"""More pairs from the same posts: rewordings read beside one another, and names exchanged.

A claim has few posts, but any two posts of it are a pair as well: what one wording asserts, the other does,
and a near miss of the claim is a near miss of its rewording. It is what taught the verifier free wordings.
"""

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import regex

from matchers.fitting.topic_sets import ASKING, ASSERTING, DENYING, REPORTING, TopicSet
from matchers.fitting.verification_examples import NOT_SAME, VerificationPair, only, target_of
from matchers.language.text import normalise
from matchers.verification.verifier import ASSERTS, OTHER

CROSSED_EACH = 2
"""Posts that make the claim, and as many that do not, beside which a rewording is read."""

MOST_LETTERS = 200
"""Of a rewording that stands in the claim's place: claims are short."""

SHORTEST_NAME = 4
_REWORDINGS = ("P", "X")
_MAKING = (*ASSERTING, ASKING, REPORTING)
_NAME = regex.compile(r"(?<=[\p{L}\d,;)\]»”’'%-]\s)\p{Lu}[\p{L}'’-]{2,}")
"""A capitalised word that does not begin a sentence."""


@dataclass(frozen=True)
class _Family:
    """A claim with its posts, normalised."""

    language: str
    statement: str
    posts: tuple[tuple[str, str], ...]


def _families(sets: Sequence[TopicSet]) -> list[_Family]:
    below: dict[str, list[tuple[str, str]]] = {}
    for chosen in sets:
        for post in chosen.posts:
            below.setdefault(post.claim_id, []).append((post.kind, normalise(post.text).text))
    return [
        _Family(
            chosen.languages[claim.claim_id],
            normalise(claim.statement).text,
            tuple(below.get(str(claim.claim_id), ())),
        )
        for chosen in sets
        for claim in chosen.claims
    ]


def crossed(sets: Sequence[TopicSet], seed: int) -> list[VerificationPair]:
    """Return rewordings in the claim's place, each beside other posts of the same claim."""
    source = random.Random(seed)  # noqa: S311 - an order, not a secret
    found: list[VerificationPair] = []
    for family in _families(sets):
        making = [post for post in family.posts if post[0] in _MAKING]
        others = [post for post in family.posts if post[0] not in _MAKING]
        for kind, wording in family.posts:
            if kind not in _REWORDINGS or "?" in wording or len(wording) >= MOST_LETTERS:
                continue
            beside = [post for post in making if post[1] != wording]
            for other_kind, text in _some(beside, source):
                found.append(VerificationPair(wording, text, target_of(other_kind), 0.6))
            for other_kind, text in _some(others, source):
                target = NOT_SAME if other_kind == DENYING else target_of(other_kind)
                found.append(VerificationPair(wording, text, target, 0.5))
            if source.random() < 0.3:
                found.append(VerificationPair(wording, family.statement, only(ASSERTS), 0.5))
    return found


def _some(posts: Sequence[tuple[str, str]], source: random.Random) -> list[tuple[str, str]]:
    return source.sample(posts, min(len(posts), CROSSED_EACH))


def exchanged(sets: Sequence[TopicSet], seed: int) -> list[VerificationPair]:
    """Return posts in which a name of the claim is another name: near misses, and pairs where both changed.

    Where claim and post change alike the answer stays, so that a name in a strange place tells nothing.
    """
    source = random.Random(seed)  # noqa: S311 - an order, not a secret
    families = _families(sets)
    known: dict[str, list[str]] = {}
    for family in families:
        known.setdefault(family.language, []).extend(_names(family.statement))
    found: list[VerificationPair] = []
    for family in families:
        names = _names(family.statement)
        for kind, text in family.posts:
            shared = [name for name in names if _holds(text, name)]
            if not shared or source.random() < 0.5:
                continue
            name = source.choice(shared)
            other = _another(known[family.language], family.statement, name, source)
            if other is None:
                continue
            change = _changer(name, other)
            if kind in _MAKING:
                near_miss = (
                    VerificationPair(family.statement, change(text), only(OTHER), 0.6),
                    VerificationPair(change(family.statement), text, only(OTHER), 0.6),
                )
                found.append(source.choice(near_miss))
            if source.random() < 0.5:
                found.append(VerificationPair(change(family.statement), change(text), target_of(kind), 0.5))
    return found


def _names(text: str) -> list[str]:
    names: Mapping[str, None] = dict.fromkeys(_NAME.findall(text))
    return [name for name in names if len(name) >= SHORTEST_NAME]


def _holds(text: str, name: str) -> bool:
    return regex.search(rf"\b{regex.escape(name)}\b", text, regex.IGNORECASE) is not None


def _another(names: Sequence[str], statement: str, name: str, source: random.Random) -> str | None:
    for _ in range(20):
        other = source.choice(names)
        if other not in statement and other[:4].lower() != name[:4].lower():
            return other
    return None


def _changer(name: str, other: str) -> Callable[[str], str]:
    pattern = regex.compile(rf"\b{regex.escape(name)}\b", regex.IGNORECASE)
    return lambda text: pattern.sub(lambda _: other, text)
