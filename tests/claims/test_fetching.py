"""Pages whose address somebody gave are read, and nothing of the operator's own net ever is."""

import asyncio
import gzip
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from ipaddress import IPv4Address, IPv6Address, ip_address

import pytest
from aiohttp import web

from bot.claims.pages import PageFault, PageReader, PageUnavailable, is_public

Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]

INSIDE = [
    *("127.0.0.1", "127.1.2.3", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1"),
    *("0.0.0.0", "224.0.0.1", "255.255.255.255", "198.18.0.1", "192.0.2.1", "::", "::1", "fe80::1"),  # noqa: S104
    *("fc00::1", "fd00:ec2::254", "fec0::1", "ff02::1", "2001:db8::1"),
    *("::ffff:127.0.0.1", "::ffff:169.254.169.254", "::7f00:1", "64:ff9b::7f00:1", "64:ff9b:1::a00:1"),
    *("2002:7f00:1::", "2001:0:4136:e378:8000:63bf:80ff:fffe"),
]


@asynccontextmanager
async def site(answer: Answer, host: str = "127.0.0.1") -> AsyncIterator[str]:
    """A web server on loopback; gives its address."""
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", answer)
    runner = web.AppRunner(app)
    await runner.setup()
    listener = web.TCPSite(runner, host, 0)
    await listener.start()
    port = runner.addresses[0][1]
    try:
        yield f"http://{host}:{port}"
    finally:
        await runner.cleanup()


def only_this_server(address: IPv4Address | IPv6Address) -> bool:
    """127.0.0.1 plays the public internet; 127.0.0.2 is inside."""
    return str(address) == "127.0.0.1"


def reader(**bounds: object) -> PageReader:
    """One for which the test's server is public."""
    return PageReader(only_this_server, None, **bounds)  # type: ignore[arg-type]


async def fault_of(reader: PageReader, url: str) -> PageFault:
    """Why a page is not read."""
    with pytest.raises(PageUnavailable) as refused:
        await reader.read(url)
    return refused.value.fault


async def page(request: web.Request) -> web.Response:
    """Some page."""
    return web.Response(text=f"<title>Page {request.path}</title>", content_type="text/html")


@pytest.mark.parametrize("address", INSIDE)
def test_no_address_inside_is_public_however_it_is_written(address: str) -> None:
    assert not is_public(ip_address(address))


@pytest.mark.parametrize("address", ["8.8.8.8", "93.184.216.34", "2606:4700::1111", "64:ff9b::808:808"])
def test_addresses_of_the_internet_are_public(address: str) -> None:
    assert is_public(ip_address(address))


async def test_a_page_is_read() -> None:
    async with site(page) as url:
        found = await reader().read(f"{url}/check#part")
    assert found.html == "<title>Page /check</title>"
    assert found.url == f"{url}/check"


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://localhost/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://169.254.169.254/latest/meta-data/",
    ],
)
async def test_loopback_and_cloud_metadata_are_refused_before_anything_is_sent(url: str) -> None:
    assert await fault_of(PageReader(), url) is PageFault.REFUSED


async def test_the_default_reader_does_not_reach_a_server_on_loopback() -> None:
    asked: list[str] = []

    async def answer(request: web.Request) -> web.Response:
        asked.append(request.path)
        return await page(request)

    async with site(answer) as url:
        assert await fault_of(PageReader(ports=None), url) is PageFault.REFUSED
        assert (
            await fault_of(PageReader(ports=None), url.replace("127.0.0.1", "localhost")) is PageFault.REFUSED
        )
    assert asked == []


@pytest.mark.parametrize(
    "url",
    [
        "ftp://example.org/a",
        "file:///etc/passwd",
        "gopher://example.org/",
        "http:///nothing",
        "http://2130706433/",
        "http://example.org@127.0.0.1/",
        "http://user:secret@example.org/",
        "http://example.org:6379/",
        "http://example.org:22/",
        "no address at all",
    ],
)
async def test_what_is_no_plain_web_address_is_refused(url: str) -> None:
    assert await fault_of(PageReader(), url) in (PageFault.REFUSED, PageFault.UNREACHABLE)


async def test_a_redirect_is_followed_and_its_target_checked_again() -> None:
    async def answer(request: web.Request) -> web.Response:
        if request.path == "/moved":
            raise web.HTTPFound("/here")
        return await page(request)

    async with site(answer) as url:
        assert (await reader().read(f"{url}/moved")).url == f"{url}/here"


