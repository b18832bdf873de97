"""A web of publishers on one real HTTP server: feeds, sitemaps, pages, robots.txt, by host name.

Each host has its own articles and its own faults. What is asked for is noted with the time of the test's
clock.
"""

import json
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from hashlib import sha256
from html import escape
from typing import Any

from aiohttp import web
from aiohttp.abc import AbstractResolver, ResolveResult

from bot.claims.pages import PageReader

Respond = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass
class Article:
    """A fact-check; `shape` is how its page writes ClaimReview, or `none`."""

    slug: str
    claim: str
    rating: str = "False"
    title: str = ""
    shape: str = "jsonld"
    published: datetime = datetime(2026, 11, 1, tzinfo=UTC)
    changed: datetime = datetime(2026, 11, 1, tzinfo=UTC)
    extra: dict[str, Any] = field(default_factory=dict)
    gone: bool = False
    body: str = ""


@dataclass
class Host:
    """One publisher's site."""

    name: str
    publisher: str
    articles: list[Article] = field(default_factory=list)
    language: str = "en"
    robots: str | None = None
    status: int = 200
    retry_after: str | None = None
    encoding: str = "utf-8"
    stated_encoding: str | None = None
    answers: dict[str, Respond] = field(default_factory=dict)
    stamps: bool = True

    def add(self, slug: str, claim: str, rating: str = "False", **more: Any) -> Article:
        """Publish an article."""
        article = Article(slug, claim, rating, more.pop("title", f"Checked: {claim}"), **more)
        self.articles.insert(0, article)
        return article


