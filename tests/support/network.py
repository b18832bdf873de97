"""Keeps the tests off the network: no connection and no look-up of a name beyond this machine."""

import ipaddress
import socket
import sys
from typing import Any

_WATCHED = frozenset({"socket.connect", "socket.sendto", "socket.sendmsg", "socket.getaddrinfo"})


class OutsideConnection(RuntimeError):
    """A test tried to leave the machine; not an OSError, so that no retry swallows it."""


def block_outside() -> None:
    """Refuse everything but loopback and Unix sockets in this process, for the rest of its life.

    An audit hook (PEP 578) sees every road of the standard library's sockets, also those taken by
    libraries at import, and cannot be undone by a test.
    """
    sys.addaudithook(_refuse_outside)


def _refuse_outside(event: str, arguments: tuple[Any, ...]) -> None:
    if event not in _WATCHED:
        return
    if event == "socket.getaddrinfo":
        host = arguments[0]
    else:
        connection, address = arguments[0], arguments[1]
        if connection.family not in (socket.AF_INET, socket.AF_INET6) or not isinstance(address, tuple):
            return
        host = address[0]
    if not _is_here(host):
        raise OutsideConnection(f"tests may not reach {host!r}")


def _is_here(host: str | bytes | None) -> bool:
    name = host.decode("ascii", "replace") if isinstance(host, bytes) else host
    if name in (None, "", "localhost", socket.gethostname()):
        return True
    try:
        address = ipaddress.ip_address(name.split("%")[0])
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified
