"""`claimspread check`: what the bot would do with one text."""

import asyncio
import sys
from typing import Annotated

import typer
from rich.table import Table

from bot.cli.console import console, print_json
from bot.cli.opened import opened_app
from bot.preview import Preview, preview


def check(
    text: Annotated[str, typer.Argument(help="The text to check; - reads it from standard input.")],
    link: Annotated[list[str] | None, typer.Option(help="A link that the post carries; repeatable.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for machines.")] = False,
) -> None:
    """Check one text: matching claims, how sure, and what the bot would do in public when asked."""
    if text == "-":
        text = sys.stdin.buffer.read().decode("utf-8", "replace")
    result = asyncio.run(_check(text, tuple(link or ())))
    if as_json:
        print_json(result.as_json())
    else:
        _show(result)


async def _check(text: str, links: tuple[str, ...]) -> Preview:
    async with opened_app() as app:
        return await preview(app, text, links)


def _show(result: Preview) -> None:
    console.print(f"Decision: [bold]{result.action}[/] ({result.reason})")
    if not result.matches:
        console.print("No claim in the catalogue resembles this text.")
        return
    table = Table("Claim", "Rating", "Probability", "Fact-check", "Evidence")
    for match in result.matches:
        evidence = ", ".join(f"{item['name']} {item['score']:.2f}" for item in match.evidence)
        table.add_row(
            f"{match.claim_id}: {match.claim}",
            match.rating,
            f"{match.probability:.0%}",
            match.url or "",
            evidence,
        )
    console.print(table)
