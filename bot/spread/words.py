"""A claim's spread in the reader's language: times, durations, counts, names of languages and platforms."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from babel import Locale
from babel.dates import format_datetime
from babel.numbers import format_decimal, format_percent

from bot.translations import FALLBACK, Translator, languages

PLATFORMS: Mapping[str, str] = {"telegram": "Telegram", "x": "X", "console": "console"}
_HOUR = timedelta(hours=1)
_TWO_DAYS = timedelta(days=2)


def locale_of(words: Translator) -> str:
    """By which language's rules numbers and dates are written: that of the messages, which may be English."""
    return words.language if words.language in languages() else FALLBACK


def platform_name(platform: str) -> str:
    """The platform as people write it."""
    return PLATFORMS.get(platform, platform)


def language_name(code: str | None, words: Translator) -> str:
    """The language's name in the reader's own; its code where it has none, a word where it is not known."""
    if not code:
        return words.plain("chart-language-unknown")
    return str(Locale(locale_of(words)).languages.get(code.split("-")[0]) or code)


def moment(at: datetime | None, words: Translator) -> str:
    """A time as `3 Nov 2026, 08:30 UTC`."""
    if at is None:
        return words.plain("no-time-known")
    return f"{format_datetime(at, 'd MMM y, HH:mm', tzinfo=at.tzinfo, locale=locale_of(words))} UTC"


def day(at: datetime, words: Translator) -> str:
    """A day as `3 Nov 2026`."""
    return str(format_datetime(at, "d MMM y", locale=locale_of(words)))


def lasting(length: timedelta, words: Translator) -> str:
    """A duration in its largest fitting unit; its sign is dropped."""
    length = abs(length)
    if length < _HOUR:
        return words.plain("lasting-minutes", count=max(1, round(length.total_seconds() / 60)))
    if length < _TWO_DAYS:
        return words.plain("lasting-hours", count=round(length / _HOUR))
    return words.plain("lasting-days", count=round(length / timedelta(days=1)))


def percent(share: float, words: Translator) -> str:
    """A share as `42 %`, in the language's own form."""
    return str(
        format_percent(
            share, format="#,##0 %" if words.language in ("ru", "uk", "es") else None, locale=locale_of(words)
        )
    )


def number(value: float, words: Translator) -> str:
    """A number with one digit behind the point at most."""
    return str(format_decimal(value, format="#,##0.#", locale=locale_of(words)))
