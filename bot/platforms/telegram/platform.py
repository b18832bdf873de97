"""Telegram behind the port: fetches updates itself, so that only what is committed is acknowledged.

python-telegram-bot's own Updater acknowledges updates that are still in memory; here an update is
acknowledged by the next fetch's offset, which moves only after `accept` has committed it.
"""

import json
from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import structlog
from aiolimiter import AsyncLimiter
from telegram import Update
from telegram.error import TelegramError
from telegram.ext import AIORateLimiter, ExtBot
from telegram.request import HTTPXRequest

from bot.config import TelegramSettings
from bot.errors import ConfigurationError, PlatformError
from bot.events import Delivery, Event, OutgoingMessage
from bot.platforms.base import Accept, Fate, ReadCursor, Sent, Unreadable
from bot.platforms.telegram import sending
from bot.platforms.telegram.faults import translate
from bot.platforms.telegram.updates import ALLOWED_UPDATES, NAME, Me, event_of

log = structlog.get_logger()

_BATCH = 100
_MOST_CHATS_PACED = 10_000


class TelegramPlatform:
    """The bot on Telegram."""

    name = NAME

    def __init__(self, settings: TelegramSettings) -> None:
        if settings.token is None:
            raise ConfigurationError("CLAIMSPREAD_TELEGRAM__TOKEN is not set")
        base = settings.base_url
        self._settings = settings
        self._bot: ExtBot[int] = ExtBot(
            settings.token.get_secret_value(),
            base_url=base,
            base_file_url=settings.base_file_url or _file_url(base),
            request=HTTPXRequest(connection_pool_size=64, read_timeout=20),
            get_updates_request=HTTPXRequest(read_timeout=settings.poll_timeout + 15),
            rate_limiter=AIORateLimiter(max_retries=0),
        )
        self._me = Me(0, "")
        self._pace: defaultdict[str, AsyncLimiter] = defaultdict(lambda: AsyncLimiter(1, 1))

    @property
    def account_id(self) -> str:
        """The bot's own id."""
        return str(self._me.id)

    async def open(self) -> None:
        """Connect, check the token, learn the bot's name; polling and a webhook exclude each other.

        Raises:
            PlatformError: the token is refused, or Telegram cannot be reached.
        """
        try:
            await self._bot.initialize()
            user = await self._bot.get_me()
            await self._bot.delete_webhook(drop_pending_updates=False)
        except TelegramError as error:
            raise translate(error) from error
        self._me = Me(user.id, user.username or "")
        log.info(
            "telegram connected",
            username=user.username,
            sees_all_group_messages=user.can_read_all_group_messages,
        )

    async def listen(self, accept: Accept, read_cursor: ReadCursor) -> None:
        """Fetch, commit, and only then acknowledge, until cancelled."""
        cursor = await read_cursor(NAME)
        offset = int(cursor) + 1 if cursor else None
        while True:
            raw = await self._fetch(offset)
            if not raw:
                continue
            events, unreadable = self._translate(raw)
            last = int(raw[-1]["update_id"])
            await accept(events, unreadable=unreadable, cursor=(NAME, str(last)))
            offset = last + 1

    async def send(self, message: OutgoingMessage) -> Sent:
        """Make the call that the message asks for, at the pace that Telegram allows for a chat."""
        if message.delivery is Delivery.SEND:
            if len(self._pace) > _MOST_CHATS_PACED:
                self._pace.clear()
            await self._pace[message.place.id].acquire()
        try:
            return await sending.send(self._bot, message)
        except TelegramError as error:
            raise translate(error) from error

    async def settle(self, message: OutgoingMessage, since: datetime) -> Sent | Fate:
        """Telegram cannot be asked what the bot has sent; edits and notices may safely be repeated."""
        return Fate.UNKNOWABLE if message.delivery is Delivery.SEND else Fate.NOT_SENT

    async def close(self) -> None:
        """Close the connections."""
        await self._bot.shutdown()

    async def _fetch(self, offset: int | None) -> list[dict[str, Any]]:
        wanted: dict[str, object] = {
            "limit": _BATCH,
            "timeout": self._settings.poll_timeout,
            "allowed_updates": json.dumps(ALLOWED_UPDATES),
        }
        if offset is not None:
            wanted["offset"] = offset
        try:
            raw = await self._bot.do_api_request("getUpdates", api_kwargs=wanted)
        except TelegramError as error:
            raise translate(error) from error
        if not isinstance(raw, list):
            raise PlatformError("Telegram: getUpdates did not answer with a list")
        return raw

    def _translate(self, raw: list[dict[str, Any]]) -> tuple[list[Event], list[Unreadable]]:
        events: list[Event] = []
        unreadable: list[Unreadable] = []
        for update in raw:
            try:
                event = event_of(Update.de_json(update, self._bot), self._me)
            except Exception as error:
                unreadable.append(_unreadable(update, error))
            else:
                if event is not None:
                    events.append(event)
        return events, unreadable


def _unreadable(update: Mapping[str, Any], error: Exception) -> Unreadable:
    return Unreadable(
        event_id=f"update:{update.get('update_id')}",
        payload=json.dumps(update, ensure_ascii=False),
        error=f"{type(error).__name__}: {error}",
    )


def _file_url(base_url: str) -> str:
    """`…/bot` to `…/file/bot`, as Bot API servers have it."""
    head, _, tail = base_url.rpartition("/")
    return f"{head}/file/{tail}"
