"""Mentions and direct messages by asking X again and again; the cursor moves in the commit of the events.

A round first fetches every page, waiting out what X refuses meanwhile, then commits all events oldest
first together with the cursor. A crash at any point repeats the round; the inbox knows what it has.
"""

import asyncio
import json
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import Final, TypeVar

import structlog

from bot.errors import PlatformError, Unauthorised
from bot.events import Address, Event
from bot.platforms.base import Accept, ReadCursor, Unreadable
from bot.platforms.x.api import LARGEST_PAGE, Api
from bot.platforms.x.context import Fetch, with_context
from bot.platforms.x.faults import LONGEST_WAIT, LimitUnknown, NotPermitted, Unreachable
from bot.platforms.x.ledger import BudgetSpent
from bot.platforms.x.messages import message_of
from bot.platforms.x.names import Json
from bot.platforms.x.pace import Backoff, Bell, PollingPace, Sleep
from bot.platforms.x.posts import Bot, last_id_before, post_of, references, watched_post, whole_of
from bot.platforms.x.texts import Includes, is_cut

log = structlog.get_logger()

MENTIONS: Final = "x:mentions"
DMS: Final = "x:dms"

_MOST_MENTIONS: Final = 800
"""X's mentions timeline reaches no further back (`GET /2/users/:id/mentions`)."""

_STILL_FRESH: Final = timedelta(minutes=5)
"""At the very first start, what is older than this is not answered: nobody waits for it."""

_LISTED_LATE: Final = timedelta(minutes=15)
"""X may list a mention after a younger one: each look reaches so far back behind what was read already."""

SAFETY_SECONDS: Final = 3_600.0
"""Between two looks for messages while something else brings them."""

_SMALLEST_PAGE: Final = 1
"""Messages in the first page of a quiet inbox: each one read is paid for, old ones too."""

_LARGER: Final = 4
"""By so much the next page is larger than one that held nothing old."""

_Answer = TypeVar("_Answer")


async def patiently(
    call: Callable[[], Awaitable[_Answer]],
    what: str,
    sleep: Sleep = asyncio.sleep,
    give_up: type[PlatformError] | tuple[type[PlatformError], ...] = Unauthorised,
) -> _Answer:
    """Repeat a call until X answers it, never sooner than X allows.

    Raises:
        Unauthorised: the keys are refused; waiting would not help (or another of `give_up`).
    """
    backoff = Backoff()
    while True:
        try:
            return await call()
        except give_up:
            raise
        except PlatformError as error:
            wait = max(error.seconds or 0.0, _backed_off(backoff, error))
            log.warning("X does not answer; waiting", asked=what, seconds=round(wait), error=str(error))
            await sleep(wait)


def _backed_off(backoff: Backoff, error: PlatformError) -> float:
    if isinstance(error, Unreachable):
        return backoff.after_network()
    return backoff.after_limit() if isinstance(error, LimitUnknown) else backoff.after_http()


