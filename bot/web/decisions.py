"""The log of decisions, each with its why."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from bot.conversation.explanation import explain
from bot.decisions.policy import Action
from bot.web.access import RunningBot, SignedIn
from bot.web.rendering import page
from storage import claims, listings

router = APIRouter(include_in_schema=False)
PAGE = 30


@router.get("/decisions")
async def log(
    request: Request,
    app: RunningBot,
    person: SignedIn,
    action: Annotated[Action | None, Query()] = None,
    before: Annotated[int, Query(ge=0, le=2**53)] = 0,
) -> Response:
    """Show decisions, the newest first, of one kind or of all."""
    async with app.database.read() as session:
        found = await listings.decisions_before(session, before or None, PAGE + 1, action)
        wanted = {match["claim_id"] for record in found for match in record.matches}
        known = await claims.get_many(session, sorted(wanted))
    shown = found[:PAGE]
    return page(
        request,
        "decisions.html",
        person,
        shown=shown,
        why_said={record.id: explain(record, known, person.words) for record in shown},
        action=action,
        actions=list(Action),
        more=shown[-1].id if len(found) > PAGE else 0,
    )
