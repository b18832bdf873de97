"""The database itself: transactions, the write lock, what cannot be opened."""

import asyncio
import sqlite3
import time
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from storage import claims, cursors, decisions, inbox
from storage.database import Database
from storage.errors import DatabaseUnreachable, StorageError
from storage.models import Cursor
from tests.storage.samples import add_claim, arrival, sighting
from tests.support.postgres import Server

SECRET = "s3cret-w0rd"


async def test_a_block_that_raises_leaves_nothing(database: Database, now: datetime) -> None:
    with pytest.raises(RuntimeError, match="halfway"):
        async with database.write() as session:
            await inbox.accept(session, [arrival(1)], now)
            await cursors.move(session, "telegram", "1", now)
            await session.flush()
            raise RuntimeError("halfway")
    async with database.read() as session:
        assert (await inbox.backlog(session)).pending == 0
        assert await cursors.read(session, "telegram") is None


async def test_a_block_that_is_cancelled_leaves_nothing_and_holds_no_lock(
    database: Database, now: datetime
) -> None:
    begun = asyncio.Event()

    async def hang() -> None:
        async with database.write() as session:
            await inbox.accept(session, [arrival(1)], now)
            begun.set()
            await asyncio.sleep(60)

    task = asyncio.create_task(hang())
    await begun.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    async with asyncio.timeout(5), database.write() as session:
        assert await inbox.accept(session, [arrival(1)], now) == 1


async def test_writers_of_one_process_take_turns_in_the_order_of_asking(sqlite_url: str) -> None:
    done: list[int] = []

    async def write(number: int) -> None:
        async with database.write() as session:
            await session.execute(update(Cursor).values(value="1"))
            await asyncio.sleep(0.02)
        done.append(number)

    async with Database(sqlite_url) as database:
        await asyncio.gather(*(write(number) for number in range(20)))
    assert done == list(range(20))


async def test_nothing_written_in_a_reading_session_is_kept(database: Database, now: datetime) -> None:
    async with database.read() as session:
        await inbox.accept(session, [arrival(1)], now)
    async with database.read() as session:
        assert (await inbox.backlog(session)).pending == 0


async def test_rows_read_in_a_block_stay_readable_after_it(database: Database, now: datetime) -> None:
    async with database.write() as session:
        claim = await add_claim(session, now)
    assert (claim.id, claim.fact_checks[0].url) == (1, "https://example.org/check")


async def test_writers_at_once_lose_nothing_and_none_is_told_to_go_away(
    database: Database, now: datetime
) -> None:
    """Each reads a number and writes it back plus one, as a deferred SQLite transaction could not."""
    async with database.write() as session:
        await cursors.move(session, "count", "0", now)

    async def count_up() -> None:
        async with database.write() as session:
            row = await session.get_one(Cursor, "count", with_for_update=True)
            await asyncio.sleep(0.001)
            row.value = str(int(row.value) + 1)

    async with asyncio.timeout(60):
        await asyncio.gather(*(count_up() for _ in range(40)))
    async with database.read() as session:
        assert await cursors.read(session, "count") == "40"


async def test_a_writer_of_sqlite_holds_the_lock_from_its_start(sqlite_url: str) -> None:
    async with Database(sqlite_url) as database, database.write() as session:
        await cursors.read(session, "nothing is written yet")
        other = sqlite3.connect(database.url.database or "", timeout=0, isolation_level=None)
        with pytest.raises(sqlite3.OperationalError, match="database is locked"):
            other.execute("BEGIN IMMEDIATE")
        other.close()


async def test_readers_of_sqlite_are_not_held_up_by_a_writer(sqlite_url: str, now: datetime) -> None:
    async with Database(sqlite_url) as database, database.write() as session:
        await cursors.move(session, "a", "1", now)
        await session.flush()
        async with asyncio.timeout(5), database.read() as reader:
            assert await cursors.read(reader, "a") is None


@pytest.mark.parametrize(
    "pragma", [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1), ("secure_delete", 1)]
)
async def test_every_connection_of_sqlite_is_tuned(sqlite_url: str, pragma: tuple[str, str | int]) -> None:
    name, value = pragma
    async with Database(sqlite_url) as database:
        async with database.engine.connect() as connection:
            assert (await connection.exec_driver_sql(f"PRAGMA {name}")).scalar() == value
        with database.sync_engine.connect() as blocking:
            assert blocking.exec_driver_sql(f"PRAGMA {name}").scalar() == value


