"""The queue of updates for the bot: filtered when created, handed out until acknowledged.

Source: https://core.telegram.org/bots/api#getupdates. An update is forgotten once getUpdates is called with
a higher offset, or a webhook has answered 2xx; until then it is delivered again and again, for at most a
day.
"""

import asyncio
import copy
from dataclasses import dataclass, field
from typing import Any

from tests.fakes.telegram.clock import Clock
from tests.fakes.telegram.errors import conflict

Json = dict[str, Any]

ASK_EXPLICITLY = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
"""Kinds that are only sent when named in `allowed_updates`."""

KEPT_SECONDS = 24 * 60 * 60


@dataclass
class UpdateQueue:
    """Updates not yet acknowledged, in order."""

    clock: Clock
    allowed: frozenset[str] | None = None
    pending: list[Json] = field(default_factory=list)
    created: list[Json] = field(default_factory=list)
    changed: asyncio.Event = field(default_factory=asyncio.Event)
    _next_id: int = 500_001
    _waiting: int = 0
    _ended_by: str = ""
    _born: dict[int, float] = field(default_factory=dict)

    def allows(self, kind: str) -> bool:
        """Whether the bot has asked for this kind of update."""
        return kind not in ASK_EXPLICITLY if self.allowed is None else kind in self.allowed

    def allow(self, kinds: list[str] | None) -> None:
        """Remember `allowed_updates`: None leaves it as it is, an empty list means the default."""
        if kinds is not None:
            self.allowed = frozenset(kinds) or None

    def add(self, kind: str, payload: Json) -> int | None:
        """Queue an update; None where the bot does not want its kind."""
        if not self.allows(kind):
            return None
        update_id = self._next_id
        update: Json = {"update_id": update_id, kind: copy.deepcopy(payload)}
        self._born[update_id] = self.clock()
        self._next_id += 1
        self.pending.append(update)
        self.created.append(update)
        self.changed.set()
        return update_id

    def acknowledge(self, offset: int) -> None:
        """Forget every update with an id below the offset; a negative offset keeps the last ones."""
        if offset < 0:
            self.pending = self.pending[offset:]
        elif offset > 0:
            self.pending = [update for update in self.pending if update["update_id"] >= offset]

    def remove(self, update_id: int) -> None:
        """Forget one update (a webhook took it)."""
        self.pending = [update for update in self.pending if update["update_id"] != update_id]

    def drop_all(self) -> None:
        """Forget everything (`drop_pending_updates`)."""
        self.pending = []

    def first(self, limit: int) -> list[Json]:
        """The oldest unacknowledged updates, at most a day old."""
        oldest = self.clock() - KEPT_SECONDS
        self.pending = [update for update in self.pending if self._born[update["update_id"]] >= oldest]
        return self.pending[:limit]

    def interrupt(self, by: str) -> None:
        """End the wait of the one that waits, in favour of another getUpdates or of setWebhook."""
        self._waiting += 1
        self._ended_by = (
            "terminated by setWebhook request"
            if by == "setWebhook"
            else "terminated by other getUpdates request; make sure that only one bot instance is running"
        )
        self.changed.set()

    async def wait(self, limit: int, seconds: float) -> list[Json]:
        """As `first`, but wait up to `seconds` for something to come.

        Raises:
            ApiError: 409 where another caller began to wait meanwhile.
        """
        self.interrupt("getUpdates")
        mine = self._waiting
        deadline = asyncio.get_running_loop().time() + seconds
        while True:
            if self._waiting != mine:
                raise conflict(self._ended_by)
            self.changed.clear()
            left = deadline - asyncio.get_running_loop().time()
            if (found := self.first(limit)) or left <= 0:
                return found
            try:
                await asyncio.wait_for(self.changed.wait(), left)
            except TimeoutError:
                return self.first(limit)
