"""Texts of any kind through cleaning, splitting, counting and escaping: what must hold for all of them."""

import html
import re
import unicodedata
from html.parser import HTMLParser

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.markup import cut, plain_text, shorten, units
from bot.platforms.x import length
from bot.telemetry.log import printable
from bot.translations import Translator
from matchers.language.text import MAX_CHARACTERS, has_letters, normalise, sentences, windows, words
from storage.text import clean, fold

_PIECES = st.sampled_from(
    (
        *("https://example.org/a?b=c", "t.co/x", "@name", "#TagHere", "RT @a:", "—", "e\u0301", "漢字", "🇺🇦"),
        *(
            "👩\u200d👧",
            "\u202e",
            "\u200d",
            "\x00",
            "\ud800",
            "\udc00",
            "&amp;",
            "&#x202e;",
            "<b>",
            "</a>",
            "'",
        ),
        *(
            '"',
            "\n",
            " ",
            "ПРИВЕТ",
            "pаypаl",
            "10,000",
            "a" * 50,
            "! ! !",
            "(@ann) March 3, 2026",
            "مرحبا",
            "ß",
        ),
        *("ﷺ", "İ"),
    )
)
TEXT = st.one_of(st.text(max_size=200), st.lists(_PIECES, max_size=25).map("".join))
_OFTEN = settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
ALLOWED = {"b", "i", "u", "s", "a", "code", "pre"}


class Tags(HTMLParser):
    """Collects tags and addresses; fails on what Telegram would refuse."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.seen: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in ALLOWED, tag
        assert {name for name, _ in attrs} <= ({"href"} if tag == "a" else set()), attrs
        self.open.append(tag)
        self.seen.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def read(markup: str) -> Tags:
    reader = Tags()
    reader.feed(markup)
    reader.close()
    assert reader.open == []
    return reader


@_OFTEN
@given(TEXT)
def test_cleaning_gives_one_line_of_visible_characters_and_ends(text: str) -> None:
    cleaned = normalise(text)
    assert len(cleaned.text) <= MAX_CHARACTERS * 2
    assert cleaned.text == " ".join(cleaned.text.split())
    for character in cleaned.text:
        assert unicodedata.category(character) not in {"Cc", "Cs", "Zl", "Zp"}
        assert not "\u202a" <= character <= "\u202e"
    cleaned.text.encode()
    assert all("://" in link or "." in link for link in cleaned.links)


@_OFTEN
@given(TEXT)
def test_splitting_loses_no_word(text: str) -> None:
    line = normalise(text).text
    assert words(" ".join(sentences(line))) == words(line)
    parts = windows(line)
    assert len(parts) <= 4
    if parts:
        assert words(" ".join(parts)) == words(line)
    assert has_letters(line) == bool(words(line))


@_OFTEN
@given(TEXT)
def test_what_is_stored_can_be_stored_and_folding_is_settled(text: str) -> None:
    stored = clean(text)
    stored.encode()
    assert "\x00" not in stored
    assert clean(stored) == stored
    assert fold(fold(text)) == fold(text)


@_OFTEN
@given(TEXT, st.integers(30, 280))
def test_the_weighted_length_is_bounded_and_shortening_fits(text: str, limit: int) -> None:
    text = clean(text)
    weight = length.weighted_length(text)
    links = length.find_links(text)
    assert 0 <= weight <= 2 * len(text) + 23 * len(links)
    assert all(0 <= start < end <= len(text) for start, end in links)
    assert links == sorted(links)
    short = length.fitted(text, limit)
    assert length.weighted_length(short) <= limit or short == text
    if weight <= limit:
        assert short == text


@_OFTEN
@given(TEXT, TEXT)
def test_the_weighted_length_adds_up_where_no_link_is_made(left: str, right: str) -> None:
    one, two = (re.sub(r"[^\w\s]|[_\d]", "", clean(part)) for part in (left, right))
    both = f"{one}\n{two}"
    if not length.find_links(both):
        total = length.weighted_length(one) + 1 + length.weighted_length(two)
        assert abs(length.weighted_length(both) - total) <= 2  # marks may join across the seam (NFC)


@_OFTEN
@given(TEXT, st.integers(20, 300))
def test_cutting_keeps_markup_whole_and_fits(text: str, limit: int) -> None:
    text = clean(text).replace("\r", "")
    markup = f"<b>{html.escape(text)}</b> <a href='https://example.org/'>{html.escape(text)}</a>"
    short = cut(markup, limit)
    assert units(read(short).text) <= max(limit, units(read(markup).text) if short == markup else 0)
    assert len(shorten(text, limit)) <= max(limit, 1)
    plain_text(markup)


@_OFTEN
@given(TEXT)
def test_what_is_logged_is_one_line_of_harmless_characters(text: str) -> None:
    shown = printable(text).replace("\n", "\\n")
    assert len(shown.splitlines()) <= 1
    assert "\x1b" not in shown
    assert "\u202e" not in shown


HOSTILE = "</b><a href='javascript:alert(1)'>x</a><script>&\"'`*_[x](https://evil.example)"


@_OFTEN
@given(TEXT)
def test_no_text_from_outside_adds_markup_to_a_message(text: str) -> None:
    spoken = Translator("en")
    for said in (text, HOSTILE):
        quiet = read(str(spoken("platform-refused", platform="x", error="nothing")))
        loud = read(str(spoken("platform-refused", platform="x", error=clean(said))))
        assert loud.seen == quiet.seen


@pytest.mark.parametrize("size", [2_000, 16_000])
def test_a_text_beyond_the_limit_is_not_read(size: int) -> None:
    assert len(normalise("ab " * size).text) <= MAX_CHARACTERS
