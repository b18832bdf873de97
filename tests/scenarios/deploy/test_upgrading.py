"""`install.sh` upgrades to a version with a newer schema and rolls back, with claims in the database.

Accounts and packages of the system are stood for by small programs; the versions, and all they do, are real:
the former is this checkout, the newer one this checkout with one more migration.
"""

import os
import re
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.config.reference import as_toml
from storage import schema
from storage.database import Database
from storage.errors import NewerSchema
from storage.models import Claim
from storage.upkeep import backup
from tests.storage.samples import add_claim

ROOT = Path(__file__).parents[3]
NEWER = "9999"
MIGRATION = f'''
from alembic import op
import sqlalchemy as sa

revision = "{NEWER}"
down_revision = "{schema.newest()}"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table("of_the_newer_version", sa.Column("id", sa.Integer, primary_key=True))
'''
PROGRAMS = {
    "id": "echo 0",
    "runuser": 'shift 3; exec "$@"',
    "chown": "exit 0",
    "getent": "exit 0",
    "curl": "exit 0",
    "install": """
skip=; kept=
for word do
  case $skip$word in -o|-g) skip=1; continue ;; esac
  [ -z "$skip" ] || { skip=; continue; }
  kept="$kept '$word'"
done
eval "exec /usr/bin/install $kept"
""",
    "python3": """
[ "$1 $2" = '-m venv' ] || exit 0
mkdir -p "$3/bin"
printf '#!/bin/sh\\nexit 0\\n' > "$3/bin/pip"
printf '#!/bin/sh\\nPYTHONPATH=%s exec %s -m bot.cli "$@"\\n' "$SHIPPED" "$PYTHON" > "$3/bin/claimspread"
chmod +x "$3/bin/pip" "$3/bin/claimspread"
""",
}


class Server:
    """A plain server: what is installed on it, its database, and what its administrator types."""

    def __init__(self, folder: Path) -> None:
        self.prefix, self.state = folder / "opt", folder / "state"
        self.database = self.state / "claimspread.sqlite3"
        self.folder = folder
        programs = folder / "programs"
        programs.mkdir()
        for name, text in PROGRAMS.items():
            (programs / name).write_text(f"#!/bin/sh\n{text}\n", "utf-8")
            (programs / name).chmod(0o755)
        kept = {name: value for name, value in os.environ.items() if not name.startswith("CLAIMSPREAD_")}
        self.environment = kept | {
            "PATH": f"{programs}:{os.environ['PATH']}",
            "PYTHON": sys.executable,
            "CLAIMSPREAD_PREFIX": str(self.prefix),
            "CLAIMSPREAD_STATE": str(self.state),
            "CLAIMSPREAD_ETC": str(folder / "etc"),
            "CLAIMSPREAD_UNITS": str(folder / "units"),
            "CLAIMSPREAD_BIN": str(folder / "bin"),
            "CLAIMSPREAD_MATCHER__MODEL": "hashing",
            "CLAIMSPREAD_CACHE_FOLDER": str(folder / "cache"),
        }

    def install(self, version: Path, *arguments: str) -> str:
        done = self.run("sh", str(version / "deploy" / "install.sh"), *arguments, SHIPPED=str(version))
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def bot(self, *arguments: str, version: str = "current") -> "subprocess.CompletedProcess[str]":
        return self.run(
            str(self.prefix / version / "bin" / "claimspread"),
            *arguments,
            CLAIMSPREAD_DATABASE_URL=f"sqlite:///{self.database}",
            CLAIMSPREAD_CONFIG=str(self.folder / "none.toml"),
        )

    async def add(self, text: str) -> None:
        """Add a claim, past the schema check: the newer version has the same table."""
        database = Database(f"sqlite:///{self.database}")
        try:
            async with database.write() as session:
                await add_claim(session, datetime.now(UTC), text)
        finally:
            await database.close()

    def claims(self, file: Path | None = None) -> list[str]:
        with closing(sqlite3.connect(file or self.database)) as connection:
            return [row[0] for row in connection.execute("SELECT statement FROM claims ORDER BY id")]

    def run(self, *command: str, **more: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            command,
            env=self.environment | more,
            cwd=self.folder,
            capture_output=True,
            text=True,
            check=False,
            timeout=300,
        )


@pytest.fixture
def server(tmp_path: Path) -> Server:
    return Server(tmp_path)


