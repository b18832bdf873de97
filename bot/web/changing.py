"""Changing a claim on pages: its fields, wordings and origins; retracting, merging, taking back."""

import json
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Query, Request, Response
from sqlalchemy.ext.asyncio import AsyncSession

from bot.claims import editing
from bot.claims.editing import Edits
from bot.claims.search import search
from bot.commands import origins, undoing
from bot.commands.fields import read_language, read_link, read_rating, read_statement, read_text
from bot.commands.registry import Misuse
from bot.commands.viewing import load_published
from bot.conversation.turn import Turn
from bot.web.access import Editor, Form, RunningBot, Visitor, number_of, text_of
from bot.web.acting import acting, plain, words_of
from bot.web.rendering import page
from bot.web.telling import done
from storage import claims, decisions, questions
from storage.claims import RATINGS
from storage.errors import DuplicateClaim
from storage.models import Claim

router = APIRouter(include_in_schema=False)
_FOUND = 8
_LONGEST_SEARCH = 500
_PLACES = 30
Search = Annotated[str, Query(max_length=_LONGEST_SEARCH)]
_VALUES = ("statement", "rating", "claimant", "language")


@dataclass(frozen=True)
class Consequences:
    """What a retraction leads to: in how many places an answer is corrected, and who hears of it."""

    places: list[str]
    more: int
    answers: int
    subscribers: int
    seen: int


@router.get("/claims/{claim_id:int}/edit")
async def ask_for_edits(request: Request, app: RunningBot, person: Editor, claim_id: int) -> Response:
    """Show a claim's fields as they are."""
    async with app.database.read() as session:
        claim = await _published(session, person, claim_id)
    return _edit_form(request, person, claim, _values_of(claim))


@router.post("/claims/{claim_id:int}/edit")
async def edit(request: Request, app: RunningBot, person: Editor, claim_id: int, form: Form) -> Response:
    """Change what differs; subscribers hear of a new rating or link."""
    async with app.database.read() as session:
        claim = await _published(session, person, claim_id)
    typed = {name: text_of(form, name).strip() for name in (*_VALUES, "link")}
    links = {check.id: text_of(form, f"link-{check.id}").strip() for check in claim.fact_checks}
    try:
        async with acting(app, person) as turn:
            claim = await load_published(turn, claim_id)
            if text_of(form, "version") != version_of(claim):
                raise Misuse("web-changed-meanwhile")
            for edits in _edits(turn, claim, typed, links):
                turn.hear_of(await editing.edit(turn.session, claim, edits, turn.editor))
    except DuplicateClaim as duplicate:
        fault = Misuse("web-duplicate", claim=str(duplicate.claim_id))
    except Misuse as misuse:
        fault = misuse
    else:
        return done(
            f"/claims/{claim_id}", plain(person.words("claim-edited", claim=str(claim_id))), undo=True
        )
    async with app.database.read() as session:
        claim = await _published(session, person, claim_id)
    values: dict[str, Any] = typed | {"links": links}
    return _edit_form(request, person, claim, values, 422, fault=fault.said(person.words))


@router.post("/claims/{claim_id:int}/phrasings")
async def word(app: RunningBot, person: Editor, claim_id: int, form: Form) -> Response:
    """Add a wording, or take one away."""
    async with acting(app, person) as turn:
        claim = await load_published(turn, claim_id)
        if number := number_of(form, "remove"):
            changed = await editing.remove_wording(turn.session, claim, number, turn.editor)
            said = turn.words("web-phrasing-removed", claim=str(claim_id))
        else:
            text = read_statement(text_of(form, "text"), "phrasing")
            changed = await editing.add_wording(turn.session, claim, text, turn.editor)
            message = "phrasing-added" if changed else "phrasing-known"
            said = turn.words(message, claim=str(claim_id), count=len(claim.phrasings))
        if changed:
            turn.effects.claims_changed.add(claim.id)
    return done(f"/claims/{claim_id}#phrasings", plain(said), undo=changed)