async def test_a_row_that_refers_to_nothing_is_refused(database: Database, now: datetime) -> None:
    with pytest.raises(IntegrityError):
        async with database.write() as session:
            await decisions.add_sighting(session, sighting(404, now))


async def test_a_folder_that_is_not_there_is_made(tmp_path: Path) -> None:
    file = tmp_path / "a" / "b c" / "d é.sqlite3"
    async with Database(f"sqlite:///{file}") as database:
        assert database.revision() is not None
    assert file.exists()


@pytest.mark.parametrize(
    "url",
    [
        "sqlite://",
        "sqlite:///",
        "sqlite:///:memory:",
        "sqlite+aiosqlite:///:memory:",
        "sqlite:///file::memory:?uri=true",
        "sqlite:///file:a?mode=memory&cache=shared&uri=true",
    ],
)
def test_a_database_in_memory_is_refused(url: str) -> None:
    with pytest.raises(StorageError, match="in-memory"):
        Database(url)


@pytest.mark.parametrize(
    ("url", "message"),
    [
        (f"mysql://me:{SECRET}@localhost/claims", "mysql is not supported; use sqlite or postgresql"),
        (f"mongodb://me:{SECRET}@localhost/claims", "mongodb is not supported"),
        (f"postgresql:/me:{SECRET}@localhost/claims", "cannot be read"),
        (f"postgresql://me:12/{SECRET}@localhost/claims", None),
        (f"postgresql://me:{SECRET}@localhost:port/claims", "cannot be read"),
        (SECRET, "cannot be read"),
        ("", "cannot be read"),
    ],
)
async def test_a_url_that_cannot_be_used_is_one_line_without_its_password(
    url: str, message: str | None
) -> None:
    with pytest.raises(StorageError, match=message) as refusal:
        await Database(url).migrate()
    assert SECRET not in str(refusal.value)
    assert "\n" not in str(refusal.value)


async def test_a_server_that_does_not_answer_is_one_line_without_its_password() -> None:
    database = Database(f"postgresql://me:{SECRET}@localhost:1/claims?sslpassword={SECRET}")
    started = time.monotonic()
    with pytest.raises(DatabaseUnreachable) as refusal:
        await database.migrate()
    await database.close()
    message = str(refusal.value)
    assert message.startswith("cannot use the database postgresql://me:***@localhost:1/claims: ")
    assert "refused" in message
    assert SECRET not in message
    assert "\n" not in message
    assert time.monotonic() - started < 10


async def test_a_database_that_does_not_exist_on_the_server_is_named(postgres: Server) -> None:
    database = Database(postgres.url("nowhere"))
    with pytest.raises(DatabaseUnreachable, match='database "nowhere" does not exist'):
        await database.migrate()
    with pytest.raises(DatabaseUnreachable, match="nowhere"):
        database.revision()
    await database.close()


async def test_a_file_that_is_no_database_is_left_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "holiday.jpg"
    file.write_bytes(b"\xff\xd8\xff\xe0" * 1000)
    with pytest.raises(DatabaseUnreachable, match=r"holiday\.jpg: file is not a database"):
        await Database(f"sqlite:///{file}").migrate()
    assert file.read_bytes() == b"\xff\xd8\xff\xe0" * 1000
    assert list(tmp_path.iterdir()) == [file]


def test_a_folder_in_the_place_of_the_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(DatabaseUnreachable, match="is a folder"):
        Database(f"sqlite:///{tmp_path}")


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(DatabaseUnreachable, match="cannot make the folder"):
        Database(f"sqlite:///{tmp_path}/file/claims.sqlite3")


async def test_a_server_that_comes_back_is_used_again(postgresql_url: str, now: datetime) -> None:
    """The server drops every connection, as it does when it restarts."""
    async with Database(postgresql_url) as database, Database(postgresql_url) as other:
        async with database.read() as session:
            assert await claims.count(session) == 0
        async with other.write() as session:
            await session.connection(execution_options={"isolation_level": "AUTOCOMMIT"})
            await session.execute(update(Cursor).values(moved_at=now))
            dropped = await (await session.connection()).exec_driver_sql(
                "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
            assert dropped.scalar_one() >= 1
        async with database.read() as session:
            assert await claims.count(session) == 0
