"""Looks the whole installation over and says what is wrong and what to do about it."""

import asyncio
import os
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

from bot.config import DEFAULT_FILE, Settings
from bot.operations.findings import Finding, Severity
from bot.roles import Role
from storage import accounts, claims, cursors, decisions, inbox, outbox, source_reviews, sources
from storage.database import Database
from storage.errors import StorageError

HEARTBEAT = "telegram:heartbeat"
SILENCES = "telegram:silences"
"""Where the platform notes them (its module takes a second to import; a test holds that they agree)."""
_RECENTLY = timedelta(days=1)
_LONGEST_SILENCE = timedelta(minutes=3)


async def examine(settings: Settings, *, deep: bool = False, quick: bool = False) -> AsyncIterator[Finding]:
    """Look at settings, database, model, platforms and clock in turn.

    Args:
        settings: of the bot.
        deep: look at every row, too.
        quick: only at settings and database; nothing is loaded and nobody is asked.
    """
    for finding in _settings(settings):
        yield finding
    try:
        async with Database(settings.database_url) as database:
            async for finding in _database(database):
                yield finding
            yield await _owners(settings, database)
            yield await _sources(settings, database)
            if not quick:
                from bot.operations import outside  # noqa: PLC0415 - the model and the client libraries

                async for finding in outside.examine_parts(settings, database, deep=deep):
                    yield finding
            if settings.telegram.configured:
                yield await _last_heard(database)
                yield await _silences(database)
    except StorageError as error:
        yield Finding(
            "database", Severity.FAILED, str(error), "check CLAIMSPREAD_DATABASE_URL and that it is running"
        )
    if not quick:
        from bot.operations import outside  # noqa: PLC0415 - as above

        async for finding in outside.examine_clock(settings):
            yield finding


def _settings(settings: Settings) -> list[Finding]:
    file = Path(os.environ.get("CLAIMSPREAD_CONFIG", DEFAULT_FILE))
    found = [
        Finding(
            "settings",
            Severity.OK,
            f"read from {file} and the environment" if file.exists() else "from the environment",
        )
    ]
    if settings.secret_key is None:
        found.append(
            Finding(
                "secret key",
                Severity.NOTE,
                "not set: one is kept in a file beside the SQLite database",
                "set CLAIMSPREAD_SECRET_KEY, or include that file in backups",
            )
        )
    if settings.telegram.read_pictures:
        found.append(_pictures())
    found.append(_torch())
    return found


def _torch() -> Finding:
    """Which build of PyTorch runs: one for graphics cards takes gigabytes that the bot has no use for."""
    try:
        build = version("torch")
    except PackageNotFoundError:
        return Finding("torch", Severity.FAILED, "not installed", "pip install claimspread")
    cuda = any(word in one for one in requires("torch") or () for word in ("nvidia", "cuda"))
    if cuda:
        remedy = "it runs; the CPU build is 2 GB smaller: README, “Install”"
        return Finding("torch", Severity.NOTE, f"{build}, a build for graphics cards", remedy)
    return Finding("torch", Severity.OK, f"{build}, for the CPU")


def _pictures() -> Finding:
    """Whether the text in pictures can be read, where that is switched on."""
    from bot.conversation.pictures import missing, scripts  # noqa: PLC0415 - rarely wanted

    absent = missing()
    if not absent:
        read = ", ".join(scripts())
        return Finding("pictures", Severity.OK, f"text in them is read, in private chats: {read} letters")
    return Finding(
        "pictures",
        Severity.FAILED,
        f"are to be read, but not installed: {', '.join(absent)}",
        "pip install 'claimspread[ocr]', or unset CLAIMSPREAD_TELEGRAM__READ_PICTURES",
    )


