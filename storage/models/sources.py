"""Tables of the sources that claims come from: what was seen there, by whom, with which words."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import LONGEST_LANGUAGE, Base, Id
from storage.models.columns import AccountRef, Name

LONGEST_HOST = 255
"""Longest name in the DNS (RFC 1035, section 2.3.4)."""


class Publisher(Base):
    """Somebody who publishes fact-checks, under the one name that the catalogue uses."""

    __tablename__ = "publishers"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    name: Mapped[str]
    added_at: Mapped[datetime]


class PublisherName(Base):
    """A name that pages give a publisher; each name leads to one publisher."""

    __tablename__ = "publisher_names"

    name_hash: Mapped[str] = mapped_column(Name(64), primary_key=True)
    name: Mapped[str]
    publisher_id: Mapped[int] = mapped_column(ForeignKey("publishers.id", ondelete="CASCADE"), index=True)


class PublisherDomain(Base):
    """A domain that is a publisher's own, with all names below it that are nobody else's."""

    __tablename__ = "publisher_domains"

    domain: Mapped[str] = mapped_column(Name(LONGEST_HOST), primary_key=True)
    publisher_id: Mapped[int] = mapped_column(ForeignKey("publishers.id", ondelete="CASCADE"), index=True)


class Source(Base):
    """Where claims come from by themselves: a feed, a sitemap, a page, an API, a dump.

    status: asked (nobody has said yet what becomes of its claims) -> active <-> paused -> removed. `mode` is
    `propose` or `publish`. `state` says how the last try went, `state_reason` in one line why. `cursor` holds
    where reading stopped. While `leased_until` lies ahead, who holds `lease` reads it and nobody else.
    `caught_up_at` is when everything that was there at the start had been read; `new_since` counts what came
    since `counted_from`.
    """

    __tablename__ = "sources"
    __table_args__ = (Index("ix_sources_due", "status", "next_at"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    kind: Mapped[str] = mapped_column(Name(16))
    address: Mapped[str]
    address_hash: Mapped[str] = mapped_column(Name(64), unique=True)
    title: Mapped[str | None]
    mode: Mapped[str] = mapped_column(Name(16), default="propose")
    status: Mapped[str] = mapped_column(Name(16), default="asked")
    domains: Mapped[list[Any]]
    licence: Mapped[str | None]
    options: Mapped[dict[str, Any]]
    cursor: Mapped[dict[str, Any] | None]
    etag: Mapped[str | None]
    last_modified: Mapped[str | None]
    body_hash: Mapped[str | None] = mapped_column(Name(64))
    state: Mapped[str] = mapped_column(Name(24), default="new")
    state_reason: Mapped[str | None]
    failures: Mapped[int] = mapped_column(default=0)
    list_at: Mapped[datetime]
    next_at: Mapped[datetime]
    lease: Mapped[str | None] = mapped_column(Name(32))
    leased_until: Mapped[datetime | None]
    caught_up_at: Mapped[datetime | None]
    counted_from: Mapped[datetime | None]
    new_since: Mapped[int] = mapped_column(default=0)
    last_tried_at: Mapped[datetime | None]
    last_success_at: Mapped[datetime | None]
    last_new_at: Mapped[datetime | None]
    told_silent_at: Mapped[datetime | None]
    term_days: Mapped[int | None]
    found: Mapped[int] = mapped_column(default=0)
    changed: Mapped[int] = mapped_column(default=0)
    refused: Mapped[int] = mapped_column(default=0)
    added_by: Mapped[str] = mapped_column(AccountRef())
    added_at: Mapped[datetime]


class SourceItem(Base):
    """A page that a source listed: waiting -> done | ignored | refused | gone, and again when it is due.

    `due_at` is when it is to be read next, None: not any more.
    """

    __tablename__ = "source_items"
    __table_args__ = (
        UniqueConstraint("source_id", "address_hash"),
        Index("ix_source_items_due", "source_id", "due_at"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    source_id: Mapped[int] = mapped_column(ForeignKey("sources.id", ondelete="CASCADE"))
    address: Mapped[str]
    address_hash: Mapped[str] = mapped_column(Name(64))
    listing: Mapped[dict[str, Any]]
    listing_hash: Mapped[str] = mapped_column(Name(64))
    status: Mapped[str] = mapped_column(Name(16), default="waiting")
    due_at: Mapped[datetime | None]
    etag: Mapped[str | None]
    last_modified: Mapped[str | None]
    content_hash: Mapped[str | None] = mapped_column(Name(64))
    failures: Mapped[int] = mapped_column(default=0)
    reads: Mapped[int] = mapped_column(default=0)
    error: Mapped[str | None]
    first_seen: Mapped[datetime]
    last_seen: Mapped[datetime]


class SourceReview(Base):
    """What a source says of a claim, as it said it last, and what became of it here.

    status: open (an editor is asked) -> taken (it stands under `claim_id`) | dismissed | dropped. `asks` is
    what an open row asks: `claim` (take it in?), `change` (`pending` holds the new values), `gone` (the page
    is no longer there) or `expired` (its term is over); a taken row may ask again. `reason` is why nobody
    took it in by itself. A row is also the provenance of the fact-check at its address.
    """

    __tablename__ = "source_reviews"
    __table_args__ = (
        UniqueConstraint("source_id", "address_hash", "statement_hash"),
        Index("ix_source_reviews_asks", "asks", "id"),
        Index("ix_source_reviews_address", "address_hash"),
        Index("ix_source_reviews_expires", "expires_at"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    source_id: Mapped[int] = mapped_column(ForeignKey("sources.id", ondelete="CASCADE"))
    address: Mapped[str]
    address_hash: Mapped[str] = mapped_column(Name(64))
    statement: Mapped[str]
    statement_hash: Mapped[str] = mapped_column(Name(64))
    rating: Mapped[str | None] = mapped_column(Name(20))
    textual_rating: Mapped[str | None]
    title: Mapped[str | None]
    summary: Mapped[str | None]
    publisher: Mapped[str | None]
    publisher_id: Mapped[int | None] = mapped_column(
        ForeignKey("publishers.id", ondelete="SET NULL"), index=True
    )
    language: Mapped[str | None] = mapped_column(Name(LONGEST_LANGUAGE))
    published_on: Mapped[date | None]
    claimant: Mapped[str | None]
    appearances: Mapped[list[Any]]
    licence: Mapped[str | None]
    from_review: Mapped[bool]
    status: Mapped[str] = mapped_column(Name(16), default="open")
    asks: Mapped[str | None] = mapped_column(Name(16))
    reason: Mapped[str | None] = mapped_column(Name(32))
    pending: Mapped[dict[str, Any] | None]
    near_claim_id: Mapped[int | None] = mapped_column(Id)
    claim_id: Mapped[int | None] = mapped_column(ForeignKey("claims.id", ondelete="SET NULL"), index=True)
    first_seen: Mapped[datetime]
    last_seen: Mapped[datetime]
    expires_at: Mapped[datetime | None]
    decided_by: Mapped[str | None] = mapped_column(AccountRef())
    decided_at: Mapped[datetime | None]


class RatingWord(Base):
    """A publisher's word for a rating that the table does not hold; `rating` is an editor's answer."""

    __tablename__ = "rating_words"
    __table_args__ = (UniqueConstraint("publisher_id", "word_hash"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    publisher_id: Mapped[int] = mapped_column(ForeignKey("publishers.id", ondelete="CASCADE"))
    word: Mapped[str]
    word_hash: Mapped[str] = mapped_column(Name(64))
    times: Mapped[int] = mapped_column(default=0)
    rating: Mapped[str | None] = mapped_column(Name(20))
    first_seen: Mapped[datetime]
    last_seen: Mapped[datetime]
    answered_by: Mapped[str | None] = mapped_column(AccountRef())
    answered_at: Mapped[datetime | None]


class WebHost(Base):
    """A host that sources are read from: when it may be asked next, and its robots.txt."""

    __tablename__ = "web_hosts"

    host: Mapped[str] = mapped_column(Name(LONGEST_HOST), primary_key=True)
    next_at: Mapped[datetime]
    failures: Mapped[int] = mapped_column(default=0)
    robots: Mapped[str | None]
    robots_at: Mapped[datetime | None]
