from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.replies import (
    X_VARIANTS,
    Fits,
    Links,
    as_numbered_choices,
    choices_of,
    fact_check_reply,
    nothing_found,
    nothing_found_briefly,
    suggestions,
)
from bot.events import Button, OutgoingMessage, Place, PlaceKind
from bot.markup import plain_text, quoted, safe_link, shorten, within
from bot.translations import Translator, languages
from storage.models import Claim, FactCheck

NOW = datetime(2026, 11, 3, tzinfo=UTC)
PRIVATE = Place("telegram", "1", PlaceKind.PRIVATE)
GROUP = Place("telegram", "-5", PlaceKind.GROUP)
TIMELINE = Place("x", "t", PlaceKind.TIMELINE)
EN = Translator("en")
FITS = Fits(lambda text: len(text) <= 280)
LONG = " ".join(f"word{number}" for number in range(200))


def claim(statement: str = "North Korea will send 100,000 volunteers", **check: object) -> Claim:
    values: dict[str, object] = {
        "url": "https://example.org/en",
        "publisher": "Example Newsroom",
        "language": "en",
    }
    return Claim(
        id=7,
        statement=statement,
        rating="unsupported",
        language="en",
        status="published",
        created_at=NOW,
        updated_at=NOW,
        fact_checks=[FactCheck(**values | check)],
        phrasings=[],
        appearances=[],
    )


def test_a_private_reply_has_rating_claim_finding_publisher_and_link() -> None:
    said = fact_check_reply(claim(title="No evidence of 100,000 volunteers"), EN, PRIVATE)
    assert said.splitlines() == [
        "The claim: “North Korea will send 100,000 volunteers”",
        "Rating of the claim: <b>Unsupported</b>",
        "Checked by Example Newsroom",
        "Title of the fact-check: “No evidence of 100,000 volunteers”",
        "https://example.org/en",
    ]


def test_a_group_reply_is_shorter_than_a_private_one() -> None:
    checked = claim(title="No evidence of 100,000 volunteers")
    assert len(fact_check_reply(checked, EN, GROUP)) < len(fact_check_reply(checked, EN, PRIVATE))


@pytest.mark.parametrize("language", languages())
def test_a_link_stands_alone_on_the_last_line(language: str) -> None:
    for place in (PRIVATE, GROUP, TIMELINE):
        said = fact_check_reply(claim(title="Title"), Translator(language), place)
        assert said.splitlines()[-1] == "https://example.org/en"


def test_the_fact_check_in_the_readers_language_is_linked() -> None:
    checked = claim()
    checked.fact_checks.append(FactCheck(url="https://example.org/es", language="es"))
    assert "https://example.org/es" in fact_check_reply(checked, Translator("es"), PRIVATE)
    assert "https://example.org/en" in fact_check_reply(checked, Translator("ru"), PRIVATE)


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "tg://join", "file:///etc/passwd"]
)
def test_only_http_links_are_ever_sent(url: str) -> None:
    assert safe_link(url) is None
    for place in (PRIVATE, GROUP, TIMELINE):
        assert url not in fact_check_reply(claim(url=url), EN, place)


def test_markup_in_a_claim_is_escaped_everywhere() -> None:
    evil = claim("<b>x</b> & <a href='https://evil.example'>y</a>", title="<i>t</i>", publisher="<u>p</u>")
    for place in (PRIVATE, GROUP, TIMELINE):
        said = fact_check_reply(evil, EN, place)
        for tag in ("<a", "<i>", "<u>", "<b>x"):
            assert tag not in said


def test_the_publishers_own_words_stand_beside_the_rating() -> None:
    assert "“Pants on fire”" in plain_text(
        fact_check_reply(claim(textual_rating="Pants on fire"), EN, PRIVATE)
    )
    assert "own words" not in fact_check_reply(claim(textual_rating="unsupported"), EN, PRIVATE)


def test_two_x_replies_in_a_row_differ() -> None:
    checked = claim(title="No evidence of 100,000 volunteers")
    said = [fact_check_reply(checked, EN, TIMELINE, variant) for variant in range(400)]
    assert len(set(said)) == len(said)
    told = [nothing_found_briefly(EN, number, NOW + timedelta(minutes=number)) for number in range(40)]
    assert len(set(told)) == len(told)


