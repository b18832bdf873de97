"""One database by URL: SQLite in a file (WAL) or PostgreSQL; created and migrated on first use."""

import asyncio
import contextlib
import os
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sqlalchemy import Connection, Engine, NullPool, create_engine, event, make_url
from sqlalchemy.engine import URL
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine

from storage import schema
from storage.errors import DatabaseUnreachable, StorageError

_BUSY_SECONDS = 30
_CONNECT_SECONDS = 10
_PURGE_SECONDS = 1
"""Writers wait while the log is emptied, so it is not insisted on for long."""
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
            self._options: dict[str, Any] = {"connect_args": {"timeout": _BUSY_SECONDS}}
        else:
            self._options = {"pool_pre_ping": True, "connect_args": {"connect_timeout": _CONNECT_SECONDS}}
        self._options["hide_parameters"] = True  # an error names the statement, never what people wrote
        self.engine = create_async_engine(self.url, **self._options)
        self.sync_engine: Engine = create_engine(_sync_url(self.url), **self._options)
        if self.is_sqlite:
            for engine in (self.engine.sync_engine, self.sync_engine):
                event.listen(engine, "connect", _tune_sqlite)
                event.listen(engine, "begin", _begin)
        self._turn = asyncio.Lock() if self.is_sqlite else contextlib.nullcontext()
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
        """A session whose changes are committed together at the end of the block.

        On SQLite, where one writes at a time, those of this process take turns in the order of asking: SQLite
        itself has them try again at odds, and who has no luck for 30 s fails.
        """
        async with self._turn, self._write_sessions() as session, session.begin():
            yield session

    async def migrate(self) -> None:
        """Create the tables or bring them up to date; only one process at a time does so.

        Raises:
            NewerSchema: the database knows migrations that this version does not; it is left as it is.
            DatabaseUnreachable: it cannot be opened.
        """
        await asyncio.to_thread(self._migrate)

    def _migrate(self) -> None:
        try:
            found = self._revision()
            schema.refuse_newer(found)
            if found == schema.newest():
                return
            if self.is_sqlite:
                _make_private(Path(self.url.database or ""))
            engine = self._migration_engine()
            try:
                schema.upgrade(engine)
            finally:
                engine.dispose()
        except (DBAPIError, sqlite3.Error, OSError) as error:
            raise self.unreachable(error) from error

    def revision(self) -> str | None:
        """The schema's revision in the database, None where nothing was created yet (blocking).

        Raises:
            DatabaseUnreachable: it cannot be opened.
        """
        try:
            return self._revision()
        except (DBAPIError, sqlite3.Error, OSError) as error:
            raise self.unreachable(error) from error

    def _revision(self) -> str | None:
        if self.is_sqlite:
            return schema.peek(Path(self.url.database or ""))
        with self.sync_engine.connect() as connection:
            return schema.current(connection)

    def _migration_engine(self) -> Engine:
        """An engine for one migration: on SQLite without foreign keys, the write lock taken at once."""
        if not self.is_sqlite:
            return create_engine(self.url, poolclass=NullPool, **self._options)
        engine = create_engine(_sync_url(self.url), poolclass=NullPool, **self._options)
        event.listen(engine, "connect", _tune_sqlite)
        event.listen(engine, "connect", _ignore_foreign_keys)
        event.listen(engine, "begin", _begin)
        return engine.execution_options(claimspread_writes=True)

    async def purge_log(self) -> bool:
        """Write SQLite's log back into the file and empty it, so that nothing deleted is left in it.

        Deleted content itself is overwritten with zeros (`secure_delete`). On PostgreSQL nothing is done:
        what was deleted goes with the server's own vacuum and the recycling of its log.

        Returns:
            False when somebody was still reading the log: ask again later.
        """
        return not self.is_sqlite or await asyncio.to_thread(self._empty_log)

    def _empty_log(self) -> bool:
        with closing(sqlite3.connect(self.url.database or "", timeout=_PURGE_SECONDS)) as connection:
            busy, _, _ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        return bool(busy == 0)

    def unreachable(self, error: BaseException) -> DatabaseUnreachable:
        """One clear line about a database that cannot be opened, without its password."""
        causes = [line.strip() for line in str(getattr(error, "orig", None) or error).splitlines()]
        cause = "; ".join(line for line in causes if line) or type(error).__name__
        return DatabaseUnreachable(f"cannot use the database {self.address}: {cause}")

    @property
    def address(self) -> str:
        """The URL for people to read: neither the password nor options, which may hold secrets too."""
        plain = self.url.set(drivername=self.url.get_backend_name(), query={})
        return plain.render_as_string(hide_password=True)

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
    except (ArgumentError, ValueError):
        # The URL itself is not repeated: what cannot be parsed may still hold a password.
        raise StorageError(
            "the database URL cannot be read; write sqlite:///FILE or postgresql://USER:PASSWORD@HOST/NAME, "
            "with / : @ and % in a password as %2F %3A %40 %25"
        ) from None
    driver = _DRIVERS.get(parsed.get_backend_name())
    if driver is None:
        raise StorageError(f"{parsed.get_backend_name()} is not supported; use sqlite or postgresql")
    return parsed.set(drivername=driver)


def _sync_url(url: URL) -> URL:
    return url.set(drivername="sqlite") if url.get_backend_name() == "sqlite" else url


def _make_folder(url: URL) -> None:
    if not url.database or ":memory:" in url.database or url.query.get("mode") == "memory":
        raise StorageError("an in-memory database would lose everything; name a file: sqlite:///FILE")
    if Path(url.database).is_dir():
        raise DatabaseUnreachable(f"{url.database} is a folder; name a file in it: sqlite:///FILE")
    try:
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DatabaseUnreachable(f"cannot make the folder of {url.database}: {error.strerror}") from error


def _make_private(file: Path) -> None:
    """Make a file that is not there yet for its owner alone: SQLite would let everybody read it.

    Its log, and whatever else SQLite puts beside it, gets the same permissions.
    """
    with contextlib.suppress(OSError):  # it is there, or cannot be made: opening it says why
        os.close(os.open(file, os.O_CREAT | os.O_EXCL, 0o600))


def _tune_sqlite(connection: Any, _record: object) -> None:
    """Leave transactions to `_begin` and set the pragmas that a bot wants."""
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (
        f"busy_timeout={_BUSY_SECONDS * 1000}",
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "secure_delete=ON",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _ignore_foreign_keys(connection: Any, _record: object) -> None:
    connection.execute("PRAGMA foreign_keys=OFF").close()


def _begin(connection: Connection) -> None:
    """Take the write lock at once where the session was opened for writing."""
    writes = connection.get_execution_options().get("claimspread_writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
