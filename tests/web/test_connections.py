"""Connections that say nothing, or half a request, do not keep others out of the dashboard."""

import asyncio
from collections.abc import AsyncIterator

import httpx
import pytest

from bot.web import connections
from tests.web.conftest import stage
from tests.web.stage import Stage

__all__ = ["stage"]
HALF = b"GET / HTTP/1.1\r\nHost: x\r\n"
LACKING_BODY = b"POST /in/aaaaaaaaaaaaaaaaaaaaaa HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nab"


@pytest.fixture(autouse=True)
async def _hasty(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[None]:
    monkeypatch.setattr(connections, "MOST_CONNECTIONS", 40)
    monkeypatch.setattr(connections, "HEADER_SECONDS", 1.0)
    monkeypatch.setattr(connections, "BODY_SECONDS", 2.0)
    yield


@pytest.mark.parametrize("said", [b"", HALF, LACKING_BODY], ids=["nothing", "half a head", "half a body"])
async def test_half_open_connections_are_few_and_end_by_themselves(stage: Stage, said: bytes) -> None:
    address = httpx.URL(stage.url)
    opened = []
    for _ in range(150):
        reader, writer = await asyncio.open_connection(address.host, address.port)
        writer.write(said)
        opened.append((reader, writer))
    async with asyncio.timeout(30):
        for reader, _ in opened:
            try:
                await reader.read()
            except ConnectionError:
                continue
    async with httpx.AsyncClient() as client:
        answer = await client.get(stage.url)
    assert answer.status_code < 500
    for _, writer in opened:
        writer.close()
