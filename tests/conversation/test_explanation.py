from datetime import UTC, datetime
from typing import Any

import pytest

from bot.conversation.explanation import HELD_BACK, explain
from bot.decisions.policy import Action, Reason
from bot.markup import plain_text
from bot.translations import Translator, languages
from storage.models import Claim, DecisionRecord

NOW = datetime(2026, 11, 3, tzinfo=UTC)
EVIDENCE: list[dict[str, Any]] = [
    {"name": "semantic", "score": 0.91, "details": {"cosine": 0.91, "ahead_of_next_by": 0.2}},
    {"name": "lexical", "score": 12.0, "details": {"words": ["volunteers", "Ukraine", "zzz"]}},
    {"name": "names", "score": 0.5, "details": {"agree": ["korea"], "missing": ["ukrain"]}},
    {"name": "numbers", "score": -1.0, "details": {"agree": [], "missing": ["100000"], "instead": ["10000"]}},
    {"name": "links", "score": 1.0, "details": {"links": ["https://example.org/x"]}},
    {"name": "ranker", "score": 3.0, "details": {"held_back": ["other_numbers", "unheard_of"]}},
]


def record(**values: Any) -> DecisionRecord:
    given: dict[str, Any] = {
        "id": 12,
        "action": "reply",
        "reason": "nearly-certain",
        "stance": "assert",
        "model_id": "all-MiniLM-L6-v2@53aa51172d14",
        "matches": [{"claim_id": 7, "probability": 0.968, "evidence": EVIDENCE}],
    }
    return DecisionRecord(**given | values)


def claim(**values: Any) -> Claim:
    given: dict[str, Any] = {
        "id": 7,
        "statement": "North Korea sends volunteers to Ukraine",
        "rating": "unsupported",
        "status": "published",
        "phrasings": [],
    }
    return Claim(**given | values)


def said(shown: DecisionRecord, claims: dict[int, Claim], language: str = "en") -> str:
    return plain_text(explain(shown, claims, Translator(language)))


def test_a_decision_is_explained_in_words() -> None:
    lines = said(record(), {7: claim()}).splitlines()
    assert lines == [
        "Decision 12",
        "I answered with the fact-check.",
        "Reason: I was nearly certain that the post makes this claim.",
        "",
        "97% sure that it is claim 7: “North Korea sends volunteers to Ukraine” (Unsupported)",
        "• The meaning is very close.",
        "• Words in common: volunteers · Ukraine · zzz",
        "• Names that agree: Korea",
        "• Names that the post lacks: Ukraine",
        "• Numbers that the post lacks: 100000",
        "• Other numbers stand there: 10000",
        "• The post links to a page known for this claim.",
        "• Against it: the numbers differ.",
    ]


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("reason", list(Reason))
def test_every_reason_is_explained_in_every_language(reason: Reason, language: str) -> None:
    text = said(record(reason=str(reason), matches=[]), {}, language)
    assert Translator(language).plain(f"reason-{reason}") in text


@pytest.mark.parametrize("action", list(Action))
def test_every_action_is_explained(action: Action) -> None:
    assert Translator("en").plain(f"action-{action}") in said(record(action=str(action)), {7: claim()})


def test_a_denial_is_named() -> None:
    assert "reads as a denial" in said(record(stance="deny", reason="denies-claim"), {7: claim()})


def test_the_bot_is_never_wholly_sure() -> None:
    sure = record(matches=[{"claim_id": 7, "probability": 1.0, "evidence": []}])
    assert "99% sure" in said(sure, {7: claim()})


def test_a_claim_retracted_since_is_marked() -> None:
    assert "retracted since" in said(record(), {7: claim(status="retracted")})


def test_a_claim_that_exists_no_more_is_told_by_its_number() -> None:
    assert "claim 7, which exists no more" in said(record(), {})


def test_all_that_may_hold_a_match_back_is_explained() -> None:
    evidence = [{"name": "ranker", "score": 0.0, "details": {"held_back": list(HELD_BACK)}}]
    text = said(record(matches=[{"claim_id": 7, "probability": 0.4, "evidence": evidence}]), {7: claim()})
    assert text.count("Against it:") == len(HELD_BACK)


@pytest.mark.parametrize(
    ("model", "cosine", "meaning"),
    [
        ("all-MiniLM-L6-v2@1", 0.82, "very close"),
        ("all-MiniLM-L6-v2@1", 0.6, "related"),
        ("multilingual-e5-small-q4@1", 0.9, "very close"),
        ("multilingual-e5-small-q4@1", 0.6, "rather far"),
        ("all-MiniLM-L6-v2@1+multilingual-e5-small-q4@1", 0.88, "very close"),
        ("all-MiniLM-L6-v2@1+multilingual-e5-small-q4@1", 0.5, "rather far"),
    ],
)
def test_nearness_of_meaning_is_told_on_the_models_own_scale(model: str, cosine: float, meaning: str) -> None:
    matches = [{"claim_id": 7, "probability": 0.9, "evidence": [{"name": "semantic", "score": cosine}]}]
    assert meaning in said(record(matches=matches, model_id=model), {7: claim()})


def test_of_a_model_with_an_unknown_scale_no_nearness_is_told() -> None:
    for model in ("some-model@1", "all-MiniLM-L6-v2@1+some-model@1"):
        assert "meaning" not in said(record(model_id=model), {7: claim()})


def test_markup_in_evidence_is_escaped() -> None:
    evidence = [{"name": "lexical", "score": 1.0, "details": {"words": ["<b>", "&"]}}]
    html = explain(
        record(matches=[{"claim_id": 7, "probability": 0.9, "evidence": evidence}]), {}, Translator("en")
    )
    assert "&lt;b&gt;" in html


def test_evidence_of_an_unknown_matcher_is_passed_over() -> None:
    evidence = [{"name": "horoscope", "score": 1.0, "details": {}}, {"name": "lexical", "score": 0.0}]
    text = said(record(matches=[{"claim_id": 7, "probability": 0.9, "evidence": evidence}]), {7: claim()})
    assert "•" not in text


def test_three_matches_with_long_claims_stay_within_a_message() -> None:
    long = claim(statement="very long claim " * 60)
    matches = [{"claim_id": 7, "probability": 0.7, "evidence": EVIDENCE * 10}] * 3
    assert len(explain(record(matches=matches), {7: long}, Translator("ar"))) <= 3802
