"""Pages for editors: the sources with how each fares, and what they propose."""

import asyncio
from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, HTTPException, Query, Request, Response

from bot.commands.fields import clean
from bot.commands.registry import Misuse
from bot.decisions import demand
from bot.errors import InputError
from bot.sources import following, naming, offers, proposals
from bot.sources.building import near_by
from bot.sources.door import Near
from bot.sources.found import Mode
from bot.sources.proposals import Changed
from bot.sources.writing import Author
from bot.web.access import Editor, Form, RunningBot, number_of, text_of
from bot.web.rendering import page
from bot.web.telling import done
from storage import claims, publishers, source_reviews, sources
from storage.claims import RATINGS
from storage.errors import DuplicateClaim

router = APIRouter(include_in_schema=False)
_PAGE = 20
_NEAR = 3
_LONGEST_ADDRESS = 2_000
_IN_VAIN_FOR = timedelta(days=1)
_FOLLOW = "follow:"
"""Begins the names of the boxes before feeds that are offered."""


@router.get("/sources")
async def show_sources(request: Request, app: RunningBot, person: Editor) -> Response:
    """List the sources, their states and figures, and the words for ratings that wait for an answer."""
    async with app.database.read() as session:
        every = await sources.every(session)
        found = [one for one in every if one.status != "looking"]
        in_vain = await sources.looked_at_in_vain(session, app.now() - _IN_VAIN_FOR)
        waiting = {one.id: await source_reviews.count_asking(session, one.id) for one in found}
        words = await publishers.open_words(session, _PAGE)
        names = await publishers.names_of(session, {word.publisher_id for word in words})
        offered = await offers.unfollowed(session)
    return page(
        request,
        "sources.html",
        person,
        found=found,
        looking=[one for one in every if one.status == "looking"],
        in_vain=in_vain,
        waiting=waiting,
        ratings=RATINGS,
        unanswered=words,
        publishers=names,
        silent_days=app.settings.sources.silent_days,
        offers=offered,
    )


@router.post("/sources")
async def add_source(app: RunningBot, person: Editor, form: Form) -> Response:
    """Note an address to be looked at, as `/addsource` does; the list shows what came of it."""
    address = clean(text_of(form, "address"))
    google = address.startswith("google:")
    if not address or (" " in address and not google) or len(address) > _LONGEST_ADDRESS:
        raise Misuse("source-address-missing")
    asked = {
        "place": None,
        "account": person.account.id,
        "author": app.signer.pseudonym(person.account),
        "language": person.words.language,
    }
    async with app.database.write() as session:
        if await sources.ask_for(session, address, asked, person.account.ref, app.now()) is None:
            known = await sources.at_address(session, address)
            raise Misuse("web-source-known", source=str(known.id if known is not None else 0))
    await app.looker.start()
    return done("/sources", person.words.plain("web-source-looking"))


@router.post("/sources/offers")
async def follow_offers(app: RunningBot, person: Editor, form: Form) -> Response:
    """Follow the feeds that were ticked, their claims proposed to editors."""
    wanted = {name.removeprefix(_FOLLOW) for name in form if name.startswith(_FOLLOW)}
    chosen = [one for one in offers.offers() if one.address in wanted]
    if len(chosen) != len(wanted):
        raise HTTPException(400)
    async with app.database.write() as session:
        followed = await offers.follow(session, chosen, following.By(person.account.ref, app.now()))
    return done("/sources", person.words.plain("web-offers-followed", count=len(followed)))


@router.post("/sources/{source_id:int}")
async def change_source(app: RunningBot, person: Editor, source_id: int, form: Form) -> Response:
    """Choose a mode, pause, resume or remove a source."""
    by = following.By(person.account.ref, app.now())
    async with app.database.write() as session:
        source = await sources.get(session, source_id)
        if source is None:
            raise HTTPException(404, person.words.plain("source-unknown", source=str(source_id)))
        match text_of(form, "do"):
            case "propose" | "publish" as mode:
                await following.choose(session, source, Mode(mode), by)
            case "pause":
                await following.pause(session, source, by)
            case "resume":
                await following.resume(session, source, by)
            case "remove":
                await following.remove(session, source, by)
            case _:
                raise HTTPException(400)
    return done("/sources", person.words.plain("web-source-changed", source=str(source_id)))


