"""What a chart draws beside its counts: landmarks in time, and the stretches in which posts count. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.spread.figures import STEPS, noon_of
from bot.spread.story import Story
from bot.translations import Translator
from storage.spread import Unit

_MOST_LANDMARKS = 5
_MOST_BINS = 48
_STEPS: Mapping[Unit, tuple[int, ...]] = {"hour": (1, 2, 3, 6), "day": (1, 2, 7, 14, 28, 84, 364)}


@dataclass(frozen=True)
class Landmark:
    """Something that happened at a time: an appearance, or a fact-check."""

    at: datetime
    label: str
    is_check: bool


@dataclass(frozen=True)
class Bins:
    """Equal stretches of time into which posts are counted: a whole number of the story's units each."""

    start: datetime
    step: timedelta
    number: int

    def start_of(self, at: datetime) -> datetime:
        """The beginning of the stretch that holds this time."""
        return self.start + (at - self.start) // self.step * self.step


def landmarks_of(story: Story, words: Translator) -> list[Landmark]:
    """Dated appearances and fact-checks within the period, the first few in order of time."""
    seeds = [
        Landmark(seed.published_at, " · ".join(filter(None, (seed.who, seed.where))), False)
        for seed in story.claim.appearances
        if seed.published_at is not None
    ]
    checked = words.plain("chart-fact-check")
    checks = [
        Landmark(noon_of(check.published_on), " · ".join(filter(None, (checked, check.publisher))), True)
        for check in story.claim.fact_checks
        if check.published_on is not None
    ]
    within = [
        landmark
        for landmark in sorted([*seeds, *checks], key=lambda landmark: landmark.at)
        if (story.since is None or landmark.at >= story.since) and landmark.at <= story.now
    ]
    kept = [landmark for landmark in within if landmark.is_check][:1]
    rest = [landmark for landmark in within if landmark not in kept][: _MOST_LANDMARKS - len(kept)]
    return sorted([*kept, *rest], key=lambda landmark: landmark.at)


def bins_of(story: Story) -> Bins:
    """Stretches of time of which a phone shows each: as fine as the story's units where there are few."""
    unit = STEPS[story.unit]
    times = [cell.at for cell in story.cells]
    first, last = (min(times), max(times)) if times else (story.now - unit, story.now)
    units = (last - first) // unit + 1
    each = next((step for step in _STEPS[story.unit] if units <= step * _MOST_BINS), _STEPS[story.unit][-1])
    return Bins(first, each * unit, -(-units // each))
