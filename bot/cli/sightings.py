"""`claimspread sightings`: posts that others collected, into the spread of their claims."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.claims import JsonOption
from bot.cli.console import bytes_bar, console, error_console, print_json
from bot.cli.opened import opened_database
from bot.config import load_settings
from bot.roles import OPERATOR
from bot.runtime.assembly import file_of
from bot.signing import Signer, load_key
from bot.spread import sighting_import
from bot.spread.sighting_files import opened, read_sightings
from bot.spread.sighting_import import Counts

app = typer.Typer(help="Posts in which claims were seen.", no_args_is_help=True)


@app.command("import")
def import_sightings(
    file: Annotated[Path, typer.Argument(help="CSV or JSON Lines.", exists=True, dir_okay=False)],
    claim: Annotated[
        str | None,
        typer.Option(help="Of lines that name no claim: its id, its words, or its fact-check's address."),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what it would do.")] = False,
    again: Annotated[
        bool, typer.Option("--again", help="Begin at the first line, although an earlier run was cut off.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Import sightings from CSV or JSON Lines: posts that somebody else saw, with the claim that each makes.

    A line needs claim (or --claim), url and written_at; docs/spread.md lists what else it may hold. Posts
    that are known already are not counted twice, so that a file can be imported again; a run that was cut
    off goes on where it ended.

    A line that cannot be used is reported with its number and the rest goes on; the exit code is 1 then.
    """
    counts = asyncio.run(_import(file, file.stat().st_size, claim, dry_run=dry_run, again=again))
    if as_json:
        print_json(vars(counts))
    else:
        done = "would be added" if dry_run else "added"
        console.print(f"{counts.new} {done}, {counts.known} already there, {counts.faulty} faulty")
    if counts.faulty:
        raise typer.Exit(1)


async def _import(file: Path, size: int, claim: str | None, *, dry_run: bool, again: bool) -> Counts:
    settings, now, counts = load_settings(), datetime.now(UTC), Counts()
    async with opened_database(settings) as database:
        signer = Signer(load_key(settings, file_of(database)))
        task = await sighting_import.begin(database, file, signer, now, claim=claim, again=again or dry_run)
        if task.after:
            error_console.print(f"going on after line {task.after}, where an earlier run was cut off")
        with opened(file) as (content, position), bytes_bar(file.name, size) as report:
            lines = read_sightings(content, file.name, now)
            work = sighting_import.look_through if dry_run else sighting_import.take_in
            async for progress in work(database, lines, task):
                counts.add(progress)
                report(position())
                for number, fault in progress.faults:
                    error_console.print(f"line {number}: {fault}", markup=False, soft_wrap=True)
        if not dry_run:
            await sighting_import.end(database, task, OPERATOR, file.name, counts)
    return counts
