"""What the bot decided, where claims were seen, what reviewers and readers say of it."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import LONGEST_LANGUAGE, Base, Id
from storage.models.columns import AccountRef, Name


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


class DecisionPerson(Base):
    """Somebody other than its asker whose words or account a decision holds: `/forgetme` finds it by them."""

    __tablename__ = "decision_people"

    decision_id: Mapped[int] = mapped_column(ForeignKey("decisions.id", ondelete="CASCADE"), primary_key=True)
    author: Mapped[str] = mapped_column(Name(64), primary_key=True, index=True)


class Sighting(Base):
    """A claim seen in a post: first seen by us, no matter who said it before.

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
    reviewer: Mapped[str | None] = mapped_column(AccountRef())
    claimed_until: Mapped[datetime | None]
    verdict: Mapped[dict[str, Any] | None]
    final_at: Mapped[datetime | None]
    sighting: Mapped[dict[str, Any] | None]


class Feedback(Base):
    """What somebody says about a match; keeps scores and labels, never the text."""

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
