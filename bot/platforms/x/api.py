"""The few calls to X API v2 that the bot makes, through tweepy, as plain JSON.

tweepy's own objects are not used: they fail on times without milliseconds and forget fields that they do
not know. Nothing is retried here. Every failure leaves as one of `bot.errors`.
"""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import aiohttp

from bot.config import XSettings
from bot.errors import AccountRefused, ConfigurationError, OutcomeUnknown, PlatformError, RetryLater
from bot.platforms.base import AccountReport
from bot.platforms.x.billing import Purpose, Read
from bot.platforms.x.client import Client, HTTPException, Keys, TweepyException, plain_client
from bot.platforms.x.faults import translate
from bot.platforms.x.ledger import Ledger

Json = Mapping[str, Any]
Request = Callable[[], Awaitable[Any]]

STREAM: Final = "GET /2/tweets/search/stream"
ACTIVITY: Final = "GET /2/activity/stream"
WEBHOOK: Final = "POST webhook"


@dataclass(frozen=True)
class Call:
    """Something that costs money without an answer of its own: what a stream or a webhook brings.

    `name` is `STREAM`, `ACTIVITY` or `WEBHOOK`; `line` holds the post or the message under `data`, and is
    None where a stream is about to be opened; `item` is what X charges for it.
    """

    name: str
    line: Json | None = None
    item: str = "post_read"


Spend = Callable[[Call], Awaitable[None]]
"""The budget's ear for such calls; a `RetryLater` that it raises closes the stream for that long."""

POST_FIELDS: Final = [
    "article",
    "attachments",
    "author_id",
    "conversation_id",
    "created_at",
    "display_text_range",
    "edit_history_tweet_ids",
    "entities",
    "in_reply_to_user_id",
    "lang",
    "note_tweet",
    "public_metrics",
    "referenced_tweets",
]
POST_EXPANSIONS: Final = [
    "author_id",
    "attachments.media_keys",
    "referenced_tweets.id",
    "referenced_tweets.id.author_id",
    "referenced_tweets.id.attachments.media_keys",
]
USER_FIELDS: Final = ["public_metrics", "username"]
MEDIA_FIELDS: Final = ["alt_text"]
DM_FIELDS: Final = [
    "attachments",
    "created_at",
    "dm_conversation_id",
    "entities",
    "event_type",
    "referenced_tweets",
    "sender_id",
    "text",
]
DM_EXPANSIONS: Final = ["sender_id", "referenced_tweets.id", "attachments.media_keys"]

LARGEST_PAGE: Final = 100
"""Most posts or messages that X gives in one answer."""


