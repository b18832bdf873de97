"""Questions that found no fact-check: counted by their meaning, kept without their words."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.models import DecisionRecord, ReviewItem
from storage.models.chats import Question
from storage.models.demand import Unanswered
from storage.statements import insert


async def note(
    session: AsyncSession,
    decision_id: int,
    author: str,
    sketch: str,
    model_id: str,
    language: str | None,
    now: datetime,
) -> None:
    """Count a question; the same decision counts once, and one that was forgotten meanwhile does not."""
    if await session.get(DecisionRecord, decision_id) is None:
        return
    row = insert(session, Unanswered).values(
        decision_id=decision_id,
        author=author,
        sketch=sketch,
        model_id=model_id,
        language=language,
        asked_at=now,
    )
    await session.execute(row.on_conflict_do_nothing(index_elements=["decision_id"]))


async def latest(session: AsyncSession, model_id: str, limit: int) -> list[Unanswered]:
    """The newest questions that were sketched by this model, the oldest of them first."""
    query = select(Unanswered).where(Unanswered.model_id == model_id)
    rows = await session.scalars(query.order_by(Unanswered.asked_at.desc()).limit(limit))
    return list(rows)[::-1]


async def consented(session: AsyncSession, decision_ids: Sequence[int]) -> dict[int, str]:
    """The texts of those questions that were passed on to fact-checkers with their askers' leave."""
    query = (
        select(DecisionRecord.id, DecisionRecord.post_text)
        .join(Question, Question.decision_id == DecisionRecord.id)
        .where(DecisionRecord.id.in_(decision_ids), DecisionRecord.post_text.is_not(None))
        .order_by(DecisionRecord.id)
    )
    return {row[0]: row[1] or "" for row in await session.execute(query)}


async def open_items(session: AsyncSession, decision_ids: Sequence[int]) -> list[ReviewItem]:
    """The open review items of these questions."""
    query = select(ReviewItem).where(ReviewItem.decision_id.in_(decision_ids), ReviewItem.status == "open")
    return list(await session.scalars(query.order_by(ReviewItem.id)))


async def answered(session: AsyncSession, decision_ids: Sequence[int]) -> None:
    """These questions have a claim now: they count no more."""
    await session.execute(delete(Unanswered).where(Unanswered.decision_id.in_(decision_ids)))


async def forget_author(session: AsyncSession, author: str) -> int:
    """Forget what somebody asked; returns how much."""
    gone = await session.execute(
        delete(Unanswered).where(Unanswered.author == author).returning(Unanswered.decision_id)
    )
    return len(gone.all())


async def forget_old(session: AsyncSession, before: datetime) -> int:
    """Forget what was asked before then; returns how much."""
    gone = await session.execute(
        delete(Unanswered).where(Unanswered.asked_at < before).returning(Unanswered.decision_id)
    )
    return len(gone.all())
