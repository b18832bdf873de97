"""Claims from a file that an editor sends in chat: looked through first, taken in batch by batch on demand.

Nothing is kept between the two but the file's id and fingerprint: the platform gives the file again. Claims
that are there already are passed over, so that an import which was cut off is simply done again.
"""

import asyncio
import hashlib
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.claims.files import ClaimLine, read_claims_from
from bot.claims.form import ClaimForm
from bot.errors import ClaimspreadError, InputError
from bot.events import Account
from storage import audit, claims
from storage.database import Database
from storage.errors import DuplicateClaim

MOST_BYTES = 2 * 1024 * 1024
MOST_CLAIMS = 2_000
"""Larger files are for `claimspread claims import`, which shows how it gets on."""
_BATCH = 50


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


async def take_in(database: Database, file: ClaimFile, by: Account, now: datetime) -> tuple[int, ...]:
    """Add the claims that are new, each with an audit row; returns their ids.

    Each batch is a transaction of its own, so that nobody waits long for the database.
    """
    added: list[int] = []
    for start in range(0, len(file.forms), _BATCH):
        added += await _add(database, file.forms[start : start + _BATCH], by, now)
    return tuple(added)


async def _add(database: Database, forms: Sequence[ClaimForm], by: Account, now: datetime) -> list[int]:
    added = []
    async with database.write() as session:
        for form in forms:
            try:
                claim = await claims.add(session, form.draft(), now)
            except DuplicateClaim:
                continue
            subject = f"claim:{claim.id}"
            await audit.note(session, now, by.ref, "claim.import", subject, after=claims.snapshot(claim))
            added.append(claim.id)
    return added


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
