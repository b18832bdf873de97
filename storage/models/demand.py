"""What people asked that found no fact-check, without their words."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import LONGEST_LANGUAGE, Base
from storage.models.columns import Name


class Unanswered(Base):
    """A question that found nothing: a sketch of its meaning (64 hex digits), its author, and when."""

    __tablename__ = "unanswered"

    decision_id: Mapped[int] = mapped_column(ForeignKey("decisions.id", ondelete="CASCADE"), primary_key=True)
    author: Mapped[str] = mapped_column(Name(64), index=True)
    sketch: Mapped[str] = mapped_column(Name(64))
    model_id: Mapped[str] = mapped_column(Name(200))
    language: Mapped[str | None] = mapped_column(Name(LONGEST_LANGUAGE))
    asked_at: Mapped[datetime] = mapped_column(index=True)
