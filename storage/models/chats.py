"""The tables of conversations: chats and their settings, questions that wait, subscriptions, invitations."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, Id
from storage.models.columns import AccountRef, Name

_LANGUAGE = 35


class Chat(Base):
    """A group or channel and the settings that its admins chose; a chat without a row has the usual ones.

    `quiet_from` and `quiet_until` are hours of the chat's own day (0..23), `utc_offset` its minutes ahead
    of UTC; `ratings` are those that an unasked answer may carry, None for the usual; `told` is the account
    that is told in private what `quiet` mode found.
    """

    __tablename__ = "chats"
    __table_args__ = (UniqueConstraint("platform", "place_id"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    platform: Mapped[str] = mapped_column(Name(32))
    place_id: Mapped[str] = mapped_column(Name(200))
    kind: Mapped[str] = mapped_column(Name(16))
    title: Mapped[str]
    mode: Mapped[str] = mapped_column(Name(16), default="asked")
    language: Mapped[str | None] = mapped_column(Name(_LANGUAGE))
    ratings: Mapped[list[Any] | None]
    quiet_from: Mapped[int | None]
    quiet_until: Mapped[int | None]
    utc_offset: Mapped[int] = mapped_column(default=0)
    most_an_hour: Mapped[int] = mapped_column(default=10)
    told: Mapped[str | None] = mapped_column(Name(100))
    changed_at: Mapped[datetime]


class ChatAdmin(Base):
    """Somebody who was seen to run a chat, by pseudonym: lists their chats; each change is checked again."""

    __tablename__ = "chat_admins"

    chat_id: Mapped[int] = mapped_column(ForeignKey("chats.id", ondelete="CASCADE"), primary_key=True)
    admin: Mapped[str] = mapped_column(Name(64), primary_key=True)
    seen_at: Mapped[datetime]


class SilencedClaim(Base):
    """A claim that a chat's admins or members do not want answered there."""

    __tablename__ = "silenced_claims"

    chat_id: Mapped[int] = mapped_column(ForeignKey("chats.id", ondelete="CASCADE"), primary_key=True)
    claim_id: Mapped[int] = mapped_column(ForeignKey("claims.id", ondelete="CASCADE"), primary_key=True)
    silenced_at: Mapped[datetime]


class Question(Base):
    """Somebody who waits for a fact-checker's word on a decision; `place` is where they asked."""

    __tablename__ = "questions"
    __table_args__ = (UniqueConstraint("decision_id", "author"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    decision_id: Mapped[int] = mapped_column(ForeignKey("decisions.id", ondelete="CASCADE"), index=True)
    author: Mapped[str] = mapped_column(Name(64), index=True)
    place: Mapped[dict[str, Any]]
    reply_to: Mapped[str | None] = mapped_column(Name(200))
    language: Mapped[str] = mapped_column(Name(_LANGUAGE))
    asked_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]


class Subscription(Base):
    """Somebody who wants to hear when a claim's rating changes or it is retracted."""

    __tablename__ = "subscriptions"

    claim_id: Mapped[int] = mapped_column(ForeignKey("claims.id", ondelete="CASCADE"), primary_key=True)
    author: Mapped[str] = mapped_column(Name(64), primary_key=True)
    place: Mapped[dict[str, Any]]
    language: Mapped[str] = mapped_column(Name(_LANGUAGE))
    since: Mapped[datetime]


class Invitation(Base):
    """A role that waits for anyone who opens its link first; only the code's hash is kept."""

    __tablename__ = "invitations"

    code_hash: Mapped[str] = mapped_column(Name(64), primary_key=True)
    role: Mapped[str] = mapped_column(Name(16))
    invited_by: Mapped[str] = mapped_column(AccountRef())
    expires_at: Mapped[datetime]
    used_by: Mapped[str | None] = mapped_column(AccountRef())


class BlockedPerson(Base):
    """Somebody whom the bot does not hear any more, by pseudonym."""

    __tablename__ = "blocks"

    author: Mapped[str] = mapped_column(Name(64), primary_key=True)
    blocked_by: Mapped[str] = mapped_column(AccountRef())
    blocked_at: Mapped[datetime]


class Allowance(Base):
    """How much somebody, or a chat, has asked within the current window."""

    __tablename__ = "allowances"

    key: Mapped[str] = mapped_column(Name(300), primary_key=True)
    began_at: Mapped[datetime]
    used: Mapped[int]
    warned: Mapped[bool]