@router.get("/proposals")
async def show_proposals(
    request: Request,
    app: RunningBot,
    person: Editor,
    after: Annotated[int, Query(ge=0, le=2**53)] = 0,
) -> Response:
    """List what waits for an editor, the oldest first, each with the claims that it resembles."""
    async with app.database.read() as session:
        rows = await source_reviews.asking(session, _PAGE, after=after)
        total = await source_reviews.count_asking(session)
    statements = [row.statement for row in rows if row.asks == "claim"]
    likely = await asyncio.to_thread(near_by(app.matcher), statements, _NEAR) if statements else []
    by_statement = dict(zip(statements, likely, strict=True))
    near: dict[int, list[Near]] = {
        row.id: [
            one
            for one in by_statement.get(row.statement, [])
            if one.probability >= app.matcher.thresholds.review
        ]
        for row in rows
    }
    wanted = {one.claim_id for found in near.values() for one in found}
    wanted |= {number for row in rows for number in (row.near_claim_id, row.claim_id) if number}
    async with app.database.read() as session:
        known = await claims.get_many(session, sorted(wanted))
    alike = {
        row.id: [
            known[number]
            for number in dict.fromkeys([row.near_claim_id or 0, *(one.claim_id for one in near[row.id])])
            if number in known and known[number].is_published
        ]
        for row in rows
    }
    return page(
        request,
        "proposals.html",
        person,
        rows=rows,
        total=total,
        alike=alike,
        known=known,
        ratings=RATINGS,
        more=rows[-1].id if len(rows) == _PAGE else None,
    )


@router.post("/proposals/{review_id:int}")
async def decide(app: RunningBot, person: Editor, review_id: int, form: Form) -> Response:
    """Take a proposal in, join it to a claim, or leave it."""
    by = Author(person.account.ref, app.now())
    try:
        async with app.database.write() as session:
            match text_of(form, "do"):
                case "take":
                    changed = Changed(
                        text_of(form, "statement").strip() or None, text_of(form, "rating") or None
                    )
                    await proposals.accept(session, review_id, by, changed)
                case "join":
                    await proposals.join(session, review_id, number_of(form, "claim"), by)
                case "dismiss":
                    await proposals.dismiss(session, review_id, by)
                case _:
                    raise HTTPException(400)
    except DuplicateClaim as duplicate:
        said = person.words.plain("claim-duplicate", claim=str(duplicate.claim_id))
        raise HTTPException(409, said) from None
    except proposals.NotOpen:
        raise HTTPException(409, person.words.plain("proposal-over")) from None
    except InputError:
        raise HTTPException(422, person.words.plain("proposal-not-whole")) from None
    return done("/proposals", person.words.plain("web-proposal-done"))


@router.get("/asked")
async def show_asked(request: Request, app: RunningBot, person: Editor) -> Response:
    """Show what at least three people asked in vain, the most asked first."""
    async with app.database.read() as session:
        found = await demand.read(session, app.matcher.model_id, app.now())
    return page(request, "asked.html", person, found=found, people=demand.LEAST_PEOPLE)


@router.post("/ratings/{word_id:int}")
async def answer_word(app: RunningBot, person: Editor, word_id: int, form: Form) -> Response:
    """Say once what a publisher's word for a rating means."""
    rating = text_of(form, "rating")
    if rating not in (*RATINGS, naming.IGNORED):
        raise HTTPException(400)
    by = Author(person.account.ref, app.now())
    try:
        async with app.database.write() as session:
            await proposals.answer_rating(session, word_id, rating, by, app.settings.sources)
    except InputError:
        raise HTTPException(404) from None
    return done("/sources", person.words.plain("web-proposal-done"))