class FakeWeb(AbstractResolver):
    """Serves hosts; every name leads to this server."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self.hosts: dict[str, Host] = {}
        self.now = now
        self.asked: list[tuple[datetime, str, str, int]] = []
        self.port = 0
        self.google: list[dict[str, Any]] = []

    def host(self, name: str, publisher: str = "", **more: Any) -> Host:
        """A new publisher."""
        self.hosts[name] = Host(name, publisher or name, **more)
        return self.hosts[name]

    def url(self, host: str, path: str = "/") -> str:
        """An address on this server."""
        return f"http://{host}:{self.port}{path}"

    def reader(self, **more: Any) -> PageReader:
        """Reads pages of this web only."""
        return PageReader(lambda address: address.is_loopback, ports=None, resolver=self, **more)

    def paths(self, host: str) -> list[str]:
        """What was asked of a host."""
        return [path for _, name, path, _ in self.asked if name == host]

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """This server, whatever the name."""
        if host not in self.hosts:
            raise OSError(f"no such host: {host}")
        return [
            ResolveResult(hostname=host, host="127.0.0.1", port=port, family=socket.AF_INET, proto=0, flags=0)
        ]

    async def close(self) -> None:
        """Nothing to let go of."""

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """What the host of the request answers."""
        name = (request.host or "").partition(":")[0]
        host = self.hosts.get(name)
        response = await self._answer(host, request) if host is not None else web.Response(status=421)
        self.asked.append((self.now(), name, request.path, response.status))
        return response

    async def _answer(self, host: Host, request: web.Request) -> web.StreamResponse:
        path = request.path
        if path in host.answers:
            return await host.answers[path](request)
        if path == "/robots.txt":
            return web.Response(text=host.robots) if host.robots is not None else web.Response(status=404)
        if host.status != 200:
            headers = {} if host.retry_after is None else {"Retry-After": host.retry_after}
            return web.Response(status=host.status, headers=headers)
        if path in ("/feed", "/atom", "/sitemap.xml", "/"):
            text = {"/feed": self._rss, "/atom": self._atom, "/sitemap.xml": self._sitemap, "/": self._front}[
                path
            ](host)
            kind = "text/html" if path == "/" else "application/xml"
            return self._stamped(host, request, text.encode(host.encoding, "xmlcharrefreplace"), kind)
        article = next((one for one in host.articles if path == f"/{one.slug}"), None)
        if article is None or article.gone:
            return web.Response(status=410 if article is not None else 404)
        return self._stamped(host, request, self.page(host, article).encode(), "text/html")

    def _stamped(self, host: Host, request: web.Request, body: bytes, kind: str) -> web.Response:
        etag = f'"{sha256(body).hexdigest()[:16]}"'
        if host.stamps and request.headers.get("If-None-Match") == etag:
            return web.Response(status=304, headers={"ETag": etag})
        headers = {"ETag": etag} if host.stamps else {}
        return web.Response(body=body, content_type=kind, headers=headers)

    def _rss(self, host: Host) -> str:
        items = "".join(
            f"<item><title>{escape(one.title)}</title>"
            f"<link>{escape(self.url(host.name, '/' + one.slug))}</link>"
            f"<guid isPermaLink='false'>{one.extra.get('guid', one.slug)}</guid>"
            f"<pubDate>{format_datetime(one.published)}</pubDate>"
            f"<description>{escape(one.claim)}</description></item>"
            for one in host.articles
            if not one.gone
        )
        stated = host.stated_encoding or host.encoding
        return (
            f'<?xml version="1.0" encoding="{stated}"?><rss version="2.0"><channel>'
            f"<title>{escape(host.publisher)}</title><link>{self.url(host.name)}</link>"
            f"<copyright>CC BY 4.0</copyright>{items}</channel></rss>"
        )

    def _atom(self, host: Host) -> str:
        entries = "".join(
            f"<entry><title>{escape(one.title)}</title><link href='{self.url(host.name, '/' + one.slug)}'/>"
            f"<id>{one.slug}</id><updated>{one.changed.isoformat()}</updated></entry>"
            for one in host.articles
            if not one.gone
        )
        return (
            '<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom">'
            f"<title>{escape(host.publisher)}</title>{entries}</feed>"
        )

    def _sitemap(self, host: Host) -> str:
        pages = "".join(
            f"<url><loc>{self.url(host.name, '/' + one.slug)}</loc>"
            f"<lastmod>{one.changed.isoformat()}</lastmod></url>"
            for one in host.articles
            if not one.gone
        )
        return (
            '<?xml version="1.0" encoding="utf-8"?>'
            f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{pages}</urlset>'
        )

    def _front(self, host: Host) -> str:
        feed = '<link rel="alternate" type="application/rss+xml" href="/feed">' if host.articles else ""
        return f"<html><head><title>{escape(host.publisher)}</title>{feed}</head><body>Welcome</body></html>"

    def page(self, host: Host, article: Article) -> str:
        """An article's page, with ClaimReview in its shape."""
        url = self.url(host.name, f"/{article.slug}")
        data = {
            "@context": "https://schema.org",
            "@type": "ClaimReview",
            "url": url,
            "claimReviewed": article.claim,
            "datePublished": article.published.date().isoformat(),
            "author": {"@type": "Organization", "name": host.publisher, "url": self.url(host.name)},
            "reviewRating": {"@type": "Rating", "alternateName": article.rating},
            "headline": article.title,
            **article.extra.get("review", {}),
        }
        script = ""
        match article.shape:
            case "jsonld":
                script = f'<script type="application/ld+json">{_inline(data)}</script>'
            case "graph":
                graph = {"@graph": [{"@type": "WebPage"}, data]}
                script = f'<script type="application/ld+json">{_inline(graph)}</script>'
            case "microdata":
                script = (
                    '<div itemscope itemtype="http://schema.org/ClaimReview">'
                    f'<meta itemprop="url" content="{url}">'
                    f'<span itemprop="claimReviewed">{escape(article.claim)}</span>'
                    '<div itemprop="reviewRating" itemscope itemtype="http://schema.org/Rating">'
                    f'<span itemprop="alternateName">{escape(article.rating)}</span></div></div>'
                )
            case "broken":
                script = f'<script type="application/ld+json">{_inline(data)[:-1]},}}</script>'
        body = article.body or "<p>We looked into it.</p>"
        return (
            f'<html lang="{host.language}"><head><title>{escape(article.title)}</title>'
            f'<meta property="og:site_name" content="{escape(host.publisher)}">{script}</head>'
            f"<body><article><h1>{escape(article.title)}</h1>{body}</article></body></html>"
        )


def _inline(data: object) -> str:
    """JSON that may stand in a script element."""
    return json.dumps(data).replace("</", "<\\/")


@asynccontextmanager
async def fake_web(now: Callable[[], datetime]) -> AsyncIterator[FakeWeb]:
    """The web, served on a free port of this machine."""
    fake = FakeWeb(now)
    app = web.Application()
    app.router.add_route("*", "/{tail:.*}", fake.answer)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    fake.port = runner.addresses[0][1]
    try:
        yield fake
    finally:
        await runner.cleanup()
