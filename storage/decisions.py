"""Decisions, the sightings and review items that come of them, and people's feedback."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.models import (
    DecisionPerson,
    DecisionRecord,
    Feedback,
    OutboxMessage,
    ReviewItem,
    Sighting,
    is_id,
)
from storage.models.spread import SightingLink
from storage.statements import insert
from storage.text import exact_hash, without_words

_MOST_LINKS = 10
_FORGOTTEN_AT_ONCE = 500
MOST_FEEDBACK_OF_ONE = 10
"""Judgements of one person that a new calibration listens to; it needs fifty of each kind."""
"""Links of one post that are kept."""


@dataclass(frozen=True)
class SightingDraft:
    """A claim seen in a post; `author` is a pseudonym.

    `path`, `origin_post_id` and the fields below it are those of `Sighting`; `links` stand in the form by
    which two count as the same (`matchers.index.links.canonical_link`).
    """

    claim_id: int
    platform: str
    post_id: str
    place_id: str
    place_kind: str
    place_title: str
    author: str
    written_at: datetime
    seen_at: datetime
    address: str
    language: str | None
    stance: str
    probability: float
    origin: dict[str, Any] | None
    reach: int | None
    decision_id: int | None
    path: str = "watched"
    origin_post_id: str | None = None
    origin_place_id: str | None = None
    parent_post_id: str | None = None
    parent_kind: str | None = None
    links: tuple[str, ...] = ()


def as_json(draft: SightingDraft) -> dict[str, Any]:
    """A sighting as a review item keeps it until somebody decides which claim it is of."""
    return {**vars(draft), "written_at": draft.written_at.isoformat(), "seen_at": draft.seen_at.isoformat()}


def from_json(kept: dict[str, Any], claim_id: int, probability: float) -> SightingDraft:
    """The sighting that `as_json` kept, now of this claim."""
    times = {name: datetime.fromisoformat(kept[name]) for name in ("written_at", "seen_at")}
    links = tuple(kept.get("links", ()))
    return SightingDraft(
        **{**kept, **times, "links": links, "claim_id": claim_id, "probability": probability}
    )


async def record(session: AsyncSession, decision: DecisionRecord) -> DecisionRecord:
    """Store a decision; its id is known afterwards."""
    session.add(decision)
    await session.flush()
    return decision


async def note_people(session: AsyncSession, decision_id: int, authors: Iterable[str]) -> None:
    """Note whose words a decision holds beside its asker's (pseudonyms), so that they can be forgotten."""
    rows = [{"decision_id": decision_id, "author": author} for author in sorted(set(authors))]
    if rows:
        await session.execute(insert(session, DecisionPerson).on_conflict_do_nothing(), rows)


async def get(session: AsyncSession, decision_id: int) -> DecisionRecord | None:
    """The decision of this id, or None."""
    return await session.get(DecisionRecord, decision_id) if is_id(decision_id) else None


async def latest_for_post(session: AsyncSession, platform: str, post_id: str) -> DecisionRecord | None:
    """The newest decision about a post, or None."""
    query = select(DecisionRecord).where(
        DecisionRecord.platform == platform, DecisionRecord.post_id == post_id
    )
    return (await session.scalars(query.order_by(DecisionRecord.id.desc()).limit(1))).first()


async def latest_in_place(
    session: AsyncSession, platform: str, place_id: str, author: str | None = None
) -> DecisionRecord | None:
    """The newest decision in this place, about this author's posts or (None) anybody's; None without any."""
    query = select(DecisionRecord).where(
        DecisionRecord.platform == platform, DecisionRecord.place_id == place_id
    )
    if author is not None:
        query = query.where(DecisionRecord.author == author)
    return (await session.scalars(query.order_by(DecisionRecord.id.desc()).limit(1))).first()


