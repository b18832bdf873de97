"""Tables of the dashboard and the HTTP API: one-time links, sessions, uploads that wait, tokens."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import LONGEST_LANGUAGE, Base, Id
from storage.models.columns import AccountRef, Name


class WebLink(Base):
    """A link that signs one account in, once; only the hash of its code is kept."""

    __tablename__ = "web_links"

    code_hash: Mapped[str] = mapped_column(Name(64), primary_key=True)
    account: Mapped[str] = mapped_column(AccountRef(), index=True)
    language: Mapped[str] = mapped_column(Name(LONGEST_LANGUAGE))
    expires_at: Mapped[datetime]


class WebSession(Base):
    """Somebody who is signed in; only the hash of the cookie's value is kept, `csrf` goes into forms."""

    __tablename__ = "web_sessions"

    token_hash: Mapped[str] = mapped_column(Name(64), primary_key=True)
    account: Mapped[str] = mapped_column(AccountRef(), index=True)
    language: Mapped[str] = mapped_column(Name(LONGEST_LANGUAGE))
    csrf: Mapped[str] = mapped_column(Name(64))
    began_at: Mapped[datetime]
    expires_at: Mapped[datetime]


class WebUpload(Base):
    """A file of claims that was looked through and waits for its sender's yes."""

    __tablename__ = "web_uploads"

    id: Mapped[str] = mapped_column(Name(64), primary_key=True)
    account: Mapped[str] = mapped_column(AccountRef())
    file_name: Mapped[str]
    content: Mapped[str]
    expires_at: Mapped[datetime]


class ApiToken(Base):
    """Somebody's way into the HTTP API; the token itself is shown once, its hash is kept."""

    __tablename__ = "api_tokens"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    name: Mapped[str] = mapped_column(Name(100))
    token_hash: Mapped[str] = mapped_column(Name(64), unique=True)
    scopes: Mapped[list[Any]]
    made_by: Mapped[str] = mapped_column(AccountRef())
    made_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]