@router.post("/claims/{claim_id:int}/origins")
async def change_origins(app: RunningBot, person: Editor, claim_id: int, form: Form) -> Response:
    """Add who published the claim, or take an entry away."""
    async with acting(app, person) as turn:
        claim = await load_published(turn, claim_id)
        if number := number_of(form, "remove"):
            if number > len(claim.appearances):
                raise Misuse("origin-unknown", claim=str(claim_id), entry=str(number))
            await editing.remove_appearance(turn.session, claim, number, turn.editor)
            turn.effects.claims_changed.add(claim.id)
            said = turn.words("web-origin-removed", claim=str(claim_id))
        else:
            parts = [text_of(form, name) for name in ("who", "where", "when", "citing", "link")]
            await origins.keep_origin(turn, claim, origins.read_origin(turn, *parts))
            said = turn.words("web-origin-added", claim=str(claim_id))
    return done(f"/claims/{claim_id}#origin", plain(said), undo=True)


@router.get("/claims/{claim_id:int}/retract")
async def preview_retraction(request: Request, app: RunningBot, person: Editor, claim_id: int) -> Response:
    """Say what will be corrected and who will be told, before anything is."""
    async with app.database.read() as session:
        claim = await _published(session, person, claim_id)
        follows = await _consequences(session, claim)
    return page(request, "retract.html", person, claim=claim, follows=follows, reason="", fault="")


@router.post("/claims/{claim_id:int}/retract")
async def retract(request: Request, app: RunningBot, person: Editor, claim_id: int, form: Form) -> Response:
    """Take the claim out of matching; answers that stand are corrected."""
    try:
        async with acting(app, person) as turn:
            claim = await load_published(turn, claim_id)
            reason = read_text("reason", text_of(form, "reason"))
            changed = await editing.retract(turn.session, claim, reason, turn.editor)
            turn.hear_of(changed)
    except Misuse as fault:
        async with app.database.read() as session:
            claim = await _published(session, person, claim_id)
            follows = await _consequences(session, claim)
        said = fault.said(person.words)
        return page(request, "retract.html", person, 422, claim=claim, follows=follows, reason="", fault=said)
    told_of = person.words("claim-retracted", claim=str(claim_id), count=changed.stopped)
    return done(f"/claims/{claim_id}", plain(told_of), undo=True)


@router.get("/claims/{claim_id:int}/merge")
async def preview_merge(
    request: Request,
    app: RunningBot,
    person: Editor,
    claim_id: int,
    q: Search = "",
    into: Annotated[int, Query(ge=0, le=2**53)] = 0,
) -> Response:
    """Find the claim that stays, and show what will go to it."""
    async with app.database.read() as session:
        claim = await _published(session, person, claim_id)
        target = await claims.get(session, into) if into else None
        seen = await decisions.sighting_count(session, claim_id)
    found: list[Claim] = []
    if target is None:
        wanted = q.strip() or claim.statement
        found = await search(app.database, app.matcher, wanted, _FOUND, published=True)
    usable = target is not None and target.is_published and target.id != claim.id
    return page(
        request,
        "merge.html",
        person,
        claim=claim,
        target=target if usable else None,
        found=[one for one in found if one.id != claim.id],
        seen=seen,
        q=q,
    )


@router.post("/claims/{claim_id:int}/merge")
async def merge(app: RunningBot, person: Editor, claim_id: int, form: Form) -> Response:
    """Make one claim a wording of another, as `/merge` does."""
    into = number_of(form, "into")
    async with acting(app, person) as turn:
        source, target = await load_published(turn, claim_id), await load_published(turn, into)
        if source.id == target.id:
            raise Misuse("merge-parts-missing")
        reason = turn.words.plain("merged-reason", claim=str(target.id))
        _, moved = await editing.merge(turn.session, source, target, reason, turn.editor)
        await undoing.remember_merge(turn, source, target, moved)
        turn.effects.claims_changed |= {source.id, target.id}
    said = person.words("merged", source=str(claim_id), target=str(into))
    return done(f"/claims/{into}", plain(said), undo=True)


