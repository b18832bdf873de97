"""Old posts through the matcher: decisions to look at and, if wanted, sightings for the spread."""

import asyncio
from collections.abc import AsyncIterator, Iterable, Iterator
from dataclasses import dataclass
from itertools import repeat
from typing import Any

from bot.app import App
from bot.config import Settings
from bot.events import Post
from bot.judging import SIGHTING_PROBABILITY, sighting_of
from bot.platforms.replay import Replayed
from bot.preview import Preview, preview_of
from matchers.matcher import ClaimMatcher
from matchers.types import Reading
from storage import claims, decisions
from storage.models import Claim

_BATCH = 64


@dataclass(frozen=True)
class Judged:
    """A post of a file and what the bot would have done with it."""

    line: int
    post: Post
    preview: Preview
    sighted: bool = False
    other: Preview | None = None
    """What another model or threshold would have done, where one is compared."""

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
    app: App, lines: Iterable[Replayed], *, record: bool, other: Alternative | None = None
) -> AsyncIterator[Judged | Faulty]:
    """Match posts in batches and say, in their order, what the bot would have done with each.

    Args:
        app: an opened application.
        lines: what `read_posts` gives.
        record: also store sightings; a post recorded before is not recorded twice, so that an
            interrupted run can simply be repeated.
        other: what to compare with.
    """
    for batch in _batches(lines):
        posts = [(line.number, post) for line in batch for post in line.posts]
        texts = [(post.text, post.links) for _, post in posts]
        readings = await asyncio.to_thread(app.matcher.match_many, texts)
        others = await _read_again(app, other, texts, readings) if other is not None else []
        async with app.database.read() as session:
            wanted = {int(match.claim_id) for reading in [*readings, *others] for match in reading.matches}
            known = await claims.get_many(session, sorted(wanted))
        sighted = await _record(app, posts, readings) if record else set()
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
                yield Faulty(line.number, line.fault)
            for _ in line.posts:
                yield next(judged)


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


async def _record(app: App, posts: list[tuple[int, Post]], readings: list[Reading]) -> set[str]:
    """Store the sightings of likely matches; returns the ids of posts seen for the first time."""
    now = app.now()
    new = set()
    async with app.database.write() as session:
        for (_, post), reading in zip(posts, readings, strict=True):
            if reading.matches and reading.matches[0].probability >= SIGHTING_PROBABILITY:
                sighting = sighting_of(post, post.address, reading, reading.matches[0], app.signer, now)
                if await decisions.add_sighting(session, sighting):
                    new.add(post.id)
    return new


def _batches(lines: Iterable[Replayed]) -> Iterator[list[Replayed]]:
    batch: list[Replayed] = []
    for line in lines:
        batch.append(line)
        if len(batch) == _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch
