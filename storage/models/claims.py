"""Claims with their phrasings, fact-checks, appearances, changes and vectors."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from storage.addresses import address_key
from storage.models.base import LONGEST_LANGUAGE, Base, Id
from storage.models.columns import Name
from storage.text import exact_hash, fold


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
    address_hash: Mapped[str] = mapped_column(Name(64), index=True)
    publisher: Mapped[str | None]
    title: Mapped[str | None]
    textual_rating: Mapped[str | None]
    language: Mapped[str | None] = mapped_column(Name(LONGEST_LANGUAGE))
    published_on: Mapped[date | None]

    @validates("url")
    def _keep_hash(self, _key: str, url: str) -> str:
        self.url_hash, self.address_hash = exact_hash(url), address_key(url)
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
