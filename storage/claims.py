"""Claims with their phrasings, fact-checks and appearances: add, change, retract, find, follow."""

import hashlib
import unicodedata
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.errors import DuplicateClaim
from storage.models import Appearance, Claim, ClaimChange, FactCheck, Phrasing

RATINGS = ("false", "misleading", "unsupported", "unproven", "satire", "true", "mixed")
"""The normalised ratings of a claim; the publisher's own words stand in `FactCheck.textual_rating`."""


@dataclass(frozen=True)
class FactCheckDraft:
    """A fact-check to be stored."""

    url: str
    publisher: str | None = None
    title: str | None = None
    textual_rating: str | None = None
    language: str | None = None
    published_on: date | None = None


@dataclass(frozen=True)
class AppearanceDraft:
    """A first publication to be stored."""

    who: str
    where: str | None = None
    citing: str | None = None
    url: str | None = None
    language: str | None = None
    published_at: datetime | None = None


@dataclass(frozen=True)
class ClaimDraft:
    """A claim to be stored; `phrasings` are (text, language or None)."""

    statement: str
    rating: str
    fact_checks: tuple[FactCheckDraft, ...] = ()
    phrasings: tuple[tuple[str, str | None], ...] = ()
    appearances: tuple[AppearanceDraft, ...] = ()
    language: str | None = None
    claimant: str | None = None


def content_hash(text: str) -> str:
    """Hash by which two texts count as the same: NFKC, case and white space folded; SHA-256 hex."""
    folded = " ".join(unicodedata.normalize("NFKC", text).casefold().split())
    return hashlib.sha256(folded.encode("utf-8", "surrogatepass")).hexdigest()


async def add(session: AsyncSession, draft: ClaimDraft, now: datetime) -> Claim:
    """Store a new claim.

    Raises:
        DuplicateClaim: a claim with the same words exists (retracted ones count).
    """
    digest = content_hash(draft.statement)
    known = await session.scalar(select(Claim.id).where(Claim.statement_hash == digest))
    if known is not None:
        raise DuplicateClaim(known)
    claim = Claim(
        statement=draft.statement,
        statement_hash=digest,
        rating=draft.rating,
        language=draft.language,
        claimant=draft.claimant,
        status="published",
        created_at=now,
        updated_at=now,
        fact_checks=[_fact_check(check) for check in draft.fact_checks],
        appearances=[_appearance(appearance) for appearance in draft.appearances],
        phrasings=[],
    )
    seen = {digest}
    for text, language in draft.phrasings:
        if (text_hash := content_hash(text)) not in seen:
            seen.add(text_hash)
            claim.phrasings.append(
                Phrasing(text=text, text_hash=text_hash, language=language, created_at=now)
            )
    session.add(claim)
    await session.flush()
    _mark_changed(session, claim, now)
    return claim


async def get(session: AsyncSession, claim_id: int) -> Claim | None:
    """The claim with everything that belongs to it, or None."""
    return await session.get(Claim, claim_id)


async def get_many(session: AsyncSession, claim_ids: Sequence[int]) -> dict[int, Claim]:
    """The claims of these ids that exist, by id."""
    rows = await session.scalars(select(Claim).where(Claim.id.in_(claim_ids)))
    return {claim.id: claim for claim in rows}


async def edit(
    session: AsyncSession,
    claim: Claim,
    now: datetime,
    *,
    statement: str | None = None,
    rating: str | None = None,
    claimant: str | None = None,
    language: str | None = None,
) -> None:
    """Change what is given, keep the rest.

    Raises:
        DuplicateClaim: the new statement is another claim's.
    """
    if statement is not None and (digest := content_hash(statement)) != claim.statement_hash:
        other = await session.scalar(
            select(Claim.id).where(Claim.statement_hash == digest, Claim.id != claim.id)
        )
        if other is not None:
            raise DuplicateClaim(other)
        claim.statement_hash = digest
    claim.statement = statement or claim.statement
    claim.rating = rating or claim.rating
    claim.claimant = claimant or claim.claimant
    claim.language = language or claim.language
    _mark_changed(session, claim, now)


async def add_phrasing(
    session: AsyncSession, claim: Claim, text: str, language: str | None, now: datetime
) -> bool:
    """Add a wording; False when the claim has it already."""
    digest = content_hash(text)
    if digest == claim.statement_hash or any(phrasing.text_hash == digest for phrasing in claim.phrasings):
        return False
    claim.phrasings.append(Phrasing(text=text, text_hash=digest, language=language, created_at=now))
    _mark_changed(session, claim, now)
    return True


