"""What `doctor` can only say after it loaded the model and asked the platforms."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import aiohttp

from bot.config import Settings
from bot.errors import ClaimspreadError
from bot.operations.database_check import examine_deeply
from bot.operations.findings import Finding, Severity
from bot.platforms.base import DisclosesAutomation
from bot.platforms.x.budget import Stage
from bot.platforms.x.ledger import BudgetReport, money, read_budget_report
from bot.runtime.account_watch import refused_accounts
from bot.runtime.assembly import configured_platforms, load_matcher
from bot.spread import fonts
from matchers.errors import MatcherError
from storage.database import Database
from storage.vectors import StoredVectors

_MOST_CLOCK_SKEW_SECONDS = 30
_REMEDIES = {
    "locked": "log in as the bot and unlock the account; what waits is sent then",
    "suspended": "log in as the bot to see why, and appeal; what waits is kept",
    "automated": "log in as the bot and see whether something is asked for; what waits is sent later",
    "limit": "wait; what waits is sent when the limit ends",
    "credits": "buy credits or raise the spending limit in X's developer console",
}
_TIMEOUT = aiohttp.ClientTimeout(total=15)


async def examine_parts(settings: Settings, database: Database, *, deep: bool) -> AsyncIterator[Finding]:
    """Load the model, look at every row where asked to, and try each platform's credentials."""
    yield _charts()
    model, model_id = await _model(settings, database)
    yield model
    if deep:
        async for finding in examine_deeply(database, model_id):
            yield finding
    async for finding in _platforms(settings, database):
        yield finding


async def examine_clock(settings: Settings) -> AsyncIterator[Finding]:
    """Compare this machine's clock with each platform's."""
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


def _charts() -> Finding:
    """Which letters the charts of `/spread` have no font for."""
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