class Api:
    """X as the bot's account sees it.

    Args:
        settings: with all four keys of OAuth 1.0a, or those of OAuth 2.0.
        now: tells the time, for the ends of rate limits.
        ledger: keeps what calls cost within the caps; None: nothing is kept (tests).
        keys: tokens of OAuth 2.0, where OAuth 1.0a is not configured.
    """

    def __init__(
        self,
        settings: XSettings,
        now: Callable[[], datetime],
        ledger: Ledger | None = None,
        keys: Keys | None = None,
    ) -> None:
        if not settings.signs and keys is None:
            names = ", ".join(f"CLAIMSPREAD_X__{name.upper()}" for name in settings.missing())
            raise ConfigurationError(f"X needs all four keys; missing: {names or 'all of them'}")
        self._client = Client(settings, ledger, None if settings.signs else keys)
        self._ledger = ledger
        self._now = now
        self._hears_by_stream = settings.hear == "stream"
        self._well: set[bool] = set()
        """What kinds of calls, those that write or those that ask, worked since the last refusal."""

        self.report: AccountReport | None = None
        self.spend: Spend | None = None if ledger is None else self._pay

    async def slower_by(self) -> int:
        """By how much the pause between two looks for mentions is to be stretched, to save money."""
        return 1 if self._ledger is None else await self._ledger.slower_by()

    async def me(self) -> Json:
        """The bot's own account: `id`, `username`."""
        answer = await self._ask(lambda: self._client.get_me(user_auth=True))
        return _data(answer)

    async def profile(self) -> Json:
        """The bot's own account with what it says about itself: `description`, `url`, `entities`."""
        fields = ["description", "entities", "url"]
        answer = await self._ask(lambda: self._client.get_me(user_auth=True, user_fields=fields))
        return _data(answer)

    async def mentions(self, user_id: str, *, since_id: str, token: str | None) -> Json:
        """One page of the posts that mention an account, newest first, with what they refer to."""
        return await self._ask(
            lambda: self._client.get_users_mentions(
                user_id,
                user_auth=True,
                since_id=since_id,
                pagination_token=token,
                max_results=LARGEST_PAGE,
                tweet_fields=POST_FIELDS,
                expansions=POST_EXPANSIONS,
                user_fields=USER_FIELDS,
                media_fields=MEDIA_FIELDS,
            )
        )

    async def search(self, query: str, *, since_id: str, until_id: str, token: str | None) -> Json:
        """One page of the last week's posts that match a query, newest first."""
        return await self._ask(
            lambda: self._client.search_recent_tweets(
                query,
                user_auth=True,
                since_id=since_id,
                until_id=until_id,
                next_token=token,
                max_results=LARGEST_PAGE,
                tweet_fields=POST_FIELDS,
                expansions=POST_EXPANSIONS,
                user_fields=USER_FIELDS,
                media_fields=MEDIA_FIELDS,
            )
        )

    async def posts(self, ids: Sequence[str]) -> Json:
        """Posts by their ids, 100 at most; those that are gone or hidden are left out."""
        return await self._ask(
            lambda: self._client.get_tweets(
                list(ids),
                user_auth=True,
                tweet_fields=POST_FIELDS,
                expansions=["author_id", "attachments.media_keys"],
                user_fields=USER_FIELDS,
                media_fields=MEDIA_FIELDS,
            )
        )

    async def shown(self, ids: Sequence[str]) -> Json:
        """Which of these posts, 100 at most, X still shows: under `data`; the others under `errors`."""
        return await self._ask(lambda: self._client.get_tweets(list(ids), user_auth=True))

    async def messages(
        self, *, size: int, token: str | None = None, participant_id: str | None = None
    ) -> Json:
        """One page of direct messages, sent and received, newest first; with one person or with all."""
        return await self._ask(
            lambda: self._client.get_direct_message_events(
                participant_id=participant_id,
                user_auth=True,
                event_types="MessageCreate",
                max_results=size,
                pagination_token=token,
                dm_event_fields=DM_FIELDS,
                expansions=DM_EXPANSIONS,
                tweet_fields=POST_FIELDS,
                user_fields=USER_FIELDS,
                media_fields=MEDIA_FIELDS,
            )
        )

    async def own_posts(self, user_id: str, start: datetime) -> AsyncIterator[Json]:
        """The bot's own posts since `start`, newest first."""
        token: str | None = None
        while True:
            page = await self._own_page(user_id, start, token)
            for post in page.get("data") or ():
                yield post
            token = (page.get("meta") or {}).get("next_token")
            if not token:
                return

    async def reply(self, text: str, to: str) -> str:
        """Answer a post; returns the new post's id."""
        answer = await self._tell(
            lambda: self._client.create_tweet(text=text, in_reply_to_tweet_id=to, user_auth=True)
        )
        return _new_id(answer, "id")

    async def delete(self, post_id: str) -> None:
        """Take one of the bot's own posts back."""
        await self._tell(lambda: self._client.delete_tweet(post_id, user_auth=True))

    async def message(self, text: str, to: str) -> str:
        """Write to a person; returns the new message's id."""
        answer = await self._tell(
            lambda: self._client.create_direct_message(participant_id=to, text=text, user_auth=True),
            private=True,
        )
        return _new_id(answer, "dm_event_id")

    async def by_app(
        self,
        method: str,
        route: str,
        body: Json | None = None,
        *,
        params: Json | None = None,
        user_token: str | None = None,
    ) -> Json:
        """A call that tweepy has no method for, by the app's bearer token or the account's own of OAuth 2.0.

        Only for calls that may be repeated without harm.
        """
        client = self._client
        if user_token is not None:
            client = plain_client(user_token, self._client.session)

        async def request() -> Any:
            response = await client.request(method, route, params=dict(params or {}), json=body)
            return await response.json(content_type=None)

        return await self._guarded(request, writes=False, private=False, asks=method == "GET")

    async def note(self, call: Call) -> None:
        """Tell the budget of what comes without having been asked for."""
        if self.spend is not None:
            await self.spend(call)

    async def _pay(self, call: Call) -> None:
        """Note what was brought, and let a stream be opened or go on only while it can be paid.

        Raises:
            BudgetSpent: it cannot.
        """
        if self._ledger is None:
            return
        watches = call.name == STREAM and not self._hears_by_stream
        purpose = Purpose.WATCH if watches else Purpose.HEAR
        brought = (call.line or {}).get("data") or {}
        if brought.get("id"):
            made_for = Purpose.MESSAGE if call.item == "dm_event_read" else purpose
            await self._ledger.handed_over(call.name, Read(call.item, (str(brought["id"]),)), made_for)
        if call.name.startswith("GET"):
            await self._ledger.admit(call.name, purpose)

    async def close(self) -> None:
        """Close the connections; the next call opens new ones."""
        await self._client.session.close()

    async def _own_page(self, user_id: str, start: datetime, token: str | None) -> Json:
        return await self._ask(
            lambda: self._client.get_users_tweets(
                user_id,
                user_auth=True,
                start_time=start,
                pagination_token=token,
                max_results=LARGEST_PAGE,
                tweet_fields=["created_at", "referenced_tweets"],
            )
        )

    async def _ask(self, call: Request) -> Json:
        return await self._guarded(call, writes=False, private=False, asks=True)

    async def _tell(self, call: Request, *, private: bool = False) -> Json:
        return await self._guarded(call, writes=True, private=private)

    async def _guarded(self, call: Request, *, writes: bool, private: bool, asks: bool = False) -> Json:
        """Make one call.

        tweepy reads a refusal's body as JSON whatever it is; ValueError, AttributeError and TypeError are
        what comes of bodies that are none.
        """
        failure: PlatformError | None = None
        try:
            answer = await call()
        except (
            TweepyException,
            aiohttp.ClientError,
            TimeoutError,
            OSError,
            ValueError,
            AttributeError,
            TypeError,
        ) as error:
            body = await _body_of(error)
            failure = translate(error, self._now(), writes=writes, private=private, body=body, asks=asks)
        await self._report(failure, writing=writes)
        if failure is not None:
            raise failure  # here and not above, so that it carries no trace of the request and its keys
        if isinstance(answer, Mapping):
            return answer
        text = "X answered with something that is not an object"
        raise OutcomeUnknown(text) if writes else RetryLater(text)

    async def _report(self, failure: PlatformError | None, *, writing: bool) -> None:
        """Tell where the account as a whole is refused, and where calls work again."""
        if self.report is None:
            return
        if isinstance(failure, AccountRefused):
            self._well.clear()
            await self.report(failure, writing=writing)
        elif failure is None and writing not in self._well:
            self._well.add(writing)
            await self.report(None, writing=writing)


async def _body_of(error: Exception) -> object:
    """What X answered with a refusal; tweepy has read it already, so nothing is fetched."""
    if not isinstance(error, HTTPException):
        return None
    return await error.response.json(content_type=None)


def _data(answer: Json) -> Json:
    data = answer.get("data")
    if not isinstance(data, Mapping) or not data.get("id"):
        raise RetryLater("X answered without data")
    return data


def _new_id(answer: Json, key: str) -> str:
    data = answer.get("data")
    if not isinstance(data, Mapping) or not data.get(key):
        raise OutcomeUnknown("X answered without the id of what was written")
    return str(data[key])
