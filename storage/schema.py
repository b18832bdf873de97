"""The schema's revisions: which one a database has, and bringing it up to this version's newest."""

import functools
import re
import sqlite3
import threading
from contextlib import closing
from pathlib import Path

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DatabaseError

from storage.errors import NewerSchema
from storage.models.chats import Chat
from storage.models.demand import Unanswered
from storage.models.sources import Source
from storage.models.spread import Coverage
from storage.models.web import WebLink
from storage.models.webhooks import WebhookAddress
from storage.models.x import XCharge

metadata = XCharge.metadata
"""Every table, those of conversations, of the spread, of the dashboard and of X too."""
_LOADED = (Chat, Coverage, Source, Unanswered, WebLink, WebhookAddress, XCharge)
"""Names them, so that anyone who imports this module has their tables."""

_MIGRATIONS = Path(__file__).parent / "migrations"
_MIGRATION_LOCK = 7_231_940_112
"""Number of the advisory lock that the migrating process holds on PostgreSQL."""
_STATED = re.compile(r'^(revision|down_revision)\b[^=\n]*= *(?:"(\w+)"|None)', re.MULTILINE)
_alembic = threading.Lock()
"""Alembic's `context` and `op` are global to the process: one migration at a time."""


def newest() -> str | None:
    """The newest revision that this version knows."""
    known = _revisions()
    followed = set(known.values())
    return next((revision for revision in known if revision not in followed), None)


def current(connection: Connection) -> str | None:
    """The database's revision, None where nothing was created yet."""
    from alembic.runtime.migration import MigrationContext  # noqa: PLC0415 - see `_revisions`

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
    if revision is not None and revision not in _revisions():
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
    from alembic import command  # noqa: PLC0415 - see `_revisions`
    from alembic.config import Config  # noqa: PLC0415

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
def _revisions() -> dict[str, str | None]:
    """Each revision that this version knows, and the one before it.

    Read from the first lines of the migrations. Alembic runs each of them instead, and takes a quarter
    of a second to import: every command would pay for that, and almost none has anything to migrate.
    """
    known: dict[str, str | None] = {}
    for file in _MIGRATIONS.glob("versions/*.py"):
        stated = dict(_STATED.findall(file.read_text("utf-8")))
        known[stated["revision"]] = stated["down_revision"] or None
    return known
