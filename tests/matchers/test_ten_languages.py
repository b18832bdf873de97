"""The promise in ten languages: a post that makes the claim is answered; its topic, or its denial, is not.

`ten_languages.tsv` holds, for each language, a claim, a rewording, a post of its topic, and a denial, in
words of our own.
"""

from collections.abc import Mapping
from pathlib import Path

import pytest

from matchers.certainty import answerable, plausible
from matchers.matcher import ClaimMatcher
from matchers.types import ClaimDocument

ROWS: Mapping[str, tuple[str, ...]] = {
    language: tuple(texts)
    for language, *texts in (
        line.split("\t")
        for line in Path(__file__).with_name("ten_languages.tsv").read_text("utf-8").splitlines()
    )
}


@pytest.fixture(scope="module")
def matcher() -> ClaimMatcher:
    found = ClaimMatcher.load("default")
    found.replace([ClaimDocument(language, texts[0]) for language, texts in ROWS.items()])
    return found


def answers(matcher: ClaimMatcher, text: str) -> list[int | str]:
    return [match.claim_id for match in answerable(matcher.match(text), matcher.thresholds)]


@pytest.mark.parametrize("language", ROWS)
def test_neither_the_topic_of_a_claim_nor_its_denial_is_answered(
    matcher: ClaimMatcher, language: str
) -> None:
    _, _, topic, denial = ROWS[language]
    assert answers(matcher, topic) == []
    assert answers(matcher, denial) == []


def test_rewordings_find_their_claim_and_some_are_sure_enough_to_be_answered(matcher: ClaimMatcher) -> None:
    readings = {language: matcher.match(texts[1]) for language, texts in ROWS.items()}
    found = {
        language
        for language, reading in readings.items()
        if [match.claim_id for match in plausible(reading, matcher.thresholds)][:1] == [language]
    }
    answered = {language for language in ROWS if answers(matcher, ROWS[language][1]) == [language]}
    assert len(found) >= 9
    assert len(answered) >= 2


@pytest.mark.parametrize("language", ROWS)
def test_the_claim_in_its_own_words_is_answered(matcher: ClaimMatcher, language: str) -> None:
    assert answers(matcher, ROWS[language][0]) == [language]
