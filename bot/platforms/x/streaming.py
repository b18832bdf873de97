"""A stream of X, kept open: supervised, with X's own pauses, and standing by for another instance.

It is the filtered stream or the Activity API's.
One line is one post with what it refers to, or one event. Nothing that a line holds can end the listening;
refused credentials do. A post may come twice: the inbox knows what it has.
"""

import asyncio
import hashlib
import json
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta
from typing import Final

import aiohttp
import structlog

from bot.errors import PlatformError, RetryLater, Unauthorised
from bot.platforms.base import Unreadable
from bot.platforms.x.app_calls import StreamRefused, TakeLine, Told
from bot.platforms.x.names import Json
from bot.platforms.x.pace import Backoff, Sleep

log = structlog.get_logger()

_STEADY_SECONDS: Final = 20.0
"""A connection that stood so long, X's time between two signs of life, makes earlier failures forgotten."""

_GHOST: Final = timedelta(minutes=25)
"""So long X may hold a connection that broke, and refuse its successor (15 to 20 minutes were seen): then
nobody else listens, and mentions are polled for."""

_TOO_MANY: Final = 429
_NETWORK = (aiohttp.ClientError, TimeoutError, OSError, ValueError)
"""What a connection dies of; ValueError is aiohttp's word for a line that does not end."""

Take = Callable[[Json], Awaitable[None]]
KeepUnreadable = Callable[[Unreadable], Awaitable[None]]
Read = Callable[[TakeLine, Told], Awaitable[None]]
"""Connects once and hands on lines until the connection ends: `AppCalls.read_stream` or `read_activity`."""


def _nobody_told() -> None:
    """Where nobody wants to know."""


async def _nobody_hears() -> None:
    """Where nobody listens for signs of life."""


async def _nothing_closed(_connected_at: datetime) -> bool:
    """Where X cannot be asked to close a connection."""
    return False


