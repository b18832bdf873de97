"""Many posts that wait, on one page: deciding the same about several, and giving them to somebody."""

from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Query, Request, Response

from bot.roles import Role
from bot.web.access import Editor, Form, RunningBot, SignedIn, number_of, text_of
from bot.web.preferences import preferences_of
from bot.web.rendering import page
from bot.web.review import staff_of, stand_of
from bot.web.telling import done
from storage import claims, decisions, reviews

router = APIRouter(include_in_schema=False)
_SHOWN = 50


@router.get("/review/all")
async def show(
    request: Request,
    app: RunningBot,
    person: SignedIn,
    claim: Annotated[int, Query(ge=0, le=2**53)] = 0,
    after: Annotated[int, Query(ge=0, le=2**53)] = 0,
) -> Response:
    """List what waits, all or what is likely one claim; nothing is taken."""
    async with app.database.read() as session:
        items = await reviews.open_after(session, after, claim, _SHOWN + 1)
        records = {one.id: await decisions.get(session, one.decision_id or 0) for one in items[:_SHOWN]}
        shown = [one for one in items[:_SHOWN] if records[one.id] is not None]
        stands = {
            one.id: await stand_of(session, one, record) for one in shown if (record := records[one.id])
        }
        wanted = {record.matches[0]["claim_id"] for record in records.values() if record and record.matches}
        known = await claims.get_many(session, sorted(wanted))
        waiting = await reviews.waiting(session)
        staff = await staff_of(session, app) if person.role >= Role.EDITOR else []
    return page(
        request,
        "review_all.html",
        person,
        items=shown,
        records=records,
        stands=stands,
        known=known,
        waiting=waiting,
        staff=staff,
        claim=claim,
        now=app.now(),
        more=shown[-1].id if len(items) > _SHOWN else 0,
    )


@router.post("/review/all")
async def decide(request: Request, app: RunningBot, person: SignedIn, form: Form) -> Response:
    """Decide the same about all that were ticked and that nobody else holds."""
    chosen = await _chosen(request)
    undo_for = preferences_of(request).undo_for
    now, decided = app.now(), 0
    async with app.database.write() as session:
        verdict: dict[str, Any] = {"claim_id": None, "reviewer": app.signer.pseudonym(person.account)}
        if text_of(form, "claim") != "none":
            claim = await claims.get(session, number_of(form, "claim"))
            if claim is None or not claim.is_published:
                said = person.words.plain("web-no-such-claim", claim=text_of(form, "claim"))
                raise HTTPException(422, said)
            verdict["claim_id"] = claim.id
        for number in chosen:
            item = await reviews.take(session, number, person.account.ref, now)
            if item is not None and item.decision_id is not None:
                await reviews.decide(session, item, dict(verdict), now, undo_for)
                decided += 1
    seconds = int(undo_for.total_seconds())
    return done("/review/all", person.words.plain("web-decided-all", count=decided, seconds=seconds))


@router.post("/review/assign")
async def assign(request: Request, app: RunningBot, person: Editor, form: Form) -> Response:
    """Give the posts that were ticked to somebody for a day, or back to all."""
    account = text_of(form, "account")
    given = 0
    async with app.database.write() as session:
        if account and account not in await staff_of(session, app):
            raise HTTPException(422, person.words.plain("account-unusable", typed=account[:60]))
        for number in await _chosen(request):
            given += await reviews.assign(session, number, account or None, app.now()) is not None
    message = "web-assigned" if account else "web-unassigned"
    return done("/review/all", person.words.plain(message, count=given, account=account))


async def _chosen(request: Request) -> list[int]:
    """The items that were ticked."""
    fields = await request.form()
    found = [str(value) for value in fields.getlist("item")][:_SHOWN]
    return [int(value) for value in found if value.isdecimal() and len(value) < 19]
