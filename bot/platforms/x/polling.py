"""Mentions and direct messages by asking X again and again; the cursor moves in the commit of the events.

A round first fetches every page, waiting out what X refuses meanwhile, then commits all events oldest
first together with the cursor. A crash at any point repeats the round; the inbox knows what it has.
"""

import asyncio
import json
from collections.abc import Awaitable, Callable, Iterable, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Final, TypeVar

import structlog

from bot.errors import PlatformError, Unauthorised
from bot.events import Event, Post
from bot.platforms.base import Accept, ReadCursor, Unreadable
from bot.platforms.x.api import LARGEST_PAGE, Api
from bot.platforms.x.faults import LONGEST_WAIT, NotPermitted
from bot.platforms.x.messages import message_of
from bot.platforms.x.posts import Bot, Includes, Json, last_id_before, post_of, root_wanted, with_root

log = structlog.get_logger()

MENTIONS: Final = "x:mentions"
DMS: Final = "x:dms"

_MOST_MENTIONS: Final = 800
"""X's mentions timeline reaches no further back (`GET /2/users/:id/mentions`)."""

_STILL_FRESH: Final = timedelta(minutes=5)
"""At the very first start, what is older than this is not answered: nobody waits for it."""

_FIRST_WAIT: Final = 2.0
_LONGEST_BACKOFF: Final = 320.0
"""Seconds between tries after an error, doubling; X names the upper end for HTTP errors."""

_SMALLEST_PAGE: Final = 5
"""Messages in the first page of a quiet inbox: each one read is paid for, old ones too."""

_Answer = TypeVar("_Answer")


async def patiently(call: Callable[[], Awaitable[_Answer]], what: str) -> _Answer:
    """Repeat a call until X answers it, never sooner than X allows.

    Raises:
        Unauthorised: the keys are refused; waiting would not help.
    """
    failures = 0
    while True:
        try:
            return await call()
        except Unauthorised:
            raise
        except PlatformError as error:
            backoff = min(_FIRST_WAIT * 2**failures, _LONGEST_BACKOFF)
            wait = max(getattr(error, "seconds", None) or 0.0, backoff)
            failures = min(failures + 1, 16)
            log.warning("X does not answer; waiting", asked=what, seconds=round(wait), error=str(error))
            await asyncio.sleep(wait)


class Mentions:
    """Hears posts that mention the bot."""

    def __init__(self, api: Api, me: Bot, now: Callable[[], datetime]) -> None:
        self._api = api
        self._me = me
        self._now = now

    async def listen(self, accept: Accept, read_cursor: ReadCursor, every: float) -> None:
        """Poll until cancelled, `every` so many seconds.

        Raises:
            Unauthorised: the keys are refused.
        """
        since = await read_cursor(MENTIONS)
        if since is None:
            since = last_id_before(self._now() - _STILL_FRESH)
            log.info("first start: older mentions are left alone", since=since)
            await accept((), cursor=(MENTIONS, since))
        while True:
            since = await self.hear(accept, since)
            await asyncio.sleep(every)

    async def hear(self, accept: Accept, since: str) -> str:
        """Fetch and commit what is newer than `since`; returns the newest id that was seen."""
        pages = await self._fetch(since)
        found = [(data, includes) for page, includes in pages for data in page.get("data") or ()]
        if not found:
            return since
        if len(found) >= _MOST_MENTIONS:
            log.error(
                "X gives back 800 mentions at most; older ones since the last look are lost", since=since
            )
        found.sort(key=lambda item: int(item[0]["id"]))
        events, unreadable = _translate(found, self._event_of)
        events = await self._with_roots(events, found)
        newest = str(found[-1][0]["id"])
        await accept(events, unreadable=unreadable, cursor=(MENTIONS, newest))
        return newest

    async def _fetch(self, since: str) -> list[tuple[Json, Includes]]:
        pages: list[tuple[Json, Includes]] = []
        token: str | None = None
        while True:
            ask = partial(self._api.mentions, self._me.id, since_id=since, token=token)
            page = await patiently(ask, "mentions")
            pages.append((page, Includes.of(page)))
            token = (page.get("meta") or {}).get("next_token")
            if not token:
                return pages

    def _event_of(self, data: Json, includes: Includes) -> Event | None:
        return post_of(data, includes, self._me)

    async def _with_roots(self, events: list[Event], found: Sequence[tuple[Json, Includes]]) -> list[Event]:
        """Add the thread's first post where a bare mention stands under a bare post."""
        by_id = {str(data["id"]): (data, includes) for data, includes in found}
        wanted = {
            event.id: root
            for event in events
            if isinstance(event, Post) and (root := root_wanted(event, *by_id[event.id], self._me))
        }
        if not wanted:
            return events
        roots: dict[str, tuple[Json, Includes]] = {}
        ids = sorted(set(wanted.values()))
        for start in range(0, len(ids), LARGEST_PAGE):
            some = ids[start : start + LARGEST_PAGE]
            page = await patiently(partial(self._api.posts, some), "thread roots")
            roots |= {str(data["id"]): (data, Includes.of(page)) for data in page.get("data") or ()}
        return [
            with_root(event, *roots[wanted[event.id]], self._me)
            if isinstance(event, Post) and wanted.get(event.id) in roots
            else event
            for event in events
        ]


class DirectMessages:
    """Hears what people write to the bot alone."""

    def __init__(self, api: Api, me: Bot, now: Callable[[], datetime]) -> None:
        self._api = api
        self._me = me
        self._now = now
        self._page = _SMALLEST_PAGE

    async def listen(self, accept: Accept, read_cursor: ReadCursor, every: float) -> None:
        """Poll until cancelled, `every` so many seconds; an app without access to messages waits for it.

        Raises:
            Unauthorised: the keys are refused.
        """
        since = await read_cursor(DMS)
        if since is None:
            since = last_id_before(self._now() - _STILL_FRESH)
            await accept((), cursor=(DMS, since))
        while True:
            try:
                since = await self.hear(accept, since)
            except NotPermitted as error:
                log.critical("direct messages are closed to this app; mentions go on", error=str(error))
                await asyncio.sleep(LONGEST_WAIT)
            else:
                await asyncio.sleep(every)

    async def hear(self, accept: Accept, since: str) -> str:
        """Fetch and commit what is newer than `since`; returns the newest id that was seen."""
        found = await self._fetch(int(since))
        self._page = min(max(2 * len(found), _SMALLEST_PAGE), LARGEST_PAGE)
        if not found:
            return since
        found.sort(key=lambda item: int(item[0]["id"]))
        events, unreadable = _translate(found, self._event_of, "dm")
        newest = str(found[-1][0]["id"])
        await accept(events, unreadable=unreadable, cursor=(DMS, newest))
        return newest

    async def _fetch(self, since: int) -> list[tuple[Json, Includes]]:
        """Every message newer than `since`, page by page until an older one: X knows no `since_id` here."""
        found: list[tuple[Json, Includes]] = []
        token: str | None = None
        size = self._page
        while True:
            page = await patiently(partial(self._api.messages, size=size, token=token), "direct messages")
            includes = Includes.of(page)
            events: list[Json] = list(page.get("data") or ())
            new = [event for event in events if int(event["id"]) > since]
            found += [(event, includes) for event in new]
            token = (page.get("meta") or {}).get("next_token")
            if not token or len(new) < len(events):
                return found
            size = LARGEST_PAGE

    def _event_of(self, data: Json, includes: Includes) -> Event | None:
        return message_of(data, includes, self._me)


def _translate(
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
