"""Raises bots: imports the application once, then forks a process that is one for each order.

A bot takes seconds to import and a moment to start; killed a thousand times, only the moment counts. Each bot
is a process of its own with nothing in memory but the program: what it knows it reads from the database.

Speaks lines of JSON: an order `{"settings": {…}, "log": FILE}` in, `{"pid": N}` out.
"""

import ctypes
import gc
import importlib
import json
import os
import signal
import sys
import warnings
from pathlib import Path

from bot.cli import main
from bot.telemetry import crash_points
from bot.translations import Translator
from matchers.matcher import ClaimMatcher
from storage import schema

_DIE_WITH_PARENT = 1
"""`PR_SET_PDEATHSIG` of prctl(2)."""
_LANGUAGES = ("en",)
_NEEDED_LATER = ("aiosqlite", "httpcore", "psycopg", "sqlalchemy.dialects.postgresql.psycopg")
"""What a bot imports only when it needs it."""


def become(settings: dict[str, str], log: str) -> None:
    """Turn this process into a bot: never returns."""
    ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL)  # anyone who stops the harness stops its bots
    output = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    for stream in (1, 2):
        os.dup2(output, stream)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.environ.update(settings)
    if folder := settings.get("CLAIMSPREAD_CRASH_AT"):
        crash_points.look_for_fuses(Path(folder))
    code = 1
    try:
        main(["run"])
        code = 0
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 1
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def raise_bots() -> None:
    """Fork a bot for each line of standard input, until it ends."""
    warnings.simplefilter("ignore", DeprecationWarning)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the dead are not waited for
    ClaimMatcher.load("hashing")
    schema.newest()
    for language in _LANGUAGES:
        Translator(language)
    for name in _NEEDED_LATER:
        importlib.import_module(name)
    gc.collect()
    gc.freeze()  # or else the first collection of each bot copies all of it
    answer = sys.stdout
    answer.write(json.dumps({"ready": True}) + "\n")
    answer.flush()
    for line in sys.stdin:
        order = json.loads(line)
        pid = os.fork()
        if pid == 0:
            become(order["settings"], order["log"])
        answer.write(json.dumps({"pid": pid}) + "\n")
        answer.flush()


if __name__ == "__main__":
    raise_bots()
