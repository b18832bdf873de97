"""Column types that mean the same on SQLite and PostgreSQL: times, text and JSON from outside."""

import math
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON, DateTime, Dialect, String, Text, TypeDecorator
from sqlalchemy.sql.operators import OperatorType
from sqlalchemy.types import TypeEngine

from storage.errors import UnfitValue
from storage.text import clean


class UtcDateTime(TypeDecorator[datetime]):
    """An aware datetime, kept as UTC also where the database has no time zones (SQLite).

    Raises:
        UnfitValue: a time without zone is given.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse naive times, store UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise UnfitValue(f"times must be aware, this one has no zone: {value.isoformat()}")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Read back as aware UTC, whatever the server's own zone."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Prose(TypeDecorator[str]):
    """Text of any length from anywhere; characters that no database takes are replaced (`text.clean`)."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Clean on the way in."""
        return None if value is None else clean(value)


class Name(TypeDecorator[str]):
    """A key or code of a limited length; SQLite, which would take any, refuses longer ones too.

    Raises:
        UnfitValue: the value is longer than the column.
    """

    impl = String
    cache_ok = True

    def __init__(self, length: int) -> None:
        super().__init__(length)
        self.length = length

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Clean on the way in, refuse what is too long."""
        if value is None:
            return None
        if len(value) > self.length:
            raise UnfitValue(f"{value[:40]!r}… has {len(value)} characters, at most {self.length} are kept")
        return clean(value)


class AccountRef(Name):
    """An account as `platform:id`: `/forgetme` replaces it wherever it stands."""

    cache_ok = True

    def __init__(self) -> None:
        super().__init__(140)


class Json(TypeDecorator[Any]):
    """JSON; its strings are cleaned, and numbers that JSON lacks (NaN, infinities) become null."""

    impl = JSON(none_as_null=True)
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        """Clean on the way in."""
        return _storable(value)

    def coerce_compared_value(self, op: OperatorType | None, value: Any) -> TypeEngine[Any]:
        """Let `column["key"]` be compared as JSON does, not as a whole document."""
        return self.impl_instance.coerce_compared_value(op, value)


def _storable(value: Any) -> Any:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, dict):
        return {_storable(key): _storable(entry) for key, entry in value.items()}
    if isinstance(value, list | tuple):
        return [_storable(entry) for entry in value]
    return value
