"""No answer, in no language and in none of its wordings, lets a reader take the title for the claim."""

import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.conversation.replies import Fits, Links, fact_check_reply, reworded
from bot.events import Place, PlaceKind
from bot.markup import plain_text
from bot.platforms.x.length import LIMIT, weighted_length
from bot.translations import Translator, languages
from storage.models import Claim, FactCheck

NOW = datetime(2026, 11, 3, 14, 5, 9, tzinfo=UTC)
TIMELINE = Place("x", "t", PlaceKind.TIMELINE)
FITS = Fits(lambda text: weighted_length(text) <= LIMIT)
OPEN, CLOSE = "“«", "”»"

NUMBERS = [*range(6), *range(18, 24), *range(30, 42), 61, 1_234]
"""Of replies: each wording, and each again in every turn that makes it new."""


def numbers_for(place: int) -> list[int]:
    """A third of the numbers, another one for the next case; each wording is among them."""
    return [number for at, number in enumerate(NUMBERS) if (at + at // 6 + place) % 3 == 0]


NASTY = [
    ("Cooking oil in the bath cures gout", "false", None, "Cooking oil in the bath does not cure gout"),
    ("Street lamps do not disturb moths", "false", "Fake", "Street lamps disturb moths after all"),
    ("Salted butter is no danger to pigeons", "true", "Correct", "Is salted butter a danger to pigeons?"),
    ("The bridge of Arles was never closed", "mixed", "Mostly false", "True: the bridge was closed"),
    ("Nobody has counted the votes of Lund", "misleading", "Half true", "Nobody? No: everybody counted"),
    ("Tap water in Turin holds lead", "unproven", "No evidence", "Does tap water in Turin hold lead?"),
    ("The mayor said “I never paid”", "false", "Pants on fire!", "“I never paid”: the mayor paid"),
    ("The law is »false«, says «a judge»", "satire", "It is a joke", "The law is true"),
    ("Was the lake drained by night?", "false", "No.", "Yes, there is a lake"),
    ("It is false that the tower leans", "false", "False", "It is true that the tower leans"),
    ("It is not true that bees sleep", "false", "Not true", "True: bees sleep"),
    ("Rating: True. Bread is toxic", "false", "FALSE", "Rating: True"),
    ("False", "true", "true", "Not false"),
    ("@mayor sold $GOLD to #friends", "misleading", "Missing context", "@mayor did not sell $GOLD"),
    ("Vaccines don't contain chips", "true", "Verdadero", "Vaccines contain chips, a hoax says"),
    ("Ни один мост не закрыт", "false", "Ложь", "Мост закрыт"),
    ("لم يغلق الجسر", "false", "خطأ", "أغلق الجسر"),
    ("<b>True</b> & checked", "false", "<i>no</i>", "</b>True"),
    ("No " * 90 + "storm came", "false", "Altered " * 20, "A storm came " * 20),
    ("The photo shows Oslo in 1999", "unsupported", "Altered", "The photo does not show Oslo " * 9),
]


def claim_of(case: tuple[str, str, str | None, str], publisher: str | None = "Bureau Vérité") -> Claim:
    statement, rating, own, title = case
    check = FactCheck(
        url="https://www.example.org/check",
        publisher=publisher,
        language="en",
        title=title,
        textual_rating=own,
    )
    return Claim(
        id=3,
        statement=statement,
        rating=rating,
        language="en",
        status="published",
        created_at=NOW,
        updated_at=NOW,
        fact_checks=[check],
        phrasings=[],
        appearances=[],
    )


def read(text: str) -> tuple[list[str], str]:
    """What stands in quotation marks, and the text without it, as a reader takes it in."""
    plain = re.sub("[\u2066-\u2069]", "", text)
    return re.findall(f"[{OPEN}]([^{OPEN}{CLOSE}]*)[{CLOSE}]", plain), re.sub(
        f"[{OPEN}][^{OPEN}{CLOSE}]*[{CLOSE}]", "“”", plain
    )


def begins(shown: str, whole: str) -> bool:
    kept = shown.removesuffix("…").rstrip()
    marks = str.maketrans({"“": "‘", "”": "’", "«": "‘", "»": "’"})
    bare = re.sub(r"(?<!\w)[@$](?=\w)", "", whole)
    return any(one.translate(marks).startswith(kept) for one in (whole, bare))


def check_reading(text: str, case: tuple[str, str, str | None, str], words: Translator, who: str) -> None:
    statement, rating, _, title = case
    quotes, rest = read(text)
    assert quotes, text
    assert begins(quotes[0], statement), text
    assert quotes[0] not in ("", "…"), text
    named = words.plain(f"rating-{rating}")
    assert named in rest, text
    assert rest.index("“”") < rest.index(named), "the rating follows the claim that it rates"
    assert who in rest, text
    for other in ("false", "true", "misleading", "unproven", "satire"):
        wrong = words.plain(f"rating-{other}")
        if wrong.casefold() not in named.casefold():
            assert not re.search(rf"(?<!\w){re.escape(wrong)}(?!\w)", rest), text
    told = title.split()[-1]
    if told.casefold() not in statement.casefold() and told not in named:
        assert not re.search(rf"(?<!\w){re.escape(told)}(?!\w)", rest), text


@pytest.mark.parametrize("links", ["include", "dm", "page"])
@pytest.mark.parametrize("language", languages())
def test_each_wording_on_a_timeline_names_the_claim_its_rating_and_the_publisher(
    language: str, links: Links
) -> None:
    words = Translator(language)
    for place, case in enumerate(NASTY):
        claim = claim_of(case)
        for number in numbers_for(place):
            fits = replace(FITS, number=number, links=links)
            said = plain_text(fact_check_reply(claim, words, TIMELINE, 0, fits))
            assert weighted_length(said) <= LIMIT, said
            check_reading(said, case, words, "Bureau Vérité")


@pytest.mark.parametrize("kind", [PlaceKind.PRIVATE, PlaceKind.GROUP, PlaceKind.CHANNEL, PlaceKind.GUEST])
@pytest.mark.parametrize("language", languages())
def test_chats_are_told_the_claim_its_rating_and_the_publisher(language: str, kind: PlaceKind) -> None:
    words = Translator(language)
    for case in NASTY:
        said = plain_text(fact_check_reply(claim_of(case), words, Place("telegram", "-1", kind)))
        check_reading(said, case, words, "Bureau Vérité")
        label = words.plain("fact-check-title", title="|").split("|")[0].strip("\u2068“« ")
        assert (label in said) == (kind is PlaceKind.PRIVATE)


@pytest.mark.parametrize("language", languages())
def test_a_publisher_without_a_name_is_named_by_its_site(language: str) -> None:
    for place in (TIMELINE, Place("telegram", "-1", PlaceKind.GROUP)):
        said = plain_text(fact_check_reply(claim_of(NASTY[0], None), Translator(language), place))
        assert "example.org" in said.rsplit("\n", 1)[0]


@pytest.mark.parametrize("language", languages())
def test_the_other_words_for_a_refused_text_are_true_and_new(language: str) -> None:
    words = Translator(language)
    for case in NASTY:
        claim = claim_of(case)
        for number in (0, 5, 29, 30, 59, 61):
            fits = replace(FITS, number=number)
            other = plain_text(reworded(claim, words, fits, NOW))
            assert other != plain_text(fact_check_reply(claim, words, TIMELINE, 0, fits))
            assert "14:05:09" in other
            assert weighted_length(other) <= LIMIT
            check_reading(other, case, words, "Bureau Vérité")
