"""What is written down is true: settings, commands and files that the docs name exist, and the reverse."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer.main
from pydantic import BaseModel

from bot.cli.main import app
from bot.commands import commands_for
from bot.config import Settings, load_settings
from bot.config.reference import as_toml, groups
from bot.roles import Role
from tests.decisions.table import with_settings

ROOT = Path(__file__).parents[3]
SETTINGS = (ROOT / "docs" / "settings.md").read_text("utf-8")
PAGES = [*sorted(ROOT.glob("README*.md")), *sorted((ROOT / "docs").glob("*.md"))]


def settings(model: type[BaseModel] = Settings, prefix: str = "CLAIMSPREAD_") -> Iterator[tuple[str, str]]:
    for name, field in model.model_fields.items():
        if isinstance(field.annotation, type) and issubclass(field.annotation, BaseModel):
            yield from settings(field.annotation, f"{prefix}{name.upper()}__")
        else:
            yield prefix + name.upper(), field.description or ""


@pytest.mark.parametrize(("name", "description"), list(settings()))
def test_every_setting_has_a_row_with_its_description(name: str, description: str) -> None:
    (row,) = [line for line in SETTINGS.splitlines() if line.startswith(f"| `{name}` |")]
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
def test_every_row_of_a_setting_has_its_default(name: str, default: str) -> None:
    (row,) = [line for line in SETTINGS.splitlines() if line.startswith(f"| `{name}` |")]
    assert row.split("|")[2].strip() == default


def test_the_page_of_settings_is_as_generated() -> None:
    assert with_settings(SETTINGS) == SETTINGS, "run: make docs-tables"


def set_lines(text: str) -> str:
    """The commented file with the `#` before each setting removed."""
    return re.sub(r"^# (\w+ = )", r"\1", text, flags=re.MULTILINE)


def test_the_commented_file_changes_nothing_as_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "claimspread.toml").write_text(as_toml(), "utf-8")
    monkeypatch.setenv("CLAIMSPREAD_CONFIG", str(tmp_path / "none.toml"))
    untouched = load_settings()
    monkeypatch.setenv("CLAIMSPREAD_CONFIG", str(tmp_path / "claimspread.toml"))
    assert load_settings() == untouched


def test_every_example_of_the_commented_file_is_a_value_that_the_bot_takes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "claimspread.toml"
    file.write_text(set_lines(as_toml()), "utf-8")
    monkeypatch.setenv("CLAIMSPREAD_CONFIG", str(file))
    chosen = load_settings()
    assert chosen.owners == ("telegram:1001", "x:2002")
    assert chosen.x.daily_cap == 3
    given = tomllib.loads(file.read_text("utf-8"))
    for name, _ in settings():
        value: Any = given
        for part in name.removeprefix("CLAIMSPREAD_").lower().split("__"):
            value = value[part]  # every setting stands in the file, in its own table


def test_every_block_of_settings_on_the_page_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blocks = re.findall(r"```toml\n(.*?)```", SETTINGS, re.DOTALL)
    assert len(blocks) == len(groups())
    monkeypatch.setenv("CLAIMSPREAD_CONFIG", str(tmp_path / "claimspread.toml"))
    (tmp_path / "claimspread.toml").write_text("\n".join(blocks), "utf-8")
    assert load_settings().web.public_url == "https://bot.example.org"


def test_no_page_names_a_setting_that_does_not_exist() -> None:
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


def test_what_doctor_says_of_torch_is_in_the_readme() -> None:
    sections = re.findall(r"^## (.+)$", (ROOT / "README.md").read_text("utf-8"), re.MULTILINE)
    named = re.search(r"README, “(\w+)”", (ROOT / "bot" / "operations" / "doctor.py").read_text("utf-8"))
    assert named is not None
    assert named[1] in sections


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_to_a_file_leads_somewhere(page: Path) -> None:
    text = page.read_text("utf-8")
    for target, part in re.findall(r"\]\(([^)#:]*)(?:#([^)]+))?\)", text):
        there = page.parent / target if target else page
        assert there.exists(), target
        if part and there.suffix == ".md":
            assert part in anchors(there), f"{target}#{part}"
    for picture in re.findall(r'(?:src|srcset)="([^":]+)"', text):
        assert (page.parent / picture).exists(), picture


def anchors(page: Path) -> set[str]:
    """The names by which the headings of a page are linked, as code hosts make them."""
    headings = re.findall(r"^#+ (.+)$", page.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}
