"""What a fact-check's page says about itself: schema.org ClaimReview as JSON-LD or microdata, else its title.

Publishers write it in many shapes: in a graph or a list, with authors as words, lists or objects, with empty
fields, with ratings whose numbers run backwards or mean nothing. Whatever is read here is a proposal that an
editor confirms. See https://schema.org/ClaimReview.
"""

import json
import re
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from bot.claims.form import clean_text
from bot.claims.pages import Page
from bot.claims.rating_words import rating_of

_TYPE = "ClaimReview"
_MOST_REVIEWS = 8
"""Claims offered of one page; round-ups examine several."""
_MOST_READ = 30
_DEEPEST = 12
_MOST_NODES = 5_000
_MOST_APPEARANCES = 5
_DAY = re.compile(r"^\s*(\d{4})-(\d{2})-(\d{2})")
_COMMENT = re.compile(r"^\s*(?:<!--|//<!\[CDATA\[|/\*<!\[CDATA\[\*/)|(?:-->|//\]\]>|/\*\]\]>\*/)\s*$")
_TRAILING_COMMA = re.compile(r",(\s*[}\]])")


@dataclass(frozen=True)
class FoundReview:
    """A claim that a page examines, as far as the page says; None and empty where it does not.

    `rating` is one of ours where the publisher's word or scale is understood.
    """

    claim: str
    rating: str | None = None
    textual_rating: str | None = None
    publisher: str | None = None
    title: str | None = None
    language: str | None = None
    published_on: date | None = None
    claimant: str | None = None
    appearances: tuple[str, ...] = ()
    url: str | None = None
    """The fact-check's address as the review states it."""
    author_url: str | None = None
    licence: str | None = None
    own: bool = False
    """Whether it is stated to be of the page that it was read on."""


@dataclass(frozen=True)
class FactCheckPage:
    """A fact-check's page: its address, and the claims that it examines, this page's own first.

    `canonical` is the address that the page gives itself, where it gives one.
    """

    url: str
    reviews: tuple[FoundReview, ...]
    title: str | None = None
    publisher: str | None = None
    language: str | None = None
    canonical: str | None = None


def read_fact_check(page: Page) -> FactCheckPage:
    """Read what a page says about itself. Never fails: what cannot be understood is left out."""
    tree = LexborHTMLParser(page.html)
    title = _meta(tree, "og:title") or _text(node.text() if (node := tree.css_first("title")) else None)
    publisher = _meta(tree, "og:site_name")
    root = tree.css_first("html")
    language = _language(root.attributes.get("lang") if root is not None else None)
    found: dict[tuple[str, str | None], FoundReview] = {}
    for data in islice(_reviews(tree), _MOST_READ):
        review = _review(data, page.url, title, publisher, language)
        found.setdefault((review.claim.casefold(), review.textual_rating), review)
    reviews = tuple(sorted(found.values(), key=lambda one: not one.own)[:_MOST_REVIEWS])
    return FactCheckPage(page.url, reviews, title, publisher, language, _canonical(tree, page.url))


def reviews_in(data: object) -> Iterator[Mapping[str, Any]]:
    """Every ClaimReview object in a piece of JSON, wherever it is nested."""
    return _of_type(data)


def read_review(data: Mapping[str, Any]) -> FoundReview:
    """Read one ClaimReview object by itself, as feeds and dumps hold it. Never fails."""
    address = _first(data.get("url"))
    return _review(data, address if isinstance(address, str) else "", None, None, None)


def _canonical(tree: LexborHTMLParser, url: str) -> str | None:
    node = tree.css_first('link[rel="canonical"]')
    address = node.attributes.get("href") if node is not None else None
    try:
        joined = urljoin(url, address.strip()) if address and address.strip() else None
    except ValueError:
        return None
    return joined if joined and joined.startswith(("http://", "https://")) else None


def _reviews(tree: LexborHTMLParser) -> Iterator[Mapping[str, Any]]:
    """Every ClaimReview of the page, as JSON-LD would write it."""
    for script in tree.css("script"):
        kind = (script.attributes.get("type") or "").split(";")[0].strip().lower()
        if kind == "application/ld+json" and (data := _json(script.text())) is not None:
            yield from _of_type(data)
    for node in tree.css("[itemscope]"):
        if _is_review(_names(node.attributes.get("itemtype"))):
            yield _microdata(node)


