"""Sightings from files into the store, batch by batch: cut off it goes on, done again it changes nothing."""

import asyncio
import hashlib
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from bot.signing import Signer
from bot.spread.sighting_files import SightingForm, SightingLine
from storage import audit, claim_lookup, cursors, sighting_batches
from storage.claim_lookup import Found
from storage.database import Database
from storage.decisions import SightingDraft
from storage.sighting_batches import Key

_BATCH = 500
"""Lines that are stored at once; also what a crash costs at most, and how long nobody else may write."""


@dataclass(frozen=True)
class Progress:
    """What came of a batch of lines.

    Attributes:
        line: the last line's number.
        new: sightings stored, or that would be.
        known: posts in which their claim had been seen already, by the bot or by the file itself.
        faults: lines that cannot be used: their number and what is wrong.
    """

    line: int
    new: int = 0
    known: int = 0
    faults: tuple[tuple[int, str], ...] = ()


@dataclass
class Counts:
    """How many lines of a file were new, known and faulty."""

    new: int = 0
    known: int = 0
    faulty: int = 0

    def add(self, progress: Progress) -> None:
        """Count a batch."""
        self.new += progress.new
        self.known += progress.known
        self.faulty += len(progress.faults)


@dataclass(frozen=True)
class Import:
    """One file on its way in.

    Attributes:
        signer: makes pseudonyms of authors.
        now: the time of the import.
        claim: what all lines are about that name no claim; None where each must.
        cursor: its name in the store, moved in the transaction that stores the sightings; empty for none.
        after: the last line that is stored already, 0 for none.
    """

    signer: Signer
    now: datetime
    claim: str | None = None
    cursor: str = ""
    after: int = 0


@dataclass
class _Batch:
    line: int
    drafts: list[SightingDraft] = field(default_factory=list)
    said: set[Key] = field(default_factory=set)
    faults: list[tuple[int, str]] = field(default_factory=list)


async def begin(
    database: Database, file: Path, signer: Signer, now: datetime, *, claim: str | None, again: bool = False
) -> Import:
    """Find out where to go on with a file, by its content and what it is about."""
    digest = await asyncio.to_thread(_digest, file, claim or "")
    cursor = f"import:{digest}"
    after = 0
    if not again:
        async with database.read() as session:
            after = int(await cursors.read(session, cursor) or 0)
    return Import(signer, now, claim, cursor, after)


async def take_in(database: Database, lines: Iterable[SightingLine], task: Import) -> AsyncIterator[Progress]:
    """Store the sightings of a file; each batch is one transaction, which also notes how far it came."""
    for batch in _batches(lines, task.after):
        async with database.write() as session:
            named = await claim_lookup.by_name(session, _names(batch, task))
            read = _read(batch, named, task)
            new = await sighting_batches.add(session, read.drafts, read.said)
            if task.cursor:
                await cursors.move(session, task.cursor, str(read.line), task.now)
        yield Progress(read.line, new, len(read.drafts) - new, tuple(read.faults))


async def look_through(
    database: Database, lines: Iterable[SightingLine], task: Import
) -> AsyncIterator[Progress]:
    """Say what taking a file in would do; nothing is stored. Costs some hundred bytes a line for its keys."""
    met: set[bytes] = set()
    for batch in _batches(lines, task.after):
        async with database.read() as session:
            named = await claim_lookup.by_name(session, _names(batch, task))
            read = _read(batch, named, task)
            keys = [(draft.claim_id, draft.platform, draft.post_id) for draft in read.drafts]
            there = await sighting_batches.known(session, set(keys))
        new = 0
        for key in keys:
            short = hashlib.blake2b(repr(key).encode(), digest_size=12).digest()
            new += short not in met and key not in there
            met.add(short)
        yield Progress(read.line, new, len(keys) - new, tuple(read.faults))


async def end(database: Database, task: Import, actor: str, file: str, counts: Counts) -> None:
    """The whole file is in: note it in the audit log, and let another run begin at its start."""
    async with database.write() as session:
        await cursors.forget(session, task.cursor)
        await audit.note(session, task.now, actor, "sighting.import", file[:200], after=vars(counts))


def _names(batch: list[SightingLine], task: Import) -> set[str]:
    return {name for line in batch if line.form is not None and (name := _claim(line.form, task))}


def _claim(form: SightingForm, task: Import) -> str | None:
    return form.claim or task.claim


def _read(batch: list[SightingLine], named: Mapping[str, frozenset[Found]], task: Import) -> _Batch:
    """The sightings of a batch, and what is wrong with its other lines."""
    read = _Batch(batch[-1].number)
    for line in batch:
        if line.form is None:
            read.faults.append((line.number, line.fault or ""))
            continue
        name = _claim(line.form, task)
        meant = named.get(name or "", frozenset())
        published = [claim for claim in meant if claim.status == "published"]
        if len(published) != 1:
            read.faults.append((line.number, _unclear(name, meant, len(published))))
            continue
        draft = line.form.draft(published[0].claim_id, task.signer, task.now)
        read.drafts.append(draft)
        if line.form.stance is not None:
            read.said.add((draft.claim_id, draft.platform, draft.post_id))
    return read


def _unclear(name: str | None, meant: frozenset[Found], published: int) -> str:
    if name is None:
        return "claim is missing"
    if published > 1:
        numbers = ", ".join(str(claim.claim_id) for claim in sorted(meant))
        return f"claim is not clear: {numbers} have this wording or link; give the number"
    shown = name if len(name) <= 80 else f"{name[:80]}…"
    return f"claim is retracted: {shown}" if meant else f"there is no claim {shown}"


def _batches(lines: Iterable[SightingLine], after: int) -> Iterator[list[SightingLine]]:
    batch: list[SightingLine] = []
    for line in lines:
        if line.number <= after:
            continue
        batch.append(line)
        if len(batch) == _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _digest(file: Path, claim: str) -> str:
    with file.open("rb") as content:
        of_file = hashlib.file_digest(content, "sha256").hexdigest()
    return hashlib.sha256(f"{of_file}|{claim}".encode()).hexdigest() if claim else of_file
