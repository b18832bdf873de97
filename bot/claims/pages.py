"""Reading a page whose address a person gave, guarded so that it cannot reach into the operator's own net.

Refused are addresses that are not on the public internet, checked at the very moment of connecting, on every
redirect and for every address that a name resolves to: a name that resolves to something else the second time
(DNS rebinding) gains nothing. Time, redirects and the size of the decompressed body are bounded. No cookie,
no referrer, no proxy of the environment is used.
"""

import asyncio
import codecs
import re
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from enum import StrEnum
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Any, BinaryIO, Protocol

import aiohttp
from aiohttp.abc import AbstractResolver
from yarl import URL

from bot.errors import ClaimspreadError

MOST_BYTES = 2 * 1024 * 1024
"""Of the decompressed body: fact-checks with everything inlined stay below 1 MB."""
SECONDS = 10.0
"""For everything together: names, redirects, and a body that drips."""
MOST_REDIRECTS = 5
PORTS = frozenset({80, 443})

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_PAGE_TYPES = frozenset({"text/html", "application/xhtml+xml"})
_ACCEPT = "text/html, application/xhtml+xml"
_USER_AGENT = "Claimspread (reads the fact-check that its editors name)"
_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?([A-Za-z0-9_.:-]{2,30})""", re.IGNORECASE)
_NO_CHARSETS = frozenset({"idna", "punycode", "raw_unicode_escape", "unicode_escape"})
"""Codecs of Python's that no page has; some of them take quadratic time."""
_NAT64 = (ip_network("64:ff9b::/96"), ip_network("64:ff9b:1::/48"))
_TRANSLATED = ip_network("::/96")
"""IPv6 addresses that end in an IPv4 address: what they lead to is checked, not how they are written."""

MayConnect = Callable[[IPv4Address | IPv6Address], bool]
BeforeHop = Callable[[URL], Awaitable[None]]
"""Is told each address before it is asked for, the first one and every redirect; may refuse by raising."""


class PageFault(StrEnum):
    """Why a page could not be read."""

    REFUSED = "refused"
    """The address, or one that it redirects to, is none that may be read."""
    UNREACHABLE = "unreachable"
    CERTIFICATE = "certificate"
    """The server's certificate is missing, lapsed or another's."""
    STATUS = "status"
    """The server answered with an error."""
    TOO_LARGE = "too-large"
    TOO_SLOW = "too-slow"
    NO_PAGE = "no-page"
    """Something else than an HTML page."""


class PageUnavailable(ClaimspreadError):
    """A page could not be read.

    Args:
        fault: why, for the reader's own words.
        reason: one line for the log.
    """

    def __init__(self, fault: PageFault, reason: str) -> None:
        super().__init__(reason)
        self.fault = fault


class ReadsPages(Protocol):
    """Reads pages: `PageReader`."""

    async def read(self, url: str) -> "Page":
        """Read the page at this address.

        Raises:
            PageUnavailable: it may not, or cannot, be read.
        """
        ...


@dataclass(frozen=True)
class Answer:
    """What a server answered, whatever its status.

    Attributes:
        url: where it was found in the end.
        status: the HTTP status.
        headers: by name, in lower case.
        body: decompressed; empty where it went into a file, and for statuses without one.
        content_type: such as `text/html`.
        charset: as the server states it.
    """

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes
    content_type: str
    charset: str | None

    @property
    def text(self) -> str:
        """The body as text, by the charset that the server or the page names, else UTF-8."""
        return _decoded(self.body, self.charset)


@dataclass(frozen=True)
class Page:
    """A page as it was read: the address at which it was found in the end, and its HTML."""

    url: str
    html: str


