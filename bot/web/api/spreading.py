"""`GET /claims/{id}/sightings` and `/spread`."""

from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, HTTPException, Query

from bot.spread import Period, chain_for, story_of
from bot.web.access import RunningBot
from bot.web.api.catalogue import wanted
from bot.web.api.shapes import (
    EdgeOut,
    Id,
    MomentOut,
    NodeOut,
    SharesOut,
    SightingPage,
    SpreadOut,
    sighting_out,
)
from bot.web.api.tokens import REFUSALS, Reader
from bot.web.claims import position_of, read_position
from storage import spread

router = APIRouter(tags=["spread"], responses={**REFUSALS, 404: {"description": "No such claim."}})


@router.get("/claims/{claim_id}/sightings", responses={422: {"description": "`after` is no position."}})
async def sightings(
    app: RunningBot,
    _caller: Reader,
    claim_id: Id,
    after: Annotated[str, Query(max_length=60, description="`next` of the page before.")] = "",
    limit: Annotated[int, Query(ge=1, le=1_000)] = 100,
) -> SightingPage:
    """Every sighting of a claim, in order of the posts' times; who wrote them is not told."""
    position = read_position(after)
    if after and position is None:
        raise HTTPException(422, "`after` is not the `next` of a page")
    await wanted(app, claim_id)
    async with app.database.read() as session:
        rows = await spread.page(session, claim_id, limit + 1, position)
    shown = rows[:limit]
    return SightingPage(
        sightings=[sighting_out(row) for row in shown],
        next=position_of(shown[-1]) if len(rows) > limit else None,
    )


@router.get("/claims/{claim_id}/spread")
async def spread_of(app: RunningBot, _caller: Reader, claim_id: Id, period: Period = "all") -> SpreadOut:
    """Counts, figures and the graph of who brought the claim to whom."""
    claim = await wanted(app, claim_id)
    async with app.database.read() as session:
        story = await story_of(session, claim, app.now(), period)
        chain = await chain_for(session, claim, story.since)
    figures = story.figures
    return SpreadOut(
        claim_id=claim.id,
        period=period,
        unit=story.unit,
        posts=figures.totals.posts,
        places=figures.totals.places,
        first_seen_by_us=figures.totals.first_at,
        last_seen_by_us=figures.totals.last_at,
        listening_since=None if story.coverage is None else story.coverage.first_at,
        recent_posts=figures.growth.recent,
        usual_posts=figures.growth.usual,
        half_life=_seconds(figures.half_life),
        time_to_fact_check=_seconds(figures.to_check),
        time_to_first_answer=_seconds(figures.to_answer),
        shares=SharesOut.model_validate(vars(figures.shares)),
        moments=[MomentOut.model_validate(vars(moment)) for moment in story.moments],
        nodes=[
            NodeOut(
                id=node.id,
                kind=node.kind,
                label=node.label,
                at=node.at,
                platform=node.platform,
                posts=node.posts,
            )
            for node in chain.nodes
        ],
        edges=[EdgeOut.model_validate(vars(edge)) for edge in chain.edges],
    )


def _seconds(length: timedelta | None) -> float | None:
    return None if length is None else length.total_seconds()
