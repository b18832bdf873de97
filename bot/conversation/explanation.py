"""The words behind `/why`: what was decided about a post, the reason, and what agreed or held back.

Pure. It speaks from what was stored with the decision: `matches` holds claim_id, probability and the
matchers' evidence (see `matchers/ranking/explanation.py` for the facts each of them leaves).
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from markupsafe import Markup

from bot.markup import quoted, within
from bot.translations import Translator
from storage.models import Claim, DecisionRecord

ACTS = ("asserts", "asks", "reports", "denies", "other")
"""What the verifier may find that a post does with a claim; each has a message `verifier-…`."""

HELD_BACK = (
    "other_numbers",
    "other_years",
    "other_places",
    "names_missing",
    "negation_differs",
    "opposite_words",
    "another_claim_is_as_close",
    "few_words_shared",
    "post_is_short",
)
"""What the ranker may name as speaking against a pair; each has a message `held-back-…`."""

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_KINDS = {"names": ("agree", "missing"), "numbers": ("agree", "missing", "instead")}
_MOST_MATCHES = 3
_MOST_WORDS = 8

_CLOSENESS = {
    "all-MiniLM-L6": (0.7, 0.45),
    "multilingual-e5": (0.78, 0.65),
    "all-MiniLM-L6+multilingual-e5": (0.74, 0.6),
}
"""Cosines from which two texts are called close, or related, by the starts of the ids of the model's parts.

Each model has its own scale: unrelated texts have about 0.1 with the first, 0.5 with the second and 0.4 with
both together; a tweet and its claim about 0.6, 0.8 and 0.76. Of other models nothing is said. For a reader:
nothing is decided by them.
"""


def explain(
    record: DecisionRecord, claims: Mapping[int, Claim], words: Translator, *, passed_on: bool = False
) -> Markup:
    """Say why the bot did what it did with a post.

    Args:
        record: the stored decision.
        claims: the claims of its matches that still exist, by id.
        words: in the reader's language.
        passed_on: whether the one who asked was told that the fact-checkers look at it.

    Returns:
        Small HTML within the length of one message.
    """
    lines = [
        words("why-title", number=str(record.id)),
        *_acts(record, words, passed_on=passed_on),
        words("why-reason", reason=words(f"reason-{record.reason}")),
    ]
    if record.stance != "assert":
        lines.append(words(f"stance-{record.stance}"))
    for match in record.matches[:_MOST_MATCHES]:
        lines += _explain_match(match, claims.get(match["claim_id"]), record.model_id, words)
    return within(lines)


def _acts(record: DecisionRecord, words: Translator, *, passed_on: bool) -> list[Markup]:
    """What was done: with a post that was passed on, that was said, too."""
    passed = [words("action-passed-on")] if passed_on else []
    return passed if passed and record.action == "review" else [words(f"action-{record.action}"), *passed]


def _explain_match(
    match: Mapping[str, Any], claim: Claim | None, model_id: str, words: Translator
) -> list[Markup]:
    number = str(match["claim_id"])
    percent = _percent(match["probability"])
    lines = [Markup("")]
    if claim is None:
        lines.append(words("why-match-gone", claim=number, percent=percent))
    else:
        lines.append(
            words(
                "why-match",
                claim=number,
                percent=percent,
                statement=quoted(claim.statement, words, 200),
                rating=words.plain(f"rating-{claim.rating}"),
            )
        )
        if not claim.is_published:
            lines.append(words("why-retracted-since"))
    known = _vocabulary(claim)
    for evidence in match.get("evidence", ()):
        details = evidence.get("details") or {}
        if evidence["name"] == "semantic":
            lines += _meaning(float(evidence["score"]), model_id, words)
        lines += [
            words("why-point", point=point) for point in _points(evidence["name"], details, known, words)
        ]
    return lines


def _points(
    name: str, details: Mapping[str, Any], known: Mapping[str, str], words: Translator
) -> Iterable[Markup]:
    """What one matcher saw, as sentences; a matcher that has nothing to tell gives none."""
    if name == "lexical":
        if shared := _listed(details.get("words"), {}):
            yield words("evidence-words", words=shared)
    elif name in _KINDS:
        for kind in _KINDS[name]:
            if listed := _listed(details.get(kind), known):
                yield words(f"evidence-{name}-{kind}", words=listed)
    elif name == "links":
        yield words("evidence-links")
    elif name == "verifier":
        if details.get("act") in ACTS:
            yield words(f"verifier-{details['act']}")
    elif name == "ranker":
        for reason in details.get("held_back", ()):
            if reason in HELD_BACK:
                yield words(f"held-back-{reason.replace('_', '-')}")
    elif words.has(f"evidence-{name}"):
        yield words(f"evidence-{name}", words=_listed(details.get("words"), known))


def _meaning(cosine: float, model_id: str, words: Translator) -> Iterable[Markup]:
    """How near the meanings are, for models whose scale is known."""
    parts = model_id.split("+")
    for known, (close, related) in _CLOSENESS.items():
        starts = known.split("+")
        if len(starts) == len(parts) and all(map(str.startswith, parts, starts)):
            nearness = "close" if cosine >= close else "related" if cosine >= related else "far"
            yield words("why-point", point=words(f"evidence-meaning-{nearness}"))


def _percent(probability: float) -> int:
    """Between 1 and 99: the bot is never wholly sure."""
    return min(99, max(1, round(100 * probability)))


def _vocabulary(claim: Claim | None) -> dict[str, str]:
    """The claim's own words by their lower-case form, so that stems can be shown as they were written."""
    if claim is None:
        return {}
    texts: Sequence[str] = [claim.statement, *(phrasing.text for phrasing in claim.phrasings[:20])]
    return {word.casefold(): word for text in reversed(texts) for word in _WORD.findall(text)}


def _listed(values: object, known: Mapping[str, str]) -> str:
    if not isinstance(values, list):
        return ""
    shown = [_as_written(str(value), known) for value in values[:_MOST_WORDS]]
    return " · ".join(dict.fromkeys(shown))


def _as_written(stem: str, known: Mapping[str, str]) -> str:
    if stem in known:
        return known[stem]
    if len(stem) < 3:
        return stem
    longer = [word for word in known if word.startswith(stem)]
    return known[min(longer, key=len)] if longer else stem
