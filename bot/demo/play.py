"""The demo's run: sample claims in, sample posts through inbox, matcher, policy and outbox."""

import json
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from importlib.resources import as_file, files
from time import monotonic
from typing import Any

from telegram import Update

from bot.app import App
from bot.claims.files import read_claims
from bot.events import Event, OutgoingMessage, time_of
from bot.platforms.telegram.updates import Me, event_of
from bot.platforms.x.posts import Bot as XBot
from bot.platforms.x.posts import posts_of
from bot.spread import Story, story_of
from storage import claims, decisions
from storage.models import Claim, DecisionRecord

TELEGRAM_BOT = Me(7000000001, "claimspread_bot")
X_BOT = XBot("900000001", "claimspread_bot")
_DATA = files("bot.demo") / "data"


class SimulatedClock:
    """The time of the sample post that is being played; after that it may run on."""

    def __init__(self, start: datetime) -> None:
        self.now = start
        self._runs_since: float | None = None

    def __call__(self) -> datetime:
        """The current simulated time, aware."""
        if self._runs_since is None:
            return self.now
        return self.now + timedelta(seconds=monotonic() - self._runs_since)

    def run_on(self) -> None:
        """From here on time passes by itself, as fast as ours."""
        self._runs_since = monotonic()


@dataclass(frozen=True)
class Scene:
    """One sample post: what came in, what was decided, what was said."""

    number: int
    event: Event
    decision: DecisionRecord | None
    claim: Claim | None
    answers: tuple[OutgoingMessage, ...]


@dataclass
class Tally:
    """What the demo did, counted."""

    posts: int = 0
    answers: int = 0
    actions: dict[str, int] = field(default_factory=dict)

    def count(self, scene: Scene) -> None:
        """Add one scene."""
        self.posts += 1
        self.answers += len(scene.answers)
        if scene.decision is not None:
            self.actions[scene.decision.action] = self.actions.get(scene.decision.action, 0) + 1


def sample_events() -> Iterator[Event]:
    """The sample posts in their order, translated as the platforms' adapters do."""
    for line in (_DATA / "posts.jsonl").read_text("utf-8").splitlines():
        sample: dict[str, Any] = json.loads(line)
        if sample["platform"] == "telegram":
            event = event_of(Update.de_json(sample["update"], None), TELEGRAM_BOT)
            if event is not None:
                yield event
        else:
            yield from posts_of(sample["post"], X_BOT)


async def load_sample_claims(
    app: App, now: datetime, progress: Callable[[int, int], None] | None = None
) -> int:
    """Put the sample catalogue into the store and the matcher; returns how many claims."""
    with as_file(_DATA / "claims.jsonl") as path:
        forms = [line.form for line in read_claims(path) if line.form is not None]
    async with app.database.write() as session:
        for form in forms:
            await claims.add(session, form.draft(), now)
    await app.catalogue.load(progress)
    return len(forms)


async def play(app: App, clock: SimulatedClock, sent: list[OutgoingMessage]) -> AsyncIterator[Scene]:
    """Take every sample post through the bot, one after another.

    Args:
        app: an opened application whose platforms append what they send to `sent`.
        clock: is set to each post's time.
        sent: is emptied before each post.
    """
    for number, event in enumerate(sample_events(), 1):
        clock.now = max(clock.now, time_of(event))
        sent.clear()
        await app.intake(event.place.platform)([event])
        await app.work_off()
        async with app.database.read() as session:
            decision = await decisions.of_event(session, event.place.platform, event.event_id)
            claim = None
            if decision is not None and decision.matches:
                claim = await claims.get(session, decision.matches[0]["claim_id"])
        yield Scene(number, event, decision, claim, tuple(sent))


async def stories(app: App, most: int = 12) -> list[Story]:
    """The spread of the claims that were seen most, the most seen first."""
    now = app.now()
    async with app.database.read() as session:
        counts = await decisions.sighting_counts(session)
        known = await claims.get_many(session, list(counts)[:most])
        return [await story_of(session, known[claim_id], now) for claim_id in counts if claim_id in known]
