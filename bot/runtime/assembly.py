"""Builds the parts of the bot from its settings; `app.py` joins them."""

from collections.abc import Callable
from pathlib import Path

from bot.clock import Clock, utc_now
from bot.config import MatcherSettings, Settings
from bot.errors import ConfigurationError
from bot.platforms.base import Platform
from bot.platforms.telegram.platform import TelegramPlatform
from bot.platforms.x.ledger import Ledger
from bot.platforms.x.platform import XPlatform
from bot.platforms.x.sealing import Seal
from bot.platforms.x.tokens import Tokens
from bot.signing import load_key
from matchers.matcher import ClaimMatcher
from matchers.types import Finder, VectorStore
from storage.database import Database

FINDERS: tuple[Callable[[], Finder], ...] = ()
"""Makers of matchers beside the ones that ship; `docs/extending.md` shows one."""


def load_matcher(settings: MatcherSettings, vectors: VectorStore | None = None) -> ClaimMatcher:
    """The matcher of the settings, with the calibration that was tuned for it (blocking)."""
    return ClaimMatcher.load(
        settings.model, vectors, tuned=settings.tuned_file, verifier=settings.verifier, finders=FINDERS
    )


def configured_platforms(
    settings: Settings, database: Database | None = None, clock: Clock = utc_now
) -> list[Platform]:
    """The platforms whose settings are complete.

    Args:
        settings: of the bot.
        database: where X's ledger and tokens are kept.
        clock: tells the time.

    Raises:
        ConfigurationError: a platform's settings are there in part.
    """
    if not settings.x.configured and (missing := settings.x.missing()):
        names = ", ".join(f"CLAIMSPREAD_X__{name.upper()}" for name in missing)
        raise ConfigurationError(f"X is configured in part; these are missing too: {names}")
    platforms: list[Platform] = []
    if settings.telegram.configured:
        platforms.append(TelegramPlatform(settings.telegram))
    if settings.x.configured:
        platforms.append(x_platform(settings, database or Database(settings.database_url), clock))
    return platforms


def x_platform(settings: Settings, database: Database, clock: Clock = utc_now) -> XPlatform:
    """X with its ledger, and with the tokens that `x login` stored."""
    keys = None if settings.x.client_id is None else x_tokens(settings, database, clock)
    return XPlatform(settings.x, clock, Ledger(database, settings, clock), keys)


def x_tokens(settings: Settings, database: Database, clock: Clock = utc_now) -> Tokens:
    """The tokens of the bot's account on X, sealed with the installation's secret key."""
    return Tokens(database, Seal(load_key(settings, file_of(database))), settings.x, clock)


def file_of(database: Database) -> Path | None:
    """The file of an SQLite database, None for a server."""
    return Path(database.url.database or "") if database.is_sqlite else None
