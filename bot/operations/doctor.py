"""Looks the whole installation over and says what is wrong and what to do about it."""

import asyncio
import os
from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path

import aiohttp

from bot.config import DEFAULT_FILE, Settings
from bot.conversation.pictures import missing, scripts
from bot.errors import ClaimspreadError
from bot.operations.database_check import examine_deeply
from bot.operations.findings import Finding, Severity
from bot.platforms.base import DisclosesAutomation
from bot.platforms.telegram.platform import HEARTBEAT, SILENCES
from bot.platforms.x.budget import Stage
from bot.platforms.x.ledger import BudgetReport, money, read_budget_report
from bot.roles import Role
from bot.runtime.account_watch import refused_accounts
from bot.runtime.assembly import configured_platforms, load_matcher
from matchers.errors import MatcherError
from storage import accounts, claims, cursors, decisions, inbox, outbox, source_reviews, sources
from storage.database import Database
from storage.errors import StorageError
from storage.vectors import StoredVectors

_MOST_CLOCK_SKEW_SECONDS = 30
_RECENTLY = timedelta(days=1)
_LONGEST_SILENCE = timedelta(minutes=3)
_REMEDIES = {
    "locked": "log in as the bot and unlock the account; what waits is sent then",
    "suspended": "log in as the bot to see why, and appeal; what waits is kept",
    "automated": "log in as the bot and see whether something is asked for; what waits is sent later",
    "limit": "wait; what waits is sent when the limit ends",
    "credits": "buy credits or raise the spending limit in X's developer console",
}
_TIMEOUT = aiohttp.ClientTimeout(total=15)


async def examine(settings: Settings, *, deep: bool = False) -> AsyncIterator[Finding]:
    """Look at settings, database, model, platforms and clock in turn; `deep`: at every row, too."""
    for finding in _settings(settings):
        yield finding
    try:
        async with Database(settings.database_url) as database:
            async for finding in _database(database):
                yield finding
            yield await _owners(settings, database)
            yield await _sources(settings, database)
            model, model_id = await _model(settings, database)
            yield model
            if deep:
                async for finding in examine_deeply(database, model_id):
                    yield finding
            async for finding in _platforms(settings, database):
                yield finding
            if settings.telegram.configured:
                yield await _last_heard(database)
                yield await _silences(database)
    except StorageError as error:
        yield Finding(
            "database", Severity.FAILED, str(error), "check CLAIMSPREAD_DATABASE_URL and that it is running"
        )
    addresses = _addresses(settings)
    for address in addresses:
        yield await _clock(address)
    if not addresses:
        yield Finding("clock", Severity.OK, "not compared: there is no platform to compare it with")


async def _platforms(settings: Settings, database: Database) -> AsyncIterator[Finding]:
    """Whether each platform takes the credentials, and what the bot's account and budget look like there."""
    try:
        platforms = configured_platforms(settings, database)
    except ClaimspreadError as error:
        yield Finding("platforms", Severity.FAILED, str(error), "set what is missing, or unset the rest")
        return
    if not platforms:
        yield Finding(
            "platforms",
            Severity.NOTE,
            "none is configured",
            "set CLAIMSPREAD_TELEGRAM__TOKEN or the CLAIMSPREAD_X__… keys; `claimspread demo` needs none",
        )
    for platform in platforms:
        try:
            await platform.open()
            yield Finding(platform.name, Severity.OK, f"connected as account {platform.account_id}")
            if isinstance(platform, DisclosesAutomation):
                yield _account(await platform.undisclosed())
        except ClaimspreadError as error:
            yield Finding(platform.name, Severity.FAILED, str(error), "check the credentials and the network")
        finally:
            await platform.close()
    async with database.read() as session:
        refused = await refused_accounts(session, settings)
    for one in refused:
        remedy = _REMEDIES.get(
            one.kind, "update claimspread, or report this line: it is a fault of this version"
        )
        seen = f"refused since {one.since:%Y-%m-%d %H:%M} UTC ({one.kind}): {one.said}"
        yield Finding(f"{one.platform} account", Severity.FAILED, seen, remedy)
    if settings.x.configured:
        async with database.read() as session:
            yield _budget(await read_budget_report(session, settings.x, datetime.now(UTC)))


def _account(missing: Sequence[str]) -> Finding:
    """Whether the account says what X's automation rules want to be said."""
    if not missing:
        return Finding(
            "x account",
            Severity.OK,
            "its bio says that it is automated and who runs it; see the label yourself",
        )
    return Finding(
        "x account",
        Severity.FAILED,
        f"its bio does not say {' nor '.join(missing)}",
        "write it there, such as “Automated. Run by …”, and set the Automated label: docs/x.md",
    )


def _budget(standing: BudgetReport) -> Finding:
    """What X costs."""
    parts = []
    for window in standing.budget.windows:
        cap = "no cap" if window.left is None else f"{money(window.left)} left of {money(window.cap or 0)}"
        parts.append(f"{window.name}: {money(window.spent)} USD spent, {cap}")
    parts.append(f"forecast for the month {money(standing.forecast)}")
    if standing.answer_cost is not None:
        parts.append(f"{money(standing.answer_cost)} an answer ({standing.answers})")
    stage = standing.budget.stage
    if stage is not Stage.EVERYTHING:
        remedy = "raise CLAIMSPREAD_X__DAILY_CAP or CLAIMSPREAD_X__MONTHLY_CAP, or wait"
        return Finding("x budget", Severity.NOTE, f"{stage.word}; {', '.join(parts)}", remedy)
    if all(window.cap is None for window in standing.budget.windows):
        remedy = "set CLAIMSPREAD_X__DAILY_CAP and CLAIMSPREAD_X__MONTHLY_CAP"
        return Finding("x budget", Severity.NOTE, ", ".join(parts), remedy)
    return Finding("x budget", Severity.OK, ", ".join(parts))


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
    found.append(_charts())
    return found


def _charts() -> Finding:
    """Which letters the charts of `/spread` have no font for."""
    from bot.spread import fonts  # noqa: PLC0415 - matplotlib takes half a second

    absent = fonts.missing()
    if not absent:
        return Finding("charts", Severity.OK, "every letter of a claim can be drawn")
    packages = " ".join(dict.fromkeys(absent.values()))
    return Finding(
        "charts",
        Severity.NOTE,
        f"claims in these letters are named by their number, for want of a font: {', '.join(absent)}",
        f"where such claims come up: apt-get install {packages}",
    )


def _pictures() -> Finding:
    """Whether the text in pictures can be read, where that is switched on."""
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


async def _model(settings: Settings, database: Database) -> tuple[Finding, str | None]:
    try:
        matcher = await asyncio.to_thread(load_matcher, settings.matcher, StoredVectors(database))
    except MatcherError as error:
        remedy = "set CLAIMSPREAD_MATCHER__MODEL to `default` or a folder"
        return Finding("model", Severity.FAILED, str(error), remedy), None
    limits = matcher.thresholds
    if limits.reply > 1:
        seen = f"{matcher.model_id} has no calibration: it only ever asks reviewers"
        remedy = "use the default model, or fit one (docs/matching.md)"
        return Finding("model", Severity.NOTE, seen, remedy), matcher.model_id
    seen = f"{matcher.model_id}, answers from {limits.reply:.2f}, asks from {limits.review:.2f}"
    return Finding("model", Severity.OK, seen), matcher.model_id


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
            "clock", Severity.NOTE, f"cannot ask {address}: {type(error).__name__}", "check the network"
        )
    if stated is None:
        return Finding("clock", Severity.NOTE, f"{address} states no time")
    skew = abs((datetime.now(UTC) - parsedate_to_datetime(stated)).total_seconds())
    if skew > _MOST_CLOCK_SKEW_SECONDS:
        return Finding("clock", Severity.FAILED, f"{skew:.0f} s off", "let the system's clock be set (NTP)")
    return Finding("clock", Severity.OK, f"within {max(skew, 1):.0f} s of {address}")
