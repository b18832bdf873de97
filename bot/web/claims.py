"""The claims: searching them, one claim with its spread, and importing many."""

import asyncio
import secrets
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path as FilePath
from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Query, Request, Response
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.datastructures import UploadFile

from bot.app import App
from bot.claims.editing import ACTIONS, subject_of
from bot.claims.editing import Editor as ClaimEditor
from bot.claims.field_errors import said
from bot.claims.files import ClaimLine, read_claims
from bot.claims.importing import import_lines
from bot.claims.search import search as find_claims
from bot.errors import InputError
from bot.platforms.capabilities import stance_shown
from bot.roles import Role
from bot.spread import chain_for, chain_of, post_url, story_of
from bot.spread.chain import EdgeKind, NodeKind, named_edges
from bot.translations import Translator
from bot.web.access import Editor, Form, RunningBot, SignedIn, text_of
from bot.web.listing import View, view_of
from bot.web.network_files import rows_of
from bot.web.rendering import page
from bot.web.telling import done
from storage import audit, claim_listing, claims, decisions, source_reviews, sources, spread, web_access
from storage.claim_listing import ORDERS
from storage.claims import RATINGS
from storage.models import AuditEntry, Claim, DecisionRecord, Sighting
from storage.network import Network

router = APIRouter(include_in_schema=False)
PAGE = 25
_MOST_FOUND = 50
_SHOWN_FAULTS = 20
_SHOWN_NEW = 20
_CARRIERS = 12
_LISTED_EDGES = 500
_HISTORY = 30
_NOTHING = Network((), (), (), (), {})
"""For the part of a chain that editors entered."""


@dataclass(frozen=True)
class Looked:
    """What an upload holds: how many claims are new and known, and which lines cannot be used."""

    new: list[str]
    known: int
    faults: list[tuple[int, str]]