class Mentions:
    """Hears posts that mention the bot."""

    def __init__(self, api: Api, me: Bot, now: Callable[[], datetime], sleep: Sleep = asyncio.sleep) -> None:
        self._api = api
        self._me = me
        self._now = now
        self._sleep = sleep
        self._read: dict[str, None] = {}
        self._begin = 0
        self.bell = Bell(sleep)
        """Rung where something may have been missed: the next look is made at once."""

    async def listen(
        self, accept: Accept, read_cursor: ReadCursor, pace: PollingPace, allowed: asyncio.Event | None = None
    ) -> None:
        """Poll until cancelled.

        Args:
            accept: takes what was heard.
            read_cursor: tells where the last run ended.
            pace: how long to wait between two looks.
            allowed: cleared while another instance does the work.

        Raises:
            Unauthorised: the keys are refused.
        """
        since = await read_cursor(MENTIONS)
        if since is None:
            since = last_id_before(self._now() - _STILL_FRESH)
            self._begin = int(since)
            log.info("first start: older mentions are left alone", since=since)
            await accept((), cursor=(MENTIONS, since))
        while True:
            if allowed is not None:
                await allowed.wait()
            self.bell.answer()
            before, since = since, await self.hear(accept, since)
            pace.factor = await self._api.slower_by()
            await self.bell.pause(pace.after(since != before))

    async def watch(self, accept: Accept, data: Json, includes: Includes, *, quotes_told: bool) -> None:
        """Commit one post that a stream brought which looks for claims: overheard, if heard nowhere else.

        Raises:
            KeyError, ValueError, TypeError, AttributeError: the JSON is not a post as X describes it.
        """
        event = watched_post(whole_of(data, includes), includes, self._me, quotes_told=quotes_told)
        if event is not None:
            await accept([event])

    async def take(self, accept: Accept, data: Json, includes: Includes) -> None:
        """Commit one post that a stream or a webhook brought; the cursor of the polling stays where it is.

        Args:
            accept: takes the post.
            data: the post.
            includes: what came along.

        Raises:
            PlatformError: what it refers to cannot be fetched now; nothing was committed.
            KeyError, ValueError, TypeError, AttributeError: the JSON is not a post as X describes it.
        """
        data = whole_of(data, includes)
        event = post_of(data, includes, self._me)
        if event is None:
            return
        if event.address is Address.SUMMONED:
            data, includes = await self._completed(data, includes)
            event = post_of(data, includes, self._me) or event
        await accept(await with_context([event], [(data, includes)], self._me, self._api.posts))

    async def hear(self, accept: Accept, since: str) -> str:
        """Fetch and commit what is newer than `since`, or was listed late; returns the newest id seen."""
        pages = await self._fetch(self._overlapping(since))
        listed = [(data, includes) for page, includes in pages for data in page.get("data") or ()]
        found = [item for item in listed if str(item[0]["id"]) not in self._read]
        if not found:
            await accept(())
            return since
        found.sort(key=lambda item: int(item[0]["id"]))
        events, unreadable = translate_all(found, self._event_of)
        if len(listed) >= _MOST_MENTIONS and int(found[0][0]["id"]) > int(since):
            unreadable.append(_gap(since, str(found[0][0]["id"])))
        events = await with_context(events, found, self._me, _patient(self._api, self._sleep))
        newest = max(since, str(found[-1][0]["id"]), key=int)
        await accept(events, unreadable=unreadable, cursor=(MENTIONS, newest))
        self._remember([str(data["id"]) for data, _ in found])
        return newest

    def _overlapping(self, since: str) -> str:
        """From where to read, so that what X listed late is found; what was read before is known."""
        late = int(last_id_before(self._now() - _LISTED_LATE))
        return str(max(min(int(since), late), self._begin))

    def _remember(self, ids: Iterable[str]) -> None:
        """Know these again; those that are too old to be listed once more are forgotten."""
        oldest = int(last_id_before(self._now() - 2 * _LISTED_LATE))
        known = [*self._read, *ids]
        newest = set(known[-_MOST_MENTIONS:])
        self._read = dict.fromkeys(id_ for id_ in known if int(id_) > oldest or id_ in newest)

    async def _fetch(self, since: str) -> list[tuple[Json, Includes]]:
        pages: list[tuple[Json, Includes]] = []
        token: str | None = None
        while True:
            ask = partial(self._api.mentions, self._me.id, since_id=since, token=token)
            page = await self._patiently(ask)
            pages.append((page, Includes.of(page)))
            token = (page.get("meta") or {}).get("next_token")
            if not token:
                return pages

    def _event_of(self, data: Json, includes: Includes) -> Event | None:
        return post_of(data, includes, self._me)

    async def _completed(self, data: Json, includes: Includes) -> tuple[Json, Includes]:
        """Fetch what a post answers and quotes where it did not come along; its text where it was cut."""
        wanted = [target for kind, target in references(data) if kind in ("replied_to", "quoted")]
        wanted = [target for target in dict.fromkeys(wanted) if target not in includes.posts]
        if is_cut(data):
            wanted.append(str(data["id"]))
        if not wanted:
            return data, includes
        page = await self._api.posts(wanted)
        more = Includes.of(page)
        posts = {str(post["id"]): post for post in page.get("data") or ()}
        data = {**data, **posts.pop(str(data["id"]), {})}
        includes = replace(
            includes,
            posts={**includes.posts, **posts},
            users={**more.users, **includes.users},
            media={**more.media, **includes.media},
        )
        return data, includes

    async def _patiently(self, call: Callable[[], Awaitable[Json]]) -> Json:
        return await patiently(call, "mentions", self._sleep)


