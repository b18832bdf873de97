"""Webhook registration and the worker that delivers updates to it.

Source: https://core.telegram.org/bots/api#setwebhook. Updates of one chat go out one after another, those
of different chats at once up to `max_connections`; anything but 2xx is tried again. As on a local Bot API
server, plain http is accepted for loopback addresses.
"""

import asyncio
import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import aiohttp

from tests.fakes.telegram.clock import Clock
from tests.fakes.telegram.errors import bad_request
from tests.fakes.telegram.updates import UpdateQueue

Json = dict[str, Any]

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
_LOOPBACK = ("127.0.0.1", "localhost", "::1")


@dataclass
class Webhook:
    """Where updates go, and what went wrong there last."""

    url: str
    secret_token: str | None = None
    max_connections: int = 40
    last_error: str | None = None
    last_error_at: int | None = None
    in_flight: dict[int, asyncio.Task[None]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        address = urlsplit(self.url)
        loopback = address.scheme == "http" and address.hostname in _LOOPBACK
        if not address.hostname or not (address.scheme == "https" or loopback):
            raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
        if self.secret_token is not None and not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", self.secret_token):
            raise bad_request("secret token contains unallowed characters")
        if not 1 <= self.max_connections <= 100:
            raise bad_request("max_connections is invalid")

    def info(self, queue: UpdateQueue) -> Json:
        """The `WebhookInfo`."""
        info: Json = {
            "url": self.url,
            "has_custom_certificate": False,
            "pending_update_count": len(queue.pending),
            "max_connections": self.max_connections,
        }
        if self.last_error is not None:
            info |= {"last_error_date": self.last_error_at, "last_error_message": self.last_error}
        if queue.allowed is not None:
            info["allowed_updates"] = sorted(queue.allowed)
        return info


def _chat_of(update: Json) -> int:
    """What keeps updates in order: their chat, or who sent them."""
    payload = next(value for name, value in update.items() if name != "update_id")
    chat = payload.get("chat") or payload.get("message", {}).get("chat") or payload.get("from") or {}
    return int(chat.get("id", 0))


@dataclass
class Deliverer:
    """Delivers a queue to a webhook until it is closed."""

    webhook: Webhook
    queue: UpdateQueue
    clock: Clock
    retry_seconds: float = 0.2
    timeout_seconds: float = 60.0

    async def run(self) -> None:
        """Start one delivery a chat for whatever is pending, whenever something changed."""
        timeout = aiohttp.ClientTimeout(total=self.timeout_seconds)
        connector = aiohttp.TCPConnector(limit=self.webhook.max_connections)
        async with aiohttp.ClientSession(timeout=timeout, connector=connector) as session:
            try:
                while True:
                    self.queue.changed.clear()
                    for update in self.queue.first(len(self.queue.pending)):
                        self._start(session, _chat_of(update))
                    await self.queue.changed.wait()
            finally:
                for task in self.webhook.in_flight.values():
                    task.cancel()

    def _start(self, session: aiohttp.ClientSession, chat_id: int) -> None:
        if chat_id not in self.webhook.in_flight:
            task = asyncio.create_task(self._deliver_chat(session, chat_id))
            self.webhook.in_flight[chat_id] = task

    async def _deliver_chat(self, session: aiohttp.ClientSession, chat_id: int) -> None:
        try:
            while update := next((one for one in self.queue.pending if _chat_of(one) == chat_id), None):
                if error := await self._post(session, update):
                    self.webhook.last_error, self.webhook.last_error_at = error, int(self.clock())
                    await asyncio.sleep(self.retry_seconds)
                else:
                    self.queue.remove(update["update_id"])
        finally:
            self.webhook.in_flight.pop(chat_id, None)

    async def _post(self, session: aiohttp.ClientSession, update: Json) -> str | None:
        """What went wrong, None for a 2xx."""
        headers = {SECRET_HEADER: self.webhook.secret_token} if self.webhook.secret_token else {}
        try:
            async with session.post(self.webhook.url, json=update, headers=headers) as answer:
                await answer.read()
                if 200 <= answer.status < 300:
                    return None
                return f"Wrong response from the webhook: {answer.status} {answer.reason}"
        except TimeoutError:
            return "Read timeout expired"
        except aiohttp.ClientError as error:
            return f"Connection failed: {error}"
