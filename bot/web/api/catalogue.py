"""`GET /claims`, one claim, and a claim as schema.org's ClaimReview."""

from datetime import UTC
from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Query
from fastapi.responses import JSONResponse

from bot.claims.search import search
from bot.web.access import RunningBot
from bot.web.api.shapes import ClaimOut, ClaimPage, Id, claim_out
from bot.web.api.tokens import REFUSALS, Reader
from storage import claims, listings, source_reviews
from storage.models import Claim


class _JsonLd(JSONResponse):
    media_type = "application/ld+json"


router = APIRouter(tags=["claims"], responses=REFUSALS)
_MISSING: dict[int | str, dict[str, object]] = {404: {"description": "No such claim."}}
_WORST_TO_BEST = {"false": 1, "misleading": 2, "unsupported": 2, "unproven": 3, "mixed": 3, "true": 5}
"""ClaimReview wants a number from 1 (false) to 5 (true); satire has none."""


@router.get("/claims")
async def list_claims(
    app: RunningBot,
    _caller: Reader,
    q: Annotated[str, Query(max_length=500, description="Words or another wording; unset: all.")] = "",
    before: Annotated[int | None, Query(ge=1, le=2**53, description="`next` of the page before.")] = None,
    limit: Annotated[int, Query(ge=1, le=100)] = 50,
) -> ClaimPage:
    """Published claims: the newest first, or those that some words mean, the likeliest first."""
    if q.strip():
        found = await search(app.database, app.matcher, q, limit, published=True)
        async with app.database.read() as session:
            known = await source_reviews.of_claims(session, [claim.id for claim in found])
        return ClaimPage(claims=[claim_out(claim, known.get(claim.id, ())) for claim in found], next=None)
    async with app.database.read() as session:
        rows = await listings.published_before(session, before, limit + 1)
        page = rows[:limit]
        known = await source_reviews.of_claims(session, [claim.id for claim in page])
    return ClaimPage(
        claims=[claim_out(claim, known.get(claim.id, ())) for claim in page],
        next=page[-1].id if len(rows) > limit else None,
    )


@router.get("/claims/{claim_id}", responses=_MISSING)
async def show_claim(app: RunningBot, _caller: Reader, claim_id: Id) -> ClaimOut:
    """One claim, retracted ones too."""
    claim = await wanted(app, claim_id)
    async with app.database.read() as session:
        known = await source_reviews.of_claims(session, [claim.id])
    return claim_out(claim, known.get(claim.id, ()))


@router.get("/claims/{claim_id}/claimreview", response_class=_JsonLd, responses=_MISSING)
async def claim_review(app: RunningBot, _caller: Reader, claim_id: Id) -> JSONResponse:
    """The claim's fact-checks as JSON-LD (https://schema.org/ClaimReview), one for each article."""
    claim = await wanted(app, claim_id)
    if not claim.is_published:
        raise HTTPException(404, "the claim was retracted")
    return _JsonLd(reviews_of(claim))


async def wanted(app: RunningBot, claim_id: int) -> Claim:
    """The claim.

    Raises:
        HTTPException: 404, there is none.
    """
    async with app.database.read() as session:
        claim = await claims.get(session, claim_id)
    if claim is None:
        raise HTTPException(404, f"there is no claim {claim_id}")
    return claim


def reviews_of(claim: Claim) -> list[dict[str, Any]]:
    """ClaimReview objects of a claim; pure."""
    stated: dict[str, Any] = {"@type": "Claim", "name": claim.statement}
    if claim.claimant:
        stated["author"] = {"@type": "Thing", "name": claim.claimant}
    if claim.appearances:
        stated["appearance"] = [
            {
                "@type": "CreativeWork",
                "author": {"@type": "Thing", "name": seed.who},
                **({"url": seed.url} if seed.url else {}),
                **(
                    {"datePublished": seed.published_at.astimezone(UTC).isoformat()}
                    if seed.published_at
                    else {}
                ),
            }
            for seed in claim.appearances
        ]
    return [
        {
            "@context": "https://schema.org",
            "@type": "ClaimReview",
            "url": check.url,
            "claimReviewed": claim.statement,
            "itemReviewed": stated,
            "author": {"@type": "Organization", "name": check.publisher or check.url.split("/")[2]},
            "reviewRating": {
                "@type": "Rating",
                "alternateName": check.textual_rating or claim.rating,
                **(
                    {"ratingValue": _WORST_TO_BEST[claim.rating], "worstRating": 1, "bestRating": 5}
                    if claim.rating in _WORST_TO_BEST
                    else {}
                ),
            },
            **({"name": check.title} if check.title else {}),
            **({"inLanguage": check.language} if check.language else {}),
            **({"datePublished": check.published_on.isoformat()} if check.published_on else {}),
        }
        for check in claim.fact_checks
    ]