def _json(text: str) -> object:
    """JSON as pages hold it: in comments, with raw line breaks or a comma too many; None where it is none."""
    bare = _COMMENT.sub("", text).strip()
    for candidate in (bare, _TRAILING_COMMA.sub(r"\1", bare)):
        try:
            return json.loads(candidate, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _of_type(data: object) -> Iterator[Mapping[str, Any]]:
    """The reviews in it, wherever they are nested; the search is bounded."""
    waiting: deque[tuple[object, int]] = deque([(data, 0)])
    for _ in range(_MOST_NODES):
        if not waiting:
            return
        here, depth = waiting.popleft()
        inner: list[object] = []
        if isinstance(here, Mapping):
            if _is_review(_names(here.get("@type"))):
                yield here
            inner = list(here.values())
        elif isinstance(here, list):
            inner = here
        if depth < _DEEPEST:
            waiting += [(one, depth + 1) for one in inner if isinstance(one, Mapping | list)]


def _names(kind: object) -> list[str]:
    """The types that `@type` or `itemtype` names, without their vocabulary's address."""
    kinds = kind.split() if isinstance(kind, str) else kind if isinstance(kind, list) else []
    return [re.split(r"[/#:]", one)[-1] for one in kinds if isinstance(one, str)]


def _is_review(names: list[str]) -> bool:
    return _TYPE in names


def _microdata(node: LexborNode, depth: int = 0) -> dict[str, Any]:
    """An item of microdata with its properties, items within it likewise; how deep is bounded."""
    item: dict[str, Any] = {"@type": _names(node.attributes.get("itemtype"))}
    waiting = list(node.iter())[::-1]
    for _ in range(_MOST_NODES):
        if not waiting or depth > _DEEPEST:
            break
        child = waiting.pop()
        name = child.attributes.get("itemprop")
        nested = "itemscope" in child.attributes
        if name and name not in item:
            item[name] = _microdata(child, depth + 1) if nested else _value(child)
        if not nested:
            waiting += list(child.iter())[::-1]
    return item


def _value(node: LexborNode) -> str:
    """The value of a property: in its attribute where its element has one for it, else its text."""
    for attribute in ("content", "datetime", "href", "src"):
        if value := node.attributes.get(attribute):
            return value
    return node.text()


def _review(
    data: Mapping[str, Any], url: str, title: str | None, publisher: str | None, language: str | None
) -> FoundReview:
    reviewed = _first(data.get("itemReviewed"))
    rating = _first(data.get("reviewRating"))
    rating = rating if isinstance(rating, Mapping) else {"alternateName": rating}
    own_words = _text(rating.get("alternateName")) or _text(rating.get("name"))
    if own_words is None and not _is_number(rating.get("ratingValue")):
        own_words = _text(rating.get("ratingValue"))
    claim = _text(data.get("claimReviewed"))
    if isinstance(reviewed, Mapping):
        claim = claim or _text(reviewed.get("text")) or _text(reviewed.get("claimReviewed"))
        claimant = _name(reviewed.get("author"))
        said_in = [reviewed.get("firstAppearance"), reviewed.get("appearance"), reviewed.get("url")]
    else:
        claimant, said_in = None, []
    scale = (rating.get("ratingValue"), rating.get("bestRating"), rating.get("worstRating"))
    named = _name(data.get("author")) or _name(data.get("publisher")) or publisher
    return FoundReview(
        claim=claim or "",
        rating=rating_of(own_words, *scale),
        textual_rating=own_words,
        publisher=named or _hostname(url),
        title=_text(data.get("headline")) or _text(data.get("name")) or title,
        language=_language(data.get("inLanguage")) or language,
        published_on=_day(data.get("datePublished")),
        claimant=claimant,
        appearances=_addresses(said_in),
        url=next(iter(_addresses([data.get("url")])), None),
        author_url=next(iter(_addresses([_first(data.get("author"))])), None),
        licence=_text(data.get("license")) or _text(data.get("sdLicense")),
        own=_same_page(data.get("url"), url),
    )


def _first(value: object) -> object:
    return value[0] if isinstance(value, list) and value else None if isinstance(value, list) else value


def _text(value: object) -> str | None:
    """A value's text on one line, None where it holds none."""
    value = _first(value)
    if isinstance(value, Mapping):
        value = value.get("@value") or value.get("name")
    if not isinstance(value, str):
        return None
    if "<" in value:
        tree = LexborHTMLParser(value[:10_000])
        tree.strip_tags(["script", "style"])
        value = tree.text(separator=" ")
    cleaned = clean_text(value[:10_000])
    return cleaned if isinstance(cleaned, str) and cleaned else None


def text_of_html(value: object, longest: int) -> str | None:
    """The text in a piece of HTML, on one line and cut; None where there is none."""
    text = _text(value)
    return text[:longest].strip() or None if text else None


def _name(value: object) -> str | None:
    """A person's or organisation's name, however it is written."""
    one = _first(value)
    if isinstance(one, Mapping):
        one = one.get("name") or one.get("legalName")
    return _text(one)


def _language(value: object) -> str | None:
    code = _first(value)
    if isinstance(code, Mapping):
        code = code.get("alternateName") or code.get("name")
    match = re.match(r"\s*([A-Za-z]{2,3})(?:[-_]|\s*$)", code) if isinstance(code, str) else None
    return match[1].lower() if match else None


def _day(value: object) -> date | None:
    match = _DAY.match(value) if isinstance(value, str) else None
    try:
        return date(*(int(part) for part in match.groups())) if match else None
    except ValueError:
        return None


def _addresses(values: list[object]) -> tuple[str, ...]:
    """The http(s) addresses among these, at most so many."""
    found: list[str] = []
    for value in values:
        for one in value if isinstance(value, list) else [value]:
            address = one.get("url") or one.get("@id") if isinstance(one, Mapping) else one
            address = _first(address)
            if isinstance(address, str) and address.strip().lower().startswith(("http://", "https://")):
                found.append(address.strip())
    return tuple(dict.fromkeys(found))[:_MOST_APPEARANCES]


def _is_number(value: object) -> bool:
    try:
        float(str(value))
    except ValueError:
        return False
    return True


def _same_page(address: object, url: str) -> bool:
    """Whether a review's own address is that of the page, whatever its scheme, `www` and closing slash."""
    address = _first(address)
    if not isinstance(address, str):
        return False
    try:
        one, other = urlsplit(urljoin(url, address.strip())), urlsplit(url)
    except ValueError:
        return False
    return (_host(one.hostname), one.path.rstrip("/")) == (_host(other.hostname), other.path.rstrip("/"))


def _hostname(url: str) -> str | None:
    try:
        return urlsplit(url).hostname
    except ValueError:
        return None


def _host(name: str | None) -> str:
    return (name or "").lower().removeprefix("www.")


def _meta(tree: LexborHTMLParser, name: str) -> str | None:
    node = tree.css_first(f'meta[property="{name}"]') or tree.css_first(f'meta[name="{name}"]')
    return _text(node.attributes.get("content")) if node is not None else None
