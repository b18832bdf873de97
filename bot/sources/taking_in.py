"""The one door by which what a source says comes in: published, proposed, corrected, or noted as seen again.

Published by itself is only what its operator wished to publish, that the publisher itself states as
ClaimReview of its own page, on a domain that the source speaks for, with a rating that is understood, and
that resembles nothing here in an unclear way. All else is proposed. The same page taken in twice changes
nothing.
"""

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from bot.claims.form import FormFault, read_form
from bot.config.sources import SourceSettings
from bot.decisions.policy import REFUTING_RATINGS
from bot.sources import naming, writing
from bot.sources.found import FoundClaim, Mode, speaks_for
from bot.sources.writing import Author
from storage import audit, claims, publishers, source_reviews
from storage.addresses import address_key
from storage.errors import DuplicateClaim
from storage.models import Claim
from storage.models.sources import Publisher, Source, SourceReview

_LONGEST_STATEMENT = 500
_LONGEST_NAME = 300
_FUTURE = timedelta(days=1)
_SAME_CLAIM = 0.5
"""From this share of common text on, a new statement on a page is a better wording of the old one."""
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Near:
    """A claim that the matcher takes for the same, and how surely (0..1)."""

    claim_id: int
    probability: float


@dataclass
class Outcome:
    """What taking a page in did: ids of reviews and claims."""

    proposed: list[int] = field(default_factory=list)
    published: list[int] = field(default_factory=list)
    joined: list[int] = field(default_factory=list)
    changed: list[int] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)

    @property
    def is_new(self) -> bool:
        """Whether anything came that was not there."""
        return bool(self.proposed or self.published or self.joined)


@dataclass(frozen=True)
class Door:
    """What taking in needs besides the page.

    Attributes:
        session: a writing session.
        source: held by this worker, or the editor's own.
        settings: thresholds.
        now: the time.
        near: claims that resemble a statement, by its content hash; looked up before the transaction.
        review_probability: from which probability on a likeness is worth an editor's look.
    """

    session: AsyncSession
    source: Source
    settings: SourceSettings
    now: datetime
    near: Mapping[str, Sequence[Near]] = field(default_factory=dict)
    review_probability: float = 0.5

    @property
    def author(self) -> Author:
        """The source, as the audit log names it."""
        return Author(f"source:{self.source.id}", self.now)

    @property
    def expires_at(self) -> datetime | None:
        """Until when what is seen now may be kept."""
        days = self.source.term_days
        return None if days is None else self.now + timedelta(days=days)


async def take_in(door: Door, found: Sequence[FoundClaim]) -> Outcome:
    """Take in all that a source says at one address, or at several; see the module.

    Args:
        door: what it needs.
        found: the claims, those of one address one after the other.
    """
    outcome = Outcome()
    pages: dict[str, list[FoundClaim]] = {}
    for one in found:
        pages.setdefault(address_key(one.address), []).append(one)
    rows = await source_reviews.seen_at(door.session, door.source.id, pages)
    linked = await source_reviews.claims_at(door.session, pages)
    for key, page in pages.items():
        await _take_page(door, page, rows[key], linked.get(key, []), outcome)
    await door.session.flush()
    return outcome


async def _take_page(
    door: Door,
    page: Sequence[FoundClaim],
    rows: Sequence[SourceReview],
    linked: Sequence[Claim],
    outcome: Outcome,
) -> None:
    address = page[0].address
    if door.source.domains and not speaks_for(door.source.domains, address):
        outcome.refused.append(f"{address} is on none of the source's domains")
        return
    publisher = await naming.publisher_of(door.session, page[0], door.now)
    stated: dict[str, FoundClaim] = {}
    for one in await naming.rated(door.session, publisher, page, door.now):
        statement = one.claim or one.title or ""
        if sum(map(str.isalnum, statement)) >= 3 and one.rating != naming.IGNORED:
            stated.setdefault(claims.content_hash(statement), one)
    if not stated:
        outcome.refused.append(f"{address} states no claim")
    known = {row.statement_hash: row for row in rows}
    moved = _reworded(door, stated, known)
    for digest, one in stated.items():
        row = known.get(digest) or moved.get(digest)
        if row is None:
            await _take_new(door, one, digest, publisher, linked if len(stated) == 1 else (), outcome)
        else:
            await _take_again(door, one, digest, row, publisher, outcome)
    left = [row for digest, row in known.items() if digest not in stated and row not in moved.values()]
    for row in left:
        _ask_about_gone(row, "review-gone", door.now)


def _reworded(
    door: Door, stated: Mapping[str, FoundClaim], known: Mapping[str, SourceReview]
) -> dict[str, SourceReview]:
    """The row whose page states its one claim in other words now, by the new words' hash."""
    new = [digest for digest in stated if digest not in known]
    old = [row for digest, row in known.items() if digest not in stated and row.asks != "gone"]
    return {new[0]: old[0]} if len(new) == len(old) == 1 else {}


