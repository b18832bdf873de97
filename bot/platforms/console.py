"""The whole bot in a terminal: same inbox, handlers and outbox, no network."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from itertools import count
from pathlib import Path

from markupsafe import escape

from bot.errors import Rejected
from bot.events import (
    Account,
    Address,
    Command,
    Delivery,
    Event,
    OutgoingMessage,
    Place,
    PlaceKind,
    Post,
)
from bot.platforms.base import Accept, DeliveryOutcome, ReadCursor, Sent

NAME = "console"


class ConsolePlatform:
    """People at one keyboard; `show` prints what the bot says.

    Files that the bot sends are written into `folder`, and named below the message; without one they are left
    out.
    """

    name = NAME
    account_id = "bot"

    def __init__(
        self,
        clock: Callable[[], datetime],
        show: Callable[[OutgoingMessage], None],
        folder: Path | None = None,
    ) -> None:
        self._show = show
        self._folder = folder
        self._clock = clock
        self._numbers = count(1)
        self._run = f"{clock().timestamp():.6f}"

    def event_of(self, person: Account, line: str) -> Event:
        """What a typed line means: a command, or a post to check."""
        place = Place(NAME, person.id, PlaceKind.PRIVATE)
        number = next(self._numbers)
        event_id, now = f"{self._run}:{number}", self._clock()
        line = line.strip()
        if line.startswith("/"):
            name, _, argument = line[1:].partition(" ")
            return Command(event_id, person, place, name.lower(), argument.strip(), now, str(number))
        return Post(
            event_id=event_id,
            id=f"{self._run}:{number}",
            author=person,
            place=place,
            text=line,
            written_at=now,
            address=Address.DIRECT,
            message_id=str(number),
        )

    async def open(self) -> None:
        """Nothing to connect to."""

    async def listen(self, accept: Accept, read_cursor: ReadCursor) -> None:
        """Lines are handed in by anyone who reads the keyboard."""

    async def send(self, message: OutgoingMessage) -> Sent:
        """Print the message."""
        if message.delivery is Delivery.WITHDRAW:
            raise Rejected("what is printed cannot be taken back")
        message_id = message.message_id if message.delivery is Delivery.EDIT else f"bot:{next(self._numbers)}"
        if message.attachment is not None and self._folder is not None:
            file = self._folder / Path(message.attachment.file_name).name
            await asyncio.to_thread(file.write_bytes, message.attachment.content)
            message = replace(message, html=f"{message.html}\n{escape(str(file))}")
        self._show(message)
        return Sent(message_id)

    async def settle(self, message: OutgoingMessage, since: datetime) -> Sent | DeliveryOutcome:
        """Printing again does no harm."""
        return DeliveryOutcome.NOT_SENT

    async def close(self) -> None:
        """Nothing to close."""
