"""Tables of what only X needs: what its calls cost, the bot's tokens, which posts were looked up."""

from datetime import date, datetime

from sqlalchemy import BigInteger, Index, Integer
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base
from storage.models.columns import Name

_Id = BigInteger().with_variant(Integer(), "sqlite")


class XCharge(Base):
    """One kind of thing that one call to X cost, in millionths of a US dollar.

    `open`: the call was begun and nothing is known of its end; `cost_micros` is then the most that it can
    have cost. `paid`: X answered, and this is what its price list says.
    """

    __tablename__ = "x_ledger"
    __table_args__ = (
        Index("ix_x_ledger_time", "at", "state", "cost_micros"),
        Index("ix_x_ledger_open", "state", "call"),
    )

    id: Mapped[int] = mapped_column(_Id, primary_key=True)
    at: Mapped[datetime]
    call: Mapped[str] = mapped_column(Name(80))
    purpose: Mapped[str] = mapped_column(Name(16))
    item: Mapped[str] = mapped_column(Name(32))
    count: Mapped[int] = mapped_column(Integer)
    cost_micros: Mapped[int] = mapped_column(BigInteger)
    state: Mapped[str] = mapped_column(Name(8))
    about: Mapped[str | None] = mapped_column(Name(80))


class XRead(Base):
    """A resource that was paid for on this UTC day, where X charges each only once a day."""

    __tablename__ = "x_reads"

    day: Mapped[date] = mapped_column(primary_key=True)
    family: Mapped[str] = mapped_column(Name(32), primary_key=True)
    resource: Mapped[str] = mapped_column(Name(64), primary_key=True)


class XCredential(Base):
    """A secret, encrypted; `renewing_since` tells that somebody is about to replace it."""

    __tablename__ = "x_credentials"

    name: Mapped[str] = mapped_column(Name(40), primary_key=True)
    sealed: Mapped[str]
    stored_at: Mapped[datetime]
    renewing_since: Mapped[datetime | None]


class XPost(Base):
    """A post of which something is stored: since when, and when X was last known to show it."""

    __tablename__ = "x_posts"

    post_id: Mapped[str] = mapped_column(Name(32), primary_key=True)
    stored_at: Mapped[datetime]
    shown_at: Mapped[datetime] = mapped_column(index=True)
