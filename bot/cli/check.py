"""`claimspread check`: what the bot would do with one text."""

import asyncio
import sys
from typing import TYPE_CHECKING, Annotated

import typer
from rich.padding import Padding
from rich.text import Text

from bot.cli.claims import HOW_TO_FILL
from bot.cli.console import console, error_console, print_json
from bot.cli.opened import opened_app
from bot.cli.verdicts import in_words
from storage import claims

if TYPE_CHECKING:
    from bot.decisions.preview import Preview

_WORTH_SHOWING = 0.01
"""Probability below which a match is of no interest to a person."""


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


async def _check(text: str, links: tuple[str, ...]) -> "Preview":
    async with opened_app() as app:
        from bot.decisions.preview import preview  # noqa: PLC0415 - after `opened_app` said what it loads

        async with app.database.read() as session:
            if not await claims.count(session, "published"):
                error_console.print(HOW_TO_FILL, soft_wrap=True)
        return await preview(app.database, app.matcher, app.settings, text, links)


def _show(result: "Preview") -> None:
    console.print(Text(f"Asked in public, the bot {in_words(result.action, result.reason)}.", "bold"))
    near = [match for match in result.matches if match.probability >= _WORTH_SHOWING]
    if not near:
        console.print(Text("No claim in the catalogue is near; --json lists the nearest.", "dim"))
    for match in near:
        console.print()
        console.print(
            Text.assemble(
                (f"{match.probability:>4.0%}", "bold"), f"  claim {match.claim_id} · ", (match.rating, "cyan")
            )
        )
        evidence = " · ".join(f"{item['name']} {item['score']:.2f}" for item in match.evidence)
        for line, style in ((match.claim, ""), (match.url, "green"), (evidence, "dim")):
            if line:
                console.print(Padding(Text(line, style, overflow="fold"), (0, 0, 0, 6), expand=False))
