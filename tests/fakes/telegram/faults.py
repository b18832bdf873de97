"""Planned trouble: what happens to the next calls of a method instead of a plain answer."""

import asyncio
from dataclasses import dataclass, field
from typing import Any, Literal

FaultKind = Literal["status", "timeout", "slow", "cut", "refuse", "hold"]


@dataclass
class Fault:
    """Trouble for the next `times` matching calls.

    kind:
        status   answers with `status` (JSON as the platform writes it, or `html` as a proxy in between does)
        timeout  never answers; the connection stays open until the client gives up
        slow     answers after `seconds`
        cut      sends half of the answer, then drops the connection
        refuse   drops the connection without a byte
        hold     answers only when released, see `PlannedFault.release`
    processed: whether the call takes effect although the bot does not learn of it; for slow and hold, whether
        it takes effect before the wait instead of after it (a client gone by then leaves no trace).
    method: which method, None for any but getUpdates.
    chat_id: only calls that name this chat.
    after: let so many matching calls pass first.
    not_before, not_after: only while the fake's clock is in between.
    """

    kind: FaultKind
    method: str | None = None
    times: int = 1
    processed: bool = False
    status: int = 500
    description: str = "Internal Server Error"
    retry_after: int | None = None
    html: bool = False
    seconds: float = 1.0
    chat_id: int | None = None
    after: int = 0
    not_before: float | None = None
    not_after: float | None = None
    id: int = 0
    struck: int = 0
    reached: asyncio.Event = field(default_factory=asyncio.Event, repr=False)
    released: asyncio.Event = field(default_factory=asyncio.Event, repr=False)

    def matches(self, method: str, chat_id: Any, now: float) -> bool:
        """Whether this call is meant (the clock and the counters included)."""
        if self.struck >= self.times:
            return False
        if method == "getUpdates" if self.method is None else method != self.method:
            return False
        if self.chat_id is not None and chat_id != self.chat_id:
            return False
        if (self.not_before is not None and now < self.not_before) or (
            self.not_after is not None and now > self.not_after
        ):
            return False
        if self.after > 0:
            self.after -= 1
            return False
        return True


@dataclass
class FaultPlan:
    """All planned faults; the oldest that matches a call strikes."""

    faults: dict[int, Fault] = field(default_factory=dict)

    def add(self, fault: Fault) -> Fault:
        """Plan a fault; it gets its id here."""
        fault.id = len(self.faults) + 1
        self.faults[fault.id] = fault
        return fault

    def strike(self, method: str, chat_id: Any, now: float) -> Fault | None:
        """The fault for this call, if any."""
        for fault in self.faults.values():
            if fault.matches(method, chat_id, now):
                fault.struck += 1
                fault.reached.set()
                return fault
        return None

    def lift_all(self) -> None:
        """Forget what is planned and let go of what is held."""
        for fault in self.faults.values():
            fault.times = 0
            fault.released.set()
