"""What fact-check pages say about themselves is understood in the shapes in which publishers write it."""

import json
from datetime import date

import pytest

from bot.claims.claimreview import FactCheckPage, FoundReview, read_fact_check
from bot.claims.pages import Page
from bot.claims.rating_words import rating_of
from storage.claims import RATINGS

URL = "https://example.org/fact-check/lemonade"
REVIEW: dict[str, object] = {
    "@context": "https://schema.org",
    "@type": "ClaimReview",
    "url": URL,
    "claimReviewed": "The pool was filled with lemonade",
    "author": {"@type": "Organization", "name": "Sample Newsroom"},
    "datePublished": "2026-03-01 20:30:17 UTC",
    "reviewRating": {"@type": "Rating", "ratingValue": 1, "bestRating": 5, "worstRating": 1},
    "itemReviewed": {"@type": "Claim", "author": {"@type": "Person", "name": "A pundit"}},
}


def read(*data: object, head: str = "") -> FactCheckPage:
    """The page of a fact-check with these pieces of JSON-LD."""
    scripts = "".join(f'<script type="application/ld+json">{json.dumps(one)}</script>' for one in data)
    return read_fact_check(Page(URL, f"<html lang='en-GB'><head><title>A title</title>{head}{scripts}"))


def only(page: FactCheckPage) -> FoundReview:
    """Its one review."""
    (review,) = page.reviews
    return review


def test_a_review_is_read_with_all_that_it_says() -> None:
    assert only(read(REVIEW)) == FoundReview(
        claim="The pool was filled with lemonade",
        rating="false",
        textual_rating=None,
        publisher="Sample Newsroom",
        title="A title",
        language="en",
        published_on=date(2026, 3, 1),
        claimant="A pundit",
        url=URL,
        own=True,
    )


@pytest.mark.parametrize(
    "data",
    [
        [REVIEW],
        {"@graph": [{"@type": "WebPage"}, REVIEW]},
        {"@type": "NewsArticle", "mainEntity": {"hasPart": [{"review": REVIEW}]}},
        REVIEW | {"@type": ["Review", "ClaimReview"]},
        REVIEW | {"@type": "http://schema.org/ClaimReview"},
        REVIEW | {"@type": "schema:ClaimReview"},
    ],
)
def test_a_review_is_found_wherever_it_stands(data: object) -> None:
    assert only(read({"@type": "Organization"}, data)).claim == "The pool was filled with lemonade"


@pytest.mark.parametrize(
    "text",
    [
        f"<!-- {json.dumps(REVIEW)} -->",
        f"//<![CDATA[\n{json.dumps(REVIEW)}\n//]]>",
        json.dumps(REVIEW)[:-1] + ",}",
        json.dumps(REVIEW).replace("filled with", "filled\\nwith").replace("\\n", "\n"),
    ],
)
def test_json_that_is_not_quite_json_is_read(text: str) -> None:
    page = read_fact_check(Page(URL, f'<script type="application/ld+json">{text}</script>'))
    assert only(page).claim == "The pool was filled with lemonade"


def test_json_that_is_none_at_all_is_passed_over() -> None:
    broken = '<script type="application/ld+json">{"@type": "ClaimReview", </script>'
    deep = f'<script type="application/ld+json">{"[" * 100_000}</script>'
    assert len(read(REVIEW, head=broken + deep).reviews) == 1


@pytest.mark.parametrize(
    ("field", "value", "found"),
    [
        ("author", "Sample Newsroom", {"publisher": "Sample Newsroom"}),
        ("author", [{"name": "Sample Newsroom"}, {"name": "Other"}], {"publisher": "Sample Newsroom"}),
        ("author", {"@type": "Organization", "url": URL}, {"publisher": "example.org"}),
        ("claimReviewed", "", {"claim": ""}),
        ("claimReviewed", "  It is <b>so</b> &amp; more\n", {"claim": "It is so & more"}),
        ("claimReviewed", ["One", "Two"], {"claim": "One"}),
        ("claimReviewed", {"@value": "Wrapped"}, {"claim": "Wrapped"}),
        ("claimReviewed", 7, {"claim": ""}),
        ("datePublished", "2026-02-31", {"published_on": None}),
        ("datePublished", "", {"published_on": None}),
        ("datePublished", "2026-01-23T14:22:00+0100", {"published_on": date(2026, 1, 23)}),
        ("inLanguage", {"@type": "Language", "name": "es-MX"}, {"language": "es"}),
        ("itemReviewed", None, {"claimant": None}),
        ("itemReviewed", [{"author": [{"name": ["A pundit"]}]}], {"claimant": "A pundit"}),
        ("itemReviewed", {"author": {"name": ""}}, {"claimant": None}),
        ("reviewRating", None, {"rating": None, "textual_rating": None}),
        ("reviewRating", "Falso", {"rating": "false", "textual_rating": "Falso"}),
        ("reviewRating", {"ratingValue": "Falsk"}, {"rating": "false", "textual_rating": "Falsk"}),
        ("reviewRating", [{"alternateName": "FAUX"}], {"rating": "false", "textual_rating": "FAUX"}),
    ],
)
def test_awkward_fields_are_understood_or_left_out(
    field: str, value: object, found: dict[str, object]
) -> None:
    review = only(read(REVIEW | {field: value}))
    assert {name: getattr(review, name) for name in found} == found


