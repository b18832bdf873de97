"""Claims with their phrasings, fact-checks and appearances: add, change, retract, find."""

import hashlib
from collections.abc import AsyncIterator, Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import func, or_, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from storage.addresses import address_key
from storage.errors import DuplicateClaim
from storage.models import Appearance, Claim, ClaimChange, FactCheck, Phrasing, Sighting, is_id
from storage.statements import add_many
from storage.text import exact_hash, fold

RATINGS = ("false", "misleading", "unsupported", "unproven", "satire", "true", "mixed")
"""The normalised ratings of a claim; the publisher's own words stand in `FactCheck.textual_rating`."""

_MOST_WORDS = 50
_LONGEST_WORD = 1_000
_MOST_AT_ONCE = 500


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
    return hashlib.sha256(fold(text).encode()).hexdigest()


async def add(session: AsyncSession, draft: ClaimDraft, now: datetime) -> Claim:
    """Store a new claim.

    Raises:
        DuplicateClaim: a claim with the same words exists (retracted ones count).
    """
    claim = new(draft, now)
    await add_all(session, [claim], now)
    return claim


def new(draft: ClaimDraft, now: datetime) -> Claim:
    """A claim that is not stored yet."""
    digest = content_hash(draft.statement)
    claim = Claim(
        statement=draft.statement,
        statement_hash=digest,
        rating=draft.rating,
        language=draft.language,
        claimant=draft.claimant,
        status="published",
        created_at=now,
        updated_at=now,
        fact_checks=[_fact_check(check) for check in _one_of_each_url(draft.fact_checks)],
        appearances=[_appearance(appearance) for appearance in draft.appearances],
        phrasings=[],
    )
    seen = {digest}
    for wording, language in draft.phrasings:
        if (text_hash := content_hash(wording)) not in seen:
            seen.add(text_hash)
            claim.phrasings.append(
                Phrasing(text=wording, text_hash=text_hash, language=language, created_at=now)
            )
    return claim


async def add_all(session: AsyncSession, added: Sequence[Claim], now: datetime) -> None:
    """Store new claims, no two of which have the same words.

    Raises:
        DuplicateClaim: a claim with the same words as one of them exists (retracted ones count).
    """
    await one_writer(session)
    for start in range(0, len(added), _MOST_AT_ONCE):
        some = added[start : start + _MOST_AT_ONCE]
        same = select(Claim.id).where(Claim.statement_hash.in_([claim.statement_hash for claim in some]))
        known = await session.scalar(same.limit(1))
        if known is not None:
            raise DuplicateClaim(known)
        parts = [
            part for claim in some for part in (*claim.fact_checks, *claim.appearances, *claim.phrasings)
        ]
        ever = (
            await session.scalar(select(func.max(ClaimChange.claim_id))) or 0
        )  # claims that were removed, too
        await add_many(session, [*some, *parts], above={Claim: ever})
        await add_many(session, [ClaimChange(claim_id=claim.id, changed_at=now) for claim in some])


async def get(session: AsyncSession, claim_id: int) -> Claim | None:
    """The claim with everything that belongs to it, or None; any number may be asked for."""
    return await session.get(Claim, claim_id) if is_id(claim_id) else None


async def get_many(session: AsyncSession, claim_ids: Sequence[int]) -> dict[int, Claim]:
    """The claims of these ids that exist, by id."""
    known = [claim_id for claim_id in claim_ids if is_id(claim_id)]
    rows = await session.scalars(select(Claim).where(Claim.id.in_(known))) if known else ()
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
    await one_writer(session)
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
    await _mark_changed(session, claim, now)


async def add_phrasing(
    session: AsyncSession, claim: Claim, text: str, language: str | None, now: datetime
) -> bool:
    """Add a wording; False when the claim has it already."""
    await one_writer(session)
    await session.refresh(claim, ["statement_hash", "phrasings"])
    digest = content_hash(text)
    if digest == claim.statement_hash or any(phrasing.text_hash == digest for phrasing in claim.phrasings):
        return False
    claim.phrasings.append(Phrasing(text=text, text_hash=digest, language=language, created_at=now))
    await _mark_changed(session, claim, now)
    return True


async def remove_phrasing(session: AsyncSession, claim: Claim, phrasing_id: int, now: datetime) -> bool:
    """Take a wording away; False when the claim does not have it."""
    await one_writer(session)
    await session.refresh(claim, ["phrasings"])
    phrasing = next((one for one in claim.phrasings if one.id == phrasing_id), None)
    if phrasing is None:
        return False
    claim.phrasings.remove(phrasing)
    await _mark_changed(session, claim, now)
    return True


async def add_fact_check(session: AsyncSession, claim: Claim, draft: FactCheckDraft, now: datetime) -> bool:
    """Add an article that examined the claim; False when its URL is there already."""
    await one_writer(session)
    await session.refresh(claim, ["fact_checks"])
    if any(check.url_hash == exact_hash(draft.url) for check in claim.fact_checks):
        return False
    claim.fact_checks.append(_fact_check(draft))
    await _mark_changed(session, claim, now)
    return True


