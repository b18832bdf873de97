"""A claim's spread as it is sent into a chat: what was gathered, and the chart drawn of it."""

import asyncio
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.spread.palettes import Theme
from bot.spread.story import Period, Story, story_of
from bot.translations import Translator
from storage import spread
from storage.models import Claim, Sighting


@dataclass(frozen=True)
class Shown:
    """A story, its earliest sighting (None where nothing was seen) and its chart (PNG; None without one)."""

    story: Story
    earliest: Sighting | None
    theme: Theme
    picture: bytes | None = None


async def gather(session: AsyncSession, claim: Claim, now: datetime, period: Period, theme: Theme) -> Shown:
    """Read what to show; nothing is drawn yet."""
    story = await story_of(session, claim, now, period)
    return Shown(story, await spread.earliest(session, claim.id, story.since), theme)


async def draw(shown: Shown, words: Translator) -> Shown:
    """Draw the chart in a thread, some tenths of a second: call it while no transaction is open."""
    from bot.spread.charts import spread_chart  # noqa: PLC0415 - half a second that most commands do without

    if shown.earliest is None:
        return shown
    return replace(shown, picture=await asyncio.to_thread(spread_chart, shown.story, words, shown.theme))