def is_public(address: IPv4Address | IPv6Address) -> bool:
    """Whether an address is on the public internet, and not a way to write one that is not."""
    if isinstance(address, IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour
        if inner is None and address.teredo is not None:
            inner = address.teredo[1]
        if inner is None and (address in _TRANSLATED or any(address in net for net in _NAT64)):
            inner = IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(inner)
        if address.is_site_local:
            return False
    return address.is_global and not (address.is_multicast or address.is_reserved or address.is_unspecified)


class PageReader:
    """Reads pages for others; every call stands by itself.

    Args:
        may_connect: which addresses may be connected to; tests let their own servers in.
        ports: which ports may be asked for; None: any.
        most_bytes: longest body.
        seconds: longest time for a page.
        resolver: looks names up; tests give their own servers names.
    """

    def __init__(
        self,
        may_connect: MayConnect = is_public,
        ports: frozenset[int] | None = PORTS,
        most_bytes: int = MOST_BYTES,
        seconds: float = SECONDS,
        resolver: AbstractResolver | None = None,
    ) -> None:
        self._may_connect = may_connect
        self._ports = ports
        self._most_bytes = most_bytes
        self._seconds = seconds
        self._resolver = resolver

    async def read(self, url: str) -> Page:
        """Read the page at this address.

        Raises:
            PageUnavailable: it may not, or cannot, be read.
        """
        return page_of(await self.get(url))

    async def get(
        self,
        url: str,
        *,
        headers: Mapping[str, str] | None = None,
        before_hop: BeforeHop | None = None,
        into: BinaryIO | None = None,
    ) -> Answer:
        """Ask for whatever is at this address; every status but a redirect is an answer.

        Args:
            url: http(s).
            headers: in place of the usual ones, such as `If-None-Match`.
            before_hop: is told each address before it is asked for.
            into: takes the body of a 2xx answer, which is not kept in memory then.

        Raises:
            PageUnavailable: it may not, or cannot, be asked for.
        """
        async with self._session(headers or {}) as session:
            return await self._follow(session, url, before_hop, into)

    async def post(self, url: str, body: bytes, headers: Mapping[str, str]) -> int:
        """Send a body to this address, which may not redirect; the status of the answer.

        Raises:
            PageUnavailable: it may not, or cannot, be asked.
        """
        target = self._checked(url)
        async with (
            self._session(headers) as session,
            session.post(target, data=body, allow_redirects=False) as response,
        ):
            return response.status

    @asynccontextmanager
    async def _session(self, headers: Mapping[str, str]) -> AsyncIterator[aiohttp.ClientSession]:
        """A session for one request, with the guard at its door; its errors become `PageUnavailable`."""
        refused: list[str] = []
        connector = aiohttp.TCPConnector(
            socket_factory=self._guarded(refused),
            use_dns_cache=False,
            force_close=True,
            limit=1,
            resolver=self._resolver,
        )
        try:
            async with (
                asyncio.timeout(self._seconds),
                aiohttp.ClientSession(
                    connector=connector,
                    cookie_jar=aiohttp.DummyCookieJar(),
                    headers={"User-Agent": _USER_AGENT, "Accept": _ACCEPT, **headers},
                    trust_env=False,
                ) as session,
            ):
                yield session
        except TimeoutError:
            raise PageUnavailable(PageFault.TOO_SLOW, f"no page within {self._seconds:g} s") from None
        except (aiohttp.ClientError, OSError, ValueError) as error:
            if refused:
                raise PageUnavailable(PageFault.REFUSED, f"{refused[0]} is not a public address") from None
            bad = isinstance(error, aiohttp.ClientConnectorCertificateError | aiohttp.ClientConnectorSSLError)
            fault = PageFault.CERTIFICATE if bad else PageFault.UNREACHABLE
            raise PageUnavailable(fault, f"{type(error).__name__}: {error}") from None

    def _guarded(self, refused: list[str]) -> Callable[[Any], socket.socket]:
        """Makes sockets only for addresses that may be connected to: the last door before the network."""

        def make(info: tuple[Any, ...]) -> socket.socket:
            family, kind, protocol, _, target = info
            address = ip_address(str(target[0]).partition("%")[0])
            if not self._may_connect(address):
                refused.append(str(address))
                raise OSError(f"{address} is not a public address")
            return socket.socket(family, kind, protocol)

        return make

    async def _follow(
        self, session: aiohttp.ClientSession, url: str, before_hop: BeforeHop | None, into: BinaryIO | None
    ) -> Answer:
        for _ in range(MOST_REDIRECTS + 1):
            target = self._checked(url)
            if before_hop is not None:
                await before_hop(target)
            async with session.get(target, allow_redirects=False) as response:
                location = response.headers.get("Location")
                if response.status in _REDIRECTS and location:
                    url = str(target.join(URL(location)))
                    continue
                return Answer(
                    str(target.with_fragment(None)),
                    response.status,
                    {name.lower(): value for name, value in response.headers.items()},
                    await self._body(response, into if response.status < 300 else None),
                    response.content_type,
                    response.charset,
                )
        raise PageUnavailable(PageFault.REFUSED, f"more than {MOST_REDIRECTS} redirects")

    def _checked(self, url: str) -> URL:
        """The address, if it is one that may be asked for.

        Raises:
            PageUnavailable: it is not http(s), hides its host behind a user name, or names another port.
        """
        target = URL(url)
        if target.scheme not in ("http", "https") or not target.host:
            raise PageUnavailable(PageFault.REFUSED, "not an http(s) address")
        if target.user is not None or target.password is not None:
            raise PageUnavailable(PageFault.REFUSED, "the address holds a user name")
        if self._ports is not None and target.port not in self._ports:
            raise PageUnavailable(PageFault.REFUSED, f"port {target.port} is not the web's")
        return target

    async def _body(self, response: aiohttp.ClientResponse, into: BinaryIO | None) -> bytes:
        if (response.content_length or 0) > self._most_bytes:
            raise PageUnavailable(PageFault.TOO_LARGE, f"longer than {self._most_bytes} bytes")
        body, length = bytearray(), 0
        async for chunk in response.content.iter_chunked(64 * 1024):
            length += len(chunk)
            if length > self._most_bytes:
                raise PageUnavailable(PageFault.TOO_LARGE, f"longer than {self._most_bytes} bytes")
            if into is None:
                body += chunk
            else:
                into.write(chunk)
        return bytes(body)


def page_of(answer: Answer) -> Page:
    """The page in an answer.

    Raises:
        PageUnavailable: it is an error, or no page.
    """
    if answer.status >= 300:
        raise PageUnavailable(PageFault.STATUS, f"the server answered {answer.status}")
    if answer.content_type not in _PAGE_TYPES:
        raise PageUnavailable(PageFault.NO_PAGE, f"{answer.content_type[:60]} is no page")
    return Page(answer.url, answer.text)


def _decoded(body: bytes, charset: str | None) -> str:
    """The text, by the charset that the server or the page names, else UTF-8."""
    named = _CHARSET.search(body, 0, 4096)
    for name in filter(None, (charset, named[1].decode("ascii") if named else None)):
        try:
            codec = codecs.lookup(name).name
            if codec not in _NO_CHARSETS:
                return body.decode(codec, "replace")
        except (LookupError, ValueError):
            continue
    return body.decode("utf-8", "replace")
