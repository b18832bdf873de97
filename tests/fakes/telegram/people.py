"""Users, groups and channels as a test plays them; every method is one act of `acts*.py`."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from tests.fakes.telegram.contents import content

if TYPE_CHECKING:
    from tests.fakes.telegram.stage import Stage

Json = dict[str, Any]


class HasPlace(Protocol):
    """Anything that stands somewhere: a `Posted` message or a `BotCall`."""

    @property
    def chat_id(self) -> int | None:
        """The chat."""

    @property
    def message_id(self) -> int | None:
        """The message in it."""


@dataclass(frozen=True)
class Posted:
    """A message that somebody wrote; `raw` is the Bot API `Message`."""

    chat_id: int
    message_id: int
    raw: Json = field(repr=False)

    @classmethod
    def read(cls, raw: Json) -> "Posted":
        """From the Bot API's `Message`."""
        return cls(raw["chat"]["id"], raw["message_id"], raw)


def _place(message: HasPlace) -> list[int]:
    if message.chat_id is None or message.message_id is None:
        raise ValueError("this call left no message")
    return [message.chat_id, message.message_id]


def _options(options: dict[str, Any]) -> dict[str, Any]:
    return {
        name: _place(value) if name in ("reply_to", "forward_of") else value
        for name, value in options.items()
        if value is not None
    }


@dataclass(frozen=True)
class _Actor:
    stage: "Stage" = field(repr=False)
    id: int

    async def _write(self, said: str | Json | None, options: dict[str, Any]) -> Posted:
        given = None if said is None else content(said)
        return Posted.read(await self.stage.perform("write", content=given, **_options(options)))

    async def _album(self, items: tuple[Json, ...], options: dict[str, Any]) -> list[Posted]:
        found = await self.stage.perform("write_album", contents=list(items), **_options(options))
        return [Posted.read(raw) for raw in found]

    async def edit(self, message: HasPlace, said: str | Json) -> Posted:
        """Change one's own message: a new text, or a medium with a new caption."""
        return Posted.read(await self.stage.perform("edit", message=_place(message), content=content(said)))

    async def remove(self, message: HasPlace) -> None:
        """Delete a message; bots are told nothing of it."""
        await self.stage.perform("remove", message=_place(message))


@dataclass(frozen=True)
class User(_Actor):
    """An account."""

    name: str = "User"

    async def private(self, said: str | Json, **options: Any) -> Posted:
        """Write to the bot in private; options as for `write`."""
        return await self._write(said, {"user": self.id, "chat": self.id, **options})

    async def write(self, chat: "Group", said: str | Json, **options: Any) -> Posted:
        """Write to a group.

        Options: `reply_to`, `quote` (a part of the answered text), `topic` (id), `anonymous` (as the group),
        `signature`, `origin` (a ready `MessageOrigin` object).
        """
        return await self._write(said, {"user": self.id, "chat": chat.id, **options})

    async def forward(self, message: HasPlace, to: "Group | None" = None, **options: Any) -> Posted:
        """Forward a message to a group, or to the bot in private; its first origin is kept."""
        chat_id = self.id if to is None else to.id
        return await self._write(None, {"user": self.id, "chat": chat_id, "forward_of": message, **options})

    async def album(self, *items: Json, to: "Group | None" = None, **options: Any) -> list[Posted]:
        """Send several media as one album to a group, or to the bot in private."""
        chat_id = self.id if to is None else to.id
        return await self._album(items, {"user": self.id, "chat": chat_id, **options})

    async def press(self, message: HasPlace, label: str) -> str:
        """Press a button by its label, or by a part of it that fits only one; for `Stage.answer_to`."""
        return str(await self.stage.perform("press", user=self.id, message=_place(message), label=label))

    async def inline(self, query: str, *, chat_type: str = "private", offset: str = "") -> str:
        """Type `@bot words` somewhere; for `Stage.answer_to` and `choose`."""
        return str(
            await self.stage.perform(
                "ask_inline", user=self.id, query=query, chat_type=chat_type, offset=offset
            )
        )

    async def choose(self, query: str, result: str, chat: "Group") -> Posted:
        """Send an inline result, by its id, to a chat."""
        found = await self.stage.perform("choose", user=self.id, query=query, result=result, chat=chat.id)
        return Posted.read(found)

    async def react(self, message: HasPlace, emoji: str | None) -> None:
        """React to a message; None takes the reaction away."""
        await self.stage.perform("react", user=self.id, message=_place(message), emoji=emoji)

    async def vote(self, message: HasPlace, option: int) -> None:
        """Vote in a poll."""
        await self.stage.perform("vote", user=self.id, message=_place(message), option=option)

    async def block(self) -> None:
        """Block the bot."""
        await self.stage.perform("block", user=self.id, blocked=True)

    async def unblock(self) -> None:
        """Let the bot in again."""
        await self.stage.perform("block", user=self.id, blocked=False)

    async def menu(self, chat: "Group | None" = None, language: str = "") -> list[str]:
        """The names of the commands that the user is offered in a chat (None: in private)."""
        chat_id = self.id if chat is None else chat.id
        found = await self.stage.perform("menu", user=self.id, chat=chat_id, language=language)
        return [command["command"] for command in found]


