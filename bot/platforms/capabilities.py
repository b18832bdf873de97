"""How people choose on each platform: the one place that says which can do what."""

from enum import StrEnum


class Choosing(StrEnum):
    """How people choose on a platform."""

    BUTTONS = "buttons"
    NUMBERS = "numbers"


CHOOSING = {"telegram": Choosing.BUTTONS, "console": Choosing.NUMBERS, "x": Choosing.NUMBERS}
"""A platform that is not listed gets numbers, which work everywhere."""
