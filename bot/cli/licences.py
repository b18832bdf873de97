"""`claimspread licences`: what the bot is made of."""

from dataclasses import asdict
from typing import Annotated

import typer
from rich.table import Table

from bot.cli.console import console, print_json
from bot.operations import licences as installed


def licences(
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for machines.")] = False,
) -> None:
    """List the packages that the bot runs with, and the licence that each declares."""
    found = installed.licences()
    if as_json:
        print_json([asdict(one) for one in found])
        return
    table = Table()
    for column in ("Package", "Version", "Licence"):
        table.add_column(column, overflow="fold")
    for one in found:
        table.add_row(one.package, one.version, one.licence)
    console.print(table)
