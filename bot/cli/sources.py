"""`claimspread sources …`: add, list, show, publish, propose, pause, resume, remove, sync."""

import asyncio
import sys
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from typing import Annotated, Any, TypeVar

import typer
from rich.table import Table
from rich.text import Text
from sqlalchemy.ext.asyncio import AsyncSession

from bot.cli import proposals
from bot.cli.console import console, error_console, print_json
from bot.cli.opened import opened_app, opened_database
from bot.config import Settings, load_settings
from bot.errors import InputError
from bot.sources import building, discovery, following
from bot.sources.discovery import Detected
from bot.sources.following import By
from bot.sources.found import Mode
from bot.sources.offers import follow as follow_offers
from bot.sources.offers import offers as listed_offers
from bot.sources.syncing import Syncer
from storage import source_reviews, sources
from storage.database import Database
from storage.models.sources import Source

app = typer.Typer(help="Sources that claims come from by themselves.", no_args_is_help=True)
app.add_typer(proposals.app, name="proposals")
app.add_typer(proposals.ratings, name="ratings")
app.add_typer(proposals.publishers, name="publishers")

_LONGEST_WAIT = 30.0
_Kept = TypeVar("_Kept")
IdArgument = Annotated[int, typer.Argument(help="The source's id, as `sources list` shows it.", min=1)]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON for machines.")]


@app.command()
def add(
    address: Annotated[
        str,
        typer.Argument(help="A feed, sitemap, site, page or dump; a file; or google:SITE."),
    ],
    mode: Annotated[
        Mode | None, typer.Option(help="What becomes of its claims; asked for when left out.")
    ] = None,
    title: Annotated[str | None, typer.Option(help="Its name, in place of its own.")] = None,
    as_json: JsonOption = False,
) -> None:
    """Look at an address, show ten of its claims, and follow it from now on."""
    settings = load_settings()

    async def look() -> Detected:
        async with opened_database(settings) as database:
            web = building.make_web(database, settings, _now, patient=True)
            return await discovery.detect(address, web, settings.sources, _now, local_files=True)

    found = discovery.renamed(asyncio.run(look()), title)
    if not as_json:
        _show_found(found)
    chosen = mode or (None if as_json or not sys.stdin.isatty() else _ask())

    async def keep(database: Database, session: AsyncSession) -> Source:
        by = By("cli:operator", _now())
        source = await following.add(session, found, by)
        if chosen is not None:
            await following.choose(session, source, chosen, by)
        return source

    source = _change(keep, settings)
    if as_json:
        print_json(
            {"id": source.id, "status": source.status, "mode": source.mode, **discovery.as_json(found)}
        )
    elif chosen is None:
        console.print(
            f"source {source.id} is not read yet: `claimspread sources propose {source.id}` has editors "
            f"look at its claims, `claimspread sources publish {source.id}` publishes them by itself"
        )
    else:
        console.print(f"source {source.id} is followed; its claims are {_MODES[chosen]}")


_MODES = {Mode.PROPOSE: "proposed to editors", Mode.PUBLISH: "published by themselves"}


def _ask() -> Mode | None:
    """What becomes of the claims, asked at the terminal; None: nothing yet."""
    answer = typer.prompt(
        "Propose its claims to editors, publish them by itself, or neither? [propose/publish/no]"
    )
    return {"propose": Mode.PROPOSE, "publish": Mode.PUBLISH}.get(str(answer).strip().lower())