@pytest.mark.parametrize("links", ["dm", "page"])
@pytest.mark.parametrize("language", languages())
def test_an_x_reply_may_say_where_the_link_is_instead_of_holding_it(language: str, links: Links) -> None:
    checked = claim(LONG, title="No evidence of 100,000 volunteers")
    said = [
        plain_text(
            fact_check_reply(checked, Translator(language), TIMELINE, 0, Fits(FITS.measure, number, links))
        )
        for number in range(200)
    ]
    assert len(set(said)) == len(said)
    assert not [text for text in said if "example.org" in text or "http" in text]
    ways = {Translator(language).plain(f"x-{links}-{number}") for number in (1, 2, 3)}
    assert all(any(text.endswith(way) for way in ways) for text in said)
    assert max(map(len, said)) <= 280


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("variant", range(X_VARIANTS))
def test_an_x_reply_fits_and_keeps_rating_and_link(language: str, variant: int) -> None:
    said = plain_text(fact_check_reply(claim(LONG), Translator(language), TIMELINE, variant, FITS))
    assert 200 < len(said) <= 280
    assert said.endswith("\nhttps://example.org/en")
    assert Translator(language).plain("rating-unsupported") in said
    assert "…" in said


def test_an_x_reply_calls_nobody_and_quotes_no_stock() -> None:
    said = fact_check_reply(claim("@somebody says $TSLA and ＠other rise by $5, a@b.example"), EN, TIMELINE)
    assert "somebody says TSLA and other rise" in said
    assert "@somebody" not in said


def test_suggestions_are_numbered() -> None:
    said = plain_text(suggestions([claim("First claim"), claim("Second claim")], EN))
    assert "1. First claim" in said
    assert "2. Second claim" in said
    assert "one of these" in said
    assert "Did you mean this claim?" in suggestions([claim()], EN)


def test_nothing_found_is_not_called_true_or_false() -> None:
    assert "does not make it true or false" in nothing_found(EN, had_text=True)
    assert nothing_found(EN, had_text=True) != nothing_found(EN, had_text=False)


def test_a_cut_falls_after_a_sentence_or_a_word() -> None:
    assert shorten("One sentence here. Another one follows it.", 30) == "One sentence here.…"
    assert shorten("several words without any end to them", 20) == "several words…"
    assert shorten("short", 20) == "short"
    assert shorten("x" * 30, 10) == "x" * 9 + "…"


@given(st.text(max_size=400), st.integers(min_value=0, max_value=300))
def test_a_cut_text_is_never_longer_than_asked(text: str, limit: int) -> None:
    assert len(shorten(text, limit)) <= limit


@given(st.text(alphabet="<>&\"'a ", min_size=400, max_size=900))
def test_a_quoted_text_can_always_be_said(text: str) -> None:
    assert EN("claim-brief", claim="1", statement=quoted(text, EN, 900), rating="x")


def test_right_to_left_text_is_isolated_only_where_it_is_foreign() -> None:
    assert quoted("القمر", EN) == "\u2068القمر\u2069"
    assert quoted("القمر", Translator("ar")) == "القمر"
    assert quoted("moon", EN) == "moon"


def test_plain_text_keeps_lines_and_writes_links_out() -> None:
    html = '<b>A</b> &lt;b&gt; &amp;\n<a href="https://example.org/?a=1&amp;b=2">there</a>'
    assert plain_text(html) == "A <b> &\nthere: https://example.org/?a=1&b=2"


def test_choices_are_numbered_and_links_written_out() -> None:
    message = OutgoingMessage(
        PRIVATE,
        "Choose",
        buttons=(
            (Button("Yes & no", "p1"), Button("No", "p2")),
            (Button("Read", url="https://example.org"),),
        ),
    )
    numbered = as_numbered_choices(message)
    assert numbered.buttons == ()
    assert plain_text(numbered.html).splitlines()[2:] == [
        "1 – Yes & no",
        "2 – No",
        "Read: https://example.org",
        "Answer with a number.",
    ]
    assert [button.payload for button in choices_of(message)] == ["p1", "p2"]
    assert as_numbered_choices(numbered) == numbered


def test_a_list_ends_before_the_limit_of_a_message() -> None:
    said = within([EN("list-item", text="x" * 100)] * 100)
    assert len(said) <= 3802
    assert said.endswith("\n…")
