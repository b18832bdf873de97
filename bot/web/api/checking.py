"""`POST /check` and `POST /feedback`."""

from fastapi import APIRouter, HTTPException, Request
from limits import RateLimitItemPerMinute

from bot.decisions.preview import preview
from bot.events import Account
from bot.web.access import RunningBot
from bot.web.api.shapes import CheckAnswer, CheckRequest, FeedbackIn, FeedbackTaken
from bot.web.api.tokens import REFUSALS, Checker, Judge
from bot.web.limits import Rates
from storage import decisions

router = APIRouter(tags=["checking"], responses=REFUSALS)


@router.post("/check")
async def check(request: Request, app: RunningBot, caller: Checker, asked: CheckRequest) -> CheckAnswer:
    """Match a text and say what the bot would do with it; the text is not kept."""
    rates: Rates = request.app.state.rates
    limit = RateLimitItemPerMinute(app.settings.web.checks_a_minute, namespace="checks")
    if not await rates.allow(limit, str(caller.id)):
        raise HTTPException(429, "too many texts in a minute", {"Retry-After": "60"})
    seen = await preview(app.database, app.matcher, app.settings, asked.text, tuple(asked.links))
    return CheckAnswer.model_validate(seen.as_json())


@router.post("/feedback", responses={404: {"description": "No such decision or match."}})
async def give_feedback(app: RunningBot, caller: Judge, word: FeedbackIn) -> FeedbackTaken:
    """Say whether a match was right; the last word of a token counts, and as one voice."""
    author = app.signer.pseudonym(Account("api", str(caller.id)))
    async with app.database.write() as session:
        record = await decisions.get(session, word.decision_id)
        if record is None or word.claim_id not in {match["claim_id"] for match in record.matches}:
            raise HTTPException(404, "there is no such decision about this claim")
        new = await decisions.give_feedback(session, record, word.claim_id, author, word.verdict, app.now())
    return FeedbackTaken(new=new)
