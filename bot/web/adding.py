"""Adding a claim on a page: from the link of a fact-check, from a post that waits, or from words."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response

from bot.app import App
from bot.claims.claimreview import FactCheckPage, read_fact_check
from bot.claims.pages import PageUnavailable
from bot.claims.search import search
from bot.commands import drafting
from bot.commands.fields import clean, read_language, read_link, read_rating, read_statement, read_text
from bot.commands.registry import Misuse
from bot.translations import Translator
from bot.web.access import Editor, Form, RunningBot, Visitor, text_of
from bot.web.acting import acting, plain, words_of
from bot.web.rendering import page
from bot.web.telling import done
from storage import claims, decisions, reviews
from storage.claims import RATINGS
from storage.models import Claim

router = APIRouter(include_in_schema=False)
_SIMILAR = 3
_LONGEST_TITLE = 300
FIELDS = (
    "statement",
    "rating",
    "link",
    "publisher",
    "title",
    "own_words",
    "claimant",
    "language",
    "date",
    "source",
)
"""Of the form; as a draft of `/addclaim` calls them."""


@dataclass(frozen=True)
class Choice:
    """One of several claims that a page examines."""

    number: int
    label: str


@router.get("/claims/new")
async def ask(
    request: Request,
    app: RunningBot,
    person: Editor,
    review: Annotated[int, Query(ge=0, le=2**53)] = 0,
) -> Response:
    """Ask for a claim; for a post that waits, with its words."""
    values = dict.fromkeys(FIELDS, "")
    if review:
        async with app.database.read() as session:
            item = await reviews.get(session, review)
            record = None if item is None else await decisions.get(session, item.decision_id or 0)
        values["source"] = clean((record.post_text or "") if record is not None else "")
    return _form(request, person, values, review=review)


@router.post("/claims/new")
async def add(request: Request, app: RunningBot, person: Editor, form: Form) -> Response:
    """Read the fact-check's page into the form, or store what the form says."""
    values = {name: text_of(form, name).strip() for name in FIELDS}
    review = int(text_of(form, "review")) if text_of(form, "review").isdecimal() else 0
    try:
        if text_of(form, "do") == "read":
            return await _read(request, app, person, values, text_of(form, "which"), review)
        state = draft_from(values, person.words) | ({"review": review} if review else {})
        if text_of(form, "do") != "anyway" and (alike := await _alike(app, state)):
            return _form(request, person, values, review=review, alike=alike)
        async with acting(app, person) as turn:
            await drafting.refuse_duplicate(turn, state["statement"])
            await drafting.save(turn, state)
    except Misuse as fault:
        return _form(request, person, values, 422, review=review, fault=fault.said(person.words))
    added = next(iter(turn.effects.claims_changed), 0)
    said = plain(person.words("claim-added", claim=str(added))) if added else words_of(turn)
    return done(f"/review?done={review}" if review else f"/claims/{added}", said, undo=not review)


def draft_from(values: Mapping[str, str], words: Translator) -> dict[str, Any]:
    """A draft, as `/addclaim` gathers it, from the fields of the form.

    Raises:
        Misuse: a field is missing or cannot be used.
    """
    day = values["date"]
    try:
        date.fromisoformat(day or "2000-01-01")
    except ValueError:
        raise Misuse("web-date-unusable", typed=day[:40]) from None
    rating, typed = read_rating(values["rating"], words)
    state: dict[str, Any] = {
        "statement": read_statement(values["statement"]),
        "rating": rating,
        "link": read_link(values["link"]),
        "date": day or None,
        "language": read_language(values["language"]) if values["language"] else None,
        "title": clean(values["title"])[:_LONGEST_TITLE] or None,
        "own_words": clean(values["own_words"])[:_LONGEST_TITLE] or typed,
        "source": clean(values["source"]) or None,
    }
    for name in ("publisher", "claimant"):
        state[name] = read_text(name, values[name]) if values[name] else None
    return state


async def _read(
    request: Request, app: App, person: Visitor, values: dict[str, str], which: str, review: int
) -> Response:
    """Fill the form with what the fact-check's page says; what the editor wrote stays."""
    link = read_link(values["link"])
    try:
        found = await asyncio.to_thread(read_fact_check, await app.pages.read(link))
    except PageUnavailable as unavailable:
        reason = person.words(f"page-{unavailable.fault}")
        fault = person.words("add-page-unread", reason=reason)
        return _form(request, person, values, 422, review=review, fault=fault)
    several = found.reviews if len(found.reviews) > 1 else ()
    chosen = int(which) if which.isdecimal() and len(which) < 3 else 0
    if several and not chosen:
        choices = [Choice(number, one.claim) for number, one in enumerate(several, 1)]
        return _form(request, person, values, review=review, choices=choices)
    filled = _filled(values, found, max(0, chosen - 1))
    note = "web-page-read" if found.reviews else "web-page-read-title"
    return _form(request, person, filled, review=review, note=person.words(note))


def _filled(values: dict[str, str], found: FactCheckPage, which: int) -> dict[str, str]:
    state: dict[str, Any] = {name: value for name, value in values.items() if value}
    state.pop("link", None)  # the page's own address in the end
    review = found.reviews[which] if which < len(found.reviews) else None
    drafting.fill_from(state, found, review)
    return {name: str(state.get(name) or "") for name in FIELDS}


async def _alike(app: App, state: Mapping[str, Any]) -> list[Claim]:
    """Claims that say nearly the same, or have this link, as chat shows them before saving."""
    found = await search(app.database, app.matcher, state["statement"], _SIMILAR)
    async with app.database.read() as session:
        worded = await claims.with_wording(session, state["statement"])
        linked = await claims.with_link(session, state["link"], _SIMILAR)
    matches = await asyncio.to_thread(app.matcher.search, state["statement"], _SIMILAR)
    sure = {int(one.claim_id) for one in matches if one.probability >= app.matcher.thresholds.review}
    near = [one for one in found if one.id in sure]
    return list({one.id: one for one in [*worded, *near, *linked]}.values())[: 2 * _SIMILAR]


def _form(
    request: Request,
    person: Visitor,
    values: Mapping[str, str],
    status: int = 200,
    *,
    review: int = 0,
    fault: str = "",
    note: str = "",
    alike: list[Claim] | None = None,
    choices: list[Choice] | None = None,
) -> Response:
    return page(
        request,
        "claim_new.html",
        person,
        status,
        values=values,
        ratings=RATINGS,
        review=review,
        fault=fault,
        note=note,
        alike=alike or [],
        choices=choices or [],
    )
