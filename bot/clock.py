"""The time, as an argument: production hands in `utc_now`, tests a clock of their own."""

from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]
"""Gives the current time, aware."""


def utc_now() -> datetime:
    """The clock of production."""
    return datetime.now(UTC)
