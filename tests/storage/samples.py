"""Rows that the storage tests start from."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from storage import claims, decisions
from storage.inbox import Arrival
from storage.models import Claim, DecisionRecord

VOLUNTEERS = claims.ClaimDraft(
    statement="North Korea will send 100,000 volunteers to fight in Ukraine.",
    rating="unsupported",
    language="en",
    claimant="a pundit on state television",
    fact_checks=(
        claims.FactCheckDraft(
            "https://example.org/volunteers",
            publisher="A newsroom",
            title="No, nobody said so",
            language="en",
        ),
    ),
    phrasings=(("Nordkorea schickt 100.000 Freiwillige in die Ukraine", "de"),),
    appearances=(claims.AppearanceDraft("A pundit", where="state television", citing="diplomatic channels"),),
)


def arrival(number: int, conversation: str = "telegram:1", author: str | None = None) -> Arrival:
    """An event of this number."""
    return Arrival("telegram", f"event-{number}", conversation, f'{{"number": {number}}}', author)


async def add_claim(session: AsyncSession, now: datetime, statement: str = VOLUNTEERS.statement) -> Claim:
    """A published claim with nothing but its statement and a fact-check."""
    check = claims.FactCheckDraft("https://example.org/check")
    return await claims.add(session, claims.ClaimDraft(statement, "false", fact_checks=(check,)), now)


async def add_decision(
    session: AsyncSession,
    now: datetime,
    event_id: str = "event-1",
    *,
    author: str = "a" * 32,
    text: str | None = "They send a hundred thousand men!",
    claim_id: int = 1,
) -> DecisionRecord:
    """A decision to reply, with evidence that quotes the post."""
    match = {
        "claim_id": claim_id,
        "probability": 0.97,
        "evidence": [{"name": "numbers", "score": 1.0, "details": {"shared": ["a hundred thousand"]}}],
    }
    record = DecisionRecord(
        platform="telegram",
        event_id=event_id,
        post_id=f"1:{event_id}",
        place_id="1",
        author=author,
        action="reply",
        reason="nearly-certain",
        matches=[match],
        post_text=text,
        stance="assert",
        language="en",
        model_id="tiny",
        decided_at=now,
    )
    return await decisions.record(session, record)


def sighting(
    claim_id: int,
    now: datetime,
    post_id: str = "1:1",
    *,
    author: str = "a" * 32,
    place_kind: str = "group",
    decision_id: int | None = None,
) -> decisions.SightingDraft:
    """A claim seen in a post of a group."""
    return decisions.SightingDraft(
        claim_id=claim_id,
        platform="telegram",
        post_id=post_id,
        place_id="1",
        place_kind=place_kind,
        place_title="A place",
        author=author,
        written_at=now,
        seen_at=now,
        address="overheard",
        language="en",
        stance="assert",
        probability=0.97,
        origin={"kind": "channel", "id": "-100", "name": "Rumours", "written_at": now.isoformat()},
        reach=5_000_000_000,
        decision_id=decision_id,
    )
