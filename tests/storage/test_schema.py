"""Migrations: from nothing to the newest, by one process at a time, never on a newer database."""

import asyncio
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Table, create_engine, event, inspect, text
from sqlalchemy.exc import OperationalError

from storage import schema
from storage.database import Database
from storage.errors import DatabaseUnreachable, NewerSchema
from storage.models import Base
from tests.storage.samples import add_claim

ROOT = Path(__file__).parents[2]
MIGRATE = """
import asyncio, sys
from storage.database import Database
async def main():
    print("ready", flush=True)
    sys.stdin.readline()
    async with Database(sys.argv[1]) as database:
        print(database.revision())
asyncio.run(main())
"""


def _tables(database: Database) -> set[str]:
    with database.sync_engine.connect() as connection:
        return set(inspect(connection).get_table_names())


def _set_revision(database: Database, revision: str) -> None:
    with database.sync_engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :revision"), {"revision": revision})


async def test_an_empty_database_gets_every_table(empty_database_url: str) -> None:
    database = Database(empty_database_url)
    assert database.revision() is None
    await database.migrate()
    assert database.revision() == schema.newest()
    assert _tables(database) == {*Base.metadata.tables, "alembic_version"}
    await database.migrate()
    assert database.revision() == schema.newest()
    await database.close()


async def test_models_and_migrations_describe_the_same_tables(empty_database_url: str) -> None:
    async with Database(empty_database_url) as database:
        with database.sync_engine.connect() as connection:
            options = {"compare_type": True, "compare_server_default": True}
            context = MigrationContext.configure(connection, opts=options)
            assert compare_metadata(context, Base.metadata) == []


async def test_a_newer_database_is_refused_and_left_byte_for_byte(sqlite_url: str, now: datetime) -> None:
    async with Database(sqlite_url) as database:
        async with database.write() as session:
            await add_claim(session, now)
        _set_revision(database, "9999")
        file = Path(database.url.database or "")
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA journal_mode=DELETE")  # as another version may have chosen
    before = file.read_bytes()
    refused = Database(sqlite_url)
    with pytest.raises(NewerSchema, match=r"9999.*nothing was changed"):
        await refused.migrate()
    await refused.close()
    assert file.read_bytes() == before


async def test_a_newer_database_in_use_is_refused_with_its_log_unread(sqlite_url: str) -> None:
    async with Database(sqlite_url) as database:
        _set_revision(database, "9999")
        file = Path(database.url.database or "")
        before = file.read_bytes()
        with pytest.raises(NewerSchema):
            await Database(sqlite_url).migrate()
        assert file.read_bytes() == before


async def test_a_newer_postgresql_database_is_refused(postgresql_url: str, now: datetime) -> None:
    async with Database(postgresql_url) as database:
        async with database.write() as session:
            await add_claim(session, now)
        tables = _tables(database)
        _set_revision(database, "9999")
        with pytest.raises(NewerSchema):
            await Database(postgresql_url).migrate()
        assert (database.revision(), _tables(database)) == ("9999", tables)
        _set_revision(database, schema.newest() or "")


def test_two_processes_may_migrate_at_once(empty_database_url: str) -> None:
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", MIGRATE, empty_database_url],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(3)
    ]
    for process in processes:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    outcomes = [process.communicate(timeout=60) for process in processes]
    assert outcomes == [(f"{schema.newest()}\n", "")] * 3


async def test_databases_of_one_process_may_migrate_at_once(tmp_path: Path) -> None:
    databases = [Database(f"sqlite:///{tmp_path / str(number % 2)}.sqlite3") for number in range(4)]
    await asyncio.gather(*(database.migrate() for database in databases))
    assert [database.revision() for database in databases] == [schema.newest()] * 4
    for database in databases:
        await database.close()


async def test_an_up_to_date_database_opens_while_another_process_writes(sqlite_url: str) -> None:
    with closing(sqlite3.connect(sqlite_url.removeprefix("sqlite:///"), isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        async with asyncio.timeout(5):
            async with Database(sqlite_url) as database:
                assert database.revision() == schema.newest()


@pytest.fixture
def failing_at_the_last_table() -> Iterator[None]:
    """No table of this name can be created; heard at the class, as a migration makes its tables again."""

    def refuse(target: Table, _connection: object, **_: object) -> None:
        if target.name == "review_items":
            raise OperationalError("CREATE TABLE", None, sqlite3.OperationalError("disk full"))

    event.listen(Table, "before_create", refuse)
    yield
    event.remove(Table, "before_create", refuse)


async def test_a_migration_that_fails_leaves_nothing_behind(
    empty_database_url: str, failing_at_the_last_table: None
) -> None:
    database = Database(empty_database_url)
    with pytest.raises(DatabaseUnreachable, match="disk full"):
        await database.migrate()
    assert database.revision() is None
    assert _tables(database) == set()
    await database.close()


def test_rows_that_refer_to_nothing_stop_a_migration(tmp_path: Path) -> None:
    """A file of before the first revision, whose tables stand in nobody's way but whose rows are orphans."""
    file = tmp_path / "orphans.sqlite3"
    with closing(sqlite3.connect(file)) as connection:
        connection.executescript(
            "CREATE TABLE parent (id INTEGER PRIMARY KEY);"
            "CREATE TABLE child (id INTEGER PRIMARY KEY, parent_id INTEGER REFERENCES parent (id));"
            "INSERT INTO child VALUES (1, 404);"
        )
    database = Database(f"sqlite:///{file}")
    with pytest.raises(DatabaseUnreachable, match="1 rows that refer to nothing"):
        asyncio.run(database.migrate())
    assert database.revision() is None


def test_the_migrations_can_be_taken_back(tmp_path: Path) -> None:
    engine = create_engine(f"sqlite:///{tmp_path / 'down.sqlite3'}")
    config = Config()
    config.set_main_option("script_location", str(ROOT / "storage" / "migrations"))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        command.downgrade(config, "base")
        assert inspect(connection).get_table_names() == ["alembic_version"]
        command.upgrade(config, "head")
        assert set(inspect(connection).get_table_names()) == {*Base.metadata.tables, "alembic_version"}
    engine.dispose()


def test_the_revisions_are_those_that_alembic_reads() -> None:
    scripts = ScriptDirectory(str(Path(schema.__file__).parent / "migrations"))
    assert schema.newest() == scripts.get_current_head()
    assert schema._revisions() == {one.revision: one.down_revision for one in scripts.walk_revisions()}
