"""What a call to X is charged for: its price, the most it can cost, what its answer came to. Pure.

Every call has its line in `_ROUTES`; one that is not there is refused, so that none goes unpriced.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final

from bot.config import XPrices
from bot.errors import Rejected
from bot.platforms.x.length import find_links
from bot.platforms.x.names import Json, all_given
from storage.x.ledger import LedgerLine

MICROS: Final = 1_000_000
"""Millionths of a US dollar in one."""

_POSTS_ALONG: Final = 2
"""Most posts that an item refers to: the one it answers and the one it quotes."""

_PEOPLE_ALONG: Final = 3
"""Most people who come along with an item: its author and those of the two posts."""

_POST_READS: Final = frozenset({"post_read", "own_mention_read", "own_post_read"})


_WRITES: Final = ("POST", "DELETE")


class Purpose(StrEnum):
    """What a call is made for: it decides how much of the budget it must leave to others."""

    WATCH = "watch"
    HEAR = "hear"
    ANSWER = "answer"
    MESSAGE = "message"
    UPKEEP = "upkeep"
    NOTICE = "notice"


@dataclass(frozen=True)
class Read:
    """Resources that were read: charged one by one, perhaps only once a day."""

    item: str
    ids: tuple[str, ...]

    @property
    def family(self) -> str:
        """Under which name X knows that it charged a resource already."""
        return "post" if self.item in _POST_READS else self.item


@dataclass(frozen=True)
class Bill:
    """What a call about to be made will be charged for.

    Attributes:
        call: method and path, ids left out.
        purpose: what it is made for.
        item: the priced thing; None where the call is free.
        unit: most that one of it costs, what comes along included.
        count: how many of it at most.
        least: how many X makes one ask for at least; `count` may be lowered to it.
        about: names the thing written, such as `reply:123`, so that its charge is found again.
        repeats: the next call of this kind reads what an unanswered one would have read.
    """

    call: str
    purpose: Purpose
    item: str | None = None
    unit: Decimal = Decimal(0)
    count: int = 1
    least: int = 1
    about: str | None = None
    repeats: bool = False

    @property
    def writes(self) -> bool:
        """Whether it is a call that does one thing, at one price."""
        return self.call.split()[0] in _WRITES

    @property
    def most(self) -> Decimal:
        """The most that the call can cost."""
        return self.unit * self.count


@dataclass(frozen=True)
class _Route:
    method: str
    path: str
    purpose: Purpose
    item: str | None = None
    least: int = 1
    default: int = 1
    repeats: bool = False

    @property
    def name(self) -> str:
        return f"{self.method} {self.path}"

    def fits(self, method: str, path: str) -> bool:
        pattern = re.sub(r"\\\{\w+\\\}", "[^/]+", re.escape(self.path))
        return method == self.method and re.fullmatch(pattern, path) is not None


_ROUTES: Final = (
    _Route("GET", "/2/users/me", Purpose.UPKEEP, "user_read"),
    _Route("GET", "/2/users/by/username/{username}", Purpose.UPKEEP, "user_read"),
    _Route("GET", "/2/users/{id}/mentions", Purpose.HEAR, "own_mention_read", 5, 10, repeats=True),
    _Route("GET", "/2/users/{id}/tweets", Purpose.ANSWER, "own_post_read", 5, 10),
    _Route("GET", "/2/users/{id}", Purpose.UPKEEP, "user_read"),
    _Route("GET", "/2/tweets", Purpose.HEAR, "post_read"),
    _Route("GET", "/2/tweets/search/recent", Purpose.WATCH, "post_read", 10, 10),
    _Route("GET", "/2/tweets/counts/recent", Purpose.WATCH, "counts"),
    _Route("GET", "/2/tweets/search/stream/rules", Purpose.WATCH),
    _Route("POST", "/2/tweets/search/stream/rules", Purpose.WATCH),
    _Route("GET", "/2/tweets/search/stream", Purpose.WATCH),
    _Route("GET", "/2/tweets/{id}", Purpose.HEAR, "post_read"),
    _Route("POST", "/2/tweets", Purpose.ANSWER, "post_create"),
    _Route("DELETE", "/2/tweets/{id}", Purpose.ANSWER, "post_delete"),
    _Route("GET", "/2/dm_events", Purpose.MESSAGE, "dm_event_read", 1, 100, repeats=True),
    _Route("GET", "/2/dm_conversations/with/{id}/dm_events", Purpose.MESSAGE, "dm_event_read", 1, 100),
    _Route("POST", "/2/dm_conversations/with/{id}/messages", Purpose.MESSAGE, "dm_create"),
    _Route("GET", "/2/connections", Purpose.HEAR),
    _Route("DELETE", "/2/connections/{id}", Purpose.HEAR),
    _Route("GET", "/2/webhooks", Purpose.HEAR),
    _Route("POST", "/2/webhooks", Purpose.HEAR),
    _Route("PUT", "/2/webhooks/{id}", Purpose.HEAR),
    _Route("DELETE", "/2/webhooks/{id}", Purpose.HEAR),
    _Route("GET", "/2/activity/subscriptions", Purpose.HEAR),
    _Route("POST", "/2/activity/subscriptions", Purpose.HEAR),
    _Route("PUT", "/2/activity/subscriptions/{id}", Purpose.HEAR),
    _Route("DELETE", "/2/activity/subscriptions/{id}", Purpose.HEAR),
    _Route("GET", "/2/activity/stream", Purpose.HEAR),
)


def bill_of(method: str, path: str, params: Json, body: Json, prices: XPrices) -> Bill:
    """What a call will be charged for.

    Args:
        method: of HTTP.
        path: from `/2/` on, without the query.
        params: the query, as far as it is known.
        body: the JSON that is sent.
        prices: the price list.

    Raises:
        Rejected: no price is known for this kind of call.
    """
    route = next((known for known in _ROUTES if known.fits(method, path)), None)
    if route is None:
        raise Rejected(f"X: no price is known for {method} {path}; it is not called")
    if route.item is None:
        return Bill(route.name, route.purpose, count=0)
    if method in _WRITES:
        return _of_writing(route, path, body, prices)
    item = prices.charged_as(route.item)
    unit = prices[item]
    if prices.bill_expansions and item != "counts":
        unit += _POSTS_ALONG * prices.post_read + _PEOPLE_ALONG * prices.user_read
    ids = str(params.get("ids") or "")
    count = ids.count(",") + 1 if ids else int(params.get("max_results") or route.default)
    least = count if ids else min(route.least, count)
    return Bill(route.name, route.purpose, item, unit, count, least, repeats=route.repeats)


def reads_in(bill: Bill, answer: Json, prices: XPrices) -> list[Read]:
    """What an answer to a reading call holds that is charged."""
    if bill.item is None:
        return []
    if bill.item == "counts":
        return [Read("counts", ("counts",))]
    data = answer.get("data")
    items = data if isinstance(data, list) else [data] if data else []
    reads = [Read(bill.item, _ids(items))]
    if prices.bill_expansions:
        along = answer.get("includes") or {}
        reads.append(Read("post_read", _ids(all_given(along, "posts"))))
        reads.append(Read("user_read", _ids(along.get("users") or ())))
    return [read for read in reads if read.ids]


def line_of(item: str, count: int, prices: XPrices) -> LedgerLine:
    """So many of one thing at its price."""
    return LedgerLine(item, count, micros(prices[item] * count))


def micros(dollars: Decimal) -> int:
    """Millionths of a US dollar."""
    return int(dollars * MICROS)


def dollars(micros: int) -> Decimal:
    """US dollars."""
    return Decimal(micros) / MICROS


def _of_writing(route: _Route, path: str, body: Json, prices: XPrices) -> Bill:
    if route.item == "post_delete":
        post = path.rpartition("/")[2]
        return Bill(route.name, route.purpose, route.item, prices.post_delete, about=f"delete:{post}")
    if route.item == "dm_create":
        person = path.split("/")[-2]
        return Bill(route.name, route.purpose, route.item, prices[route.item], about=f"dm:{person}")
    target = (body.get("reply") or {}).get("in_reply_to_tweet_id")
    item = "summoned_reply" if target else "post_create"
    if find_links(str(body.get("text") or "")):
        item += "_with_url"
    about = f"reply:{target}" if target else None
    return Bill(route.name, route.purpose, item, prices[item], about=about)


def _ids(items: Sequence[Json]) -> tuple[str, ...]:
    return tuple(str(item.get("id")) for item in items)
