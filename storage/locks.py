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
from storage.errors import TROUBLE, InUse, LockLost, OtherAccount

log = structlog.get_logger()

_ASK_SECONDS = 2.0
"""Between two tries for the lock, and between two looks whether it is still held."""
_ANSWER_SECONDS = 4.0
_SERVER_NOTICES = (
    ("tcp_keepalives_idle", 3),
    ("tcp_keepalives_interval", 2),
    ("tcp_keepalives_count", 3),
    ("tcp_user_timeout", 9000),
)
"""The server drops a holder whose machine is gone after about 9 s, also where an answer to it is still on its
way: then keepalives are silent (tcp(7), TCP_USER_TIMEOUT). With the look above, who is cut off from the
server has stopped by then, and another one has taken over within 15 s."""
_TRY = text("SELECT pg_try_advisory_lock(CAST(:platform AS int), CAST(:account AS int))")
_OTHERS = text(
    "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND granted AND objsubid = 2"
    " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
    " AND classid::bigint = :platform AND objid::bigint <> :account"
)


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


async def refuse_another_account(database: Database, platform: str, account: str) -> None:
    """See that no process listens for another account of the platform on this database.

    Raises:
        OtherAccount: one does. What it hears would be answered in this account's name.
    """
    if database.is_sqlite:
        return
    async with database.read() as session:
        others = await session.scalar(_OTHERS, {"platform": _key(platform), "account": _key(account)})
    if others:
        raise OtherAccount(
            f"another account of {platform} is at work on this database; this one, {account}, needs its own"
        )


@asynccontextmanager
async def listening_alone(
    database: Database, platform: str, account: str, stand_by: Callable[[], None]
) -> AsyncIterator[None]:
    """Wait until no other process listens for this account, and be the one that does for the block.

    On PostgreSQL this is an advisory lock of a connection of its own. When that connection is lost the block
    is cancelled, for another process may have the lock by then.

    Args:
        database: on SQLite there is nothing to wait for: see `only_process`.
        platform: its short name.
        account: the bot's id there.
        stand_by: called where another process listens.

    Raises:
        LockLost: the connection was lost.
        OtherAccount: another account of the platform is at work on this database.
    """
    if database.is_sqlite:
        yield
        return
    engine = create_async_engine(
        database.url,
        poolclass=NullPool,
        isolation_level="AUTOCOMMIT",
        connect_args={"connect_timeout": 10, "application_name": f"claimspread listener {platform}"},
    )
    try:
        async with engine.connect() as connection:
            await _wait_for(connection, platform, account, stand_by)
            await refuse_another_account(database, platform, account)
            async with _watched(connection, f"{platform}:{account}"):
                yield
    finally:
        await engine.dispose()


async def _wait_for(
    connection: AsyncConnection, platform: str, account: str, stand_by: Callable[[], None]
) -> None:
    for name, value in _SERVER_NOTICES:
        await connection.execute(text(f"SET {name} = {value}"))
    wanted = {"platform": _key(platform), "account": _key(account)}
    waited = False
    while not await connection.scalar(_TRY, wanted):
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

    def give_up(why: str) -> None:
        nonlocal lost
        log.error("the listener's lock is lost", account=account, error=why.splitlines()[:1])
        lost = True
        holder.cancel()

    async def watch() -> None:
        try:
            while True:
                await asyncio.sleep(_ASK_SECONDS)
                asked = asyncio.ensure_future(connection.execute(text("SELECT 1")))
                try:
                    await asyncio.wait({asked}, timeout=_ANSWER_SECONDS)
                    if not asked.done():
                        give_up("no answer")
                finally:
                    if not asked.done():  # the driver asks the server to drop the query, for seconds
                        asked.cancel()
                        await asyncio.wait({asked})
                if lost:
                    return
                await asked
        except TROUBLE as error:
            give_up(str(error))

    watcher = asyncio.create_task(watch())
    try:
        yield
    except asyncio.CancelledError:
        if lost and holder.uncancel() == 0:
            raise LockLost(f"lost the lock for {account}: the database did not answer") from None
        raise
    finally:
        if not lost:
            watcher.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await watcher


def _key(name: str) -> int:
    """PostgreSQL names a lock by two whole numbers of 32 bits, here of the platform and the account."""
    digest = hashlib.sha256(f"claimspread listener {name}".encode()).digest()
    return int.from_bytes(digest[:4], "big") & 0x7FFF_FFFF
