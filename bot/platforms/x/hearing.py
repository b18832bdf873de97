"""All that listens to X, joined as the settings say: to mentions, to messages, and for watched claims.

However a mention is heard, it enters the same inbox under the same id. Streams and a webhook lose what comes
while they are down, and the Activity API does not tell of implicit mentions: therefore all are backed by a
slow poll, which is made at once after each new connection.
"""

import asyncio
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any, Final

import structlog

from bot.config import XSettings
from bot.errors import Unauthorised
from bot.platforms.base import Accept, ClaimSource, ReadCursor, Unreadable
from bot.platforms.x.api import ACTIVITY, STREAM, WEBHOOK, Api, Call
from bot.platforms.x.app_calls import AppCalls
from bot.platforms.x.messages import messages_in
from bot.platforms.x.names import Json, all_given, bare
from bot.platforms.x.pace import PollingPace, Sleep
from bot.platforms.x.polling import DirectMessages, Mentions
from bot.platforms.x.posts import Bot, quoting_the_bot
from bot.platforms.x.streaming import Stream
from bot.platforms.x.subscribing import MENTIONED, QUOTED, WRITTEN_TO, Subscriber, Subscriptions, UserToken
from bot.platforms.x.texts import Includes
from bot.platforms.x.watching import RuleKeeper, Searches
from bot.platforms.x.webhook import Registrar, Webhook, path_of

log = structlog.get_logger()

CATCH_UP_SECONDS: Final = 900.0
"""Between two polls for mentions where a stream or a webhook brings them."""

_WEBHOOK_CATCH_UP_SECONDS: Final = 240.0
"""The same where a webhook does, which gives no sign of life: a poll that finds nothing costs nothing."""

_QUIET_TIMES: Final = 5
"""To so many times the shortest wait the pace falls, where no setting says otherwise."""


