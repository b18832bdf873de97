"""Commands that answer at once: they import none of the libraries that take seconds."""

import inspect
import json
import re
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import pytest
import typer

from bot.cli.main import COMMANDS, app
from bot.cli.verdicts import ACTIONS, REASONS
from bot.operations import doctor
from bot.platforms.telegram import platform
from tests.cli.terminal import Terminal

SLOW = {"torch", "sentence_transformers", "matplotlib", "telegram", "tweepy", "alembic", "scipy", "sklearn"}
PROGRAM = """
import json, sys
from bot.cli import main
try:
    main(sys.argv[1:])
finally:
    sys.stderr.write("IMPORTED " + json.dumps(sorted(sys.modules)))
"""


def imported_by(folder: Path, *arguments: str) -> tuple[set[str], str]:
    """The modules that a command imported, and what it printed."""
    run = subprocess.run(
        [sys.executable, "-c", PROGRAM, *arguments],
        env={
            "PATH": "/usr/bin:/bin",
            "PYTHONPATH": str(Path(__file__).parents[2]),
            "CLAIMSPREAD_CONFIG": str(folder / "none.toml"),
            "CLAIMSPREAD_DATABASE_URL": f"sqlite:///{folder / 'bot.sqlite3'}",
            "CLAIMSPREAD_CACHE_FOLDER": str(folder / "cache"),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert "IMPORTED " in run.stderr, run.stderr
    return set(json.loads(run.stderr.rpartition("IMPORTED ")[2])), run.stdout


def test_help_and_looking_commands_import_no_slow_library(tmp_path: Path) -> None:
    database = tmp_path / "bot.sqlite3"
    _, listed = imported_by(tmp_path, "claims", "list")  # creates the database, with Alembic
    assert database.exists()
    assert "The catalogue is empty" in listed and "claims import" in listed
    for arguments in (
        ["--help"],
        ["claims", "--help"],
        ["claims", "list"],
        ["doctor", "--quick"],
        ["--version"],
    ):
        modules, printed = imported_by(tmp_path, *arguments)
        assert not modules & SLOW, arguments
        assert printed
    modules, _ = imported_by(tmp_path, "--help")
    assert not modules & {"sqlalchemy", "pydantic", "structlog"}


def test_the_list_of_commands_says_what_each_command_says_of_itself() -> None:
    group = typer.main.get_command(app)
    for name, (_, told) in COMMANDS.items():
        command = group.commands[name]  # type: ignore[attr-defined]
        assert command.name == name
        own = inspect.cleandoc(command.help).split("\n\n")[0]
        assert " ".join(own.split()) == told, name


def test_a_mistyped_command_is_answered_with_the_nearest(terminal: Terminal) -> None:
    code, _, err = terminal.call("clams")
    assert code == 2
    assert "claims" in err


def test_every_decision_has_words_for_people() -> None:
    fluent = files("bot").joinpath("locales/en/why.ftl").read_text("utf-8")
    reasons = set(re.findall(r"^reason-([\w-]+) =", fluent, re.MULTILINE))
    assert reasons <= set(REASONS), reasons - set(REASONS)
    assert {"reply", "suggest", "admit", "review", "record", "ignore"} == set(ACTIONS)


def test_check_says_what_it_would_do_and_that_the_catalogue_is_empty(terminal: Terminal) -> None:
    code, out, err = terminal.call("check", "The moon is made of green cheese, they say.")
    assert code == 0
    assert "would say that it knows no such claim: no claim resembles it" in " ".join(out.split())
    assert "The catalogue is empty" in err


def test_doctor_looks_for_what_the_platform_notes() -> None:
    assert (doctor.HEARTBEAT, doctor.SILENCES) == (platform.HEARTBEAT, platform.SILENCES)


@pytest.mark.parametrize(
    ("needs", "state"), [(["nvidia-cudnn-cu13; x"], "note"), (["filelock"], "ok"), (None, "ok")]
)
def test_doctor_says_which_build_of_torch_runs(
    needs: list[str] | None, state: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doctor, "requires", lambda _name: needs)
    finding = doctor._torch()
    assert finding.health.value == state
    assert ("graphics" in finding.seen) == (state == "note")
