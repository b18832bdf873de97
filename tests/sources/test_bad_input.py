"""What sources do wrong, over real HTTP: a clear state, nothing lost, nothing published by mistake."""

import gzip
import json
import ssl
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from ipaddress import IPv4Address
from pathlib import Path

import pytest
from aiohttp import web
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from bot.config.sources import SourceSettings
from bot.sources.discovery import NothingFound, detect
from bot.sources.found import Kind
from bot.sources.web import Web
from storage import sources
from tests.fakes.publishers import Host
from tests.sources.conftest import Newsroom

BOMB = (
    '<!DOCTYPE rss [<!ENTITY a0 "lol">'
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    + "]>"
)
Respond = Callable[[web.Request], Awaitable[web.StreamResponse]]


def says(
    body: bytes | str, kind: str = "application/xml", status: int = 200, headers: dict[str, str] | None = None
) -> Respond:
    """A server that answers just this."""

    async def respond(_request: web.Request) -> web.StreamResponse:
        data = body.encode() if isinstance(body, str) else body
        return web.Response(body=data, status=status, headers={"Content-Type": kind, **(headers or {})})

    return respond


def feed_of(newsroom: Newsroom, host: Host, *items: str, head: str = "") -> str:
    """A feed with these entries' inner XML, each with the link of an article of the host."""
    links = [newsroom.web.url(host.name, f"/{one.slug}") for one in host.articles]
    entries = "".join(
        f"<item><link>{link}</link>{item}</item>" for link, item in zip(links, items, strict=False)
    )
    return f"{head}<rss version='2.0'><channel><title>Feed</title>{entries}</channel></rss>"


def review(number: int) -> dict[str, object]:
    """A ClaimReview as dumps hold it."""
    return {
        "@type": "ClaimReview",
        "url": f"https://checks.example/{number}",
        "claimReviewed": f"Boat number {number} flew.",
        "author": {"name": "Checks", "url": "https://checks.example"},
        "reviewRating": {"alternateName": "False"},
    }


async def statements(newsroom: Newsroom) -> list[str]:
    return [claim.statement for claim in await newsroom.catalogue()]


@pytest.mark.parametrize(
    ("stated", "real", "claim"),
    [
        ("iso-8859-1", "utf-8", "Трамвай перелетел через реку."),
        ("no-such-charset", "utf-8", "Трамвай перелетел через реку."),
        ("utf-16", "utf-8", "Трамвай перелетел через реку."),
        ("utf-8", "windows-1251", None),
        ("utf-8", "iso-8859-1", "El tranvía cruzó el río volando."),
        ("ascii", "utf-8", "El tranvía cruzó el río volando."),
    ],
)
async def test_a_feed_that_lies_about_its_encoding_is_read(
    newsroom: Newsroom, stated: str, real: str, claim: str | None
) -> None:
    """One in windows-1251 that says UTF-8 cannot be told from others; its pages are read all the same."""
    host = newsroom.web.host("lies.example", "Проверка")
    host.add("one", claim or "Трамвай перелетел.", shape="none", title="Нет, трамвай не летал")
    host.encoding, host.stated_encoding = real, stated
    source = await newsroom.follow(newsroom.web.url("lies.example", "/feed"))
    await newsroom.run()
    assert (await newsroom.source(source)).state == "ok"
    (row,) = await newsroom.asking()
    assert row.title == "Нет, трамвай не летал"
    assert claim is None or row.summary == claim


async def test_half_a_feed_gives_what_came_of_it(newsroom: Newsroom) -> None:
    host = newsroom.web.host("half.example")
    host.add("two", "A tram flew over the river.")
    host.add("one", "A bus sank in the lake.")
    whole = feed_of(newsroom, host, "<title>One</title>", "<title>Two</title>")
    host.answers["/feed"] = says(whole[: whole.index("Two") + 1])
    source = await newsroom.follow(newsroom.web.url("half.example", "/feed"))
    await newsroom.run()
    assert "A bus sank in the lake." in await statements(newsroom)
    assert (await newsroom.source(source)).state == "ok"


@pytest.mark.parametrize("kind", [Kind.FEED, Kind.SITEMAP])
async def test_entities_do_not_swell(newsroom: Newsroom, kind: Kind) -> None:
    host = newsroom.web.host("bomb.example")
    host.add("one", "A tram flew over the river.")
    body = feed_of(newsroom, host, "<title>&a11;</title>", head=BOMB)
    if kind == Kind.SITEMAP:
        body = f"{BOMB}<urlset><url><loc>{newsroom.web.url(host.name, '/one')}&a11;</loc></url></urlset>"
    host.answers["/listing"] = says(body)
    source = await newsroom.follow(newsroom.web.url("bomb.example", "/listing"), kind)
    await newsroom.run()
    state = await newsroom.source(source)
    assert state.state in ("ok", "no-feed", "no-sitemap")
    assert all(len(row.title or "") < 500 for row in await newsroom.asking())


