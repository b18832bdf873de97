"""What all endpoints share: the world, the bill, the JSON writer and the settings of the rules."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from .billing import Bill, Item
from .clock import Clock
from .gateway import Call
from .model import Post, World
from .problems import ApiProblem, forbidden
from .render import Page, Renderer

RuleName = Literal[
    "unsummoned_reply",
    "second_reply",
    "duplicate_content",
    "too_long",
    "too_many_cashtags",
    "quote_post",
    "like",
    "follow",
    "repost",
    "reply_to_missing",
    "reply_to_hidden",
    "blocked",
    "dm_to_stranger",
    "dm_blocked",
]

_OFFENCES: frozenset[RuleName] = frozenset(
    {
        "unsummoned_reply",
        "second_reply",
        "duplicate_content",
        "too_many_cashtags",
        "quote_post",
        "like",
        "follow",
        "repost",
        "dm_to_stranger",
    }
)


@dataclass(frozen=True)
class Refusal:
    """Something the bot tried and was not allowed; ``offence`` when a well-behaved bot never tries it."""

    at: datetime
    rule: RuleName
    target: str | None
    text: str

    @property
    def offence(self) -> bool:
        """Whether a bot that keeps X's rules could not have come to this (a deleted post is
        nobody's fault)."""
        return self.rule in _OFFENCES


@dataclass
class Rules:
    """How strict the fake is."""

    implicit_mentions_summon: bool = False
    """Whether a handle that X itself put in front of a reply counts as a summons."""

    duplicate_window_seconds: float = 86_400
    mentions_reach: int = 800


@dataclass
class Desk:
    """Shared by all endpoints."""

    clock: Clock
    world: World
    render: Renderer
    bill: Bill
    bot_id: str
    rules: Rules = field(default_factory=Rules)
    refusals: list[Refusal] = field(default_factory=list)

    def refuse(self, rule: RuleName, detail: str, target: str | None = None, text: str = "") -> ApiProblem:
        """Note a refusal and give the 403 to raise."""
        self.refusals.append(Refusal(self.clock.now(), rule, target, text))
        return forbidden(detail)

    def charge_posts(self, item: Item, posts: Iterable[Post], page: Page) -> None:
        """Charge an answer that holds posts: those under ``data``, and where set those under ``includes``."""
        self.bill.charge(item, *(post.id for post in posts))
        self.charge_expansions(page)

    def charge_expansions(self, page: Page) -> None:
        """Charge what lies under ``includes``, where prices say so."""
        if self.bill.prices.bill_expansions:
            self.bill.charge("post_read", *page.expanded_posts)
            self.bill.charge("user_read", *page.expanded_users)

    def owned(self, call: Call, user_id: str) -> bool:
        """Whether a timeline is read by its owner, who also owns the app: then it is cheap."""
        return self.bill.prices.owns_app and call.caller.user_id == user_id
