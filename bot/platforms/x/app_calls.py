"""The calls that X allows to the app alone, by its bearer token: streams, rules, webhooks, subscriptions.

tweepy's own stream is not used: it drops what X says with a refusal, so that a second instance cannot be
told from a rate limit, and it reconnects without a pause. Every other call passes `Api`.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

import aiohttp

from bot.config import XSettings
from bot.errors import ConfigurationError, PlatformError
from bot.platforms.x.api import (
    ACTIVITY,
    MEDIA_FIELDS,
    POST_EXPANSIONS,
    POST_FIELDS,
    STREAM,
    USER_FIELDS,
    Api,
    Call,
    Json,
)
from bot.platforms.x.client import HTTPException
from bot.platforms.x.faults import translate
from bot.platforms.x.session import DEFAULT_BASE_URL, STREAM_TIMEOUT, RebasedSession

TakeLine = Callable[[bytes], Awaitable[None]]
Told = Callable[[], None]

_RULES: Final = "/2/tweets/search/stream/rules"
_SUBSCRIPTIONS: Final = "/2/activity/subscriptions"
_CONNECTIONS: Final = "/2/connections"
_SAME_CONNECTION: Final = timedelta(seconds=60)
"""So far X's clock and this machine's may differ about when a connection was made."""

_SELECTION: Final = {
    "tweet.fields": ",".join(POST_FIELDS),
    "expansions": ",".join(POST_EXPANSIONS),
    "user.fields": ",".join(USER_FIELDS),
    "media.fields": ",".join(MEDIA_FIELDS),
}


class StreamRefused(Exception):
    """X did not let us listen.

    Args:
        status: of the answer.
        error: the refusal in the bot's words.
        taken: another connection holds the stream.
    """

    def __init__(self, status: int, error: PlatformError, *, taken: bool) -> None:
        super().__init__(str(error))
        self.status = status
        self.error = error
        self.taken = taken


class AppCalls:
    """X as the app sees it.

    Args:
        api: the way of every call.
        settings: with the bearer token.
        now: tells the time, for the ends of rate limits.
        stream_timeout: after which silence a stream counts as broken.

    Raises:
        ConfigurationError: there is no bearer token.
    """

    def __init__(
        self,
        api: Api,
        settings: XSettings,
        now: Callable[[], datetime],
        stream_timeout: aiohttp.ClientTimeout = STREAM_TIMEOUT,
    ) -> None:
        token = settings.bearer_token
        if token is None or not token.get_secret_value():
            raise ConfigurationError(
                "streams and webhooks of X need the app's bearer token: CLAIMSPREAD_X__BEARER_TOKEN"
            )
        self._api = api
        self._now = now
        self._headers = {"Authorization": f"Bearer {token.get_secret_value()}"}
        self._stream = RebasedSession(settings.base_url, timeout=stream_timeout)

    async def read_stream(self, take: TakeLine, connected: Told) -> None:
        """Hand every line of the filtered stream to `take`, empty ones too, until X closes it.

        Raises:
            StreamRefused: X answered with an error.
            aiohttp.ClientError, TimeoutError, OSError, ValueError: it failed, broke or was silent.
            PlatformError: the budget says no, or `take` did.
        """
        await self._read(STREAM, _SELECTION, take, connected)

    async def read_activity(self, take: TakeLine, connected: Told) -> None:
        """The same for the X Activity API's stream, which brings what the subscriptions ask for."""
        await self._read(ACTIVITY, {}, take, connected)

    async def close_lost(self, name: str, connected_at: datetime) -> bool:
        """Close X's side of a connection that broke here, where this is the one that X still holds.

        A connection of another instance is left alone. X's list does not tell whose a connection is: it is
        known by the time at which it was made.

        Args:
            name: `STREAM` or `ACTIVITY`.
            connected_at: when the lost connection was made.

        Raises:
            PlatformError: X cannot be asked, or has no such call for this app.
        """
        endpoint = "filtered_stream" if name == STREAM else None
        params = {"status": "active", "max_results": "100"} | ({"endpoints": endpoint} if endpoint else {})
        held = (await self._api.by_app("GET", _CONNECTIONS, params=params)).get("data") or ()
        moments = [datetime.fromisoformat(str(one["connected_at"])) for one in held]
        if not moments or any(abs(moment - connected_at) > _SAME_CONNECTION for moment in moments):
            return False
        if endpoint is None and len(moments) > 1:
            return False  # X closes all kinds of streams at once then, good ones too
        await self._api.by_app("DELETE", f"{_CONNECTIONS}/{endpoint or 'all'}")
        return True

    async def rules(self) -> Sequence[Json]:
        """The rules in force: `id`, `value`, perhaps `tag`."""
        answer = await self._api.by_app("GET", _RULES)
        return list(answer.get("data") or ())

    async def add_rules(self, rules: Sequence[tuple[str, str]]) -> Json:
        """Add rules (value, tag); the answer names under `errors` what X did not take."""
        return await self._api.by_app(
            "POST", _RULES, {"add": [{"value": value, "tag": tag} for value, tag in rules]}
        )

    async def delete_rules(self, ids: Sequence[str]) -> None:
        """Delete rules."""
        await self._api.by_app("POST", _RULES, {"delete": {"ids": list(ids)}})

    async def webhooks(self) -> Sequence[Json]:
        """The registered webhooks: `id`, `url`, `valid`."""
        answer = await self._api.by_app("GET", "/2/webhooks")
        return list(answer.get("data") or ())

    async def add_webhook(self, url: str) -> str:
        """Register an address, which X challenges at once; returns the webhook's id."""
        answer = await self._api.by_app("POST", "/2/webhooks", {"url": url})
        data = answer.get("data")
        return str((data if isinstance(data, Mapping) else answer)["id"])

    async def recheck_webhook(self, webhook_id: str) -> None:
        """Let X challenge a webhook again that it took for dead."""
        await self._api.by_app("PUT", f"/2/webhooks/{webhook_id}")

    async def subscriptions(self) -> Sequence[Json]:
        """What the Activity API sends: `event_type`, `filter`, `webhook_id`."""
        answer = await self._api.by_app("GET", _SUBSCRIPTIONS)
        return list(answer.get("data") or ())

    async def subscribe(self, event_type: str, user_id: str, webhook_id: str | None, user_token: str) -> None:
        """Have one kind of event about the bot's account sent, by the account's own OAuth 2.0 token.

        Events go to the webhook, where one is named, and to the activity stream while it is open.
        """
        body: dict[str, Any] = {"event_type": event_type, "filter": {"user_id": user_id}}
        if webhook_id is not None:
            body["webhook_id"] = webhook_id
        await self._api.by_app("POST", _SUBSCRIPTIONS, body, user_token=user_token)

    async def resubscribe(self, subscription_id: str, webhook_id: str) -> None:
        """Have what a subscription asks for sent to this webhook."""
        route = f"{_SUBSCRIPTIONS}/{subscription_id}"
        await self._api.by_app("PUT", route, {"webhook_id": webhook_id})

    async def close(self) -> None:
        """Close the stream's connection."""
        await self._stream.close()

    async def _read(self, name: str, params: Mapping[str, str], take: TakeLine, connected: Told) -> None:
        await self._api.note(Call(name))
        url = DEFAULT_BASE_URL + name.removeprefix("GET ")
        async with self._stream.request("GET", url, params=params, headers=self._headers) as response:
            if response.status != 200:
                raise await self._refusal(response)
            connected()
            async for line in response.content:
                await take(line.strip())

    async def _refusal(self, response: aiohttp.ClientResponse) -> StreamRefused:
        try:
            body = await response.json(content_type=None)
        except (ValueError, aiohttp.ClientError):
            body = None
        known = body if isinstance(body, Mapping) else {}
        error = HTTPException(response, response_json=known)
        return StreamRefused(
            response.status,
            translate(error, self._now(), writes=False, body=body),
            taken=known.get("connection_issue") == "TooManyConnections",
        )
