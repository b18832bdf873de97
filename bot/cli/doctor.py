"""`claimspread doctor`: what is wrong, and what to do."""

import asyncio
from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text

from bot.cli.console import console, print_json
from bot.config import load_settings
from bot.config.secrets import hide
from bot.operations.doctor import examine
from bot.operations.findings import Finding, Severity
from bot.telemetry.log import printable

_MARKS = {Severity.OK: "[green]ok[/]", Severity.NOTE: "[yellow]note[/]", Severity.FAILED: "[red]failed[/]"}


def doctor(
    deep: Annotated[bool, typer.Option("--deep", help="Look through every row, too.")] = False,
    quick: Annotated[
        bool, typer.Option("--quick", help="Only settings and database: load nothing and ask nobody.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for machines.")] = False,
) -> None:
    """Check settings, database, model, tokens and clock; exit code 1 when something is broken."""
    findings = asyncio.run(_examine(deep=deep, quick=quick))
    if as_json:
        print_json([vars(finding) for finding in findings])
    else:
        table = Table(show_lines=True)
        for heading in ("Subject", "State"):
            table.add_column(heading, no_wrap=True)
        table.add_column("Seen, and what to do", ratio=1, overflow="fold")
        for finding in findings:
            words = Text(printable(hide(finding.seen)))
            if finding.remedy:
                words.append(f"\n→ {printable(hide(finding.remedy))}", "bold")
            table.add_row(finding.subject, _MARKS[finding.health], words)
        console.print(table)
    if any(finding.health is Severity.FAILED for finding in findings):
        raise typer.Exit(1)


async def _examine(*, deep: bool, quick: bool) -> list[Finding]:
    return [finding async for finding in examine(load_settings(), deep=deep, quick=quick)]