@pytest.fixture
def newer(tmp_path: Path) -> Path:
    """The version after this one: its schema has a table more."""
    version = tmp_path / "newer"
    version.mkdir()
    for name in ("bot", "matchers", "deploy", "pyproject.toml"):
        (version / name).symlink_to(ROOT / name)
    shutil.copytree(ROOT / "storage", version / "storage", ignore=shutil.ignore_patterns("__pycache__"))
    (version / "storage" / "migrations" / "versions" / "9999_newer.py").write_text(MIGRATION, "utf-8")
    (version / "deploy").unlink()
    shutil.copytree(ROOT / "deploy", version / "deploy")
    return version


@pytest.mark.timeout(600)
async def test_an_upgrade_to_a_newer_schema_keeps_everything_and_can_be_taken_back(
    server: Server, newer: Path
) -> None:
    server.install(ROOT)
    await server.add("The bridge was closed in May")
    server.install(newer)
    assert schema.peek(server.database) == NEWER
    await server.add("The bridge was opened in June")
    refused = server.bot("db", "upgrade", version="previous")
    assert refused.returncode != 0
    assert f"schema {NEWER}, which this version does not know: upgrade claimspread" in refused.stderr
    assert "Traceback" not in refused.stderr

    saved = (server.prefix / "current").resolve() / "before-upgrade.backup"
    whole = saved.read_bytes()
    saved.write_bytes(whole[:5000])
    with pytest.raises(AssertionError, match=r"damaged|cannot be read"):
        server.install(newer, "--rollback")
    assert schema.peek(server.database) == NEWER
    assert len(server.claims()) == 2
    assert (server.prefix / "current").resolve() == saved.parent

    saved.write_bytes(whole)
    said = server.install(newer, "--rollback")
    assert (server.prefix / "current").resolve() != saved.parent
    assert schema.peek(server.database) == schema.newest()
    assert server.claims() == ["The bridge was closed in May"]
    async with Database(f"sqlite:///{server.database}"):
        await server.add("The bridge was painted in July")
    aside = re.search(r"kept in (\S+)\.$", said, re.MULTILINE)
    assert aside is not None, said
    assert server.claims(Path(aside[1]) / "claimspread.sqlite3")[1] == "The bridge was opened in June"


def test_the_first_installation_leaves_a_commented_configuration_and_a_command(server: Server) -> None:
    old = server.prefix / "0.0.1-20240101T000000Z"
    old.mkdir(parents=True)
    said = server.install(ROOT)
    assert not old.exists()
    assert "sudo claimspread doctor --quick" in said
    file = server.folder / "etc" / "claimspread.toml"
    assert file.read_text("utf-8") == as_toml()
    assert file.stat().st_mode & 0o777 == 0o640

    given = """# as systemd reads it\nCLAIMSPREAD_OWNERS='["telegram:1001"]'\nCLAIMSPREAD_LANGUAGE=es\n"""
    (server.folder / "etc" / "environment").write_text(given, "utf-8")
    done = server.run(str(server.folder / "bin" / "claimspread"), "doctor", "--quick", COLUMNS="200")
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"sqlite:///{server.database}" in done.stdout
    assert "telegram:1001" in done.stdout

    file.write_text('language = "uk"\n', "utf-8")
    assert "doctor --quick" not in server.install(ROOT)
    assert file.read_text("utf-8") == 'language = "uk"\n'


async def test_by_hand_on_postgresql_the_old_version_restores_into_an_empty_database(
    server: Server, newer: Path, empty_postgresql_url: str, postgresql_url: str, tmp_path: Path
) -> None:
    file = tmp_path / "before.backup"
    async with Database(empty_postgresql_url) as database:
        async with database.write() as session:
            await add_claim(session, datetime.now(UTC), "The bridge was closed")
        await backup.back_up(database, file)
    upgraded = server.run(
        *(sys.executable, "-m", "bot.cli", "db", "upgrade"),
        PYTHONPATH=str(newer),
        CLAIMSPREAD_DATABASE_URL=empty_postgresql_url,
        CLAIMSPREAD_CONFIG=str(tmp_path / "none.toml"),
    )
    assert upgraded.returncode == 0, upgraded.stdout + upgraded.stderr
    assert f"has schema {NEWER}" in upgraded.stdout
    with pytest.raises(NewerSchema, match="upgrade claimspread; nothing was changed"):
        await Database(empty_postgresql_url).migrate()
    async with Database(postgresql_url) as target:
        await backup.restore(file, target)
        async with target.read() as session:
            assert list(await session.scalars(select(Claim.statement))) == ["The bridge was closed"]
