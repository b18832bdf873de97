"""What came in, what goes out, and how far each platform was read."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, Integer, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, Id
from storage.models.columns import Name


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
    settled: who took it last, and nobody else, may say what became of it. `copies` counts the tries of
    which nobody knows whether they arrived.
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
    copies: Mapped[int] = mapped_column(Integer, default=0)
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


class Cursor(Base):
    """How far a platform was read: moved in the transaction that accepts its events."""

    __tablename__ = "cursors"

    name: Mapped[str] = mapped_column(Name(100), primary_key=True)
    value: Mapped[str]
    moved_at: Mapped[datetime]
