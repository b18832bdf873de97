"""The reading endpoints: people, posts by id, mentions, timelines, recent search and its counts."""

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any, Final

from aiohttp import web

from .desk import Desk
from .gateway import Call, Endpoint
from .limits import Limit
from .model import Post
from .problems import ApiProblem, hidden, invalid_request, missing
from .query import QueryError, compile_query
from .render import Selection

SELECTING: Final = frozenset(
    ["expansions", "tweet.fields", "user.fields", "media.fields", "poll.fields", "place.fields"]
)
WINDOW: Final = frozenset(["since_id", "until_id", "start_time", "end_time", "max_results"])
USER_SELECTING: Final = frozenset({"expansions", "tweet.fields", "user.fields"})
READ: Final = frozenset({"tweet.read", "users.read"})
MAX_QUERY: Final = 512
_DIGITS: Final = "0123456789abcdefghijklmnopqrstuvwxyz"


class Reading:
    """Answers what only reads."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def endpoints(self) -> Iterator[Endpoint]:
        """The calls and their limits (calls in 15 minutes, X's rate limit table; mentions as
        PLATFORMS has them)."""

        def get(path: str, handler: Callable[[Call], Any], params: frozenset[str], calls: int) -> Endpoint:
            return Endpoint("GET", path, handler, scopes=READ, params=params, limit=Limit(calls))

        yield get("/2/users/me", self.me, USER_SELECTING, 75)
        yield get("/2/users/by/username/{username}", self.by_username, USER_SELECTING, 900)
        yield get("/2/users/{id}", self.by_id, USER_SELECTING, 900)
        yield get("/2/users/{id}/mentions", self.mentions, SELECTING | WINDOW | {"pagination_token"}, 300)
        timeline = SELECTING | WINDOW | {"pagination_token", "exclude"}
        yield get("/2/users/{id}/tweets", self.timeline, timeline, 900)
        yield get("/2/tweets", self.lookup, SELECTING | {"ids"}, 5000)
        yield get("/2/tweets/{id}", self.lookup_one, SELECTING, 900)
        searching = WINDOW | {"query", "pagination_token", "next_token", "sort_order"}
        yield get("/2/tweets/search/recent", self.search, SELECTING | searching, 300)
        counting = frozenset(
            ["query", "granularity", "start_time", "end_time", "since_id", "until_id", "search_count.fields"]
        )
        yield get("/2/tweets/counts/recent", self.counts, counting, 300)

    async def me(self, call: Call) -> web.Response:
        """The account in whose name the call is made."""
        if call.caller.user_id is None:
            raise ApiProblem(
                403,
                "Authenticating with OAuth 2.0 Application-Only is forbidden for this endpoint.",
                title="Unsupported Authentication",
                kind="unsupported-authentication",
            )
        return self._user(call, call.caller.user_id, "id")

    async def by_id(self, call: Call) -> web.Response:
        """An account by its id."""
        return self._user(call, call.arg("id"), "id")

    async def by_username(self, call: Call) -> web.Response:
        """An account by its handle."""
        user = self._desk.world.by_username(call.arg("username"))
        return self._user(call, user.id if user else call.arg("username"), "username")

    def _user(self, call: Call, user_id: str, parameter: str) -> web.Response:
        selection = Selection.read(call.query, frozenset({"pinned_tweet_id"}))
        user = self._desk.world.users.get(user_id)
        if user is None:
            return call.answer({"errors": [missing("user", user_id, parameter)]})
        self._desk.bill.charge("user_read", user_id)
        return call.answer({"data": self._desk.render.user(user, selection)})

    async def mentions(self, call: Call) -> web.Response:
        """The newest posts that mention an account, 800 at most."""
        user_id = self._known(call)
        posts = islice(
            self._visible(self._desk.world.mentioning(user_id), call), self._desk.rules.mentions_reach
        )
        item = "own_mention_read" if self._desk.owned(call, user_id) else "post_read"
        return self._page(call, posts, low=5, item=item)

    async def timeline(self, call: Call) -> web.Response:
        """An account's own posts."""
        user_id = self._known(call)
        posts = islice(self._visible(self._desk.world.written_by(user_id), call), 3200)
        left_out = set(call.query.get("exclude", "").split(",")) - {""}
        if unknown := left_out - {"replies", "retweets"}:
            raise invalid_request("`exclude` knows replies and retweets", exclude=unknown)
        kinds = {"replies": "replied_to", "retweets": "retweeted"}
        shut = {kinds[name] for name in left_out}
        kept = (post for post in posts if not any(kind in shut for kind, _ in post.references))
        item = "own_post_read" if self._desk.owned(call, user_id) else "post_read"
        return self._page(call, kept, low=5, item=item)

    async def lookup(self, call: Call) -> web.Response:
        """Up to 100 posts by their ids; what is gone or hidden comes back in ``errors``."""
        ids = call.query.get("ids", "").split(",")
        if not all(id_.isdecimal() and len(id_) <= 19 for id_ in ids) or not 1 <= len(ids) <= 100:
            raise invalid_request(
                "The `ids` query parameter holds 1 to 100 numbers", ids=call.query.get("ids", "")
            )
        body = self._look_up(call, list(dict.fromkeys(ids)), "ids")
        return call.answer(body)

    async def lookup_one(self, call: Call) -> web.Response:
        """One post by its id."""
        if not call.arg("id").isdecimal():
            raise invalid_request("The `id` is not a number", id=call.arg("id"))
        body = self._look_up(call, [call.arg("id")], "id")
        if "data" in body:
            body["data"] = body["data"][0]
        return call.answer(body)

    def _look_up(self, call: Call, ids: list[str], parameter: str) -> dict[str, Any]:
        desk, selection = self._desk, Selection.read(call.query)
        sights = {id_: desk.world.sight(id_, call.caller.user_id) for id_ in ids}
        posts = [desk.world.posts[id_] for id_, sight in sights.items() if sight == "visible"]
        page = desk.render.posts(posts, selection, call.caller.user_id)
        errors = [
            (missing if sight == "missing" else hidden)("tweet", id_, parameter)
            for id_, sight in sights.items()
            if sight != "visible"
        ]
        if errors:
            page.body["errors"] = errors + page.body.get("errors", [])
        desk.charge_posts("post_read", posts, page)
        return page.body

    async def search(self, call: Call) -> web.Response:
        """Posts of the last seven days that match a query."""
        return self._page(call, self._matching(call), low=10, item="post_read")

    async def counts(self, call: Call) -> web.Response:
        """How many posts of the last seven days match a query, by the hour."""
        hours: dict[datetime, int] = {}
        for post in self._matching(call):
            hour = post.created_at.replace(minute=0, second=0, microsecond=0)
            hours[hour] = hours.get(hour, 0) + 1
        moment = self._desk.render.moment
        rows = [
            {"start": moment(hour), "end": moment(hour + timedelta(hours=1)), "tweet_count": count}
            for hour, count in sorted(hours.items())
        ]
        self._desk.bill.charge("counts", self._desk.world.new_id())
        body: dict[str, Any] = {"data": rows} if rows else {}
        return call.answer({**body, "meta": {"total_tweet_count": sum(hours.values())}})

    def _matching(self, call: Call) -> Iterator[Post]:
        world, text = self._desk.world, call.query.get("query", "")
        if not 1 <= len(text) <= MAX_QUERY:
            raise invalid_request(f"The `query` must have 1 to {MAX_QUERY} characters", query=text)
        try:
            test = compile_query(text, world)
        except QueryError as error:
            raise invalid_request(str(error), query=text) from error
        oldest = self._desk.clock.now() - timedelta(days=7)
        newest_first = (world.posts[id_] for id_ in sorted(world.posts, key=int, reverse=True))
        recent = (post for post in newest_first if post.created_at >= oldest and post.id not in world.deleted)
        return (post for post in self._visible(recent, call) if test(post))

    def _known(self, call: Call) -> str:
        user_id = call.arg("id")
        if user_id not in self._desk.world.users:
            raise invalid_request("There is no such user", id=user_id)
        return user_id

    def _visible(self, posts: Iterable[Post], call: Call) -> Iterator[Post]:
        viewer = call.caller.user_id
        return (post for post in posts if self._desk.world.sight(post.id, viewer) == "visible")

    def _page(self, call: Call, newest_first: Iterable[Post], *, low: int, item: Any) -> web.Response:
        size = call.number("max_results", low, 100, 10)
        selection = Selection.read(call.query)
        after, before = call.number("since_id", 0, 2**63, 0), call.number("until_id", 0, 2**63, 2**63)
        token = call.query.get("pagination_token") or call.query.get("next_token")
        if token:
            before = min(before, _read_token(token))
        since, until = _moment(call, "start_time"), _moment(call, "end_time")
        found = [
            post
            for post in newest_first
            if after < int(post.id) < before
            and (since is None or post.created_at >= since)
            and (until is None or post.created_at < until)
        ]
        shown = found[:size]
        page = self._desk.render.posts(shown, selection, call.caller.user_id)
        meta: dict[str, Any] = {"result_count": len(shown)}
        if shown:
            meta |= {"newest_id": shown[0].id, "oldest_id": shown[-1].id}
        if len(found) > size:
            meta["next_token"] = _write_token(int(shown[-1].id))
        self._desk.charge_posts(item, shown, page)
        return call.answer({**page.body, "meta": meta})


def _moment(call: Call, name: str) -> datetime | None:
    given = call.query.get(name)
    if given is None:
        return None
    try:
        return datetime.fromisoformat(given).astimezone(UTC)
    except ValueError as error:
        raise invalid_request(f"`{name}` is not a time", **{name: given}) from error


def _write_token(number: int) -> str:
    digits = ""
    while number:
        number, rest = divmod(number, 36)
        digits = _DIGITS[rest] + digits
    return digits


def _read_token(token: str) -> int:
    try:
        return int(token, 36)
    except ValueError as error:
        raise invalid_request("The pagination token is not valid", pagination_token=token) from error
