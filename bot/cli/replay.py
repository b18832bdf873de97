"""`claimspread replay`: old posts from a file, judged as if they came in now."""

import asyncio
import json
import sys
from collections import Counter
from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from bot.cli.console import console, error_console
from bot.cli.opened import opened_app
from bot.history import Faulty, Judged, judge_all
from bot.html import shorten
from bot.platforms.replay import read_posts

_COLOURS = {"reply": "green", "review": "yellow", "record": "cyan", "suggest": "yellow"}
_TEXT_WIDTH = 90


def replay(
    file: Annotated[
        Path,
        typer.Argument(
            help="JSON Lines of X posts or Bot API updates, or a Telegram export.",
            exists=True,
            dir_okay=False,
        ),
    ],
    record: Annotated[
        bool, typer.Option("--record", help="Store sightings, so that the spread shows them.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Stream one JSON object a post.")] = False,
) -> None:
    """Judge every post of a file as if it came in now.

    The file holds JSON Lines of X API v2 posts or of Bot API updates, or is a Telegram Desktop export.

    A line that cannot be read is reported with its number and the rest goes on; the exit code is 1 then.
    """
    counts = asyncio.run(_replay(file, record=record, as_json=as_json))
    summary = ", ".join(f"{number} {what}" for what, number in counts.most_common()) or "no posts"
    error_console.print(f"{file.name}: {summary}")
    if counts["faulty"]:
        raise typer.Exit(1)


async def _replay(file: Path, *, record: bool, as_json: bool) -> Counter[str]:
    counts: Counter[str] = Counter()
    async with opened_app() as app:
        async for result in judge_all(app, read_posts(file), record=record):
            if isinstance(result, Faulty):
                counts["faulty"] += 1
                error_console.print(f"line {result.line}: {result.fault}", markup=False, soft_wrap=True)
                continue
            counts[result.preview.action] += 1
            counts["sighted"] += result.sighted
            if as_json:
                sys.stdout.write(json.dumps(result.as_json(), ensure_ascii=False) + "\n")
                sys.stdout.flush()
            else:
                _show(result)
    return +counts


def _show(result: Judged) -> None:
    action = result.preview.action
    line = Text.assemble(
        (f"{result.line:>5} ", "dim"),
        (f"{action:<8}", _COLOURS.get(action, "dim")),
        (f"{result.preview.reason:<18}", "dim"),
        shorten(" ".join(result.post.text.split()), _TEXT_WIDTH),
    )
    console.print(line, soft_wrap=True)
    if result.preview.matches and action != "ignore":
        best = result.preview.matches[0]
        console.print(
            Text(f"      {best.probability:.0%} claim {best.claim_id}: {best.claim}", "dim"), soft_wrap=True
        )