async def of_message(
    session: AsyncSession, platform: str, place_id: str, message_id: str
) -> DecisionRecord | None:
    """The decision that one of the bot's own messages came of, or None."""
    query = (
        select(DecisionRecord)
        .join(OutboxMessage, OutboxMessage.decision_id == DecisionRecord.id)
        .where(
            OutboxMessage.platform == platform,
            OutboxMessage.place_id == place_id,
            OutboxMessage.message_id == message_id,
        )
    )
    return (await session.scalars(query.order_by(DecisionRecord.id.desc()).limit(1))).first()


async def add_sighting(session: AsyncSession, draft: SightingDraft) -> bool:
    """Store a sighting; False when this claim was seen in this post before.

    What is known better now is taken over then: the stance and language of a post that was edited, the place
    of one that was first met as the origin of a forward, a greater reach.
    """
    values = {name: value for name, value in vars(draft).items() if name != "links"}
    result = await session.execute(
        insert(session, Sighting)
        .values(**values)
        .on_conflict_do_nothing(index_elements=["claim_id", "platform", "post_id"])
        .returning(Sighting.id)
    )
    new = result.scalar()
    if new is None:
        known = await _seen_again(session, draft)
    await _keep_links(session, known if new is None else new, draft)
    return new is not None


async def _seen_again(session: AsyncSession, draft: SightingDraft) -> int:
    query = select(Sighting).where(
        Sighting.claim_id == draft.claim_id,
        Sighting.platform == draft.platform,
        Sighting.post_id == draft.post_id,
    )
    known = (await session.scalars(query)).one()
    if draft.seen_at >= known.seen_at:
        known.stance, known.probability = draft.stance, draft.probability
        known.language = draft.language or known.language
    for name in ("place_title", "origin", "origin_post_id", "origin_place_id"):
        setattr(known, name, getattr(known, name) or getattr(draft, name))
    if known.parent_post_id is None:
        known.parent_post_id, known.parent_kind = draft.parent_post_id, draft.parent_kind
    known.reach = max(filter(None, (known.reach, draft.reach)), default=known.reach)
    await session.flush()
    return known.id


async def _keep_links(session: AsyncSession, sighting_id: int, draft: SightingDraft) -> None:
    if not draft.links:
        return
    rows = [
        {
            "sighting_id": sighting_id,
            "link_hash": exact_hash(link),
            "claim_id": draft.claim_id,
            "link": link,
        }
        for link in dict.fromkeys(draft.links[:_MOST_LINKS])
    ]
    await session.execute(insert(session, SightingLink).values(rows).on_conflict_do_nothing())


async def sightings(
    session: AsyncSession, claim_id: int | None = None, since: datetime | None = None
) -> Sequence[Sighting]:
    """Sightings in the order of the posts' times, of one claim or of all."""
    query = select(Sighting).order_by(Sighting.written_at, Sighting.id)
    if claim_id is not None:
        query = query.where(Sighting.claim_id == claim_id)
    if since is not None:
        query = query.where(Sighting.written_at >= since)
    return (await session.scalars(query)).all()


async def sighting_counts(session: AsyncSession) -> dict[int, int]:
    """How often each claim was seen, most seen first."""
    number = func.count()
    rows = await session.execute(
        select(Sighting.claim_id, number.label("number")).group_by(Sighting.claim_id).order_by(number.desc())
    )
    return {row.claim_id: row.number for row in rows}


async def sighting_count(session: AsyncSession, claim_id: int) -> int:
    """How often this claim was seen."""
    return await session.scalar(select(func.count()).where(Sighting.claim_id == claim_id)) or 0


async def open_review(
    session: AsyncSession,
    now: datetime,
    *,
    decision_id: int | None = None,
    outbox_id: int | None = None,
    sighting: dict[str, Any] | None = None,
) -> None:
    """Put something before the reviewers, once: a doubtful decision, or a message whose fate is unknown.

    `sighting` is what is known of the post, for a sighting to be made of it when a reviewer confirms.
    """
    item = insert(session, ReviewItem).values(
        kind="decision" if decision_id is not None else "message",
        decision_id=decision_id,
        outbox_id=outbox_id,
        status="open",
        opened_at=now,
        sighting=sighting,
    )
    await session.execute(item.on_conflict_do_nothing())


