"""The first page: what spreads now, what waits, and whether the bot is well."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from fastapi import APIRouter, Request, Response
from sqlalchemy.ext.asyncio import AsyncSession

from bot.runtime.account_watch import refused_accounts
from bot.spread.figures import filled
from bot.web.access import RunningBot, SignedIn
from bot.web.rendering import page
from storage import claims, coverage, inbox, outbox, reviews, spread, statistics
from storage.models import Claim

router = APIRouter(include_in_schema=False)
_SPREADING = 10
_WEEK = timedelta(days=7)
_SPARK_WIDTH, _SPARK_HEIGHT = 120, 28


@dataclass(frozen=True)
class Spreading:
    """A claim that was seen this week: how often, and its days as the points of a small line."""

    claim: Claim
    posts: int
    places: int
    points: str


@router.get("/")
async def overview(request: Request, app: RunningBot, person: SignedIn) -> Response:
    """Show what spreads, what waits, and how the bot is."""
    now = app.now()
    async with app.database.read() as session:
        return page(
            request,
            "overview.html",
            person,
            spreading=await _spreading(session, now),
            waiting=await reviews.waiting(session),
            oldest=await reviews.oldest(session),
            published=await claims.count(session, "published"),
            month=await statistics.gather(session, now - timedelta(days=30)),
            inbox=await inbox.backlog(session),
            outbox=await outbox.counts(session),
            refused=await refused_accounts(session, app.settings),
            heard=await coverage.extent(session, now - _WEEK, now),
        )


async def _spreading(session: AsyncSession, now: datetime) -> list[Spreading]:
    rises = await spread.rises(session, now - _WEEK, now, _SPREADING)
    known = await claims.get_many(session, [rise.claim_id for rise in rises])
    found = []
    for rise in rises:
        moments = await spread.moments(session, rise.claim_id, "day", now - _WEEK)
        numbers = [moment.posts for moment in filled(moments, "day", now - _WEEK, now)]
        found.append(Spreading(known[rise.claim_id], rise.posts, rise.places, sparkline(numbers)))
    return found


def sparkline(numbers: list[int]) -> str:
    """The points of an SVG polyline in a box of 120 x 28."""
    most = max([*numbers, 1])
    step = _SPARK_WIDTH / max(1, len(numbers) - 1)
    return " ".join(
        f"{index * step:.1f},{_SPARK_HEIGHT - 2 - number / most * (_SPARK_HEIGHT - 4):.1f}"
        for index, number in enumerate(numbers)
    )