async def _take_new(
    door: Door,
    found: FoundClaim,
    digest: str,
    publisher: Publisher,
    linked: Sequence[Claim],
    outcome: Outcome,
) -> None:
    row = _row(door, found, digest, publisher)
    door.session.add(row)
    await door.session.flush()
    same = await _same_here(door, row, linked)
    if same is not None:
        writing.attach(row, same, door.author)
        return
    await _judge(door, row, found, outcome)


async def _same_here(door: Door, row: SourceReview, linked: Sequence[Claim]) -> Claim | None:
    """The claim that has this very fact-check already, by whatever door it came."""
    worded = await claims.with_wording(door.session, row.statement)
    for claim in worded:
        if any(check.address_hash == row.address_hash for check in claim.fact_checks):
            return claim
    published = [claim for claim in linked if claim.is_published]
    if len(published) == 1 and not worded:
        return published[0]
    return None


async def _judge(door: Door, row: SourceReview, found: FoundClaim, outcome: Outcome) -> None:
    """Publish, join or propose a row that is not in the catalogue yet."""
    reason, near = await _objection(door, row, found)
    row.near_claim_id = None if near is None else near.id
    if reason is None and near is None and await _publish(door, row):
        outcome.published.append(row.claim_id or 0)
    elif reason is None and near is not None:
        await writing.join(door.session, row, near, door.author)
        outcome.joined.append(near.id)
    else:
        row.status, row.asks, row.reason = "open", "claim", reason or "retracted"
        outcome.proposed.append(row.id)
    if row.status == "taken":
        _count(door)


async def _publish(door: Door, row: SourceReview) -> bool:
    try:
        await writing.publish(door.session, row, row.rating or "", door.author)
    except DuplicateClaim as duplicate:
        row.near_claim_id = duplicate.claim_id
        return False
    return True


async def _objection(door: Door, row: SourceReview, found: FoundClaim) -> tuple[str | None, Claim | None]:
    """Why a row is not published by itself, and the claim that it is, or may be, about."""
    worded = await claims.with_wording(door.session, row.statement)
    exact = next(iter(worded), None)
    if exact is not None and not exact.is_published:
        return "retracted", exact
    near = door.near.get(row.statement_hash, ())
    best = max(near, key=lambda one: one.probability, default=None)
    like = exact
    if like is None and best is not None and best.probability >= door.review_probability:
        like = await claims.get(door.session, best.claim_id)
        like = like if like is not None and like.is_published else None
    plain = _plain_objection(door, row, found)
    if plain is not None:
        return plain, like
    if like is None:
        return None, None
    surely = like is exact or (best is not None and best.probability >= door.settings.join_probability)
    if not _agree(like.rating, row.rating or ""):
        return "contradicts", like
    return (None, like) if surely else ("near", like)


def _plain_objection(door: Door, row: SourceReview, found: FoundClaim) -> str | None:
    """What speaks against publishing, whatever is in the catalogue; None: nothing."""
    day = row.published_on
    objections: tuple[tuple[str, bool], ...] = (
        ("no-review", not found.from_review),
        ("no-claim", not found.claim),
        ("other-page", not found.own),
        ("rating", row.rating is None),
        ("mode", door.source.mode != Mode.PUBLISH or door.source.status != "active"),
        ("long", len(row.statement) > _LONGEST_STATEMENT),
        ("future", day is not None and day > (door.now + _FUTURE).date()),
    )
    reason = next((name for name, holds in objections if holds), None)
    if reason is None and not _has_form(row):
        return "form"
    return "flood" if reason is None and _floods(door) else reason


def _has_form(row: SourceReview) -> bool:
    """Whether it could be handed in by hand."""
    try:
        read_form({"claim": row.statement, "rating": row.rating, "url": row.address})
    except FormFault:
        return False
    return True


def _floods(door: Door) -> bool:
    """Whether a source, once it had caught up, brings more new claims a day than is usual for people.

    It then publishes no more by itself, until somebody chooses its mode again.
    """
    source = door.source
    if source.caught_up_at is None:
        return False
    if source.counted_from is None or not timedelta(0) <= door.now - source.counted_from < _DAY:
        source.counted_from, source.new_since = door.now, 0
    if source.new_since < door.settings.most_new_a_day:
        return False
    source.mode = Mode.PROPOSE
    source.state = "flood"
    source.state_reason = f"more than {door.settings.most_new_a_day} new claims within a day"
    return True


def _count(door: Door) -> None:
    if door.source.caught_up_at is not None:
        door.source.new_since += 1