async def open_reviews(session: AsyncSession) -> int:
    """How many items wait for a reviewer."""
    return await session.scalar(select(func.count()).where(ReviewItem.status == "open")) or 0


async def give_feedback(
    session: AsyncSession, decision: DecisionRecord, claim_id: int, author: str, verdict: str, now: datetime
) -> bool:
    """Keep somebody's word on a match; the last word of a person counts. False when nothing changed."""
    probability = next(
        (match["probability"] for match in decision.matches if match["claim_id"] == claim_id), 0.0
    )
    row = insert(session, Feedback).values(
        decision_id=decision.id,
        claim_id=claim_id,
        author=author,
        verdict=verdict,
        probability=probability,
        model_id=decision.model_id,
        given_at=now,
    )
    result = await session.execute(
        row.on_conflict_do_update(
            index_elements=["decision_id", "claim_id", "author"],
            set_={"verdict": verdict, "given_at": now},
            where=Feedback.verdict != verdict,
        ).returning(Feedback.id)
    )
    return result.first() is not None


async def objectors(session: AsyncSession, decision_id: int, claim_id: int) -> int:
    """How many people said that this match is wrong."""
    query = select(func.count()).where(
        Feedback.decision_id == decision_id, Feedback.claim_id == claim_id, Feedback.verdict == "wrong"
    )
    return await session.scalar(query) or 0


async def forget_texts(session: AsyncSession, before: datetime) -> int:
    """Delete the text of posts that were decided before this time, and what the evidence quotes of it.

    The decision and the scores stay.

    Returns:
        How many.
    """
    old = DecisionRecord.decided_at < before, DecisionRecord.post_text.is_not(None)
    forgotten = 0
    while rows := list(await session.scalars(select(DecisionRecord).where(*old).limit(_FORGOTTEN_AT_ONCE))):
        for row in rows:
            row.post_text, row.matches = None, [without_words(match) for match in row.matches]
        await session.flush()
        forgotten += len(rows)
    return forgotten


async def of_event(session: AsyncSession, platform: str, event_id: str) -> DecisionRecord | None:
    """The decision that an event led to, or None."""
    query = select(DecisionRecord).where(
        DecisionRecord.platform == platform, DecisionRecord.event_id == event_id
    )
    return (await session.scalars(query)).first()


async def feedback_scores(
    session: AsyncSession, model_id: str, most_of_one: int = MOST_FEEDBACK_OF_ONE
) -> list[tuple[float, str]]:
    """The ranker's score of each match that somebody judged, with their verdict, for one model.

    A match whose decision kept no score (`ranker` among its evidence) is left out. Of one person the newest
    `most_of_one` count, so that nobody moves a threshold alone; what reviewers decided counts in full.
    """
    query = (
        select(
            Feedback.claim_id, Feedback.verdict, Feedback.author, DecisionRecord.matches, ReviewItem.verdict
        )
        .join(DecisionRecord, DecisionRecord.id == Feedback.decision_id)
        .outerjoin(ReviewItem, ReviewItem.decision_id == Feedback.decision_id)
        .where(Feedback.model_id == model_id)
        .order_by(Feedback.id.desc())
    )
    found: list[tuple[float, str]] = []
    counted: Counter[str] = Counter()
    for row in await session.execute(query):
        by_reviewer = (row[4] or {}).get("reviewer") == row.author
        counted[row.author] += not by_reviewer
        if not by_reviewer and counted[row.author] > most_of_one:
            continue
        for match in row.matches:
            if match["claim_id"] == row.claim_id:
                scores = [item["score"] for item in match["evidence"] if item["name"] == "ranker"]
                found.extend((float(score), row[1]) for score in scores)
    return found[::-1]
