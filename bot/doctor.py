"""Looks the whole installation over and says what is wrong and what to do about it."""

import asyncio
import os
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from enum import StrEnum
from pathlib import Path

import aiohttp

from bot.app import configured_platforms
from bot.config import DEFAULT_FILE, Settings
from bot.errors import ClaimspreadError
from matchers.errors import MatcherError
from matchers.matcher import ClaimMatcher
from storage import claims, decisions, inbox, outbox
from storage.database import Database
from storage.errors import StorageError
from storage.vectors import StoredVectors

_MOST_CLOCK_SKEW_SECONDS = 30
_TIMEOUT = aiohttp.ClientTimeout(total=15)


class Health(StrEnum):
    """How a finding is to be taken."""

    OK = "ok"
    NOTE = "note"
    FAILED = "failed"


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at: what was seen, and (unless all is well) what to do."""

    subject: str
    health: Health
    seen: str
    remedy: str = ""


async def examine(settings: Settings) -> AsyncIterator[Finding]:
    """Look at settings, database, model, platforms and clock, one after another."""
    for finding in _settings(settings):
        yield finding
    try:
        async with Database(settings.database_url) as database:
            async for finding in _database(database):
                yield finding
            yield await _model(settings, database)
    except StorageError as error:
        yield Finding(
            "database", Health.FAILED, str(error), "check CLAIMSPREAD_DATABASE_URL and that it is running"
        )
    try:
        platforms = configured_platforms(settings)
    except ClaimspreadError as error:
        yield Finding("platforms", Health.FAILED, str(error), "set what is missing, or unset the rest")
        return
    if not platforms:
        yield Finding(
            "platforms",
            Health.NOTE,
            "none is configured",
            "set CLAIMSPREAD_TELEGRAM__TOKEN or the CLAIMSPREAD_X__… keys; `claimspread demo` needs none",
        )
    for platform in platforms:
        try:
            await platform.open()
            yield Finding(platform.name, Health.OK, f"connected as account {platform.account_id}")
        except ClaimspreadError as error:
            yield Finding(platform.name, Health.FAILED, str(error), "check the credentials and the network")
        finally:
            await platform.close()
    for address in _addresses(settings):
        yield await _clock(address)


def _settings(settings: Settings) -> list[Finding]:
    file = Path(os.environ.get("CLAIMSPREAD_CONFIG", DEFAULT_FILE))
    found = [
        Finding(
            "settings",
            Health.OK,
            f"read from {file} and the environment" if file.exists() else "from the environment",
        )
    ]
    if not settings.owners:
        found.append(
            Finding(
                "owners",
                Health.NOTE,
                "nobody owns the bot: no one can add claims in chat",
                'set CLAIMSPREAD_OWNERS, such as ["telegram:1001"]; the bot tells you your id: /start',
            )
        )
    if settings.secret_key is None:
        found.append(
            Finding(
                "secret key",
                Health.NOTE,
                "not set: one is kept in a file beside the SQLite database",
                "set CLAIMSPREAD_SECRET_KEY, or include that file in backups",
            )
        )
    return found


async def _database(database: Database) -> AsyncIterator[Finding]:
    revision = await asyncio.to_thread(database.revision)
    async with database.read() as session:
        number = await claims.count(session, "published")
        waiting = await inbox.backlog(session)
        leaving = await outbox.counts(session)
        reviews = await decisions.open_reviews(session)
    yield Finding("database", Health.OK, f"{database.address}, schema {revision}, {number} published claims")
    if not number:
        yield Finding("claims", Health.NOTE, "none", "`claimspread claims import FILE`, or /addclaim in chat")
    lost = {status: leaving[status] for status in ("dead", "unknown") if leaving.get(status)}
    health = Health.NOTE if waiting.failed or lost else Health.OK
    parts = [
        f"{waiting.pending} events wait",
        f"{waiting.failed} failed",
        f"{leaving.get('pending', 0)} messages wait",
    ]
    parts += [f"{number} {status}" for status, number in lost.items()] + [f"{reviews} reviews open"]
    yield Finding(
        "work", health, ", ".join(parts), "see the log for the causes" if health is Health.NOTE else ""
    )


async def _model(settings: Settings, database: Database) -> Finding:
    try:
        matcher = await asyncio.to_thread(ClaimMatcher.load, settings.matcher.model, StoredVectors(database))
    except MatcherError as error:
        return Finding(
            "model", Health.FAILED, str(error), "set CLAIMSPREAD_MATCHER__MODEL to `default` or a folder"
        )
    limits = matcher.thresholds
    if limits.reply > 1:
        return Finding(
            "model",
            Health.NOTE,
            f"{matcher.model_id} has no calibration: it only ever asks reviewers",
            "use the default model, or fit one (docs/matching.md)",
        )
    return Finding(
        "model",
        Health.OK,
        f"{matcher.model_id}, answers from {limits.reply:.2f}, asks from {limits.review:.2f}",
    )


def _addresses(settings: Settings) -> list[str]:
    addresses = []
    if settings.telegram.configured:
        addresses.append(settings.telegram.base_url)
    if settings.x.configured:
        addresses.append(settings.x.base_url)
    return addresses


async def _clock(address: str) -> Finding:
    """Compare this machine's clock with the platform's `Date` header: signatures fail when it is off."""
    try:
        async with aiohttp.ClientSession(timeout=_TIMEOUT) as session, session.get(address) as response:
            stated = response.headers.get("Date")
    except (aiohttp.ClientError, TimeoutError, OSError) as error:
        return Finding(
            "clock", Health.NOTE, f"cannot ask {address}: {type(error).__name__}", "check the network"
        )
    if stated is None:
        return Finding("clock", Health.NOTE, f"{address} states no time")
    skew = abs((datetime.now(UTC) - parsedate_to_datetime(stated)).total_seconds())
    if skew > _MOST_CLOCK_SKEW_SECONDS:
        return Finding("clock", Health.FAILED, f"{skew:.0f} s off", "let the system's clock be set (NTP)")
    return Finding("clock", Health.OK, f"within {max(skew, 1):.0f} s of {address}")
