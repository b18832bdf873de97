"""What X's Activity API is asked to tell of: mentions of the bot, and messages to it where the keys allow.

X lets nobody but the account itself ask for these, by a token of OAuth 2.0. A subscription stays until it is
ended: what is there already is left, and looked for again now and then.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import Final

import structlog

from bot.errors import PlatformError, Rejected, Unauthorised
from bot.platforms.x.app_calls import AppCalls
from bot.platforms.x.names import Json
from bot.platforms.x.pace import Backoff, Sleep

log = structlog.get_logger()

MENTIONED: Final = "post.mention.create"
QUOTED: Final = "post.quote.create"
WRITTEN_TO: Final = "dm.received"

_CHECK_SECONDS: Final = 1_800.0
"""Between two looks at whether X still knows what it was asked for."""

UserToken = Callable[[], Awaitable[str | None]]
"""Gives the OAuth 2.0 access token of the bot's account, None where there is none."""


class Subscriptions:
    """The wishes of one account.

    Args:
        calls: the way to X.
        account_id: the bot's.
        user_token: gives the account's OAuth 2.0 token, without which X subscribes nobody to mentions.
    """

    def __init__(self, calls: AppCalls, account_id: str, user_token: UserToken | None) -> None:
        self._calls = calls
        self._account_id = account_id
        self._user_token = user_token
        self.quotes = False
        """Whether X tells of posts that quote the account's."""

    async def ensure_summons(self, webhook_id: str | None = None) -> bool:
        """See to it that X tells of mentions and, where it lets the account ask, of quotes.

        Returns:
            False: X does not tell of mentions.

        Raises:
            Unauthorised: the bearer token is refused.
            PlatformError: X cannot be asked.
        """
        mentions = await self.ensure(MENTIONED, webhook_id)
        self.quotes = mentions and await self.ensure(QUOTED, webhook_id)
        return mentions

    async def ensure(self, event_type: str, webhook_id: str | None = None) -> bool:
        """See to it that X tells of one kind of event, by this webhook where one is named.

        Returns:
            False: there is no token of the account, or X does not let it ask for this; the log says which.

        Raises:
            Unauthorised: the bearer token is refused.
            PlatformError: X cannot be asked.
        """
        known = [wish for wish in await self._calls.subscriptions() if self._is_ours(wish, event_type)]
        if not known:
            return await self._subscribe(event_type, webhook_id)
        if webhook_id is not None and all(wish.get("webhook_id") != webhook_id for wish in known):
            await self._calls.resubscribe(str(known[0]["subscription_id"]), webhook_id)
            log.info("subscription moved to the webhook", of=event_type)
        return True

    async def _subscribe(self, event_type: str, webhook_id: str | None) -> bool:
        try:
            token = await self._user_token() if self._user_token is not None else None
            if token is None:
                log.error("X tells of this only where the account's OAuth 2.0 token asks", of=event_type)
                return False
            await self._calls.subscribe(event_type, self._account_id, webhook_id, token)
        except (Unauthorised, Rejected) as error:
            log.error("X does not let the account ask for this", of=event_type, error=str(error))
            return False
        log.info("subscribed", to=event_type)
        return True

    def _is_ours(self, wish: Json, event_type: str) -> bool:
        of = wish.get("filter")
        return (
            wish.get("event_type") == event_type
            and isinstance(of, Mapping)
            and str(of.get("user_id")) == self._account_id
        )


class Subscriber:
    """Keeps what the activity stream is to bring subscribed to.

    Args:
        subscriptions: the wishes.
        untold: called where X does not tell of mentions: they are polled for as if nothing brought them.
        sleep: waits.
    """

    def __init__(self, subscriptions: Subscriptions, untold: Callable[[], None], sleep: Sleep) -> None:
        self._subscriptions = subscriptions
        self._untold = untold
        self._sleep = sleep
        self.tried = asyncio.Event()
        """Set after the first try, however it ended."""

        self.mentions = asyncio.Event()
        """Set while X tells of mentions."""

        self.messages = False
        """Whether X tells of messages."""

    async def keep(self) -> None:
        """Subscribe, and look now and then whether that still holds, until cancelled.

        Raises:
            Unauthorised: the bearer token is refused.
        """
        backoff = Backoff()
        while True:
            try:
                await self._subscribe()
                wait, backoff = _CHECK_SECONDS, Backoff()
            except Unauthorised:
                raise
            except PlatformError as error:
                wait = max(error.seconds or 0.0, backoff.after_http())
                log.warning("cannot subscribe now; waiting", seconds=wait, error=str(error))
            self.tried.set()
            await self._sleep(wait)

    async def _subscribe(self) -> None:
        if await self._subscriptions.ensure_summons():
            self.mentions.set()
        else:
            self.mentions.clear()
            self._untold()
        self.messages = await self._subscriptions.ensure(WRITTEN_TO)
