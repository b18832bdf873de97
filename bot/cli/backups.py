"""`claimspread backup` and `claimspread restore`: everything the bot knows, in one file."""

import asyncio
import shutil
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.console import console
from bot.config import Settings, load_settings
from bot.errors import ConfigurationError
from bot.runtime.assembly import file_of
from bot.signing import key_file
from storage.database import Database
from storage.upkeep import backup as backups
from storage.upkeep.backup import Backup

_PRIVATE = 0o600


def backup(
    file: Annotated[Path, typer.Argument(help="File to write, such as claimspread-2026-11-03.backup.")],
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace a file that is there.")] = False,
) -> None:
    """Write everything into one file, while the bot runs, and read it back to see that it is whole."""
    settings = load_settings()

    async def work() -> Backup:
        database = Database(settings.database_url)
        try:
            if await asyncio.to_thread(database.revision) is None:
                raise ConfigurationError(f"there is nothing to back up in {database.address}")
            return await backups.back_up(database, file, overwrite=overwrite)
        finally:
            await database.close()

    found = asyncio.run(work())
    size = file.stat().st_size / 1e6
    console.print(f"{file}: {found.total} rows, schema {found.revision}, {size:.1f} MB", soft_wrap=True)
    key = _key_of(settings)
    if key is not None and key.exists():
        beside = _key_beside(file)
        shutil.copyfile(key, beside)
        beside.chmod(_PRIVATE)
        console.print(f"{beside}: the secret key; keep both together, and both private", soft_wrap=True)


def restore(
    file: Annotated[Path, typer.Argument(help="A file that `claimspread backup` wrote.")],
    replace: Annotated[
        bool, typer.Option("--replace", help="Delete what the database holds now; stop the bot first.")
    ] = False,
) -> None:
    """Put a backup back, into SQLite or PostgreSQL: all of it, or nothing."""
    settings = load_settings()
    key, beside = _key_of(settings), _key_beside(file)
    if key is not None and beside.exists() and key.exists() and key.read_bytes() != beside.read_bytes():
        if not replace:
            raise ConfigurationError(
                f"{key} is another secret key than the backup's: move it away, or pass --replace"
            )
        key.rename(key.with_name(f"{key.name}.before-restore"))

    async def work() -> tuple[str, Backup]:
        database = Database(settings.database_url)
        try:
            return database.address, await backups.restore(file, database, replace=replace)
        finally:
            await database.close()

    address, found = asyncio.run(work())
    if key is not None and beside.exists() and not key.exists():
        shutil.copyfile(beside, key)
        key.chmod(_PRIVATE)
    console.print(f"{address}: {found.total} rows restored, schema {found.revision}", soft_wrap=True)
    if key is None and settings.secret_key is None:
        console.print("Set CLAIMSPREAD_SECRET_KEY to the key that the backup was made with.")


def _key_of(settings: Settings) -> Path | None:
    """The file of the secret key, None where the settings hold it or the database is a server."""
    if settings.secret_key is not None:
        return None
    file = file_of(Database(settings.database_url))
    return None if file is None else key_file(file)


def _key_beside(file: Path) -> Path:
    return file.with_name(f"{file.name}.key")