def test_only_web_addresses_count_as_appearances() -> None:
    seen = ["https://example.org/post/5967", "1", "some-page.html", "javascript:alert(1)", 7, None]
    reviewed = {"appearance": seen, "firstAppearance": {"url": "https://example.org/first"}, "url": ""}
    review = only(read(REVIEW | {"itemReviewed": reviewed}))
    assert review.appearances == ("https://example.org/first", "https://example.org/post/5967")


def test_of_several_reviews_the_pages_own_comes_first_and_doubles_count_once() -> None:
    other = REVIEW | {"url": "https://example.org/other", "claimReviewed": "Other"}
    same = REVIEW | {"url": "http://www.example.org/fact-check/lemonade/"}
    page = read(other, REVIEW, same)
    assert [review.claim for review in page.reviews] == ["The pool was filled with lemonade", "Other"]


def test_microdata_is_read_too() -> None:
    html = f"""<div itemscope itemtype="https://schema.org/ClaimReview">
      <span itemprop="claimReviewed">The pool was filled</span>
      <a itemprop="url" href="{URL}"></a><meta itemprop="datePublished" content="2026-03-01">
      <div itemprop="author" itemscope itemtype="https://schema.org/Organization">
        <b itemprop="name">Sample Newsroom</b></div>
      <div itemprop="reviewRating" itemscope><i itemprop="alternateName">Misleading</i></div></div>"""
    review = only(read_fact_check(Page(URL, html)))
    assert (review.claim, review.publisher, review.rating, review.published_on) == (
        "The pool was filled",
        "Sample Newsroom",
        "misleading",
        date(2026, 3, 1),
    )


def test_a_page_without_a_review_still_has_a_title() -> None:
    head = '<meta property="og:title" content="No lemonade"><meta property="og:site_name" content="Sample">'
    page = read(head=head)
    assert (page.reviews, page.title, page.publisher, page.language) == ((), "No lemonade", "Sample", "en")


def test_a_page_of_ten_thousand_nested_items_is_read_in_bounds() -> None:
    item = '<div itemscope itemprop="review" itemtype="https://schema.org/ClaimReview">'
    assert len(read_fact_check(Page(URL, item * 10_000)).reviews) <= 8
    assert read_fact_check(Page(URL, "")).reviews == ()


@pytest.mark.parametrize(
    ("word", "rating"),
    [
        ("Pants on Fire!", "false"),
        ("FALSO", "false"),
        ("Es falso", "false"),
        ("Вигадка", "false"),
        ("غير صحيح", "false"),
        ("Mostly False", "misleading"),
        ("C’est plus compliqué", "mixed"),
        ("Verdad a medias", "mixed"),
        ("No evidence", "unsupported"),
        ("Unproven", "unproven"),
        ("Satire", "satire"),
        ("Mostly true", "true"),
        ("The claim is false", "false"),
        ("Not false", None),
        ("True or false?", None),
        ("Not really, charts say", None),
        ("", None),
        (None, None),
    ],
)
def test_publishers_words_are_understood_or_left_to_the_editor(word: str | None, rating: str | None) -> None:
    assert rating_of(word) == rating
    assert rating is None or rating in RATINGS


@pytest.mark.parametrize(
    ("value", "best", "worst", "rating"),
    [
        ("5", "1", "5", "false"),
        (1, 5, 1, "false"),
        (5, 5, 1, "true"),
        ("3", "5", "1", "mixed"),
        ("-1", "-1", "-1", None),
        ("1", "1", "1", None),
        (9, 5, 1, None),
        ("nan", "5", "1", None),
        ("1", "inf", "1", None),
        ("1", None, None, None),
        ("often", "5", "1", None),
    ],
)
def test_numbers_count_only_on_a_scale_that_says_something(
    value: object, best: object, worst: object, rating: str | None
) -> None:
    assert rating_of(None, value, best, worst) == rating
