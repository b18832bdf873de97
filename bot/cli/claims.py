"""`claimspread claims …`: add, edit, list, show, retract, import, export.

Only what every command needs is imported at the top: `list` and `show` answer at once.
"""

import asyncio
import io
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer
from rich.table import Table
from rich.text import Text
from sqlalchemy.ext.asyncio import AsyncSession

from bot.cli.console import console, error_console, print_json, progress_bar
from bot.cli.opened import opened_app, opened_database
from bot.errors import InputError
from storage import claims as store
from storage.errors import DuplicateClaim
from storage.models import Claim

if TYPE_CHECKING:
    from bot.claims.editing import Editor
    from bot.claims.files import ClaimLine
    from bot.claims.importing import Imported

app = typer.Typer(help="The catalogue of claims.", no_args_is_help=True)

HOW_TO_FILL = "The catalogue is empty. To fill it: claimspread claims import FILE, or sources add LINK."

JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON for machines.")]
IdArgument = Annotated[int, typer.Argument(help="The claim's id, as `claims list` shows it.", min=1)]


@app.command()
def add(
    claim: Annotated[str, typer.Argument(help="The statement, in one sentence.")],
    rating: Annotated[str, typer.Option(help="One of: " + ", ".join(store.RATINGS) + ".")],
    url: Annotated[str, typer.Option(help="Link of the fact-check.")],
    publisher: Annotated[str | None, typer.Option(help="Who published it.")] = None,
    title: Annotated[str | None, typer.Option(help="Its title.")] = None,
    language: Annotated[str | None, typer.Option(help="Language code, such as en.")] = None,
    claimant: Annotated[str | None, typer.Option(help="Who says so.")] = None,
    phrasing: Annotated[list[str] | None, typer.Option(help="Another wording; repeatable.")] = None,
    as_json: JsonOption = False,
) -> None:
    """Add a claim; it is matched from the next post on, also by a bot that is running."""
    from bot.claims import editing  # noqa: PLC0415 - see above
    from bot.claims.form import read_form  # noqa: PLC0415

    form = read_form(
        {
            "claim": claim,
            "rating": rating,
            "url": url,
            "publisher": publisher,
            "title": title,
            "language": language,
            "claimant": claimant,
            "phrasings": phrasing or [],
        }
    )

    async def work() -> Claim:
        async with opened_database() as database, database.write() as session:
            try:
                return await editing.add(session, form.draft(), _operator())
            except DuplicateClaim as error:
                raise InputError(
                    f"claim {error.claim_id} already says this; see: claims show {error.claim_id}"
                ) from None

    _show_one(asyncio.run(work()), as_json=as_json, heading="added")


