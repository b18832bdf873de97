"""Does a post assert, deny, question or report what it talks about? Cue words in several languages.

A denial is recorded and never corrected; a bare question is a request for the fact-check. Each cue adds to
its stance's log-odds, and the stance with the most wins; the weights are set by hand and judged on
rumoureval2017 (`docs/matching.md`, "Stance"). A word that the claim itself uses is no cue: a post about a
fake moustache denies nothing where the claim is of a fake moustache.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import regex

from matchers.language.facts import Facts, gather
from matchers.language.lexicon import NEGATIONS, STANCE_CUES
from matchers.language.text import sentences, words
from matchers.types import Stance

_ASSERT_BIAS = 1.0
_QUESTION_END = 1.4
_QUESTION_INSIDE = 1.1
_EMPHATIC = 2.0
_NEGATED_CLAIM = 1.6
_BARE_NO = 1.6
_WINDOW = 5
_QUESTION_MARK = regex.compile(r"[?؟？][\s!?؟)]*$")
_ANY_QUESTION = regex.compile(r"[?؟？](?:\s|$)")
_EMPHATIC_NEGATION = regex.compile(
    r"\b(?:NOT|NEVER|NO|FALSE|FAKE|WRONG|LIE|LIES|NICHT|NON|PAS|FALSO|FAUX|НЕ|НЕТ)\b"
)
_OPENING_NO = regex.compile(
    r"^(?:\w[^:]{0,40}:\s)?(?:no|nope|wrong|nein|non|não|нет|ні|لا|نہیں|नहीं)\s*[,.!:–—-]", regex.IGNORECASE
)


@dataclass(frozen=True)
class _Cues:
    weight: float
    pattern: "regex.Pattern[str]"


def _compile(kind: str) -> tuple[_Cues, ...]:
    spaced: Mapping[str, Sequence[str]] = STANCE_CUES[kind]
    unspaced: Mapping[str, Sequence[str]] = STANCE_CUES.get(f"{kind}_unspaced", {})
    found = [
        _Cues(
            float(weight),
            regex.compile(
                rf"(?<![\p{{L}}\p{{N}}])(?:{'|'.join(cues)})(?![\p{{L}}\p{{N}}])", regex.IGNORECASE
            ),
        )
        for weight, cues in spaced.items()
    ]
    found += [
        _Cues(float(weight), regex.compile("|".join(map(regex.escape, cues)), regex.IGNORECASE))
        for weight, cues in unspaced.items()
    ]
    return tuple(found)


_CUES = {
    Stance.DENY: _compile("deny"),
    Stance.QUESTION: _compile("question"),
    Stance.REPORT: _compile("report"),
}


_IDIOMS = regex.compile(r"\bno (?:joke|kidding|doubt|wonder|surprise|less|matter)\b", regex.IGNORECASE)
"""Phrases that negate nothing."""


def without_idioms(text: str) -> str:
    """Return a text without phrases such as "no joke", which negate nothing."""
    return " ".join(_IDIOMS.sub(" ", text).split())


def read_stance(text: str, claim: Facts | None = None) -> tuple[Stance, float]:
    """Judge a normalised post.

    Args:
        text: Of the post.
        claim: What the most probable claim states, where there is one.

    Returns:
        The stance and how sure it is, 0 to 1.
    """
    text = _IDIOMS.sub(" ", text)
    known = frozenset(claim.terms) if claim is not None else frozenset()
    evidence = {stance: _strength(text, cues, known) for stance, cues in _CUES.items()}
    if _QUESTION_MARK.search(text):
        evidence[Stance.QUESTION] += _QUESTION_END
    elif _ANY_QUESTION.search(text):
        evidence[Stance.QUESTION] += _QUESTION_INSIDE
    if evidence[Stance.QUESTION] >= 3.0:
        evidence[Stance.DENY] = min(evidence[Stance.DENY], 1.0)
    if _EMPHATIC_NEGATION.search(text) and not (claim is not None and claim.negations):
        evidence[Stance.DENY] += _EMPHATIC
    if _OPENING_NO.search(text):
        evidence[Stance.DENY] += _BARE_NO
    if claim is not None and not claim.negations and _negates(text, known):
        evidence[Stance.DENY] += _NEGATED_CLAIM
    logits = {Stance.ASSERT: _ASSERT_BIAS, **evidence}
    best = max(logits, key=lambda stance: logits[stance])
    total = sum(math.exp(logit) for logit in logits.values())
    return best, math.exp(logits[best]) / total


def _strength(text: str, cues: Sequence[_Cues], known: frozenset[str]) -> float:
    """Return the strongest cue and a half of every further one; cues that the claim uses do not count."""
    found = []
    for cue in cues:
        for match in cue.pattern.finditer(text):
            own = gather(match.group()).terms
            if not own or not known.issuperset(own):
                found.append(cue.weight)
    found.sort(reverse=True)
    return found[0] + 0.5 * sum(found[1:3]) if found else 0.0


def _negates(text: str, known: frozenset[str]) -> bool:
    """Tell whether a negation stands close to the claim's words: at least two of them within a few words."""
    for sentence in sentences(text, minimum=1):
        found = words(sentence)
        for place, word in enumerate(found):
            lowered = word.lower().replace("’", "'")
            if lowered in NEGATIONS or lowered.endswith("n't"):
                near = " ".join(found[max(0, place - _WINDOW) : place + _WINDOW + 1])
                if len(known & set(gather(near).terms)) >= 2:
                    return True
    return False
