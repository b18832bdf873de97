"""The one door by which what a source says comes in: published, proposed, corrected, or noted as seen again.

Published by itself is only what its operator wished to publish, that the publisher itself states as
ClaimReview of its own page, on a domain that the source speaks for, with a rating that is understood, and
that resembles nothing here in an unclear way. All else is proposed. The same page taken in twice changes
nothing.
"""

import difflib
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.sources import judging, naming, writing
from bot.sources.door import Door, Outcome
from bot.sources.found import FoundClaim, speaks_for
from bot.sources.portion import Portion
from bot.sources.rows import FIELDS, digest_of, row_of, statement_of
from storage import audit, claims, source_reviews
from storage.addresses import address_key
from storage.errors import DuplicateClaim
from storage.models import Claim
from storage.models.sources import SourceReview

_SAME_CLAIM = 0.5
"""From this share of common text on, a new statement on a page is a better wording of the old one."""


async def take_in(door: Door, found: Sequence[FoundClaim]) -> Outcome:
    """Take in all that a source says at one address, or at several; see the module.

    Args:
        door: what it needs.
        found: the claims, those of one address one after the other.
    """
    pages: dict[str, list[FoundClaim]] = {}
    for one in found:
        pages.setdefault(address_key(one.address), []).append(one)
    portion = Portion(door)
    await portion.look_up(pages)
    for key, page in pages.items():
        await _take_page(portion, key, page)
    return await portion.settle()


async def _take_page(portion: Portion, key: str, page: Sequence[FoundClaim]) -> None:
    door, address = portion.door, page[0].address
    if door.source.domains and not speaks_for(door.source.domains, address):
        portion.refused.append(f"{address} is on none of the source's domains")
        return
    publisher = await portion.naming.publisher_of(page[0])
    stated: dict[str, FoundClaim] = {}
    for one in portion.naming.rated(publisher, page):
        if sum(map(str.isalnum, statement_of(one))) >= 3 and one.rating != naming.IGNORED:
            stated.setdefault(digest_of(one), one)
    if not stated:
        portion.refused.append(f"{address} states no claim")
    known = {row.statement_hash: row for row in portion.rows[key]}
    moved = _reworded(stated, known)
    linked = portion.linked.get(key, []) if len(stated) == 1 else []
    for digest, one in stated.items():
        row = known.get(digest) or moved.get(digest)
        fresh = row_of(door, one, digest, publisher)
        if row is None:
            await _take_new(portion, one, fresh, linked)
        else:
            await _take_again(portion, one, fresh, row)
    left = [row for digest, row in known.items() if digest not in stated and row not in moved.values()]
    for row in left:
        _ask_about_gone(row, "review-gone", door.now)


def _reworded(stated: Collection[str], known: Mapping[str, SourceReview]) -> dict[str, SourceReview]:
    """The row whose page states its one claim in other words now, by the new words' hash."""
    new = [digest for digest in stated if digest not in known]
    old = [row for digest, row in known.items() if digest not in stated and row.asks != "gone"]
    return {new[0]: old[0]} if len(new) == len(old) == 1 else {}


async def _take_new(portion: Portion, found: FoundClaim, row: SourceReview, linked: Sequence[Claim]) -> None:
    portion.add(row)
    same = await _same_here(portion, row, linked)
    if same is not None:
        await portion.attach(row, same)
        return
    await _judge(portion, row, found)


async def _same_here(portion: Portion, row: SourceReview, linked: Sequence[Claim]) -> Claim | None:
    """The claim that has this very fact-check already, by whatever door it came."""
    worded = await portion.worded(row.statement_hash)
    for claim in worded:
        if any(check.address_hash == row.address_hash for check in claim.fact_checks):
            return claim
    published = [claim for claim in linked if claim.is_published]
    if len(published) == 1 and not worded:
        return published[0]
    return None


async def _judge(portion: Portion, row: SourceReview, found: FoundClaim) -> None:
    """Publish, join or propose a row that is not in the catalogue yet."""
    reason, near = await judging.objection(portion, row, found)
    if reason is not None:
        await portion.propose(row, reason, near)
        return
    if near is None:
        portion.publish(row)
    else:
        await portion.join(row, near)
    judging.count(portion.door)


async def _take_again(portion: Portion, found: FoundClaim, fresh: SourceReview, row: SourceReview) -> None:
    """A row that was there: note that it was seen; take over, or ask about, what its publisher changed."""
    door = portion.door
    was_statement, was_rating, was_words = row.statement, row.rating, row.textual_rating
    changed = [name for name in FIELDS if getattr(row, name) != getattr(fresh, name)]
    row.last_seen, row.expires_at = door.now, door.expires_at
    if row.asks in ("gone", "expired"):
        row.asks = row.reason = None
    for name in changed:
        setattr(row, name, getattr(fresh, name))
    if row.status == "open":
        if changed or row.reason in ("rating", None):
            await _judge(portion, row, found)
            if changed and row in portion.proposed:
                portion.proposed.remove(row)
        return
    if row.status != "taken" or not changed or row.claim_id is None:
        return
    claim = await claims.get(door.session, row.claim_id)
    if claim is None or not claim.is_published:
        return
    portion.changed.append(claim.id)
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
    waits = bool(values or unclear) and not await _correct(portion, row, found, claim, values, unclear)
    await writing.describe(door.session, row, claim, door.author, words=not waits)


async def _correct(
    portion: Portion,
    row: SourceReview,
    found: FoundClaim,
    claim: Claim,
    values: dict[str, str],
    unclear: bool,
) -> bool:
    """Correct a claim as its publisher did, or ask an editor to: False."""
    others = [check for check in claim.fact_checks if check.address_hash != row.address_hash]
    if not unclear and not others and judging.plain_objection(portion.door, row, found) is None:
        try:
            await portion.correct(claim, values)
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


async def undecided(session: AsyncSession, source_id: int, found: Sequence[FoundClaim]) -> dict[str, str]:
    """What the matcher is to be asked before the transaction: statements by their content hash.

    Left out is what was decided before, and what is in the catalogue word for word.
    """
    keys = {address_key(one.address) for one in found if one.claim}
    rows = await source_reviews.seen_at(session, source_id, keys)
    decided = {(key, row.statement_hash) for key in keys for row in rows[key] if row.status != "open"}
    wanted: dict[str, str] = {}
    for one in found:
        digest = digest_of(one)
        if one.claim and (address_key(one.address), digest) not in decided:
            wanted[digest] = one.claim
    there = await claims.known_statements(session, wanted)
    return {digest: statement for digest, statement in wanted.items() if digest not in there}


async def flood_noted(door: Door, before: str) -> bool:
    """Write into the audit log that a source does not publish by itself any more; False: it still does."""
    if door.source.mode == before:
        return False
    subject = f"source:{door.source.id}"
    after = {"mode": door.source.mode, "state": door.source.state}
    await audit.note(door.session, door.now, subject, "source.flood", subject, {"mode": before}, after)
    return True


async def again(door: Door, row: SourceReview, rating: str) -> Outcome:
    """Judge a proposal once more after an editor has answered what its rating means."""
    row.rating = rating
    if row.publisher_id is None:
        return Outcome()
    found = FoundClaim(
        address=row.address,
        claim=row.statement,
        rating=rating,
        from_review=row.from_review,
        own=row.reason != "other-page",
    )
    portion = Portion(door)
    await claims.one_writer(door.session)
    await _judge(portion, row, found)
    return await portion.settle()
