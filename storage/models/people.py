"""Roles, preferences, dialogues, and the audit of what people changed."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import LONGEST_LANGUAGE, Base, Id
from storage.models.columns import AccountRef, Name


class RoleGrant(Base):
    """What a platform account may do; owners come from the settings, everybody else is a user."""

    __tablename__ = "roles"

    platform: Mapped[str] = mapped_column(Name(32), primary_key=True)
    account_id: Mapped[str] = mapped_column(Name(100), primary_key=True)
    role: Mapped[str] = mapped_column(Name(16))
    granted_by: Mapped[str] = mapped_column(AccountRef())
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
    actor: Mapped[str] = mapped_column(AccountRef())
    action: Mapped[str] = mapped_column(Name(40))
    subject: Mapped[str] = mapped_column(Name(200), index=True)
    before: Mapped[dict[str, Any] | None]
    after: Mapped[dict[str, Any] | None]
