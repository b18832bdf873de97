"""Faults that a test plants in the way of coming requests, and gates that hold a request until the test
says go."""

import asyncio
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import Any, Literal, get_args

from aiohttp import web

FaultKind = Literal[
    "rate_limit",
    "html_503",
    "problem",
    "plain",
    "slow",
    "cut_before",
    "cut_after",
    "hold_before",
    "hold_after",
]
FAULT_KINDS = frozenset(get_args(FaultKind))


@dataclass
class Gate:
    """Holds requests. A request whose client goes away while it is held before processing is never
    processed."""

    reached: asyncio.Event = field(default_factory=asyncio.Event)
    _open: asyncio.Event = field(default_factory=asyncio.Event)
    dropped: bool = False

    async def wait_reached(self, timeout: float = 60) -> None:  # noqa: ASYNC109 - the public shape of a test helper
        """Wait until a request stands at the gate.

        Raises:
            TimeoutError: none came.
        """
        await asyncio.wait_for(self.reached.wait(), timeout)

    def release(self) -> None:
        """Let what waits here, and what comes later, go on."""
        self._open.set()

    def drop(self) -> None:
        """Cut the connection of what waits here instead of letting it go on."""
        self.dropped = True
        self._open.set()

    async def pass_through(self) -> bool:
        """Wait at the gate; false: the connection is to be cut."""
        self.reached.set()
        await self._open.wait()
        return not self.dropped


@dataclass
class Fault:
    """One fault for the next ``times`` requests that fit ``method`` and ``path`` (shell patterns)."""

    kind: FaultKind
    method: str = "*"
    path: str = "*"
    times: int = 1
    reset: Literal["future", "missing", "past"] = "future"
    status: int = 500
    title: str | None = None
    detail: str = "A fault was planted here."
    in_errors: bool = False
    content_type: str = "text/plain"
    seconds: float = 1.0
    gate: Gate = field(default_factory=Gate)

    def fits(self, method: str, path: str) -> bool:
        """Whether this fault waits for such a request."""
        return self.times > 0 and fnmatchcase(method, self.method) and fnmatchcase(path, self.path)

    def answer(self, now: float) -> web.Response | None:
        """The answer in place of the real one, for the kinds that have one."""
        if self.kind == "html_503":
            page = "<!DOCTYPE html><html><body><h1>503 Service Unavailable</h1></body></html>"
            return web.Response(status=503, text=page, content_type="text/html")
        if self.kind == "rate_limit":
            headers = {"x-rate-limit-limit": "1", "x-rate-limit-remaining": "0"}
            if self.reset != "missing":
                headers["x-rate-limit-reset"] = str(int(now) + (900 if self.reset == "future" else -900))
            body = {"title": "Too Many Requests", "detail": "Too Many Requests", "type": "about:blank"}
            return web.json_response({**body, "status": 429}, status=429, headers=headers)
        if self.kind == "plain":
            headers = {"Content-Type": self.content_type}
            if self.status == 429 and self.reset == "future":
                headers["x-rate-limit-reset"] = str(int(now) + 900)
            return web.Response(status=self.status, body=self.detail.encode(), headers=headers)
        if self.kind == "problem":
            problem: dict[str, Any] = {"title": self.title or "Problem", "detail": self.detail}
            problem["type"] = "about:blank"
            if self.in_errors:
                return web.json_response({"errors": [problem]}, status=self.status)
            return web.json_response({**problem, "status": self.status}, status=self.status)
        return None


class FaultPlan:
    """The faults that are still to come."""

    def __init__(self) -> None:
        self.planned: list[Fault] = []

    def add(self, kind: FaultKind, method: str = "*", path: str = "*", **options: Any) -> Fault:
        """Plan a fault; ``options`` are the other fields of ``Fault``.

        ``rate_limit``: 429 with ``reset`` "future", "missing" or "past". ``html_503``: a proxy's
        page. ``problem``: any ``status``, ``title``, ``detail``; ``in_errors`` hides them in
        ``errors[]``. ``plain``: any ``status`` with ``detail`` as it is, as ``content_type``.
        ``slow``: processed at once, answered after ``seconds``. ``cut_before`` and
        ``cut_after``: the connection breaks before or after processing. ``hold_before``,
        ``hold_after``: see ``hold``.

        Raises:
            ValueError: no such kind.
        """
        if kind not in FAULT_KINDS:
            raise ValueError(f"no such fault: {kind!r}; there are {', '.join(sorted(FAULT_KINDS))}")
        fault = Fault(kind, method, path, **options)
        self.planned.append(fault)
        return fault

    def hold(
        self, method: str, path: str, *, when: Literal["before", "after"] = "before", times: int = 1
    ) -> Gate:
        """Hold the next such request before it is processed, or after, before it is answered."""
        kind: FaultKind = "hold_before" if when == "before" else "hold_after"
        return self.add(kind, method, path, times=times).gate

    def clear(self) -> None:
        """Forget all faults, and release what is held."""
        for fault in self.planned:
            fault.gate.release()
        self.planned.clear()

    def take(self, method: str, path: str) -> Fault | None:
        """The first fault that fits, counted off."""
        fault = next((fault for fault in self.planned if fault.fits(method, path)), None)
        if fault:
            fault.times -= 1
        return fault
