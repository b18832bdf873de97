"""Follows the sources: each turn reads one thing of each source that is due, and commits what came of it.

A turn is short: lease, one request or one portion of a file, one transaction, lease given back. Wherever it
is cut off, the lease ends by itself and the next turn does the same thing again, which changes nothing that
is there. No turn sleeps: where a host may not be asked yet, the source is due again when it may.
"""

import asyncio
import secrets
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Protocol

import structlog
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession

from bot.backoff import Doubling
from bot.clock import Clock
from bot.config.sources import SourceSettings
from bot.sources import taking_in
from bot.sources.bulk import Bulk
from bot.sources.door import Door, Near, Outcome
from bot.sources.found import FoundClaim, Kind, Mode
from bot.sources.reading import Listing, ReadPage, Stamps, read_listing, read_page
from bot.sources.web import NotYet, Unreadable, Web
from bot.telemetry import metrics
from storage import source_reviews, sources
from storage.database import Database
from storage.errors import TROUBLE
from storage.models.sources import Source, SourceItem
from storage.sources import LeaseLost

log = structlog.get_logger()

LEASE = timedelta(minutes=5)
_AT_ONCE = 8
"""Sources that are read side by side."""
_WAITS = Doubling(300.0, 86_400.0)
_READ_AGAIN = (timedelta(days=1), timedelta(days=6), timedelta(days=23), timedelta(days=60))
"""After which time a page is looked at again for corrections, since it was last read."""
_GONE_AFTER = 2
"""Times that a page must be missing, a day apart, before an editor is asked."""
_MOST_FAILURES = 8
_MOST_MAPS_KNOWN = 500
_NEAR = 3


class FindsNear(Protocol):
    """Finds claims that resemble statements: the matcher. It blocks."""

    def __call__(self, statements: Sequence[str], limit: int) -> list[list[Near]]:
        """For each statement the likeliest claims."""
        ...


