"""What sources change in the catalogue: a claim added, a fact-check joined to one, a correction taken over.

The one place where this room writes claims; each change has its audit row, and a correction is told to those
who wished to hear of the claim, as after `/editclaim`.
"""

from collections.abc import Mapping, Sequence
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


def draft_of(review: SourceReview, rating: str) -> ClaimDraft:
    """The claim that a review makes."""
    return ClaimDraft(
        statement=review.statement,
        rating=rating,
        fact_checks=(check_of(review),),
        appearances=tuple(
            AppearanceDraft(who=urlsplit(url).hostname or url, url=url) for url in review.appearances
        ),
        language=review.language,
        claimant=review.claimant,
    )


async def publish(session: AsyncSession, review: SourceReview, rating: str, by: Author) -> Claim:
    """Add the claim of a review to the catalogue; it is matched from the next post on.

    Raises:
        DuplicateClaim: a claim says just this already.
    """
    claim = claims.new(draft_of(review, rating), by.now)
    await publish_all(session, [(review, claim)], by)
    return claim


async def publish_all(session: AsyncSession, added: Sequence[tuple[SourceReview, Claim]], by: Author) -> None:
    """Add the claims of these reviews to the catalogue, new ones of `draft_of`.

    Raises:
        DuplicateClaim: a claim says just what one of them says.
    """
    await claims.add_all(session, [claim for _, claim in added], by.now)
    for review, claim in added:
        _take(review, claim, by)
    after = {f"claim:{claim.id}": claims.snapshot(claim) for _, claim in added}
    await audit.note_all(session, by.now, by.ref, "source.add", after)


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
