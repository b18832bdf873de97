"""The little world behind the fake: people, posts and direct messages, and who may see what."""

from bisect import insort
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Literal

from .clock import Clock
from .entities import Entities, Link, read_entities, read_handles

_SNOWFLAKE_EPOCH_MS = 1_288_834_974_657

Reference = Literal["replied_to", "quoted", "retweeted"]
Sight = Literal["visible", "missing", "hidden"]


@dataclass(frozen=True)
class User:
    """An account."""

    id: str
    username: str
    name: str
    created_at: datetime
    description: str = ""
    protected: bool = False
    blocks_bot: bool = False


@dataclass(frozen=True)
class Media:
    """A photo attached to a post."""

    key: str
    alt_text: str | None
    url: str


@dataclass(frozen=True)
class Post:
    """A post as X keeps it. ``written`` is what its author typed, ``text`` what the API shows (t.co
    links, handles)."""

    id: str
    author_id: str
    written: str
    text: str
    entities: Entities
    created_at: datetime
    lang: str
    conversation_id: str
    references: tuple[tuple[Reference, str], ...] = ()
    in_reply_to_user_id: str | None = None
    media: tuple[Media, ...] = ()
    explicit_mentions: frozenset[str] = frozenset()
    implicit_mentions: frozenset[str] = frozenset()
    former_ids: tuple[str, ...] = ()
    """Ids of its earlier versions; an edit makes a new post."""

    visible_from: int = 0
    """Where the author's own words begin in ``text``, behind handles that X put there."""

    @property
    def mentions(self) -> frozenset[str]:
        """Ids of all who are mentioned, by the author or by X."""
        return self.explicit_mentions | self.implicit_mentions

    def referenced(self, kind: Reference) -> str | None:
        """The id of the post that this one replies to, quotes or repeats."""
        return next((id_ for reference, id_ in self.references if reference == kind), None)


@dataclass(frozen=True)
class DirectMessage:
    """One message between the bot and somebody."""

    id: str
    sender_id: str
    recipient_id: str
    text: str
    created_at: datetime
    entities: Entities

    @property
    def conversation_id(self) -> str:
        """Both people's ids, the smaller first."""
        return "-".join(sorted((self.sender_id, self.recipient_id), key=int))


