"""The one search of the catalogue: by meaning and by words. Chat, review and pages call it."""

import asyncio
from collections.abc import Sequence
from typing import Protocol

from sqlalchemy.ext.asyncio import AsyncSession

from matchers.types import Match, Thresholds
from storage import claims
from storage.database import Database
from storage.models import Claim


class ClaimSearch(Protocol):
    """What a turn needs of the matcher, `matchers.matcher.ClaimMatcher`. It blocks: call it in a thread."""

    @property
    def model_id(self) -> str:
        """Which model it is."""
        ...

    @property
    def thresholds(self) -> Thresholds:
        """From which probabilities the matcher would answer, or ask a reviewer."""
        ...

    def search(self, words: str, limit: int, /) -> Sequence[Match]:
        """Find claims by words or by another wording, the likeliest first."""
        ...


async def search(
    database: Database, matcher: ClaimSearch, words: str, limit: int, *, published: bool = False
) -> list[Claim]:
    """Claims that some words mean or hold, the likeliest first.

    Args:
        database: with the claims.
        matcher: runs while no transaction is open.
        words: as they were typed.
        limit: how many at most.
        published: leave out those that were retracted.
    """
    matches = await nearest(matcher, words, limit)
    async with database.read() as session:
        return await ranked(
            session, words, matches, limit, matcher.thresholds.review, published=published, fill=True
        )


async def nearest(matcher: ClaimSearch, words: str, limit: int) -> Sequence[Match]:
    """The claims nearest in meaning; the model runs in a thread: call it while no transaction is open."""
    return await asyncio.to_thread(matcher.search, words, limit)


async def ranked(
    session: AsyncSession,
    words: str,
    matches: Sequence[Match],
    limit: int,
    likely: float,
    *,
    published: bool = False,
    fill: bool = False,
) -> list[Claim]:
    """Join what was found by meaning with what holds the words.

    First those whose meaning is likely that of the words, in the matcher's order; then those that hold all
    the words, newest first; then, with `fill`, what else is near.

    Args:
        session: to read from.
        words: as they were typed.
        matches: as `nearest` gave them.
        limit: how many at most.
        likely: the probability from which a match counts as likely.
        published: leave out those that were retracted.
        fill: add what is near without being likely.
    """
    known = await claims.get_many(session, [int(match.claim_id) for match in matches])
    near = [known[int(match.claim_id)] for match in matches if int(match.claim_id) in known]
    sure = {int(match.claim_id) for match in matches if match.probability >= likely}
    held = await claims.find(session, words, limit=limit, status="published" if published else None)
    found = [claim for claim in near if claim.id in sure] + list(held) + (near if fill else [])
    return list({claim.id: claim for claim in found if claim.is_published or not published}.values())[:limit]