async def _take_again(
    door: Door, found: FoundClaim, digest: str, row: SourceReview, publisher: Publisher, outcome: Outcome
) -> None:
    """A row that was there: note that it was seen; take over, or ask about, what its publisher changed."""
    fresh = _row(door, found, digest, publisher)
    was_statement, was_rating, was_words = row.statement, row.rating, row.textual_rating
    changed = [name for name in _FIELDS if getattr(row, name) != getattr(fresh, name)]
    row.last_seen, row.expires_at = door.now, door.expires_at
    if row.asks in ("gone", "expired"):
        row.asks = row.reason = None
    for name in changed:
        setattr(row, name, getattr(fresh, name))
    if row.status == "open":
        if changed or row.reason in ("rating", None):
            await _judge(door, row, found, outcome)
            if changed and row.status == "open" and row.id in outcome.proposed:
                outcome.proposed.remove(row.id)
        return
    if row.status != "taken" or not changed or row.claim_id is None:
        return
    claim = await claims.get(door.session, row.claim_id)
    if claim is None or not claim.is_published:
        return
    outcome.changed.append(claim.id)
    values: dict[str, str] = {}
    unclear = False
    if row.rating != was_rating or (row.rating is None and row.textual_rating != was_words):
        if row.rating is None:
            unclear = True
        elif row.rating != claim.rating:
            values["rating"] = row.rating
            unclear = claim.rating != was_rating
    if row.statement != was_statement and claim.statement == was_statement:
        values["statement"] = row.statement
        alike = difflib.SequenceMatcher(
            None, was_statement.casefold(), row.statement.casefold(), autojunk=False
        )
        unclear = unclear or alike.ratio() < _SAME_CLAIM
    waits = bool(values or unclear) and not await _correct(door, row, found, claim, values, unclear)
    await writing.describe(door.session, row, claim, door.author, words=not waits)


async def _correct(
    door: Door, row: SourceReview, found: FoundClaim, claim: Claim, values: dict[str, str], unclear: bool
) -> bool:
    """Correct a claim as its publisher did, or ask an editor to: False."""
    others = [check for check in claim.fact_checks if check.address_hash != row.address_hash]
    if not unclear and not others and _plain_objection(door, row, found) is None:
        try:
            await writing.correct(door.session, claim, values, door.author)
        except DuplicateClaim as duplicate:
            row.near_claim_id = duplicate.claim_id
        else:
            return True
    row.asks, row.reason = "change", "others" if others else "mode"
    row.pending = {**values, "textual_rating": row.textual_rating}
    return False


def _ask_about_gone(row: SourceReview, reason: str, now: datetime) -> None:
    """Nothing is retracted because a page is gone: an editor looks."""
    if row.status == "taken" and row.asks is None:
        row.asks, row.reason = "gone", reason
    elif row.status == "open":
        row.status, row.asks, row.decided_at = "dropped", None, now


async def note_gone(door: Door, address: str) -> int:
    """A page is no longer there: ask an editor about what stands on it, drop what was only proposed."""
    rows = await source_reviews.at_page(door.session, door.source.id, address)
    for row in rows:
        _ask_about_gone(row, "page-gone", door.now)
    return len(rows)


def statements_of(found: Sequence[FoundClaim]) -> dict[str, str]:
    """What to look up before the transaction: the statements by their content hash."""
    return {claims.content_hash(one.claim): one.claim for one in found if one.claim}


_FIELDS = (
    "statement",
    "statement_hash",
    "rating",
    "textual_rating",
    "title",
    "summary",
    "publisher",
    "language",
    "published_on",
    "claimant",
    "licence",
    "from_review",
)
"""What a row holds of what its publisher says."""


def _row(door: Door, found: FoundClaim, digest: str, publisher: Publisher) -> SourceReview:
    """A row as the source says it now, not yet in the session."""
    return SourceReview(
        source_id=door.source.id,
        address=found.address,
        address_hash=address_key(found.address),
        statement=found.claim or found.title or "",
        statement_hash=digest,
        rating=found.rating,
        textual_rating=_cut(found.textual_rating),
        title=_cut(found.title),
        summary=found.summary,
        publisher=publisher.name,
        publisher_id=publisher.id,
        language=found.language,
        published_on=found.published_on,
        claimant=_cut(found.claimant),
        appearances=list(found.appearances),
        licence=found.licence,
        from_review=found.from_review,
        first_seen=door.now,
        last_seen=door.now,
        expires_at=door.expires_at,
    )


def _cut(text: str | None) -> str | None:
    return text[:_LONGEST_NAME] if text else None


def _agree(one: str, other: str) -> bool:
    """Whether two ratings may stand on one claim: the same, or both refute it."""
    return one == other or {one, other} <= REFUTING_RATINGS - {"mixed", "satire"}


async def flood_noted(door: Door, before: str) -> bool:
    """Write into the audit log that a source does not publish by itself any more; False: it still does."""
    if door.source.mode == before:
        return False
    subject = f"source:{door.source.id}"
    after = {"mode": door.source.mode, "state": door.source.state}
    await audit.note(door.session, door.now, subject, "source.flood", subject, {"mode": before}, after)
    return True


async def again(door: Door, row: SourceReview, rating: str, outcome: Outcome) -> None:
    """Judge a proposal once more after an editor has answered what its rating means."""
    publisher = await publishers.get(door.session, row.publisher_id or 0)
    row.rating = rating
    if publisher is None:
        return
    found = FoundClaim(
        address=row.address,
        claim=row.statement,
        rating=rating,
        from_review=row.from_review,
        own=row.reason != "other-page",
    )
    await _judge(door, row, found, outcome)
