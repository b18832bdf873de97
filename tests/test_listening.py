"""Connections that say nothing, or half a request, neither last nor keep others out, at any server."""

import asyncio
import resource
import socket
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from aiohttp import web

from bot.errors import AddressUnavailable
from bot.listening import Limits, raise_descriptor_limit, serving, share_of_descriptors
from bot.platforms.telegram.webhook import SECRET_HEADER, receiving
from bot.platforms.x.webhook import Webhook
from bot.telemetry.endpoints import Observatory, observable
from bot.telemetry.health import Health
from storage.database import Database

Serve = Callable[[str, Path], AbstractAsyncContextManager[None]]

HALVES = {
    "nothing": b"",
    "half a head": b"POST /hook HTTP/1.1\r\nHost: x\r\n",
    "half a body": b"POST /hook HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nab",
    "an endless chunk": b"POST /hook HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nfff\r\nab",
    "another head after an answer": b"GET /nowhere HTTP/1.1\r\nHost: x\r\n\r\nGET /nowhere HTTP/1.1\r\n",
}
HASTY = Limits(connections=6, request_seconds=0.4, answer_seconds=0.4)


def free_address() -> str:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return f"127.0.0.1:{probe.getsockname()[1]}"


@asynccontextmanager
async def telegrams(listen: str, _folder: Path) -> AsyncIterator[None]:
    async def receive(_update: dict[str, Any]) -> None:
        return

    async with receiving(listen, f"http://{listen}/hook", "a secret", receive):
        yield


@asynccontextmanager
async def xs(listen: str, _folder: Path) -> AsyncIterator[None]:
    async def take(*_what: object) -> None:
        return

    listening = asyncio.Event()
    serving = asyncio.create_task(Webhook(listen, "/hook", "a secret", take, take).serve(listening))
    await listening.wait()
    yield
    serving.cancel()
    await asyncio.gather(serving, return_exceptions=True)


@asynccontextmanager
async def operators(listen: str, folder: Path) -> AsyncIterator[None]:
    async with Database(f"sqlite:///{folder / 'bot.db'}") as database:
        observatory = Observatory(database, Health([]), lambda: datetime.now(UTC))
        async with observable(observatory, listen):
            yield


QUESTIONS = {
    telegrams: ("POST", "/hook", {SECRET_HEADER: "a secret"}, b'{"update_id": 1}'),
    xs: ("GET", "/hook?crc_token=abc", {}, b""),
    operators: ("GET", "/healthz", {}, b""),
}


async def open_half(listen: str, said: bytes, number: int) -> list[asyncio.StreamReader]:
    host, _, port = listen.partition(":")
    readers = []
    for _ in range(number):
        reader, writer = await asyncio.open_connection(host, int(port))
        writer.write(said)
        reader.writer = writer  # type: ignore[attr-defined]  # or else it is closed when it is forgotten
        readers.append(reader)
    return readers


async def ends(reader: asyncio.StreamReader) -> None:
    try:
        await reader.read()
    except ConnectionError:
        return


@pytest.mark.parametrize("said", HALVES.values(), ids=HALVES)
@pytest.mark.parametrize("serve", QUESTIONS)
async def test_half_open_connections_lock_nobody_out(serve: Serve, said: bytes, tmp_path: Path) -> None:
    listen = free_address()
    method, path, headers, body = QUESTIONS[serve]  # type: ignore[index]
    async with serve(listen, tmp_path):
        readers = await open_half(listen, said, 90)
        began = time.monotonic()
        async with (
            aiohttp.ClientSession() as session,
            session.request(method, f"http://{listen}{path}", headers=headers, data=body) as answer,
        ):
            assert answer.status == 200
        assert time.monotonic() - began < 5
        ended = [asyncio.create_task(ends(reader)) for reader in readers]
        done, _ = await asyncio.wait(ended, timeout=1)
        assert len(done) >= 90 - 64
        for task in ended:
            task.cancel()


@pytest.fixture
async def address() -> AsyncIterator[str]:
    """A server that answers at once, or never."""

    async def at_once(_request: web.Request) -> web.Response:
        return web.Response(text="here")

    async def never(_request: web.Request) -> web.Response:
        await asyncio.Event().wait()
        return web.Response()

    app = web.Application()
    app.add_routes([web.post("/hook", at_once), web.get("/", at_once), web.get("/never", never)])
    listen = free_address()
    async with serving(app, listen, HASTY):
        yield listen


@pytest.mark.parametrize("said", HALVES.values(), ids=HALVES)
async def test_a_connection_that_does_not_get_on_is_closed(address: str, said: bytes) -> None:
    (reader,) = await open_half(address, said, 1)
    began = time.monotonic()
    await asyncio.wait_for(ends(reader), 10)
    assert time.monotonic() - began >= HASTY.request_seconds / 2


async def test_a_byte_now_and_then_does_not_prolong_it(address: str) -> None:
    (reader,) = await open_half(address, b"GET / HTTP/1.1\r\nX: ", 1)
    closing = asyncio.create_task(ends(reader))
    began = time.monotonic()
    while not closing.done():
        reader.writer.write(b"a")  # type: ignore[attr-defined]
        await asyncio.sleep(0.05)
        assert time.monotonic() - began < 10
    await closing


async def test_an_answer_that_never_comes_holds_no_place(address: str) -> None:
    readers = await open_half(address, b"GET /never HTTP/1.1\r\nHost: x\r\n\r\n", HASTY.connections)
    await asyncio.wait_for(asyncio.gather(*map(ends, readers)), 10)
    async with aiohttp.ClientSession() as session, session.get(f"http://{address}/") as answer:
        assert await answer.text() == "here"


async def test_one_connection_serves_many_requests_in_turn(address: str) -> None:
    connector = aiohttp.TCPConnector(limit=1)
    async with aiohttp.ClientSession(connector=connector) as session:
        for _ in range(3 * HASTY.connections):
            async with session.post(f"http://{address}/hook", data=b"a" * 200_000) as answer:
                assert await answer.text() == "here"


async def test_an_address_that_is_taken_is_named(address: str) -> None:
    with pytest.raises(AddressUnavailable, match=address):
        async with serving(web.Application(), address):
            pytest.fail("it cannot listen there")


def test_a_process_with_few_descriptors_keeps_most_of_them() -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (160, hard))
        assert share_of_descriptors(64) == 20
        raise_descriptor_limit()
        assert resource.getrlimit(resource.RLIMIT_NOFILE)[0] == min(hard, 8192)
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
