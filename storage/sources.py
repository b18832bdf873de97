"""Sources of claims: which there are, whose turn it is, and the pages that they listed."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.addresses import address_key
from storage.errors import StorageError
from storage.models.sources import Source, SourceItem, SourceReview, WebHost
from storage.statements import add_many, insert
from storage.text import exact_hash

_CLOCK_WENT_BACK = timedelta(minutes=5)
_AT_ONCE = 400


class LeaseLost(StorageError):
    """Another worker reads this source by now; what this one did is not kept."""


@dataclass(frozen=True)
class SourceDraft:
    """A source to be followed.

    Attributes:
        kind: one of `bot.sources.kinds.Kind`.
        address: where it is; unique.
        domains: the registrable domains that it may speak for; empty: those of each review's own publisher.
        options: what the kind needs besides, such as an API's query.
        term_days: how long what it gives may be kept without being seen again; None: no limit.
    """

    kind: str
    address: str
    title: str | None
    domains: tuple[str, ...]
    licence: str | None = None
    options: Mapping[str, Any] = field(default_factory=dict)
    term_days: int | None = None


@dataclass(frozen=True)
class Listed:
    """A page as a listing names it; `listing` is what it says of it, as JSON."""

    address: str
    listing: Mapping[str, Any] = field(default_factory=dict)


async def add(session: AsyncSession, draft: SourceDraft, by: str, now: datetime) -> Source:
    """Store a source that nobody has chosen a mode for; one that is there comes back as it is.

    A removed one is asked about again, and goes on where it stopped.
    """
    digest = exact_hash(draft.address)
    known = await session.scalar(select(Source).where(Source.address_hash == digest).with_for_update())
    if known is not None:
        if known.status == "removed":
            known.status, known.added_by, known.added_at = "asked", by, now
            known.kind, known.domains, known.options = draft.kind, list(draft.domains), dict(draft.options)
        return known
    source = Source(
        kind=draft.kind,
        address=draft.address,
        address_hash=digest,
        title=draft.title,
        domains=list(draft.domains),
        licence=draft.licence,
        options=dict(draft.options),
        term_days=draft.term_days,
        list_at=now,
        next_at=now,
        added_by=by,
        added_at=now,
    )
    session.add(source)
    await session.flush()
    return source


async def get(session: AsyncSession, source_id: int) -> Source | None:
    """The source, unless it was removed."""
    source = await session.get(Source, source_id) if 0 < source_id < 2**63 else None
    return None if source is None or source.status == "removed" else source


async def at_address(session: AsyncSession, address: str) -> Source | None:
    """The source with this address, unless it was removed."""
    query = select(Source).where(Source.address_hash == exact_hash(address), Source.status != "removed")
    return await session.scalar(query)


async def every(session: AsyncSession) -> list[Source]:
    """All sources in the order in which they were added, but those removed."""
    query = select(Source).where(Source.status != "removed").order_by(Source.id)
    return list(await session.scalars(query))


async def choose(session: AsyncSession, source: Source, mode: str, now: datetime) -> None:
    """Say what becomes of a source's claims, and read it from now on."""
    source.mode, source.status = mode, "active"
    source.next_at = now
    if source.state in ("flood", "new"):
        source.state, source.state_reason = "new", None
        source.counted_from, source.new_since = now, 0
    await session.flush()


async def pause(session: AsyncSession, source: Source) -> None:
    """Read the source no more until it is resumed."""
    source.status = "paused"
    await session.flush()


async def remove(session: AsyncSession, source: Source, now: datetime) -> int:
    """Follow a source no more; what it proposed is dropped, what was taken in stays with where it came from.

    Returns:
        How many proposals were dropped.
    """
    source.status, source.lease, source.leased_until = "removed", None, None
    dropped = await session.execute(
        update(SourceReview)
        .where(SourceReview.source_id == source.id, SourceReview.status == "open")
        .values(status="dropped", asks=None, decided_at=now)
        .returning(SourceReview.id)
    )
    await session.execute(
        update(SourceReview).where(SourceReview.source_id == source.id).values(asks=None, pending=None)
    )
    return len(dropped.all())


async def any_due(session: AsyncSession, now: datetime) -> bool:
    """Whether the turn of any source has come: to be asked often, without taking a lock."""
    query = select(Source.id).where(Source.status == "active", Source.next_at <= now).limit(1)
    return await session.scalar(query) is not None


