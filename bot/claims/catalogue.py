"""Keeps the matcher in step with the stored claims: at start, and soon after any change."""

import asyncio
from collections.abc import Callable, Sequence
from pathlib import Path

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from matchers.index.snapshot import read_stamp
from matchers.language.text import content_hash
from matchers.matcher import PORTION, ClaimMatcher
from matchers.types import ClaimDocument
from storage import claim_changes, claims
from storage.database import Database
from storage.models import Claim

log = structlog.get_logger()

WORTH_A_SNAPSHOT = 5_000
"""Claims from which the index is kept in files: below, reading them all takes a moment."""
MOST_TO_FOLLOW = 2_000
"""Changes since the snapshot from which a new one is written."""
_FEW = 50
"""Changes that are embedded in about a second; more are an import, during which posts go on being read."""


class Catalogue:
    """The claims as the matcher knows them; the store is the truth, this is its cache."""

    def __init__(self, database: Database, matcher: ClaimMatcher, cache: Path | None = None) -> None:
        self._database = database
        self._matcher = matcher
        name = content_hash(f"{database.address} {matcher.model_id}")[:16]
        self._snapshot = None if cache is None else cache / "index" / name
        self._last_change = 0
        self._following = asyncio.Lock()

    async def load(self, progress: Callable[[int, int], None] | None = None) -> int:
        """Read every published claim into the matcher; returns how many.

        Vectors come from the store; only texts that have none are embedded.
        """
        async with self._following:
            ready = await self._read_snapshot()
            if ready is None:
                ready = await self._read_all(progress)
        if progress is not None:
            progress(ready, ready)
        log.info("claims loaded", claims=ready, model=self._matcher.model_id)
        return ready

    async def _read_all(self, progress: Callable[[int, int], None] | None) -> int:
        rebuilding = await asyncio.to_thread(self._matcher.rebuilding)
        async with self._database.read() as session:
            change = await claim_changes.latest_change(session)
            total = await claims.count(session, "published")
        ready = last = 0
        while True:
            async with self._database.read() as session:  # one each: embedding may take minutes
                found = await claims.published_after(session, last, PORTION)
            if not found:
                break
            last = found[-1].id
            ready = await asyncio.to_thread(rebuilding.add, [document_of(claim) for claim in found])
            if progress is not None:
                progress(ready, max(ready, total))
        rebuilding.finish()
        self._last_change = change
        if ready >= WORTH_A_SNAPSHOT:
            await self._keep_snapshot()
        return ready

    async def _read_snapshot(self) -> int | None:
        """Begin from the snapshot and what changed since; None where there is none that fits."""
        if self._snapshot is None:
            return None
        stamp = await asyncio.to_thread(read_stamp, self._snapshot)
        change = int((stamp or "0").split()[0])
        async with self._database.read() as session:
            if not change or stamp != await _stamp(session, change):
                return None
            missing = await claim_changes.latest_change(session) - change
        if missing > max(MOST_TO_FOLLOW, await self._total() // 4):
            return None
        if not await asyncio.to_thread(self._matcher.use_snapshot, self._snapshot):
            return None
        self._last_change = change
        if await self._apply_changes() > MOST_TO_FOLLOW:
            await self._keep_snapshot()
        return len(self._matcher)

    async def _keep_snapshot(self) -> None:
        """Write the index down and go on with what was written, which is mapped instead of held in memory."""
        if self._snapshot is None:
            return
        async with self._database.read() as session:
            stamp = await _stamp(session, self._last_change)
        if stamp is None:
            return
        try:
            await asyncio.to_thread(self._matcher.keep_snapshot, self._snapshot, stamp)
        except OSError as error:
            log.warning("the index cannot be kept; the next start will be slow", error=str(error))
        else:
            await asyncio.to_thread(self._matcher.use_snapshot, self._snapshot)

    async def _total(self) -> int:
        async with self._database.read() as session:
            return await claims.count(session, "published")

    async def catch_up(self) -> None:
        """Know what changed up to now, before a post is read; many changes at once are not waited for.

        So anyone who is told that a claim is looked for from the next post on is told the truth, whichever
        process hears that post.
        """
        async with self._database.read() as session:
            missing = await claim_changes.latest_change(session) - self._last_change
        if 0 < missing <= _FEW:
            await self.follow()

    async def follow(self) -> int:
        """Apply the changes made since the last look, by any process; returns how many claims changed."""
        async with self._following:
            return await self._apply_changes()

    async def _apply_changes(self) -> int:
        async with self._database.read() as session:
            changes = await claim_changes.changes_after(session, self._last_change)
        changed_ids = sorted(set(changes.values()))
        for start in range(0, len(changed_ids), PORTION):
            await self._take_in(changed_ids[start : start + PORTION])
        self._last_change = max(self._last_change, *changes) if changes else self._last_change
        return len(changed_ids)

    async def _take_in(self, claim_ids: Sequence[int]) -> None:
        """Make the matcher know these claims as the store does."""
        async with self._database.read() as session:
            found = await claims.get_many(session, claim_ids)
        kept = [document_of(claim) for claim in found.values() if claim.is_published]
        gone = set(claim_ids) - {document.claim_id for document in kept}
        for claim_id in sorted(gone):
            await asyncio.to_thread(self._matcher.remove, claim_id)
        await asyncio.to_thread(self._matcher.put, *kept)


async def _stamp(session: AsyncSession, change: int) -> str | None:
    """What a snapshot of this change is called: the number alone would not tell two databases apart."""
    at = await claim_changes.changed_at(session, change)
    return None if at is None else f"{change} {at.isoformat()}"


def document_of(claim: Claim) -> ClaimDocument:
    """What the matcher needs of a claim."""
    return ClaimDocument(
        claim_id=claim.id,
        statement=claim.statement,
        titles=tuple(check.title for check in claim.fact_checks if check.title),
        phrasings=tuple(phrasing.text for phrasing in claim.phrasings),
        links=tuple(check.url for check in claim.fact_checks)
        + tuple(appearance.url for appearance in claim.appearances if appearance.url),
    )
