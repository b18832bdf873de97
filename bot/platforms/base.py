"""The port that every platform fills: hear, send, and after a crash find out what was sent."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Protocol

from bot.events import Event, OutgoingMessage


@dataclass(frozen=True)
class Unreadable:
    """Something that a platform sent and we could not translate: kept for the operator, never dropped."""

    event_id: str
    payload: str
    error: str


@dataclass(frozen=True)
class Sent:
    """The platform has the message, under this id (None where it gives none)."""

    message_id: str | None = None


class Fate(Enum):
    """What is known of a message whose sending was interrupted, where it was not found sent."""

    NOT_SENT = "not sent"
    UNKNOWABLE = "unknowable"


ReadCursor = Callable[[str], Awaitable[str | None]]
"""Gives the value of a named cursor, None before it was first moved."""


class Accept(Protocol):
    """Takes events in; returns only once they are committed, so that the platform may then be told."""

    async def __call__(
        self,
        events: Sequence[Event],
        *,
        unreadable: Sequence[Unreadable] = (),
        cursor: tuple[str, str] | None = None,
    ) -> None:
        """Commit events and, in the same transaction, move the cursor (name, value)."""
        ...


class Platform(Protocol):
    """One platform. Methods raise only errors of `bot.errors.PlatformError`'s family."""

    @property
    def name(self) -> str:
        """Its short name, as in `telegram:1001`."""
        ...

    @property
    def account_id(self) -> str:
        """The bot's own id there, known after `open`."""
        ...

    async def open(self) -> None:
        """Connect and learn who the bot is there.

        Raises:
            Unauthorised: the credentials are refused.
            RetryLater: the platform cannot be reached now.
        """
        ...

    async def listen(self, accept: Accept, read_cursor: ReadCursor) -> None:
        """Hear events and hand them to `accept`, until cancelled; a cursor says where the last run ended."""
        ...

    async def send(self, message: OutgoingMessage) -> Sent:
        """Do what the message's `delivery` says.

        Raises:
            PlatformError: it was not done (the subclass says what to do), or nobody can tell.
        """
        ...

    async def settle(self, message: OutgoingMessage, since: datetime) -> Sent | Fate:
        """Find out whether a message whose sending began at `since` and was interrupted has arrived."""
        ...

    async def close(self) -> None:
        """Let go of connections."""
        ...
