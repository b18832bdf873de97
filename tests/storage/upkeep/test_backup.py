"""A backup is made while the bot writes, holds everything, and is put back whole or not at all."""

import asyncio
import sqlite3
import stat
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy import func, select

from storage import accounts, claims, inbox, schema
from storage.database import Database
from storage.errors import BackupUnusable, NewerSchema, NotEmpty, StorageError
from storage.models import Claim
from storage.upkeep import backup
from tests.storage.samples import VOLUNTEERS, add_claim, arrival
from tests.storage.upkeep.filling import ROWS, Rows, fill, read


def content(database: Database) -> Rows:
    with database.sync_engine.connect() as connection:
        return read(connection, schema.metadata)


async def filled(database: Database) -> Rows:
    writer = database.sync_engine.execution_options(claimspread_writes=True)
    with writer.begin() as connection:
        fill(connection, schema.metadata)
    return content(database)


@pytest.fixture(params=["sqlite", "postgresql"])
def other_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A second database, of each kind, in which nothing was created yet."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'other.sqlite3'}"
    url: str = request.getfixturevalue("empty_postgresql_url")
    return url


async def test_everything_comes_back_in_either_kind_of_database(
    database: Database, other_url: str, tmp_path: Path, now: datetime
) -> None:
    before = await filled(database)
    assert all(len(rows) == ROWS for rows in before.values())
    file = tmp_path / "all.backup"
    made = await backup.back_up(database, file)
    assert made == backup.inspect(file)
    assert made.rows == dict.fromkeys(before, ROWS)
    other = Database(other_url)
    restored = await backup.restore(file, other)
    assert restored.rows == made.rows
    assert content(other) == before
    async with other.write() as session:
        added = await add_claim(session, now, "A claim of after the restore")
        assert added.id > ROWS
    await other.close()
    assert content(database) == before


async def test_a_backup_of_a_database_in_use_shows_one_moment(
    database: Database, tmp_path: Path, now: datetime
) -> None:
    """Each transaction leaves as many events as claims; so does every backup that is made meanwhile."""
    done = asyncio.Event()

    async def write() -> int:
        number = 0
        while not done.is_set():
            number += 1
            async with database.write() as session:
                await inbox.accept(session, [arrival(number)], now)
                await add_claim(session, now, f"Claim number {number} of many")
        return number

    writing = asyncio.create_task(write())
    seen = []
    for number in range(3):
        await asyncio.sleep(0.1)
        made = await backup.back_up(database, tmp_path / f"{number}.backup")
        assert made.rows["inbox"] == made.rows["claims"]
        seen.append(made.rows["claims"])
    done.set()
    assert await writing >= seen[-1]
    assert seen == sorted(seen)
    assert seen[-1] > 0


async def test_a_backup_is_private_and_appears_only_when_it_is_whole(
    database: Database, tmp_path: Path, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "backups"
    file = folder / "a.backup"
    await backup.back_up(database, file)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    with pytest.raises(BackupUnusable, match="is there already"):
        await backup.back_up(database, file)
    before = file.read_bytes()

    def fail(_file: Path) -> backup.Backup:
        raise BackupUnusable("damaged on the way")

    monkeypatch.setattr(backup, "inspect", fail)
    with pytest.raises(BackupUnusable):
        await backup.back_up(database, file, overwrite=True)
    assert file.read_bytes() == before
    assert [one.name for one in folder.iterdir()] == ["a.backup"]


async def test_a_database_that_holds_anything_is_not_overwritten_unasked(
    database: Database, tmp_path: Path, now: datetime
) -> None:
    file = tmp_path / "empty.backup"
    await backup.back_up(database, file)
    async with database.write() as session:
        await accounts.set_language(session, "a" * 32, "es")
    before = content(database)
    with pytest.raises(NotEmpty, match="preferences"):
        await backup.restore(file, database)
    assert content(database) == before
    await backup.restore(file, database, replace=True)
    assert not any(content(database).values())


async def test_a_restore_that_fails_halfway_changes_nothing(
    database: Database, tmp_path: Path, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = await filled(database)
    file = tmp_path / "some.backup"
    await backup.back_up(database, file)
    copy_table = backup._copy_table

    def fail_late(reading: sa.Connection, writing: sa.Connection, table: sa.Table) -> None:
        if table.name == "sightings":
            raise sa.exc.OperationalError("INSERT", None, sqlite3.OperationalError("disk full"))
        copy_table(reading, writing, table)

    monkeypatch.setattr(backup, "_copy_table", fail_late)
    with pytest.raises(StorageError, match="nothing was restored: disk full"):
        await backup.restore(file, database, replace=True)
    assert content(database) == before


async def test_a_damaged_file_is_refused_before_anything_is_touched(
    sqlite_url: str, tmp_path: Path, now: datetime
) -> None:
    async with Database(sqlite_url) as database:
        async with database.write() as session:
            await claims.add(session, VOLUNTEERS, now)
            for number in range(300):
                await add_claim(session, now, f"Claim number {number} of many, to fill pages")
        file = tmp_path / "hurt.backup"
        await backup.back_up(database, file)
        whole = file.read_bytes()
        file.write_bytes(whole[: len(whole) // 2])
        with pytest.raises(BackupUnusable):
            await backup.restore(file, database, replace=True)
        middle = len(whole) // 2 // 4096 * 4096
        file.write_bytes(whole[:middle] + b"\xa5" * 4096 + whole[middle + 4096 :])
        with pytest.raises(BackupUnusable, match="damaged"):
            await backup.restore(file, database, replace=True)
        for other in (b"", b"not a database at all", b"SQLite format 3\0" + b"\0" * 5000):
            file.write_bytes(other)
            with pytest.raises(BackupUnusable):
                await backup.restore(file, database, replace=True)
        async with database.read() as session:
            assert await session.scalar(select(func.count()).select_from(Claim)) == 301


async def test_a_backup_of_a_newer_version_is_refused(sqlite_url: str, tmp_path: Path) -> None:
    async with Database(sqlite_url) as database:
        file = tmp_path / "newer.backup"
        await backup.back_up(database, file)
        with closing(sqlite3.connect(file)) as connection:
            connection.execute("UPDATE alembic_version SET version_num = '9999'")
            connection.commit()
        with pytest.raises(NewerSchema):
            await backup.restore(file, database, replace=True)


async def test_a_link_planted_in_place_of_the_file_is_replaced_not_followed(
    sqlite_url: str, tmp_path: Path
) -> None:
    target = tmp_path / "precious"
    target.write_text("stays")
    file = tmp_path / "a.backup"
    file.symlink_to(target)
    async with Database(sqlite_url) as database:
        await backup.back_up(database, file, overwrite=True)
    assert target.read_text() == "stays"
    assert not file.is_symlink()
