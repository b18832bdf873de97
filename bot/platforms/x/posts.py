"""X API v2 posts, as JSON, to the bot's own words. Pure: no network, no clock.

Works on plain JSON because X renames fields (see `names`) and writes times with and without milliseconds;
both are read here. Whether the bot was *asked* is decided here: see `address_of`.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache
from itertools import chain
from typing import Final

from bot.events import Account, Address, Origin, Place, PlaceKind, Post
from bot.platforms.x.names import NAMES, Json, given
from bot.platforms.x.texts import Includes, files_of, text_and_links, written

NAME: Final = "x"

_SNOWFLAKE_EPOCH_MS: Final = 1_288_834_974_657
"""When X's ids begin (github.com/twitter-archive/snowflake); the time stands above 22 lower bits."""

_LEADING_HANDLES = re.compile(r"(?:[@＠][A-Za-z0-9_]{1,15}\s+)*(?:[@＠][A-Za-z0-9_]{1,15}\s*$)?")
_REPOST_MARK = re.compile(r"^RT @\w{1,15}: ")
_NO_LANGUAGE = frozenset({"und", "zxx", "art", "qam", "qct", "qht", "qme", "qst"})
"""X's marks for posts without a language: undetermined, links only, mentions only, media only …"""


@dataclass(frozen=True)
class Bot:
    """The bot's own account."""

    id: str
    username: str


def post_of(data: Json, includes: Includes, me: Bot) -> Post | None:
    """A post, with what it answers and quotes; None for the bot's own.

    A repost is its poster's own, with the first author as its origin; it asks nothing.

    Raises:
        KeyError, ValueError, TypeError: the JSON is not a post as X describes it.
    """
    if str(data["author_id"]) == me.id:
        return None
    if original_id := _referenced(data, "retweeted"):
        return _repost(data, includes.posts.get(original_id), includes, me)
    address = address_of(data, includes, me)
    post = _bare_post(data, includes, me)
    return replace(
        post,
        address=address,
        message_id=post.id if address is Address.SUMMONED else "",
        above=tuple(_above(data, includes, me)),
    )


def watched_post(data: Json, includes: Includes, me: Bot, *, quotes_told: bool) -> Post | None:
    """A post that was looked for: overheard, whatever it is; None where it is heard as a summons elsewhere.

    Mentions always are, by the poll at the latest. A post that quotes one of the bot's and names nobody is
    only where X tells of quotes.

    Args:
        data: the post.
        includes: what came along.
        me: the bot.
        quotes_told: whether X tells the bot of posts that quote its own.

    Raises:
        KeyError, ValueError, TypeError: the JSON is not a post as X describes it.
    """
    post = post_of(data, includes, me)
    if post is None or post.address is Address.OVERHEARD:
        return post
    if quotes_told or _named_at(data, me):
        return None
    return replace(post, address=Address.OVERHEARD, message_id="")


def posts_of(answer: Json, me: Bot) -> list[Post]:
    """The posts of one answer of X, whose `data` is one post or many, as `post_of` makes them."""
    data = answer["data"]
    includes = Includes.of(answer)
    made = (post_of(item, includes, me) for item in (data if isinstance(data, list) else [data]))
    return [post for post in made if post is not None]


def address_of(data: Json, includes: Includes, me: Bot) -> Address:
    """Whether the author of a post asked the bot: only then X allows a reply, and only then is one polite.

    A reply begins with the handles of those it answers, put there by X; `display_text_range` tells where the
    author's own words begin. Where the range is missing, a handle among the leading ones counts as the
    author's own only if X had no reason to put it there: the post above neither is the bot's nor mentions it.
    X's list of mentions decides who is named: other scripts follow a handle without a space. Who quotes a
    post of the bot's may be answered, too (X's rules on automation).
    """
    whole = written(data)
    handles = _named_at(data, me)
    if any(_is_own(includes.posts.get(id_), me) for kind, id_ in references(data) if kind == "quoted"):
        return Address.SUMMONED
    if not handles:
        return Address.OVERHEARD
    own_words = _own_words_from(data)
    if own_words is not None:
        return Address.SUMMONED if handles[-1] >= own_words else Address.OVERHEARD
    parent_id = _referenced(data, "replied_to")
    prefix = _LEADING_HANDLES.match(whole)
    if parent_id is None or prefix is None or handles[-1] >= prefix.end():
        return Address.SUMMONED
    parent = includes.posts.get(parent_id)
    named_by_x = parent is None or _is_own(parent, me) or bool(_named_at(parent, me))
    return Address.OVERHEARD if named_by_x else Address.SUMMONED


