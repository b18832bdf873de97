"""Addresses at which the bot listens, written HOST:PORT; an IPv6 host stands in brackets."""

from typing import Annotated

from pydantic import AfterValidator

_HIGHEST_PORT = 65_535


def host_and_port(listen: str) -> tuple[str, int]:
    """Take an address apart; the host comes without brackets.

    Raises:
        ValueError: it is not HOST:PORT.
    """
    host, _, port = listen.rpartition(":")
    bare = host.removeprefix("[").removesuffix("]")
    if not bare or not (port.isascii() and port.isdigit()) or int(port) > _HIGHEST_PORT:
        raise ValueError(f"{listen!r} is not HOST:PORT, such as 127.0.0.1:8081")
    return bare, int(port)


def _checked(listen: str) -> str:
    host_and_port(listen)
    return listen


ListenAddress = Annotated[str, AfterValidator(_checked)]
"""A setting of the form HOST:PORT."""
