"""What somebody hands in as a claim: accepted, or refused with the field named."""

import pytest

from bot.claims.form import read_form
from bot.errors import InputError

GOOD = {"claim": "The bridge was sold", "rating": "False", "url": "https://example.org/bridge"}


def test_a_rating_is_read_in_any_case() -> None:
    assert read_form(GOOD).rating == "false"


def test_phrasings_come_as_a_list_or_separated_by_bars() -> None:
    texts = [
        phrasing.text for phrasing in read_form({**GOOD, "phrasings": "one wording | another one|"}).phrasings
    ]
    assert texts == ["one wording", "another one"]
    mixed = [{"text": "ein Satz", "language": "de"}, "a sentence"]
    found = read_form({**GOOD, "phrasings": mixed}).phrasings
    assert [(phrasing.text, phrasing.language) for phrasing in found] == [
        ("ein Satz", "de"),
        ("a sentence", None),
    ]


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("claim", "", "claim is empty or too short"),
        ("claim", "x" * 2001, "claim is longer than 2000 characters"),
        ("claim", "\u200b\u202e\u0000", "claim is empty or too short"),
        ("claim", "🔥🔥🔥 !!", "claim holds no words"),
        ("phrasings", ["a wording", "?!…"], "phrasing 2 holds no words"),
        ("phrasings", [{"text": "a wording", "language": "!"}], "phrasing 1 language must be"),
        ("claim", ["a", "list"], "claim is not a text"),
        ("rating", "bogus", "rating must be one of"),
        ("url", "javascript:alert(1)", "url must begin with"),
        ("url", "ftp://example.org/x", "url must begin with"),
        ("url", "https://user:secret@example.org/", "url must not hold a user name"),
        ("url", "https://", "url is not a web address"),
        ("url", "https://exam ple.org/", "url is not a web address"),
        ("url", "https://[::1", "url is not a web address"),
        ("language", "english!", "language must be a language code"),
        ("date", "yesterday", "date"),
    ],
)
def test_a_wrong_field_is_named(field: str, value: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        read_form({**GOOD, field: value})


def test_every_fault_is_told_at_once() -> None:
    with pytest.raises(InputError, match=r"claim is missing; rating must be one of"):
        read_form({"rating": "?"})


def test_invisible_characters_are_taken_out_and_arabic_stays() -> None:
    assert read_form({**GOOD, "claim": "بيع\u202e الجسر\u0007 "}).claim == "بيع الجسر"
