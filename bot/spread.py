"""How a claim spreads: from sightings and appearances to a timeline. Pure: no clock, no database.

Everything here is "first seen *by us*": a sighting tells when we saw a claim, not when it began.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from storage.models import Appearance, Claim, FactCheck, Sighting


@dataclass(frozen=True)
class Spread:
    """One claim's way, in the order of time.

    Attributes:
        claim: its statement.
        sightings: by the time of the post.
        appearances: what editors entered about its origin, dated ones first.
        fact_checks: the articles that examined it.
    """

    claim: str
    sightings: tuple[Sighting, ...]
    appearances: tuple[Appearance, ...]
    fact_checks: tuple[FactCheck, ...]

    @property
    def first(self) -> Sighting | None:
        """The earliest sighting."""
        return self.sightings[0] if self.sightings else None

    @property
    def places(self) -> int:
        """In how many distinct places it was seen."""
        return len({(sighting.platform, sighting.place_id) for sighting in self.sightings})

    def by(self, attribute: str) -> Counter[str]:
        """Sightings counted by `platform`, `language`, `stance` or `place_kind`."""
        return Counter(str(getattr(sighting, attribute) or "?") for sighting in self.sightings)

    def first_by(self, attribute: str) -> dict[str, datetime]:
        """When it was first seen by us on each platform, or in each language."""
        firsts: dict[str, datetime] = {}
        for sighting in self.sightings:
            firsts.setdefault(str(getattr(sighting, attribute) or "?"), sighting.written_at)
        return firsts


def spread_of(claim: Claim, sightings: Sequence[Sighting]) -> Spread:
    """Put a claim's story together."""
    dated = sorted(
        claim.appearances, key=lambda appearance: (appearance.published_at is None, appearance.published_at)
    )
    return Spread(
        claim=claim.statement,
        sightings=tuple(sorted(sightings, key=lambda sighting: sighting.written_at)),
        appearances=tuple(dated),
        fact_checks=tuple(claim.fact_checks),
    )
