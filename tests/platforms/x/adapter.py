"""The adapter under test, joined to the fake X and to a real store."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import aiohttp
from pydantic import SecretStr

from bot.config import XSettings
from bot.events import Event, OutgoingMessage, Place, PlaceKind
from bot.platforms.base import ClaimSource, Unreadable
from bot.platforms.x.pace import Sleep
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
        known = set(self.ids)
        new = [event for event in events if event.event_id not in known]
        if new:
            self.batches.append(new)
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


async def until(condition: Callable[[], object], seconds: float = 60) -> None:
    """Wait for something that tells nobody when it happens."""
    for _ in range(round(seconds / 0.01)):
        if condition():
            return
        await asyncio.sleep(0.01)
    raise AssertionError("it did not happen")


@asynccontextmanager
async def opened(
    fake: FakeX,
    sleep: Sleep = asyncio.sleep,
    claims: ClaimSource | None = None,
    silence: float = 30,
    **changes: Any,
) -> AsyncIterator[XPlatform]:
    """The adapter, connected to the fake and keeping its time; silence is in seconds, on a stream."""
    timeout = aiohttp.ClientTimeout(total=None, sock_connect=30, sock_read=silence)
    platform = XPlatform(settings_for(fake, **changes), fake.clock.now, sleep=sleep, stream_timeout=timeout)
    if claims is not None:
        platform.watch_for(claims)
    try:
        await platform.open()
        yield platform
    finally:
        await platform.close()


@asynccontextmanager
async def listening(
    fake: FakeX,
    desk: Desk,
    sleep: Sleep = asyncio.sleep,
    claims: ClaimSource | None = None,
    **changes: Any,
) -> AsyncIterator[XPlatform]:
    """The adapter at work, for the time of the block."""
    async with opened(fake, sleep, claims, **changes) as x:
        task = asyncio.create_task(x.listen(desk, desk.read_cursor))
        try:
            yield x
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)


def reply(to: str | None, html: str = "A newsroom looked into it.", **more: object) -> OutgoingMessage:
    """A public answer."""
    place = Place("x", to or "1", PlaceKind.TIMELINE)
    return OutgoingMessage(place=place, html=html, reply_to=to, **more)  # type: ignore[arg-type]


def letter(to: str, html: str = "Hello.", **more: object) -> OutgoingMessage:
    """A direct message."""
    return OutgoingMessage(place=Place("x", to, PlaceKind.PRIVATE), html=html, **more)  # type: ignore[arg-type]


@dataclass
class Sleeper:
    """Sleep that only moves the fake's clock; it notes how long it was asked for.

    Sleeps of `hang_from` seconds and more never end: so a test stills the loops that it does not look at.
    """

    fake: FakeX
    waits: list[float] = field(default_factory=list)
    hang_from: float = float("inf")

    async def __call__(self, seconds: float) -> None:
        self.waits.append(seconds)
        if seconds >= self.hang_from:
            await asyncio.Event().wait()
        self.fake.clock.advance(seconds)
        await asyncio.sleep(0)
