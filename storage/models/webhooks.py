"""Addresses that are told what happens here."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, Id
from storage.models.columns import AccountRef, Name


class WebhookAddress(Base):
    """An address that is told of events; its secret is made from the installation's key and `salt`.

    `off_because` says why nothing is sent any more. An `internal` address may be a private one.
    """

    __tablename__ = "webhooks"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    url: Mapped[str]
    events: Mapped[list[Any]]
    salt: Mapped[str] = mapped_column(Name(64))
    internal: Mapped[bool] = mapped_column(default=False)
    off_because: Mapped[str | None]
    made_by: Mapped[str] = mapped_column(AccountRef())
    made_at: Mapped[datetime]
