"""Who alone may do something: the process on an SQLite file, the listener of an account on PostgreSQL.

Both kinds of lock go with the process that holds them, however it dies; there is nothing to clean up.
"""

import asyncio
import contextlib
import fcntl
import hashlib
import os
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

import structlog
from sqlalchemy import NullPool, text
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine

from storage.database import Database
from storage.errors import TROUBLE, InUse, LockLost

log = structlog.get_logger()

_ASK_SECONDS = 2.0
"""Between two tries for the lock, and between two looks whether it is still held."""
_ANSWER_SECONDS = 4.0
_SERVER_NOTICES = (("idle", 3), ("interval", 2), ("count", 3))
"""The server drops a holder whose machine is gone after about 9 s. With the look above, whoever is cut off
from the server has stopped by then, and another one has taken over within 15 s."""


@contextmanager
def only_process(database: Database) -> Iterator[None]:
    """Hold the lock file beside an SQLite database; nothing on PostgreSQL, where processes may be many.

    Raises:
        InUse: another process holds it.
    """
    if not database.is_sqlite:
        yield
        return
    path = Path(f"{database.url.database}.lock")
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            holder = os.pread(handle, 20, 0).decode("ascii", "replace").strip()
            raise InUse(
                f"another bot process{f' (id {holder})' if holder else ''} runs on {database.url.database}; "
                "only one can on SQLite. Stop it first, or use PostgreSQL for several"
            ) from None
        os.ftruncate(handle, 0)
        os.pwrite(handle, f"{os.getpid()}\n".encode(), 0)
        yield
    finally:
        os.close(handle)


@asynccontextmanager
async def listening_alone(
    database: Database, account: str, stand_by: Callable[[], None]
) -> AsyncIterator[None]:
    """Wait until no other process listens for this account, and be the one that does for the block.

    On PostgreSQL this is an advisory lock of a connection of its own. When that connection is lost the block
    is cancelled, for another process may have the lock by then.

    Args:
        database: on SQLite there is nothing to wait for: see `only_process`.
        account: of the platform.
        stand_by: called where another process listens.

    Raises:
        LockLost: the connection was lost.
    """
    if database.is_sqlite:
        yield
        return
    engine = create_async_engine(
        database.url,
        poolclass=NullPool,
        isolation_level="AUTOCOMMIT",
        connect_args={"connect_timeout": 10, "application_name": f"claimspread listener {account}"},
    )
    try:
        async with engine.connect() as connection:
            await _wait_for(connection, account, stand_by)
            async with _watched(connection, account):
                yield
    finally:
        await engine.dispose()


async def _wait_for(connection: AsyncConnection, account: str, stand_by: Callable[[], None]) -> None:
    for name, value in _SERVER_NOTICES:
        await connection.execute(text(f"SET tcp_keepalives_{name} = {value}"))
    query = text("SELECT pg_try_advisory_lock(:key)").bindparams(key=_key(account))
    waited = False
    while not await connection.scalar(query):
        if not waited:
            log.info("another process listens; standing by", account=account)
            stand_by()
        waited = True
        await asyncio.sleep(_ASK_SECONDS)
    if waited:
        log.warning("taking over as the listener", account=account)


@asynccontextmanager
async def _watched(connection: AsyncConnection, account: str) -> AsyncIterator[None]:
    """Cancel the block as soon as the connection, and the lock with it, is lost."""
    holder = asyncio.current_task()
    assert holder is not None  # noqa: S101 - a coroutine runs in a task
    lost = False

    async def watch() -> None:
        nonlocal lost
        try:
            while True:
                await asyncio.sleep(_ASK_SECONDS)
                async with asyncio.timeout(_ANSWER_SECONDS):
                    await connection.execute(text("SELECT 1"))
        except TROUBLE as error:
            log.error("the listener's lock is lost", account=account, error=str(error).splitlines()[:1])
            lost = True
            holder.cancel()

    watcher = asyncio.create_task(watch())
    try:
        yield
    except asyncio.CancelledError:
        if lost and holder.uncancel() == 0:
            raise LockLost(f"lost the lock for {account}: the database did not answer") from None
        raise
    finally:
        watcher.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await watcher


def _key(account: str) -> int:
    """PostgreSQL's locks are named by 64 bits."""
    digest = hashlib.sha256(f"claimspread listener {account}".encode()).digest()
    return int.from_bytes(digest[:8], "big", signed=True)