async def add_fact_check(session: AsyncSession, claim: Claim, draft: FactCheckDraft, now: datetime) -> bool:
    """Add an article that examined the claim; False when its URL is there already."""
    if any(check.url == draft.url for check in claim.fact_checks):
        return False
    claim.fact_checks.append(_fact_check(draft))
    _mark_changed(session, claim, now)
    return True


async def replace_fact_check(
    session: AsyncSession, claim: Claim, draft: FactCheckDraft, now: datetime
) -> None:
    """Make this the claim's only fact-check."""
    claim.fact_checks.clear()
    await session.flush()
    claim.fact_checks.append(_fact_check(draft))
    _mark_changed(session, claim, now)


async def retract(session: AsyncSession, claim: Claim, reason: str, now: datetime) -> None:
    """Take a claim out of matching for good; it stays readable."""
    claim.status = "retracted"
    claim.retraction_reason = reason
    _mark_changed(session, claim, now)


async def find(
    session: AsyncSession, words: str = "", *, limit: int = 50, offset: int = 0, status: str | None = None
) -> list[Claim]:
    """Claims whose statement or a phrasing holds every word, newest first; without words, all."""
    query = select(Claim).order_by(Claim.id.desc()).limit(limit).offset(offset)
    if status is not None:
        query = query.where(Claim.status == status)
    for word in words.split():
        in_phrasing = select(Phrasing.claim_id).where(Phrasing.text.icontains(word, autoescape=True))
        query = query.where(or_(Claim.statement.icontains(word, autoescape=True), Claim.id.in_(in_phrasing)))
    return list(await session.scalars(query))


async def count(session: AsyncSession, status: str | None = None) -> int:
    """How many claims there are."""
    query = select(func.count()).select_from(Claim)
    if status is not None:
        query = query.where(Claim.status == status)
    return await session.scalar(query) or 0


async def published(session: AsyncSession, batch: int = 500) -> AsyncIterator[Claim]:
    """Every published claim in the order of ids, read in batches so that memory stays flat."""
    last = 0
    while True:
        query = (
            select(Claim).where(Claim.id > last, Claim.status == "published").order_by(Claim.id).limit(batch)
        )
        rows = list(await session.scalars(query))
        for claim in rows:
            yield claim
        if len(rows) < batch:
            return
        last = rows[-1].id
        session.expunge_all()


async def latest_change(session: AsyncSession) -> int:
    """Number of the newest change, 0 when there is none."""
    return await session.scalar(select(func.max(ClaimChange.id))) or 0


async def changed_since(session: AsyncSession, change: int) -> tuple[int, list[int]]:
    """The newest change's number and the ids of the claims changed after `change`."""
    rows = (
        await session.execute(select(ClaimChange.id, ClaimChange.claim_id).where(ClaimChange.id > change))
    ).all()
    return max((row.id for row in rows), default=change), sorted({row.claim_id for row in rows})


def snapshot(claim: Claim) -> dict[str, Any]:
    """What the audit log keeps of a claim."""
    return {
        "statement": claim.statement,
        "rating": claim.rating,
        "language": claim.language,
        "claimant": claim.claimant,
        "status": claim.status,
        "fact_checks": [check.url for check in claim.fact_checks],
        "phrasings": [phrasing.text for phrasing in claim.phrasings],
    }


def best_fact_check(claim: Claim, language: str | None) -> FactCheck | None:
    """The fact-check to link for a reader: in their language, else in English, else the first."""
    for wanted in (language, "en"):
        for check in claim.fact_checks:
            if wanted is not None and (check.language or claim.language or "").split("-")[0] == wanted:
                return check
    return claim.fact_checks[0] if claim.fact_checks else None


def _fact_check(draft: FactCheckDraft) -> FactCheck:
    return FactCheck(**_fields(draft))


def _appearance(draft: AppearanceDraft) -> Appearance:
    return Appearance(**_fields(draft))


def _fields(draft: FactCheckDraft | AppearanceDraft) -> Mapping[str, Any]:
    return vars(draft)


def _mark_changed(session: AsyncSession, claim: Claim, now: datetime) -> None:
    claim.updated_at = now
    session.add(ClaimChange(claim_id=claim.id, changed_at=now))
