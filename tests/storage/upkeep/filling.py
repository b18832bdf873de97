"""Fills every table of a database with rows that can be told from each other, and reads them back."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection, MetaData, Table

ROWS = 3
_START = datetime(2026, 3, 1, 12, 30, 15, 123456, tzinfo=UTC)
_UNICODE = "Їжак 👋 \u202e 北 ’quoted’ "

Rows = dict[str, list[dict[str, Any]]]


def reflected(connection: Connection) -> MetaData:
    """The tables as they stand in the database, whatever the models say."""
    metadata = MetaData()
    metadata.reflect(connection)
    return metadata


def fill(connection: Connection, metadata: MetaData) -> None:
    """Put rows into every table; the n-th refers to the n-th of each table that it refers to."""
    for table in metadata.sorted_tables:
        if table.name == "alembic_version":
            continue
        for number in range(1, ROWS + 1):
            values = {column.name: _value(column, number) for column in table.columns}
            connection.execute(sa.insert(table), values)
        if connection.dialect.name == "postgresql":
            for column in table.primary_key.columns:
                if isinstance(column.type, sa.Integer) and not column.foreign_keys:
                    connection.execute(
                        sa.text("SELECT setval(pg_get_serial_sequence(:t, :c), :n)"),
                        {"t": f'"{table.name}"', "c": column.name, "n": ROWS},
                    )


def read(connection: Connection, metadata: MetaData) -> Rows:
    """Every row of every table but Alembic's own, each table in the order of its key."""
    return {
        table.name: [_plain(dict(row)) for row in connection.execute(_ordered(table)).mappings()]
        for table in metadata.sorted_tables
        if table.name != "alembic_version"
    }


def _ordered(table: Table) -> sa.Select[Any]:
    return sa.select(table).order_by(*table.primary_key.columns)


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    """The same values from every database: times in UTC, numbers as numbers, bytes as bytes."""
    plain: dict[str, Any] = {}
    for name, value in row.items():
        if isinstance(value, datetime):
            plain[name] = value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
        elif isinstance(value, memoryview):
            plain[name] = bytes(value)
        else:
            plain[name] = value
    return plain


def _value(column: sa.Column[Any], number: int) -> Any:  # noqa: PLR0911 - one a type
    kind = column.type.impl_instance if isinstance(column.type, sa.TypeDecorator) else column.type
    for key in column.foreign_keys:
        return _value(key.column, number)
    if isinstance(kind, sa.JSON):
        if column.name in {"matches", "ratings"}:
            return [{"claim_id": number, "words": _UNICODE}]
        return {"number": number, "words": _UNICODE}
    if isinstance(kind, sa.Boolean):
        return number % 2 == 0
    if isinstance(kind, sa.Integer):
        return number
    if isinstance(kind, sa.Float | sa.Numeric):
        return number / 8
    if isinstance(kind, sa.LargeBinary):
        return bytes([0, number, 255])
    if isinstance(kind, sa.DateTime):
        time = _START + timedelta(days=number)
        return time if kind.timezone else time.replace(tzinfo=None)
    if isinstance(kind, sa.Date):
        return date(2026, 3, number)
    assert isinstance(kind, sa.String), (column, kind)
    text = f"{number} {column.name} {_UNICODE}"
    return text if kind.length is None else text[: kind.length]
