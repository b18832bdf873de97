"""The adapter around tweepy, and the only file that imports it: a client with a purse and renewable keys.

No call leaves unpriced, and a 401 renews the keys once. tweepy builds each call, signs it, and tells X's
refusals apart. What is bypassed, and why (tweepy 4.17.0):

- its sessions, for `session.RebasedSession`: it writes `https://api.twitter.com` into its code, and reads a
  refusal that is no JSON so that status and rate limit are lost;
- its waiting on rate limits: it sleeps where nobody can stop it, and the ledger has to be asked first;
- its models, for plain JSON (`return_type=dict`): they fail on times without milliseconds, and drop fields
  that they do not know;
- its streams, for `app_calls`: they drop what X says with a refusal, so that a second instance looks like a
  rate limit, and reconnect without a pause;
- its renewal of OAuth 2.0 tokens, for `tokens`: two processes would each spend the one refresh token.
"""

import logging
from collections.abc import Mapping
from typing import Any, Final, Protocol

import aiohttp
from oauthlib.oauth1 import Client as Signer
from tweepy.asynchronous import AsyncClient
from tweepy.errors import HTTPException, TweepyException, Unauthorized
from yarl import URL

from bot.config import XSettings
from bot.errors import PlatformError
from bot.platforms.x.billing import bill_of
from bot.platforms.x.ledger import Ledger, Ticket
from bot.platforms.x.session import PlainRefusal, RebasedSession, Sign

__all__ = ["Client", "HTTPException", "Keys", "TweepyException", "plain_client", "signing_with"]

_NEVER_LEFT: Final = (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError, aiohttp.InvalidURL)

_UNAUTHORIZED: Final = 401

for _chatty in ("tweepy", "oauthlib", "requests_oauthlib"):
    logging.getLogger(_chatty).setLevel(logging.WARNING)  # at DEBUG they write keys and signatures


class Keys(Protocol):
    """Access tokens that are renewed."""

    async def access(self) -> str:
        """The token to call with."""
        ...

    async def renew(self, refused: str) -> str:
        """Another token, in place of one that X refused."""
        ...


class Client(AsyncClient):  # type: ignore[misc]
    """Calls X: signed by OAuth 1.0a, or in the account's name with tokens of OAuth 2.0.

    Args:
        settings: keys, prices and the address.
        ledger: asked before each call and told after it; None: nothing is kept (tests).
        keys: tokens of OAuth 2.0, where OAuth 1.0a is not configured.
    """

    def __init__(self, settings: XSettings, ledger: Ledger | None, keys: Keys | None) -> None:
        super().__init__(
            bearer_token=_revealed(settings.bearer_token),
            consumer_key=_revealed(settings.consumer_key),
            consumer_secret=_revealed(settings.consumer_secret),
            access_token=_revealed(settings.access_token),
            access_token_secret=_revealed(settings.access_token_secret),
            return_type=dict,
            wait_on_rate_limit=False,
        )
        self.session = RebasedSession(settings.base_url, sign=signing_with(self))
        self._prices = settings.prices
        self._ledger = ledger
        self._keys = keys
        self._app_token = _revealed(settings.bearer_token)

    async def request(
        self,
        method: str,
        route: str,
        params: Mapping[str, Any] | None = None,
        json: Mapping[str, Any] | None = None,
        user_auth: bool = False,
    ) -> Any:
        """Make one call: priced, allowed, then sent; gives aiohttp's response, read.

        Raises:
            BudgetSpent: it may not be paid for now; nothing was sent.
            TweepyException, aiohttp.ClientError: as tweepy does.
        """
        params = dict(params or {})
        if self._ledger is None:
            return await self._send(method, route, params, json, user_auth)
        bill = bill_of(method, route, params, json or {}, self._prices)
        ticket = await self._ledger.begin(bill)
        if ticket.bill.count < bill.count:
            params["max_results"] = ticket.bill.count
        try:
            response = await self._send(method, route, params, json, user_auth)
        except Exception as error:
            if not _perhaps_done(error, writes=method != "GET"):
                await self._ledger.end(ticket)
            raise
        await self._settle(self._ledger, ticket, response)
        return response

    async def _settle(self, ledger: Ledger, ticket: Ticket, response: aiohttp.ClientResponse) -> None:
        """Note the cost; of an answer that cannot be read it stays unknown, and the caller will see."""
        try:
            answer = await response.json(content_type=None)
        except ValueError:
            return
        if isinstance(answer, Mapping):
            await ledger.end(ticket, answer)

    async def _send(
        self, method: str, route: str, params: Mapping[str, Any], json: Mapping[str, Any] | None, user: bool
    ) -> Any:
        if not user or self._keys is None:
            self.bearer_token = self._app_token
            return await super().request(method, route, params, json, user)
        token = await self._keys.access()
        try:
            return await self._bear(token, method, route, params, json)
        except (Unauthorized, PlainRefusal) as refusal:
            if isinstance(refusal, PlainRefusal) and refusal.status != _UNAUTHORIZED:
                raise
            # renewed outside of this block: what follows must not carry the request and its keys
        return await self._bear(await self._keys.renew(token), method, route, params, json)

    async def _bear(
        self,
        token: str,
        method: str,
        route: str,
        params: Mapping[str, Any],
        json: Mapping[str, Any] | None,
    ) -> Any:
        self.bearer_token = token  # read by tweepy before it first waits
        return await super().request(method, route, params, json, False)


def plain_client(token: str, session: object) -> AsyncClient:
    """A client with no more than one token, for calls that cost nothing.

    Args:
        token: of the app, or of an account by OAuth 2.0.
        session: sends what it asks.
    """
    client = AsyncClient(bearer_token=token)
    client.session = session
    return client


def signing_with(client: AsyncClient) -> Sign:
    """Signs with a client's keys of OAuth 1.0a."""

    def sign(method: Any, url: URL) -> str:
        signer = Signer(
            client.consumer_key, client.consumer_secret, client.access_token, client.access_token_secret
        )
        _, headers, _ = signer.sign(str(url), method)
        return str(headers["Authorization"])

    return sign


def _perhaps_done(error: Exception, *, writes: bool) -> bool:
    """Whether X may have done, and so charged, a call that ended with this error."""
    if isinstance(error, PlatformError):
        return False
    if isinstance(error, HTTPException):
        status = error.response.status
    elif isinstance(error, aiohttp.ClientResponseError):
        status = error.status
    else:
        return not isinstance(error, _NEVER_LEFT)
    return writes and status >= 500 and status != 503


def _revealed(secret: Any) -> str | None:
    return None if secret is None else secret.get_secret_value()
