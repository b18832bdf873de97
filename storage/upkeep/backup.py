"""Backups: one SQLite file, whatever the database is, made in use and put back in one transaction.

A backup of SQLite is made by `VACUUM INTO`, one of PostgreSQL by copying every table in one read-only
transaction; both show one moment. Either is put back into either kind of database, so that a backup also
moves an installation from the one to the other. A backup holds personal data, as the database does.
"""

import asyncio
import os
import sqlite3
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Table, delete, func, insert, select, text
from sqlalchemy.exc import DBAPIError

from storage import schema
from storage.database import Database
from storage.errors import BackupUnusable, NotEmpty, StorageError

_BATCH = 1_000
_PRIVATE = 0o600
_NOT_CONTENT = frozenset({"cursors"})
"""Tables whose rows do not make a database one that is in use: a bot that only connected leaves them."""


@dataclass(frozen=True)
class Backup:
    """What a file holds: the schema's revision, and the number of rows by table."""

    revision: str
    rows: Mapping[str, int]

    @property
    def total(self) -> int:
        """Rows in all."""
        return sum(self.rows.values())


async def back_up(database: Database, file: Path, *, overwrite: bool = False) -> Backup:
    """Write a backup that shows one moment of a database in use, and read it back.

    Args:
        database: which.
        file: to be written; it appears when it is whole, readable by its owner only.
        overwrite: replace a file that is there.

    Raises:
        BackupUnusable: it cannot be written, or what was written is not sound.
        StorageError: the database's schema is not this version's (PostgreSQL).
    """
    return await asyncio.to_thread(_back_up, database, file, overwrite)


def _back_up(database: Database, file: Path, overwrite: bool) -> Backup:
    if file.exists() and not overwrite:
        raise BackupUnusable(f"{file} is there already; name another file, or pass --overwrite")
    try:
        with _beside(file) as new:
            if database.is_sqlite:
                _copy_sqlite(database, new)
            else:
                _copy_server(database, new)
            found = inspect(new)
            _settle_on_disk(new)
            new.replace(file)
            _settle_on_disk(file.parent)
    except OSError as error:
        raise BackupUnusable(f"cannot write {file}: {error.strerror or error}") from error
    except sqlite3.Error as error:
        raise BackupUnusable(f"cannot write {file}: {error}") from error
    return found


def inspect(file: Path) -> Backup:
    """Read a backup through: that it is whole, and what it holds. Nothing is written.

    Raises:
        BackupUnusable: it is no backup, damaged, or of a newer version.
    """
    if not file.is_file():
        raise BackupUnusable(f"{file} is not there")
    try:
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            faults = [row[0] for row in connection.execute("PRAGMA integrity_check(3)")]
            if faults != ["ok"]:
                raise BackupUnusable(f"{file} is damaged: {'; '.join(faults)}")
            if connection.execute("PRAGMA foreign_key_check").fetchone() is not None:
                raise BackupUnusable(f"{file} holds rows that refer to nothing")
            names = [
                row[0]
                for row in connection.execute(
                    "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
                )
            ]
            if "alembic_version" not in names:
                raise BackupUnusable(f"{file} is no backup of Claimspread")
            (revision,) = connection.execute("SELECT version_num FROM alembic_version").fetchone()
            rows = {
                name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]  # noqa: S608
                for name in sorted(names)
                if name != "alembic_version"
            }
    except sqlite3.Error as error:
        raise BackupUnusable(f"{file} cannot be read: {error}") from error
    schema.refuse_newer(revision)
    return Backup(revision, rows)


async def restore(file: Path, database: Database, *, replace: bool = False) -> Backup:
    """Put a backup back, in one transaction: whatever dies meanwhile leaves the database as it was.

    A backup of an earlier version is brought up to date on the way; the file itself is only read.

    Args:
        file: the backup.
        database: where to; it is created where it is not there.
        replace: delete what the database holds; without it, one that holds anything is left as it is.

    Raises:
        BackupUnusable: the file is no backup, damaged, or of a newer version.
        NotEmpty: the database holds something.
    """
    inspect(file)
    await database.migrate()
    with tempfile.TemporaryDirectory(prefix="claimspread-") as folder:
        copy = Path(folder) / "backup.sqlite3"
        await asyncio.to_thread(_copy_file, file, copy)
        async with Database(f"sqlite:///{copy}") as source:
            await asyncio.to_thread(_put_back, source.sync_engine, database, replace)
    await database.purge_log()
    return await asyncio.to_thread(_count, database)


