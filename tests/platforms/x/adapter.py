"""The adapter under test, joined to the fake X and to a real store."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from pydantic import SecretStr

from bot.config import XSettings
from bot.events import Event, OutgoingMessage, Place, PlaceKind
from bot.platforms.base import Unreadable
from bot.platforms.x.platform import XPlatform
from tests.fakes.x import FakeX

Cursor = tuple[str, str]


@dataclass
class Desk:
    """Takes what a platform hears, as the intake does, and remembers the cursors."""

    batches: list[list[Event]] = field(default_factory=list)
    unreadable: list[Unreadable] = field(default_factory=list)
    cursors: dict[str, str] = field(default_factory=dict)
    _arrived: asyncio.Event = field(default_factory=asyncio.Event)

    async def __call__(
        self, events: Sequence[Event], *, unreadable: Sequence[Unreadable] = (), cursor: Cursor | None = None
    ) -> None:
        if events:
            self.batches.append(list(events))
        self.unreadable += unreadable
        if cursor is not None:
            self.cursors[cursor[0]] = cursor[1]
        self._arrived.set()

    async def wait_for(self, count: int) -> None:
        """Wait until so many events are committed."""
        async with asyncio.timeout(10):
            while len(self.events) < count:
                self._arrived.clear()
                await self._arrived.wait()

    async def read_cursor(self, name: str) -> str | None:
        return self.cursors.get(name)

    @property
    def events(self) -> list[Event]:
        """Everything in the order of its commit."""
        return [event for batch in self.batches for event in batch]

    @property
    def ids(self) -> list[str]:
        """The delivery ids, in order."""
        return [event.event_id for event in self.events]


def settings_for(fake: FakeX, **changes: object) -> XSettings:
    keys = fake.credentials
    values: dict[str, object] = {
        "consumer_key": SecretStr(keys.consumer_key),
        "consumer_secret": SecretStr(keys.consumer_secret),
        "access_token": SecretStr(keys.access_token),
        "access_token_secret": SecretStr(keys.access_token_secret),
        "base_url": fake.url,
        "poll_seconds": 0.05,
        "dm_poll_seconds": 0.05,
    }
    return XSettings.model_validate(values | changes)


@asynccontextmanager
async def opened(fake: FakeX, **changes: object) -> AsyncIterator[XPlatform]:
    """The adapter, connected to the fake and keeping its time."""
    platform = XPlatform(settings_for(fake, **changes), fake.clock.now)
    try:
        await platform.open()
        yield platform
    finally:
        await platform.close()


def reply(to: str | None, html: str = "A newsroom looked into it.", **more: object) -> OutgoingMessage:
    """A public answer."""
    place = Place("x", to or "1", PlaceKind.TIMELINE)
    return OutgoingMessage(place=place, html=html, reply_to=to, **more)  # type: ignore[arg-type]


def letter(to: str, html: str = "Hello.", **more: object) -> OutgoingMessage:
    """A direct message."""
    return OutgoingMessage(place=Place("x", to, PlaceKind.PRIVATE), html=html, **more)  # type: ignore[arg-type]
