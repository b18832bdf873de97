"""The schema's revisions: which one a database has, and bringing it up to this version's newest."""

import functools
import sqlite3
import threading
from contextlib import closing
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DatabaseError

from storage.errors import NewerSchema
from storage.models.chats import Chat
from storage.models.demand import Unanswered
from storage.models.sources import Source
from storage.models.spread import Coverage
from storage.models.web import WebLink
from storage.models.webhooks import Webhook
from storage.models.x import XCharge

metadata = XCharge.metadata
"""Every table, those of conversations, of the spread, of the dashboard and of X too."""
_LOADED = (Chat, Coverage, Source, Unanswered, WebLink, Webhook, XCharge)
"""Names them, so that anyone who imports this module has their tables."""

_MIGRATIONS = Path(__file__).parent / "migrations"
_MIGRATION_LOCK = 7_231_940_112
"""Number of the advisory lock that the migrating process holds on PostgreSQL."""
_alembic = threading.Lock()
"""Alembic's `context` and `op` are global to the process: one migration at a time."""


def newest() -> str | None:
    """The newest revision that this version knows."""
    return _scripts().get_current_head()


def current(connection: Connection) -> str | None:
    """The database's revision, None where nothing was created yet."""
    return MigrationContext.configure(connection).get_current_revision()


def peek(file: Path) -> str | None:
    """The revision in an SQLite file, without writing a byte to it; None where nothing was created yet.

    Raises:
        sqlite3.Error: it is no SQLite database, or cannot be opened.
    """
    if not file.exists():
        return None
    with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as connection:
        table = connection.execute("SELECT 1 FROM sqlite_schema WHERE name = 'alembic_version'")
        if table.fetchone() is None:
            return None
        row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        return None if row is None else str(row[0])


def refuse_newer(revision: str | None) -> None:
    """Let known revisions pass.

    Raises:
        NewerSchema: this version does not know the revision.
    """
    if revision is not None and revision not in {known.revision for known in _scripts().walk_revisions()}:
        raise NewerSchema(
            f"the database has schema {revision}, which this version does not know: "
            "upgrade claimspread; nothing was changed"
        )


def upgrade(engine: Engine) -> None:
    """Bring the schema up to date in one transaction; processes that do so at once wait for each other.

    Args:
        engine: On SQLite its transactions must begin with the write lock taken, and foreign keys must be
            off: a batch migration drops and recreates tables, which would delete what refers to them.

    Raises:
        NewerSchema: this version does not know the database's revision.
        DatabaseError: an SQLite migration left rows that refer to nothing; it is rolled back.
    """
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    with _alembic, engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _MIGRATION_LOCK})
        revision = current(connection)
        refuse_newer(revision)
        if revision == newest():
            return
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        if engine.dialect.name == "sqlite":
            _check_references(connection)


def _check_references(connection: Connection) -> None:
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
    if broken:
        fault = sqlite3.IntegrityError(f"migration left {len(broken)} rows that refer to nothing")
        raise DatabaseError("PRAGMA foreign_key_check", None, fault)


@functools.cache
def _scripts() -> ScriptDirectory:
    """The revisions of this version, read once: each of them is a program."""
    return ScriptDirectory(str(_MIGRATIONS))
