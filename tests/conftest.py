"""Fixtures for every test: a database of each kind, fresh and migrated; no network but loopback."""

import asyncio
import contextlib
import os
import uuid
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest
from hypothesis import settings
from psycopg import sql

from storage.database import Database
from tests.support import markers
from tests.support.emptying import emptied
from tests.support.migrated import migrated, template
from tests.support.network import block_outside
from tests.support.postgres import Server, locked, server_folder

os.environ.setdefault("OMP_NUM_THREADS", "1")  # several test processes share the cores: one thread each

_FOLDER = "CLAIMSPREAD_TEST_POSTGRES"
_TEMPLATE = "template_claimspread"
_folder = contextlib.ExitStack()


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--quick`: the tests that `make quick` runs."""
    parser.addoption(
        "--quick", action="store_true", help="leave out what carries one of the repository's marks"
    )


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Do not even import what `--quick` leaves out as a whole: imports are most of its time."""
    return True if config.option.quick and markers.of_place(collection_path) else None


def pytest_configure(config: pytest.Config) -> None:
    """Off the network at once; the main process makes the folder in which the workers find one server.

    Hypothesis draws the same examples each time, so that a change is refused for what it does; `make fuzz`
    draws others. An example may take its time: a busy machine is no fault of the code.
    """
    for name, meaning in markers.ALL.items():
        config.addinivalue_line("markers", f"{name}: {meaning}")
    block_outside()
    if "CLAIMSPREAD_FUZZ" not in os.environ:
        settings.register_profile("the same each time", derandomize=True, deadline=None)
        settings.load_profile("the same each time")
    if not hasattr(config, "workerinput"):
        os.environ[_FOLDER] = str(_folder.enter_context(server_folder()))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark each test by what it needs, so that `make quick` can leave out what is slow to set up."""
    marked = [item for item in items if markers.mark(item)]
    if config.option.quick and marked:
        config.hook.pytest_deselected(items=marked)
        items[:] = [item for item in items if item not in set(marked)]


def pytest_unconfigure(config: pytest.Config) -> None:
    """The main process stops the server."""
    if not hasattr(config, "workerinput"):
        _folder.close()


@pytest.fixture(scope="session")
def postgres() -> Server:
    """The run's PostgreSQL server, with a migrated database to copy from."""
    server = Server(Path(os.environ[_FOLDER]))
    server.ensure_running()
    with locked(server.folder / "template.lock"), _administering(server) as connection:
        known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [_TEMPLATE]).fetchone()
        if known is None:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(_TEMPLATE)))
            asyncio.run(_migrate(server.url(_TEMPLATE)))
    return server


@pytest.fixture(scope="session")
def sqlite_template() -> Path:
    """A migrated SQLite file to copy from."""
    return template()


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """URL of a fresh, migrated SQLite database."""
    return f"sqlite:///{migrated(tmp_path / 'claimspread.sqlite3')}"


@pytest.fixture(scope="session")
def _postgresql_database(postgres: Server) -> Iterator[str]:
    """URL of this worker's own database."""
    with _fresh_database(postgres, _TEMPLATE) as url:
        yield url


@pytest.fixture
def postgresql_url(request: pytest.FixtureRequest, postgres: Server) -> Iterator[str]:
    """URL of a migrated PostgreSQL database without a row.

    The worker's own one, emptied, which takes a tenth of the time of a new one; a new one where an
    earlier test left other tables or another revision behind.
    """
    shared: str = request.getfixturevalue("_postgresql_database")
    if emptied(shared):
        yield shared
        return
    with _fresh_database(postgres, _TEMPLATE) as url:
        yield url


@pytest.fixture
def empty_postgresql_url(postgres: Server) -> Iterator[str]:
    """URL of a PostgreSQL database without any table."""
    with _fresh_database(postgres, "template0") as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """URL of a fresh, migrated database, of each kind in turn."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """URL of a database in which nothing was created yet, of each kind in turn."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'new.sqlite3'}"
    url: str = request.getfixturevalue("empty_postgresql_url")
    return url


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """A fresh, migrated database, of each kind in turn."""
    async with Database(database_url) as opened:
        yield opened


@pytest.fixture
def now() -> datetime:
    """The time at which the tests play."""
    return datetime(2026, 11, 3, 12, 0, 0, 123456, tzinfo=UTC)


async def _migrate(url: str) -> None:
    async with Database(url):
        pass


@contextlib.contextmanager
def _fresh_database(server: Server, template: str) -> Iterator[str]:
    name = f"test_{uuid.uuid4().hex}"
    create = sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(template))
    drop = sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name))
    with _administering(server) as connection:
        connection.execute(create)
    yield server.url(name)
    with _administering(server) as connection:
        connection.execute(drop)


@contextlib.contextmanager
def _administering(server: Server) -> Iterator[psycopg.Connection]:
    with psycopg.connect(server.url("postgres"), autocommit=True) as connection:
        yield connection
