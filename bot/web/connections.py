"""Connections of the dashboard: so many at most, and each must get to its point in time.

A client that opens connections and says nothing, or half a request, holds a descriptor each; the bot's
database and the platforms need descriptors too. Where every place is taken, the connection that has stood
still for longest makes room. `bot.listening` does the same for the servers that are not uvicorn's.
"""

import asyncio
from typing import Any

from uvicorn.protocols.http.auto import AutoHTTPProtocol

from bot.listening import share_of_descriptors

MOST_CONNECTIONS = 256
HEADER_SECONDS = 10.0
BODY_SECONDS = 60.0


class BoundedProtocol(AutoHTTPProtocol):  # type: ignore[misc, valid-type]
    """uvicorn's own, with a cap on connections and time limits for a request's head and body."""

    _watch: asyncio.TimerHandle | None = None
    _refused = False
    _seen: tuple[Any, float] | None = None

    def connection_made(self, transport: Any) -> None:
        """Take a connection where there is room."""
        if len(self.connections) >= share_of_descriptors(MOST_CONNECTIONS) and not self._make_room():
            self._refused = True
            transport.abort()
            return
        super().connection_made(transport)
        self._look()

    def connection_lost(self, exc: Exception | None) -> None:
        """Look no more."""
        if self._watch is not None:
            self._watch.cancel()
        if not self._refused:
            super().connection_lost(exc)

    def _make_room(self) -> bool:
        """Cut the connection that has stood still for longest; False where all are being answered."""
        still = [one for one in self.connections if one._seen is not None and not one._answering]
        if not still:
            return False
        oldest = min(still, key=lambda one: one._seen[1])
        self.connections.discard(oldest)
        oldest.transport.abort()
        return True

    @property
    def _answering(self) -> bool:
        cycle = self.cycle
        return cycle is not None and not cycle.response_complete and not cycle.more_body

    def _look(self) -> None:
        """Cut the connection where it has stood at the same point for too long."""
        now = self.loop.time()
        cycle = self.cycle
        answering = self._answering
        state = (cycle, cycle is not None and cycle.response_complete)
        if self._seen is None or self._seen[0] != state or answering:
            self._seen = (state, now)
        reads_body = cycle is not None and not cycle.response_complete
        if now - self._seen[1] >= (BODY_SECONDS if reads_body else HEADER_SECONDS):
            self.transport.abort()
            return
        self._watch = self.loop.call_later(HEADER_SECONDS / 5, self._look)
