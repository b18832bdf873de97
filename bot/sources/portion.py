"""What is taken in together: looked up at once before, written at once after.

A dump has tens of thousands of claims. Looked up and written one by one, each took thirteen statements; see
`benchmarks/dump.py`.
"""

from collections.abc import Mapping, Sequence

from bot.sources import writing
from bot.sources.door import Door, Outcome
from bot.sources.found import FoundClaim
from bot.sources.naming import Naming
from bot.sources.rows import digest_of
from storage import claim_lookup, claims, source_reviews
from storage.models import Claim
from storage.models.sources import SourceReview
from storage.statements import add_many


class Portion:
    """The catalogue as far as these pages touch it, kept up to date while they are taken in.

    Args:
        door: what taking in needs.

    Attributes:
        naming: the pages' publishers.
        rows: what the source said before, by the key of the address.
        linked: claims with a fact-check at the address, by its key.
        proposed: rows that wait for an editor by now.
        joined: ids of claims that got one more fact-check.
        changed: ids of claims whose publisher changed something.
        refused: what was not taken, and why.
    """

    def __init__(self, door: Door) -> None:
        self.door = door
        self.naming = Naming(door.session, door.now)
        self.rows: dict[str, list[SourceReview]] = {}
        self.linked: dict[str, list[Claim]] = {}
        self.proposed: list[SourceReview] = []
        self.joined: list[int] = []
        self.changed: list[int] = []
        self.refused: list[str] = []
        self._worded: dict[str, list[Claim]] = {}
        self._near: dict[int, Claim] = {}
        self._rows: list[SourceReview] = []
        self._new: list[tuple[SourceReview, Claim]] = []
        self._published: list[int] = []

    async def look_up(self, pages: Mapping[str, Sequence[FoundClaim]]) -> None:
        """Learn what is known of these pages, given by the keys of their addresses.

        No other transaction changes claims until this one ends: what was looked up stays true.
        """
        session = self.door.session
        await claims.one_writer(session)
        self.rows = await source_reviews.seen_at(session, self.door.source.id, pages)
        wanted: set[str] = set()
        unknown: set[str] = set()
        for key, page in pages.items():
            stated = {digest_of(one) for one in page}
            known = {row.statement_hash for row in self.rows[key]}
            wanted |= stated - {row.statement_hash for row in self.rows[key] if row.status != "open"}
            if stated - known:
                unknown.add(key)
        self.linked = await source_reviews.claims_at(session, unknown)
        self._worded = await claim_lookup.with_wordings(session, wanted)
        near = {one.claim_id for digest in wanted for one in self.door.near.get(digest, ())}
        self._near = await claims.get_many(session, sorted(near))
        await self.naming.look_up(one for page in pages.values() for one in page)

    async def worded(self, digest: str) -> list[Claim]:
        """Claims whose statement or a wording has this content hash, in the order of ids."""
        if digest not in self._worded:
            await self.write_new()
            self._worded |= await claim_lookup.with_wordings(self.door.session, [digest])
        return self._worded[digest]

    async def claim(self, claim_id: int) -> Claim | None:
        """One claim."""
        return self._near.get(claim_id) or await claims.get(self.door.session, claim_id)

    def add(self, row: SourceReview) -> None:
        """Have a new row stored with the others."""
        self._rows.append(row)

    def publish(self, row: SourceReview) -> None:
        """Have the row's claim stored as a new one; no claim that is there has its words."""
        claim = claims.new(writing.draft_of(row, row.rating or ""), self.door.now)
        self._worded[row.statement_hash] = [claim]
        self._new.append((row, claim))

    async def propose(self, row: SourceReview, reason: str, near: Claim | None) -> None:
        """Ask an editor about the row, and name the claim that it is, or may be, about."""
        if near is not None:
            await self._stored(near)
        row.near_claim_id = None if near is None else near.id
        row.status, row.asks, row.reason = "open", "claim", reason
        self.proposed.append(row)

    async def join(self, row: SourceReview, claim: Claim) -> None:
        """Make the row one more fact-check of a claim."""
        await self._stored(claim)
        await writing.join(self.door.session, row, claim, self.door.author)
        self.joined.append(claim.id)
        worded = self._worded.setdefault(row.statement_hash, [])
        if claim not in worded:
            worded.append(claim)

    async def attach(self, row: SourceReview, claim: Claim) -> None:
        """Note that the claim has the row's fact-check already."""
        await self._stored(claim)
        writing.attach(row, claim, self.door.author)

    async def correct(self, claim: Claim, values: Mapping[str, str]) -> None:
        """Change a claim as its publisher did.

        Raises:
            DuplicateClaim: the new statement is another claim's.
        """
        await self.write_new()
        before = claim.statement_hash
        await writing.correct(self.door.session, claim, values, self.door.author)
        for digest in (before, claim.statement_hash):
            self._worded.pop(digest, None)

    async def write_new(self) -> None:
        """Store the new claims."""
        added, self._new = self._new, []
        if added:
            await writing.publish_all(self.door.session, added, self.door.author)
            self._published += [claim.id for _, claim in added]

    async def _stored(self, claim: Claim) -> None:
        """See that a claim is stored that may be one of the new ones, so that it has an id."""
        if any(one is claim for _, one in self._new):
            await self.write_new()

    async def settle(self) -> Outcome:
        """Write all that is left, and say what was done."""
        await self.write_new()
        await add_many(self.door.session, self._rows)
        await self.naming.settle()
        await self.door.session.flush()
        proposed = [row.id for row in self.proposed]
        return Outcome(proposed, self._published, self.joined, self.changed, self.refused)
