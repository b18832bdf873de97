"""The house of the handling tests, one claim in it."""

from tests.inbox.test_house import house

__all__ = ["house"]
