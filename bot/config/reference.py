"""Every setting in words: the page `docs/settings.md` and the commented `claimspread.toml` are made of it.

Names, defaults, descriptions and examples come from the models themselves, so they cannot fall behind.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from bot.config import Settings

_TITLES = {
    "": "The whole bot",
    "telegram": "Telegram",
    "x": "X",
    "x.prices": "Prices of X",
    "matcher": "Matching",
    "brake": "The brake on public answers",
    "sources": "Sources of claims",
    "spread": "Spread and charts",
    "metrics": "Health and metrics",
    "web": "Dashboard and HTTP API",
}
_OF_ALL = "The database, the owners, the language, and how long things are kept."
_PLACES = {
    "database_url": "a file in the user's data folder",
    "cache_folder": "the user's cache folder",
    "matcher.tuned_file": "a file in the user's data folder",
}
"""Defaults that differ from machine to machine, in words."""
_SHOWN_WITHOUT_EXAMPLES = 3


@dataclass(frozen=True)
class Setting:
    """One setting, as people read of it."""

    name: str
    """Within its group, such as `token`."""
    variable: str
    """Its environment variable."""
    default: str
    """In words: `unset` where nothing is set."""
    description: str
    example: str
    """A value as TOML writes it: the model's own example, else the default."""
    has_example: bool


@dataclass(frozen=True)
class Group:
    """The settings of one table of `claimspread.toml`; the first group stands above all tables."""

    table: str
    title: str
    about: str
    settings: tuple[Setting, ...]


def groups() -> list[Group]:
    """All settings, group by group."""
    return list(_groups(Settings, ""))


def as_markdown() -> str:
    """The generated part of `docs/settings.md`."""
    parts = []
    for group in groups():
        rows = [f"| `{one.variable}` | {one.default} | {one.description} |" for one in group.settings]
        shown = [one for one in group.settings if one.has_example] or group.settings[:_SHOWN_WITHOUT_EXAMPLES]
        lines = [f"[{group.table}]"] if group.table else []
        lines += [f"{one.name} = {one.example}" for one in shown]
        parts += [f"## {group.title}", "", group.about, "", "| setting | default | what it does |"]
        parts += ["|---|---|---|", *rows, "", "```toml", *lines, "```", ""]
    return "\n".join(parts).rstrip()


def as_toml() -> str:
    """A `claimspread.toml` in which every setting stands as a comment, with what it does and an example."""
    lines = [
        "# Settings of Claimspread. Remove the # before a line to set it. Environment variables win.",
        "# A file that holds a token must be readable by the bot's account alone.",
    ]
    for group in groups():
        lines += ["", f"# {group.title}. {group.about}"]
        lines += [f"[{group.table}]"] if group.table else []
        for one in group.settings:
            lines += [f"# {one.description} Default: {one.default}.", f"# {one.name} = {one.example}"]
    return "\n".join(lines) + "\n"


def _groups(model: type[BaseModel], table: str) -> Iterator[Group]:
    inner = {}
    found = []
    for name, field in model.model_fields.items():
        path = f"{table}.{name}" if table else name
        if isinstance(field.annotation, type) and issubclass(field.annotation, BaseModel):
            inner[path] = field.annotation
        else:
            found.append(_setting(path, name, field))
    about = " ".join((model.__doc__ or "").strip().split("\n\n")[0].split()) if table else _OF_ALL
    yield Group(table, _TITLES.get(table, table.replace(".", ": ").capitalize()), about, tuple(found))
    for path, part in inner.items():
        yield from _groups(part, path)


def _setting(path: str, name: str, field: FieldInfo) -> Setting:
    value = field.examples[0] if field.examples else field.default
    return Setting(
        name=name,
        variable="CLAIMSPREAD_" + path.upper().replace(".", "__"),
        default=_PLACES.get(path) or _in_words(field.default),
        description=field.description or "",
        example=_in_toml(value),
        has_example=bool(field.examples),
    )


def _in_words(default: Any) -> str:
    if default is None:
        return "unset"
    return "[]" if default == () else str(default)


def _in_toml(value: Any) -> str:
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, tuple):
        return json.dumps(list(value), ensure_ascii=False)
    return json.dumps(str(value) if isinstance(value, Path) else value, ensure_ascii=False)
