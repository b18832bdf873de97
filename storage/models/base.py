"""What all tables share: the declarative base, ids, lengths."""

from datetime import date, datetime
from typing import Any, ClassVar

from sqlalchemy import BigInteger, Date, Integer, MetaData
from sqlalchemy.orm import DeclarativeBase

from storage.models.columns import Json, Prose, UtcDateTime

Id = BigInteger().with_variant(Integer(), "sqlite")
LONGEST_LANGUAGE = 35
"""Longest language tag to be expected (RFC 5646, section 4.4.1)."""


def is_id(number: int) -> bool:
    """Whether the number can be an id at all: people may type any, and databases refuse larger ones."""
    return 0 < number < 2**63


class Base(DeclarativeBase):
    """Declarative base with constraint names that Alembic can address."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: UtcDateTime(),
        date: Date(),
        str: Prose(),
        dict[str, Any]: Json(),
        list[Any]: Json(),
    }
