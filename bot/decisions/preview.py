"""What the bot would do with a text, without doing it: for the command line, pages and replays."""

import asyncio
from dataclasses import dataclass
from typing import Any

from bot.config import Settings
from bot.decisions.judging import as_json, thresholds_of
from bot.decisions.policy import Rules, decide
from bot.events import Address, Place, PlaceKind
from matchers.matcher import ClaimMatcher
from matchers.types import Reading
from storage import claims
from storage.claims import best_fact_check
from storage.database import Database
from storage.models import Claim

_ASKED_IN_PUBLIC = Place("preview", "preview", PlaceKind.GROUP)


@dataclass(frozen=True)
class PreviewedMatch:
    """A match with what a reader wants to know of its claim."""

    claim_id: int
    claim: str
    rating: str
    probability: float
    url: str | None
    evidence: list[dict[str, Any]]


@dataclass(frozen=True)
class Preview:
    """The decision about a text and the matches behind it, best first."""

    action: str
    reason: str
    matches: tuple[PreviewedMatch, ...]
    stance: str
    language: str | None

    @property
    def essence(self) -> tuple[str, int | None]:
        """What is done, and about which claim where anything is."""
        silent = self.action in ("ignore", "admit")
        return self.action, None if silent or not self.matches else self.matches[0].claim_id

    def as_json(self) -> dict[str, Any]:
        """As `check --json` and `replay --json` print it."""
        return {
            "decision": self.action,
            "reason": self.reason,
            "stance": self.stance,
            "language": self.language,
            "matches": [
                {
                    "claim_id": match.claim_id,
                    "claim": match.claim,
                    "rating": match.rating,
                    "probability": match.probability,
                    "fact_check_url": match.url,
                    "evidence": match.evidence,
                }
                for match in self.matches
            ],
        }


async def preview(
    database: Database,
    matcher: ClaimMatcher,
    settings: Settings,
    text: str,
    links: tuple[str, ...] = (),
    address: Address = Address.SUMMONED,
    place: Place = _ASKED_IN_PUBLIC,
) -> Preview:
    """Match a text and decide as if it had been written in `place`; nothing is stored."""
    reading = await asyncio.to_thread(matcher.match, text, links)
    async with database.read() as session:
        known = await claims.get_many(session, [int(match.claim_id) for match in reading.matches])
    return preview_of(matcher, settings, reading, known, address, place)


def preview_of(
    matcher: ClaimMatcher,
    settings: Settings,
    reading: Reading,
    known: dict[int, Claim],
    address: Address,
    place: Place,
) -> Preview:
    """The preview of a text that `matcher` has read already; `known` holds the matched claims."""
    thresholds = thresholds_of(matcher.thresholds, settings.matcher)
    best = known.get(int(reading.matches[0].claim_id)) if reading.matches else None
    decision = decide(
        address,
        place,
        reading,
        Rules(
            reply_threshold=thresholds.reply,
            review_threshold=thresholds.review,
            min_content_words=settings.matcher.min_content_words,
            rating=best.rating if best else None,
            has_fact_check=bool(best and best.fact_checks),
        ),
    )
    matches = []
    for match in reading.matches:
        if (claim := known.get(int(match.claim_id))) is not None:
            check = best_fact_check(claim, reading.language)
            stored = as_json(match)
            matches.append(
                PreviewedMatch(
                    claim_id=claim.id,
                    claim=claim.statement,
                    rating=claim.rating,
                    probability=round(match.relevance, 4),
                    url=check.url if check else None,
                    evidence=stored["evidence"],
                )
            )
    return Preview(decision.action, decision.reason, tuple(matches), reading.stance, reading.language)
