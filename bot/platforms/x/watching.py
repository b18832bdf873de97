"""Looking for claims where nobody asked: the stream's rules kept in step with them, or searches now and then.

What is found comes in as overheard, and whatever is addressed to the bot is left to those who hear mentions:
so nothing that was found here can be answered.
"""

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Final

import structlog

from bot.errors import Rejected, Unauthorised
from bot.events import Event
from bot.platforms.base import Accept, ClaimSource, ReadCursor
from bot.platforms.x.api import Api
from bot.platforms.x.app_calls import AppCalls
from bot.platforms.x.names import Json
from bot.platforms.x.pace import Sleep
from bot.platforms.x.polling import patiently, translate_all
from bot.platforms.x.posts import Bot, last_id_before, watched_post
from bot.platforms.x.rules import MOST_RULES, TAG, Rule, compile_queries, compile_rules, mention_rule
from bot.platforms.x.texts import Includes

log = structlog.get_logger()

WATCH: Final = "x:watch"

_LOOK_SECONDS: Final = 60.0
"""Between two looks at whether a claim has changed."""

_ANEW: Final = timedelta(hours=1)
"""After so long the rules are made again without a change: other claims may be the most seen now."""

_BATCH: Final = 100
_SETTLED: Final = timedelta(seconds=10)
"""Posts younger than this may still be missing from a search (X: `end_time` at least 10 s ago)."""

_REACH: Final = timedelta(days=7) - timedelta(minutes=10)
"""How far back recent search goes, less a margin."""

_FIRST_LOOK_BACK: Final = timedelta(minutes=15)
_MOST_PAGES: Final = 5


class RuleKeeper:
    """Keeps our rules of the filtered stream those that are wanted; others' rules stay as they are.

    Args:
        calls: the way to X.
        me: the bot.
        claims: what to watch for, None for nothing.
        hears: whether mentions are heard by the stream too.
        now: tells the time.
        sleep: waits.
    """

    def __init__(
        self,
        calls: AppCalls,
        me: Bot,
        claims: ClaimSource | None,
        *,
        hears: bool,
        now: Callable[[], datetime],
        sleep: Sleep,
    ) -> None:
        self._calls = calls
        self._me = me
        self._claims = claims
        self._hears = hears
        self._now = now
        self._sleep = sleep
        self.ready = asyncio.Event()
        """Set while there are rules: X refuses a stream without."""

    async def keep(self) -> None:
        """Follow the claims until cancelled.

        Raises:
            Unauthorised: the bearer token is refused.
        """
        made_for: int | None = None
        made_at = self._now()
        while True:
            version = await self._claims.version() if self._claims is not None else 0
            if version != made_for or self._now() - made_at >= _ANEW:
                await patiently(self.sync, "stream rules", self._sleep)
                made_for, made_at = version, self._now()
            await self._sleep(_LOOK_SECONDS)

    async def sync(self) -> int:
        """Make X's rules those that are wanted; returns how many were added or deleted."""
        present = await self._calls.rules()
        ours = {str(rule["value"]): str(rule["id"]) for rule in present if _is_ours(rule)}
        others = [str(rule["value"]) for rule in present if not _is_ours(rule)]
        wanted = await self._wanted(MOST_RULES - len(others))
        values = {rule.value for rule in wanted}
        stale = [id_ for value, id_ in ours.items() if value not in values]
        if stale:
            await self._calls.delete_rules(stale)
        fresh = [rule for rule in wanted if rule.value not in ours and rule.value not in others]
        for start in range(0, len(fresh), _BATCH):
            await self._add(fresh[start : start + _BATCH])
        if stale or fresh:
            log.info("stream rules changed", added=len(fresh), deleted=len(stale), rules=len(wanted))
        if wanted:
            self.ready.set()
        else:
            self.ready.clear()
        return len(stale) + len(fresh)

    async def _wanted(self, room: int) -> list[Rule]:
        rules = [mention_rule(self._me.username)] if self._hears else []
        if self._claims is not None and room > len(rules):
            watched = await self._claims.most_seen(room)
            rules += compile_rules(watched, self._me.username, most=room - len(rules))
        return rules

    async def _add(self, rules: Sequence[Rule]) -> None:
        """X refuses a batch whole for one rule that it cannot read: then the others go one by one."""
        try:
            answer = await self._calls.add_rules([(rule.value, rule.tag) for rule in rules])
            refused = [
                fault for fault in answer.get("errors") or () if "duplicate" not in str(fault.get("type"))
            ]
        except Rejected as error:
            refused = [{"detail": str(error)}]
        if not refused:
            return
        if len(rules) == 1:
            log.error("X does not take a rule", rule=rules[0].value, why=str(refused[0].get("detail")))
            return
        for rule in rules:
            await self._add([rule])


class Searches:
    """Searches for claims now and then.

    Args:
        api: the way to X.
        me: the bot.
        claims: what to watch for.
        quotes_told: whether X tells the bot of posts that quote its own.
        now: tells the time.
        sleep: waits.
    """

    def __init__(
        self,
        api: Api,
        me: Bot,
        claims: ClaimSource,
        quotes_told: Callable[[], bool],
        now: Callable[[], datetime],
        sleep: Sleep,
    ) -> None:
        self._api = api
        self._me = me
        self._claims = claims
        self._quotes_told = quotes_told
        self._now = now
        self._sleep = sleep

    async def listen(self, accept: Accept, read_cursor: ReadCursor, every: float) -> None:
        """Search until cancelled.

        Raises:
            Unauthorised: the keys are refused.
        """
        since = await read_cursor(WATCH) or last_id_before(self._now() - _FIRST_LOOK_BACK)
        while True:
            since = await self.look(accept, since)
            await self._sleep(every)

    async def look(self, accept: Accept, since: str) -> str:
        """Search once for everything; returns the id up to which was searched.

        Every query sees the same stretch of time, so that no post falls between two rounds.
        """
        until = last_id_before(self._now() - _SETTLED)
        since = max(since, last_id_before(self._now() - _REACH), key=int)
        if int(until) <= int(since):
            return since
        watched = await self._claims.most_seen(MOST_RULES)
        for query in compile_queries(watched, self._me.username):
            await self._search(accept, query, since, str(int(until) + 1))
        await accept((), cursor=(WATCH, until))
        return until

    async def _search(self, accept: Accept, query: str, since: str, until: str) -> None:
        token: str | None = None
        for _ in range(_MOST_PAGES):
            ask = partial(self._api.search, query, since_id=since, until_id=until, token=token)
            try:
                page = await patiently(ask, "watched claims", self._sleep, (Unauthorised, Rejected))
            except Rejected as error:
                log.error("X does not take a search", query=query, error=str(error))
                return
            includes = Includes.of(page)
            events, unreadable = translate_all(
                [(data, includes) for data in page.get("data") or ()], self._overheard
            )
            if events or unreadable:
                await accept(events, unreadable=unreadable)
            token = (page.get("meta") or {}).get("next_token")
            if not token:
                return
        log.warning("more posts than are read of one search", query=query, pages=_MOST_PAGES)

    def _overheard(self, data: Json, includes: Includes) -> Event | None:
        return watched_post(data, includes, self._me, quotes_told=self._quotes_told())


def _is_ours(rule: Json) -> bool:
    return str(rule.get("tag") or "").startswith(TAG)
