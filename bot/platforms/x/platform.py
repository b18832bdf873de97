"""X behind the port: mentions and direct messages in, replies and direct messages out."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime

import structlog

from bot.config import XSettings
from bot.errors import PlatformError, Rejected
from bot.events import OutgoingMessage
from bot.platforms.base import Accept, Fate, ReadCursor, Sent
from bot.platforms.x import sending, settling
from bot.platforms.x.api import Api
from bot.platforms.x.faults import AlreadySaid
from bot.platforms.x.polling import DirectMessages, Mentions
from bot.platforms.x.posts import NAME, Bot

log = structlog.get_logger()

_REPEATED_WITHIN_SECONDS = 86_400.0
"""How far back a reply of ours is sought when X says that it is there already."""


def _utc_now() -> datetime:
    return datetime.now(UTC)


class XPlatform:
    """The bot's account on X.

    Args:
        settings: with all four OAuth 1.0a keys.
        now: tells the time, aware.

    Raises:
        ConfigurationError: a key is missing.
    """

    name = NAME

    def __init__(self, settings: XSettings, now: Callable[[], datetime] = _utc_now) -> None:
        self._settings = settings
        self._now = now
        self._api = Api(settings, now)
        self._me = Bot("", "")

    @property
    def account_id(self) -> str:
        """The bot's own id."""
        return self._me.id

    async def open(self) -> None:
        """Check the keys and learn the account's id and handle.

        Raises:
            Unauthorised: the keys are refused, or may not be used for this.
            RetryLater: X cannot be reached now.
        """
        account = await self._api.me()
        self._me = Bot(str(account["id"]), str(account.get("username") or ""))
        log.info("x connected", username=self._me.username, account=self._me.id)

    async def listen(self, accept: Accept, read_cursor: ReadCursor) -> None:
        """Poll for mentions and for direct messages side by side, until cancelled or one of them fails.

        Raises:
            Unauthorised: the keys are refused.
        """
        mentions = Mentions(self._api, self._me, self._now)
        messages = DirectMessages(self._api, self._me, self._now)
        every, every_dm = self._settings.poll_seconds, self._settings.dm_poll_seconds
        try:
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(mentions.listen(accept, read_cursor, every), name="x:mentions")
                tasks.create_task(messages.listen(accept, read_cursor, every_dm), name="x:dms")
        except ExceptionGroup as failures:
            raise failures.exceptions[0] from None

    async def send(self, message: OutgoingMessage) -> Sent:
        """Reply, write, or take back.

        Where X says that it has this post already, ours may have arrived when we thought it had not: then it
        is found among our own.
        """
        try:
            return await sending.send(self._api, message)
        except AlreadySaid as refusal:
            try:
                found = await self._earlier_reply(message)
            except PlatformError as error:
                raise error from refusal
            if found is None:
                raise Rejected(f"{refusal} (the same words under another post)") from refusal
            return Sent(found)

    async def settle(self, message: OutgoingMessage, since: datetime) -> Sent | Fate:
        """Ask X whether a message whose sending began at `since` has arrived."""
        return await settling.settle(self._api, self._me.id, message, since)

    async def close(self) -> None:
        """Close the connections."""
        await self._api.close()

    async def _earlier_reply(self, message: OutgoingMessage) -> str | None:
        since = datetime.fromtimestamp(self._now().timestamp() - _REPEATED_WITHIN_SECONDS, UTC)
        return await settling.find_reply(self._api, self._me.id, message.reply_to, since)
