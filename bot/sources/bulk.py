"""Reads sources that give many claims at once: Google's API page by page, a dump portion by portion.

What was read and where to go on are committed together, so that a run that was cut off takes up where it
stopped.
"""

import asyncio
import hashlib
import shutil
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import Clock
from bot.config.sources import SourceSettings
from bot.sources import google, taking_in
from bot.sources.door import Door, LooksUp, Near, Outcome
from bot.sources.dumps import MOST_BYTES, NoDump, read_dump
from bot.sources.found import FoundClaim, Kind
from bot.sources.web import Unreadable, Web
from storage import sources
from storage.database import Database
from storage.models.sources import Source

log = structlog.get_logger()

_PORTION = 250
"""Elements of a dump that are taken in within one transaction."""
_TURN_SECONDS = 5.0
"""How long a turn at a dump lasts, so that a bot that is told to stop does so soon."""
_DUMP_HOURS = 24
_DUMP_TYPES = "application/json, application/ld+json, */*;q=0.1"


class Bulk:
    """Takes turns at sources of kind `google` and `dump`; for its arguments see `Syncer`."""

    def __init__(
        self,
        database: Database,
        settings: SourceSettings,
        clock: Clock,
        web: Web,
        look_up: LooksUp,
        review_probability: float,
        folder: Path | None,
    ) -> None:
        self._database = database
        self._settings = settings
        self._clock = clock
        self._web = web
        self._look_up = look_up
        self._review_probability = review_probability
        self._folder = folder or Path(tempfile.gettempdir())
        self._reading: dict[int, tuple[str, int, Iterator[tuple[FoundClaim, ...]]]] = {}

    async def turn(self, source: Source, lease: str) -> Outcome:
        """Read the next page, or the next portions.

        Raises:
            NotYet: it is not the host's turn.
            Unreadable: it cannot be read.
            LeaseLost: another worker reads it by now.
        """
        if source.kind == Kind.GOOGLE:
            return await self._ask_google(source, lease)
        if source.cursor and "file" in source.cursor and self._file(source).exists():
            return await self._read_on(source, lease)
        return await self._fetch(source, lease)

    async def _ask_google(self, source: Source, lease: str) -> Outcome:
        key = self._settings.google_key
        if key is None:
            raise Unreadable("no-key", "CLAIMSPREAD_SOURCES__GOOGLE_KEY is not set")
        now, cursor = self._clock(), dict(source.cursor or {})
        if "token" not in cursor:
            cursor |= {"began": now.isoformat(), "days": self._most_days(source, now)}
        token = cursor.get("token")
        address = google.request_of(self._settings.google_url, source.options, token, cursor.get("days"))
        headers = {"X-Goog-Api-Key": key.get_secret_value()}
        answer = await self._web.get(
            address, accept="application/json", headers=headers, robots=False, errors=True
        )
        try:
            answered = google.read_answer(answer.status, answer.body)
        except google.NoAnswer as error:
            if token is not None:  # it may be too old by now: begin again
                async with self._database.write() as session:
                    row = await sources.hold(session, source.id, lease)
                    row.cursor = {"full": cursor.get("full")}
            raise Unreadable(error.state, str(error)) from None
        near = await self._look_up(source, answered.claims)
        async with self._database.write() as session:
            row = await sources.hold(session, source.id, lease)
            outcome = await self._take_in(session, row, answered.claims, near)
            if answered.next_token in (None, token):
                was_full = cursor.get("days") is None
                row.cursor = {"full": cursor.get("began") if was_full else cursor.get("full")}
                row.caught_up_at = row.caught_up_at or now
                row.list_at = now + timedelta(minutes=self._settings.list_minutes)
                row.next_at = row.list_at
            else:
                row.cursor, row.next_at = {**cursor, "token": answered.next_token}, now
        return outcome

    def _most_days(self, source: Source, now: datetime) -> int | None:
        """How old reviews may be that are asked for; None: all.

        All are asked for twice within the term for which they are kept, so that each is seen again before it
        ends; between, only what is new.
        """
        full, days = (source.cursor or {}).get("full"), self._settings.google_days
        if full is None or now - datetime.fromisoformat(full) >= timedelta(days=days) / 2:
            return None
        return days

    async def _fetch(self, source: Source, lease: str) -> Outcome:
        """Download the file, unless it has not changed since it was read."""
        file = self._file(source)
        file.parent.mkdir(parents=True, exist_ok=True)
        unchanged, stamps, digest = False, (source.etag, source.last_modified), source.body_hash
        if source.options.get("file"):
            digest = await asyncio.to_thread(_copy, Path(source.options["file"]), file)
        else:
            part = file.with_suffix(f".{lease}")
            try:
                with part.open("wb") as into:
                    answer = await self._web.get(
                        source.address,
                        accept=_DUMP_TYPES,
                        etag=source.etag,
                        last_modified=source.last_modified,
                        into=into,
                    )
                if answer.status >= 400:
                    raise Unreadable("status", f"the server answered {answer.status}")
                unchanged = answer.status == 304
                if not unchanged:
                    stamps = answer.headers.get("etag"), answer.headers.get("last-modified")
                    digest = await asyncio.to_thread(_digest, part)
                    part.replace(file)
            finally:
                part.unlink(missing_ok=True)
        now = self._clock()
        async with self._database.write() as session:
            row = await sources.hold(session, source.id, lease)
            row.etag, row.last_modified = stamps
            if unchanged or digest == row.body_hash:
                self._end(row)
            else:
                row.cursor, row.next_at = {"file": digest, "at": 0}, now
        return Outcome()

    async def _read_on(self, source: Source, lease: str) -> Outcome:
        """Take in portions of the file for some seconds."""
        outcome, began = Outcome(), time.monotonic()
        while time.monotonic() - began < _TURN_SECONDS:
            assert source.cursor is not None  # noqa: S101 - the caller's condition
            at = int(source.cursor["at"])
            digest = str(source.cursor["file"])
            portion, fault = await asyncio.to_thread(self._next_portion, source, digest, at)
            found = [one for element in portion for one in element]
            near = await self._look_up(source, found)
            async with self._database.write() as session:
                row = await sources.hold(session, source.id, lease)
                outcome.add(await self._take_in(session, row, found, near))
                if fault is not None:
                    self._give_up(row, fault)
                    return outcome
                if len(portion) < _PORTION:
                    row.body_hash = digest
                    self._end(row)
                    return outcome
                row.cursor = {**source.cursor, "at": at + len(portion)}
                row.next_at = self._clock()
            source = row
        return outcome

    def _next_portion(
        self, source: Source, digest: str, at: int
    ) -> tuple[list[tuple[FoundClaim, ...]], NoDump | None]:
        """The next elements from `at` on, and why it breaks off there; the file stays open (blocking)."""
        known = self._reading.pop(source.id, None)
        if known is not None and known[:2] == (digest, at):
            elements = known[2]
        else:
            elements = read_dump(self._file(source), at)
        portion: list[tuple[FoundClaim, ...]] = []
        try:
            for element in islice(elements, _PORTION):
                portion.append(element)
        except NoDump as fault:
            return portion, fault
        if len(portion) == _PORTION:
            self._reading[source.id] = (digest, at + len(portion), elements)
        return portion, None

    def _give_up(self, row: Source, fault: NoDump) -> None:
        """A file that breaks off: what came before stays, and the file is fetched again later."""
        self._end(row)
        row.state, row.state_reason = "no-dump", str(fault)
        row.etag = row.last_modified = None

    def _end(self, row: Source) -> None:
        now = self._clock()
        row.cursor = None
        row.caught_up_at = row.caught_up_at or now
        row.list_at = row.next_at = now + timedelta(hours=_DUMP_HOURS)
        row.failures, row.last_tried_at, row.last_success_at = 0, now, now
        if row.state != "flood":
            row.state, row.state_reason = "ok", None
        self._reading.pop(row.id, None)
        self._file(row).unlink(missing_ok=True)

    async def _take_in(
        self,
        session: AsyncSession,
        row: Source,
        found: Sequence[FoundClaim],
        near: Mapping[str, Sequence[Near]],
    ) -> Outcome:
        now, mode = self._clock(), row.mode
        door = Door(session, row, self._settings, now, near, self._review_probability)
        outcome = await taking_in.take_in(door, found)
        row.found += len(outcome.published) + len(outcome.joined) + len(outcome.proposed)
        row.changed += len(outcome.changed)
        row.refused += len(outcome.refused)
        if outcome.is_new:
            row.last_new_at = now
        row.failures, row.last_tried_at, row.last_success_at = 0, now, now
        if row.state != "flood":
            row.state, row.state_reason = "ok", None
        await taking_in.flood_noted(door, mode)
        return outcome

    def _file(self, source: Source) -> Path:
        return self._folder / f"source-{source.id}-{source.address_hash[:12]}.json"


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _copy(given: Path, to: Path) -> str:
    """Take a copy of a local file, so that it may change while it is read."""
    try:
        if given.stat().st_size > MOST_BYTES:
            raise Unreadable("too-large", f"{given.name} is longer than {MOST_BYTES} bytes")
        shutil.copyfile(given, to)
    except OSError as error:
        raise Unreadable("no-dump", f"{given.name}: {error.strerror}") from None
    return _digest(to)


def describe(options: Mapping[str, Any]) -> str:
    """A Google source's options in a few words."""
    return ", ".join(f"{name} {value}" for name, value in options.items())
