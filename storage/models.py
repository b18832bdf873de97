"""The tables. Migrations in `storage/migrations` follow them; times are UTC everywhere."""

from datetime import date, datetime
from typing import Any, ClassVar

from sqlalchemy import BigInteger, Date, ForeignKey, Index, Integer, LargeBinary, MetaData, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship, validates

from storage.columns import Json, Name, Prose, UtcDateTime
from storage.text import exact_hash, fold

Id = BigInteger().with_variant(Integer(), "sqlite")
LONGEST_LANGUAGE = 35
"""Longest language tag to be expected (RFC 5646, section 4.4.1)."""


def is_id(number: int) -> bool:
    """Whether the number can be an id at all: people may type any, and databases refuse larger ones."""
    return 0 < number < 2**63


class Base(DeclarativeBase):
    """Declarative base with constraint names that Alembic can address."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: UtcDateTime(),
        date: Date(),
        str: Prose(),
        dict[str, Any]: Json(),
        list[Any]: Json(),
    }


class Claim(Base):
    """A statement that was fact-checked."""

    __tablename__ = "claims"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    statement: Mapped[str]
    statement_folded: Mapped[str]
    statement_hash: Mapped[str] = mapped_column(Name(64), unique=True)
    rating: Mapped[str] = mapped_column(Name(20))
    language: Mapped[str | None] = mapped_column(Name(LONGEST_LANGUAGE))
    claimant: Mapped[str | None]
    status: Mapped[str] = mapped_column(Name(16), default="published", index=True)
    retraction_reason: Mapped[str | None]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]

    phrasings: Mapped[list["Phrasing"]] = relationship(
        cascade="all, delete-orphan", lazy="selectin", order_by="Phrasing.id"
    )
    fact_checks: Mapped[list["FactCheck"]] = relationship(
        cascade="all, delete-orphan", lazy="selectin", order_by="FactCheck.id"
    )
    appearances: Mapped[list["Appearance"]] = relationship(
        cascade="all, delete-orphan", lazy="selectin", order_by="Appearance.id"
    )

    @validates("statement")
    def _keep_folded(self, _key: str, statement: str) -> str:
        self.statement_folded = fold(statement)
        return statement

    @property
    def is_published(self) -> bool:
        """Whether the claim may be matched and answered."""
        return self.status == "published"


class Phrasing(Base):
    """Another wording of a claim, perhaps in another language."""

    __tablename__ = "phrasings"
    __table_args__ = (UniqueConstraint("claim_id", "text_hash"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    claim_id: Mapped[int] = mapped_column(ForeignKey("claims.id", ondelete="CASCADE"), index=True)
    text: Mapped[str]
    text_folded: Mapped[str]
    text_hash: Mapped[str] = mapped_column(Name(64))
    language: Mapped[str | None] = mapped_column(Name(LONGEST_LANGUAGE))
    created_at: Mapped[datetime]

    @validates("text")
    def _keep_folded(self, _key: str, text: str) -> str:
        self.text_folded = fold(text)
        return text


class FactCheck(Base):
    """An article that examined a claim."""

    __tablename__ = "fact_checks"
    __table_args__ = (UniqueConstraint("claim_id", "url_hash"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    claim_id: Mapped[int] = mapped_column(ForeignKey("claims.id", ondelete="CASCADE"), index=True)
    url: Mapped[str]
    url_hash: Mapped[str] = mapped_column(Name(64))
    publisher: Mapped[str | None]
    title: Mapped[str | None]
    textual_rating: Mapped[str | None]
    language: Mapped[str | None] = mapped_column(Name(LONGEST_LANGUAGE))
    published_on: Mapped[date | None]

    @validates("url")
    def _keep_hash(self, _key: str, url: str) -> str:
        self.url_hash = exact_hash(url)
        return url


class Appearance(Base):
    """Where a claim was first published, by whom, citing whom: a seed of its spread."""

    __tablename__ = "appearances"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    claim_id: Mapped[int] = mapped_column(ForeignKey("claims.id", ondelete="CASCADE"), index=True)
    who: Mapped[str]
    where: Mapped[str | None]
    citing: Mapped[str | None]
    url: Mapped[str | None]
    language: Mapped[str | None] = mapped_column(Name(LONGEST_LANGUAGE))
    published_at: Mapped[datetime | None]


class ClaimChange(Base):
    """One row for each change of a claim: matchers of all workers follow these."""

    __tablename__ = "claim_changes"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    claim_id: Mapped[int] = mapped_column(Id, index=True)
    changed_at: Mapped[datetime]


class Vector(Base):
    """The embedding of a text, by model and content hash: never computed twice."""

    __tablename__ = "vectors"

    model_id: Mapped[str] = mapped_column(Name(200), primary_key=True)
    content_hash: Mapped[str] = mapped_column(Name(64), primary_key=True)
    values: Mapped[bytes] = mapped_column(LargeBinary)


class InboxEvent(Base):
    """An event as it came in; its payload is emptied once it was handled, or shed under load.

    pending -> done | failed | shed. The lower its `priority`, the sooner it is handled. `attempts` counts how
    often it was taken without an outcome, also by processes that died; `failures` how often handling failed.
    """

    __tablename__ = "inbox"
    __table_args__ = (
        UniqueConstraint("platform", "event_id"),
        Index("ix_inbox_due", "status", "priority", "id"),
        Index("ix_inbox_conversation", "conversation", "status", "id"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    platform: Mapped[str] = mapped_column(Name(32))
    event_id: Mapped[str] = mapped_column(Name(200))
    conversation: Mapped[str] = mapped_column(Name(300))
    author: Mapped[str | None] = mapped_column(Name(64))
    payload: Mapped[str | None]
    status: Mapped[str] = mapped_column(Name(16), default="pending")
    priority: Mapped[int] = mapped_column(Integer, default=0)
    attempts: Mapped[int] = mapped_column(Integer, default=0)
    failures: Mapped[int] = mapped_column(Integer, default=0)
    claimed_until: Mapped[datetime | None]
    received_at: Mapped[datetime]
    handled_at: Mapped[datetime | None]
    error: Mapped[str | None]


class OutboxMessage(Base):
    """A message on its way out: pending -> sending -> sent | pending again | dead | unknown | cancelled.

    `attempts` counts the tries to send it. `takes` counts how often it was taken, to be sent or to be
    settled: whoever took it last, and nobody else, may say what became of it.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        Index("ix_outbox_due", "status", "not_before", "id"),
        Index("ix_outbox_place", "platform", "place_id", "status", "id"),
        Index("ix_outbox_message", "platform", "place_id", "message_id"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    key: Mapped[str] = mapped_column(Name(300), unique=True)
    platform: Mapped[str] = mapped_column(Name(32))
    place_id: Mapped[str] = mapped_column(Name(200))
    author: Mapped[str | None] = mapped_column(Name(64))
    payload: Mapped[str | None]
    status: Mapped[str] = mapped_column(Name(16), default="pending")
    attempts: Mapped[int] = mapped_column(Integer, default=0)
    takes: Mapped[int] = mapped_column(Integer, default=0)
    not_before: Mapped[datetime]
    created_at: Mapped[datetime]
    sending_since: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    message_id: Mapped[str | None] = mapped_column(Name(200))
    error: Mapped[str | None]
    claim_id: Mapped[int | None] = mapped_column(Id, index=True)
    decision_id: Mapped[int | None] = mapped_column(
        ForeignKey("decisions.id", ondelete="SET NULL"), index=True
    )


class DecisionRecord(Base):
    """What was decided about a post, why, on what evidence: `/why` reads it.

    `post_text` is kept only where something matched, and only for the set time. `checked_post_id` names the
    post whose words were judged: that of `post_id`, or one above it.
    """

    __tablename__ = "decisions"
    __table_args__ = (
        UniqueConstraint("platform", "event_id"),
        Index("ix_decisions_post", "platform", "post_id"),
        Index("ix_decisions_place", "platform", "place_id", "author"),
        Index("ix_decisions_checked_post", "platform", "checked_post_id"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    platform: Mapped[str] = mapped_column(Name(32))
    event_id: Mapped[str] = mapped_column(Name(200))
    post_id: Mapped[str] = mapped_column(Name(200))
    checked_post_id: Mapped[str | None] = mapped_column(Name(200))
    place_id: Mapped[str] = mapped_column(Name(200))
    author: Mapped[str] = mapped_column(Name(64))
    action: Mapped[str] = mapped_column(Name(16))
    reason: Mapped[str] = mapped_column(Name(40))
    matches: Mapped[list[Any]]
    post_text: Mapped[str | None]
    stance: Mapped[str] = mapped_column(Name(16))
    language: Mapped[str | None] = mapped_column(Name(LONGEST_LANGUAGE))
    model_id: Mapped[str] = mapped_column(Name(200))
    decided_at: Mapped[datetime] = mapped_column(index=True)


class Sighting(Base):
    """A claim seen in a post: first seen by us, whoever said it before.

    The index by claim and time holds all that is counted, so that counting a claim's posts reads no rows.

    `path` tells how it came: asked, watched, forwarded (somebody forwarded it to us), replayed or imported.
    `origin_post_id` is the post that this one forwards, `origin_place_id` the place of that, and
    `parent_post_id` the post that this one answers (`parent_kind` "reply") or quotes ("quote").
    """

    __tablename__ = "sightings"
    __table_args__ = (
        UniqueConstraint("claim_id", "platform", "post_id"),
        Index(
            "ix_sightings_claim_time",
            "claim_id",
            "written_at",
            "platform",
            "place_kind",
            "place_id",
            "language",
            "stance",
            "author",
        ),
        Index("ix_sightings_time", "written_at", "claim_id"),
        Index("ix_sightings_origin", "platform", "origin_post_id"),
        Index("ix_sightings_parent", "platform", "parent_post_id"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    claim_id: Mapped[int] = mapped_column(ForeignKey("claims.id", ondelete="CASCADE"))
    platform: Mapped[str] = mapped_column(Name(32))
    post_id: Mapped[str] = mapped_column(Name(200))
    place_id: Mapped[str] = mapped_column(Name(200))
    place_kind: Mapped[str] = mapped_column(Name(16))
    place_title: Mapped[str | None]
    author: Mapped[str] = mapped_column(Name(64))
    written_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    address: Mapped[str] = mapped_column(Name(16))
    language: Mapped[str | None] = mapped_column(Name(LONGEST_LANGUAGE))
    stance: Mapped[str] = mapped_column(Name(16))
    probability: Mapped[float]
    origin: Mapped[dict[str, Any] | None]
    path: Mapped[str] = mapped_column(Name(16))
    origin_post_id: Mapped[str | None] = mapped_column(Name(200))
    origin_place_id: Mapped[str | None] = mapped_column(Name(200))
    parent_post_id: Mapped[str | None] = mapped_column(Name(200))
    parent_kind: Mapped[str | None] = mapped_column(Name(8))
    reach: Mapped[int | None] = mapped_column(Id)
    decision_id: Mapped[int | None] = mapped_column(
        ForeignKey("decisions.id", ondelete="SET NULL"), index=True
    )


class ReviewItem(Base):
    """A decision that waits for a reviewer, or a message whose fate is unknown.

    open -> decided (for ten seconds its reviewer may undo) -> closed. While `claimed_until` lies ahead no
    other reviewer gets it. `verdict` holds what was decided, `sighting` what is known of the post.
    """

    __tablename__ = "review_items"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    kind: Mapped[str] = mapped_column(Name(16))
    decision_id: Mapped[int | None] = mapped_column(
        ForeignKey("decisions.id", ondelete="CASCADE"), unique=True
    )
    outbox_id: Mapped[int | None] = mapped_column(ForeignKey("outbox.id", ondelete="CASCADE"), unique=True)
    status: Mapped[str] = mapped_column(Name(16), default="open", index=True)
    opened_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    reviewer: Mapped[str | None] = mapped_column(Name(140))
    claimed_until: Mapped[datetime | None]
    verdict: Mapped[dict[str, Any] | None]
    final_at: Mapped[datetime | None]
    sighting: Mapped[dict[str, Any] | None]


class Feedback(Base):
    """Somebody's word on a match; keeps scores and labels, never the text."""

    __tablename__ = "feedback"
    __table_args__ = (UniqueConstraint("decision_id", "claim_id", "author"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    decision_id: Mapped[int] = mapped_column(ForeignKey("decisions.id", ondelete="CASCADE"), index=True)
    claim_id: Mapped[int] = mapped_column(Id, index=True)
    author: Mapped[str] = mapped_column(Name(64))
    verdict: Mapped[str] = mapped_column(Name(16))
    probability: Mapped[float]
    model_id: Mapped[str] = mapped_column(Name(200))
    given_at: Mapped[datetime]


class Role(Base):
    """What a platform account may do; owners come from the settings, everybody else is a user."""

    __tablename__ = "roles"

    platform: Mapped[str] = mapped_column(Name(32), primary_key=True)
    account_id: Mapped[str] = mapped_column(Name(100), primary_key=True)
    role: Mapped[str] = mapped_column(Name(16))
    granted_by: Mapped[str] = mapped_column(Name(140))
    granted_at: Mapped[datetime]


class Preference(Base):
    """What a person chose, kept by pseudonym: language, and whether the bot must leave them alone."""

    __tablename__ = "preferences"

    author: Mapped[str] = mapped_column(Name(64), primary_key=True)
    language: Mapped[str | None] = mapped_column(Name(LONGEST_LANGUAGE))
    stopped_at: Mapped[datetime | None]


class Dialogue(Base):
    """A conversation in several steps, such as `/addclaim` without arguments."""

    __tablename__ = "dialogues"

    conversation: Mapped[str] = mapped_column(Name(300), primary_key=True)
    author: Mapped[str | None] = mapped_column(Name(64))
    topic: Mapped[str] = mapped_column(Name(40))
    state: Mapped[dict[str, Any]]
    expires_at: Mapped[datetime]


class AuditEntry(Base):
    """Who changed what, with the values before and after."""

    __tablename__ = "audit"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    at: Mapped[datetime]
    actor: Mapped[str] = mapped_column(Name(140))
    action: Mapped[str] = mapped_column(Name(40))
    subject: Mapped[str] = mapped_column(Name(200), index=True)
    before: Mapped[dict[str, Any] | None]
    after: Mapped[dict[str, Any] | None]


class Cursor(Base):
    """How far a platform was read: moved in the transaction that accepts its events."""

    __tablename__ = "cursors"

    name: Mapped[str] = mapped_column(Name(100), primary_key=True)
    value: Mapped[str]
    moved_at: Mapped[datetime]
