"""`claimspread report`: a year in figures, for everybody to read."""

import asyncio
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Annotated

import typer
from rich.table import Table

from bot.claims.editing import RETRACTED
from bot.cli.console import console, print_json
from bot.cli.opened import opened_database
from bot.cli.verdicts import ACTIONS, REASONS
from storage.transparency import Report, gather


def report(
    year: Annotated[int, typer.Option(help="The year, by UTC.", min=2006, max=9998)],
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for machines.")] = False,
) -> None:
    """A year in figures: answers, corrections, reasons, objections. It names no reader and no post."""
    found = asyncio.run(_gather(year))
    if as_json:
        print_json({"year": year, **asdict(found)} | {"retractions": _retractions(found)})
    else:
        _show(year, found)


async def _gather(year: int) -> Report:
    begin, end = datetime(year, 1, 1, tzinfo=UTC), datetime(year + 1, 1, 1, tzinfo=UTC)
    async with opened_database() as database, database.read() as session:
        return await gather(session, begin, end, RETRACTED)


def _retractions(found: Report) -> list[dict[str, object]]:
    return [{**asdict(one), "on": one.on.isoformat()} for one in found.retractions]


def _show(year: int, found: Report) -> None:
    console.print(f"[bold]Report for {year}[/]\n")
    answers = _table("Answers", "Platform", "Posts answered", "Answers changed", "Answers withdrawn")
    for one in found.answered:
        answers.add_row(one.platform, str(one.answers), str(one.changed), str(one.withdrawn))
    console.print(answers)
    decisions = _table(
        "Posts judged, and why the bot answered or not", "Platform", "The bot", "Reason", "Posts"
    )
    for row in found.decided:
        action = ACTIONS.get(row.action, row.action)
        decisions.add_row(row.platform, action, REASONS.get(row.reason, row.reason), str(row.posts))
    console.print(decisions)
    said = found.objections
    console.print(
        f"People said {said.helped} times that an answer helped, and {said.wrong} times that it was wrong. "
        f"{said.reviews_opened} doubtful matches went to reviewers, who decided {said.reviews_decided}. "
        f"{said.left_alone} people asked to be left alone.\n"
    )
    retracted = _table("Claims retracted", "Claim", "On", "Answers corrected", "Reason")
    for gone in found.retractions:
        retracted.add_row(gone.claim, gone.on.isoformat(), str(gone.corrected), gone.reason)
    console.print(retracted)
    changes = _table("Changes that staff made", "What", "Times")
    for action, number in found.changes.items():
        changes.add_row(action, str(number))
    console.print(changes)


def _table(title: str, *columns: str) -> Table:
    table = Table(title=title, title_justify="left")
    for column in columns:
        table.add_column(column, overflow="fold")
    return table