@app.command()
def offers(
    language: Annotated[str | None, typer.Argument(help="Of this language alone, such as es.")] = None,
    follow: Annotated[
        bool, typer.Option("--follow", help="Follow them all; their claims are proposed to editors.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """List feeds of fact-checkers that could be followed, with where each address was seen; asks nobody."""
    chosen = listed_offers((language,) if language else ())
    followed: list[Source] = []
    if follow:

        async def keep(_database: Database, session: AsyncSession) -> list[Source]:
            return await follow_offers(session, chosen, By("cli:operator", _now()))

        followed = _change(keep)
    if as_json:
        print_json([vars(one) for one in chosen])
        return
    for one in chosen:
        console.print(Text(f"{one.language}  {one.publisher}  {one.address}"))
        console.print(Text(f"    seen: {one.seen}", "dim"))
    if follow:
        console.print(f"{len(followed)} more are followed; what they bring waits in `sources proposals list`")
    else:
        console.print(
            f"{len(chosen)} feeds; none is followed before you say so: `claimspread sources add ADDRESS` for "
            "one, --follow for all of these"
        )


@app.command("list")
def list_sources(as_json: JsonOption = False) -> None:
    """List the sources and their state."""

    async def work() -> tuple[list[Source], dict[int, int]]:
        async with opened_database() as database, database.read() as session:
            found = await sources.every(session)
            return found, {one.id: await source_reviews.count_asking(session, one.id) for one in found}

    found, waiting = asyncio.run(work())
    if as_json:
        print_json([_as_json(one) | {"proposals": waiting[one.id]} for one in found])
        return
    if found:
        table = Table()
        for name in ("Id", "Source", "Claims are", "State", "New", "Changed", "Refused", "To decide"):
            table.add_column(name, overflow="fold")
        for one in found:
            table.add_row(
                str(one.id),
                Text(f"{one.title or ''}\n{one.address}".strip()),
                one.mode + ("d" if one.mode == "propose" else "ed") if one.status == "active" else one.status,
                one.state,
                *map(str, (one.found, one.changed, one.refused, waiting[one.id])),
            )
        console.print(table)
    console.print(f"{len(found)} sources")


@app.command()
def show(source_id: IdArgument, as_json: JsonOption = False) -> None:
    """Show one source: what it is, how the last try went, what it brought."""

    async def work() -> tuple[Source, dict[str, int], int]:
        async with opened_database() as database, database.read() as session:
            source = await _wanted(session, source_id)
            counts = await sources.item_counts(session, source_id)
            return source, counts, await source_reviews.count_asking(session, source_id)

    source, counts, waiting = asyncio.run(work())
    if as_json:
        print_json(_as_json(source) | {"pages": counts, "proposals": waiting})
        return
    table = Table(show_header=False, title=f"Source {source.id}", title_justify="left")
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for name, value in {**_as_json(source), "pages": counts, "proposals": waiting}.items():
        if value not in (None, "", [], {}):
            table.add_row(name.replace("_", " "), Text(str(value)))
    console.print(table)


@app.command()
def publish(source_id: IdArgument) -> None:
    """Follow a source and publish by itself what its publisher states as ClaimReview."""
    _choose(source_id, Mode.PUBLISH)


@app.command()
def propose(source_id: IdArgument) -> None:
    """Follow a source and propose its claims to editors."""
    _choose(source_id, Mode.PROPOSE)


@app.command()
def pause(source_id: IdArgument) -> None:
    """Read a source no more until it is resumed."""
    _apply(source_id, following.pause, "paused")


@app.command()
def resume(source_id: IdArgument) -> None:
    """Read a paused source again."""
    _apply(source_id, following.resume, "read again")


@app.command()
def remove(source_id: IdArgument) -> None:
    """Follow a source no more; what it brought into the catalogue stays there."""
    _apply(source_id, following.remove, "removed")


@app.command()
def sync(
    source_id: Annotated[
        int | None, typer.Argument(help="This source alone; all that are due.", min=1)
    ] = None,
    minutes: Annotated[float, typer.Option(help="Stop after so long.", min=0.1)] = 60,
    as_json: JsonOption = False,
) -> None:
    """Read sources now, until nothing is left that is due, at the pace that their hosts ask for."""
    counts = asyncio.run(_sync(load_settings(), source_id, minutes))
    if as_json:
        print_json(counts)
    else:
        console.print(
            f"{counts['turns']} reads: {counts['new']} new, {counts['changed']} changed, "
            f"{counts['refused']} refused; {counts['proposals']} wait for an editor"
        )
        for trouble in counts["troubles"]:
            error_console.print(trouble, markup=False, soft_wrap=True)
    if counts["troubles"]:
        raise typer.Exit(1)


async def _sync(settings: Settings, source_id: int | None, minutes: float) -> dict[str, Any]:
    async with AsyncExitStack() as stack:
        database = await stack.enter_async_context(opened_database(settings))
        async with database.write() as session:
            chosen = (
                await sources.every(session) if source_id is None else [await _wanted(session, source_id)]
            )
            for one in chosen if source_id is not None else ():
                if one.status != "active":
                    raise InputError(
                        f"source {one.id} is not followed: choose `sources propose` or `publish`"
                    )
                one.list_at = one.next_at = _now()
        before = {one.id: (one.found, one.changed, one.refused) for one in chosen}
        matcher = None
        if any(one.mode == Mode.PUBLISH for one in chosen):
            matcher = (await stack.enter_async_context(opened_app(settings))).matcher
        syncer = building.make_syncer(database, settings, _now, matcher)
        turns = await _until_done(syncer, database, source_id, minutes)
        async with database.read() as session:
            after = {one.id: one for one in await sources.every(session) if one.id in before}
            proposals_waiting = await source_reviews.count_asking(session, source_id)
    gained = [
        [now - then for now, then in zip((one.found, one.changed, one.refused), before[key], strict=True)]
        for key, one in after.items()
    ]
    return {
        "turns": turns,
        "new": sum(gain[0] for gain in gained),
        "changed": sum(gain[1] for gain in gained),
        "refused": sum(gain[2] for gain in gained),
        "proposals": proposals_waiting,
        "troubles": [
            f"source {one.id}: {one.state}: {one.state_reason}"
            for one in after.values()
            if one.status == "active" and one.state not in ("ok", "new")
        ],
    }


async def _until_done(syncer: Syncer, database: Database, only: int | None, minutes: float) -> int:
    """Take turns until nothing is due within the next seconds."""
    turns, loop = 0, asyncio.get_running_loop()
    end = loop.time() + 60 * minutes
    while loop.time() < end:
        async with database.read() as session:
            due = [
                one.next_at
                for one in await sources.every(session)
                if one.status == "active" and only in (None, one.id)
            ]
        wait = min(((at - _now()).total_seconds() for at in due), default=_LONGEST_WAIT + 1)
        if wait > _LONGEST_WAIT:
            break
        if wait > 0:
            await asyncio.sleep(min(wait, end - loop.time()))
            continue
        turns += await syncer.sync_due(only)
    return turns


def _choose(source_id: int, mode: Mode) -> None:
    async def work(_database: Database, session: AsyncSession) -> Source:
        source = await _wanted(session, source_id)
        await following.choose(session, source, mode, By("cli:operator", _now()))
        return source

    source = _change(work)
    console.print(f"source {source.id} is followed; its claims are {_MODES[mode]}")


def _apply(source_id: int, step: Callable[[AsyncSession, Source, By], Awaitable[Any]], done: str) -> None:
    async def work(_database: Database, session: AsyncSession) -> Source:
        source = await _wanted(session, source_id)
        await step(session, source, By("cli:operator", _now()))
        return source

    source = _change(work)
    console.print(f"source {source.id} is {done}")


def _change(
    work: Callable[[Database, AsyncSession], Awaitable[_Kept]], settings: Settings | None = None
) -> _Kept:
    async def run() -> _Kept:
        async with opened_database(settings) as database, database.write() as session:
            return await work(database, session)

    return asyncio.run(run())


async def _wanted(session: AsyncSession, source_id: int) -> Source:
    source = await sources.get(session, source_id)
    if source is None:
        raise InputError(f"there is no source {source_id}")
    return source


def _as_json(source: Source) -> dict[str, Any]:
    def told(moment: datetime | None) -> str | None:
        return None if moment is None else moment.isoformat()

    return {
        "id": source.id,
        "kind": source.kind,
        "address": source.address,
        "title": source.title,
        "mode": source.mode,
        "status": source.status,
        "state": source.state,
        "reason": source.state_reason,
        "domains": source.domains,
        "licence": source.licence,
        "new": source.found,
        "changed": source.changed,
        "refused": source.refused,
        "last_success": told(source.last_success_at),
        "last_new": told(source.last_new_at),
        "next": told(source.next_at),
    }


def _show_found(found: Detected) -> None:
    draft = found.draft
    console.print(Text.assemble((f"{draft.kind} ", "bold"), draft.title or draft.address))
    if found.via:
        console.print(Text(f"found at {found.via}: {draft.address}", "dim"))
    if draft.licence:
        console.print(Text(f"licence as stated: {draft.licence}", "dim"))
    for one in found.samples:
        rating = one.rating or "?"
        said = f" ({one.textual_rating})" if one.textual_rating else ""
        guess = "" if one.from_review else "  guess: the page has no ClaimReview"
        console.print(Text.assemble(f"· {one.claim or one.title or '—'}  ", (rating + said, "yellow"), guess))
    if not found.samples:
        console.print("none of its pages could be read for a sample")


def _now() -> datetime:
    return datetime.now(UTC)
