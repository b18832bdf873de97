"""Fetching updates: what is committed is acknowledged, and a poll that falls silent is begun again.

python-telegram-bot's own Updater acknowledges updates that are still in memory; here an update is
acknowledged by the next fetch's offset, which moves only after it was committed. A poll normally answers
within `poll_timeout`, with nothing if nothing came. One that does not, over a connection that looks alive
(a proxy that swallows it, a machine that slept), would hang forever: the watchdog gives it up.
"""

import asyncio
import json
from collections.abc import AsyncIterator, Sequence
from typing import Any

import structlog
from telegram import Bot
from telegram.error import TelegramError, TimedOut
from telegram.request import HTTPXRequest

from bot.config import TelegramSettings
from bot.errors import PlatformError
from bot.platforms.telegram.faults import translate
from bot.platforms.telegram.messages import NAME
from bot.telemetry import metrics

log = structlog.get_logger()

_BATCH = 100
_OWN_TIMEOUT = 5.0
"""Seconds by which the client's own timeout comes after the watchdog's."""

_PEEK_SECONDS = 5.0

_GET_UPDATES = "get_Updates"
"""Becomes `getUpdates` on its way. The library's own method of that name, against which it warns when spelled
so, makes objects of all updates at once: one that it cannot read would take the others with it."""


def polling_request(settings: TelegramSettings) -> HTTPXRequest:
    """The connection that polls, apart from all others."""
    return HTTPXRequest(read_timeout=settings.poll_timeout + settings.poll_patience + _OWN_TIMEOUT)


class Polling:
    """Long polls of `getUpdates`."""

    def __init__(
        self,
        bot: Bot,
        request: HTTPXRequest,
        settings: TelegramSettings,
        allowed_updates: Sequence[str],
    ) -> None:
        self._bot = bot
        self._request = request
        self._settings = settings
        self.silences = 0
        """How many polls fell silent and were begun again by this process."""
        self._allowed = json.dumps(list(allowed_updates))

    async def batches(self, offset: int | None) -> AsyncIterator[list[dict[str, Any]]]:
        """Yield the updates from `offset` on, batch by batch, empty ones too: they are signs of life.

        Going on to the next batch acknowledges the one before.

        Raises:
            PlatformError: Telegram refuses, or cannot be reached.
        """
        while True:
            raw = await self._watched(offset)
            if raw is None:
                continue
            yield raw
            if raw:
                offset = int(raw[-1]["update_id"]) + 1

    async def peek(self, offset: int) -> list[dict[str, Any]]:
        """What waits from `offset` on, at once; nothing that was not acknowledged before is.

        Raises:
            PlatformError: Telegram refuses, or cannot be reached.
        """
        try:
            async with asyncio.timeout(_PEEK_SECONDS):
                return await self._fetch(offset, 0)
        except TimeoutError:
            return []

    async def _watched(self, offset: int | None) -> list[dict[str, Any]] | None:
        """One poll; None where it fell silent and was given up, with its connection."""
        longest = self._settings.poll_timeout + self._settings.poll_patience
        try:
            async with asyncio.timeout(longest):
                return await self._fetch(offset, self._settings.poll_timeout)
        except TimeoutError:
            log.warning("telegram is silent; polling again over another connection", seconds=longest)
            self.silences += 1
            metrics.BEGUN_ANEW.labels(NAME).inc()
            await self._request.shutdown()
            await self._request.initialize()
            return None

    async def _fetch(self, offset: int | None, seconds: float) -> list[dict[str, Any]]:
        wanted: dict[str, object] = {
            "limit": _BATCH,
            "timeout": seconds,
            "allowed_updates": self._allowed,
        }
        if offset is not None:
            wanted["offset"] = offset
        try:
            raw = await self._bot.do_api_request(_GET_UPDATES, api_kwargs=wanted)
        except TimedOut as error:
            raise TimeoutError from error
        except TelegramError as error:
            raise translate(error) from error
        if not isinstance(raw, list):
            raise PlatformError("Telegram: getUpdates did not answer with a list")
        return raw