async def lease_due(
    session: AsyncSession, now: datetime, lasting: timedelta, lease: str, limit: int, only: int | None = None
) -> list[Source]:
    """Take the sources whose turn it is, each for one worker alone.

    Args:
        session: a writing session.
        now: the time.
        lasting: how long they are the worker's.
        lease: names the worker's turn.
        limit: how many at most.
        only: this source alone, whether it is due or not.
    """
    query = select(Source).where(Source.status == "active", _is_free(now, lasting))
    query = query.where(Source.next_at <= now) if only is None else query.where(Source.id == only)
    query = query.order_by(Source.next_at, Source.id).limit(limit).with_for_update(skip_locked=True)
    rows = list(await session.scalars(query))
    for row in rows:
        row.lease, row.leased_until = lease, now + lasting
    return rows


async def hold(session: AsyncSession, source_id: int, lease: str) -> Source:
    """The source, still leased to this worker until the end of the transaction.

    Raises:
        LeaseLost: it is not, or it was paused or removed meanwhile.
    """
    query = select(Source).where(Source.id == source_id).with_for_update()
    source = await session.scalar(query.execution_options(populate_existing=True))
    if source is None or source.lease != lease or source.status != "active":
        raise LeaseLost(f"source {source_id} is not this worker's any more")
    return source


async def give_back(session: AsyncSession, lease: str) -> None:
    """End a worker's turn."""
    await session.execute(update(Source).where(Source.lease == lease).values(lease=None, leased_until=None))


async def release_all(session: AsyncSession) -> None:
    """End all turns: for the one process on an SQLite file, when it starts."""
    await session.execute(
        update(Source).where(Source.lease.is_not(None)).values(lease=None, leased_until=None)
    )


async def note_listed(
    session: AsyncSession, source: Source, pages: Sequence[Listed], now: datetime
) -> tuple[int, int]:
    """Keep the pages that a source lists now; those that are new or listed otherwise are to be read.

    Returns:
        How many are new, and how many have changed.
    """
    latest = {address_key(page.address): page for page in pages}
    known: dict[str, SourceItem] = {}
    keys = list(latest)
    for start in range(0, len(keys), _AT_ONCE):
        query = select(SourceItem).where(
            SourceItem.source_id == source.id, SourceItem.address_hash.in_(keys[start : start + _AT_ONCE])
        )
        known |= {item.address_hash: item for item in await session.scalars(query)}
    new: list[SourceItem] = []
    changed = 0
    for key, page in latest.items():
        digest = exact_hash(repr(sorted(page.listing.items())))
        item = known.get(key)
        if item is None:
            new.append(
                SourceItem(
                    source_id=source.id,
                    address=page.address,
                    address_hash=key,
                    listing=dict(page.listing),
                    listing_hash=digest,
                    due_at=now,
                    first_seen=now,
                    last_seen=now,
                )
            )
            continue
        item.last_seen = now
        if item.listing_hash != digest:
            changed += 1
            item.listing, item.listing_hash = dict(page.listing), digest
            if item.status != "refused":
                item.due_at = now if item.due_at is None else min(item.due_at, now)
    await add_many(session, new)
    return len(new), changed


async def next_item(session: AsyncSession, source_id: int, now: datetime) -> SourceItem | None:
    """The page of a source that is to be read now: those never read first, the newest of them first."""
    query = (
        select(SourceItem)
        .where(SourceItem.source_id == source_id, SourceItem.due_at <= now)
        .order_by(SourceItem.reads > 0, SourceItem.due_at, SourceItem.id)
        .limit(1)
    )
    return await session.scalar(query)


async def next_due(session: AsyncSession, source_id: int) -> datetime | None:
    """When a page of this source is to be read next, None where none is."""
    query = select(func.min(SourceItem.due_at)).where(SourceItem.source_id == source_id)
    return await session.scalar(query)


async def item_counts(session: AsyncSession, source_id: int) -> dict[str, int]:
    """How many pages of a source are in each status; `due` are those never read."""
    query = (
        select(SourceItem.status, func.count())
        .where(SourceItem.source_id == source_id)
        .group_by(SourceItem.status)
    )
    return {row[0]: row[1] for row in await session.execute(query)}


async def host(session: AsyncSession, name: str, now: datetime) -> WebHost:
    """What is known of a host; a row is made for one that was never asked."""
    await session.execute(
        insert(session, WebHost)
        .values(host=name, next_at=now, failures=0)
        .on_conflict_do_nothing(index_elements=["host"])
    )
    row = await session.scalar(select(WebHost).where(WebHost.host == name).with_for_update())
    assert row is not None  # noqa: S101 - it was inserted above
    return row