class Hearing:
    """One run of listening, from `open` to a fault or the end.

    Args:
        settings: of X.
        api: the way of every call.
        app: the app's own calls, where the settings need them.
        me: the bot.
        claims: what to watch for.
        user_token: the account's OAuth 2.0 token, for subscriptions to its events.
        now: tells the time.
        sleep: waits.
    """

    def __init__(
        self,
        settings: XSettings,
        api: Api,
        app: AppCalls | None,
        me: Bot,
        claims: ClaimSource | None,
        user_token: UserToken | None,
        now: Callable[[], datetime],
        sleep: Sleep,
    ) -> None:
        self._settings = settings
        self._api = api
        self._app = app
        self._me = me
        self._claims = claims
        self._user_token = user_token
        self._now = now
        self._sleep = sleep
        self._subscriptions: Subscriptions | None = None
        self._mentions = Mentions(api, me, now, sleep)
        self._messages = DirectMessages(api, me, now, sleep)
        shortest = settings.poll_seconds
        self.pace = PollingPace(shortest, settings.poll_seconds_quiet or _QUIET_TIMES * shortest)
        self.dm_pace = PollingPace(settings.dm_poll_seconds, _QUIET_TIMES * settings.dm_poll_seconds)
        if settings.hear == "stream":
            self.pace.steady = max(CATCH_UP_SECONDS, shortest)
        if settings.hear == "webhook":
            self.pace.steady = max(_WEBHOOK_CATCH_UP_SECONDS, shortest)

    async def listen(self, accept: Accept, read_cursor: ReadCursor) -> None:
        """Listen until cancelled or until one of the parts fails for good.

        Raises:
            Unauthorised: credentials without which nobody is heard are refused.
            ConfigurationError: the webhook's address cannot be used.
        """
        parts: list[Coroutine[Any, Any, None]] = []
        allowed: asyncio.Event | None = None
        if self._app is not None and "stream" in (self._settings.hear, self._settings.watch):
            allowed = self._add_stream(self._app, accept, parts)
        if self._app is not None and self._settings.hear == "activity":
            allowed = self._add_activity(self._app, accept, parts)
        if self._app is not None and self._settings.hear == "webhook":
            self._add_webhook(self._app, accept, parts)
        if self._claims is not None and self._settings.watch == "search":
            told = self._are_quotes_told
            searches = Searches(self._api, self._me, self._claims, told, self._now, self._sleep)
            parts.append(_apart(searches.listen(accept, read_cursor, self._settings.watch_seconds)))
        parts.append(self._mentions.listen(accept, read_cursor, self.pace, allowed))
        parts.append(self._messages.listen(accept, read_cursor, self.dm_pace, allowed))
        try:
            async with asyncio.TaskGroup() as tasks:
                for part in parts:
                    tasks.create_task(part, name=f"x:{getattr(part, '__qualname__', '')}")
        except ExceptionGroup as failures:
            raise failures.exceptions[0] from None

    def _add_stream(
        self, app: AppCalls, accept: Accept, parts: list[Coroutine[Any, Any, None]]
    ) -> asyncio.Event | None:
        """The stream and its rules; gives what tells whether this instance may do the work."""
        hears = self._settings.hear == "stream"
        claims = self._claims if self._settings.watch == "stream" else None

        async def take(line: Json) -> None:
            data, along = line["data"], Includes.of(line)
            if hears:
                await self._mentions.take(accept, data, along)
            else:
                await self._mentions.watch(accept, data, along, quotes_told=self._are_quotes_told())

        async def keep(oddity: Unreadable) -> None:
            await accept((), unreadable=(oddity,))

        keeper = RuleKeeper(app, self._me, claims, hears=hears, now=self._now, sleep=self._sleep)

        async def pay(line: Json) -> None:
            await self._api.note(Call(STREAM, line))

        def connected() -> None:
            if hears:
                self.pace.steady = max(CATCH_UP_SECONDS, self._settings.poll_seconds)
            self._mentions.bell.ring()

        def gone() -> None:
            if hears:
                self._poll_meanwhile()

        async def alive() -> None:
            if hears:
                await accept(())

        close = partial(app.close_lost, STREAM)
        read, now = app.read_stream, self._now
        stream = Stream(read, take, keep, pay, connected, now, self._sleep, gone, alive, close)

        async def listen() -> None:
            await keeper.ready.wait()
            await stream.listen()

        both = (keeper.keep(), listen())
        parts.extend(both if hears else map(_apart, both))
        return stream.ours if hears else None

    def _add_activity(
        self, app: AppCalls, accept: Accept, parts: list[Coroutine[Any, Any, None]]
    ) -> asyncio.Event:
        """The Activity API's stream and what it is asked for; gives whether this instance may do the work."""

        def untold() -> None:
            self.pace.steady = None
            self._mentions.bell.ring()

        self._subscriptions = Subscriptions(app, self._me.id, self._user_token)
        wishes = Subscriber(self._subscriptions, untold, self._sleep)

        async def take(line: Json) -> None:
            data = line["data"]
            try:
                await self._take_event(accept, str(data["event_type"]), data)
            except Exception:
                self._messages.missed = True
                self._mentions.bell.ring()
                raise

        async def keep(oddity: Unreadable) -> None:
            await accept((), unreadable=(oddity,))

        async def pay(line: Json) -> None:
            await self._pay_for(str(line["data"].get("event_type")), line["data"], ACTIVITY)

        def connected() -> None:
            self.pace.steady = max(CATCH_UP_SECONDS, self._settings.poll_seconds)
            self._messages.brought, self._messages.missed = wishes.messages, True
            self._mentions.bell.ring()

        def gone() -> None:
            self._messages.brought = False
            self._poll_meanwhile()

        async def alive() -> None:
            await accept(())

        close = partial(app.close_lost, ACTIVITY)
        read, now = app.read_activity, self._now
        stream = Stream(read, take, keep, pay, connected, now, self._sleep, gone, alive, close)

        async def listen() -> None:
            await wishes.tried.wait()
            if not wishes.mentions.is_set():
                stream.ours.set()
            await wishes.mentions.wait()
            await stream.listen()

        parts += [wishes.keep(), listen()]
        return stream.ours

    def _are_quotes_told(self) -> bool:
        return self._subscriptions is not None and self._subscriptions.quotes

    def _poll_meanwhile(self) -> None:
        """Look for mentions as if there were no stream, from now on until there is one again."""
        if self.pace.steady is not None:
            self.pace.steady = None
            self._mentions.bell.ring()

    async def _pay_for(self, kind: str, data: Json, by: str) -> None:
        """Note what X charges for an event (docs.x.com, "X Activity API event pricing")."""
        payload = data.get("payload")
        if not isinstance(payload, Mapping):
            return
        if kind in (MENTIONED, QUOTED):
            await self._api.note(Call(by, {"data": bare(payload)}, "post_read"))
        elif kind == WRITTEN_TO:
            for message in all_given(payload, "messages") or [payload]:
                await self._api.note(Call(by, {"data": message}, "dm_event_read"))

    async def _take_event(self, accept: Accept, kind: str, data: Json) -> None:
        """Commit one event of the Activity API; kinds that nobody asked for are left."""
        if kind == MENTIONED:
            await self._mentions.take(accept, bare(data["payload"]), Includes.of(data))
        elif kind == QUOTED:
            post = bare(data["payload"])
            await self._mentions.take(accept, post, quoting_the_bot(post, Includes.of(data), self._me))
        elif kind == WRITTEN_TO:
            messages, people = messages_in(data["payload"])
            along = Includes.of(data)
            for message in messages:
                await self._messages.take(
                    accept, message, replace(along, users={**people.users, **along.users})
                )

    def _add_webhook(self, app: AppCalls, accept: Accept, parts: list[Coroutine[Any, Any, None]]) -> None:
        settings = self._settings
        secret = settings.consumer_secret.get_secret_value() if settings.consumer_secret else ""

        async def take(kind: str, data: Json) -> None:
            await self._pay_for(kind, data, WEBHOOK)
            await self._take_event(accept, kind, data)

        async def keep(oddity: Unreadable) -> None:
            await accept((), unreadable=(oddity,))

        url = settings.webhook_url or ""
        webhook = Webhook(settings.webhook_listen, path_of(url), secret, take, keep)
        self._subscriptions = Subscriptions(app, self._me.id, self._user_token)
        registrar = Registrar(app, url, self._subscriptions, self._sleep)
        listening = asyncio.Event()

        async def register() -> None:
            await listening.wait()
            await registrar.keep()

        parts += [webhook.serve(listening), register()]


async def _apart(part: Coroutine[Any, Any, None]) -> None:
    """Watching: where X refuses it, say so and go on without; people are answered all the same."""
    try:
        await part
    except Unauthorised as error:
        log.critical("watching is refused and stops; mentions and messages go on", error=str(error))
