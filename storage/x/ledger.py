"""What the calls to X cost: each is noted before it is made, and what it came to after it was answered."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import and_, case, delete, func, select, text, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.models.x import XCharge, XRead
from storage.statements import insert

_LEDGER_LOCK = 7_231_940_113
"""Number of the advisory lock under which PostgreSQL checks and reserves; SQLite has one writer anyway."""


@dataclass(frozen=True)
class LedgerLine:
    """So many of one priced thing; the cost is in millionths of a US dollar."""

    item: str
    count: int
    cost_micros: int


@dataclass(frozen=True)
class Reservation:
    """A call that is about to be made, with the most that it can cost."""

    at: datetime
    call: str
    purpose: str
    line: LedgerLine
    about: str | None = None


@dataclass(frozen=True)
class Spent:
    """Millionths of a US dollar: what X's answers cost, and what unanswered calls may have cost at most."""

    paid: int = 0
    open: int = 0

    @property
    def at_most(self) -> int:
        """Both together."""
        return self.paid + self.open


async def lock(session: AsyncSession) -> None:
    """Let nobody else reserve until this transaction is over, so that two cannot share one last cent."""
    if session.get_bind().dialect.name == "postgresql":
        await session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LEDGER_LOCK})


async def reserve(session: AsyncSession, reservation: Reservation) -> int:
    """Note a call before it is made; returns the entry's number."""
    row = XCharge(
        at=reservation.at,
        call=reservation.call,
        purpose=reservation.purpose,
        item=reservation.line.item,
        count=reservation.line.count,
        cost_micros=reservation.line.cost_micros,
        state="open",
        about=reservation.about,
    )
    session.add(row)
    await session.flush()
    return row.id


async def settle(session: AsyncSession, entry_id: int, lines: Sequence[LedgerLine]) -> None:
    """Put what a call really cost in its reservation's place; nothing is left of one that cost nothing."""
    row = await session.get(XCharge, entry_id)
    if row is None:
        return
    for line in lines:
        session.add(
            XCharge(
                at=row.at,
                call=row.call,
                purpose=row.purpose,
                item=line.item,
                count=line.count,
                cost_micros=line.cost_micros,
                state="paid",
                about=row.about,
            )
        )
    await session.delete(row)
    await session.flush()


async def add(
    session: AsyncSession, at: datetime, call: str, purpose: str, lines: Iterable[LedgerLine]
) -> None:
    """Note what was charged without a call of ours: posts that a stream or a webhook handed over."""
    for line in lines:
        session.add(
            XCharge(
                at=at,
                call=call,
                purpose=purpose,
                item=line.item,
                count=line.count,
                cost_micros=line.cost_micros,
                state="paid",
            )
        )
    await session.flush()


async def bound_open(
    session: AsyncSession, call: str, before_id: int, cost_micros: int, since: datetime | None = None
) -> None:
    """Lower what earlier unanswered calls of this kind may have cost to what a later answer cost."""
    change = update(XCharge).where(
        XCharge.state == "open",
        XCharge.call == call,
        XCharge.id < before_id,
        XCharge.cost_micros > cost_micros,
    )
    if since is not None:
        change = change.where(XCharge.at >= since)
    await session.execute(change.values(cost_micros=cost_micros))


async def close_about(session: AsyncSession, about: str, *, happened: bool) -> int:
    """Settle unanswered calls about something (such as `reply:123`) once it is known whether one was done.

    Where it was, the newest becomes paid; the others had not been done. Returns how many there were.
    """
    rows = list(
        await session.scalars(
            select(XCharge).where(XCharge.state == "open", XCharge.about == about).order_by(XCharge.id.desc())
        )
    )
    for number, row in enumerate(rows):
        if happened and number == 0:
            row.state = "paid"
        else:
            await session.delete(row)
    await session.flush()
    return len(rows)


async def spent(session: AsyncSession, since: datetime, lost_before: datetime | None = None) -> Spent:
    """The sum of everything since a time; of unanswered calls, only those made before `lost_before`."""
    lost = XCharge.state == "open"
    if lost_before is not None:
        lost = and_(lost, XCharge.at < lost_before)
    query = select(
        func.coalesce(func.sum(case((XCharge.state == "paid", XCharge.cost_micros), else_=0)), 0),
        func.coalesce(func.sum(case((lost, XCharge.cost_micros), else_=0)), 0),
    ).where(XCharge.at >= since)
    paid, opened = (await session.execute(query)).one()
    return Spent(int(paid), int(opened))


async def counted(session: AsyncSession, since: datetime) -> dict[str, tuple[int, int]]:
    """For each priced thing since then: how many were paid for, and their cost in millionths."""
    rows = await session.execute(
        select(XCharge.item, func.sum(XCharge.count), func.sum(XCharge.cost_micros))
        .where(XCharge.at >= since, XCharge.state == "paid")
        .group_by(XCharge.item)
    )
    return {item: (int(count), int(cost)) for item, count, cost in rows}


async def first_at(session: AsyncSession, since: datetime) -> datetime | None:
    """When the first charge since then was made, None without any."""
    row = await session.scalars(select(XCharge.at).where(XCharge.at >= since).order_by(XCharge.at).limit(1))
    return row.first()


async def not_yet_read(session: AsyncSession, day: date, family: str, resources: Sequence[str]) -> list[str]:
    """Those that were not paid for on this day; from now on they were."""
    new = []
    for resource in dict.fromkeys(resources):
        row = insert(session, XRead).values(day=day, family=family, resource=resource)
        result = await session.execute(row.on_conflict_do_nothing().returning(XRead.resource))
        if result.first() is not None:
            new.append(resource)
    return new


async def forget_reads(session: AsyncSession, before: date) -> None:
    """Delete what was paid for before this day: it is charged again."""
    await session.execute(delete(XRead).where(XRead.day < before))