async def hosts(session: AsyncSession, names: Collection[str]) -> dict[str, WebHost]:
    """What is known of these hosts."""
    rows = await session.scalars(select(WebHost).where(WebHost.host.in_(sorted(names))))
    return {row.host: row for row in rows}


async def silent(session: AsyncSession, before: datetime) -> list[Source]:
    """Active sources of which nothing new came since then, nor were they added later."""
    latest = func.coalesce(Source.last_new_at, Source.added_at)
    query = select(Source).where(Source.status == "active", latest < before)
    return list(await session.scalars(query.order_by(Source.id)))


async def ask_for(
    session: AsyncSession, address: str, asked: Mapping[str, Any], by: str, now: datetime
) -> Source | None:
    """Note that somebody wants an address to be looked at; None where it is followed, or asked for, already.

    Args:
        session: a writing session.
        address: as it was given.
        asked: who asked and where, for the answer.
        by: for the audit.
        now: the time.
    """
    if await at_address(session, address) is not None:
        return None
    digest = exact_hash(address)
    removed = await session.scalar(select(Source).where(Source.address_hash == digest))
    if removed is not None:
        removed.status, removed.options, removed.next_at = "looking", dict(asked), now
        removed.lease = removed.leased_until = None
        return removed
    source = Source(
        kind="unknown",
        address=address,
        address_hash=digest,
        status="looking",
        domains=[],
        options=dict(asked),
        list_at=now,
        next_at=now,
        added_by=by,
        added_at=now,
    )
    session.add(source)
    await session.flush()
    return source


async def any_asked_for(session: AsyncSession, now: datetime) -> bool:
    """Whether an address waits to be looked at."""
    query = select(Source.id).where(Source.status == "looking", _is_free(now, timedelta(minutes=5)))
    return await session.scalar(query.limit(1)) is not None


async def lease_asked_for(
    session: AsyncSession, now: datetime, lasting: timedelta, lease: str
) -> Source | None:
    """Take the next address that waits to be looked at."""
    query = select(Source).where(Source.status == "looking", _is_free(now, lasting))
    row = await session.scalar(query.order_by(Source.id).limit(1).with_for_update(skip_locked=True))
    if row is not None:
        row.lease, row.leased_until = lease, now + lasting
    return row


async def asked_for(session: AsyncSession, source_id: int, lease: str) -> Source | None:
    """The address, still this worker's to look at."""
    row = await session.get(Source, source_id, with_for_update=True)
    return row if row is not None and row.lease == lease and row.status == "looking" else None


async def settle_asked_for(session: AsyncSession, row: Source, draft: SourceDraft, now: datetime) -> Source:
    """Make what was looked at the source that it was found to be; its mode is still to be chosen.

    Where it is one that was removed, that one comes back, and the note of the wish goes.
    """
    digest = exact_hash(draft.address)
    former = await session.scalar(
        select(Source).where(Source.address_hash == digest, Source.id != row.id, Source.status == "removed")
    )
    if former is not None:
        await session.delete(row)
        row = former
    row.kind, row.address, row.address_hash = draft.kind, draft.address, digest
    row.title, row.licence = draft.title or row.title, draft.licence
    row.domains, row.options, row.term_days = list(draft.domains), dict(draft.options), draft.term_days
    row.status, row.lease, row.leased_until, row.list_at = "asked", None, None, now
    await session.flush()
    return row


async def give_up_asked_for(session: AsyncSession, row: Source, state: str, now: datetime) -> None:
    """Nothing can be followed at the address: it is kept, as removed, for those who ask what came of it."""
    row.status, row.lease, row.leased_until = "removed", None, None
    row.state, row.list_at = state, now
    row.options = {**row.options, "in_vain": True}
    await session.flush()


async def looked_at_in_vain(session: AsyncSession, since: datetime) -> list[Source]:
    """Addresses that somebody wanted followed on a page, and that cannot be, the newest first."""
    query = select(Source).where(Source.status == "removed", Source.list_at >= since)
    rows = await session.scalars(query.order_by(Source.list_at.desc()).limit(20))
    return [row for row in rows if row.options.get("in_vain")]


def _is_free(now: datetime, lasting: timedelta) -> ColumnElement[bool]:
    return or_(
        Source.leased_until.is_(None),
        Source.leased_until <= now,
        Source.leased_until > now + lasting + _CLOCK_WENT_BACK,
    )