def posts_in(ids: Iterable[str], includes: Includes, me: Bot, *, own: bool = False) -> tuple[Post, ...]:
    """The included posts with these ids; the bot's own only where they are asked for."""
    found = (includes.posts.get(id_) for id_ in ids)
    return tuple(
        _bare_post(data, includes, me) for data in found if data and (own or str(data["author_id"]) != me.id)
    )


def moment_of(data: Json) -> datetime:
    """When something was written: its `created_at` with or without milliseconds, else the time in its id.

    Raises:
        ValueError: there is neither.
    """
    given = data.get("created_at")
    if given:
        moment = datetime.fromisoformat(str(given))
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return datetime.fromtimestamp(((int(data["id"]) >> 22) + _SNOWFLAKE_EPOCH_MS) / 1000, UTC)


def last_id_before(moment: datetime) -> str:
    """The largest id of anything written before this moment: a `since_id` where nothing was read yet."""
    return str((max(int(moment.timestamp() * 1000) - _SNOWFLAKE_EPOCH_MS, 1) << 22) - 1)


def account_of(user_id: str, includes: Includes) -> Account:
    """Somebody, with the handle where it is known."""
    return Account(NAME, user_id, str((includes.users.get(user_id) or {}).get("username") or ""))


def references(data: Json) -> list[tuple[str, str]]:
    """What a post refers to: (`replied_to`, `quoted` or `retweeted`, id), under whatever name X gives it."""
    found = [(_kind_of(reference), str(reference["id"])) for reference in given(data, "references") or ()]
    kinds = {kind for kind, _ in found}
    for what, kind in (("answered", "replied_to"), ("quoted", "quoted")):
        alone = given(data, what)
        if alone is not None and kind not in kinds:
            found.append((kind, str(alone)))
    return found


def whole_of(data: Json, includes: Includes) -> Json:
    """A post with what another copy of it, which came along, tells more (X's Activity API sends both)."""
    return {**includes.posts.get(str(data.get("id")), {}), **data}


def quoting_the_bot(data: Json, includes: Includes, me: Bot) -> Includes:
    """What comes along with a post of which X says that it quotes one of the bot's, which is not sent."""
    quoted = _referenced(data, "quoted")
    if quoted is None or quoted in includes.posts:
        return includes
    return replace(includes, posts={**includes.posts, quoted: {"id": quoted, "author_id": me.id}})


def _bare_post(data: Json, includes: Includes, me: Bot) -> Post:
    """A post by itself; heard by nobody's wish."""
    id_, author_id = str(data["id"]), str(data["author_id"])
    quoted = [target for kind, target in references(data) if kind == "quoted"]
    text, links = text_and_links(_without_prefix(data), includes, hidden=quoted)
    language = str(data.get("lang") or "")
    history = [str(version) for version in given(data, "history") or (id_,)]
    return Post(
        event_id=f"post:{history[0]}",
        id=id_,
        author=account_of(author_id, includes),
        place=Place(NAME, str(data.get("conversation_id") or id_), PlaceKind.TIMELINE),
        text=_without_handle(text, me),
        written_at=moment_of(data),
        address=Address.OVERHEARD,
        links=links,
        language=None if not language or language in _NO_LANGUAGE else language,
        edited=len(history) > 1,
        reach=_reach(data, includes.users.get(author_id) or {}),
        answers=_referenced(data, "replied_to"),
        quotes=quoted[0] if quoted else None,
        first_id=history[0] if history[0] != id_ else "",
        files=files_of(data, includes),
    )