async def add_appearance(session: AsyncSession, claim: Claim, draft: AppearanceDraft, now: datetime) -> bool:
    """Add where the claim was published; False when the very same stands there already."""
    await one_writer(session)
    await session.refresh(claim, ["appearances"])
    if any(appearance_draft(known) == draft for known in claim.appearances):
        return False
    claim.appearances.append(_appearance(draft))
    await _mark_changed(session, claim, now)
    return True


async def remove_appearance(
    session: AsyncSession, claim: Claim, appearance: Appearance, now: datetime
) -> None:
    """Take an appearance away."""
    await one_writer(session)
    claim.appearances.remove(appearance)
    await _mark_changed(session, claim, now)


async def replace_fact_check(
    session: AsyncSession, claim: Claim, draft: FactCheckDraft, now: datetime
) -> None:
    """Make this the claim's only fact-check."""
    await one_writer(session)
    await session.refresh(claim, ["fact_checks"])
    claim.fact_checks.clear()
    await session.flush()
    claim.fact_checks.append(_fact_check(draft))
    await _mark_changed(session, claim, now)


async def describe_fact_check(
    session: AsyncSession, claim: Claim, draft: FactCheckDraft, now: datetime
) -> bool:
    """Take over what describes a fact-check, where the draft says it; False when nothing changes.

    The fact-check is the claim's at the draft's canonical address, however the address is written.
    """
    await one_writer(session)
    await session.refresh(claim, ["fact_checks"])
    key = address_key(draft.url)
    check = next((check for check in claim.fact_checks if check.address_hash == key), None)
    if check is None:
        return False
    said = {name: value for name, value in vars(draft).items() if name != "url" and value is not None}
    changed = {name: value for name, value in said.items() if getattr(check, name) != value}
    for name, value in changed.items():
        setattr(check, name, value)
    if changed:
        await _mark_changed(session, claim, now)
    return bool(changed)


async def forget_description(session: AsyncSession, claim: Claim, url: str, now: datetime) -> None:
    """Keep a fact-check's link alone: what described it may be kept no longer."""
    await one_writer(session)
    await session.refresh(claim, ["fact_checks"])
    for check in claim.fact_checks:
        if check.address_hash == address_key(url):
            check.title = check.textual_rating = check.publisher = check.published_on = None
    await _mark_changed(session, claim, now)


async def retract(session: AsyncSession, claim: Claim, reason: str, now: datetime) -> None:
    """Take a claim out of matching for good; it stays readable."""
    await one_writer(session)
    claim.status = "retracted"
    claim.retraction_reason = reason
    await _mark_changed(session, claim, now)


async def find(
    session: AsyncSession, words: str = "", *, limit: int = 50, offset: int = 0, status: str | None = None
) -> list[Claim]:
    """Claims whose statement or a phrasing holds each word, in any case, newest first; without words, all.

    Of an endless search the first 50 words count, of an endless word its first 1,000 characters.
    """
    query = select(Claim).order_by(Claim.id.desc()).limit(limit).offset(offset)
    if status is not None:
        query = query.where(Claim.status == status)
    for word in fold(words).split()[:_MOST_WORDS]:
        part = word[:_LONGEST_WORD]
        in_phrasing = select(Phrasing.claim_id).where(Phrasing.text_folded.contains(part, autoescape=True))
        query = query.where(
            or_(Claim.statement_folded.contains(part, autoescape=True), Claim.id.in_(in_phrasing))
        )
    return list(await session.scalars(query))


async def with_wording(session: AsyncSession, text: str) -> list[Claim]:
    """Claims whose statement or a phrasing is this text, case and white space aside."""
    digest = content_hash(text)
    in_phrasing = select(Phrasing.claim_id).where(Phrasing.text_hash == digest)
    query = select(Claim).where(or_(Claim.statement_hash == digest, Claim.id.in_(in_phrasing)))
    return list(await session.scalars(query.order_by(Claim.id)))


async def known_statements(session: AsyncSession, hashes: Collection[str]) -> set[str]:
    """Which of these content hashes are those of claims that are there, retracted ones too."""
    found: set[str] = set()
    wanted = sorted(hashes)
    for start in range(0, len(wanted), _MOST_AT_ONCE):
        query = select(Claim.statement_hash).where(
            Claim.statement_hash.in_(wanted[start : start + _MOST_AT_ONCE])
        )
        found |= set(await session.scalars(query))
    return found


async def with_link(session: AsyncSession, url: str, limit: int = 5) -> list[Claim]:
    """Claims that have a fact-check at this address, the newest first."""
    having = select(FactCheck.claim_id).where(FactCheck.url_hash == exact_hash(url))
    query = select(Claim).where(Claim.id.in_(having)).order_by(Claim.id.desc()).limit(limit)
    return list(await session.scalars(query))


