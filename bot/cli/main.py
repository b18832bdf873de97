"""The root of the command line: options for every command, and errors as one clear line."""

import asyncio
import logging
import os
import sys
from collections.abc import Sequence
from typing import Annotated

import typer
from rich.markup import escape

from bot.cli import backups, check, claims, database, demo, doctor, measure, replay, run, tune, x
from bot.cli.console import error_console
from bot.errors import ClaimspreadError
from bot.hiding import hide
from bot.log import configure_logging, printable
from matchers.errors import MatcherError
from storage.errors import StorageError

app = typer.Typer(
    name="claimspread",
    help="Recognises debunked claims on X and Telegram and answers with the fact-check.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command()(run.run)
app.command()(demo.demo)
app.command()(check.check)
app.add_typer(claims.app, name="claims")
app.command()(replay.replay)
app.command()(measure.evaluate)
app.command()(measure.bench)
app.command("tune")(tune.tune_matcher)
app.add_typer(database.app, name="db")
app.command()(backups.backup)
app.command()(backups.restore)
app.add_typer(x.app, name="x")
app.command()(doctor.doctor)


@app.callback()
def options(
    debug: Annotated[bool, typer.Option("--debug", help="Show tracebacks and every log line.")] = False,
) -> None:
    """Recognises debunked claims on X and Telegram and answers with the fact-check."""
    if debug:
        os.environ["CLAIMSPREAD_DEBUG"] = "1"
    configure_logging(logging.DEBUG if debug else logging.WARNING)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line; exit codes are 0, 1 (failed) and 2 (wrong usage).

    Args:
        arguments: in place of the process's own.
    """
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    try:
        app(args=arguments)
    except (ClaimspreadError, StorageError, MatcherError) as error:
        if os.environ.get("CLAIMSPREAD_DEBUG"):
            raise
        error_console.print(
            f"[red]error:[/] {escape(printable(hide(str(error))))}",
            markup=True,
            highlight=False,
            soft_wrap=True,
        )
        sys.exit(1)
    except (KeyboardInterrupt, asyncio.CancelledError):
        sys.exit(130)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
