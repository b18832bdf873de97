"""X's webhook: proves itself by the challenge, takes signed events, and says 200 once they are committed.

Source: docs.x.com, "Account Activity / Webhooks": the CRC's answer and a delivery's signature are
`sha256=` and the base64 of an HMAC-SHA256 under the app's consumer secret. The server speaks plain http:
X wants https without a port, which the operator's proxy gives.
"""

import asyncio
import base64
import hashlib
import hmac
import json
from collections.abc import Awaitable, Callable
from typing import Final

import structlog
from aiohttp import web
from yarl import URL

from bot.errors import ConfigurationError, PlatformError, Rejected, Unauthorised
from bot.listening import serving
from bot.platforms.base import Unreadable
from bot.platforms.x.app_calls import AppCalls
from bot.platforms.x.names import Json
from bot.platforms.x.pace import Sleep
from bot.platforms.x.polling import patiently
from bot.platforms.x.subscribing import Subscriptions

log = structlog.get_logger()

SIGNATURE_HEADER: Final = "x-twitter-webhooks-signature"

_CHECK_SECONDS: Final = 1_800.0
"""Between two looks at whether X still takes the webhook for alive: it asks once an hour by itself."""

Take = Callable[[str, Json], Awaitable[None]]
"""Takes an event (its type, and its `data`) in; returns once it is committed."""

KeepUnreadable = Callable[[Unreadable], Awaitable[None]]


class Webhook:
    """Listens for X's deliveries.

    Args:
        listen: `host:port`, such as `127.0.0.1:8088`.
        path: of the address that X was given.
        secret: the app's consumer secret.
        take: gets the events.
        keep: gets what cannot be read.
    """

    def __init__(self, listen: str, path: str, secret: str, take: Take, keep: KeepUnreadable) -> None:
        self._listen = listen
        self._path = path or "/"
        self._secret = secret.encode()
        self._take = take
        self._keep = keep

    async def serve(self, listening: asyncio.Event) -> None:
        """Serve until cancelled; `listening` is set once X may call.

        Raises:
            AddressUnavailable: the port cannot be had.
        """
        app = web.Application()
        app.add_routes([web.get(self._path, self._challenge), web.post(self._path, self._receive)])
        async with serving(app, self._listen):
            log.info("webhook listening", address=self._listen, path=self._path)
            listening.set()
            await asyncio.Event().wait()

    async def _challenge(self, request: web.Request) -> web.Response:
        token = request.query.get("crc_token")
        if not token:
            return web.Response(status=400)
        return web.json_response({"response_token": self._signature(token.encode())})

    async def _receive(self, request: web.Request) -> web.Response:
        body = await request.read()
        given = request.headers.get(SIGNATURE_HEADER, "")
        if not hmac.compare_digest(given.encode(), self._signature(body).encode()):
            log.warning("a delivery without X's signature was refused")
            return web.Response(status=403)
        try:
            data = json.loads(body)["data"]
            kind = str(data["event_type"])
            await self._take(kind, data)
        except (KeyError, TypeError, AttributeError, ValueError) as error:
            name = f"delivery:{hashlib.sha256(body).hexdigest()[:32]}"
            payload = body.decode(errors="replace")
            await self._keep(Unreadable(name, payload, f"{type(error).__name__}: {error}"))
        except PlatformError as error:
            log.warning("a delivery cannot be taken in now; it will be fetched", error=str(error))
            return web.Response(status=503)
        return web.Response()

    def _signature(self, message: bytes) -> str:
        digest = hmac.digest(self._secret, message, hashlib.sha256)
        return "sha256=" + base64.b64encode(digest).decode()


class Registrar:
    """Sees to it that X knows the webhook and sends mentions there.

    Args:
        calls: the way to X.
        url: the webhook's public address.
        subscriptions: the account's wishes.
        sleep: waits.
    """

    def __init__(self, calls: AppCalls, url: str, subscriptions: Subscriptions, sleep: Sleep) -> None:
        self._calls = calls
        self._url = url
        self._subscriptions = subscriptions
        self._sleep = sleep

    async def keep(self) -> None:
        """Register, and look now and then whether that still holds, until cancelled.

        Raises:
            Unauthorised: the bearer token is refused.
        """
        while True:
            try:
                await patiently(self.register, "webhook", self._sleep, (Unauthorised, Rejected))
            except Rejected as error:
                log.error("X does not take the webhook", url=self._url, error=str(error))
            await self._sleep(_CHECK_SECONDS)

    async def register(self) -> None:
        """Make X know the webhook and the wish for mentions; what is there already is left as it is."""
        known = {str(hook.get("url")): hook for hook in await self._calls.webhooks()}
        hook = known.get(self._url)
        if hook is None:
            webhook_id = await self._calls.add_webhook(self._url)
            log.info("webhook registered", url=self._url)
        else:
            webhook_id = str(hook["id"])
            if not hook.get("valid", True):
                await self._calls.recheck_webhook(webhook_id)
        await self._subscriptions.ensure_summons(webhook_id)


def path_of(url: str | None) -> str:
    """The path of the webhook's public address.

    Raises:
        ConfigurationError: there is no such address, or it is not absolute.
    """
    parsed = URL(url or "")
    if parsed.scheme not in {"http", "https"} or not parsed.host:
        raise ConfigurationError(
            "hearing by webhook needs its public address: CLAIMSPREAD_X__WEBHOOK_URL=https://example.org/x"
        )
    return parsed.path