async def test_a_file_of_this_machine_is_not_read_by_an_entity(newsroom: Newsroom, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("hidden words of this machine")
    host = newsroom.web.host("leak.example")
    host.add("one", "unused words", shape="none", title="Something")
    head = f'<!DOCTYPE rss [<!ENTITY x SYSTEM "file://{secret}">]>'
    host.answers["/feed"] = says(feed_of(newsroom, host, "<description>&x;</description>", head=head))
    await newsroom.follow(newsroom.web.url("leak.example", "/feed"))
    await newsroom.run()
    assert all("hidden" not in (row.summary or "") + (row.title or "") for row in await newsroom.asking())


async def test_a_page_that_does_not_end_is_left_and_the_others_are_read(newsroom: Newsroom) -> None:
    host = newsroom.web.host("long.example")
    host.add("short", "A tram flew over the river.")
    host.add("endless", "A bus sank in the lake.")
    sent = 0

    async def endless(request: web.Request) -> web.StreamResponse:
        nonlocal sent
        response = web.StreamResponse(headers={"Content-Type": "text/html"})
        await response.prepare(request)
        while sent < 50 * 1024 * 1024:
            await response.write(b" " * 65_536)
            sent += 65_536
        return response

    host.answers["/endless"] = endless
    source = await newsroom.follow(newsroom.web.url("long.example", "/feed"))
    await newsroom.run(hours=2)
    assert await statements(newsroom) == ["A tram flew over the river."]
    assert sent < 50 * 1024 * 1024
    assert (await newsroom.source(source)).state == "ok"


@pytest.mark.parametrize("packed_by", ["the sitemap", "the transfer"])
async def test_what_is_packed_very_small_is_not_unpacked(
    newsroom: Newsroom, packed_by: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.sources.sitemaps.MOST_BYTES", 5_000_000)
    bomb = gzip.compress(b"<urlset>" + b" " * 30_000_000)
    host = newsroom.web.host("packed.example")
    headers = {} if packed_by == "the sitemap" else {"Content-Encoding": "gzip"}
    host.answers["/sitemap.xml"] = says(bomb, headers=headers)
    source = await newsroom.follow(newsroom.web.url("packed.example", "/sitemap.xml"), Kind.SITEMAP)
    await newsroom.run()
    assert (await newsroom.source(source)).state in ("no-sitemap", "too-large")


@pytest.mark.parametrize(
    "target",
    [
        "http://10.0.0.1/feed",
        "http://192.168.1.1/feed",
        "http://169.254.169.254/latest/meta-data",
        "http://[::ffff:10.0.0.1]/",
        "http://user:word@10.0.0.1/",
        "file:///etc/passwd",
        "gopher://checks.example/",
    ],
)
async def test_a_redirect_off_the_public_net_is_refused(newsroom: Newsroom, target: str) -> None:
    """Here loopback stands for the public internet, so that all else is refused as in production."""
    host = newsroom.web.host("moves.example")
    host.answers["/feed"] = says("", status=302, headers={"Location": target})
    source = await newsroom.follow(newsroom.web.url("moves.example", "/feed"))
    await newsroom.run()
    assert (await newsroom.source(source)).state == "refused"


async def test_a_redirect_in_a_circle_ends(newsroom: Newsroom) -> None:
    host = newsroom.web.host("circle.example")
    host.answers["/feed"] = says("", status=301, headers={"Location": "/feed"})
    source = await newsroom.follow(newsroom.web.url("circle.example", "/feed"))
    await newsroom.run(minutes=4)
    assert (await newsroom.source(source)).state == "refused"
    assert newsroom.web.paths("circle.example").count("/feed") <= 6


async def test_dates_in_the_future_go_to_an_editor(newsroom: Newsroom) -> None:
    host = newsroom.web.host("clock.example")
    host.add("late", "A tram flew over the river.", published=datetime(2099, 1, 1, tzinfo=UTC))
    host.add("now", "A bus sank in the lake.")
    await newsroom.follow(newsroom.web.url("clock.example", "/feed"))
    await newsroom.run()
    assert await statements(newsroom) == ["A bus sank in the lake."]
    assert [(row.statement, row.reason) for row in await newsroom.asking()] == [
        ("A tram flew over the river.", "future")
    ]


@pytest.mark.parametrize(
    "date", ["yesterday", "0000-00-00", "2026-13-45", "9" * 40, "-1", "10000-01-01T00:00:00Z"]
)
async def test_a_date_that_is_none_loses_no_claim(newsroom: Newsroom, date: str) -> None:
    host = newsroom.web.host("clock.example")
    host.add("one", "A tram flew over the river.", extra={"review": {"datePublished": date}})
    page = newsroom.web.url("clock.example", "/one")
    host.answers["/feed"] = says(feed_of(newsroom, host, f"<pubDate>{date}</pubDate><link>{page}</link>"))
    await newsroom.follow(newsroom.web.url("clock.example", "/feed"))
    await newsroom.run()
    assert await statements(newsroom) == ["A tram flew over the river."]


async def test_the_same_guid_for_ever_hides_nothing(newsroom: Newsroom) -> None:
    host = newsroom.web.host("guid.example")
    for number in range(4):
        host.add(f"c{number}", f"A tram number {number} flew over the river.", extra={"guid": "the-same"})
    await newsroom.follow(newsroom.web.url("guid.example", "/feed"))
    await newsroom.run()
    host.add("c9", "A tram number 9 flew over the river.", extra={"guid": "the-same"})
    await newsroom.run(hours=2)
    assert len(await newsroom.catalogue()) == 5


async def test_no_markup_of_a_page_gets_into_the_catalogue(newsroom: Newsroom) -> None:
    script = "<script>alert(1)</script>"
    host = newsroom.web.host("html.example", f"Checks{script}")
    host.add("one", f"A <b>tram</b> flew over{script} the river.", title=f"No{script}, <i>it</i> did not")
    host.add("two", "unused words", shape="none", title=f"Two {script}<img src=x onerror=alert(1)>")
    await newsroom.follow(newsroom.web.url("html.example", "/feed"))
    await newsroom.run()
    (claim,) = await newsroom.catalogue()
    (row,) = await newsroom.asking()
    check = claim.fact_checks[0]
    for text in (claim.statement, check.title, check.publisher, row.title, row.summary, row.publisher):
        assert "<" not in (text or ""), text
    assert "tram" in claim.statement


async def test_ten_thousand_pages_at_once_are_noted_and_read_one_by_one(newsroom: Newsroom) -> None:
    host = newsroom.web.host("many.example")
    urls = [newsroom.web.url("many.example", f"/{number}") for number in range(10_000)]
    body = "<urlset>" + "".join(f"<url><loc>{url}</loc></url>" for url in urls) + "</urlset>"
    host.answers["/sitemap.xml"] = says(body)
    source = await newsroom.follow(newsroom.web.url("many.example", "/sitemap.xml"), Kind.SITEMAP)
    await newsroom.run(minutes=2)
    async with newsroom.database.read() as session:
        counts = await sources.item_counts(session, source)
    assert sum(counts.values()) == 10_000
    asked = newsroom.web.paths("many.example")
    assert len(asked) <= 2 + 120 / newsroom.settings.pace_seconds


@pytest.mark.parametrize("status", [429, 503])
async def test_retry_after_is_a_date_or_seconds_and_of_pages_too(newsroom: Newsroom, status: int) -> None:
    host = newsroom.web.host("busy.example")
    host.add("one", "A tram flew over the river.")
    until = newsroom.clock() + timedelta(hours=3)
    asked: list[datetime] = []

    async def page(request: web.Request) -> web.StreamResponse:
        asked.append(newsroom.clock())
        if newsroom.clock() < until:
            return web.Response(status=status, headers={"Retry-After": format_datetime(until, usegmt=True)})
        del host.answers["/one"]
        return await newsroom.web.answer(request)

    host.answers["/one"] = page
    await newsroom.follow(newsroom.web.url("busy.example", "/feed"))
    await newsroom.run(hours=5)
    assert len(asked) == 2
    assert asked[1] >= until
    assert await statements(newsroom) == ["A tram flew over the river."]


@pytest.mark.parametrize("fault", ["lapsed", "another's", "unknown"])
async def test_a_certificate_that_is_gone_is_a_state_of_its_own(
    newsroom: Newsroom, tmp_path: Path, fault: str
) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(_certificate(tmp_path, fault))
    app = web.Application()
    app.router.add_route("*", "/{tail:.*}", newsroom.web.answer)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0, ssl_context=context)
    await site.start()
    try:
        newsroom.web.host("tls.example").add("one", "A tram flew over the river.")
        source = await newsroom.follow(f"https://tls.example:{runner.addresses[0][1]}/feed")
        await newsroom.run(minutes=10)
    finally:
        await runner.cleanup()
    state = await newsroom.source(source)
    assert state.state == "certificate", state.state_reason
    assert not await newsroom.catalogue()


def _certificate(folder: Path, fault: str) -> Path:
    key = ec.generate_private_key(ec.SECP256R1())
    now = datetime.now(UTC)
    host = "other.example" if fault == "another's" else "tls.example"
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)])
    ends = now - timedelta(days=1) if fault == "lapsed" else now + timedelta(days=9)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=30))
        .not_valid_after(ends)
        .add_extension(
            x509.SubjectAlternativeName([x509.DNSName(host), x509.IPAddress(IPv4Address("127.0.0.1"))]), False
        )
        .sign(key, hashes.SHA256())
    )
    file = folder / "server.pem"
    plain = serialization.NoEncryption()
    form = serialization.PrivateFormat.PKCS8
    file.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, form, plain)
        + certificate.public_bytes(serialization.Encoding.PEM)
    )
    return file


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("application/pdf", b"%PDF-1.7 \x00\xff"),
        ("text/html", b""),
        ("text/html", b"<html><script type='application/ld+json'>" + b"[" * 200_000 + b"</script></html>"),
        ("text/html", b'\xff\xfe\x00<script type=\'application/ld+json\'>{"@type": "ClaimReview"}</script>'),
        ("text/html", b"<div itemscope itemtype='https://schema.org/ClaimReview'>" * 5_000),
    ],
    ids=["pdf", "empty", "deep", "nameless", "nested"],
)
async def test_pages_that_are_none_publish_nothing_and_the_source_goes_on(
    newsroom: Newsroom, kind: str, body: bytes
) -> None:
    host = newsroom.web.host("odd.example")
    host.add("good", "A tram flew over the river.")
    host.add("odd", "unused words")
    host.answers["/odd"] = says(body, kind)
    source = await newsroom.follow(newsroom.web.url("odd.example", "/feed"))
    await newsroom.run(hours=1)
    assert await statements(newsroom) == ["A tram flew over the river."]
    assert (await newsroom.source(source)).state == "ok"


