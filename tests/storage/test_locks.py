"""Locks that go with their holder."""

import asyncio

import psycopg
import pytest

from storage.database import Database
from storage.errors import LockLost
from storage.locks import listening_alone


async def test_a_listener_whose_connection_is_lost_is_stopped_and_another_takes_over(
    postgresql_url: str,
) -> None:
    database = Database(postgresql_url)
    stood_by = asyncio.Event()
    took_over = asyncio.Event()

    async def listen_second() -> None:
        async with listening_alone(database, "telegram", stood_by.set):
            took_over.set()

    with pytest.raises(LockLost):
        async with listening_alone(database, "telegram", lambda: None):
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


async def test_listeners_of_different_accounts_do_not_wait_for_each_other(postgresql_url: str) -> None:
    database = Database(postgresql_url)
    async with (
        asyncio.timeout(30),
        listening_alone(database, "telegram", lambda: None),
        listening_alone(database, "x", lambda: None),
    ):
        pass
    await database.close()
