"""A database of every earlier version, with rows in each table, comes through the migrations as it was."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, select

from storage import schema
from storage.database import Database
from storage.models import Base
from storage.upkeep import backup
from tests.storage.upkeep.filling import ROWS, Rows, fill, read, reflected

MIGRATIONS = Path(__file__).parents[3] / "storage" / "migrations"
EARLIER = sorted(
    script.revision
    for script in ScriptDirectory(str(MIGRATIONS)).walk_revisions()
    if script.revision != schema.newest()
)


def _path(row: dict[str, Any]) -> str:
    return "watched" if row["address"] == "overheard" else "asked"


REFILLED: dict[tuple[str, str], Callable[[dict[str, Any]], object]] = {("sightings", "path"): _path}
"""Columns that a migration fills from others, and with what."""


def bring_to(database: Database, revision: str) -> Rows:
    """Make the tables of an earlier version and fill them; gives what was put in."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with migrating(database) as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
        tables = reflected(connection)
        fill(connection, tables)
        return read(connection, tables)


@contextmanager
def migrating(database: Database) -> Iterator[Connection]:
    engine = database._migration_engine()
    try:
        with engine.begin() as connection:
            yield connection
    finally:
        engine.dispose()


@pytest.mark.parametrize("revision", EARLIER)
async def test_rows_of_every_earlier_version_are_still_right(empty_database_url: str, revision: str) -> None:
    database = Database(empty_database_url)
    before = await asyncio.to_thread(bring_to, database, revision)
    assert before
    assert all(len(rows) == ROWS for rows in before.values())
    async with database:
        assert database.revision() == schema.newest()
        with database.sync_engine.connect() as connection:
            after = read(connection, reflected(connection))
        for table, rows in before.items():
            assert len(after[table]) == len(rows), table
            for old, new in zip(rows, after[table], strict=True):
                kept = {name: value for name, value in new.items() if name in old}
                assert kept == old, table
        for (table, column), expected in REFILLED.items():
            for row in after[table]:
                if column not in before[table][0]:
                    assert row[column] == expected(row)
        await every_row_can_be_read_and_written(database)


async def every_row_can_be_read_and_written(database: Database) -> None:
    """The models of today take the rows, and the next rows get ids of their own."""
    for mapper in list(Base.registry.mappers):
        async with database.read() as session:
            rows = list(await session.scalars(select(mapper.class_)))
            assert len(rows) in {0, ROWS}, mapper.class_
    for table in Base.metadata.sorted_tables:
        column = table.autoincrement_column
        if column is None or column.foreign_keys:
            continue
        with database.sync_engine.connect() as connection:
            highest = connection.scalar(select(sa.func.max(column))) or 0
            if connection.dialect.name == "postgresql" and highest:
                upcoming = connection.scalar(
                    sa.text("SELECT nextval(pg_get_serial_sequence(:t, :c))"),
                    {"t": f'"{table.name}"', "c": column.name},
                )
                assert upcoming is None or upcoming > highest, table.name


@pytest.mark.parametrize("revision", EARLIER)
async def test_a_backup_of_every_earlier_version_can_be_restored(tmp_path: Path, revision: str) -> None:
    old = Database(f"sqlite:///{tmp_path / 'old.sqlite3'}")
    before = await asyncio.to_thread(bring_to, old, revision)
    file = tmp_path / "old.backup"
    assert (await backup.back_up(old, file)).revision == revision
    assert old.revision() == revision
    await old.close()
    async with Database(f"sqlite:///{tmp_path / 'new.sqlite3'}") as new:
        restored = await backup.restore(file, new)
        assert restored.revision == schema.newest()
        assert {name: restored.rows[name] for name in before} == dict.fromkeys(before, ROWS)


def test_there_is_an_earlier_version_to_try() -> None:
    assert EARLIER[0] == "0001"
    assert len(EARLIER) >= 3
