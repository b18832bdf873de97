"""Serves the site inside a running process, until it is told to stop."""

import asyncio
import contextlib
import socket
from collections.abc import Iterator

import uvicorn
from fastapi import FastAPI

from bot.config.address import host_and_port
from bot.errors import ConfigurationError
from bot.web.connections import BoundedProtocol

_FINISH_SECONDS = 3
_BACKLOG = 512


class _Server(uvicorn.Server):
    """Leaves signals to anyone who runs the process."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Capture none."""
        yield


def listening(listen: str) -> socket.socket:
    """A socket at HOST:PORT (port 0: any free one).

    Raises:
        ConfigurationError: the address cannot be used.
    """
    try:
        host, port = host_and_port(listen)
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        return socket.create_server((host, port), family=family, backlog=_BACKLOG)
    except ValueError as error:
        raise ConfigurationError(f"the dashboard cannot listen: {error}") from None
    except OSError as error:
        raise ConfigurationError(
            f"the dashboard cannot listen on {listen}: {error.strerror}; choose another address"
        ) from None


async def serve(site: FastAPI, at: socket.socket, stopping: asyncio.Event) -> None:
    """Answer requests until `stopping` is set; what is being answered then is finished."""
    config = uvicorn.Config(
        site,
        log_config=None,
        access_log=False,
        server_header=False,
        lifespan="off",
        http=BoundedProtocol,
        timeout_graceful_shutdown=_FINISH_SECONDS,
    )
    server = _Server(config)
    work = asyncio.create_task(server.serve([at]))
    stopped = asyncio.create_task(stopping.wait())
    try:
        await asyncio.wait({work, stopped}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        server.should_exit = True
        stopped.cancel()
    await work
