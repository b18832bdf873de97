"""What goes wrong on X in the simulated week: calls and streams that fail, each in its own ways."""

import asyncio
import random
from collections import Counter
from typing import Any, Final

from tests.fakes.x import FakeX
from tests.fakes.x.stream import Stream

FAULTS: Final[tuple[tuple[str, dict[str, Any]], ...]] = (
    ("rate_limit", {"reset": "future"}),
    ("rate_limit", {"reset": "missing"}),
    ("rate_limit", {"reset": "past"}),
    ("html_503", {}),
    ("problem", {"status": 500}),
    ("problem", {"status": 503, "in_errors": True}),
    ("problem", {"status": 502}),
    ("slow", {"seconds": 2.0}),
    ("cut_before", {}),
    ("cut_after", {}),
)
"""What happens to a call; each kind as often as the others."""

_PLACES: Final = (
    ("GET", "/2/users/*/mentions"),
    ("GET", "/2/tweets/search/recent"),
    ("GET", "/2/users/*/tweets"),
    ("GET", "/2/dm_events"),
    ("POST", "/2/tweets"),
    ("POST", "/2/tweets"),
)

DISTURBANCES: Final = (
    "close",
    "operational_disconnect",
    "cut",
    "silent",
    "redelivery",
    "nonsense",
    "rate limit with its end",
    "rate limit without",
    "rate limit of the past",
    "page instead of data",
    "problem",
    "refused connection",
    "taken by another",
)
"""What happens to a stream."""

_REFUSALS: Final[dict[str, tuple[str, dict[str, Any]]]] = {
    "rate limit with its end": ("rate_limit", {"reset": "future"}),
    "rate limit without": ("rate_limit", {"reset": "missing", "times": 2}),
    "rate limit of the past": ("rate_limit", {"reset": "past"}),
    "page instead of data": ("html_503", {"times": 3}),
    "problem": ("problem", {"status": 500, "in_errors": True, "times": 2}),
    "refused connection": ("cut_before", {"times": 3}),
}


def plant_fault(fake: FakeX, chance: random.Random, number: int) -> None:
    """Let one of the coming calls fail."""
    kind, options = FAULTS[number % len(FAULTS)]
    method, path = chance.choice(_PLACES)
    fake.faults.add(kind, method, path, **options)  # type: ignore[arg-type]


async def disturb(fake: FakeX, chance: random.Random, met: Counter[str]) -> None:
    """Trouble anyone who listens on a stream, for some time; nothing where nobody does."""
    streams = {"/2/tweets/search/stream": fake.stream, "/2/activity/stream": fake.activity.stream}
    held = {path: stream for path, stream in streams.items() if stream.connections}
    if not held:
        return
    path = chance.choice(sorted(held))
    kind = DISTURBANCES[sum(met.values()) % len(DISTURBANCES)]
    met[kind] += 1
    await _trouble(fake, path, held[path], kind, chance.uniform(30, 130))


async def _trouble(fake: FakeX, path: str, stream: Stream, kind: str, seconds: float) -> None:
    if kind in _REFUSALS:
        fault, options = _REFUSALS[kind]
        fake.faults.add(fault, "GET", path, **options)  # type: ignore[arg-type]
        stream.cut()
    elif kind == "silent":
        stream.silent, stream.redeliver = True, 4
        await asyncio.sleep(seconds)
        stream.silent, stream.redeliver = False, 0
    elif kind == "redelivery":
        stream.redeliver = 4
        stream.cut()
        await asyncio.sleep(seconds)
        stream.redeliver = 0
    elif kind == "taken by another":
        stream.max_connections = 0
        stream.cut()
        await asyncio.sleep(seconds)
        stream.max_connections = 1
    elif kind == "nonsense":
        for line in (
            b'{"data": {"text": "without an id"}}',
            b"{half an object",
            b"[]",
            b'{"errors": [{"title": "?"}]}',
        ):
            stream.send_raw(line)
    else:
        getattr(stream, kind)()


async def settle(fake: FakeX) -> None:
    """Wait until nothing is on its way on a stream: what is cut off there would be charged and not heard."""
    streams = (fake.stream, fake.activity.stream)
    for _ in range(60):
        await asyncio.sleep(1)
        if all(held.lines.empty() for stream in streams for held in stream.connections):
            return