@dataclass
class World:
    """Everything that exists, with the bot's account as one user among the others."""

    clock: Clock
    users: dict[str, User] = field(default_factory=dict)
    posts: dict[str, Post] = field(default_factory=dict)
    deleted: set[str] = field(default_factory=set)
    dms: list[DirectMessage] = field(default_factory=list)
    _last_id: int = 0
    cards: dict[str, str] = field(default_factory=dict)
    """Titles of pages, by their address: links to them are shown with a card."""

    articles: dict[str, dict[str, str]] = field(default_factory=dict)
    """Posts that are articles, by id: `title`, `plain_text`, `preview_text`."""

    _handles: dict[str, str] = field(default_factory=dict)
    _mentioning: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    _written_by: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))

    def new_id(self) -> str:
        """A snowflake: time in its upper bits, and larger than every id before it."""
        snowflake = (int(self.clock.timestamp() * 1000) - _SNOWFLAKE_EPOCH_MS) << 22
        self._last_id = max(self._last_id + 1, snowflake)
        return str(self._last_id)

    def add_user(self, id_: str, username: str, **more: Any) -> User:
        """Add an account, or replace the one with this id."""
        more.setdefault("name", username.capitalize())
        user = User(id=id_, username=username, created_at=self.clock.now(), **more)
        self.users[id_] = user
        self._handles[username.lower()] = id_
        return user

    def change_user(self, id_: str, **changes: Any) -> User:
        """Change an account's fields, such as ``protected`` or ``blocks_bot``."""
        self.users[id_] = replace(self.users[id_], **changes)
        return self.users[id_]

    def by_username(self, username: str) -> User | None:
        """The account with this handle, in any case."""
        return self.users.get(self._handles.get(username.lower(), ""))

    def add_post(
        self,
        author_id: str,
        written: str,
        *,
        reply_to: str | None = None,
        quotes: str | None = None,
        retweets: str | None = None,
        alt_texts: Sequence[str | None] = (),
        lang: str = "en",
        id_: str | None = None,
        auto_mention: bool = True,
        edits: str | None = None,
    ) -> Post:
        """Add a post, with its entities, its thread and, as X does it, the handle of whom it
        replies to in front."""
        post_id = id_ or self.new_id()
        self._last_id = max(self._last_id, int(post_id))
        parent = self.posts[reply_to] if reply_to else None
        author = self.users[author_id]
        explicit = self._named_in(written)
        implicit: frozenset[str] = frozenset()
        prefix = ""
        if parent and auto_mention and parent.author_id not in explicit | {author_id}:
            implicit = frozenset({parent.author_id})
            prefix = f"@{self.users[parent.author_id].username} "
        media = tuple(
            Media(f"3_{self.new_id()}", alt, f"https://pbs.twimg.com/media/{post_id}-{number}.jpg")
            for number, alt in enumerate(alt_texts, 1)
        )
        links = [
            *([Link(self.address(self.posts[quotes]))] if quotes else []),
            *(Link(f"{self.address_of(author, post_id)}/photo/1", item.key) for item in media),
        ]
        text, entities = read_entities(prefix + written, links, self.by_username)
        references: list[tuple[Reference, str]] = []
        for kind, target in (("replied_to", reply_to), ("quoted", quotes), ("retweeted", retweets)):
            if target:
                references.append((kind, target))  # type: ignore[arg-type]
        post = Post(
            id=post_id,
            author_id=author_id,
            written=written,
            text=text,
            entities=entities,
            created_at=self.clock.now(),
            lang=lang,
            conversation_id=parent.conversation_id if parent else post_id,
            references=tuple(references),
            in_reply_to_user_id=parent.author_id if parent else None,
            media=media,
            explicit_mentions=explicit,
            implicit_mentions=implicit,
            former_ids=(*self.posts[edits].former_ids, edits) if edits else (),
            visible_from=len(prefix),
        )
        self.posts[post_id] = post
        insort(self._written_by[author_id], int(post_id))
        for mentioned in post.mentions:
            insort(self._mentioning[mentioned], int(post_id))
        return post

    def add_dm(
        self, sender_id: str, recipient_id: str, text: str, *, id_: str | None = None
    ) -> DirectMessage:
        """Add a direct message."""
        shown, entities = read_entities(text, (), self.by_username)
        message = DirectMessage(
            id_ or self.new_id(), sender_id, recipient_id, shown, self.clock.now(), entities
        )
        self.dms.append(message)
        return message

    def sight(self, post_id: str, viewer_id: str | None) -> Sight:
        """Whether somebody may see a post: gone, hidden by its protected author, or there."""
        if post_id not in self.posts or post_id in self.deleted:
            return "missing"
        author = self.users[self.posts[post_id].author_id]
        return "hidden" if author.protected and author.id != viewer_id else "visible"

    def mentioning(self, user_id: str) -> Iterator[Post]:
        """The posts that mention somebody, newest first, without the deleted ones."""
        return self._newest(self._mentioning[user_id])

    def written_by(self, user_id: str) -> Iterator[Post]:
        """Somebody's posts, newest first, without the deleted ones."""
        return self._newest(self._written_by[user_id])

    def address(self, post: Post) -> str:
        """The post's address on x.com."""
        return self.address_of(self.users[post.author_id], post.id)

    @staticmethod
    def address_of(author: User, post_id: str) -> str:
        """The address on x.com of a post by ``author``."""
        return f"https://x.com/{author.username}/status/{post_id}"

    def _newest(self, ids: list[int]) -> Iterator[Post]:
        return (self.posts[str(id_)] for id_ in reversed(ids) if str(id_) not in self.deleted)

    def _named_in(self, text: str) -> frozenset[str]:
        named = (self.by_username(handle) for _, _, handle in read_handles(text))
        return frozenset(user.id for user in named if user)