async def checked_at(session: AsyncSession, addresses: Collection[str], limit: int = 5) -> list[Claim]:
    """Published claims that have a fact-check at one of these addresses, however written, newest first."""
    having = select(FactCheck.claim_id).where(FactCheck.address_hash.in_(map(address_key, addresses)))
    query = select(Claim).where(Claim.id.in_(having), Claim.status == "published")
    return list(await session.scalars(query.order_by(Claim.id.desc()).limit(limit)))


async def replace_link(session: AsyncSession, claim: Claim, old: str, new: str, now: datetime) -> bool:
    """Change a fact-check's address; False when it is not there, or the new one is.

    What described the article is dropped where the new address is another site's.
    """
    await one_writer(session)
    await session.refresh(claim, ["fact_checks"])
    check = next((check for check in claim.fact_checks if check.url == old), None)
    if check is None or any(other.url == new for other in claim.fact_checks):
        return False
    if urlsplit(old).hostname != urlsplit(new).hostname:
        check.publisher = check.title = check.textual_rating = check.published_on = None
    check.url = new
    await _mark_changed(session, claim, now)
    return True


async def count(session: AsyncSession, status: str | None = None) -> int:
    """How many claims there are."""
    query = select(func.count()).select_from(Claim)
    if status is not None:
        query = query.where(Claim.status == status)
    return await session.scalar(query) or 0


async def published(session: AsyncSession, batch: int = 500) -> AsyncIterator[Claim]:
    """Every published claim in the order of ids, read in batches so that memory stays flat."""
    last = 0
    while rows := await published_after(session, last, batch):
        for claim in rows:
            yield claim
        last = rows[-1].id
        for claim in rows:
            session.expunge(claim)


async def published_after(session: AsyncSession, claim_id: int, limit: int) -> list[Claim]:
    """The next published claims in the order of ids."""
    query = select(Claim).where(Claim.id > claim_id, Claim.status == "published")
    return list(await session.scalars(query.order_by(Claim.id).limit(limit)))


async def hold(session: AsyncSession, claim_id: int) -> None:
    """Let no other transaction that asks for the same pass until this one ends; readers are not held up."""
    await session.execute(select(Claim.id).where(Claim.id == claim_id).with_for_update())


async def most_seen(session: AsyncSession, limit: int) -> list[Claim]:
    """Published claims, those seen most often first, of these the newest first."""
    seen = (
        select(Sighting.claim_id, func.count().label("number")).group_by(Sighting.claim_id).subquery("seen")
    )
    query = (
        select(Claim)
        .outerjoin(seen, seen.c.claim_id == Claim.id)
        .where(Claim.status == "published")
        .order_by(func.coalesce(seen.c.number, 0).desc(), Claim.id.desc())
        .limit(limit)
    )
    return list(await session.scalars(query))


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
        "appearances": [appearance_json(appearance) for appearance in claim.appearances],
    }


def appearance_json(appearance: Appearance) -> dict[str, Any]:
    """An appearance as the audit log keeps it."""
    fields = vars(appearance_draft(appearance))
    at = appearance.published_at
    return {**fields, "published_at": None if at is None else at.isoformat()}


def appearance_draft(appearance: Appearance) -> AppearanceDraft:
    """An appearance as it could be entered again."""
    return AppearanceDraft(
        appearance.who,
        appearance.where,
        appearance.citing,
        appearance.url,
        appearance.language,
        appearance.published_at,
    )


def best_fact_check(claim: Claim, language: str | None) -> FactCheck | None:
    """The fact-check to link for a reader: in their language, else in English, else the first."""
    for wanted in (language, "en"):
        for check in claim.fact_checks:
            if wanted is not None and (check.language or claim.language or "").split("-")[0] == wanted:
                return check
    return claim.fact_checks[0] if claim.fact_checks else None


def _one_of_each_url(drafts: Sequence[FactCheckDraft]) -> list[FactCheckDraft]:
    return list({exact_hash(draft.url): draft for draft in reversed(drafts)}.values())[::-1]


def _fact_check(draft: FactCheckDraft) -> FactCheck:
    return FactCheck(**vars(draft))


def _appearance(draft: AppearanceDraft) -> Appearance:
    return Appearance(**vars(draft))


async def _mark_changed(session: AsyncSession, claim: Claim, now: datetime) -> None:
    claim.updated_at = now
    session.add(ClaimChange(claim_id=claim.id, changed_at=now))
    await session.flush()


async def one_writer(session: AsyncSession) -> None:
    """Let one transaction change claims at a time; readers are not held up.

    So a duplicate cannot slip in between the look and the insert, and changes become visible in the order
    of their numbers. On SQLite `Database.write` has taken the only write lock already.
    """
    if session.get_bind().dialect.name != "sqlite":
        await session.execute(text("LOCK TABLE claim_changes IN SHARE ROW EXCLUSIVE MODE"))
