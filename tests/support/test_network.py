"""The tests themselves: none may leave the machine."""

import asyncio
import socket

import pytest

from tests.support.network import OutsideConnection


@pytest.mark.parametrize("address", ["192.0.2.1", "10.0.0.1", "169.254.169.254"])
def test_a_connection_to_another_machine_is_refused(address: str) -> None:
    with socket.socket() as connection, pytest.raises(OutsideConnection, match=address):
        connection.connect((address, 80))
    with socket.socket(type=socket.SOCK_DGRAM) as sender, pytest.raises(OutsideConnection):
        sender.sendto(b"hello", (address, 53))


def test_an_ipv6_connection_to_another_machine_is_refused() -> None:
    with socket.socket(socket.AF_INET6) as connection, pytest.raises(OutsideConnection):
        connection.connect(("2001:db8::1", 80))


def test_no_name_is_looked_up() -> None:
    with pytest.raises(OutsideConnection, match=r"example\.org"):
        socket.getaddrinfo("example.org", 443)


async def test_asyncio_cannot_leave_either() -> None:
    with pytest.raises(OutsideConnection):
        await asyncio.open_connection("192.0.2.1", 80)


async def test_loopback_is_open() -> None:
    async def greet(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"hello")
        writer.close()

    server = await asyncio.start_server(greet, "localhost", 0)
    port = server.sockets[0].getsockname()[1]
    async with server:
        reader, writer = await asyncio.open_connection("localhost", port)
        assert await reader.read() == b"hello"
        writer.close()
