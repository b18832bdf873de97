"""Knows whether a platform refuses everything of the bot's account, and tells an owner once.

What is known stands in the database: `doctor` and the dashboard, which may be other processes, show it.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import structlog
from markupsafe import Markup
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import Clock
from bot.config import Settings
from bot.errors import AccountRefused
from bot.platforms.base import NotifyOwner
from bot.telemetry.health import Health
from bot.translations import Translator
from storage import cursors
from storage.database import Database
from storage.errors import TROUBLE

log = structlog.get_logger()


@dataclass(frozen=True)
class RefusedAccount:
    """A platform refuses the bot's account.

    Attributes:
        platform: its short name.
        kind: why: `locked`, `suspended`, `automated`, `limit`, `credits`; `fault`: it does not know a call.
        since: when that was first seen.
        said: what the platform said.
        writing: reading may go on.
    """

    platform: str
    kind: str
    since: datetime
    said: str
    writing: bool


class AccountWatch:
    """Keeps what is known of one account; fills the port's `AccountReport`.

    Args:
        platform: its short name.
        database: where it is kept.
        health: what this process shows.
        notify: tells an owner.
        clock: tells the time.
        queued: called where a word to the owner waits to be sent.
    """

    def __init__(
        self,
        platform: str,
        database: Database,
        health: Health,
        notify: NotifyOwner,
        clock: Clock,
        queued: Callable[[], None],
    ) -> None:
        self._platform = platform
        self._database = database
        self._health = health
        self._notify = notify
        self._clock = clock
        self._queued = queued

    async def __call__(self, error: AccountRefused | None, *, writing: bool) -> None:
        """Note a refusal, or that a call of this kind worked; never raises."""
        try:
            await (self._worked(writing=writing) if error is None else self._refused(error, writing=writing))
        except (DBAPIError, *TROUBLE) as trouble:
            log.warning("what the account may do cannot be noted", error=type(trouble).__name__)

    async def _refused(self, error: AccountRefused, *, writing: bool) -> None:
        now = self._clock()
        self._health.account_refused(self._platform, error.kind)
        async with self._database.write() as session:
            known = await read_refused(session, self._platform)
            if known is not None and known.kind == error.kind:
                return
            value = {"kind": error.kind, "since": now.isoformat(), "said": str(error), "writing": writing}
            await cursors.move(session, _name(self._platform), json.dumps(value), now)

            def text(words: Translator) -> Markup:
                why = words.plain(f"account-refused-{error.kind}", platform=self._platform)
                return words("account-refused", platform=self._platform, why=why, error=str(error))

            key = f"account:{self._platform}:{error.kind}:{now:%Y-%m-%dT%H:%M}"
            await self._notify(session, key, text, now)
        log.critical("the account is refused", platform=self._platform, kind=error.kind, error=str(error))
        self._queued()

    async def _worked(self, *, writing: bool) -> None:
        async with self._database.write() as session:
            known = await read_refused(session, self._platform)
            if known is not None and known.writing and not writing:
                return
            if known is not None:
                await cursors.forget(session, _name(self._platform))
        self._health.account_refused(self._platform, "")
        if known is not None:
            log.info("the account is taken again", platform=self._platform, was=known.kind)


async def read_refused(session: AsyncSession, platform: str) -> RefusedAccount | None:
    """What is known of a platform that refuses the account, None where it does not."""
    value = await cursors.read(session, _name(platform))
    if value is None:
        return None
    kept: dict[str, Any] = json.loads(value)
    return RefusedAccount(
        platform,
        str(kept["kind"]),
        datetime.fromisoformat(kept["since"]),
        str(kept["said"]),
        bool(kept["writing"]),
    )


async def refused_accounts(session: AsyncSession, settings: Settings) -> list[RefusedAccount]:
    """The platforms in use that refuse the bot's account."""
    names = [name for name in ("telegram", "x") if getattr(settings, name).configured]
    found = [await read_refused(session, name) for name in names]
    return [one for one in found if one is not None]


def _name(platform: str) -> str:
    return f"{platform}:account-refused"
