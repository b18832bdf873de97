"""What every command prints with: tables and progress for people, JSON for machines."""

import json
import sys
import textwrap
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from rich.console import Console
from rich.progress import (
    BarColumn,
    DownloadColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeRemainingColumn,
    TransferSpeedColumn,
)
from rich.text import Text

console = Console(highlight=False)
error_console = Console(stderr=True, highlight=False)


def print_json(value: Any) -> None:
    """One JSON value on standard output."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2) + "\n")


def print_quoted(words: str, style: str, margin: str) -> None:
    """Print what somebody says, each line of it behind `margin`; a link is never broken."""
    width = max(20, console.width - len(margin))
    for line in words.splitlines() or [""]:
        for part in textwrap.wrap(line, width, break_long_words=False, break_on_hyphens=False) or [""]:
            console.print(Text(f"{margin}{part}".rstrip(), style), soft_wrap=True)


@contextmanager
def progress_bar(label: str) -> Iterator[Progress]:
    """A progress bar on standard error where that is a terminal, gone when done."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(
        *columns, console=error_console, transient=True, disable=not error_console.is_terminal
    ) as progress:
        progress.add_task(label, total=None)
        yield progress


@contextmanager
def bytes_bar(label: str, total: int) -> Iterator[Callable[[int], None]]:
    """A bar on standard error that moves with the bytes of a file; gone when done."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        DownloadColumn(),
        TransferSpeedColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=error_console, transient=True) as progress:
        task = progress.add_task(label, total=total)
        yield lambda done: progress.update(task, completed=done)


def advance(progress: Progress) -> Any:
    """A callback (done, all) that moves the bar's only task."""

    def report(done: int, total: int) -> None:
        progress.update(progress.task_ids[0], completed=done, total=total)

    return report
