"""The house of the handling tests, one claim in it."""

from tests.handling.test_house import house

__all__ = ["house"]
