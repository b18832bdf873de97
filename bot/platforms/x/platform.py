"""X behind the port: mentions and direct messages in, replies and direct messages out."""

import asyncio
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from datetime import UTC, datetime

import aiohttp
import structlog

from bot.config import XSettings
from bot.errors import PlatformError, Rejected
from bot.events import NOTICE, Delivery, OutgoingMessage
from bot.platforms.base import (
    Accept,
    AccountReport,
    ClaimSource,
    ComplianceReport,
    DeliveryOutcome,
    NotifyOwner,
    ReadCursor,
    Sent,
)
from bot.platforms.x import compliance, sending, settling
from bot.platforms.x.account import undisclosed
from bot.platforms.x.api import Api
from bot.platforms.x.app_calls import AppCalls
from bot.platforms.x.billing import Purpose
from bot.platforms.x.client import Keys
from bot.platforms.x.faults import AlreadySaid, SameWords
from bot.platforms.x.hearing import Hearing
from bot.platforms.x.ledger import Ledger, spending_on
from bot.platforms.x.pace import Sleep
from bot.platforms.x.posts import NAME, Bot
from bot.platforms.x.session import STREAM_TIMEOUT
from bot.platforms.x.subscribing import UserToken
from bot.platforms.x.webhook import path_of
from storage.database import Database

log = structlog.get_logger()

_REPEATED_WITHIN_SECONDS = 86_400.0
"""How far back a reply of ours is sought when X says that it is there already."""


def _utc_now() -> datetime:
    return datetime.now(UTC)


class XPlatform:
    """The bot's account on X.

    Args:
        settings: with all four OAuth 1.0a keys, or those of OAuth 2.0.
        now: tells the time, aware.
        ledger: keeps what calls cost within the caps; None: nothing is kept (tests).
        keys: tokens of OAuth 2.0, where OAuth 1.0a is not configured.
        sleep: waits; a simulated one in tests.
        stream_timeout: after which silence a stream counts as broken.

    Raises:
        ConfigurationError: a key is missing, or the bearer token or the webhook's address where needed.
    """

    name = NAME

    def __init__(
        self,
        settings: XSettings,
        now: Callable[[], datetime] = _utc_now,
        ledger: Ledger | None = None,
        keys: Keys | None = None,
        *,
        sleep: Sleep = asyncio.sleep,
        stream_timeout: aiohttp.ClientTimeout = STREAM_TIMEOUT,
    ) -> None:
        self._settings = settings
        self._now = now
        self._sleep = sleep
        self._ledger = ledger
        self._api = Api(settings, now, ledger, keys)
        self._app: AppCalls | None = None
        if settings.hear != "polling" or settings.watch == "stream":
            self._app = AppCalls(self._api, settings, now, stream_timeout)
        if settings.hear == "webhook":
            path_of(settings.webhook_url)
        self._claims: ClaimSource | None = None
        self._me = Bot("", "")
        self.user_token: UserToken | None = None if keys is None else keys.access
        """Gives the account's OAuth 2.0 token, which subscriptions to the account's events need."""

    @property
    def account_id(self) -> str:
        """The bot's own id."""
        return self._me.id

    @property
    def username(self) -> str:
        """The account's handle without the @, once it is open."""
        return self._me.username

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
        """Hear mentions and direct messages, and watch, as the settings say, until cancelled.

        Raises:
            Unauthorised: the keys are refused.
        """
        hearing = Hearing(
            self._settings,
            self._api,
            self._app,
            self._me,
            self._claims,
            self.user_token,
            self._now,
            self._sleep,
        )
        await hearing.listen(accept, read_cursor)

    def watch_for(self, claims: ClaimSource) -> None:
        """Say where the claims are available that are watched for."""
        self._claims = claims

    def warn_with(self, notify: NotifyOwner) -> None:
        """Say how an owner is told that the budget is spent."""
        if self._ledger is not None:
            self._ledger.notify = notify

    def report_to(self, report: AccountReport) -> None:
        """Say who is told that X refuses the account as a whole."""
        self._api.report = report

    async def send(self, message: OutgoingMessage) -> Sent:
        """Reply, write, or take back.

        Where X says that it has this post already, ours may have arrived when we thought it had not: then it
        is found among our own. Where it is not, an earlier answer says the same, and X is given other words.
        """
        try:
            with spending_on(Purpose.NOTICE) if message.extra.get("purpose") == NOTICE else nullcontext():
                sent = await sending.send(self._api, message)
        except AlreadySaid as refusal:
            try:
                found = await self._earlier_reply(message)
            except PlatformError as error:
                raise error from refusal
            if found is not None:
                return Sent(found)
            if isinstance(refusal, SameWords) and (other := await self._in_other_words(message)) is not None:
                return other
            raise Rejected(f"{refusal} (the same words under another post)") from refusal
        if self._ledger is not None and message.delivery is Delivery.WITHDRAW:
            await self._ledger.close(f"delete:{message.message_id}", happened=False)  # earlier tries failed
        return sent

    async def settle(self, message: OutgoingMessage, since: datetime) -> Sent | DeliveryOutcome:
        """Ask X whether a message whose sending began at `since` has arrived; what it cost is known then."""
        fate = await settling.settle(self._api, self._me.id, message, since)
        if self._ledger is not None and message.delivery in (Delivery.SEND, Delivery.EDIT):
            about = f"reply:{message.reply_to}" if message.place.kind.is_public else f"dm:{message.place.id}"
            await self._ledger.close(about, happened=isinstance(fate, Sent))
        return fate

    async def undisclosed(self) -> Sequence[str]:
        """What the profile of the bot's account does not say, of what X's automation rules ask."""
        return undisclosed(await self._api.profile())

    async def comply(self, database: Database) -> ComplianceReport:
        """Look whether X still shows the posts of which something is stored; forget the others."""
        return await compliance.check(self._api, database, self._settings.keep_posts_days, self._now())

    async def close(self) -> None:
        """Close the connections."""
        await self._api.close()
        if self._app is not None:
            await self._app.close()

    async def _in_other_words(self, message: OutgoingMessage) -> Sent | None:
        """Send it in the other words that came along, else with the moment; None where X takes neither."""
        for other in sending.in_other_words(message, self._now()):
            try:
                with spending_on(Purpose.NOTICE) if message.extra.get("purpose") == NOTICE else nullcontext():
                    return await sending.send(self._api, other)
            except SameWords:
                log.warning("x takes other words for a repetition, too", reply_to=message.reply_to)
        return None

    async def _earlier_reply(self, message: OutgoingMessage) -> str | None:
        since = datetime.fromtimestamp(self._now().timestamp() - _REPEATED_WITHIN_SECONDS, UTC)
        return await settling.find_reply(self._api, self._me.id, message.reply_to, since)