@router.get("/claims")
async def search(
    request: Request, app: RunningBot, person: SignedIn, view: Annotated[View, Depends(view_of)]
) -> Response:
    """List the claims that filters leave, in an order, or those that some words mean, likeliest first."""
    meant = await find(app, view.q) if view.q.strip() else []
    async with app.database.read() as session:
        if view.q.strip():
            kept = await claim_listing.among(session, {claim.id for claim in meant}, view.wanted)
            found = [claim for claim in meant if claim.id in kept]
            total = len(found)
        else:
            start = (view.page - 1) * PAGE
            found = await claim_listing.page(session, view.wanted, view.order, PAGE, start)
            total = await claim_listing.total(session, view.wanted)
        counts = await claim_listing.seen(session, [claim.id for claim in found])
        choices = await claim_listing.choices(session)
        followed = await sources.every(session) if person.role >= Role.EDITOR else []
    return page(
        request,
        "claims.html",
        person,
        found=found,
        counts=counts,
        view=view,
        total=total,
        pages=1 if view.q.strip() else max(1, -(-total // PAGE)),
        options=choices,
        followed=[one for one in followed if one.status != "looking"],
        ratings=RATINGS,
        orders=ORDERS,
    )


async def find(app: App, text: str, limit: int = _MOST_FOUND) -> list[Claim]:
    """Claims that some words mean or hold, the likeliest first."""
    return await find_claims(app.database, app.matcher, text, limit)


@router.get("/claims/{claim_id:int}")
async def show(
    request: Request,
    app: RunningBot,
    person: SignedIn,
    claim_id: int,
    after: Annotated[str, Query(max_length=60)] = "",
) -> Response:
    """Show one claim: what it says, who checked it, where it came from and how it spreads."""
    async with app.database.read() as session:
        claim = await claims.get(session, claim_id)
        if claim is None:
            raise HTTPException(404, person.words.plain("web-no-such-claim", claim=str(claim_id)))
        story = await story_of(session, claim, app.now(), "all")
        chain = chain_of(claim.appearances, claim.fact_checks, _NOTHING)
        seen = await spread.page(session, claim.id, PAGE + 1, read_position(after))
        shown = seen[:PAGE]
        records = await _records(session, shown)
        languages = Counter[str]()
        for cell in story.cells:
            languages[cell.language or ""] += cell.posts
        return page(
            request,
            "claim.html",
            person,
            claim=claim,
            story=story,
            figures=story.figures,
            known_from=(await source_reviews.of_claims(session, [claim.id])).get(claim.id, []),
            attributions=named_edges(chain, [EdgeKind.ATTRIBUTION]),
            carried=named_edges(chain, [EdgeKind.FORWARD, EdgeKind.QUOTE, EdgeKind.REPLY, EdgeKind.LINK])[
                :40
            ],
            seeds=[node for node in chain.nodes if node.kind is NodeKind.APPEARANCE],
            first_on=await spread.firsts(session, claim.id, "platform"),
            carriers=await spread.carriers(session, claim.id, _CARRIERS),
            languages_seen=languages,
            first_in=await spread.firsts(session, claim.id, "language"),
            sightings=shown,
            records=records,
            stance_of=lambda one: stance_shown(one.platform, one.stance),
            url_of=lambda one: post_url(one.platform, one.place_kind, one.post_id),
            more=position_of(shown[-1]) if len(seen) > PAGE else "",
            after=after,
            history=await _history(session, claim) if person.role >= Role.EDITOR else [],
        )


@router.get("/claims/{claim_id:int}/network")
async def network(request: Request, app: RunningBot, person: SignedIn, claim_id: int) -> Response:
    """Tell in words who brought a claim to whom."""
    async with app.database.read() as session:
        claim = await claims.get(session, claim_id)
        if claim is None:
            raise HTTPException(404, person.words.plain("web-no-such-claim", claim=str(claim_id)))
        chain = await chain_for(session, claim)
    return page(
        request,
        "network.html",
        person,
        claim=claim,
        rows=rows_of(named_edges(chain, EdgeKind), person.words)[:_LISTED_EDGES],
    )


def position_of(sighting: Sighting) -> str:
    """Where a page of sightings ends, for the next one's address."""
    return f"{sighting.written_at.isoformat()}~{sighting.id}"


def read_position(position: str) -> tuple[datetime, int] | None:
    """What `position_of` wrote; None where it is anything else."""
    at, _, last = position.partition("~")
    try:
        moment = datetime.fromisoformat(at)
    except ValueError:
        return None
    return (moment, int(last)) if moment.tzinfo is not None and last.isdecimal() and len(last) < 19 else None


async def _history(session: AsyncSession, claim: Claim) -> list[AuditEntry]:
    """The newest changes of a claim, as far as they have a name here."""
    entries = await audit.entries(session, subject_of(claim.id), _HISTORY)
    return [entry for entry in entries if entry.action in ACTIONS]


async def _records(session: AsyncSession, seen: Sequence[Sighting]) -> dict[int, DecisionRecord]:
    found = {}
    for sighting in seen:
        if sighting.decision_id and (record := await decisions.get(session, sighting.decision_id)):
            found[sighting.id] = record
    return found


@router.get("/import")
async def ask_for_file(request: Request, person: Editor) -> Response:
    """Ask for a file of claims."""
    return page(request, "import.html", person, looked=None, upload="", file_name="", fault="")


@router.post("/import")
async def look_through(request: Request, app: RunningBot, person: Editor, form: Form) -> Response:
    """Say what the file would add; nothing is stored but the file, for half an hour."""
    sent = form.get("file")
    if not isinstance(sent, UploadFile) or not sent.filename:
        return page(
            request,
            "import.html",
            person,
            422,
            looked=None,
            upload="",
            file_name="",
            fault=person.words("web-import-no-file"),
        )
    name = FilePath(sent.filename).name[-80:]
    try:
        content = (await sent.read()).decode("utf-8-sig")
        lines = await asyncio.to_thread(_lines, name, content)
    except (UnicodeDecodeError, InputError) as error:
        fault = person.words("web-import-unreadable", why=str(error))
        return page(request, "import.html", person, 422, looked=None, upload="", file_name=name, fault=fault)
    upload = secrets.token_urlsafe(24)
    async with app.database.read() as session:
        looked = await _look(session, lines, person.words)
    async with app.database.write() as session:
        await web_access.keep_upload(session, upload, person.account.ref, name, content, app.now())
    return page(
        request,
        "import.html",
        person,
        looked=looked,
        upload=upload,
        file_name=name,
        fault="",
        shown_new=_SHOWN_NEW,
        shown_faults=_SHOWN_FAULTS,
    )


@router.post("/import/confirm")
async def take_in(app: RunningBot, person: Editor, form: Form) -> Response:
    """Add the new claims of the file that was looked through, batch by batch.

    Those that are there already are passed over: after a fault the same file may be sent again.
    """
    now = app.now()
    async with app.database.write() as session:
        kept = await web_access.take_upload(session, text_of(form, "upload"), person.account.ref, now)
    if kept is None:
        raise HTTPException(410, person.words.plain("web-import-over"))
    lines = await asyncio.to_thread(_lines, *kept)
    imported = await import_lines(app.database, lines, ClaimEditor(person.account.ref, now))
    await app.catalogue.follow()
    said = person.words.plain("web-imported", count=len(imported.added))
    return done("/claims", said, undo=bool(imported.added))


def _lines(name: str, content: str) -> list[ClaimLine]:
    """Read a file of claims that somebody sent; its name tells its form."""
    ending = ".csv" if name.lower().endswith(".csv") else ".jsonl"
    with tempfile.NamedTemporaryFile("w", suffix=ending, encoding="utf-8", newline="") as file:
        file.write(content)
        file.flush()
        return list(read_claims(FilePath(file.name)))


async def _look(session: AsyncSession, lines: Sequence[ClaimLine], words: Translator) -> Looked:
    drafts = [line.form.draft() for line in lines if line.form is not None]
    there = await claims.known_statements(session, {claims.content_hash(draft.statement) for draft in drafts})
    new = [draft.statement for draft in drafts if claims.content_hash(draft.statement) not in there]
    faults = [(line.number, said(line.fault or "", words)) for line in lines if line.form is None]
    return Looked(new, len(drafts) - len(new), faults)
