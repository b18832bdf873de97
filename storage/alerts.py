"""Alerts of unusual rises: at most one a claim in a given time, no matter who looks."""

from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from storage.models.spread import SpreadAlert
from storage.statements import insert


async def raise_once(
    session: AsyncSession,
    claim_id: int,
    now: datetime,
    again_after: timedelta,
    *,
    posts: int,
    usual: float,
    score: float,
) -> bool:
    """Note that people are told of a claim's rise; False where they were told less than `again_after` ago.

    Of several workers that ask at once one gets True: the row is theirs until the transaction ends.
    """
    told = {"raised_at": now, "posts": posts, "usual": usual, "score": score}
    row = insert(session, SpreadAlert).values(claim_id=claim_id, **told)
    result = await session.execute(
        row.on_conflict_do_update(
            index_elements=["claim_id"], set_=told, where=SpreadAlert.raised_at <= now - again_after
        ).returning(SpreadAlert.claim_id)
    )
    return result.first() is not None
