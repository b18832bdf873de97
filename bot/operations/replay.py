"""Old posts through the matcher: decisions to look at and, if wanted, sightings for the spread."""

import asyncio
import hashlib
from collections import defaultdict
from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import repeat
from pathlib import Path
from typing import Any

from bot.app import App
from bot.config import Settings
from bot.decisions.preview import Preview, preview_of
from bot.events import Post
from bot.platforms.replay import Replayed
from bot.spread.sighting import Path as SeenBy
from bot.spread.sighting import heard_place, keep_likely
from matchers.matcher import ClaimMatcher
from matchers.types import Reading
from storage import claims, coverage, cursors
from storage.models import Claim

_BATCH = 256
"""Posts that are read by the model at once; also what a crash costs at most."""


@dataclass(frozen=True)
class Judged:
    """A post of a file and what the bot would have done with it."""

    line: int
    post: Post
    preview: Preview
    sighted: bool = False
    other: Preview | None = None
    """What another model or threshold would have done, where one is compared."""
    offset: int = 0
    """How many bytes of the file were read by then."""

    @property
    def differs(self) -> bool:
        """Whether the other way would do something else, or answer about another claim."""
        return self.other is not None and self.preview.essence != self.other.essence

    def as_json(self) -> dict[str, Any]:
        """As `replay --json` prints it."""
        return {
            "line": self.line,
            "platform": self.post.place.platform,
            "post_id": self.post.id,
            "written_at": self.post.written_at.isoformat(),
            "text": self.post.text,
            **self.preview.as_json(),
            **({"other": self.other.as_json(), "differs": self.differs} if self.other is not None else {}),
        }


@dataclass(frozen=True)
class Faulty:
    """A line that could not be read."""

    line: int
    fault: str
    offset: int = 0


@dataclass(frozen=True)
class Recording:
    """Where sightings of a file go, and how far an earlier run came before it was cut off.

    Attributes:
        cursor: its name in the store; it is moved in the transaction that stores the sightings.
        after: the last line that is recorded already, 0 for none.
    """

    cursor: str
    after: int


async def begin_recording(app: App, file: Path, *, again: bool = False) -> Recording:
    """Find out where to go on with a file, by its content: under another name it is the same file."""
    cursor = f"replay:{await asyncio.to_thread(_digest, file)}"
    if again:
        return Recording(cursor, 0)
    async with app.database.read() as session:
        return Recording(cursor, int(await cursors.read(session, cursor) or 0))


async def end_recording(app: App, recording: Recording) -> None:
    """The whole file is recorded: anyone who replays it again, with other claims, begins at its start."""
    async with app.database.write() as session:
        await cursors.forget(session, recording.cursor)


@dataclass(frozen=True)
class Alternative:
    """Another way to decide, to compare with: a second matcher over the same claims, or other settings."""

    matcher: ClaimMatcher
    settings: Settings


def alternative(app: App, other: ClaimMatcher | None, reply_threshold: float | None) -> Alternative | None:
    """What to compare with; None for nothing.

    A threshold that is set for the model in use says nothing of another model, which keeps its own.
    """
    if other is None and reply_threshold is None:
        return None
    changed = {"reply_threshold": reply_threshold}
    if other is not None:
        changed["review_threshold"] = None
    matcher = app.settings.matcher.model_copy(update=changed)
    return Alternative(other or app.matcher, app.settings.model_copy(update={"matcher": matcher}))


