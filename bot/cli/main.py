"""The root of the command line: options for every command, and errors as one clear line."""

import asyncio
import logging
import os
import sys
from collections.abc import Sequence
from importlib.metadata import version
from typing import Annotated

import typer
from rich.text import Text

from bot.cli import (
    backups,
    check,
    claims,
    database,
    demo,
    doctor,
    init,
    measure,
    replay,
    run,
    sightings,
    sources,
    token,
    tune,
    web,
    webhooks,
    x,
)
from bot.cli.console import error_console
from bot.config.secrets import hide
from bot.errors import ClaimspreadError
from bot.telemetry.log import configure_logging, printable
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
app.command()(init.init)
app.command()(demo.demo)
app.command()(web.web)
app.command()(check.check)
app.add_typer(claims.app, name="claims")
app.add_typer(sightings.app, name="sightings")
app.add_typer(sources.app, name="sources")
app.command()(replay.replay)
app.command()(measure.evaluate)
app.command()(measure.bench)
app.command("tune")(tune.tune_matcher)
app.add_typer(database.app, name="db")
app.command()(backups.backup)
app.command()(backups.restore)
app.add_typer(x.app, name="x")
app.add_typer(webhooks.app, name="webhooks")
app.add_typer(token.app, name="token")
app.command()(doctor.doctor)


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"claimspread {version('claimspread')}")
        raise typer.Exit


@app.callback()
def options(
    debug: Annotated[bool, typer.Option("--debug", help="Show tracebacks and every log line.")] = False,
    _version: Annotated[
        bool, typer.Option("--version", help="Show the version.", callback=_show_version, is_eager=True)
    ] = False,
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
        app(args=arguments, prog_name="claimspread")
    except (KeyboardInterrupt, asyncio.CancelledError):
        sys.exit(130)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except Exception as error:
        if os.environ.get("CLAIMSPREAD_DEBUG"):
            raise
        line = printable(hide(" ".join(_told(error).split())))
        error_console.print(Text.assemble(("error:", "red"), f" {line}"), soft_wrap=True)
        sys.exit(1)


def _told(error: Exception) -> str:
    """An error in words for anyone who typed the command."""
    if isinstance(error, ClaimspreadError | StorageError | MatcherError):
        return str(error)
    if isinstance(error, OSError) and error.strerror:
        return f"{error.filename}: {error.strerror}" if error.filename else error.strerror
    return f"{type(error).__name__}: {error} (a fault of claimspread: `claimspread --debug …` shows where)"
