"""Google's Fact Check Tools API, `claims:search`, as Google documents it, on the fake web.

Parameters, fields: https://developers.google.com/fact-check/tools/api/reference/rest/v1alpha1/claims/search
and the API's discovery document, revision 20200511. Errors: https://google.aip.dev/193. Fields that are empty
are left out, as protobuf's JSON does; an empty answer is `{}`.
"""

import base64
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from aiohttp import web

PATH = "/v1alpha1/claims:search"
_OWN = {"languageCode", "maxAgeDays", "offset", "pageSize", "pageToken", "query", "reviewPublisherSiteFilter"}
_COMMON = {"key", "alt", "fields", "prettyPrint", "quotaUser", "$.xgafv", "access_token", "callback"}
_NUMBERS = {"maxAgeDays", "offset", "pageSize"}


@dataclass
class Review:
    """A ClaimReview that Google knows."""

    url: str
    rating: str = "False"
    title: str = ""
    publisher: str = "Checks"
    language: str = "en"
    reviewed: datetime | None = None


@dataclass
class FakeGoogle:
    """The API; `asked` holds each request's parameters, `failing` an answer in place of the usual one."""

    now: Callable[[], datetime]
    key: str = "right-key"
    claims: list[dict[str, Any]] = field(default_factory=list)
    asked: list[dict[str, str]] = field(default_factory=list)
    failing: tuple[int, str, str, dict[str, str]] | None = None

    def add(self, text: str, *reviews: Review, claimant: str = "", claimed: datetime | None = None) -> None:
        """One more claim."""
        self.claims.append({"text": text, "claimant": claimant, "claimed": claimed, "reviews": list(reviews)})

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """Answer a search."""
        asked = dict(request.query)
        self.asked.append(dict(asked))
        if self.failing is not None:
            status, code, message, headers = self.failing
            return _error(status, code, message, headers=headers)
        key = request.headers.get("X-Goog-Api-Key") or asked.pop("key", None)
        if key is None:
            return _error(403, "PERMISSION_DENIED", "Method doesn't allow unregistered callers.")
        if key != self.key:
            detail = {
                "@type": "type.googleapis.com/google.rpc.ErrorInfo",
                "reason": "API_KEY_INVALID",
                "domain": "googleapis.com",
            }
            message = "API key not valid. Please pass a valid API key."
            return _error(400, "INVALID_ARGUMENT", message, [detail])
        fault = _fault(asked)
        if fault is not None:
            return _error(400, "INVALID_ARGUMENT", fault)
        return self._page(dict(asked))

    def _page(self, asked: dict[str, str]) -> web.Response:
        token = asked.pop("pageToken", "")
        offset = int(asked.get("offset", 0))
        if token:
            try:
                before = json.loads(base64.urlsafe_b64decode(token))
            except ValueError:
                return _error(400, "INVALID_ARGUMENT", "Request contains an invalid argument.")
            if before["asked"] != asked:
                return _error(400, "INVALID_ARGUMENT", "The page token is another request's.")
            offset = before["at"]
        size = int(asked.get("pageSize", 10))
        found = [one for claim in self.claims if (one := self._shown(claim, asked)) is not None]
        data: dict[str, Any] = {}
        if found[offset : offset + size]:
            data["claims"] = found[offset : offset + size]
        if offset + size < len(found):
            data["nextPageToken"] = base64.urlsafe_b64encode(
                json.dumps({"at": offset + size, "asked": asked}).encode()
            ).decode()
        return web.json_response(data)

    def _shown(self, claim: dict[str, Any], asked: dict[str, str]) -> dict[str, Any] | None:
        """The claim with those of its reviews that were asked for."""
        words = asked.get("query", "").casefold().split()
        if not all(word in claim["text"].casefold() for word in words):
            return None
        reviews = [one for one in claim["reviews"] if self._is_meant(one, claim, asked)]
        if not reviews:
            return None
        shown = {"text": claim["text"], "claimant": claim["claimant"], "claimDate": _moment(claim["claimed"])}
        shown["claimReview"] = [
            _present(
                {
                    "publisher": _present({"name": one.publisher, "site": _site(one.url)}),
                    "url": one.url,
                    "title": one.title,
                    "reviewDate": _moment(one.reviewed),
                    "textualRating": one.rating,
                    "languageCode": one.language,
                }
            )
            for one in reviews
        ]
        return _present(shown)

    def _is_meant(self, one: Review, claim: dict[str, Any], asked: dict[str, str]) -> bool:
        site = asked.get("reviewPublisherSiteFilter")
        language = asked.get("languageCode", "").split("-")[0]
        newest = max((moment for moment in (one.reviewed, claim["claimed"]) if moment), default=None)
        days = asked.get("maxAgeDays")
        young = days is None or (newest is not None and newest >= self.now() - timedelta(days=int(days)))
        return young and site in (None, _site(one.url)) and language in ("", one.language)


def _fault(asked: dict[str, str]) -> str | None:
    """What is wrong with the parameters, as the transcoding of gRPC says it."""
    for name in asked:
        if name not in _OWN | _COMMON:
            return f'Invalid JSON payload received. Unknown name "{name}": Cannot bind query parameter.'
    for name in _NUMBERS & asked.keys():
        if not asked[name].lstrip("-").isdecimal() or abs(int(asked[name])) >= 2**31:
            return f"Invalid value at '{name}' (TYPE_INT32), \"{asked[name]}\""
    if not asked.get("query") and not asked.get("reviewPublisherSiteFilter"):
        return "Request contains an invalid argument."
    return None


def _error(
    status: int,
    code: str,
    message: str,
    details: list[dict[str, Any]] | None = None,
    headers: dict[str, str] | None = None,
) -> web.Response:
    error: dict[str, Any] = {"code": status, "message": message, "status": code}
    if details:
        error["details"] = details
    return web.json_response({"error": error}, status=status, headers=headers)


def _present(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value}


def _moment(moment: datetime | None) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ") if moment else ""


def _site(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")
