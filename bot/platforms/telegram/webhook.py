"""Updates that Telegram brings itself: an HTTP server that answers 200 only for what is committed.

Telegram repeats a delivery that was answered with anything else, and shows the secret token in a header
(https://core.telegram.org/bots/api#setwebhook).
"""

import hmac
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import urlsplit

import structlog
from aiohttp import web

from bot.errors import AddressUnavailable, RetryLater
from bot.listening import serving

log = structlog.get_logger()

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the header's name
_MOST_BYTES = 1024 * 1024
"""Updates are a few kilobytes; a poll with everything in it is below 100."""

Receive = Callable[[dict[str, Any]], Awaitable[None]]
"""Takes one update in and returns once it is committed."""


@asynccontextmanager
async def receiving(listen: str, url: str, secret: str, receive: Receive) -> AsyncIterator[None]:
    """Listen at `listen` (HOST:PORT) for deliveries to the path of `url`, as long as the block lasts.

    Raises:
        RetryLater: the address is taken or not ours.
    """

    async def take(request: web.Request) -> web.Response:
        shown = request.headers.get(SECRET_HEADER, "")
        if not hmac.compare_digest(shown.encode("utf-8", "surrogateescape"), secret.encode()):
            log.warning("a delivery without the webhook's secret was refused", remote=request.remote)
            return web.Response(status=403)
        try:
            update = json.loads(await request.read())
        except ValueError:
            return web.Response(status=400)
        if not isinstance(update, dict) or not isinstance(update.get("update_id"), int):
            return web.Response(status=400)
        await receive(update)
        return web.Response()

    app = web.Application(client_max_size=_MOST_BYTES)
    app.router.add_post(urlsplit(url).path or "/", take)
    try:
        async with serving(app, listen):
            yield
    except AddressUnavailable as error:
        raise RetryLater(str(error)) from error
