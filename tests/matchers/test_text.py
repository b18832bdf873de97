"""Normalisation, language, facts: what is made of a post before it is matched."""

import time

import pytest

from matchers.language.detection import detect_language
from matchers.language.facts import gather
from matchers.language.lexical import terms
from matchers.language.text import MAX_WINDOWS, WINDOW_CHARACTERS, content_hash, normalise, windows


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("#StopTheSteal now https://t.co/abc", "Stop The Steal now"),
        ("see @realDonaldTrump", "see real Donald Trump"),
        ("100\u200b,000 peo\u202eple", "100,000 people"),
        ("ﬁre at the ﬂat", "fire at the flat"),
        ("Сhinа has closed the bоrder", "China has closed the border"),
        ("the v4cc1ne k1lls", "the vaccine kills"),
        ("v.a.c.c.i.n.e is here", "vaccine is here"),
        ("soooooo bad!!!!!", "soo bad!"),
        ("Tom &amp; Jerry", "Tom & Jerry"),
        ("RT @someone: the bridge fell", "the bridge fell"),
        ("BREAKING: the bridge fell", "the bridge fell"),
        ("«The bridge» fell, “they” say", "The bridge fell, they say"),
        ("🔥🔥 fire 🇫🇷", "fire"),
        ("THE BRIDGE IN THE HARBOUR FELL", "the bridge in the harbour fell"),
        ("COVID19 and G20 and 5G", "COVID19 and G20 and 5G"),
    ],
)
def test_what_dodges_a_filter_or_decorates_is_undone(raw: str, expected: str) -> None:
    assert " ".join(normalise(raw).text.replace(" ,", ",").split()) == expected


def test_links_are_taken_out_and_kept() -> None:
    found = normalise("look pic.twitter.com/xyz and https://example.org/a?b=1, now")
    assert found.links == ("pic.twitter.com/xyz", "https://example.org/a?b=1")
    assert "example" not in found.text


def test_a_pasted_signature_becomes_who_said_it() -> None:
    found = normalise("We will build a bridge — Jane Roe (@janeroe) May 4, 2019")
    assert (found.author, found.text) == ("Jane Roe", "Jane Roe: We will build a bridge")


def test_a_text_that_repeats_itself_is_read_once() -> None:
    once = "The old stone bridge in the harbour of the town has collapsed this morning"
    assert normalise(f"{once} {once} {once}").text == once
    assert normalise(f"{once} and the mayor wept").text == f"{once} and the mayor wept"


@pytest.mark.parametrize(
    "text",
    ["@" * 10**6, "#a" * 500_000, "a.b-" * 250_000, " " * 10**6, "x — y (" * 150_000, "1,000" * 200_000],
)
def test_a_megabyte_is_normalised_quickly(text: str) -> None:
    begun = time.perf_counter()
    gather(normalise(text).text)
    assert time.perf_counter() - begun < 2.0


def test_numbers_are_read_in_any_dress() -> None:
    for text in (
        "100,000 volunteers",
        "100 000 volunteers",
        "100.000 voluntarios",
        "100k",
        "a hundred thousand men",
    ):
        assert 100_000.0 in gather(text).numbers, text
    assert gather("1 लाख सैनिक").numbers == {100_000.0}
    assert gather("$1.5 million").numbers == {1_500_000.0}
    assert gather("in 2022").years == {2022}
    assert gather("२० लोग").numbers == {20.0}


def test_names_are_capitalised_words_inside_sentences() -> None:
    assert gather("Yesterday Jane Roe met the mayor of Springfield").names == {"jane", "roe", "springfield"}


def test_one_word_in_its_forms_is_one_term() -> None:
    assert terms("studies") == terms("study")
    assert terms("planned plans planning") == ["plan"] * 3
    assert terms("élection") == terms("Election")
    assert terms("100,000") == ["100000"]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The old bridge in the harbour has collapsed this morning", "en"),
        ("Северная Корея отправит добровольцев воевать", "ru"),
        ("Corea del Norte enviará voluntarios a luchar en Ucrania", "es"),
        ("उत्तर कोरिया यूक्रेन में लड़ने के लिए एक लाख सैनिक भेजेगा और यह सच है", "hi"),
        ("ਇਹ ਖ਼ਬਰ ਝੂਠੀ ਹੈ ਅਤੇ ਗਲਤ ਹੈ", "pa"),
        ("ok", None),
        ("", None),
    ],
)
def test_the_language_is_told_where_it_can_be(text: str, language: str | None) -> None:
    assert detect_language(text) == language


def test_windows_are_sentences_within_bounds() -> None:
    text = "The bridge fell down this morning. The mayor resigned in the evening. It rained."
    assert windows(text) == [
        "The bridge fell down this morning.",
        "The mayor resigned in the evening. It rained.",
    ]
    assert windows("Only one sentence is here, however long it may be made") == []
    usual = "This is yet another sentence of the text. " * 12
    assert len(windows(usual)) == MAX_WINDOWS


def test_a_long_text_is_looked_at_from_its_beginning_to_its_end() -> None:
    filling = "The choir meets on Thursday and everybody brings a cake. "
    for place in (0, 35, 69):
        parts = [filling] * 70
        parts[place] = "The bridge of Velm was sold for one euro. "
        text = "".join(parts).strip()
        assert len(text) > 3_900
        assert any("sold for one euro" in window for window in windows(text))
    unbroken = "word " * 800 + "the bridge of Velm was sold"
    assert "Velm" in windows(unbroken)[-1]
    assert max(map(len, windows(unbroken))) <= 2 * WINDOW_CHARACTERS
    assert " ".join(windows(text)) == text


def test_the_hash_of_a_text_never_fails() -> None:
    assert content_hash("\ud800") != content_hash("")
