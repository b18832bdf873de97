"""Locks that go with their holder."""

import asyncio
from typing import cast

import psycopg
import pytest
from sqlalchemy.ext.asyncio import AsyncConnection

from storage import locks
from storage.database import Database
from storage.errors import LockLost, OtherAccount
from storage.locks import listening_alone, refuse_another_account


async def test_a_listener_whose_connection_is_lost_is_stopped_and_another_takes_over(
    postgresql_url: str,
) -> None:
    database = Database(postgresql_url)
    stood_by = asyncio.Event()
    took_over = asyncio.Event()

    async def listen_second() -> None:
        async with listening_alone(database, "telegram", "7001", stood_by.set):
            took_over.set()

    with pytest.raises(LockLost):
        async with listening_alone(database, "telegram", "7001", lambda: None):
            second = asyncio.create_task(listen_second())
            await asyncio.wait_for(stood_by.wait(), 30)
            assert not took_over.is_set()
            with psycopg.connect(postgresql_url, autocommit=True) as connection:
                connection.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND granted"
                )
            await asyncio.wait_for(asyncio.Event().wait(), 60)
    await asyncio.wait_for(second, 30)
    assert took_over.is_set()
    await database.close()


async def test_listeners_on_different_platforms_do_not_wait_for_each_other(postgresql_url: str) -> None:
    database = Database(postgresql_url)
    async with (
        asyncio.timeout(30),
        listening_alone(database, "telegram", "7001", lambda: None),
        listening_alone(database, "x", "7001", lambda: None),
    ):
        pass
    await database.close()


async def test_another_account_of_the_platform_neither_waits_nor_listens_but_is_refused(
    postgresql_url: str,
) -> None:
    """Its messages would leave in the wrong name: the outbox knows platforms, not accounts."""
    async with Database(postgresql_url) as database, asyncio.timeout(60):
        await refuse_another_account(database, "telegram", "7002")
        async with listening_alone(database, "telegram", "7001", lambda: None):
            await refuse_another_account(database, "telegram", "7001")
            await refuse_another_account(database, "x", "7002")
            with pytest.raises(OtherAccount, match="7002, needs its own"):
                await refuse_another_account(database, "telegram", "7002")
            with pytest.raises(OtherAccount):
                async with listening_alone(database, "telegram", "7002", lambda: None):
                    pass
        async with listening_alone(database, "telegram", "7002", lambda: None):
            pass


async def test_the_same_account_in_another_database_of_the_server_is_another_matter(
    postgresql_url: str, empty_postgresql_url: str
) -> None:
    async with (
        Database(postgresql_url) as one,
        Database(empty_postgresql_url) as other,
        asyncio.timeout(60),
        listening_alone(one, "telegram", "7001", lambda: None),
        listening_alone(other, "telegram", "7002", lambda: None),
    ):
        pass


async def test_a_listener_that_is_cut_off_stops_before_the_driver_gives_its_question_up(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A cancelled query keeps psycopg busy for seconds more; another process may listen by then."""
    monkeypatch.setattr(locks, "_ASK_SECONDS", 0.01)
    monkeypatch.setattr(locks, "_ANSWER_SECONDS", 0.01)
    stopped, freed = asyncio.Event(), []

    class Silent:
        async def execute(self, _: object) -> None:
            try:
                await asyncio.Event().wait()
            finally:
                freed.append(await asyncio.wait_for(stopped.wait(), 30))

    with pytest.raises(LockLost):
        async with locks._watched(cast("AsyncConnection", Silent()), "telegram:1"):
            try:
                await asyncio.wait_for(asyncio.Event().wait(), 60)
            finally:
                stopped.set()
    assert freed == [True]
