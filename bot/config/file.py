"""Writes `claimspread.toml`: only what was decided, with a comment for each; what else stands there stays."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import tomlkit
from pydantic import BaseModel
from tomlkit.exceptions import ParseError

from bot.config import Settings
from bot.errors import ConfigurationError
from matchers.files import replace_file

_HEADING = (
    "Settings of Claimspread; `claimspread init` wrote this file and changes it. Environment variables win.",
    "It holds secrets: keep it readable by its owner alone.",
)


def write_settings(file: Path, values: Mapping[str, Any]) -> None:
    """Set values, by names such as `telegram.token`; only the file's owner can read it.

    It is replaced in one step: a crash leaves the old file or the new one.

    Raises:
        ConfigurationError: the file cannot be read or written.
    """
    document = _read(file)
    for name, value in values.items():
        _set(document, name, value)
    _replace(file, tomlkit.dumps(document))


def _read(file: Path) -> tomlkit.TOMLDocument:
    try:
        return tomlkit.parse(file.read_text("utf-8"))
    except FileNotFoundError:
        document = tomlkit.document()
        for line in _HEADING:
            document.add(tomlkit.comment(line))
        document.add(tomlkit.nl())
        return document
    except (OSError, ParseError, UnicodeDecodeError) as error:
        raise ConfigurationError(f"cannot read {file}: {error}") from None


def _set(document: tomlkit.TOMLDocument, name: str, value: Any) -> None:
    table: Any = document
    *path, last = name.split(".")
    for part in path:
        if part not in table:
            table.add(part, tomlkit.table())
        table = table[part]
    if last not in table:
        table.add(tomlkit.comment(_description(name)))
    table[last] = value


def _description(name: str) -> str:
    model: type[BaseModel] = Settings
    *path, last = name.split(".")
    for part in path:
        inner = model.model_fields[part].annotation
        assert isinstance(inner, type)  # noqa: S101 - the nested settings are models
        model = inner
    return model.model_fields[last].description or last


def _replace(file: Path, text: str) -> None:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        replace_file(file, text.encode(), private=True)
    except OSError as error:
        raise ConfigurationError(f"cannot write {file}: {error.strerror}") from error
