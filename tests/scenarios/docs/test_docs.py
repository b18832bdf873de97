"""What is written down is true: settings, commands and files that the docs name exist, and the reverse."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer.main
from pydantic import BaseModel

from bot.cli.main import app
from bot.commands import commands_for
from bot.config import Settings
from bot.roles import Role

ROOT = Path(__file__).parents[3]
README = (ROOT / "README.md").read_text("utf-8")
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]


def settings(model: type[BaseModel] = Settings, prefix: str = "CLAIMSPREAD_") -> Iterator[tuple[str, str]]:
    for name, field in model.model_fields.items():
        if isinstance(field.annotation, type) and issubclass(field.annotation, BaseModel):
            yield from settings(field.annotation, f"{prefix}{name.upper()}__")
        else:
            yield prefix + name.upper(), field.description or ""


@pytest.mark.parametrize(("name", "description"), list(settings()))
def test_every_setting_is_in_the_readme_with_its_description(name: str, description: str) -> None:
    (row,) = [line for line in README.splitlines() if line.startswith(f"| `{name}` |")]
    assert row.endswith(f"| {description} |")


SAID_IN_WORDS = {
    "CLAIMSPREAD_DATABASE_URL": "a file in the user's data folder",
    "CLAIMSPREAD_CACHE_FOLDER": "the user's cache folder",
    "CLAIMSPREAD_MATCHER__TUNED_FILE": "a file in the user's data folder",
}
"""Defaults that differ from machine to machine."""


def defaults(model: type[BaseModel] = Settings, prefix: str = "CLAIMSPREAD_") -> Iterator[tuple[str, str]]:
    for name, field in model.model_fields.items():
        variable = prefix + name.upper()
        if isinstance(field.annotation, type) and issubclass(field.annotation, BaseModel):
            yield from defaults(field.annotation, f"{variable}__")
        elif variable in SAID_IN_WORDS:
            yield variable, SAID_IN_WORDS[variable]
        elif field.default is None:
            yield variable, "unset"
        else:
            default = field.default
            yield variable, "[]" if default == () else str(default)


@pytest.mark.parametrize(("name", "default"), list(defaults()))
def test_every_default_is_in_the_readme(name: str, default: str) -> None:
    (row,) = [line for line in README.splitlines() if line.startswith(f"| `{name}` |")]
    assert row.split("|")[2].strip() == default


def test_the_readme_names_no_setting_that_does_not_exist() -> None:
    known = {name for name, _ in settings()} | {"CLAIMSPREAD_CONFIG"}
    for page in PAGES:
        assert set(re.findall(r"CLAIMSPREAD_[A-Z_]*[A-Z]", page.read_text("utf-8"))) <= known


def commands(group: Any, prefix: str = "") -> Iterator[str]:
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from commands(command, f"{prefix}{name} ")
        else:
            yield prefix + name


COMMAND_LINE = list(commands(typer.main.get_command(app)))


@pytest.mark.parametrize("name", COMMAND_LINE)
def test_every_command_of_the_command_line_is_documented(name: str) -> None:
    text = "\n".join(page.read_text("utf-8") for page in PAGES)
    assert f"claimspread {name}" in text


@pytest.mark.parametrize("name", [command.name for command in commands_for(Role.OWNER)])
def test_every_chat_command_is_documented(name: str) -> None:
    assert re.search(rf"/{name}\b", "\n".join(page.read_text("utf-8") for page in PAGES))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_to_a_file_leads_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text("utf-8")):
        assert (page.parent / target).exists(), target
