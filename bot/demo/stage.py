"""The demo's platforms: what would leave for X or Telegram is shown here instead."""

from collections.abc import Callable
from datetime import datetime

from bot.events import OutgoingMessage
from bot.platforms.base import Accept, DeliveryOutcome, ReadCursor, Sent


class StagePlatform:
    """Stands where a real platform would; every message that is sent is handed to `show`."""

    account_id = "demo"

    def __init__(self, name: str, show: Callable[[OutgoingMessage], None]) -> None:
        self.name = name
        self._show = show
        self._sent = 0

    async def open(self) -> None:
        """Nothing to connect to."""

    async def listen(self, accept: Accept, read_cursor: ReadCursor) -> None:
        """The demo hands its posts in itself."""

    async def send(self, message: OutgoingMessage) -> Sent:
        """Show the message."""
        self._show(message)
        self._sent += 1
        return Sent(f"demo:{self._sent}")

    async def settle(self, message: OutgoingMessage, since: datetime) -> Sent | DeliveryOutcome:
        """Showing again does no harm."""
        return DeliveryOutcome.NOT_SENT

    async def close(self) -> None:
        """Nothing to close."""
