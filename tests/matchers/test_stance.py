"""How a post stands to what it says, by cues in several languages."""

import pytest

from matchers.language.facts import gather
from matchers.language.stance import read_stance
from matchers.language.text import normalise
from matchers.types import Stance

VOLUNTEERS = gather("North Korea will send 100,000 volunteers to fight in Ukraine")


def stance(text: str, claim: str | None = None) -> Stance:
    return read_stance(normalise(text).text, gather(claim) if claim else None)[0]


@pytest.mark.parametrize(
    "text",
    [
        "Fact check: North Korea is not sending volunteers to Ukraine",
        "The story about the volunteers is completely false",
        "There is no evidence that North Korea will send volunteers",
        "Please don't share this, it's a hoax",
        "North Korea is NOT sending 100,000 volunteers anywhere",
        "This was debunked last week, stop spreading it",
        "No, the bridge has not collapsed.",
        "I never said this, the quote is made up",
        "They looked into it and it turns out to be made up",
        "I shared this yesterday, which turned out to be wrong. Sorry.",
        "A doctored photo, the original shows an empty street",
        "I can't believe people still fall for this",
        "Es falso que Corea del Norte vaya a enviar voluntarios",
        "Isso é mentira, não é verdade",
        "C'est faux, aucune preuve",
        "Das ist eine Falschmeldung, bitte nicht teilen",
        "È una bufala, non condividete",
        "To nieprawda, nikt tego nie powiedział",
        "Это фейк, никаких добровольцев нет",
        "هذا الخبر كاذب ولا صحة له",
        "यह दावा फर्जी है",
        "ข่าวปลอม อย่าแชร์",
    ],
)
def test_a_debunk_is_read_as_a_denial(text: str) -> None:
    assert stance(text) is Stance.DENY


@pytest.mark.parametrize(
    "text",
    [
        "Is it true that North Korea sends volunteers to Ukraine?",
        "Can anyone confirm this? Volunteers from North Korea",
        "is this real or fake",
        "¿Es cierto que Corea del Norte envía voluntarios?",
        "C'est vrai ? Des volontaires nord-coréens ?",
        "Правда ли, что КНДР отправит добровольцев?",
        "هل هذا صحيح؟",
        "क्या यह सच है?",
    ],
)
def test_a_bare_question_is_a_question_even_where_it_says_fake(text: str) -> None:
    assert stance(text) is Stance.QUESTION


@pytest.mark.parametrize(
    "text",
    [
        "North Korea will send 100,000 volunteers to fight in Ukraine!!!",
        "100k volunteers are on their way, nobody talks about it",
        "Северная Корея отправит 100 000 добровольцев",
        "The mainstream media won't show you this: the bridge has collapsed",
    ],
)
def test_a_repeated_claim_is_read_as_assertion(text: str) -> None:
    assert stance(text) is Stance.ASSERT


def test_a_source_named_for_it_makes_it_a_report() -> None:
    assert stance("According to the agency, North Korea will send volunteers") is Stance.REPORT


def test_a_negation_next_to_the_claims_own_words_denies_it() -> None:
    text = "Our correspondent says North Korea will not send any volunteers to Ukraine"
    assert read_stance(text)[0] is Stance.ASSERT
    assert read_stance(text, VOLUNTEERS)[0] is Stance.DENY


def test_a_negation_elsewhere_in_the_post_denies_nothing() -> None:
    text = "I do not like Mondays. North Korea will send 100,000 volunteers to fight in Ukraine."
    assert read_stance(text, VOLUNTEERS)[0] is Stance.ASSERT


def test_a_word_of_the_claim_itself_is_no_cue() -> None:
    text = "The mayor wore a fake moustache, it was fake"
    assert stance(text) is Stance.DENY
    assert stance(text, "The mayor wore a fake moustache at the ceremony") is Stance.ASSERT


def test_a_negated_claim_that_is_repeated_is_not_denied() -> None:
    claim = "The vaccine was never tested on animals"
    assert stance("The vaccine was never tested on animals!", claim) is Stance.ASSERT


def test_an_idiom_with_no_denies_nothing() -> None:
    claim = "North Korea will send 100,000 volunteers to fight in Ukraine"
    assert (
        stance("North Korea is sending 100,000 volunteers to fight in Ukraine, no joke!", claim)
        is Stance.ASSERT
    )
