"""The reviewers' queue, keyboard first: the same leases, and the same seconds to undo, as in chat."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Query, Request, Response
from fastapi.responses import RedirectResponse
from sqlalchemy.ext.asyncio import AsyncSession

from bot.app import App
from bot.claims.search import search
from bot.conversation.explanation import explain
from bot.events import PlaceKind
from bot.roles import Role
from bot.spread import post_url
from bot.web.access import Form, RunningBot, SignedIn, number_of, text_of
from bot.web.preferences import UNDO_SECONDS, preferences_of
from bot.web.rendering import page
from storage import accounts, chats, claims, decisions, questions, reviews
from storage.models import Claim, DecisionRecord, ReviewItem

router = APIRouter(include_in_schema=False)
_CANDIDATES = 3
_FOUND = 6
_LONGEST_SEARCH = 500
Done = Annotated[int, Query(ge=0, le=2**53)]


@router.get("/review")
async def queue(
    request: Request, app: RunningBot, person: SignedIn, done: Done = 0, after: Done = 0
) -> Response:
    """Go to the first post that waits and that nobody else holds; after the one that was skipped."""
    async with app.database.read() as session:
        items = await reviews.waiting_items(session, person.account.ref, app.now())
    if not items:
        return page(request, "review.html", person, item=None, items=[], done=done)
    mine = [item for item in items if item.reviewer == person.account.ref]
    ordered = [item for item in mine or items if item.id > after] or mine or items
    return RedirectResponse(f"/review/{ordered[0].id}" + (f"?done={done}" if done else ""), 303)


@router.get("/review/{item_id:int}")
async def show(
    request: Request,
    app: RunningBot,
    person: SignedIn,
    item_id: int,
    q: Annotated[str, Query(max_length=_LONGEST_SEARCH)] = "",
    done: Done = 0,
) -> Response:
    """Take one post, let go of others, and show it with what it might say."""
    now, reviewer = app.now(), person.account.ref
    async with app.database.write() as session:
        for held in await reviews.waiting_items(session, reviewer, now):
            if held.reviewer == reviewer and held.id != item_id and not reviews.is_assigned(held, now):
                await reviews.let_go(session, held)
        item = await reviews.take(session, item_id, reviewer, now)
        record = None if item is None else await decisions.get(session, item.decision_id or 0)
        if item is not None and record is None:
            await reviews.close(session, item, now)
    if item is None or record is None:
        return RedirectResponse("/review", 303)
    found = []
    if q.strip():
        found = await search(app.database, app.matcher, q, _FOUND, published=True)
    async with app.database.read() as session:
        items = await reviews.waiting_items(session, reviewer, now)
        known = await claims.get_many(session, [match["claim_id"] for match in record.matches])
        texts = {one.id: await _text(session, one) for one in items}
        askers = len(await questions.waiting(session, record.id))
        stands = await stand_of(session, item, record)
        staff = await staff_of(session, app) if person.role >= Role.EDITOR else []
        waiting = await reviews.waiting(session)
    candidates = _candidates(record, known)
    return page(
        request,
        "review.html",
        person,
        item=item,
        items=items,
        texts=texts,
        record=record,
        candidates=candidates,
        found=found,
        why_said=explain(record, known, person.words),
        askers=askers,
        waiting=waiting,
        q=q,
        done=done,
        stands=stands,
        staff=staff,
        assigned=reviews.is_assigned(item, now),
        undo_times=UNDO_SECONDS,
        before=_neighbour(items, item.id, -1),
        following=_neighbour(items, item.id, 1),
    )


@router.post("/review/{item_id:int}/decide")
async def decide(request: Request, app: RunningBot, person: SignedIn, item_id: int, form: Form) -> Response:
    """Note what the post says: a claim, or none that is known. It is carried out when undoing is over."""
    now = app.now()
    async with app.database.write() as session:
        item = await reviews.get(session, item_id)
        if item is None or not reviews.is_held_by(item, person.account.ref, now):
            raise HTTPException(409, person.words.plain("review-not-yours"))
        verdict: dict[str, Any] = {"claim_id": None, "reviewer": app.signer.pseudonym(person.account)}
        if text_of(form, "claim") != "none":
            claim = await claims.get(session, number_of(form, "claim"))
            if claim is None or not claim.is_published:
                raise HTTPException(
                    422, person.words.plain("web-no-such-claim", claim=text_of(form, "claim"))
                )
            verdict["claim_id"] = claim.id
        await reviews.decide(session, item, verdict, now, preferences_of(request).undo_for)
    return RedirectResponse(f"/review?done={item_id}", 303)


@router.post("/review/{item_id:int}/skip")
async def skip(app: RunningBot, person: SignedIn, item_id: int, _form: Form) -> Response:
    """Leave the post to others, and go to the next."""
    now = app.now()
    async with app.database.write() as session:
        item = await reviews.get(session, item_id)
        if item is not None and reviews.is_held_by(item, person.account.ref, now):
            await reviews.let_go(session, item)
    return RedirectResponse(f"/review?after={item_id}", 303)


@router.post("/review/{item_id:int}/undo")
async def undo(app: RunningBot, person: SignedIn, item_id: int, _form: Form) -> Response:
    """Take one's own decision back while it is not final."""
    async with app.database.write() as session:
        item = await reviews.get(session, item_id)
        if item is None or not await reviews.undo(session, item, person.account.ref, app.now()):
            raise HTTPException(409, person.words.plain("review-final"))
    return RedirectResponse(f"/review/{item_id}", 303)


def _candidates(record: DecisionRecord, known: dict[int, Claim]) -> list[tuple[Claim, int]]:
    """The likeliest published claims with their percentages."""
    return [
        (known[match["claim_id"]], min(99, max(1, round(100 * match["probability"]))))
        for match in record.matches
        if match["claim_id"] in known and known[match["claim_id"]].is_published
    ][:_CANDIDATES]


def _neighbour(items: list[ReviewItem], item_id: int, step: int) -> int:
    """The item before or after this one, 0 where there is none."""
    ids = [item.id for item in items]
    if item_id not in ids:
        return 0
    wanted = ids.index(item_id) + step
    return ids[wanted] if 0 <= wanted < len(ids) else 0


async def _text(session: AsyncSession, item: ReviewItem) -> str:
    record = await decisions.get(session, item.decision_id or 0)
    return "" if record is None else (record.post_text or "")


@dataclass(frozen=True)
class Stand:
    """Where a post stands: its platform, the place's name (empty: unknown), its address and time."""

    platform: str
    kind: str
    place: str
    url: str
    written_at: datetime | None


async def stand_of(session: AsyncSession, item: ReviewItem, record: DecisionRecord) -> Stand:
    """Where the post is that waits; a private chat has neither name nor link."""
    seen = item.sighting or {}
    kind = str(seen.get("place_kind") or "")
    chat = await chats.find(session, record.platform, record.place_id)
    place = str(seen.get("place_title") or "") or (chat.title if chat is not None else "")
    written = seen.get("written_at")
    return Stand(
        record.platform,
        kind,
        "" if kind == PlaceKind.PRIVATE else place,
        post_url(record.platform, kind, record.post_id) or "" if kind else "",
        datetime.fromisoformat(written) if written else None,
    )


async def staff_of(session: AsyncSession, app: App) -> list[str]:
    """The accounts of those who may review."""
    granted = [f"{row.platform}:{row.account_id}" for row in await accounts.staff(session)]
    return sorted({*app.settings.owners, *granted})