async def judge_all(
    app: App,
    lines: Iterable[Replayed],
    *,
    recording: Recording | None = None,
    other: Alternative | None = None,
) -> AsyncIterator[Judged | Faulty]:
    """Match posts in batches and say, in their order, what the bot would have done with each.

    Args:
        app: an opened application.
        lines: what `read_posts` gives, those after `recording.after`.
        recording: also store sightings, of posts that others answer or quote too; a post recorded before
            is not recorded twice.
        other: what to compare with.
    """
    async for batch, readings in _read_ahead(app.matcher, lines):
        posts = [(line.number, post) for line in batch for post in line.posts]
        texts = [(post.text, post.links) for _, post in posts]
        others = await _read_again(app, other, texts, readings) if other is not None else []
        wanted = {int(match.claim_id) for reading in [*readings, *others] for match in reading.matches}
        async with app.database.read() as session:
            known = await claims.get_many(session, sorted(wanted))
        sighted: set[str] = set()
        if recording is not None:
            sighted = await _record(app, recording, batch, posts, readings)
        first = _previews(app.matcher, app.settings, posts, readings, known)
        second = (
            _previews(other.matcher, other.settings, posts, others, known)
            if other is not None
            else repeat(None)
        )
        judged = (
            Judged(number, post, own, post.id in sighted, theirs)
            for (number, post), own, theirs in zip(posts, first, second, strict=False)
        )
        for line in batch:
            if line.fault is not None:
                yield Faulty(line.number, line.fault, line.offset)
            for _ in line.posts:
                yield replace(next(judged), offset=line.offset)


async def _read_ahead(
    matcher: ClaimMatcher, lines: Iterable[Replayed]
) -> AsyncIterator[tuple[list[Replayed], list[Reading]]]:
    """Batches with what the matcher saw: while one is judged and stored, the next is with the model."""
    waiting: tuple[list[Replayed], asyncio.Task[list[Reading]]] | None = None
    try:
        for batch in _batches(lines):
            texts = [(post.text, post.links) for line in batch for post in line.posts]
            reading = asyncio.create_task(asyncio.to_thread(matcher.match_many, texts))
            former, waiting = waiting, (batch, reading)
            if former is not None:
                yield former[0], await former[1]
        if waiting is not None:
            yield waiting[0], await waiting[1]
    finally:
        if waiting is not None and not waiting[1].done():
            await asyncio.wait([waiting[1]])  # a thread cannot be cut off; nobody wants its answer


async def _read_again(
    app: App, other: Alternative, texts: list[tuple[str, tuple[str, ...]]], readings: list[Reading]
) -> list[Reading]:
    """What the other matcher reads; the same readings where only the settings differ."""
    if other.matcher is app.matcher:
        return readings
    return await asyncio.to_thread(other.matcher.match_many, texts)


def _previews(
    matcher: ClaimMatcher,
    settings: Settings,
    posts: list[tuple[int, Post]],
    readings: list[Reading],
    known: dict[int, Claim],
) -> Iterator[Preview]:
    for (_, post), reading in zip(posts, readings, strict=True):
        yield preview_of(matcher, settings, reading, known, post.address, post.place)


async def _record(
    app: App,
    recording: Recording,
    batch: Sequence[Replayed],
    posts: list[tuple[int, Post]],
    readings: list[Reading],
) -> set[str]:
    """Store the sightings of likely matches and how far we are; returns the ids of posts newly seen."""
    now = app.now()
    above = {post.id: post for _, own in posts for post in own.above}
    for _, own in posts:
        above.pop(own.id, None)
    texts = [(post.text, post.links) for post in above.values()]
    further = await asyncio.to_thread(app.matcher.match_many, texts) if texts else []
    heard: dict[coverage.CoveredPlace, list[datetime]] = defaultdict(list)
    async with app.database.write() as session:
        pairs = [(post, reading) for (_, post), reading in zip(posts, readings, strict=True)]
        pairs += zip(above.values(), further, strict=True)
        seen = [(post, post.address, reading) for post, reading in pairs]
        new = await keep_likely(session, app.signer, now, SeenBy.REPLAYED, seen)
        for _, post in posts:
            if (place := heard_place(post, SeenBy.REPLAYED)) is not None:
                heard[place].append(post.written_at)
        for place, times in heard.items():
            await coverage.note(session, place, min(times), max(times))
        await cursors.move(session, recording.cursor, str(batch[-1].number), now)
    return new


def _digest(file: Path) -> str:
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def _batches(lines: Iterable[Replayed]) -> Iterator[list[Replayed]]:
    batch: list[Replayed] = []
    for line in lines:
        batch.append(line)
        if len(batch) == _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch
