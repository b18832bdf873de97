"""What each platform can do, for rooms that know no platform: the one place that says it."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from bot.platforms.x.length import fits as fits_on_x


class Choosing(StrEnum):
    """How people choose on a platform."""

    BUTTONS = "buttons"
    NUMBERS = "numbers"


def _any_length(_text: str) -> bool:
    return True


@dataclass(frozen=True)
class Capabilities:
    """What a platform can do; the defaults are what works everywhere.

    Attributes:
        choosing: how people choose.
        takes_files: whether the bot gets the files that people send, and can send some.
        shows_pictures: whether a picture can be sent with a message.
        shows_stance: whether the stance of a single post may be shown; else in sums only (X: no profiles of
            what people think).
        fits: whether a public post may hold this plain text as it is.
    """

    choosing: Choosing = Choosing.NUMBERS
    takes_files: bool = False
    shows_pictures: bool = True
    shows_stance: bool = True
    fits: Callable[[str], bool] = _any_length


_CAPABILITIES = {
    "telegram": Capabilities(Choosing.BUTTONS, takes_files=True),
    "x": Capabilities(shows_pictures=False, shows_stance=False, fits=fits_on_x),
}


def capabilities(platform: str) -> Capabilities:
    """What the platform of this name can do; one that is not listed can do what works everywhere."""
    return _CAPABILITIES.get(platform, Capabilities())


def stance_shown(platform: str, stance: str | None) -> str | None:
    """The stance of a single post on this platform, None where only sums may tell it."""
    return stance if capabilities(platform).shows_stance else None