def _repost(data: Json, original: Json | None, includes: Includes, me: Bot) -> Post:
    """X cuts a repost's own text short: the words are the original's, where it came along."""
    post = _bare_post(data, includes, me)
    if original is None:
        return replace(post, text=_REPOST_MARK.sub("", post.text))
    said = _bare_post(original, includes, me)
    origin = Origin("user", said.author.id, said.author.name, said.id, said.written_at)
    return replace(post, text=said.text, links=said.links, language=said.language, origin=origin)


def _above(data: Json, includes: Includes, me: Bot) -> list[Post]:
    """What a post answers and quotes, then the thread's first post, each once, as far as they came along."""
    by_kind = dict(reversed(references(data)))
    wanted = (by_kind.get("replied_to"), by_kind.get("quoted"), data.get("conversation_id"))
    ids = dict.fromkeys(str(id_) for id_ in wanted if id_ and str(id_) != str(data["id"]))
    return list(posts_in(ids, includes, me))


def _referenced(data: Json, kind: str) -> str | None:
    return next((target for reference, target in references(data) if reference == kind), None)


def _kind_of(reference: Json) -> str:
    kind = str(reference.get("type") or "")
    return "retweeted" if kind in NAMES["retweeted"] else kind


def _is_own(data: Json | None, me: Bot) -> bool:
    return data is not None and str(data.get("author_id")) == me.id


def _named_at(data: Json, me: Bot) -> list[int]:
    """Where the bot's handle stands in a post's text, in code points.

    X's own list of mentions is the truth, where it came; only without it the text is searched.
    """
    long = given(data, "note") or {}
    by_x = (long.get("entities"), data.get("entities"))
    listed = [source["mentions"] for source in by_x if source and source.get("mentions") is not None]
    found = [
        int(mention.get("start") or 0)
        for mention in chain.from_iterable(listed)
        if (me.id and str(mention.get("id") or "") == me.id)
        or (me.username and str(mention.get("username") or "").lower() == me.username.lower())
    ]
    if not listed or (long.get("text") and not long.get("entities")):
        found += [match.start() for match in _handle(me).finditer(written(data))]
    return sorted(found)


def _own_words_from(data: Json) -> int | None:
    """Where the author's own words begin, in code points; None where X does not say."""
    shown = data.get("display_text_range")
    return int(shown[0]) if shown else None


def _without_prefix(data: Json) -> Json:
    """A reply without the handles that X put in front."""
    if _referenced(data, "replied_to") is None:
        return data
    text = written(data)
    start = _own_words_from(data)
    if start is None:
        prefix = _LEADING_HANDLES.match(text)
        start = prefix.end() if prefix else 0
    long = given(data, "note")
    if long and long.get("text"):
        return {**data, NAMES["note"][0]: {**long, "text": text[start:]}}
    return {**data, "text": text[start:]}


@cache
def _handle(me: Bot) -> re.Pattern[str]:
    """Finds the bot's handle; nothing where the bot has none (posts read from files).

    Handles are ASCII, so that letters of any other script end one (twitter-text, `validMentionOrList`).
    """
    return re.compile(
        rf"(?<![A-Za-z0-9_@＠/.])[@＠]{re.escape(me.username)}(?![A-Za-z0-9_])" if me.username else r"(?!)",
        re.IGNORECASE,
    )


def _without_handle(text: str, me: Bot) -> str:
    bare = re.sub(rf"{_handle(me).pattern}[,:、，：،؛]?", " ", text, flags=re.IGNORECASE)
    return re.sub(r"[ \t]{2,}", " ", bare).strip()


def _reach(data: Json, author: Json) -> int | None:
    """How many saw the post; where X does not tell, how many follow its author."""
    seen = (data.get("public_metrics") or {}).get("impression_count")
    followers = (author.get("public_metrics") or {}).get("followers_count")
    return int(seen) if seen else (int(followers) if followers is not None else None)
