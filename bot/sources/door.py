"""The words of taking in: what it needs besides the pages, and what it did."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from sqlalchemy.ext.asyncio import AsyncSession

from bot.config.sources import SourceSettings
from bot.sources.found import FoundClaim
from bot.sources.writing import Author
from storage.models.sources import Source


@dataclass(frozen=True)
class Near:
    """A claim that the matcher takes for the same, and how surely (0..1)."""

    claim_id: int
    probability: float


class LooksUp(Protocol):
    """Asks the matcher, before the transaction, for claims like what a source says and is still undecided."""

    async def __call__(self, source: Source, found: Sequence[FoundClaim], /) -> Mapping[str, Sequence[Near]]:
        """The likeliest claims by the statement's content hash; nothing for a source that only proposes."""
        ...


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

    def add(self, more: "Outcome") -> None:
        """Count what was done afterwards, too."""
        for name, values in vars(more).items():
            getattr(self, name).extend(values)


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