async def _database(database: Database) -> AsyncIterator[Finding]:
    revision = await asyncio.to_thread(database.revision)
    async with database.read() as session:
        number = await claims.count(session, "published")
        waiting = await inbox.backlog(session)
        leaving = await outbox.counts(session)
        reviews = await decisions.open_reviews(session)
    yield Finding(
        "database", Severity.OK, f"{database.address}, schema {revision}, {number} published claims"
    )
    if not number:
        yield Finding(
            "claims", Severity.NOTE, "none", "`claimspread claims import FILE`, or /addclaim in chat"
        )
    lost = {status: leaving[status] for status in ("dead", "unknown") if leaving.get(status)}
    health = Severity.NOTE if waiting.failed or lost else Severity.OK
    parts = [
        f"{waiting.pending} events wait",
        f"{waiting.failed} failed",
        f"{waiting.shed} watched posts passed over",
        f"{leaving.get('pending', 0)} messages wait",
    ]
    parts += [f"{number} {status}" for status, number in lost.items()] + [f"{reviews} reviews open"]
    yield Finding(
        "work", health, ", ".join(parts), "see the log for the causes" if health is Severity.NOTE else ""
    )


async def _owners(settings: Settings, database: Database) -> Finding:
    """Who owns the bot, by the settings or by a code from `claimspread init`."""
    async with database.read() as session:
        made = [row for row in await accounts.staff(session) if Role.named(row.role) is Role.OWNER]
    refs = list(dict.fromkeys([*settings.owners, *(f"{row.platform}:{row.account_id}" for row in made)]))
    if refs:
        return Finding("owners", Severity.OK, ", ".join(refs))
    return Finding(
        "owners",
        Severity.NOTE,
        "nobody owns the bot: no one can add claims in chat",
        'set CLAIMSPREAD_OWNERS, such as ["telegram:1001"]; the bot tells you your id: /start',
    )


async def _last_heard(database: Database) -> Finding:
    """When the running bot last heard Telegram; a poll answers within a minute, with nothing if need be."""
    subject = "telegram, last heard"
    async with database.read() as session:
        value = await cursors.read(session, HEARTBEAT)
    if value is None:
        return Finding(subject, Severity.NOTE, "never", "start `claimspread run`")
    silent = datetime.now(UTC) - datetime.fromisoformat(value)
    seen = f"{silent / timedelta(minutes=1):.0f} min ago"
    if silent > _LONGEST_SILENCE:
        return Finding(subject, Severity.NOTE, seen, "see whether `claimspread run` runs, and its log")
    return Finding(subject, Severity.OK, seen)


async def _sources(settings: Settings, database: Database) -> Finding:
    """Whether the sources of claims can be read, and bring anything."""
    subject, now = "sources", datetime.now(UTC)
    async with database.read() as session:
        found = [one for one in await sources.every(session) if one.status == "active"]
        silent = await sources.silent(session, now - timedelta(days=settings.sources.silent_days))
        waiting = await source_reviews.count_asking(session)
    if not found:
        return Finding(
            subject, Severity.NOTE, "none is followed", "claimspread sources add https://example.org/feed"
        )
    troubled = [f"{one.id} is {one.state}" for one in found if one.state not in ("ok", "new")]
    quiet = [f"{one.id} silent for {(now - (one.last_new_at or one.added_at)).days} days" for one in silent]
    told = f"{len(found)} followed, {waiting} proposals wait"
    if troubled or quiet:
        return Finding(
            subject,
            Severity.NOTE,
            "; ".join([told, *troubled, *quiet]),
            "see `claimspread sources show ID`",
        )
    return Finding(subject, Severity.OK, told)


async def _silences(database: Database) -> Finding:
    """How many polls fell silent, over connections that looked alive, and begun again by the watchdog."""
    subject = "telegram, silent polls"
    async with database.read() as session:
        value = await cursors.read(session, SILENCES)
    if value is None:
        return Finding(subject, Severity.OK, "none")
    number, _, last = value.partition(" ")
    ago = datetime.now(UTC) - datetime.fromisoformat(last)
    seen = f"{number} begun again, the last {ago / timedelta(hours=1):.1f} h ago"
    if ago < _RECENTLY:
        return Finding(
            subject, Severity.NOTE, seen, "see what lies between the bot and Telegram: a proxy, NAT"
        )
    return Finding(subject, Severity.OK, seen)