class DirectMessages:
    """Hears what people write to the bot alone."""

    def __init__(self, api: Api, me: Bot, now: Callable[[], datetime], sleep: Sleep = asyncio.sleep) -> None:
        self._api = api
        self._me = me
        self._now = now
        self._sleep = sleep
        self._page = _SMALLEST_PAGE
        self.brought = False
        """Set while something else brings messages: then a look is made now and then only."""

        self.missed = False
        """Set where something may not have been brought: the next look is made after the usual pause."""

    async def listen(
        self, accept: Accept, read_cursor: ReadCursor, pace: PollingPace, allowed: asyncio.Event | None = None
    ) -> None:
        """Poll until cancelled; an app without access to messages waits for it.

        The arguments are those of `Mentions.listen`.

        Raises:
            Unauthorised: the keys are refused.
        """
        since = await read_cursor(DMS)
        if since is None:
            since = last_id_before(self._now() - _STILL_FRESH)
            await accept((), cursor=(DMS, since))
        while True:
            if allowed is not None:
                await allowed.wait()
            before, self.missed = since, False
            try:
                since = await self.hear(accept, since)
            except NotPermitted as error:
                log.critical("direct messages are closed to this app; mentions go on", error=str(error))
                await self._sleep(LONGEST_WAIT)
            else:
                await self._pause(pace, since != before)

    async def take(self, accept: Accept, data: Json, includes: Includes) -> None:
        """Commit one message that was brought; the cursor of the polling stays where it is.

        A post that it shares is fetched where it did not come along.

        Raises:
            PlatformError: that post cannot be fetched now; nothing was committed.
            KeyError, ValueError, TypeError, AttributeError: the JSON is not a message as X describes it.
        """
        event = message_of(data, includes, self._me)
        if event is None:
            return
        shared = [target for _, target in references(data) if target not in includes.posts]
        if shared:
            page = await self._api.posts(shared)
            more = Includes.of(page)
            posts = {str(post["id"]): post for post in page.get("data") or ()}
            includes = Includes({**includes.posts, **posts}, {**more.users, **includes.users}, more.media)
            event = message_of(data, includes, self._me) or event
        await accept(await with_context([event], [(data, includes)], self._me, self._api.posts))

    async def hear(self, accept: Accept, since: str) -> str:
        """Fetch and commit what is newer than `since`; returns the newest id that was seen."""
        found = await self._fetch(int(since))
        self._page = min(max(2 * len(found), _SMALLEST_PAGE), LARGEST_PAGE)
        if not found:
            return since
        found.sort(key=lambda item: int(item[0]["id"]))
        events, unreadable = translate_all(found, self._event_of, "dm")
        events = await with_context(events, found, self._me, _patient(self._api, self._sleep))
        newest = str(found[-1][0]["id"])
        await accept(events, unreadable=unreadable, cursor=(DMS, newest))
        return newest

    async def _pause(self, pace: PollingPace, heard: int) -> None:
        """Wait until the next look: an hour while messages are brought, unless one may have been missed."""
        waited = wait = pace.after(heard)
        await self._sleep(wait)
        while self.brought and not self.missed and waited < SAFETY_SECONDS:
            await self._sleep(pace.shortest)
            waited += pace.shortest

    async def _fetch(self, since: int) -> list[tuple[Json, Includes]]:
        """Every message newer than `since`, page by page until an older one: X knows no `since_id` here."""
        found: list[tuple[Json, Includes]] = []
        token: str | None = None
        size = self._page
        while True:
            ask = partial(self._api.messages, size=size, token=token)
            page = await patiently(ask, "direct messages", self._sleep)
            includes = Includes.of(page)
            events: list[Json] = list(page.get("data") or ())
            new = [event for event in events if int(event["id"]) > since]
            found += [(event, includes) for event in new]
            token = (page.get("meta") or {}).get("next_token")
            if not token or len(new) < len(events):
                return found
            size = min(_LARGER * size, LARGEST_PAGE)

    def _event_of(self, data: Json, includes: Includes) -> Event | None:
        return message_of(data, includes, self._me)


def _patient(api: Api, sleep: Sleep) -> Fetch:
    """Gets posts further up, waiting out what X refuses meanwhile; not what the budget has no room for."""

    async def fetch(ids: Sequence[str]) -> Json:
        return await patiently(
            partial(api.posts, ids), "posts further up", sleep, (Unauthorised, BudgetSpent)
        )

    return fetch


def translate_all(
    found: Iterable[tuple[Json, Includes]],
    event_of: Callable[[Json, Includes], Event | None],
    kind: str = "post",
) -> tuple[list[Event], list[Unreadable]]:
    """What X gave as events; what cannot be read is kept as it came, and does not hold up the rest."""
    events: list[Event] = []
    unreadable: list[Unreadable] = []
    for data, includes in found:
        try:
            event = event_of(data, includes)
        except (KeyError, ValueError, TypeError, AttributeError) as error:
            payload = json.dumps(data, ensure_ascii=False)
            unreadable.append(Unreadable(f"{kind}:{data['id']}", payload, f"{type(error).__name__}: {error}"))
        else:
            if event is not None:
                events.append(event)
    return events, unreadable


def _gap(since: str, oldest: str) -> Unreadable:
    """Says, in the log and before the operator, that mentions of some time cannot be had any more."""
    text = (
        f"X gives back {_MOST_MENTIONS} mentions at most: those after post {since} and before post {oldest} "
        "are lost and will not be answered"
    )
    log.error(text, since=since, oldest=oldest)
    return Unreadable(f"gap:{since}-{oldest}", "", text)
