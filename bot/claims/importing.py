"""Claims from a file: the one loop that takes them in, and what chat asks of a file before.

Nothing is kept between the two but the file's id and fingerprint: the platform gives the file again. Claims
that are there already are passed over, so that an import which was cut off is simply done again.
"""

import asyncio
import contextlib
import hashlib
import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import islice

from bot.claims import editing
from bot.claims.editing import Editor
from bot.claims.files import ClaimLine, read_claims_from
from bot.claims.form import ClaimForm
from bot.errors import ClaimspreadError, InputError
from storage import claims
from storage.database import Database
from storage.errors import DuplicateClaim

MOST_BYTES = 2 * 1024 * 1024
MOST_CLAIMS = 2_000
"""Larger files are for `claimspread claims import`, which shows how it gets on."""
BATCH = 50
"""Claims that are added in one transaction."""


class ImportFault(StrEnum):
    """Why a file cannot be taken in."""

    TOO_LARGE = "too-large"
    TOO_MANY = "too-many"
    UNREADABLE = "unreadable"
    GONE = "gone"
    """The platform does not give it."""
    CHANGED = "changed"
    """It is not the one that was looked through."""


class FileUnavailable(ClaimspreadError):
    """A file cannot be taken in.

    Args:
        fault: why, for the reader's own words.
        reason: one line for the log, or what is wrong in the file.
    """

    def __init__(self, fault: ImportFault, reason: str) -> None:
        super().__init__(reason)
        self.fault = fault


@dataclass(frozen=True)
class ClaimFile:
    """What a file holds, and where it was taken in (`added` is not None) what came of it.

    `faults` are lines that cannot be used: their number and what is wrong.
    """

    file_id: str
    name: str
    digest: str
    forms: tuple[ClaimForm, ...]
    new: int
    faults: tuple[tuple[int, str], ...]
    added: tuple[int, ...] | None = None

    @property
    def known(self) -> int:
        """Claims that are there already."""
        return len(self.forms) - self.new


async def look_through(database: Database, file_id: str, name: str, content: bytes) -> ClaimFile:
    """Read a file and count what in it is new; nothing is changed.

    Raises:
        FileUnavailable: it cannot be read, or holds too much.
    """
    lines = await asyncio.to_thread(_read, name, content)
    forms = tuple(line.form for line in lines if line.form is not None)
    faults = tuple((line.number, line.fault) for line in lines if line.fault is not None)
    hashes = {claims.content_hash(form.claim) for form in forms}
    async with database.read() as session:
        there = await claims.known_statements(session, hashes)
    return ClaimFile(file_id, name, _digest(content), forms, len(hashes - there), faults)


async def take_in(database: Database, file: ClaimFile, by: Editor) -> ClaimFile:
    """Add the claims of a file that was looked through; gives the file with what came of it."""
    lines = [ClaimLine(number, form) for number, form in enumerate(file.forms, 1)]
    return replace(file, added=(await import_lines(database, lines, by)).added)


@dataclass(frozen=True)
class Imported:
    """What came of an import so far: ids of the claims that were added, and how many others there were."""

    added: tuple[int, ...] = ()
    known: int = 0
    faulty: int = 0

    @property
    def lines(self) -> int:
        """All lines that were looked at."""
        return len(self.added) + self.known + self.faulty


def _say_nothing(_batch: Sequence[ClaimLine], _imported: Imported) -> None:
    pass


async def import_lines(
    database: Database,
    lines: Iterable[ClaimLine],
    by: Editor,
    report: Callable[[Sequence[ClaimLine], Imported], None] = _say_nothing,
) -> Imported:
    """Add the claims of a file that are new, each with a row of the audit.

    Each batch of 50 is a transaction of its own, so that nobody waits long for the database. Claims that are
    there already are passed over: an import that was cut off is simply done again.

    Args:
        database: to write to.
        lines: read one batch at a time.
        by: who imports; all rows of the audit bear its time, by which `/undo` finds them.
        report: told of each batch once it is committed, with what came of all until then.
    """
    imported, reading = Imported(), iter(lines)
    while batch := list(islice(reading, BATCH)):
        added: list[int] = []
        faulty = sum(line.form is None for line in batch)
        async with database.write() as session:
            for line in batch:
                if line.form is None:
                    continue
                with contextlib.suppress(DuplicateClaim):
                    added.append((await editing.add(session, line.form.draft(), by, editing.IMPORTED)).id)
        known = len(batch) - faulty - len(added)
        imported = Imported((*imported.added, *added), imported.known + known, imported.faulty + faulty)
        report(batch, imported)
    return imported


def _read(name: str, content: bytes) -> list[ClaimLine]:
    text = content.decode("utf-8-sig", "replace")
    lines: list[ClaimLine] = []
    try:
        for line in read_claims_from(io.StringIO(text, newline=""), name):
            lines.append(line)
            if len(lines) > MOST_CLAIMS:
                raise FileUnavailable(ImportFault.TOO_MANY, f"more than {MOST_CLAIMS} lines")
    except InputError as error:
        raise FileUnavailable(ImportFault.UNREADABLE, str(error)) from None
    return lines


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
