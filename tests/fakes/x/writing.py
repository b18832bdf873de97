"""The writing endpoints, and the rules that X holds against anyone who writes: the heart of this fake."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from aiohttp import web

from .desk import Desk
from .entities import count_cashtags
from .gateway import A_USER, Call, Endpoint
from .limits import Limit
from .model import Post
from .problems import ApiProblem, invalid_request, not_enrolled
from .weights import MAX_WEIGHT, find_links, weighted_length

WRITE: Final = frozenset({"tweet.read", "tweet.write", "users.read"})
_KNOWN: Final = frozenset(
    [
        "text",
        "reply",
        "quote_tweet_id",
        "reply_settings",
        "made_with_ai",
        "for_super_followers_only",
        "nullcast",
        "share_with_followers",
    ]
)
_UNAVAILABLE: Final = {"likes": "like", "following": "follow", "retweets": "repost"}


@dataclass(frozen=True)
class Reply:
    """A post by the bot, as the bot wrote it; ``in_reply_to`` None for one that answers nobody."""

    id: str
    text: str
    in_reply_to: str | None
    at: datetime


class Writing:
    """Creates and deletes the bot's posts; refuses what self-serve apps may not do."""

    def __init__(self, desk: Desk, announce: Callable[[Post], None]) -> None:
        self._desk = desk
        self._announce = announce
        self.created: list[Reply] = []

    def endpoints(self) -> Iterator[Endpoint]:
        """The calls and their limits."""
        yield Endpoint("POST", "/2/tweets", self.create, A_USER, WRITE, limit=Limit(100))
        yield Endpoint("DELETE", "/2/tweets/{id}", self.delete, A_USER, WRITE, limit=Limit(50))
        for name in _UNAVAILABLE:
            yield Endpoint("POST", f"/2/users/{{id}}/{name}", self.unavailable, A_USER, limit=Limit(50))

    async def create(self, call: Call) -> web.Response:
        """``POST /2/tweets``: 201, or the rule that forbids it."""
        text, target = self._read(call.body)
        self._check(text, target)
        post = self._desk.world.add_post(self._desk.bot_id, text, reply_to=target)
        self.created.append(Reply(post.id, text, target, post.created_at))
        link = "_with_url" if find_links(text) else ""
        self._desk.bill.charge(f"summoned_reply{link}" if target else f"post_create{link}", post.id)  # type: ignore[arg-type]
        self._announce(post)
        data = {"id": post.id, "text": post.text, "edit_history_tweet_ids": [post.id]}
        return call.answer({"data": data}, 201)

    async def delete(self, call: Call) -> web.Response:
        """``DELETE /2/tweets/:id``, for the bot's own posts."""
        world, id_ = self._desk.world, call.arg("id")
        if id_ not in world.posts or id_ in world.deleted:
            raise ApiProblem(404, "Could not find this post.", title="Not Found Error")
        if world.posts[id_].author_id != self._desk.bot_id:
            raise ApiProblem(403, "You are not authorized to delete this post.")
        world.deleted.add(id_)
        self._desk.bill.charge("post_delete", id_)
        return call.answer({"data": {"deleted": True}})

    async def unavailable(self, call: Call) -> web.Response:
        """Likes, follows and reposts do not exist for self-serve apps."""
        kind = call.request.path.rsplit("/", 1)[1]
        target = call.body.get("tweet_id") or call.body.get("target_user_id")
        self._desk.refuse(_UNAVAILABLE[kind], "", target)  # type: ignore[arg-type]
        raise not_enrolled(f"This app's plan does not include POST /2/users/:id/{kind}.")

    def _read(self, body: dict[str, Any]) -> tuple[str, str | None]:
        for name in body:
            if name not in _KNOWN:
                raise invalid_request(f"[{name}] is not one of the members of a post that this server takes")
        text = body.get("text")
        if not isinstance(text, str) or not text.strip():
            raise invalid_request("A post needs `text`", text=text)
        reply = body.get("reply")
        if reply is None:
            return self._refuse_quote(body, text), None
        target = reply.get("in_reply_to_tweet_id") if isinstance(reply, dict) else None
        if not isinstance(target, str) or not target.isdecimal():
            raise invalid_request("`reply.in_reply_to_tweet_id` is not the id of a post", reply=reply)
        return self._refuse_quote(body, text), target

    def _refuse_quote(self, body: dict[str, Any], text: str) -> str:
        if quoted := body.get("quote_tweet_id"):
            self._desk.refuse("quote_post", "", str(quoted), text)
            raise not_enrolled("This app's plan does not include quote posts.")
        return text

    def _check(self, text: str, target: str | None) -> None:
        desk = self._desk
        if weighted_length(text) > MAX_WEIGHT:
            desk.refuse("too_long", "", target, text)
            raise invalid_request(
                f"Your post is too long: {weighted_length(text)} of {MAX_WEIGHT}", text=text[:50]
            )
        if count_cashtags(text) > 1:
            raise desk.refuse("too_many_cashtags", "A post may hold one cashtag at most.", target, text)
        if target:
            self._check_reply(text, target)
        since = desk.clock.now() - timedelta(seconds=desk.rules.duplicate_window_seconds)
        same = " ".join(text.split())
        for earlier in reversed(self.created):
            if earlier.at < since:
                break
            if " ".join(earlier.text.split()) == same and earlier.id not in desk.world.deleted:
                detail = "You are not allowed to create a Tweet with duplicate content."
                raise desk.refuse("duplicate_content", detail, target, text)

    def _check_reply(self, text: str, target: str) -> None:
        desk, world = self._desk, self._desk.world
        sight = world.sight(target, desk.bot_id)
        if sight != "visible":
            detail = "You attempted to reply to a Tweet that is deleted or not visible to you."
            raise desk.refuse(
                "reply_to_missing" if sight == "missing" else "reply_to_hidden", detail, target, text
            )
        post = world.posts[target]
        if world.users[post.author_id].blocks_bot:
            raise desk.refuse("blocked", "You have been blocked from replying to this account.", target, text)
        if not self._summons(post):
            detail = (
                "Reply to this conversation is not allowed because you have not been mentioned or otherwise "
                "engaged by the author of the post you are replying to."
            )
            raise desk.refuse("unsummoned_reply", detail, target, text)
        if any(reply.in_reply_to == target for reply in self.created):
            detail = "You have already replied to this interaction; at most one reply is allowed."
            raise desk.refuse("second_reply", detail, target, text)

    def _summons(self, post: Post) -> bool:
        world, bot = self._desk.world, self._desk.bot_id
        named = post.mentions if self._desk.rules.implicit_mentions_summon else post.explicit_mentions
        quoted = post.referenced("quoted")
        return bot in named or (quoted is not None and world.posts[quoted].author_id == bot)
