"""What sources change in the catalogue: a claim added, a fact-check joined to one, a correction taken over.

The one place where this room writes claims; each change has its audit row, and a correction is told to those
who wished to hear of the claim, as after `/editclaim`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy.ext.asyncio import AsyncSession

from bot.claims import editing
from bot.claims.editing import Editor, Edits
from bot.outbox.claim_notices import queue_notices
from storage import audit, claims, outbox
from storage.claims import AppearanceDraft, ClaimDraft, FactCheckDraft
from storage.models import Claim
from storage.models.sources import SourceReview


@dataclass(frozen=True)
class Author:
    """Who changes the catalogue: a source (`source:3`) or the editor who decided, and when."""

    ref: str
    now: datetime


def check_of(review: SourceReview) -> FactCheckDraft:
    """The fact-check that a review is."""
    return FactCheckDraft(
        review.address,
        review.publisher,
        review.title,
        review.textual_rating,
        review.language,
        review.published_on,
    )


async def publish(session: AsyncSession, review: SourceReview, rating: str, by: Author) -> Claim:
    """Add the claim of a review to the catalogue; it is matched from the next post on.

    Raises:
        DuplicateClaim: a claim says just this already.
    """
    draft = ClaimDraft(
        statement=review.statement,
        rating=rating,
        fact_checks=(check_of(review),),
        appearances=tuple(
            AppearanceDraft(who=urlsplit(url).hostname or url, url=url) for url in review.appearances
        ),
        language=review.language,
        claimant=review.claimant,
    )
    claim = await claims.add(session, draft, by.now)
    _take(review, claim, by)
    await _note(session, by, "source.add", claim, None)
    return claim


async def join(session: AsyncSession, review: SourceReview, claim: Claim, by: Author) -> None:
    """Make a review one more fact-check of a claim that is there, and its words another wording."""
    before = claims.snapshot(claim)
    await claims.add_fact_check(session, claim, check_of(review), by.now)
    if claims.content_hash(review.statement) != claim.statement_hash and review.from_review:
        await claims.add_phrasing(session, claim, review.statement, review.language, by.now)
    _take(review, claim, by)
    await _note(session, by, "source.join", claim, before)


def attach(review: SourceReview, claim: Claim, by: Author) -> None:
    """Note that a fact-check which the catalogue has already is known from this source, too."""
    _take(review, claim, by)


async def describe(
    session: AsyncSession, review: SourceReview, claim: Claim, by: Author, *, words: bool
) -> None:
    """Take over a fact-check's new title or date, and its `words` for the rating unless the rating waits."""
    before = claims.snapshot(claim)
    draft = check_of(review) if words else replace(check_of(review), textual_rating=None)
    if await claims.describe_fact_check(session, claim, draft, by.now):
        await _note(session, by, "source.describe", claim, before)


async def correct(session: AsyncSession, claim: Claim, values: Mapping[str, str], by: Author) -> None:
    """Change a claim's rating or statement as its publisher did; anyone who wished to hear of it does.

    Raises:
        DuplicateClaim: the new statement is another claim's.
    """
    changed = await editing.edit(session, claim, Edits(values), Editor(by.ref, by.now))
    if "rating" in values:
        await outbox.cancel_for_claim(session, claim.id, "the rating was corrected")
    await queue_notices(session, changed, Editor(by.ref, by.now))


def _take(review: SourceReview, claim: Claim, by: Author) -> None:
    review.status, review.asks, review.reason = "taken", None, None
    review.pending, review.near_claim_id, review.claim_id = None, None, claim.id
    review.decided_by, review.decided_at = by.ref, by.now


async def _note(
    session: AsyncSession, by: Author, action: str, claim: Claim, before: dict[str, Any] | None
) -> None:
    await audit.note(session, by.now, by.ref, action, f"claim:{claim.id}", before, claims.snapshot(claim))
