"""HTTP servers that strangers may reach: so many connections at most, and a time limit for what each sends.

A client that opens connections and says nothing, or half a request, holds a descriptor each; the database and
the platforms need descriptors too. Where every place is taken, the connection that has waited longest for its
client makes room: nobody can lock others out.
"""

import asyncio
import resource
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Protocol

from aiohttp import web

from bot.config.address import host_and_port
from bot.errors import AddressUnavailable

_WANTED_DESCRIPTORS = 8192
_SHARE = 8
"""A server may use one part of so many of the process's descriptors; what is left is the bot's."""


@dataclass(frozen=True)
class Limits:
    """What one server grants.

    Attributes:
        connections: at the same time; fewer where the process has few descriptors.
        request_seconds: from the opening, or the last answer, until a whole request is there.
        answer_seconds: for an answer to be made and taken.
    """

    connections: int = 64
    request_seconds: float = 30.0
    answer_seconds: float = 120.0


PATIENT = Limits()


class _Inner(Protocol):
    """What a protocol of aiohttp does for its connection."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None: ...
    def connection_lost(self, exc: Exception | None) -> None: ...
    def data_received(self, data: bytes) -> None: ...
    def eof_received(self) -> bool | None: ...
    def pause_writing(self) -> None: ...
    def resume_writing(self) -> None: ...


def raise_descriptor_limit() -> None:
    """Take the descriptors that the machine grants, where that is more than the process was given."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    granted = _WANTED_DESCRIPTORS if hard == resource.RLIM_INFINITY else min(hard, _WANTED_DESCRIPTORS)
    if soft == resource.RLIM_INFINITY or soft >= granted:
        return
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (granted, hard))
    except (OSError, ValueError):  # a service manager may forbid it, and has then set the limit itself
        return


def share_of_descriptors(wanted: int) -> int:
    """So many connections as wanted, or as few as leave the process descriptors for everything else."""
    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return wanted if soft == resource.RLIM_INFINITY else max(4, min(wanted, soft // _SHARE))


@asynccontextmanager
async def serving(app: web.Application, listen: str, limits: Limits = PATIENT) -> AsyncIterator[None]:
    """Serve `app` at `listen` (HOST:PORT) within these limits, as long as the block lasts.

    Raises:
        AddressUnavailable: the address is taken or not ours.
    """
    door = _Door(limits)
    app.middlewares.insert(0, door.reading)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=5)
    await runner.setup()
    host, port = host_and_port(listen)
    try:
        assert runner.server is not None  # noqa: S101 - it has just been set up
        make = runner.server
        loop = asyncio.get_running_loop()
        try:
            server = await loop.create_server(lambda: _Connection(door, make()), host, port)
        except OSError as error:
            raise AddressUnavailable(f"cannot listen at {listen}: {error.strerror or error}") from error
        try:
            yield
        finally:
            server.close()
    finally:
        await runner.cleanup()


class _Door:
    """The connections of one server, the one that has waited longest first."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._most = share_of_descriptors(limits.connections)
        self._inside: dict[asyncio.BaseTransport, _Connection] = {}

    def enter(self, transport: asyncio.BaseTransport, connection: "_Connection") -> None:
        """Let a connection in; one that waits for its client makes room, or else the new one goes."""
        if len(self._inside) >= self._most:
            oldest = next((one for one in self._inside.values() if not one.answering), None)
            if oldest is None:
                connection.end()
                return
            oldest.end()
        self._inside[transport] = connection

    def leave(self, transport: asyncio.BaseTransport) -> None:
        """Forget a connection that is closed."""
        self._inside.pop(transport, None)

    @web.middleware
    async def reading(
        self, request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
    ) -> web.StreamResponse:
        """Have all of a request before anything is done with it."""
        connection = self._inside.get(request.transport) if request.transport is not None else None
        await request.read()
        if connection is None:
            return await handler(request)
        connection.answers()
        try:
            return await handler(request)
        finally:
            if self._inside.pop(connection.transport, None) is not None:
                self._inside[connection.transport] = connection
                connection.waits()


class _Connection(asyncio.Protocol):
    """Passes everything on to aiohttp's own protocol, and ends where its time is up."""

    transport: asyncio.Transport

    def __init__(self, door: _Door, inner: _Inner) -> None:
        self._door = door
        self._inner = inner
        self._timer: asyncio.TimerHandle | None = None
        self.answering = False

    def waits(self) -> None:
        """The client is to send a request."""
        self.answering = False
        self._limit(self._door.limits.request_seconds)

    def answers(self) -> None:
        """A request is there; its answer is to be made and taken."""
        self.answering = True
        self._limit(self._door.limits.answer_seconds)

    def end(self) -> None:
        """Close at once, whatever is under way."""
        self._door.leave(self.transport)
        self.transport.abort()

    def _limit(self, seconds: float) -> None:
        if self._timer is not None:
            self._timer.cancel()
        if not self.transport.is_closing():
            self._timer = asyncio.get_running_loop().call_later(seconds, self.end)

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)  # noqa: S101 - a stream's is
        self.transport = transport
        self._door.enter(transport, self)
        self._inner.connection_made(transport)
        self.waits()

    def connection_lost(self, exc: Exception | None) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._door.leave(self.transport)
        self._inner.connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        self._inner.data_received(data)

    def eof_received(self) -> bool | None:
        return self._inner.eof_received()

    def pause_writing(self) -> None:
        self._inner.pause_writing()

    def resume_writing(self) -> None:
        self._inner.resume_writing()
