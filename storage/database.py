"""One database by URL: SQLite in a file (WAL) or PostgreSQL; created and migrated on first use."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine

from storage.errors import DatabaseUnreachable, NewerSchema, StorageError

_MIGRATIONS = Path(__file__).parent / "migrations"
_MIGRATION_LOCK = 7_231_940_112
_BUSY_SECONDS = 30
_DRIVERS = {
    "sqlite": "sqlite+aiosqlite",
    "postgresql": "postgresql+psycopg",
    "postgres": "postgresql+psycopg",
}


class Database:
    """Sessions on one database.

    `read()` and `write()` give sessions; `write()` commits at the end of its block and rolls back when
    the block raises. On SQLite a writing transaction takes the write lock at its start, so that it never
    fails halfway because another one wrote in between.

    Raises:
        StorageError: the URL is not one of SQLite or PostgreSQL.
    """

    def __init__(self, url: str) -> None:
        self.url = _with_driver(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        if self.is_sqlite:
            _make_folder(self.url)
            options: dict[str, Any] = {"connect_args": {"timeout": _BUSY_SECONDS}}
        else:
            options = {"pool_pre_ping": True}
        self.engine = create_async_engine(self.url, **options)
        self.sync_engine: Engine = create_engine(_sync_url(self.url), **options)
        if self.is_sqlite:
            for engine in (self.engine.sync_engine, self.sync_engine):
                event.listen(engine, "connect", _tune_sqlite)
                event.listen(engine, "begin", _begin)
        self._sessions = async_sessionmaker(self.engine, expire_on_commit=False)
        self._writers = self.engine.execution_options(claimspread_writes=True)
        self._write_sessions = async_sessionmaker(self._writers, expire_on_commit=False)

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncSession]:
        """A session for reading; nothing is committed."""
        async with self._sessions() as session:
            yield session

    @asynccontextmanager
    async def write(self) -> AsyncIterator[AsyncSession]:
        """A session whose changes are committed together at the end of the block."""
        async with self._write_sessions() as session, session.begin():
            yield session

    async def migrate(self) -> None:
        """Create the tables or bring them up to date; only one process at a time does so.

        Raises:
            NewerSchema: the database knows migrations that this version does not; it is left as it is.
            DatabaseUnreachable: it cannot be opened.
        """
        await asyncio.to_thread(self._migrate)

    def _migrate(self) -> None:
        config = Config()
        config.set_main_option("script_location", str(_MIGRATIONS))
        try:
            with self.sync_engine.begin() as connection:
                known = {
                    revision.revision for revision in ScriptDirectory.from_config(config).walk_revisions()
                }
                if not self.is_sqlite:
                    connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _MIGRATION_LOCK})
                current = MigrationContext.configure(connection).get_current_revision()
                if current is not None and current not in known:
                    raise NewerSchema(
                        f"the database has schema {current}, which this version does not know: "
                        "upgrade claimspread; nothing was changed"
                    )
                config.attributes["connection"] = connection
                command.upgrade(config, "head")
        except (DBAPIError, sqlite3.Error, OSError) as error:
            raise self.unreachable(error) from error

    def revision(self) -> str | None:
        """The schema's revision in the database, None where nothing was created yet (blocking)."""
        with self.sync_engine.connect() as connection:
            return MigrationContext.configure(connection).get_current_revision()

    def unreachable(self, error: BaseException) -> DatabaseUnreachable:
        """One clear line about a database that cannot be opened, without its password."""
        cause = str(getattr(error, "orig", None) or error).strip().splitlines()
        return DatabaseUnreachable(
            f"cannot use the database {self.url.render_as_string(hide_password=True)}: "
            f"{cause[0] if cause else type(error).__name__}"
        )

    async def close(self) -> None:
        """Close every connection."""
        await self.engine.dispose()
        self.sync_engine.dispose()

    async def __aenter__(self) -> Self:
        await self.migrate()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()


def _with_driver(url: str) -> URL:
    try:
        parsed = make_url(url)
    except ArgumentError:
        raise StorageError(
            f"{url!r} is not a database URL; write sqlite:///FILE or postgresql://USER:PASSWORD@HOST/NAME"
        ) from None
    driver = _DRIVERS.get(parsed.get_backend_name())
    if driver is None:
        raise StorageError(f"{parsed.get_backend_name()} is not supported; use sqlite or postgresql")
    return parsed.set(drivername=driver)


def _sync_url(url: URL) -> URL:
    return url.set(drivername="sqlite") if url.get_backend_name() == "sqlite" else url


def _make_folder(url: URL) -> None:
    if url.database and url.database != ":memory:":
        try:
            Path(url.database).parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise DatabaseUnreachable(
                f"cannot make the folder of {url.database}: {error.strerror}"
            ) from error
    else:
        raise StorageError("an in-memory database would lose everything; name a file: sqlite:///FILE")


def _tune_sqlite(connection: Any, _record: object) -> None:
    """Leave transactions to `_begin` and set the pragmas that a bot wants."""
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        f"busy_timeout={_BUSY_SECONDS * 1000}",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Connection) -> None:
    """Take the write lock at once where the session was opened for writing."""
    writes = connection.get_execution_options().get("claimspread_writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
