"""`claimspread tune`: fit the matcher's probabilities to what people said of its matches."""

import asyncio
from typing import Annotated

import typer
from rich.table import Table

from bot.cli.console import console, print_json
from bot.cli.opened import opened_database
from bot.commands.feedback import RIGHT
from bot.config import Settings, load_settings
from bot.runtime.assembly import load_matcher
from matchers.ranking.tuning import Tuning, tune, write_tuning
from storage import decisions


def tune_matcher(
    apply: Annotated[
        bool, typer.Option("--apply", help="Use the new calibration from the next start on.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for machines.")] = False,
) -> None:
    """Re-fit the calibration from feedback and show before and after; nothing changes without --apply.

    At least 50 matches marked right and 50 marked wrong are needed. Kept feedback is scores and labels only.
    """
    settings = load_settings()
    proposal = asyncio.run(_propose(settings))
    if apply:
        write_tuning(proposal, settings.matcher.tuned_file)
    if as_json:
        print_json({**proposal.as_json(), "applied": apply})
        return
    table = Table(
        "Figure", "Before", "After (cross-validated)", title=f"{proposal.model_id}", title_justify="left"
    )
    for name, before in proposal.before.as_json().items():
        table.add_row(name, f"{before:.4f}", f"{proposal.after.as_json()[name]:.4f}")
    console.print(table)
    console.print(f"{proposal.right} matches marked right, {proposal.wrong} marked wrong.")
    if apply:
        console.print(
            f"Written to {settings.matcher.tuned_file}; used from the next start on.", soft_wrap=True
        )
    else:
        console.print(
            "Nothing was changed; --apply uses it." if proposal.better else "It is no better: leave it."
        )


async def _propose(settings: Settings) -> Tuning:
    matcher = load_matcher(settings.matcher)
    async with opened_database(settings) as database, database.read() as session:
        feedback = await decisions.feedback_scores(session, matcher.model_id)
    return tune(matcher.ranker, [(score, verdict == RIGHT) for score, verdict in feedback])