@pytest.mark.parametrize("target", ["http://127.0.0.2:{port}/", "file:///etc/passwd", "//127.0.0.2:{port}/x"])
async def test_a_redirect_to_the_inside_is_refused(target: str) -> None:
    async def answer(request: web.Request) -> web.Response:
        raise web.HTTPFound(target.format(port=request.url.port))

    async with site(answer) as url:
        assert await fault_of(reader(), url) is PageFault.REFUSED


async def test_a_name_that_resolves_to_the_inside_the_second_time_gains_nothing() -> None:
    """Every connection checks its own address: the answer to the first question is not believed."""
    asked = 0

    def rebinding(address: IPv4Address | IPv6Address) -> bool:
        nonlocal asked
        asked += 1
        return asked == 1

    async def answer(request: web.Request) -> web.Response:
        if request.path == "/":
            raise web.HTTPFound("/again")
        return await page(request)

    async with site(answer) as url:
        assert await fault_of(PageReader(rebinding, None), url) is PageFault.REFUSED
    assert asked == 2


async def test_a_circle_of_redirects_ends() -> None:
    async def answer(request: web.Request) -> web.Response:
        raise web.HTTPFound("/again")

    async with site(answer) as url:
        assert await fault_of(reader(), url) is PageFault.REFUSED


async def test_a_body_that_is_too_long_is_left_off() -> None:
    async def announced(_request: web.Request) -> web.Response:
        return web.Response(body=b"x" * 20_000, content_type="text/html")

    async def unannounced(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": "text/html"})
        await response.prepare(request)
        for _ in range(100):
            await response.write(b"x" * 1_000)
        return response

    for answer in (announced, unannounced):
        async with site(answer) as url:
            assert await fault_of(reader(most_bytes=10_000), url) is PageFault.TOO_LARGE


async def test_a_small_body_that_unpacks_to_a_large_one_is_left_off() -> None:
    bomb = gzip.compress(b"\0" * 10_000_000)

    async def answer(_request: web.Request) -> web.Response:
        return web.Response(body=bomb, headers={"Content-Type": "text/html", "Content-Encoding": "gzip"})

    async with site(answer) as url:
        assert await fault_of(reader(), url) is PageFault.TOO_LARGE


async def test_a_body_that_drips_is_given_up() -> None:
    async def answer(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": "text/html"})
        await response.prepare(request)
        for _ in range(600):
            await response.write(b"x")
            await asyncio.sleep(0.05)
        return response

    async with site(answer) as url:
        assert await fault_of(reader(seconds=0.3), url) is PageFault.TOO_SLOW


async def test_what_is_no_page_or_an_error_is_said_to_be_so() -> None:
    async def answer(request: web.Request) -> web.Response:
        if request.path == "/gone":
            raise web.HTTPNotFound
        return web.Response(body=b"%PDF", content_type="application/pdf")

    async with site(answer) as url:
        assert await fault_of(reader(), f"{url}/gone") is PageFault.STATUS
        assert await fault_of(reader(), f"{url}/paper") is PageFault.NO_PAGE
    assert await fault_of(reader(), url) is PageFault.UNREACHABLE


async def test_neither_cookies_nor_a_referrer_travel_along() -> None:
    seen: list[dict[str, str]] = []

    async def answer(request: web.Request) -> web.Response:
        seen.append(dict(request.headers))
        if request.path == "/":
            raise web.HTTPFound("/again", headers={"Set-Cookie": "id=1"})
        return await page(request)

    async with site(answer) as url:
        await reader().read(url)
    assert len(seen) == 2
    assert not {"Cookie", "Referer", "Authorization"} & {name for headers in seen for name in headers}


@pytest.mark.parametrize(
    ("body", "header"),
    [
        ("<title>Ложь</title>".encode("cp1251"), "text/html; charset=windows-1251"),
        (b'<meta charset="windows-1251"><title>' + "Ложь".encode("cp1251"), "text/html"),
        ("<title>Ложь</title>".encode(), "text/html"),
        ("<title>Ложь</title>".encode(), "text/html; charset=no-such-thing"),
        ("<title>Ложь</title>".encode(), "text/html; charset=punycode"),
    ],
)
async def test_the_charset_of_the_server_or_the_page_is_used(body: bytes, header: str) -> None:
    async def answer(_request: web.Request) -> web.Response:
        return web.Response(body=body, headers={"Content-Type": header})

    async with site(answer) as url:
        assert "Ложь" in (await reader().read(url)).html
