"""What a yearly report tells: decisions, answers, changes to them, objections and retracted claims, counted.

Figures alone and words that staff wrote; nothing here names a reader, a post or a place.
"""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, case, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from storage.models import AuditEntry, DecisionRecord, Feedback, OutboxMessage, Preference, ReviewItem


@dataclass(frozen=True)
class Decided:
    """How many posts were decided about in this way."""

    platform: str
    action: str
    reason: str
    posts: int


@dataclass(frozen=True)
class Answered:
    """Posts on one platform that got a fact-check, and what became of these answers.

    `changed` and `withdrawn` count answers that were changed or withdrawn because the author of the post that
    they answer changed it.
    """

    platform: str
    answers: int
    changed: int
    withdrawn: int


@dataclass(frozen=True)
class Retraction:
    """A claim that was taken out of matching, why, and how many answers about it were corrected."""

    claim: str
    on: date
    reason: str
    corrected: int


@dataclass(frozen=True)
class Objections:
    """What people said of answers, and what followed.

    `left_alone` are people who asked within the year to be left alone and have not taken that back.
    """

    helped: int
    wrong: int
    reviews_opened: int
    reviews_decided: int
    left_alone: int


@dataclass(frozen=True)
class Report:
    """Everything between two points in time."""

    decided: tuple[Decided, ...]
    answered: tuple[Answered, ...]
    objections: Objections
    changes: dict[str, int]
    retractions: tuple[Retraction, ...]


async def gather(session: AsyncSession, begin: datetime, end: datetime, retracted: str) -> Report:
    """Count what happened from `begin` up to `end`, not included.

    Args:
        session: of the database.
        begin: aware.
        end: aware.
        retracted: how the audit log names the retraction of a claim.
    """

    def within(
        column: InstrumentedAttribute[datetime] | InstrumentedAttribute[datetime | None],
    ) -> ColumnElement[bool]:
        return and_(column >= begin, column < end)

    decided = await session.execute(
        select(
            DecisionRecord.platform, DecisionRecord.action, DecisionRecord.reason, func.count().label("posts")
        )
        .where(within(DecisionRecord.decided_at))
        .group_by(DecisionRecord.platform, DecisionRecord.action, DecisionRecord.reason)
        .order_by(DecisionRecord.platform, func.count().desc(), DecisionRecord.reason)
    )
    verdicts = await session.execute(
        select(Feedback.verdict, func.count().label("number"))
        .where(within(Feedback.given_at))
        .group_by(Feedback.verdict)
    )
    said = {row.verdict: int(row.number) for row in verdicts}
    of_decisions = ReviewItem.kind == "decision"
    counts = [
        await session.scalar(select(func.count()).where(condition)) or 0
        for condition in (
            and_(of_decisions, within(ReviewItem.opened_at)),
            and_(of_decisions, ReviewItem.verdict.is_not(None), within(ReviewItem.closed_at)),
            within(Preference.stopped_at),
        )
    ]
    changes = await session.execute(
        select(AuditEntry.action, func.count().label("number"))
        .where(within(AuditEntry.at))
        .group_by(AuditEntry.action)
        .order_by(AuditEntry.action)
    )
    rows = await session.scalars(
        select(AuditEntry)
        .where(within(AuditEntry.at), AuditEntry.action == retracted)
        .order_by(AuditEntry.at)
    )
    return Report(
        decided=tuple(Decided(*row) for row in decided),
        answered=await _answered(session, within(OutboxMessage.sent_at)),
        objections=Objections(said.get("right", 0), said.get("wrong", 0), *counts),
        changes={row.action: int(row.number) for row in changes},
        retractions=tuple(_retraction(row) for row in rows),
    )


async def _answered(session: AsyncSession, within: ColumnElement[bool]) -> tuple[Answered, ...]:
    """By platform. Whether an answer was changed is told by its key in the outbox."""
    answer = OutboxMessage.key.startswith("answer:")
    with_fact_check = or_(
        OutboxMessage.claim_id.is_not(None), and_(answer, DecisionRecord.action.in_(("reply", "suggest")))
    )
    rows = await session.execute(
        select(
            OutboxMessage.platform,
            func.count(func.distinct(case((with_fact_check, OutboxMessage.decision_id)))).label("answers"),
            func.count(case((and_(answer, OutboxMessage.key.contains(":edit:")), 1))).label("changed"),
            func.count(case((and_(answer, OutboxMessage.key.contains(":withdraw:")), 1))).label("withdrawn"),
        )
        .join(DecisionRecord, DecisionRecord.id == OutboxMessage.decision_id, isouter=True)
        .where(within, OutboxMessage.status == "sent")
        .group_by(OutboxMessage.platform)
        .order_by(OutboxMessage.platform)
    )
    return tuple(Answered(*row) for row in rows if row.answers or row.changed or row.withdrawn)


def _retraction(row: AuditEntry) -> Retraction:
    after = row.after or {}
    return Retraction(
        row.subject, row.at.date(), str(after.get("reason") or ""), int(after.get("corrected") or 0)
    )
