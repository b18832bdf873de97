"""The tables of a claim's spread beside its sightings: links, places that were watched, alerts, digests."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import LONGEST_LANGUAGE, Base, Id
from storage.models.columns import Name


class SightingLink(Base):
    """An address that the post of a sighting links, in the form by which two count as the same."""

    __tablename__ = "sighting_links"
    __table_args__ = (Index("ix_sighting_links_claim", "claim_id", "link_hash"),)

    sighting_id: Mapped[int] = mapped_column(ForeignKey("sightings.id", ondelete="CASCADE"), primary_key=True)
    link_hash: Mapped[str] = mapped_column(Name(64), primary_key=True)
    claim_id: Mapped[int] = mapped_column(Id)
    link: Mapped[str]


class Coverage(Base):
    """A time during which a place was heard: from the first post that came to the last.

    `path` is how (as in `Sighting.path`). A silence of more than two days ends it: nobody can tell then
    whether there was nothing to hear or nobody who listened. An X timeline is one place, with an empty id.
    """

    __tablename__ = "coverage"
    __table_args__ = (UniqueConstraint("platform", "place_id", "path", "first_at"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    platform: Mapped[str] = mapped_column(Name(32))
    place_id: Mapped[str] = mapped_column(Name(200))
    path: Mapped[str] = mapped_column(Name(16))
    kind: Mapped[str] = mapped_column(Name(16))
    title: Mapped[str | None]
    first_at: Mapped[datetime]
    last_at: Mapped[datetime]


class SpreadAlert(Base):
    """The last time that the reviewers were told of a claim's unusual rise."""

    __tablename__ = "spread_alerts"

    claim_id: Mapped[int] = mapped_column(ForeignKey("claims.id", ondelete="CASCADE"), primary_key=True)
    raised_at: Mapped[datetime]
    posts: Mapped[int]
    usual: Mapped[float]
    score: Mapped[float]


class Digest(Base):
    """Somebody who gets the weekly digest; `place` is their private conversation."""

    __tablename__ = "digests"

    author: Mapped[str] = mapped_column(Name(64), primary_key=True)
    place: Mapped[dict[str, Any]]
    language: Mapped[str] = mapped_column(Name(LONGEST_LANGUAGE))
    since: Mapped[datetime]
    next_at: Mapped[datetime] = mapped_column(index=True)
