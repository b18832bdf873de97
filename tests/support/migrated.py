"""New SQLite databases for tests, copied from one that was migrated once: a tenth of the time.

What migrating itself does is held by `tests/storage/test_schema.py` and
`tests/storage/upkeep/test_upgrades.py`.
"""

import asyncio
import atexit
import functools
import shutil
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from storage.database import Database


def migrated(file: Path) -> Path:
    """Put an empty database of the newest schema there, unless there is one already."""
    if not file.exists():
        shutil.copyfile(template(), file)
    return file


@functools.cache
def template() -> Path:
    """The database to copy from, one for this process."""
    folder = tempfile.mkdtemp(prefix="claimspread-template-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    file = Path(folder) / "template.sqlite3"
    with ThreadPoolExecutor(1) as apart:  # the caller may run in a loop
        apart.submit(asyncio.run, _migrate(f"sqlite:///{file}")).result()
    return file


async def _migrate(url: str) -> None:
    async with Database(url):
        pass
