"""An HTTP session for tweepy's asynchronous clients that sends their calls to a host of our choosing.

tweepy 4.17.0 writes ``https://api.twitter.com`` into its code. Of the session in ``client.session`` it uses
``request``, ``headers``, ``closed`` and ``close`` alone, so this object stands in for
``aiohttp.ClientSession`` and serves proxies and tests alike. It retries nothing. tweepy's signatures name
the host that it wrote, so a signed call is signed again for the name that it goes to.
"""

import json
from collections.abc import Callable
from typing import Any, Final

import aiohttp
from multidict import CIMultiDict
from yarl import URL

from bot.platforms.base import ANSWER_SECONDS

X_HOSTS: Final = frozenset({"api.twitter.com", "api.x.com"})
"""The names under which X serves its API; calls to any other host are refused, for they would carry our
keys."""

DEFAULT_BASE_URL: Final = "https://api.x.com"
"""The name under which X documents its API (docs.x.com, and `servers` of its OpenAPI description)."""

_LONGEST_TEXT: Final = 200

Sign = Callable[[str, URL], str]
"""Gives the `Authorization` header of OAuth 1.0a for a method and an address."""

REST_TIMEOUT: Final = aiohttp.ClientTimeout(total=ANSWER_SECONDS, sock_connect=10)
"""Seconds for an ordinary call: X answers within a few, and a worker must not hang on one that it lost."""

STREAM_TIMEOUT: Final = aiohttp.ClientTimeout(total=None, sock_connect=10, sock_read=21)
"""Seconds for a stream: no end, but X promises a sign of life every 20 s (filtered stream documentation)."""


class ConnectionBroken(aiohttp.ClientConnectionError):
    """The connection ended before the answer came."""


class PlainRefusal(aiohttp.ClientResponseError):
    """X, or what stands before it, refused with a body that is no JSON object; its headers still count.

    tweepy reads a refusal's body as JSON whatever it is, and loses the status and the end of a rate limit.
    """


async def _tell_plain_refusals(
    request: aiohttp.ClientRequest, handler: aiohttp.ClientHandlerType
) -> aiohttp.ClientResponse:
    """Say of a refusal without JSON what it is, in one line of its text."""
    response = await handler(request)
    if response.status < 400:
        return response
    text = (await response.read()).decode(errors="replace")
    try:
        said = json.loads(text)
    except ValueError:
        said = None
    if isinstance(said, dict) and isinstance(said.get("errors", []), list):
        return response
    plain = "" if "<" in text else " ".join(text.split())[:_LONGEST_TEXT]
    raise PlainRefusal(
        response.request_info,
        response.history,
        status=response.status,
        message=plain or str(response.reason),
        headers=response.headers,
    )


async def _once(request: aiohttp.ClientRequest, handler: aiohttp.ClientHandlerType) -> aiohttp.ClientResponse:
    """Keep aiohttp from repeating a GET or DELETE by itself when the connection breaks (RFC 9112, 9.3.1).

    X would charge the repetition without our knowledge, and refuse it where it carries a signature, whose
    nonce is good once: the 401 would look like refused keys.
    """
    try:
        return await handler(request)
    except aiohttp.ClientConnectorError:
        raise
    except (aiohttp.ClientOSError, aiohttp.ServerDisconnectedError) as error:
        raise ConnectionBroken(type(error).__name__) from error


class UnexpectedHostError(ValueError):
    """A call was about to leave for a host that is not X's."""


class RebasedSession:
    """Sends what is addressed to X's hosts to ``base_url``, path and query unchanged.

    The query is passed on byte for byte, because an OAuth 1.0a signature covers it. The underlying
    connection pool is opened by the first call. tweepy closes its session whenever a stream ends and
    then opens a plain one of its own, which would know nothing of ``base_url``: therefore ``closed`` is
    never true, and a call after ``close`` opens a fresh pool.

    Args:
        base_url: scheme, host, port and an optional path prefix, such as ``http://127.0.0.1:8082``.
        timeout: ``REST_TIMEOUT`` for ``AsyncClient``, ``STREAM_TIMEOUT`` for streams.
        sign: signs what tweepy has signed once more, for the host that X sees: ``base_url``'s where that is
            X itself, else ``DEFAULT_BASE_URL``, which a proxy is taken to stand before.

    Raises:
        ValueError: ``base_url`` is not an absolute http(s) URL.
    """

    def __init__(
        self,
        base_url: str = DEFAULT_BASE_URL,
        *,
        timeout: aiohttp.ClientTimeout = REST_TIMEOUT,
        sign: Sign | None = None,
    ) -> None:
        base = URL(base_url)
        if base.scheme not in {"http", "https"} or not base.host:
            raise ValueError(f"not an absolute http(s) URL: {base_url!r}")
        self._base = base
        self._timeout = timeout
        self._sign = sign
        self._seen = base.origin() if base.host in X_HOSTS else URL(DEFAULT_BASE_URL)
        self._pool: aiohttp.ClientSession | None = None
        self.headers: CIMultiDict[str] = CIMultiDict()
        """Sent with every call; tweepy puts its User-Agent here."""

    @property
    def closed(self) -> bool:
        """Always false: see the class."""
        return False

    def request(self, method: str, url: str | URL, **options: Any) -> Any:
        """Start a call, as ``aiohttp.ClientSession.request`` does.

        Returns:
            aiohttp's request context manager, whose value is an ``aiohttp.ClientResponse``.

        Raises:
            UnexpectedHostError: ``url`` is not addressed to X.
        """
        target = self.rebase(URL(url))
        headers = CIMultiDict(self.headers)
        headers.update(options.pop("headers", None) or {})
        if self._sign is not None and headers.get("Authorization", "").startswith("OAuth "):
            headers["Authorization"] = self._sign(method, _moved(URL(url), self._seen))
        return self._open().request(method, target, headers=headers, **options)

    def rebase(self, url: URL) -> URL:
        """Give ``url`` with its scheme, host and port replaced and the base's path put in front.

        Raises:
            UnexpectedHostError: ``url`` is not addressed to X.
        """
        if url.host not in X_HOSTS:
            raise UnexpectedHostError(f"refusing to send X's keys to {url.host!r}")
        return _moved(url, self._base)

    async def close(self) -> None:
        """Close the connections that are open now; harmless when there are none."""
        pool, self._pool = self._pool, None
        if pool is not None:
            await pool.close()

    def _open(self) -> aiohttp.ClientSession:
        if self._pool is None or self._pool.closed:
            rest = self._timeout.total is not None
            middlewares = (_tell_plain_refusals, _once) if rest else (_once,)
            self._pool = aiohttp.ClientSession(timeout=self._timeout, middlewares=middlewares)
        return self._pool


def _moved(url: URL, base: URL) -> URL:
    """``url`` below another address; its query byte for byte, because a signature covers it."""
    return URL.build(
        scheme=base.scheme,
        authority=base.raw_authority,
        path=base.raw_path.rstrip("/") + url.raw_path,
        query_string=url.raw_query_string,
        encoded=True,
    )
