"""People who wait for a word: a fact-checker's answer to a question, or news about a claim."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.models.chats import Question, Subscription
from storage.statements import insert


async def ask(
    session: AsyncSession,
    decision_id: int,
    author: str,
    place: dict[str, Any],
    reply_to: str | None,
    language: str,
    now: datetime,
) -> bool:
    """Keep that somebody waits for a word on this decision; False when they do already."""
    result = await session.execute(
        insert(session, Question)
        .values(
            decision_id=decision_id,
            author=author,
            place=place,
            reply_to=reply_to,
            language=language,
            asked_at=now,
        )
        .on_conflict_do_nothing(index_elements=["decision_id", "author"])
        .returning(Question.id)
    )
    return result.first() is not None


async def waiting(session: AsyncSession, decision_id: int) -> list[Question]:
    """Questions about this decision that were not answered yet."""
    query = select(Question).where(Question.decision_id == decision_id, Question.answered_at.is_(None))
    return list(await session.scalars(query.order_by(Question.id)))


async def of_decision(session: AsyncSession, decision_id: int) -> list[Question]:
    """Questions about this decision, answered or not."""
    query = select(Question).where(Question.decision_id == decision_id)
    return list(await session.scalars(query.order_by(Question.id)))


async def subscribe(
    session: AsyncSession, claim_id: int, author: str, place: dict[str, Any], language: str, now: datetime
) -> bool:
    """Tell this person of changes of a claim; False when they are told already."""
    result = await session.execute(
        insert(session, Subscription)
        .values(claim_id=claim_id, author=author, place=place, language=language, since=now)
        .on_conflict_do_nothing(index_elements=["claim_id", "author"])
        .returning(Subscription.claim_id)
    )
    return result.first() is not None


async def unsubscribe(session: AsyncSession, claim_id: int, author: str) -> bool:
    """Tell this person no more; False when they were not told anyway."""
    result = await session.execute(
        delete(Subscription)
        .where(Subscription.claim_id == claim_id, Subscription.author == author)
        .returning(Subscription.claim_id)
    )
    return result.first() is not None


async def unsubscribe_from_all(session: AsyncSession, author: str) -> int:
    """Tell this person of no claim any more, and let no question of theirs wait; returns how many."""
    ended = await session.execute(
        delete(Subscription).where(Subscription.author == author).returning(Subscription.claim_id)
    )
    dropped = await session.execute(
        delete(Question)
        .where(Question.author == author, Question.answered_at.is_(None))
        .returning(Question.id)
    )
    return len(ended.all()) + len(dropped.all())


async def subscribers(session: AsyncSession, claim_id: int) -> list[Subscription]:
    """Who is to be told of this claim's changes."""
    query = select(Subscription).where(Subscription.claim_id == claim_id)
    return list(await session.scalars(query.order_by(Subscription.since, Subscription.author)))


@dataclass(frozen=True)
class Handover:
    """One subscription that went to another claim; it names nobody.

    `since` is when it began; `until_now` when that of the same person to the other claim did, None where
    there was none.
    """

    since: datetime
    until_now: datetime | None

    def as_json(self) -> list[str | None]:
        """As `from_json` takes it."""
        return [self.since.isoformat(), None if self.until_now is None else self.until_now.isoformat()]

    @classmethod
    def from_json(cls, value: Sequence[str | None]) -> "Handover":
        """What `as_json` gave."""
        since, until_now = (None if one is None else datetime.fromisoformat(one) for one in value)
        assert since is not None  # noqa: S101 - as_json gives one
        return cls(since, until_now)


async def hand_over(session: AsyncSession, claim_id: int, new_claim_id: int) -> list[Handover]:
    """Subscribers of a claim that was merged into another one hear of that one from now on."""
    there = {row.author: row.since for row in await subscribers(session, new_claim_id)}
    handed_over = []
    for row in await subscribers(session, claim_id):
        await subscribe(session, new_claim_id, row.author, row.place, row.language, row.since)
        handed_over.append(Handover(row.since, there.get(row.author)))
    await session.execute(delete(Subscription).where(Subscription.claim_id == claim_id))
    return handed_over


async def take_back(
    session: AsyncSession, handed_over: Sequence[Handover], from_id: int, claim_id: int
) -> None:
    """Undo a handover, for those who still wish to hear of the claim that it went to."""
    for row in await subscribers(session, from_id):
        for one in handed_over:
            if row.since == (one.since if one.until_now is None else one.until_now):
                await subscribe(session, claim_id, row.author, row.place, row.language, one.since)
                if one.until_now is None:
                    await session.delete(row)
                break
    await session.flush()
