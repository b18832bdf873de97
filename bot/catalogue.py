"""Keeps the matcher in step with the stored claims: at start, and within a second of any change."""

import asyncio
from collections.abc import Callable

import structlog

from matchers.matcher import ClaimMatcher
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
            async with self._database.read() as session:
                self._last_change = await claims.latest_change(session)
                documents = [document_of(claim) async for claim in claims.published(session)]
            await asyncio.to_thread(self._matcher.replace, documents, progress)
        log.info("claims loaded", claims=len(documents), model=self._matcher.model_id)
        return len(documents)

    async def follow(self) -> int:
        """Apply the changes made since the last look, by any process; returns how many claims changed."""
        async with self._following:
            async with self._database.read() as session:
                changes = await claims.changes_after(session, self._last_change)
                changed_ids = sorted(set(changes.values()))
                changed = await claims.get_many(session, changed_ids)
            for claim_id in changed_ids:
                claim = changed.get(claim_id)
                if claim is not None and claim.is_published:
                    await asyncio.to_thread(self._matcher.put, document_of(claim))
                else:
                    await asyncio.to_thread(self._matcher.remove, claim_id)
            self._last_change = max(self._last_change, *changes) if changes else self._last_change
        return len(changed_ids)


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