def _put_back(source: Engine, database: Database, replace: bool) -> None:
    tables = schema.metadata.sorted_tables
    writer = database.sync_engine.execution_options(claimspread_writes=True)
    try:
        with source.connect() as reading, writer.begin() as writing:
            if not database.is_sqlite:
                writing.execute(text("SET LOCAL lock_timeout = '10s'"))
                names = ", ".join(f'"{table.name}"' for table in tables)
                writing.execute(text(f"LOCK TABLE {names} IN ACCESS EXCLUSIVE MODE"))
            held = [table.name for table in tables if _holds_anything(writing, table)]
            if held and not replace:
                raise NotEmpty(
                    f"the database {database.address} is in use ({', '.join(held)}); "
                    "restore into a new one, or pass --replace"
                )
            for table in reversed(tables):
                writing.execute(delete(table))
            for table in tables:
                _copy_table(reading, writing, table)
                _go_on_counting(writing, table)
    except DBAPIError as error:
        raise StorageError(f"nothing was restored: {str(error.orig).splitlines()[0]}") from error


def _copy_sqlite(database: Database, new: Path) -> None:
    with closing(sqlite3.connect(database.url.database or "", timeout=30)) as connection:
        connection.execute("VACUUM INTO ?", (str(new),))


def _copy_server(database: Database, new: Path) -> None:
    if database.revision() != schema.newest():
        raise StorageError(
            "the database has another schema than this version: `claimspread db upgrade` first, "
            "or make the backup with the version that wrote it"
        )
    copy = Database(f"sqlite:///{new}")
    try:
        asyncio.run(copy.migrate())
        snapshot = database.sync_engine.execution_options(isolation_level="REPEATABLE READ")
        writer = copy.sync_engine.execution_options(claimspread_writes=True)
        with snapshot.connect() as reading, writer.begin() as writing:
            reading.execute(text("SET TRANSACTION READ ONLY"))
            for table in schema.metadata.sorted_tables:
                _copy_table(reading, writing, table)
    finally:
        asyncio.run(copy.close())
    with closing(sqlite3.connect(new)) as connection:
        connection.execute("PRAGMA journal_mode=DELETE")


def _copy_table(reading: Connection, writing: Connection, table: Table) -> None:
    """Copy all rows of a table, a batch at a time, in the order of their ids."""
    stream = reading.execution_options(yield_per=_BATCH).execute(
        select(table).order_by(*table.primary_key.columns)
    )
    for part in stream.mappings().partitions(_BATCH):
        rows: list[dict[str, Any]] = [dict(row) for row in part]
        writing.execute(insert(table), rows)


def _go_on_counting(connection: Connection, table: Table) -> None:
    """On PostgreSQL: let the next row's id come after those that were copied."""
    column = table.autoincrement_column
    if connection.dialect.name != "postgresql" or column is None:
        return
    connection.execute(
        text("SELECT setval(pg_get_serial_sequence(:table, :column), :last)").bindparams(
            table=f'"{table.name}"',
            column=column.name,
            last=max(connection.scalar(select(func.max(column))) or 0, 1),
        )
        if connection.scalar(select(func.count()).select_from(table))
        else text("SELECT 1")
    )


def _holds_anything(connection: Connection, table: Table) -> bool:
    if table.name in _NOT_CONTENT:
        return False
    return connection.execute(select(text("1")).select_from(table).limit(1)).first() is not None


def _count(database: Database) -> Backup:
    with database.sync_engine.connect() as connection:
        rows = {
            table.name: connection.scalar(select(func.count()).select_from(table)) or 0
            for table in sorted(schema.metadata.sorted_tables, key=lambda table: table.name)
        }
        return Backup(schema.current(connection) or "", rows)


def _copy_file(file: Path, copy: Path) -> None:
    """A copy by SQLite's own means: it brings along what still stands in the file's log."""
    with (
        closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as source,
        closing(sqlite3.connect(copy)) as target,
    ):
        source.backup(target)


@contextmanager
def _beside(file: Path) -> Iterator[Path]:
    """A name for a file that is not whole yet, in a folder only its owner may enter; gone at the end."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=file.parent, prefix=f".{file.name}.") as folder:
        new = Path(folder) / "new.sqlite3"
        yield new


def _settle_on_disk(path: Path) -> None:
    """Have a file, or a folder's list of files, survive a power cut from now on."""
    if path.is_file():
        path.chmod(_PRIVATE)
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
