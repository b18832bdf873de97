"""Which places were heard, and when: without it "first seen" would say more than we know."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.models.spread import Coverage
from storage.statements import insert

_SILENCE = timedelta(days=2)
"""After so long without a post a new time begins."""
_OFTEN_ENOUGH = timedelta(minutes=10)
"""A place's last post is noted so often at most: most posts write nothing here."""


@dataclass(frozen=True)
class CoveredPlace:
    """A place that is heard, and how (as in `Sighting.path`); a timeline has an empty id."""

    platform: str
    place_id: str
    kind: str
    title: str
    path: str


@dataclass(frozen=True)
class Extent:
    """From when to when anything was heard, and in how many places."""

    first_at: datetime
    last_at: datetime
    places: int


async def note(
    session: AsyncSession, place: CoveredPlace, first_at: datetime, last_at: datetime | None = None
) -> None:
    """Note that the place was heard from one time to another; posts may come in any order."""
    last = last_at or first_at
    query = select(Coverage).where(
        Coverage.platform == place.platform,
        Coverage.place_id == place.place_id,
        Coverage.path == place.path,
        Coverage.first_at <= last + _SILENCE,
        Coverage.last_at >= first_at - _SILENCE,
    )
    near = list(await session.scalars(query.order_by(Coverage.first_at).limit(2)))
    if not near:
        await session.execute(
            insert(session, Coverage)
            .values(
                platform=place.platform,
                place_id=place.place_id,
                path=place.path,
                kind=place.kind,
                title=place.title or None,
                first_at=first_at,
                last_at=last,
            )
            .on_conflict_do_nothing()
        )
        return
    kept = near[0]
    kept.first_at = min(kept.first_at, first_at)
    if last > kept.last_at + _OFTEN_ENOUGH or (last > kept.last_at and last_at is not None):
        kept.last_at = last
    for other in near[1:]:  # the gap between two times was closed
        kept.last_at = max(kept.last_at, other.last_at)
        await session.delete(other)
    await session.flush()


async def extent(session: AsyncSession, since: datetime | None, until: datetime) -> Extent | None:
    """The first and the last post heard within a period, and in how many places; None where none was."""
    row = (
        await session.execute(
            select(
                func.min(Coverage.first_at).label("first"),
                func.max(Coverage.last_at).label("last"),
                func.count(func.distinct(Coverage.platform.concat(":").concat(Coverage.place_id))).label(
                    "places"
                ),
            ).where(*_within(since, until))
        )
    ).one()
    if row.first is None:
        return None
    first = row.first if since is None else max(row.first, since)
    return Extent(first, min(row.last, until), row.places)


async def places(
    session: AsyncSession, since: datetime | None, until: datetime, limit: int = 100
) -> Sequence[Coverage]:
    """The places heard within a period with their times, the longest heard first."""
    query = select(Coverage).where(*_within(since, until))
    return (await session.scalars(query.order_by(Coverage.first_at, Coverage.id).limit(limit))).all()


def _within(since: datetime | None, until: datetime) -> list[ColumnElement[bool]]:
    wanted: list[ColumnElement[bool]] = [Coverage.first_at <= until]
    if since is not None:
        wanted.append(Coverage.last_at >= since)
    return wanted
