"""Where the value of each setting comes from, for people who look for the place to change it."""

import os
import tomllib
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Any

from bot.config import DEFAULT_FILE

_PREFIX = "CLAIMSPREAD_"


class Origin(StrEnum):
    """Where a value comes from."""

    ENVIRONMENT = "environment"
    FILE = "file"
    USUAL = "usual"
    """Nobody set it."""


def settings_file() -> Path:
    """The file of settings that is read, whether it is there or not."""
    return Path(os.environ.get("CLAIMSPREAD_CONFIG", DEFAULT_FILE))


def origin_of(variable: str, environment: Mapping[str, str], file: Mapping[str, Any]) -> Origin:
    """Where the setting of this variable (`CLAIMSPREAD_WEB__LISTEN`) gets its value from.

    Args:
        variable: its name as an environment variable.
        environment: as this process has it; names in any case.
        file: what `claimspread.toml` says.
    """
    names = {name.upper() for name in environment}
    path = variable.removeprefix(_PREFIX).split("__")
    if any(_PREFIX + "__".join(path[:length]) in names for length in range(1, len(path) + 1)):
        return Origin.ENVIRONMENT
    table: Any = file
    for part in path:
        table = table.get(part.lower()) if isinstance(table, Mapping) else None
    return Origin.USUAL if table is None else Origin.FILE


def read_file() -> Mapping[str, Any]:
    """What the file of settings says; nothing where it is not there or cannot be read."""
    try:
        return tomllib.loads(settings_file().read_text("utf-8"))
    except (OSError, ValueError):
        return {}
