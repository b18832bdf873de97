"""What somebody asks about, where nothing near the question can hold a claim: posts further up.

"@bot?" under a post that quotes a rumour means the quoted one; under small talk it means the post above that,
or the thread's first. X brings along what a post itself answers and quotes, and no more: each further post
costs a read, so that they are fetched one step at a time.
"""

from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

import structlog

from bot.events import Address, Event, Post
from bot.platforms.x.ledger import BudgetSpent
from bot.platforms.x.names import Json
from bot.platforms.x.posts import Bot, posts_in, references
from bot.platforms.x.texts import ENOUGH, Includes, says

log = structlog.get_logger()

Fetch = Callable[[Sequence[str]], Awaitable[Json]]
"""Gets posts by their ids, as `Api.posts` does."""

MOST_STEPS: Final = 3
"""Posts that are fetched for one question at most."""

_ENOUGH_OVER_A_QUOTE: Final = 60
"""Letters of content words with which a post over a quoted one says enough: most are comments on it."""


async def with_context(
    events: Sequence[Event], found: Sequence[tuple[Json, Includes]], me: Bot, fetch: Fetch
) -> list[Event]:
    """The events, with those posts behind the ones above them that may be what is asked about.

    Where the budget has no room for a post, the events stay as they are.

    Args:
        events: as `post_of` and `message_of` made them.
        found: what they were made of, with what came along.
        me: the bot's account.
        fetch: gets posts.

    Raises:
        PlatformError: a post cannot be fetched now.
    """
    by_id = {str(data["id"]): (data, includes) for data, includes in found}
    questions = [
        _Question(event, *by_id[event.id.removeprefix("dm:")], me)
        for event in events
        if isinstance(event, Post) and event.address is not Address.OVERHEARD
    ]
    for _ in range(MOST_STEPS):
        wanted = {question.event.id: id_ for question in questions if (id_ := question.next()) is not None}
        if not wanted:
            break
        try:
            page = await fetch(sorted(set(wanted.values())))
        except BudgetSpent as refusal:
            log.warning("posts further up are left out", posts=len(wanted), why=str(refusal))
            break
        got = {str(data["id"]): data for data in page.get("data") or ()}
        for question in questions:
            if question.event.id in wanted:
                question.take(wanted[question.event.id], got, Includes.of(page))
    whole = {question.event.id: question.whole() for question in questions}
    return [whole.get(event.id, event) if isinstance(event, Post) else event for event in events]


@dataclass
class _Question:
    """One post that asks, and what is known of those above it."""

    event: Post
    data: Json
    includes: Includes
    me: Bot
    tried: list[str] = field(default_factory=list)

    def next(self) -> str | None:
        """The id of the post to fetch next; None where nothing more is needed, or nothing more is there."""
        if says(self.event.text) >= ENOUGH:
            return None
        near = [target for kind, target in references(self.data) if kind != "retweeted"]
        near = [target for target in near if target in self.includes.posts]
        if not near or any(self._is_own(id_) for id_ in near):
            return None  # people talk about the bot's answer then, not about the thread
        return next((id_ for id_ in self._candidates(near) if id_ not in self.tried), None)

    def take(self, wanted: str, got: dict[str, Json], along: Includes) -> None:
        """Keep what was fetched; a post that is gone is not asked for again."""
        self.tried.append(wanted)
        if wanted not in got:
            return
        mine = self.includes
        self.includes = replace(
            mine,
            posts={**mine.posts, wanted: got[wanted]},
            users={**along.users, **mine.users},
            media={**along.media, **mine.media},
        )

    def whole(self) -> Post:
        """The post with everything that was fetched behind the ones above it."""
        more = posts_in(self.tried, self.includes, self.me)
        return replace(self.event, above=(*self.event.above, *more)) if more else self.event

    def _candidates(self, near: Sequence[str]) -> Iterator[str]:
        """Posts that are not known yet, the likeliest first, while those before them say too little.

        What a post above quotes; the post above that one, and what that one quotes; the thread's first post.
        """
        level = list(near)
        for _ in range(2):
            quoted = self._referred(level, "quoted", _ENOUGH_OVER_A_QUOTE)
            yield from self._unknown(quoted)
            if any(self._said(id_) >= ENOUGH for id_ in (*level, *quoted)):
                return
            level = self._referred(level, "replied_to", ENOUGH)
            yield from self._unknown(level)
        if any(self._said(id_) >= ENOUGH for id_ in level):
            return
        root = self.data.get("conversation_id")
        if root is not None and str(root) != str(self.data["id"]):
            yield from self._unknown([str(root)])

    def _referred(self, ids: Sequence[str], kind: str, enough: int) -> list[str]:
        """What those of these posts that say less than enough quote, or answer."""
        short = [id_ for id_ in ids if id_ in self.includes.posts and self._said(id_) < enough]
        pairs = [pair for id_ in short for pair in references(self.includes.posts[id_])]
        return [target for reference, target in pairs if reference == kind]

    def _said(self, id_: str) -> int:
        """How much a post says; nothing where it is not known."""
        known = posts_in([id_], self.includes, self.me, own=True)
        return says(known[0].text) if known else 0

    def _is_own(self, id_: str) -> bool:
        return str(self.includes.posts[id_].get("author_id")) == self.me.id

    def _unknown(self, ids: Sequence[str]) -> list[str]:
        return [id_ for id_ in ids if id_ not in self.includes.posts]