async def test_a_dump_longer_than_a_listing_may_be_is_found_and_followed(newsroom: Newsroom) -> None:
    """A listing is read into memory, a dump goes into a file."""
    body = json.dumps({"@type": "DataFeed", "dataFeedElement": [{"item": review(n)} for n in range(300)]})
    host = newsroom.web.host("dump.example")
    host.answers["/data.json"] = says(body, "application/json")
    host.answers["/page"] = says("<html>" + " " * 30_000, "text/html")
    small, large = newsroom.web.reader(most_bytes=20_000), newsroom.web.reader()
    began, settings = time.monotonic(), SourceSettings(pace_seconds=0.1)

    def now() -> datetime:
        return newsroom.clock() + timedelta(seconds=time.monotonic() - began)

    out = Web(newsroom.database, settings, now, small, large, patient=True)
    with pytest.raises(NothingFound, match="longer than") as told:
        await detect(newsroom.web.url("dump.example", "/page"), out, settings, now)
    assert told.value.state == "too-large"
    found = await detect(newsroom.web.url("dump.example", "/data.json"), out, settings, now)
    assert (found.draft.kind, found.listed, len(found.samples)) == (Kind.DUMP, 300, 10)


async def test_a_dump_that_breaks_off_keeps_what_came_before(newsroom: Newsroom) -> None:
    whole = json.dumps({"dataFeedElement": [{"item": review(n)} for n in range(400)]})
    host = newsroom.web.host("dump.example")
    host.answers["/data.json"] = says(whole[: whole.index("Boat number 390")], "application/json")
    source = await newsroom.follow(newsroom.web.url("dump.example", "/data.json"), Kind.DUMP)
    await newsroom.run(hours=1)
    assert (await newsroom.source(source)).state == "no-dump"
    assert len(await newsroom.catalogue()) == 390
    host.answers["/data.json"] = says(whole, "application/json")
    await newsroom.run(days=1, hours=1)
    assert (await newsroom.source(source)).state == "ok"
    assert len(await newsroom.catalogue()) == 400


async def test_a_source_that_turns_into_spam_stops_publishing_by_itself(newsroom: Newsroom) -> None:
    newsroom.settings = SourceSettings(most_new_a_day=3)
    host = newsroom.web.host("turned.example")
    host.add("good", "A tram flew over the river.")
    source = await newsroom.follow(newsroom.web.url("turned.example", "/feed"))
    await newsroom.run(hours=3)
    for number in range(12):
        host.add(f"s{number}", f"Miracle pill number {number} heals everything.")
    await newsroom.run(days=2)
    state = await newsroom.source(source)
    assert (state.mode, state.state) == ("propose", "flood")
    assert len(await newsroom.catalogue()) == 4
    assert len(await newsroom.asking()) == 9
