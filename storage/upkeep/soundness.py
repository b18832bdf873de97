"""Looks a whole database through for what should not be there: broken references, stuck work, odd rows.

Reads only, in one transaction; each look costs one pass over a table, so that it is for people who ask.
"""

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from sqlalchemy import Select, cast, func, or_, select, text
from sqlalchemy import String as SqlString
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from storage import schema
from storage.models import (
    Claim,
    ClaimChange,
    FactCheck,
    Feedback,
    InboxEvent,
    OutboxMessage,
    Phrasing,
    ReviewItem,
    Vector,
)
from storage.models.chats import Question
from storage.text import exact_hash, fold

_STUCK_AFTER = timedelta(hours=1)
_SENDING_AFTER = timedelta(minutes=15)
_FUTURE = timedelta(hours=1)
_EXAMPLES = 5


class OddityKind(Enum):
    """What may be odd, in words that follow a number."""

    FEEDBACK_WITHOUT_CLAIM = "feedback about claims that are not there"
    MESSAGES_WITHOUT_CLAIM = "messages about claims that are not there"
    CHANGES_WITHOUT_CLAIM = "noted changes of claims that are not there"
    CLAIMS_WITHOUT_CHECK = "published claims without a fact-check: they are never answered with"
    CHECKS_WITHOUT_LINK = "fact-checks whose link is not http or https"
    EVENTS_GIVEN_UP = "events that were given up"
    EVENTS_WAITING = "events that wait for more than an hour"
    EVENTS_WITHOUT_CONTENT = "events without content that wait"
    HANDLED_WITH_CONTENT = "handled events that still hold content"
    MESSAGES_UNFINISHED = "messages that nobody finished sending"
    MESSAGES_WITHOUT_CONTENT = "messages without content that wait"
    MESSAGES_GIVEN_UP = "messages that were given up"
    MESSAGES_UNKNOWN = "messages whose outcome is unknown"
    PEOPLE_WITHOUT_REVIEW = "people who wait for a review that nobody holds open"
    ROWS_FROM_THE_FUTURE = "rows from the future: the clock was set back"
    BROKEN_REFERENCES = "rows that refer to nothing"
    STALE_HASHES = "texts whose hash is not theirs"

    @property
    def is_damage(self) -> bool:
        """Whether the database contradicts itself; anything else is only out of the ordinary."""
        return self is OddityKind.BROKEN_REFERENCES


@dataclass(frozen=True)
class Oddity:
    """Rows that should not be as they are: of what kind, how many, the ids or names of some."""

    kind: OddityKind
    number: int
    examples: tuple[str, ...] = ()


async def row_counts(session: AsyncSession) -> Mapping[str, int]:
    """Rows of every table."""
    return {
        table.name: await session.scalar(select(func.count()).select_from(table)) or 0
        for table in schema.metadata.sorted_tables
    }


async def file_faults(session: AsyncSession) -> Sequence[str]:
    """What the database finds damaged: pages and indexes (SQLite), unchecked constraints (PostgreSQL)."""
    if session.get_bind().dialect.name == "sqlite":
        faults = [str(row[0]) for row in await session.execute(text("PRAGMA integrity_check(10)"))]
        return [fault for fault in faults if fault != "ok"]
    unchecked = await session.execute(text("SELECT conname FROM pg_constraint WHERE NOT convalidated"))
    broken = await session.execute(
        text("SELECT indexrelid::regclass::text FROM pg_index WHERE NOT indisvalid")
    )
    return [f"constraint {row[0]} is not checked" for row in unchecked] + [
        f"index {row[0]} is broken" for row in broken
    ]


async def oddities(session: AsyncSession, now: datetime) -> AsyncIterator[Oddity]:
    """Everything odd, one kind after another; nothing where all is well."""
    for kind, query in _queries(now).items():
        found = await _gather(session, kind, query)
        if found is not None:
            yield found
    if session.get_bind().dialect.name == "sqlite":
        broken = (await session.execute(text("PRAGMA foreign_key_check"))).all()
        if broken:
            names = dict.fromkeys(f"{row[0]} {row[1]}" for row in broken)
            yield Oddity(OddityKind.BROKEN_REFERENCES, len(broken), tuple(names)[:_EXAMPLES])
    stale = await _stale_hashes(session)
    if stale:
        yield Oddity(OddityKind.STALE_HASHES, len(stale), tuple(stale[:_EXAMPLES]))


async def vectors_by_model(session: AsyncSession) -> Mapping[str, tuple[int, int]]:
    """How many vectors each model has, and how many bytes."""
    size = func.sum(func.length(Vector.values))
    rows = await session.execute(select(Vector.model_id, func.count(), size).group_by(Vector.model_id))
    return {model: (number, int(bytes_ or 0)) for model, number, bytes_ in rows}


