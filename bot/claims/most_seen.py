"""Which claims to look for where nobody asked, the most-seen first. How to look is the platform's affair."""

from collections.abc import Sequence

from bot.platforms.base import WatchedClaim
from storage import claim_changes, claims
from storage.database import Database


class SeenClaims:
    """The published claims, the most-seen first; fills the port's `ClaimSource`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def version(self) -> int:
        """Changes whenever a claim does."""
        async with self._database.read() as session:
            return await claim_changes.latest_change(session)

    async def most_seen(self, limit: int) -> Sequence[WatchedClaim]:
        """So many claims at most with all their wordings."""
        async with self._database.read() as session:
            found = await claims.most_seen(session, limit)
        return [
            WatchedClaim(claim.id, (claim.statement, *(phrasing.text for phrasing in claim.phrasings)))
            for claim in found
        ]
