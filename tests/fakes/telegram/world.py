"""The state behind the fake: people, chats, messages, files, queries. It outlives the bot under test.

Nothing here knows of HTTP. Users act on it through `acts*.py`, the bot through `api_*.py`.
"""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from tests.fakes.telegram.clock import Clock
from tests.fakes.telegram.errors import ApiError, bad_request, forbidden
from tests.fakes.telegram.faults import FaultPlan
from tests.fakes.telegram.limits import Limits, RateBook
from tests.fakes.telegram.updates import UpdateQueue
from tests.fakes.telegram.webhook import Webhook

Json = dict[str, Any]

TELEGRAM_SERVICE = 777000
"""The account in whose name channel posts arrive in the discussion group."""

GROUP_ANONYMOUS_BOT = 1087968824
"""The account in whose name anonymous admins write."""


@dataclass(frozen=True)
class BotProfile:
    """The bot's own account; the flags are those of getMe."""

    id: int = 7_000_000_001
    first_name: str = "Claimspread"
    username: str = "claimspread_bot"
    can_join_groups: bool = True
    can_read_all_group_messages: bool = False
    supports_inline_queries: bool = True
    supports_guest_queries: bool = True
    inline_feedback: bool = True

    def user(self) -> Json:
        """The `User` as it stands in messages."""
        return {"id": self.id, "is_bot": True, "first_name": self.first_name, "username": self.username}

    def me(self) -> Json:
        """The `User` that getMe returns."""
        return self.user() | {
            "can_join_groups": self.can_join_groups,
            "can_read_all_group_messages": self.can_read_all_group_messages,
            "supports_inline_queries": self.supports_inline_queries,
            "supports_guest_queries": self.supports_guest_queries,
            "can_connect_to_business": False,
            "has_main_web_app": False,
        }


@dataclass
class Person:
    """An account that is no bot of ours. `started`: has written to the bot, which may answer from then on."""

    id: int
    first_name: str
    last_name: str | None = None
    username: str | None = None
    language_code: str | None = None
    is_bot: bool = False
    hides_forwards: bool = False
    started: bool = False
    blocked: bool = False
    deactivated: bool = False

    def user(self) -> Json:
        """The `User` as it stands in messages."""
        user: Json = {"id": self.id, "is_bot": self.is_bot, "first_name": self.first_name}
        for name in ("last_name", "username", "language_code"):
            if getattr(self, name) is not None:
                user[name] = getattr(self, name)
        return user


@dataclass
class Topic:
    """A forum topic; its id is that of the service message that opened it."""

    id: int
    name: str
    icon_color: int = 7322096
    closed: bool = False


@dataclass
class Chat:
    """A chat with its messages.

    `statuses` holds creator, administrator, member, left or kicked by user id, the bot's own among them.
    """

    id: int
    type: str
    title: str = ""
    username: str | None = None
    is_forum: bool = False
    statuses: dict[int, str] = field(default_factory=dict)
    messages: dict[int, Json] = field(default_factory=dict)
    topics: dict[int, Topic] = field(default_factory=dict)
    linked_chat_id: int | None = None
    migrated_to: int | None = None
    deleted: bool = False
    bot_may_post: bool = True
    bot_may_delete: bool = True
    pinned: int | None = None
    reactions: dict[int, dict[int, list[Json]]] = field(default_factory=dict)
    last_id: int = 0
    shown: Json = field(default_factory=dict)

    @property
    def is_group(self) -> bool:
        """Whether this is a group of either kind."""
        return self.type in ("group", "supergroup")

    @property
    def kind(self) -> str:
        """How refusals name the chat."""
        return "private chat" if self.type == "private" else f"{self.type} chat"

    def chat(self) -> Json:
        """The `Chat` as it stands in messages."""
        if self.type == "private":
            return {"id": self.id, "type": self.type} | self.shown
        chat: Json = {"id": self.id, "type": self.type, "title": self.title}
        if self.username:
            chat["username"] = self.username
        if self.is_forum:
            chat["is_forum"] = True
        return chat


@dataclass
class Query:
    """Something that waits for the bot's answer: a callback, inline or guest query."""

    kind: str
    asked: float
    user_id: int
    chat_id: int | None = None
    message_id: int | None = None
    text: str = ""
    answered: bool = False
    answer: Json | None = None


@dataclass(frozen=True)
class StoredFile:
    """Bytes that getFile leads to."""

    file_id: str
    path: str
    data: bytes


