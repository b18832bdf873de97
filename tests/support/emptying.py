"""Makes a used PostgreSQL database like new, in a tenth of the time that creating one takes."""

import psycopg
from psycopg import sql

from storage import schema
from storage.models import Base

_END_OTHERS = """
    SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()
"""
_TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
_COUNT_FROM_ONE = "SELECT setval(seqrelid::regclass, 1, false) FROM pg_sequence"


def emptied(url: str) -> bool:
    """Delete every row, count ids from 1 again, and end whatever an earlier test left connected.

    Returns:
        False, with nothing changed, where the tables are not those of this version's newest revision.
    """
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(_END_OTHERS)
        tables = {row[0] for row in connection.execute(_TABLES)}
        if tables != {*Base.metadata.tables, "alembic_version"}:
            return False
        if connection.execute("SELECT version_num FROM alembic_version").fetchall() != [(schema.newest(),)]:
            return False
        with connection.transaction():
            for table in reversed(Base.metadata.sorted_tables):
                connection.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(table.name)))
            connection.execute(_COUNT_FROM_ONE)
    return True
