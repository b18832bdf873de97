"""Google's Fact Check Tools API: `claims:search` by a publisher's site or words, page by page.

See https://developers.google.com/fact-check/tools/api/reference/rest/v1alpha1/claims/search. It gives no
scale of a rating, only the publisher's word. What it gives may be kept for a limited time; see
`SourceSettings.google_days`.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import parse_qsl, urlencode

from bot.claims.claimreview import text_of_html
from bot.claims.rating_words import rating_of
from bot.errors import InputError
from bot.sources.found import FoundClaim, domain_of, host_of
from storage.addresses import canonical_address

PREFIX = "google:"
PAGE_SIZE = 100
_OPTIONS = {"site", "query", "language", "days"}


class NoAnswer(ValueError):
    """The answer is an error, or not of the documented shape; `state` is what its source is in then."""

    def __init__(self, reason: str, state: str = "status") -> None:
        super().__init__(reason)
        self.state = state


@dataclass(frozen=True)
class Answered:
    """One page of an answer."""

    claims: tuple[FoundClaim, ...]
    next_token: str | None


def options_of(address: str) -> dict[str, str]:
    """What `google:…` asks for: `google:example.org` or `google:query=words&language=en&days=30`.

    Raises:
        InputError: neither a site nor words are asked for, or an option is none.
    """
    asked = address.removeprefix(PREFIX).strip()
    if "=" not in asked:
        options = {"site": host_of(f"https://{asked}") if "." in asked else "", "query": ""}
        if not options["site"]:
            options["query"] = asked
    else:
        options = dict(parse_qsl(asked))
    unknown = set(options) - _OPTIONS
    if unknown:
        raise InputError(f"{', '.join(sorted(unknown))}: the options are site, query, language and days")
    if not options.get("site") and not options.get("query"):
        raise InputError("say whose claims: google:example.org, or google:query=words&language=en")
    if not options.get("days", "1").isdecimal():
        raise InputError("days is a whole number")
    return {name: value for name, value in options.items() if value}


def address_of(options: Mapping[str, str]) -> str:
    """The one way to write these options as a source's address."""
    return PREFIX + urlencode(sorted(options.items()))


def request_of(base: str, options: Mapping[str, str], token: str | None, days: int | None) -> str:
    """The address to ask, without the key, which goes into a header."""
    asked = {
        "reviewPublisherSiteFilter": options.get("site"),
        "query": options.get("query"),
        "languageCode": options.get("language"),
        "maxAgeDays": options.get("days") or days,
        "pageSize": PAGE_SIZE,
        "pageToken": token,
    }
    query = urlencode({name: value for name, value in asked.items() if value})
    return f"{base.rstrip('/')}/v1alpha1/claims:search?{query}"


def read_answer(status: int, body: bytes) -> Answered:
    """Read one answer; claims of another shape than the documented are left out.

    Raises:
        NoAnswer: it is an error (https://google.aip.dev/193), or no answer at all.
    """
    if status >= 400:
        raise _refusal(status, body)
    try:
        data = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise NoAnswer(f"no JSON: {error}") from None
    if not isinstance(data, Mapping) or not isinstance(data.get("claims", []), list):
        raise NoAnswer("no claims in it")
    found = [one for claim in data.get("claims", []) if isinstance(claim, Mapping) for one in _claims(claim)]
    token = data.get("nextPageToken")
    return Answered(tuple(found), token if isinstance(token, str) and token else None)


def _refusal(status: int, body: bytes) -> NoAnswer:
    """What Google says is wrong; a key that is missing, unknown or not allowed has a state of its own."""
    try:
        data = json.loads(body)
    except (ValueError, RecursionError):
        data = None
    error = data.get("error") if isinstance(data, Mapping) else None
    error = error if isinstance(error, Mapping) else {}
    said = text_of_html(error.get("message"), 200)
    about_key = status in (401, 403) or "API_KEY" in str(error.get("details"))
    reason = f"Google answered {status}" + (f": {said}" if said else "")
    return NoAnswer(reason, "no-key" if about_key else "status")


def _claims(claim: Mapping[str, Any]) -> list[FoundClaim]:
    text = text_of_html(claim.get("text"), 2_000)
    reviews = claim.get("claimReview")
    if text is None or not isinstance(reviews, list):
        return []
    return [
        found
        for review in reviews
        if isinstance(review, Mapping) and (found := _one(text, claim, review)) is not None
    ]


def _one(text: str, claim: Mapping[str, Any], review: Mapping[str, Any]) -> FoundClaim | None:
    url = review.get("url")
    if not isinstance(url, str) or not url.startswith(("http://", "https://")):
        return None
    publisher = review.get("publisher")
    publisher = publisher if isinstance(publisher, Mapping) else {}
    site = publisher.get("site")
    words = text_of_html(review.get("textualRating"), 300)
    own = not isinstance(site, str) or not site or domain_of(f"https://{site}") == domain_of(url)
    return FoundClaim(
        address=canonical_address(url),
        claim=text,
        rating=rating_of(words) if words else None,
        textual_rating=words,
        publisher=text_of_html(publisher.get("name"), 200),
        title=text_of_html(review.get("title"), 300),
        language=_language(review.get("languageCode")),
        published_on=_day(review.get("reviewDate")),
        claimant=text_of_html(claim.get("claimant"), 200),
        own=own,
    )


def _language(value: object) -> str | None:
    code = value.split("-")[0].lower() if isinstance(value, str) else ""
    return code if 2 <= len(code) <= 3 and code.isalpha() and code.isascii() else None


def _day(value: object) -> date | None:
    try:
        return date.fromisoformat(value[:10]) if isinstance(value, str) else None
    except ValueError:
        return None
