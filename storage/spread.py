"""A claim's sightings counted in the database: a hundred thousand of them cost no more than their sums.

Times are those of the posts. Places are chats and channels, on a timeline conversations; a private chat
with the bot is no place where a claim spreads, so that it counts among the posts alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal

from sqlalchemy import ColumnElement, String, case, cast, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from storage.models import OutboxMessage, Sighting

Unit = Literal["hour", "day"]
_SHOWN_AS = {"hour": "%Y-%m-%d %H", "day": "%Y-%m-%d"}
_PRIVATE = "private"


@dataclass(frozen=True)
class Totals:
    """What was seen of a claim within a period; the times are None where nothing was."""

    posts: int
    places: int
    authors: int
    first_at: datetime | None
    last_at: datetime | None


@dataclass(frozen=True)
class Cell:
    """Posts of one hour or day (`at` is its start) with the same platform, language and stance."""

    at: datetime
    platform: str
    language: str | None
    stance: str
    posts: int


@dataclass(frozen=True)
class Moment:
    """Posts, and distinct places, of one hour or day (`at` is its start)."""

    at: datetime
    posts: int
    places: int


@dataclass(frozen=True)
class Rise:
    """Posts about a claim, and distinct places, since a given time."""

    claim_id: int
    posts: int
    places: int


async def totals(session: AsyncSession, claim_id: int, since: datetime | None = None) -> Totals:
    """Posts, places and authors of a claim."""
    row = (
        await session.execute(
            select(
                func.count().label("posts"),
                func.count(func.distinct(_place())).label("places"),
                func.count(func.distinct(Sighting.author)).label("authors"),
                func.min(Sighting.written_at).label("first_at"),
                func.max(Sighting.written_at).label("last_at"),
            ).where(*_of(claim_id, since))
        )
    ).one()
    return Totals(row.posts, row.places, row.authors, row.first_at, row.last_at)


async def cells(
    session: AsyncSession, claim_id: int, unit: Unit, since: datetime | None = None
) -> list[Cell]:
    """How many posts there were in each hour or day, by platform, language and stance; in order of time."""
    at = _start(session, unit)
    query = (
        select(at.label("at"), Sighting.platform, Sighting.language, Sighting.stance, func.count().label("n"))
        .where(*_of(claim_id, since))
        .group_by(at, Sighting.platform, Sighting.language, Sighting.stance)
        .order_by(at, Sighting.platform, Sighting.language, Sighting.stance)
    )
    rows = await session.execute(query)
    return [Cell(_moment(row.at, unit), row.platform, row.language, row.stance, row.n) for row in rows]


async def moments(
    session: AsyncSession, claim_id: int, unit: Unit, since: datetime | None = None
) -> list[Moment]:
    """How many posts, and distinct places, there were in each hour or day that has any; in order of time."""
    at = _start(session, unit)
    query = (
        select(at.label("at"), func.count().label("n"), func.count(func.distinct(_place())).label("places"))
        .where(*_of(claim_id, since))
        .group_by(at)
        .order_by(at)
    )
    return [Moment(_moment(row.at, unit), row.n, row.places) for row in await session.execute(query)]


async def firsts(
    session: AsyncSession, claim_id: int, by: Literal["platform", "language"], since: datetime | None = None
) -> list[Sighting]:
    """The earliest sighting on each platform, or in each language, in order of time."""
    column: InstrumentedAttribute[Any] = Sighting.platform if by == "platform" else Sighting.language
    earliest = (
        select(column.label("value"), func.min(Sighting.written_at).label("at"))
        .where(*_of(claim_id, since), column.is_not(None))
        .group_by(column)
        .subquery()
    )
    query = (
        select(Sighting)
        .join(earliest, (earliest.c.at == Sighting.written_at) & (earliest.c.value == column))
        .where(Sighting.claim_id == claim_id)
        .order_by(Sighting.written_at, Sighting.id)
    )
    found: dict[str, Sighting] = {}
    for sighting in await session.scalars(query):
        found.setdefault(getattr(sighting, by), sighting)
    return list(found.values())


async def page(
    session: AsyncSession, claim_id: int, limit: int, after: tuple[datetime, int] | None = None
) -> Sequence[Sighting]:
    """Sightings in order of time, those after `after` (the time and id of the last one seen)."""
    query = select(Sighting).where(Sighting.claim_id == claim_id)
    if after is not None:
        at, last = after
        query = query.where((Sighting.written_at > at) | ((Sighting.written_at == at) & (Sighting.id > last)))
    return (await session.scalars(query.order_by(Sighting.written_at, Sighting.id).limit(limit))).all()


async def rises(
    session: AsyncSession, since: datetime, until: datetime, limit: int, least: int = 1
) -> list[Rise]:
    """The claims with the most posts between two times, at least `least`; of equals the newer claim first."""
    number = func.count()
    query = (
        select(Sighting.claim_id, number.label("n"), func.count(func.distinct(_place())).label("places"))
        .where(Sighting.written_at >= since, Sighting.written_at < until)
        .group_by(Sighting.claim_id)
        .having(number >= least)
        .order_by(number.desc(), Sighting.claim_id.desc())
        .limit(limit)
    )
    return [Rise(row.claim_id, row.n, row.places) for row in await session.execute(query)]


async def seen_between(session: AsyncSession, since: datetime, until: datetime) -> tuple[int, int]:
    """How many posts about how many claims there were between two times."""
    query = select(func.count(), func.count(func.distinct(Sighting.claim_id))).where(
        Sighting.written_at >= since, Sighting.written_at < until
    )
    posts, seen = (await session.execute(query)).one()
    return posts, seen


async def earliest(session: AsyncSession, claim_id: int, since: datetime | None = None) -> Sighting | None:
    """The earliest sighting of a period."""
    query = select(Sighting).where(*_of(claim_id, since)).order_by(Sighting.written_at, Sighting.id)
    return (await session.scalars(query.limit(1))).first()


async def carriers(session: AsyncSession, claim_id: int, limit: int) -> list[tuple[str, str, int]]:
    """The places with the most posts: platform, title (empty: a platform's timeline), posts."""
    number = func.count()
    title = func.max(func.coalesce(Sighting.place_title, ""))
    place = case((Sighting.place_kind == "timeline", ""), else_=Sighting.place_id)
    query = (
        select(Sighting.platform, title.label("title"), number.label("n"))
        .where(Sighting.claim_id == claim_id, Sighting.place_kind != _PRIVATE)
        .group_by(Sighting.platform, place)
        .order_by(number.desc(), title)
        .limit(limit)
    )
    return [(row.platform, row.title, row.n) for row in await session.execute(query)]


async def first_answer_at(session: AsyncSession, claim_id: int) -> datetime | None:
    """When the first answer with this claim's fact-check left, None where none has."""
    return await session.scalar(
        select(func.min(OutboxMessage.sent_at)).where(
            OutboxMessage.claim_id == claim_id,
            OutboxMessage.decision_id.is_not(None),
            OutboxMessage.sent_at.is_not(None),
        )
    )


def _of(claim_id: int, since: datetime | None) -> list[ColumnElement[bool]]:
    wanted: list[ColumnElement[bool]] = [Sighting.claim_id == claim_id]
    if since is not None:
        wanted.append(Sighting.written_at >= since)
    return wanted


def _place() -> ColumnElement[str | None]:
    """Names a place; NULL, which is not counted, where it is a private chat."""
    return case(
        (Sighting.place_kind != _PRIVATE, Sighting.platform.concat(":").concat(Sighting.place_id)), else_=None
    )


def _start(session: AsyncSession, unit: Unit) -> ColumnElement[str]:
    """The hour or day of a post in UTC, as text that both databases make alike."""
    if session.get_bind().dialect.name == "sqlite":
        return func.substr(cast(Sighting.written_at, String), 1, 13 if unit == "hour" else 10)
    shown_as = "YYYY-MM-DD HH24" if unit == "hour" else "YYYY-MM-DD"
    return func.to_char(func.timezone("UTC", Sighting.written_at), shown_as)


def _moment(text: str, unit: Unit) -> datetime:
    return datetime.strptime(text, _SHOWN_AS[unit]).replace(tzinfo=UTC)