@dataclass
class World:
    """Everything there is."""

    bot: BotProfile
    clock: Clock
    limits: Limits
    query_seconds: float = 60.0
    persons: dict[int, Person] = field(default_factory=dict)
    chats: dict[int, Chat] = field(default_factory=dict)
    files: dict[str, StoredFile] = field(default_factory=dict)
    queries: dict[str, Query] = field(default_factory=dict)
    inline_messages: dict[str, tuple[int, int]] = field(default_factory=dict)
    commands: dict[tuple[str, str], list[Json]] = field(default_factory=dict)
    texts: dict[tuple[str, str], str] = field(default_factory=dict)
    faults: FaultPlan = field(default_factory=FaultPlan)
    webhook: Webhook | None = None
    rates: RateBook = field(init=False)
    updates: UpdateQueue = field(init=False)
    _numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))
    _private_ids: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def __post_init__(self) -> None:
        self.rates = RateBook(self.limits)
        self.updates = UpdateQueue(self.clock)

    def new_id(self, prefix: str = "") -> str:
        """An identifier never given before (files, queries, albums, polls)."""
        return f"{prefix}{1_000_000 + next(self._numbers)}"

    @property
    def now(self) -> int:
        """The clock in whole seconds, as messages are dated."""
        return int(self.clock())

    def find_chat(self, chat_id: int | str) -> Chat:
        """The chat by id or @username.

        Raises:
            ApiError: 400 where there is none.
        """
        for chat in self.chats.values():
            if chat.id == chat_id or (chat.username and f"@{chat.username}" == chat_id):
                return chat
        raise bad_request("chat not found")

    def open_chat(self, chat_id: int | str) -> Chat:
        """The chat, provided that the bot has access to it.

        Raises:
            ApiError: 400 unknown or migrated (with `migrate_to_chat_id`), 403 blocked, kicked, left, never
            met.
        """
        chat = self.find_chat(chat_id)
        if refusal := self._refusal(chat):
            raise refusal
        return chat

    def _refusal(self, chat: Chat) -> ApiError | None:
        if chat.migrated_to is not None:
            return bad_request(
                "group chat was upgraded to a supergroup chat", migrate_to_chat_id=chat.migrated_to
            )
        if chat.deleted:
            return forbidden("the group chat was deleted")
        if chat.type == "private":
            person = self.persons[chat.id]
            reasons = {
                "user is deactivated": person.deactivated,
                "bot was blocked by the user": person.blocked,
                "bot can't initiate conversation with a user": not person.started,
            }
            return next((forbidden(reason) for reason, holds in reasons.items() if holds), None)
        status = self.bot_status(chat)
        if status == "kicked":
            return forbidden(f"bot was kicked from the {chat.kind}")
        return forbidden(f"bot is not a member of the {chat.kind}") if status == "left" else None

    def bot_status(self, chat: Chat) -> str:
        """The bot's status in a group or channel."""
        return chat.statuses.get(self.bot.id, "left")

    def store(self, chat: Chat, message: Json) -> Json:
        """Give a message its id and date and keep it; ids count by chat in supergroups and channels only."""
        own_ids = chat.type in ("supergroup", "channel")
        message_id = chat.last_id + 1 if own_ids else next(self._private_ids)
        chat.last_id = message_id
        stored = {"message_id": message_id, "date": self.now, "chat": chat.chat()} | message
        chat.messages[message_id] = stored
        return stored

    def keep_file(self, data: bytes, name: str, folder: str) -> StoredFile:
        """Store bytes under a new file id."""
        file_id = self.new_id("FILE")
        stored = StoredFile(file_id, f"{folder}/{file_id}_{name}", data)
        self.files[file_id] = stored
        return stored

    def open_query(self, query: Query, prefix: str) -> str:
        """Register a query; the id is for the bot to answer with."""
        query_id = self.new_id(prefix)
        self.queries[query_id] = query
        return query_id

    def take_query(self, kind: str, query_id: str) -> Query:
        """The query that the bot answers, once and in time.

        Raises:
            ApiError: 400 for an unknown, old or already answered query.
        """
        query = self.queries.get(query_id)
        if (
            query is None
            or query.kind != kind
            or query.answered
            or self.clock() - query.asked > self.query_seconds
        ):
            raise bad_request("query is too old and response timeout expired or query ID is invalid")
        query.answered = True
        return query