def _queries(now: datetime) -> Mapping[OddityKind, Select[str]]:
    """Each gives one name a row that is odd."""
    claims = select(Claim.id)
    answered = (
        select(ReviewItem.decision_id)
        .where(ReviewItem.status != "closed", ReviewItem.decision_id.is_not(None))
        .scalar_subquery()
    )
    return {
        OddityKind.FEEDBACK_WITHOUT_CLAIM: _named(Feedback.id).where(Feedback.claim_id.not_in(claims)),
        OddityKind.MESSAGES_WITHOUT_CLAIM: _named(OutboxMessage.id).where(
            OutboxMessage.claim_id.is_not(None), OutboxMessage.claim_id.not_in(claims)
        ),
        OddityKind.CHANGES_WITHOUT_CLAIM: _named(ClaimChange.id).where(ClaimChange.claim_id.not_in(claims)),
        OddityKind.CLAIMS_WITHOUT_CHECK: _named(Claim.id).where(
            Claim.status == "published",
            ~select(FactCheck.id).where(FactCheck.claim_id == Claim.id).exists(),
        ),
        OddityKind.CHECKS_WITHOUT_LINK: _named(FactCheck.id).where(
            ~FactCheck.url.startswith("http://"), ~FactCheck.url.startswith("https://")
        ),
        OddityKind.EVENTS_GIVEN_UP: _with_cause(InboxEvent.id, InboxEvent.error).where(
            InboxEvent.status == "failed"
        ),
        OddityKind.EVENTS_WAITING: _named(InboxEvent.id).where(
            InboxEvent.status == "pending", InboxEvent.received_at < now - _STUCK_AFTER
        ),
        OddityKind.EVENTS_WITHOUT_CONTENT: _named(InboxEvent.id).where(
            InboxEvent.status == "pending", InboxEvent.payload.is_(None)
        ),
        OddityKind.HANDLED_WITH_CONTENT: _named(InboxEvent.id).where(
            InboxEvent.status == "done", InboxEvent.payload.is_not(None)
        ),
        OddityKind.MESSAGES_UNFINISHED: _named(OutboxMessage.id).where(
            OutboxMessage.status == "sending",
            or_(OutboxMessage.sending_since.is_(None), OutboxMessage.sending_since < now - _SENDING_AFTER),
        ),
        OddityKind.MESSAGES_WITHOUT_CONTENT: _named(OutboxMessage.id).where(
            OutboxMessage.status.in_(("pending", "sending")), OutboxMessage.payload.is_(None)
        ),
        OddityKind.MESSAGES_GIVEN_UP: _with_cause(OutboxMessage.id, OutboxMessage.error).where(
            OutboxMessage.status == "dead"
        ),
        OddityKind.MESSAGES_UNKNOWN: _named(OutboxMessage.id).where(OutboxMessage.status == "unknown"),
        OddityKind.PEOPLE_WITHOUT_REVIEW: _named(Question.id).where(
            Question.answered_at.is_(None), Question.decision_id.not_in(answered)
        ),
        OddityKind.ROWS_FROM_THE_FUTURE: _named(InboxEvent.id).where(InboxEvent.received_at > now + _FUTURE),
    }


def _named(column: InstrumentedAttribute[int]) -> Select[str]:
    return select(cast(column, SqlString))


def _with_cause(column: InstrumentedAttribute[int], cause: InstrumentedAttribute[str | None]) -> Select[str]:
    return select(cast(column, SqlString) + ": " + func.substr(func.coalesce(cause, "?"), 1, 80))


async def _gather(session: AsyncSession, kind: OddityKind, query: Select[str]) -> Oddity | None:
    number = await session.scalar(select(func.count()).select_from(query.subquery()))
    if not number:
        return None
    return Oddity(kind, number, tuple(await session.scalars(query.limit(_EXAMPLES))))


async def _stale_hashes(session: AsyncSession) -> list[str]:
    """Texts whose stored hash or folded form is not theirs: somebody wrote past the program."""
    stale = []
    statements = await session.stream(select(Claim.id, Claim.statement, Claim.statement_folded))
    async for claim_id, statement, folded in statements:
        if fold(statement) != folded:
            stale.append(f"claim {claim_id}")
    phrasings = await session.stream(select(Phrasing.id, Phrasing.text, Phrasing.text_folded))
    async for phrasing_id, words, folded in phrasings:
        if fold(words) != folded:
            stale.append(f"phrasing {phrasing_id}")
    checks = await session.stream(select(FactCheck.id, FactCheck.url, FactCheck.url_hash))
    async for check_id, url, digest in checks:
        if exact_hash(url) != digest:
            stale.append(f"fact-check {check_id}")
    return stale
