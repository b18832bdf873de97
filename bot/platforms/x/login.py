"""Logging the bot in to X: OAuth 2.0 with PKCE (RFC 7636), on the operator's own machine.

A page on loopback waits for X to send the operator's browser back with a code; the code is exchanged for
tokens, which are stored encrypted. Neither page, nor log, nor terminal shows a secret.
"""

import asyncio
import hmac
import secrets
from collections.abc import Callable
from typing import Final

from aiohttp import web
from oauthlib.oauth2 import WebApplicationClient
from yarl import URL

from bot.config import XSettings
from bot.errors import ConfigurationError, Unauthorised
from bot.platforms.x.tokens import Tokens

SCOPES: Final = ("tweet.read", "tweet.write", "users.read", "dm.read", "dm.write", "offline.access")
DEFAULT_PORT: Final = 8765
PATH: Final = "/callback"

_HEADERS: Final = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'",
    "Referrer-Policy": "no-referrer",
}
_PAGE: Final = "<!DOCTYPE html><html lang=en><title>Claimspread</title><p>{}</p></html>"


def redirect_uri(port: int) -> str:
    """The address that must be registered with the app as its callback."""
    return f"http://127.0.0.1:{port}{PATH}"


async def log_in(
    settings: XSettings, tokens: Tokens, show: Callable[[str], None], *, port: int, patience: float
) -> None:
    """Let somebody consent in a browser, and store the tokens that come of it.

    Args:
        settings: with the client id.
        tokens: where the pair goes.
        show: told the address of X's consent page.
        port: of the page on loopback.
        patience: seconds to wait for the consent.

    Raises:
        ConfigurationError: no client id is set, or the port is taken.
        Unauthorised: nobody consented in time, or X refuses.
        RetryLater: X cannot be reached.
    """
    if settings.client_id is None:
        raise ConfigurationError("CLAIMSPREAD_X__CLIENT_ID is not set; docs/x.md tells where to find it")
    client = WebApplicationClient(settings.client_id.get_secret_value())
    verifier = client.create_code_verifier(64)
    state = secrets.token_urlsafe(32)
    address = URL(settings.authorize_url).update_query(
        response_type="code",
        client_id=settings.client_id.get_secret_value(),
        redirect_uri=redirect_uri(port),
        scope=" ".join(SCOPES),
        state=state,
        code_challenge=client.create_code_challenge(verifier, "S256"),
        code_challenge_method="S256",
    )
    answered: asyncio.Future[str] = asyncio.get_running_loop().create_future()
    runner = await _serve(port, state, answered)
    try:
        show(str(address))
        try:
            code = await asyncio.wait_for(answered, patience)
        except TimeoutError:
            code = ""
        if not code:
            raise Unauthorised("nobody consented; run `claimspread x login` again")
        await tokens.exchange(code, verifier, redirect_uri(port))
    finally:
        await runner.cleanup()


async def _serve(port: int, state: str, answered: asyncio.Future[str]) -> web.AppRunner:
    """Wait on loopback for the browser to come back; only with our own `state` (RFC 6749, section 10.12)."""

    async def come_back(request: web.Request) -> web.Response:
        if not hmac.compare_digest(request.query.get("state", "").encode(), state.encode()):
            return _page("This is not the answer that was waited for. Begin again.", 400)
        code = request.query.get("code", "")
        if not answered.done():
            answered.set_result(code)
        if not code:
            return _page("X was not allowed to connect the bot. Nothing was changed.", 403)
        return _page("Done. This window may be closed; the terminal tells the rest.", 200)

    app = web.Application()
    app.router.add_get(PATH, come_back)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", port).start()
    except OSError as error:
        await runner.cleanup()
        raise ConfigurationError(f"port {port} of this machine is taken; try --port") from error
    return runner


def _page(text: str, status: int) -> web.Response:
    return web.Response(text=_PAGE.format(text), content_type="text/html", status=status, headers=_HEADERS)
