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
from bot.history import Faulty, Judged, alternative, judge_all
from bot.html import shorten
from bot.platforms.replay import read_posts
from bot.preview import Preview

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
    compare: Annotated[
        str | None, typer.Option(help="Another model: show only what it would do differently.")
    ] = None,
    threshold: Annotated[
        float | None,
        typer.Option(
            min=0, max=1, help="Another probability to answer from: show only what it would do differently."
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Stream one JSON object a post.")] = False,
) -> None:
    """Judge every post of a file as if it came in now.

    The file holds JSON Lines of X API v2 posts or of Bot API updates, or is a Telegram Desktop export.

    A line that cannot be read is reported with its number and the rest goes on; the exit code is 1 then.
    """
    counts = asyncio.run(_replay(file, record=record, compare=compare, threshold=threshold, as_json=as_json))
    summary = ", ".join(f"{number} {what}" for what, number in counts.most_common()) or "no posts"
    error_console.print(f"{file.name}: {summary}")
    if counts["faulty"]:
        raise typer.Exit(1)


async def _replay(
    file: Path, *, record: bool, compare: str | None, threshold: float | None, as_json: bool
) -> Counter[str]:
    counts: Counter[str] = Counter()
    async with opened_app() as app:
        model = None if compare is None else await app.with_another_model(compare)
        other = alternative(app, model, threshold)
        async for result in judge_all(app, read_posts(file), record=record, other=other):
            if isinstance(result, Faulty):
                counts["faulty"] += 1
                error_console.print(f"line {result.line}: {result.fault}", markup=False, soft_wrap=True)
                continue
            counts[result.preview.action] += 1
            counts["sighted"] += result.sighted
            counts["would change"] += result.differs
            if as_json:
                sys.stdout.write(json.dumps(result.as_json(), ensure_ascii=False) + "\n")
                sys.stdout.flush()
            elif other is None or result.differs:
                _show(result)
    return +counts


def _show(result: Judged) -> None:
    words = shorten(" ".join(result.post.text.split()), _TEXT_WIDTH)
    console.print(
        Text.assemble((f"{result.line:>5} ", "dim"), _verdict(result.preview), words), soft_wrap=True
    )
    if result.other is not None:
        console.print(Text.assemble("   or ", _verdict(result.other)), soft_wrap=True)
    for preview in filter(None, (result.preview, result.other)):
        if preview.matches and preview.action != "ignore":
            best = preview.matches[0]
            line = f"      {best.probability:.0%} claim {best.claim_id}: {best.claim}"
            console.print(Text(line, "dim"), soft_wrap=True)


def _verdict(preview: Preview) -> Text:
    style = _COLOURS.get(preview.action, "dim")
    return Text.assemble((f"{preview.action:<8}", style), (f"{preview.reason:<18}", "dim"))
