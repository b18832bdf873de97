"""Keeps the matcher in step with the stored claims: at start, and within a second of any change."""

import asyncio
from collections.abc import Callable, Sequence

import structlog

from matchers.matcher import PORTION, ClaimMatcher
from matchers.types import ClaimDocument
from storage import claims
from storage.database import Database
from storage.models import Claim

log = structlog.get_logger()


class Catalogue:
    """The claims as the matcher knows them; the store is the truth, this is its cache."""

    def __init__(self, database: Database, matcher: ClaimMatcher) -> None:
        self._database = database
        self._matcher = matcher
        self._last_change = 0
        self._following = asyncio.Lock()

    async def load(self, progress: Callable[[int, int], None] | None = None) -> int:
        """Read every published claim into the matcher; returns how many.

        Vectors come from the store; only texts that have none are embedded.
        """
        async with self._following:
            rebuilding = await asyncio.to_thread(self._matcher.rebuilding)
            async with self._database.read() as session:
                change = await claims.latest_change(session)
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
        if progress is not None:
            progress(ready, ready)
        log.info("claims loaded", claims=ready, model=self._matcher.model_id)
        return ready

    async def follow(self) -> int:
        """Apply the changes made since the last look, by any process; returns how many claims changed."""
        async with self._following:
            async with self._database.read() as session:
                changes = await claims.changes_after(session, self._last_change)
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
