"""The root of the command line: options for every command, and errors as one clear line.

A command's module is imported when that command is called, so that `--help` and the quick commands never wait
for the libraries of the slow ones.
"""

import asyncio
import logging
import os
import sys
from collections.abc import Iterator, MutableMapping, Sequence
from importlib import import_module
from importlib.metadata import version
from typing import Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup

_DESCRIPTION = "Recognises debunked claims on X and Telegram and answers with the fact-check."
COMMANDS = {
    "run": ("run:run", "Run the bot on every configured platform until it is stopped (Ctrl-C or SIGTERM)."),
    "init": (
        "init:init",
        "Set the bot up: platforms, language, model, an owner, first claims. Run again, it changes settings.",
    ),
    "demo": (
        "demo:demo",
        "Run the whole bot on sample claims and posts; on a terminal you can write to it afterwards.",
    ),
    "web": ("web:web", "Serve the dashboard and the HTTP API until stopped (Ctrl-C or SIGTERM)."),
    "check": (
        "check:check",
        "Check one text: matching claims, how sure, and what the bot would do in public when asked.",
    ),
    "claims": ("claims:app", "The catalogue of claims."),
    "sightings": ("sightings:app", "Posts in which claims were seen."),
    "sources": ("sources:app", "Sources that claims come from by themselves."),
    "replay": ("replay:replay", "Judge every post of a file as if it came in now."),
    "evaluate": (
        "measure:evaluate",
        "Measure the matching on labelled posts and claims, with the claims present and taken out.",
    ),
    "bench": ("measure:bench", "Measure speed and memory of matching on synthetic claims and posts."),
    "tune": (
        "tune:tune_matcher",
        "Re-fit the calibration from feedback and show before and after; nothing changes without --apply.",
    ),
    "settings": (
        "settings:settings",
        "Print every setting as a commented claimspread.toml: what it does, its default, an example.",
    ),
    "forget": (
        "forget:forget",
        "Delete what is kept about a person, as /forgetme does; it cannot be undone.",
    ),
    "report": (
        "report:report",
        "A year in figures: answers, corrections, reasons, objections. It names no reader and no post.",
    ),
    "licences": (
        "licences:licences",
        "List the packages that the bot runs with, and the licence that each declares.",
    ),
    "db": ("database:app", "The database."),
    "backup": (
        "backups:backup",
        "Write everything into one file, while the bot runs, and read it back to see that it is whole.",
    ),
    "restore": ("backups:restore", "Put a backup back, into SQLite or PostgreSQL: all of it, or nothing."),
    "x": ("x:app", "The bot's account on X."),
    "webhooks": ("webhooks:app", "Addresses that are told what happens here."),
    "token": ("token:app", "Tokens of the HTTP API."),
    "doctor": (
        "doctor:doctor",
        "Check settings, database, model, tokens and clock; exit code 1 when something is broken.",
    ),
}
"""Each command: where it is, and its line in the list of commands: a test holds that both agree."""


class _Imported(MutableMapping[str, Any]):
    """The commands, each imported when it is asked for."""

    def __getitem__(self, name: str) -> Any:
        module, _, attribute = COMMANDS[name][0].partition(":")
        found = getattr(import_module(f"bot.cli.{module}"), attribute)
        if isinstance(found, typer.Typer):
            command: Any = typer.main.get_group(found)
        else:
            alone = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
            alone.command(name)(found)
            command = typer.main.get_command(alone)
        command.name = name
        return command

    def __iter__(self) -> Iterator[str]:
        return iter(COMMANDS)

    def __len__(self) -> int:
        return len(COMMANDS)

    def __setitem__(self, name: str, value: Any) -> None:
        raise TypeError("a command is added in COMMANDS")

    def __delitem__(self, name: str) -> None:
        raise TypeError("a command is removed in COMMANDS")


class _QuickGroup(TyperGroup):
    """Lists the commands without importing them."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.commands = _Imported()

    def list_commands(self, ctx: Any) -> list[str]:
        """The names, in the order of COMMANDS."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The command's outline: name and help, for lists and suggestions."""
        if cmd_name not in COMMANDS:
            return None
        return TyperCommand(cmd_name, help=COMMANDS[cmd_name][1])

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command that is to run, imported."""
        name, outline, rest = super().resolve_command(ctx, args)
        return name, outline and self.commands[name or ""], rest


app = typer.Typer(
    name="claimspread",
    cls=_QuickGroup,
    help=_DESCRIPTION,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


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
    from bot.telemetry.log import configure_logging  # noqa: PLC0415 - `--help` does without

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
        from rich.text import Text  # noqa: PLC0415 - all three: `--help` does without

        from bot.cli.console import error_console  # noqa: PLC0415
        from bot.config.secrets import hide  # noqa: PLC0415
        from bot.telemetry.log import printable  # noqa: PLC0415

        line = printable(hide(" ".join(_told(error).split())))
        error_console.print(Text.assemble(("error:", "red"), f" {line}"), soft_wrap=True)
        sys.exit(1)


def _told(error: Exception) -> str:
    """An error in words for anyone who typed the command."""
    from bot.errors import ClaimspreadError  # noqa: PLC0415 - `--help` does without
    from matchers.errors import MatcherError  # noqa: PLC0415
    from storage.errors import StorageError  # noqa: PLC0415

    if isinstance(error, ClaimspreadError | StorageError | MatcherError):
        return str(error)
    if isinstance(error, OSError) and error.strerror:
        return f"{error.filename}: {error.strerror}" if error.filename else error.strerror
    return f"{type(error).__name__}: {error} (a fault of claimspread: `claimspread --debug …` shows where)"