@dataclass(frozen=True)
class Group(_Actor):
    """A group, supergroup or forum."""

    title: str = "Group"
    owner: User | None = None

    async def _member(self, user: User | None, status: str, by: User | None) -> None:
        actor = by or self.owner or user
        if actor is None:
            raise ValueError("who does it? name `by`, or give the group an owner")
        await self.stage.perform(
            "set_member", chat=self.id, user=user.id if user else None, status=status, by=actor.id
        )

    async def join(self, user: User) -> None:
        """Somebody comes in."""
        await self._member(user, "member", user)

    async def leave(self, user: User) -> None:
        """Somebody goes."""
        await self._member(user, "left", user)

    async def set_standing(self, user: User, status: str, by: User | None = None) -> None:
        """Make somebody creator, administrator, member, left or kicked."""
        await self._member(user, status, by)

    async def set_bot(self, status: str, by: User | None = None) -> None:
        """Add the bot (member), promote it (administrator), remove it (kicked) or take it off (left)."""
        await self._member(None, status, by)

    async def migrate(self, new_id: int, by: User) -> "Group":
        """Upgrade a basic group to a supergroup."""
        await self.stage.perform("migrate", chat=self.id, new_id=new_id, by=by.id)
        return Group(self.stage, new_id, self.title, self.owner)

    async def open_topic(self, name: str, by: User) -> int:
        """Open a forum topic; its id."""
        return int(await self.stage.perform("open_topic", chat=self.id, name=name, by=by.id))

    async def close_topic(self, topic: int, by: User) -> None:
        """Close a forum topic."""
        await self.stage.perform("close_topic", chat=self.id, topic=topic, by=by.id)

    async def change(self, **changes: Any) -> None:
        """Change silently: `title`, `bot_may_post`, `bot_may_delete`, `deleted`."""
        await self.stage.perform("change_chat", chat=self.id, changes=changes)


@dataclass(frozen=True)
class Channel(Group):
    """A channel: it posts in its own name."""

    async def post(self, said: str | Json, **options: Any) -> Posted:
        """Post; options `signature`, `reply_to`, `quote`, `origin`. Goes on to the discussion group, if
        any."""
        return await self._write(said, {"chat": self.id, **options})

    async def forward_here(self, message: HasPlace, **options: Any) -> Posted:
        """Repost a message from elsewhere."""
        return await self._write(None, {"chat": self.id, "forward_of": message, **options})

    async def post_album(self, *items: Json, **options: Any) -> list[Posted]:
        """Post several media as one album."""
        return await self._album(items, {"chat": self.id, **options})
