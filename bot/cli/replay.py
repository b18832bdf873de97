"""`claimspread replay`: old posts from a file, judged as if they came in now."""

import asyncio
import json
import sys
from collections import Counter
from pathlib import Path
from time import perf_counter
from typing import Annotated

import typer
from rich.text import Text

from bot.cli.console import bytes_bar, console, error_console
from bot.cli.opened import opened_app
from bot.cli.verdicts import ACTIONS, in_words
from bot.decisions.preview import Preview
from bot.markup import shorten
from bot.operations.replay import Faulty, Judged, alternative, begin_recording, end_recording, judge_all
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
    quiet: Annotated[bool, typer.Option("--quiet", help="List no posts, only count them.")] = False,
    again: Annotated[
        bool, typer.Option("--again", help="Record from the first line, although an earlier run was cut off.")
    ] = False,
) -> None:
    """Judge every post of a file as if it came in now.

    The file holds JSON Lines of X API v2 posts or of Bot API updates, or is a Telegram Desktop export. With
    --record sightings get the time of their posts; a run that was cut off goes on where it ended.

    A line that cannot be read is reported with its number and the rest goes on; the exit code is 1 then.
    """
    started, size = perf_counter(), file.stat().st_size
    counts, posts = asyncio.run(
        _replay(
            file,
            size,
            record=record,
            compare=compare,
            threshold=threshold,
            as_json=as_json,
            quiet=quiet,
            again=again,
        )
    )
    summary = (
        ", ".join(f"{number} {ACTIONS.get(what, what)}" for what, number in counts.most_common())
        or "no posts"
    )
    seconds = perf_counter() - started
    error_console.print(f"{file.name}: {summary}")
    error_console.print(f"{posts} posts in {seconds:.1f} s")
    if counts["faulty"]:
        raise typer.Exit(1)


async def _replay(
    file: Path,
    size: int,
    *,
    record: bool,
    compare: str | None,
    threshold: float | None,
    as_json: bool,
    quiet: bool,
    again: bool,
) -> tuple[Counter[str], int]:
    counts: Counter[str] = Counter()
    posts = 0
    async with opened_app() as app:
        model = None if compare is None else await app.with_another_model(compare)
        other = alternative(app, model, threshold)
        recording = await begin_recording(app, file, again=again) if record else None
        after = 0 if recording is None else recording.after
        if after:
            error_console.print(f"going on after line {after}, where an earlier run was cut off")
        lines = read_posts(file, after=after)
        with bytes_bar(file.name, size) as report:
            async for result in judge_all(app, lines, recording=recording, other=other):
                report(result.offset)
                if isinstance(result, Faulty):
                    counts["faulty"] += 1
                    fault = f"line {result.line}: {result.fault}"
                    error_console.print(fault, markup=False, soft_wrap=True)
                    continue
                posts += 1
                counts[result.preview.action] += 1
                counts["sighted"] += result.sighted
                counts["would change"] += result.differs
                if as_json:
                    sys.stdout.write(json.dumps(result.as_json(), ensure_ascii=False) + "\n")
                    sys.stdout.flush()
                elif not quiet and (other is None or result.differs):
                    _show(result)
        if recording is not None:
            await end_recording(app, recording)
    return +counts, posts


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
    return Text.assemble((in_words(preview.action, preview.reason), style), "  ")