@router.post("/undo")
async def take_back(app: RunningBot, person: Editor, _form: Form) -> Response:
    """Take one's own last change back, as `/undo` does: also one that was made in chat."""
    async with acting(app, person) as turn:
        await undoing.undo(turn, "")
    changed = sorted(turn.effects.claims_changed)
    async with app.database.read() as session:
        there = [one for one in changed if await claims.get(session, one) is not None]
    return done(f"/claims/{there[0]}" if len(changed) == 1 and there else "/claims", words_of(turn))


def version_of(claim: Claim) -> str:
    """Which state of a claim a form was made from."""
    return claims.content_hash(json.dumps(claims.snapshot(claim), ensure_ascii=False, sort_keys=True))


def _edits(turn: Turn, claim: Claim, typed: dict[str, str], links: dict[int, str]) -> list[Edits]:
    """The changes that a form asks for, none where it leaves all as it is.

    Raises:
        Misuse: a field cannot be used.
    """
    readers = {
        "statement": read_statement,
        "rating": lambda text: read_rating(text, turn.words)[0],
        "claimant": lambda text: read_text("claimant", text),
        "language": read_language,
    }
    values = {
        name: readers[name](typed[name])
        for name in _VALUES
        if typed[name] != (getattr(claim, name) or "") and (typed[name] or name in ("statement", "rating"))
    }
    values = {name: value for name, value in values.items() if value != getattr(claim, name)}
    own_words = read_rating(typed["rating"], turn.words)[1] if "rating" in values else None
    edits = [Edits(values, own_words=own_words)] if values else []
    known = {check.url for check in claim.fact_checks}
    for check in claim.fact_checks:
        if links[check.id] and links[check.id] != check.url:
            edits.append(Edits(link=(check.url, _fresh(read_link(links[check.id]), known))))
    if typed["link"]:
        edits.append(Edits(link=(None, _fresh(read_link(typed["link"]), known))))
    if not edits:
        raise Misuse("web-nothing-changed")
    return edits


def _fresh(link: str, known: set[str]) -> str:
    if link in known:
        raise Misuse("link-known", link=link[:200])
    return link


async def _published(session: AsyncSession, person: Visitor, claim_id: int) -> Claim:
    claim = await claims.get(session, claim_id)
    if claim is None:
        raise HTTPException(404, person.words.plain("web-no-such-claim", claim=str(claim_id)))
    if not claim.is_published:
        raise HTTPException(409, person.words.plain("claim-is-retracted", claim=str(claim_id)))
    return claim


async def _consequences(session: AsyncSession, claim: Claim) -> Consequences:
    given = await editing.given_answers(session, claim)
    places = [
        f"{one.message.place.platform} · {one.message.place.title}" if one.message.place.title else "—"
        for one in given
        if one.message.place.kind.is_public
    ]
    named = sorted({place for place in places if place != "—"})
    return Consequences(
        named[:_PLACES],
        max(0, len(named) - _PLACES),
        len(given),
        len(await questions.subscribers(session, claim.id)),
        await decisions.sighting_count(session, claim.id),
    )


def _values_of(claim: Claim) -> dict[str, Any]:
    return {
        **{name: getattr(claim, name) or "" for name in _VALUES},
        "link": "",
        "links": {check.id: check.url for check in claim.fact_checks},
    }


def _edit_form(
    request: Request,
    person: Visitor,
    claim: Claim,
    values: dict[str, Any],
    status: int = 200,
    fault: str = "",
) -> Response:
    return page(
        request,
        "claim_edit.html",
        person,
        status,
        claim=claim,
        values=values,
        version=version_of(claim),
        ratings=RATINGS,
        fault=fault,
    )