class Syncer:
    """Reads the sources that are due.

    Args:
        database: where they stand.
        settings: of sources.
        clock: tells the time.
        web: the way out.
        near: finds claims like a statement; None: only the same words count.
        review_probability: from which on a likeness is worth a look.
        folder: where dumps are kept while they are read.
        changed: called after claims were changed, so that the matcher catches up.
    """

    def __init__(
        self,
        database: Database,
        settings: SourceSettings,
        clock: Clock,
        web: Web,
        near: FindsNear | None = None,
        review_probability: float = 0.5,
        folder: Path | None = None,
        changed: Callable[[], None] | None = None,
    ) -> None:
        self._database = database
        self._settings = settings
        self._clock = clock
        self._web = web
        self._near = near
        self._review_probability = review_probability
        self._changed = changed
        self._bulk = Bulk(database, settings, clock, web, self._look_up, review_probability, folder)

    async def sync_due(self, only: int | None = None) -> int:
        """Take one turn at each source that is due; returns how many there were.

        Args:
            only: this source alone, due or not.
        """
        lease = secrets.token_hex(8)
        async with self._database.read() as session:
            if only is None and not await sources.any_due(session, self._clock()):
                return 0
        async with self._database.write() as session:
            rows = await sources.lease_due(session, self._clock(), LEASE, lease, _AT_ONCE, only)
        if not rows:
            return 0
        try:
            await asyncio.gather(*(self._turn(row, lease) for row in rows))
        finally:
            async with self._database.write() as session:
                await sources.give_back(session, lease)
        return len(rows)

    async def _turn(self, source: Source, lease: str) -> None:
        try:
            if source.kind in (Kind.GOOGLE, Kind.DUMP):
                outcome = await self._bulk.turn(source, lease)
            elif source.list_at <= self._clock():
                outcome = await self._list(source, lease)
            else:
                outcome = await self._read_one(source, lease)
            if self._changed is not None and (outcome.published or outcome.joined or outcome.changed):
                self._changed()
            self._count(source, outcome)
        except NotYet as wait:
            await self._postpone(source, lease, wait.at)
        except Unreadable as error:
            await self._note_failure(source, lease, error)
        except LeaseLost:
            log.warning("another worker reads this source by now", source=source.id)
        except (DBAPIError, *TROUBLE):
            raise
        except Exception as error:  # a fault of ours that some odd document brought out; the others go on
            log.exception("reading a source failed unexpectedly", source=source.id)
            fault = Unreadable("fault", f"{type(error).__name__}: {error}")
            await self._note_failure(source, lease, fault)

    def _count(self, source: Source, outcome: Outcome) -> None:
        metrics.SOURCE_READS.labels(source.kind, "ok").inc()
        for what, number in (
            ("published", len(outcome.published)),
            ("joined", len(outcome.joined)),
            ("proposed", len(outcome.proposed)),
            ("changed", len(outcome.changed)),
            ("refused", len(outcome.refused)),
        ):
            if number:
                metrics.SOURCE_CLAIMS.labels(what).inc(number)

    async def _list(self, source: Source, lease: str) -> Outcome:
        """Read the listing, or the next sitemap of an index, and note which pages are to be read."""
        now = self._clock()
        maps: list[str] = list((source.cursor or {}).get("maps", ()))
        if source.kind == Kind.PAGE:
            listing = Listing(Stamps(), (sources.Listed(source.address),))
        else:
            backfill = timedelta(days=self._settings.backfill_days)
            try:
                listing = await read_listing(
                    self._web, source, maps[0] if maps else source.address, now, backfill
                )
            except Unreadable as error:
                if not maps or error.state in ("busy", "unreachable"):
                    raise
                log.warning("a sitemap of an index cannot be read", source=source.id, error=str(error))
                listing = Listing(Stamps())
        outcome = Outcome(refused=[source.address] * min(listing.refused, 1))
        async with self._database.write() as session:
            row = await sources.hold(session, source.id, lease)
            if not listing.unchanged:
                await sources.note_listed(session, row, listing.pages, now)
            self._note_listing(row, listing, maps, now)
            await self._reschedule(session, row)
        return outcome

    def _note_listing(self, row: Source, listing: Listing, maps: list[str], now: datetime) -> None:
        left = maps[1:] if maps else [url for url in listing.maps if url != row.address]
        row.cursor = {"maps": left[:_MOST_MAPS_KNOWN]} if left else None
        if not maps:
            row.etag, row.last_modified = listing.stamps.etag, listing.stamps.last_modified
            row.body_hash = listing.stamps.body_hash or row.body_hash
            row.title = row.title or listing.title
            row.licence = listing.licence or row.licence
        row.refused += listing.refused
        succeeded(row, now)
        if not left:
            row.list_at = now + timedelta(minutes=self._settings.list_minutes)

    async def _read_one(self, source: Source, lease: str) -> Outcome:
        """Read the page whose turn it is, and take in what it says."""
        async with self._database.read() as session:
            item = await sources.next_item(session, source.id, self._clock())
        if item is None:
            async with self._database.write() as session:
                await self._reschedule(session, await sources.hold(session, source.id, lease))
            return Outcome()
        try:
            page = await read_page(
                self._web,
                item.address,
                listing=item.listing,
                etag=item.etag,
                last_modified=item.last_modified,
                content_hash=item.content_hash,
                listed_by_feed=source.kind != Kind.SITEMAP,
            )
        except Unreadable as error:
            if error.state in ("busy", "unreachable", "certificate", "too-slow"):
                raise
            return await self._note_unreadable(source, lease, item, error)
        near = await self._look_up(source, page.claims)
        async with self._database.write() as session:
            row = await sources.hold(session, source.id, lease)
            current = await session.get(SourceItem, item.id)
            if current is None:
                return Outcome()
            outcome = await self._take_in(session, row, current, page, near)
            await self._reschedule(session, row)
        return outcome

    async def _take_in(
        self,
        session: AsyncSession,
        row: Source,
        item: SourceItem,
        page: ReadPage,
        near: Mapping[str, Sequence[Near]],
    ) -> Outcome:
        now = self._clock()
        door = Door(session, row, self._settings, now, near, self._review_probability)
        mode, outcome = row.mode, Outcome()
        item.last_seen = now
        if page.gone:
            await self._note_missing(door, item)
        else:
            item.failures, item.error = 0, None
            item.etag, item.last_modified = page.etag, page.last_modified
            item.status = "done" if page.is_article else "ignored"
            if page.claims:
                outcome = await taking_in.take_in(door, page.claims)
                if outcome.refused:
                    item.status, item.error = "refused", outcome.refused[0][:300]
            elif page.unchanged:
                await source_reviews.touch(session, row.id, item.address_hash, now)
            item.content_hash = page.content_hash
            item.due_at = _read_again_at(item, now)
            item.reads += 1
        row.found += len(outcome.published) + len(outcome.joined) + len(outcome.proposed)
        row.changed += len(outcome.changed)
        row.refused += len(outcome.refused)
        if outcome.is_new:
            row.last_new_at = now
        succeeded(row, now)
        await taking_in.flood_noted(door, mode)
        return outcome

    async def _note_missing(self, door: Door, item: SourceItem) -> None:
        item.failures += 1
        item.due_at = door.now + timedelta(days=1)
        if item.failures >= _GONE_AFTER:
            item.status, item.due_at = "gone", None
            await taking_in.note_gone(door, item.address)

    async def _look_up(self, source: Source, found: Sequence[FoundClaim]) -> Mapping[str, Sequence[Near]]:
        """See `LooksUp`."""
        if self._near is None or source.mode != Mode.PUBLISH:
            return {}
        async with self._database.read() as session:
            wanted = await taking_in.undecided(session, source.id, found)
        if not wanted:
            return {}
        likely = await asyncio.to_thread(self._near, list(wanted.values()), _NEAR)
        return dict(zip(wanted, likely, strict=True))

    async def _note_unreadable(
        self, source: Source, lease: str, item: SourceItem, error: Unreadable
    ) -> Outcome:
        """One page cannot be read, the source goes on; one that is no page, or not allowed, is left."""
        now = self._clock()
        async with self._database.write() as session:
            row = await sources.hold(session, source.id, lease)
            current = await session.get(SourceItem, item.id)
            if current is not None:
                current.failures += 1
                current.error = str(error)[:300]
                over = error.state in ("no-page", "robots", "refused") or current.failures >= _MOST_FAILURES
                current.status = "refused" if over else current.status
                wait = _WAITS.delay(current.failures + 1)
                current.due_at = None if over else max(now + wait, error.at or now)
                row.refused += over
            await self._reschedule(session, row)
        return Outcome(refused=[str(error)])

    async def _note_failure(self, source: Source, lease: str, error: Unreadable) -> None:
        now = self._clock()
        metrics.SOURCE_READS.labels(source.kind, error.state).inc()
        log.warning("a source cannot be read", source=source.id, state=error.state, error=str(error))
        async with self._database.write() as session:
            row = await session.get(Source, source.id, with_for_update=True)
            if row is None or row.lease != lease:
                return
            row.failures += 1
            row.state, row.state_reason = error.state, str(error)[:300]
            row.last_tried_at = now
            wait = _WAITS.delay(row.failures)
            row.next_at = max(now + wait, error.at or now)

    async def _postpone(self, source: Source, lease: str, at: datetime) -> None:
        async with self._database.write() as session:
            row = await session.get(Source, source.id, with_for_update=True)
            if row is not None and row.lease == lease:
                row.next_at = at

    async def _reschedule(self, session: AsyncSession, row: Source) -> None:
        """Let the source be due when its listing or one of its pages is."""
        await session.flush()
        due = await sources.next_due(session, row.id)
        if row.caught_up_at is None and row.cursor is None and (due is None or due > self._clock()):
            row.caught_up_at = self._clock()
        row.next_at = row.list_at if due is None else min(due, row.list_at)


def succeeded(row: Source, now: datetime) -> None:
    """A source was read; the state that a flood left stays until somebody chooses again."""
    row.failures = 0
    row.last_tried_at = row.last_success_at = now
    if row.state != "flood":
        row.state, row.state_reason = "ok", None


def _read_again_at(item: SourceItem, now: datetime) -> datetime | None:
    """When to look for corrections: a day, a week, a month and a quarter later; never where it is ignored."""
    if item.status in ("ignored", "refused"):
        return None
    return now + _READ_AGAIN[item.reads] if item.reads < len(_READ_AGAIN) else None