class Stream:
    """Listens until cancelled.

    Args:
        read: connects to X and reads.
        take: gets what each line holds; it returns once that is committed.
        keep: gets lines that cannot be read.
        pay: told of every post, before it is taken; may close the stream for a while.
        connected: told of every new connection: what came in between has to be fetched.
        now: tells the time.
        sleep: waits.
        gone: told of the end of every connection, and of every try that came to none.
        alive: told of every sign of life that brings nothing.
        close: asks X to close a lost connection, by the time at which it was made; tells whether it did.
    """

    def __init__(
        self,
        read: Read,
        take: Take,
        keep: KeepUnreadable,
        pay: Take,
        connected: Told,
        now: Callable[[], datetime],
        sleep: Sleep,
        gone: Told = _nobody_told,
        alive: Callable[[], Awaitable[None]] = _nobody_hears,
        close: Callable[[datetime], Awaitable[bool]] = _nothing_closed,
    ) -> None:
        self._read = read
        self._gone = gone
        self._alive = alive
        self._close = close
        self._lost: datetime | None = None
        self._held_until: datetime | None = None
        self._take = take
        self._keep = keep
        self._pay = pay
        self._told = connected
        self._now = now
        self._sleep = sleep
        self._since: datetime | None = None
        self._backoff = Backoff()
        self._standing_by = False
        self.ours = asyncio.Event()
        """Set while no other instance holds the stream, as far as is known; not before the first try."""

    async def listen(self) -> None:
        """Connect, hand on what comes, and again after every failure, never sooner than X allows.

        Raises:
            Unauthorised: the bearer token is refused, or the plan has no stream: waiting would not help.
        """
        while True:
            self._since = None
            try:
                await self._connection()
                failure = "X closed the stream"
            except StreamRefused as refusal:
                if not await self._closed(refusal):
                    await self._sleep(self._after(refusal))
                continue
            except RetryLater as error:
                self._go_on()
                wait = max(error.seconds or 0.0, self._backoff.after_http())
                log.warning("the stream is closed for a while", why=str(error), seconds=round(wait))
                await self._sleep(wait)
                continue
            except _NETWORK as error:
                failure = f"the stream broke ({type(error).__name__})"
            if self._since and (self._now() - self._since).total_seconds() >= _STEADY_SECONDS:
                self._backoff = Backoff()
            wait = self._backoff.after_network()
            self._go_on()
            log.warning("listening again", why=failure, seconds=wait)
            await self._sleep(wait)

    async def _connection(self) -> None:
        try:
            await self._read(self._line, self._connected)
        finally:
            if self._since is not None:
                self._held_until = self._now() + _GHOST
                self._lost = self._since
            self._gone()

    async def _closed(self, refusal: StreamRefused) -> bool:
        """Whether X let go of the connection that was lost; it is asked once for each."""
        if not refusal.taken or self._lost is None:
            return False
        lost, self._lost = self._lost, None
        try:
            closed = await self._close(lost)
        except (PlatformError, KeyError, ValueError, TypeError) as error:
            log.warning("X cannot be asked to close the lost connection", error=str(error))
            return False
        if closed:
            log.info("X closed the connection that was lost")
        return closed

    def _after(self, refusal: StreamRefused) -> float:
        """Seconds to wait after a refusal."""
        if isinstance(refusal.error, Unauthorised):
            raise refusal.error
        if refusal.taken and self._held_until is not None and self._now() < self._held_until:
            wait = self._backoff.after_limit()
            log.warning("X still holds the connection that was lost; polling meanwhile", seconds=round(wait))
            return wait
        if refusal.taken:
            if not self._standing_by:
                log.warning("another instance listens on this app's stream; standing by")
            self._standing_by = True
            self.ours.clear()
            return self._backoff.after_limit()
        self._go_on()
        if refusal.status == _TOO_MANY:
            asked = refusal.error.seconds if isinstance(refusal.error, RetryLater) else None
            wait = max(self._backoff.after_limit(), asked or 0.0)
        else:
            wait = self._backoff.after_http()
        log.warning("X refuses the stream; waiting", seconds=round(wait), error=str(refusal.error))
        return wait

    def _connected(self) -> None:
        self._since = self._now()
        self._backoff.limited = self._backoff.http = 0
        self._standing_by = False
        self.ours.set()
        log.info("stream connected")
        self._told()

    def _go_on(self) -> None:
        """A failure that tells of no other instance: mentions and messages are polled for meanwhile."""
        if not self._standing_by:
            self.ours.set()

    async def _line(self, line: bytes) -> None:
        """One line: empty ones are signs of life, objects without a post are X's own messages."""
        if not line:
            await self._alive()
            return
        try:
            read = json.loads(line)
        except ValueError as error:
            await self._keep(_unreadable(line, error))
            return
        post = read.get("data") if isinstance(read, Mapping) else None
        if not isinstance(post, Mapping):
            log.warning("X says on the stream", words=line.decode(errors="replace")[:300])
            return
        await self._pay(read)
        try:
            await self._take(read)
        except (KeyError, TypeError, AttributeError, ValueError) as error:
            await self._keep(_unreadable(line, error, _name_of(post)))
        except RetryLater as error:
            log.warning("a streamed post has to be fetched", error=str(error))
            self._told()
        except Unauthorised:
            raise
        except PlatformError as error:
            log.warning("a streamed post is left alone", error=str(error))


def _name_of(data: Json) -> str:
    """Names what a line holds: a post, or an event of the Activity API."""
    if data.get("id"):
        return f"post:{data['id']}"
    return f"event:{data['event_uuid']}" if data.get("event_uuid") else ""


def _unreadable(line: bytes, error: Exception, name: str = "") -> Unreadable:
    name = name or f"line:{hashlib.sha256(line).hexdigest()[:32]}"
    return Unreadable(name, line.decode(errors="replace"), f"{type(error).__name__}: {error}")