@app.command()
def edit(
    claim_id: IdArgument,
    claim: Annotated[str | None, typer.Option(help="A new statement.")] = None,
    rating: Annotated[str | None, typer.Option(help="A new rating.")] = None,
    url: Annotated[str | None, typer.Option(help="A new link, in place of the former ones.")] = None,
    publisher: Annotated[str | None, typer.Option(help="Who published it; with --url.")] = None,
    title: Annotated[str | None, typer.Option(help="Its title; with --url.")] = None,
    language: Annotated[str | None, typer.Option(help="A new language code.")] = None,
    claimant: Annotated[str | None, typer.Option(help="A new claimant.")] = None,
    phrasing: Annotated[list[str] | None, typer.Option(help="A wording to add; repeatable.")] = None,
    appearance: Annotated[
        list[str] | None,
        typer.Option(help="Who published it: WHO | WHERE | WHEN | CITING | LINK; repeatable."),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Change what is given and keep the rest; subscribers hear of a new rating or link."""
    from bot.claims import editing  # noqa: PLC0415 - see above
    from bot.claims.editing import Edits  # noqa: PLC0415
    from bot.claims.form import appearance_values, read_form  # noqa: PLC0415
    from bot.outbox.claim_notices import queue_notices  # noqa: PLC0415

    texts = (claim, rating, url, language, claimant)
    if all(value is None for value in texts) and not phrasing and not appearance:
        raise typer.BadParameter("say what to change, such as --rating false")
    if url is None and (publisher or title):
        raise typer.BadParameter("--publisher and --title describe the fact-check: give its --url too")

    async def work() -> Claim:
        async with opened_database() as database, database.write() as session:
            by = _operator()
            known = await _wanted(session, claim_id)
            form = read_form(
                {
                    "claim": claim or known.statement,
                    "rating": rating or known.rating,
                    "url": url,
                    "publisher": publisher,
                    "title": title,
                    "language": language or known.language,
                    "claimant": claimant or known.claimant,
                    "phrasings": phrasing or [],
                    "appearances": [appearance_values(typed) for typed in appearance or []],
                }
            )
            draft = form.draft()
            values = {
                name: getattr(draft, name)
                for name, given in (
                    ("statement", claim),
                    ("rating", rating),
                    ("claimant", claimant),
                    ("language", language),
                )
                if given is not None
            }
            check = draft.fact_checks[0] if draft.fact_checks else None
            edits = Edits(values, check, phrasings=draft.phrasings, appearances=draft.appearances)
            try:
                changed = await editing.edit(session, known, edits, by)
            except DuplicateClaim as error:
                raise InputError(f"claim {error.claim_id} already says this") from None
            await queue_notices(session, changed, by)
            return known

    _show_one(asyncio.run(work()), as_json=as_json, heading="changed")


@app.command("list")
def list_claims(
    words: Annotated[list[str] | None, typer.Argument(help="Words that the claims must hold.")] = None,
    limit: Annotated[int, typer.Option(help="How many at most.", min=1)] = 50,
    status: Annotated[
        Literal["published", "retracted"] | None, typer.Option(help="Only those; both when left out.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """List claims, newest first."""

    async def work() -> tuple[list[Claim], int]:
        async with opened_database() as database, database.read() as session:
            found = await store.find(session, " ".join(words or []), limit=limit, status=status)
            return found, await store.count(session, status)

    found, total = asyncio.run(work())
    if as_json:
        print_json([_as_json(claim) for claim in found])
        return
    if found:
        console.print(_listed(found))
    console.print(f"{len(found)} of {total} claims")
    if not total and status is None:
        console.print(HOW_TO_FILL, soft_wrap=True)


@app.command()
def show(claim_id: IdArgument, as_json: JsonOption = False) -> None:
    """Show one claim with everything that belongs to it."""

    async def work() -> Claim:
        async with opened_database() as database, database.read() as session:
            return await _wanted(session, claim_id)

    _show_one(asyncio.run(work()), as_json=as_json)


@app.command()
def retract(
    claim_id: IdArgument,
    reason: Annotated[str, typer.Option(help="Why; kept in the audit log.")],
    as_json: JsonOption = False,
) -> None:
    """Take a claim out of matching.

    Answers about it that have not left yet are stopped; those that stand are corrected, and those who
    asked to hear of the claim are told, by the bot that runs, or when it runs next.
    """
    from bot.claims import editing  # noqa: PLC0415 - see above
    from bot.outbox.claim_notices import queue_notices  # noqa: PLC0415

    async def work() -> Claim:
        async with opened_database() as database, database.write() as session:
            by = _operator()
            claim = await _wanted(session, claim_id)
            if not claim.is_published:
                raise InputError(f"claim {claim_id} was retracted before")
            await queue_notices(session, await editing.retract(session, claim, reason, by), by)
            return claim

    _show_one(asyncio.run(work()), as_json=as_json, heading="retracted")


@app.command("import")
def import_claims(
    file: Annotated[Path, typer.Argument(help="CSV or JSON Lines.", exists=True, dir_okay=False)],
    embed: Annotated[
        bool, typer.Option(help="Compute the vectors now, so that the bot starts at once.")
    ] = True,
    as_json: JsonOption = False,
) -> None:
    """Import claims from CSV or JSON Lines.

    The columns are claim, rating, url, publisher, title, language, phrasings (separated by |), claimant,
    textual_rating and date. A rating may be a publisher's own word, such as "mostly false".

    Claims that are there already are skipped, so an import that was interrupted can simply be run again.
    A line that cannot be used is reported with its number and the rest goes on; the exit code is 1 then.
    """
    counts = asyncio.run(import_file(file, embed=embed))
    if as_json:
        print_json(counts)
    else:
        console.print(f"{counts['added']} added, {counts['known']} already there, {counts['faulty']} faulty")
    if counts["faulty"]:
        raise typer.Exit(1)


@app.command()
def export(
    file: Annotated[Path | None, typer.Argument(help="Where to; standard output when left out.")] = None,
    form: Annotated[
        str, typer.Option("--format", help="csv or jsonl; from the file's name when left out.")
    ] = "",
) -> None:
    """Write every published claim so that `claims import` reads it again."""
    from bot.claims.files import write_claims  # noqa: PLC0415 - see above
    from storage import source_reviews  # noqa: PLC0415

    chosen = form or (file.suffix.lstrip(".") if file else "jsonl")
    if chosen not in ("csv", "jsonl"):
        raise typer.BadParameter("the format is csv or jsonl")

    async def work() -> int:
        async with opened_database() as database, database.read() as session:
            found = [claim async for claim in store.published(session)]
            known = await source_reviews.of_claims(session, [claim.id for claim in found])
        buffer = io.StringIO(newline="")
        number = write_claims(found, buffer, as_csv=chosen == "csv", provenance=known)
        if file is None:
            sys.stdout.write(buffer.getvalue())
        else:
            file.write_text(buffer.getvalue(), "utf-8", newline="")
        return number

    number = asyncio.run(work())
    error_console.print(f"{number} claims written")


async def import_file(file: Path, *, embed: bool) -> dict[str, int]:
    """Import a file batch by batch; returns how many were added, known and faulty."""
    from bot.claims.files import read_claims  # noqa: PLC0415 - see above
    from bot.claims.importing import import_lines  # noqa: PLC0415

    def report(batch: "Sequence[ClaimLine]", imported: "Imported") -> None:
        for line in batch:
            if line.form is None:
                error_console.print(f"line {line.number}: {line.fault}", markup=False, soft_wrap=True)
        progress.update(progress.task_ids[0], completed=imported.lines)

    async with opened_database() as database:
        with progress_bar("importing") as progress:
            imported = await import_lines(database, read_claims(file), _operator(), report)
    if embed and (imported.added or imported.known):  # an earlier run may have died before it embedded
        async with opened_app():
            pass
    return {"added": len(imported.added), "known": imported.known, "faulty": imported.faulty}


def _operator() -> "Editor":
    from bot.claims.editing import Editor  # noqa: PLC0415 - see above
    from bot.roles import OPERATOR  # noqa: PLC0415

    return Editor(OPERATOR, datetime.now(UTC))


async def _wanted(session: AsyncSession, claim_id: int) -> Claim:
    claim = await store.get(session, claim_id)
    if claim is None:
        raise InputError(f"there is no claim {claim_id}")
    return claim


def _as_json(claim: Claim) -> dict[str, Any]:
    return {"id": claim.id, **store.snapshot(claim), "retraction_reason": claim.retraction_reason}


def _listed(found: list[Claim]) -> Table:
    table = Table(show_lines=True)
    table.add_column("Id", justify="right")
    table.add_column("Claim and fact-check", ratio=1, overflow="fold")
    table.add_column("Rating")
    for claim in found:
        words = Text(claim.statement)
        if claim.fact_checks:
            words.append(f"\n{claim.fact_checks[0].url}", "dim")
        rating = Text(claim.rating)
        if claim.status != "published":
            rating.append(f"\n{claim.status}", "yellow")
        table.add_row(str(claim.id), words, rating)
    return table


def _show_one(claim: Claim, *, as_json: bool, heading: str = "") -> None:
    if as_json:
        print_json(_as_json(claim))
        return
    table = Table(show_header=False, title=f"Claim {claim.id} {heading}".strip(), title_justify="left")
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    table.add_row("Statement", Text(claim.statement))
    table.add_row("Rating", claim.rating)
    reason = f": {claim.retraction_reason}" if claim.retraction_reason else ""
    table.add_row("Status", Text(claim.status + reason))
    for check in claim.fact_checks:
        parts = (check.publisher, check.title, check.url)
        table.add_row("Fact-check", Text("\n".join(part for part in parts if part)))
    if claim.claimant:
        table.add_row("Claimant", Text(claim.claimant))
    for appearance in claim.appearances:
        when = f"{appearance.published_at:%Y-%m-%d}" if appearance.published_at else ""
        citing = f"citing {appearance.citing}" if appearance.citing else ""
        known = (when, appearance.who, appearance.where, citing)
        table.add_row("Appeared", Text(" · ".join(part for part in known if part)))
    for phrasing in claim.phrasings:
        table.add_row(f"Wording {phrasing.language or ''}".strip(), Text(phrasing.text))
    console.print(table)
