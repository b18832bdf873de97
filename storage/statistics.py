"""Figures for `/stats`: what was answered, what people said of it, what waits, how long an answer took."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from sqlalchemy import and_, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage import reviews
from storage.models import DecisionRecord, Feedback, InboxEvent, OutboxMessage
from storage.models.chats import Question

_MOST_TIMES = 10_000


@dataclass(frozen=True)
class Statistics:
    """Figures since a given time; `median_answer` is None where nothing was answered.

    `answers` counts decisions whose fact-check left, `helped` and `wrong` people's words on matches, and
    `median_answer` is the time from the arrival of a post to its answer at the platform.
    """

    answers: int
    helped: int
    wrong: int
    waiting: int
    questions: int
    median_answer: timedelta | None


async def gather(session: AsyncSession, since: datetime) -> Statistics:
    """Count what happened since then; what waits is counted whatever its age."""
    verdicts = {
        row.verdict: row.number
        for row in await session.execute(
            select(Feedback.verdict, func.count().label("number"))
            .where(Feedback.given_at >= since)
            .group_by(Feedback.verdict)
        )
    }
    answered = and_(
        OutboxMessage.status == "sent", OutboxMessage.claim_id.is_not(None), OutboxMessage.sent_at >= since
    )
    answers = await session.scalar(
        select(func.count(func.distinct(OutboxMessage.decision_id))).where(answered)
    )
    waiting = await session.scalar(select(func.count()).where(Question.answered_at.is_(None)))
    return Statistics(
        answers=answers or 0,
        helped=verdicts.get("right", 0),
        wrong=verdicts.get("wrong", 0),
        waiting=await reviews.waiting(session),
        questions=waiting or 0,
        median_answer=await _median_answer(session, since),
    )


async def _median_answer(session: AsyncSession, since: datetime) -> timedelta | None:
    rows = await session.execute(
        select(
            func.min(InboxEvent.received_at).label("received"), func.min(OutboxMessage.sent_at).label("sent")
        )
        .select_from(OutboxMessage)
        .join(DecisionRecord, DecisionRecord.id == OutboxMessage.decision_id)
        .join(
            InboxEvent,
            and_(
                InboxEvent.platform == DecisionRecord.platform, InboxEvent.event_id == DecisionRecord.event_id
            ),
        )
        .where(OutboxMessage.status == "sent", OutboxMessage.sent_at >= since)
        .group_by(OutboxMessage.decision_id)
        .order_by(OutboxMessage.decision_id.desc())
        .limit(_MOST_TIMES)
    )
    taken = [(row.sent - row.received).total_seconds() for row in rows]
    return timedelta(seconds=max(0.0, median(taken))) if taken else None
