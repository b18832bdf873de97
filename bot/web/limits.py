"""What holds for every request: headers that browsers obey, sizes, rates, and where a form may come from."""

from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from fastapi import Request, Response
from fastapi.responses import PlainTextResponse
from limits import RateLimitItem, RateLimitItemPerMinute
from limits.aio.storage import MemoryStorage
from limits.aio.strategies import MovingWindowRateLimiter

MOST_BYTES = 8_000_000
"""The largest upload: some 30,000 claims as CSV."""

_PAGES = RateLimitItemPerMinute(240, namespace="pages")
_SIGNING_IN = RateLimitItemPerMinute(10, namespace="signing-in")
_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}

Next = Callable[[Request], Awaitable[Response]]


class Rates:
    """Counts requests in this process: a moving window for each address or token."""

    def __init__(self) -> None:
        self._limiter = MovingWindowRateLimiter(MemoryStorage())

    async def allow(self, limit: RateLimitItem, whose: str) -> bool:
        """Whether one more request fits into the window; it is counted then."""
        return await self._limiter.hit(limit, whose)


def guard(rates: Rates, public_url: str) -> Callable[[Request, Next], Awaitable[Response]]:
    """A middleware that refuses what is too large, too often, or a form from elsewhere, and sets headers.

    Args:
        rates: counts requests.
        public_url: a site may be addressed by another name than the one that its proxy passes on.
    """
    own_host = urlsplit(public_url).netloc

    async def middleware(request: Request, proceed: Next) -> Response:
        response = await _refused(request, rates, own_host) or await proceed(request)
        for name, value in _HEADERS.items():
            response.headers.setdefault(name, value)
        if not request.url.path.startswith("/static/"):
            response.headers.setdefault("Cache-Control", "no-store")
        return response

    return middleware


async def _refused(request: Request, rates: Rates, own_host: str) -> Response | None:
    """What answers a request that goes no further; None for all others."""
    path = request.url.path
    length = request.headers.get("content-length", "0")
    if not length.isdecimal() or int(length) > MOST_BYTES:
        return PlainTextResponse(f"at most {MOST_BYTES} bytes are taken\n", 413)
    if request.headers.get("transfer-encoding"):
        return PlainTextResponse("say the length of what you send\n", 411)
    if path.startswith(("/static/", "/api/")):
        return None  # tokens have rates of their own
    whose = request.client.host if request.client else "unknown"
    limit = _SIGNING_IN if path.startswith("/in/") else _PAGES
    if not await rates.allow(limit, whose):
        return PlainTextResponse("too many requests: wait a minute\n", 429, {"Retry-After": "60"})
    origin = request.headers.get("origin")
    known = (None, own_host, request.headers.get("host"))
    if request.method == "POST" and (origin and urlsplit(origin).netloc) not in known:
        return PlainTextResponse("this form comes from another site\n", 403)
    return None
