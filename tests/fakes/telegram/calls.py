"""What the bot did: one record a request, with what readers see of it."""

import re
from dataclasses import asdict, dataclass, field
from typing import Any

from tests.fakes.telegram.arguments import Arguments
from tests.fakes.telegram.world import World

Json = dict[str, Any]

_MESSAGES = re.compile(r"send(?!ChatAction)|edit|copyMessage|forwardMessage|answerGuestQuery")


@dataclass(frozen=True)
class Button:
    """A button of an inline keyboard, whatever its kind."""

    label: str
    data: str | None = None
    url: str | None = None


@dataclass(frozen=True)
class BotCall:
    """One request of the bot.

    Attributes:
        number: counts from 1, in the order in which requests took effect or were refused.
        method: as documented (`sendMessage`).
        at: the fake's clock, seconds since 1970.
        status: HTTP status; 0 where a planned fault left the request unprocessed and unanswered.
        ok: whether the request took effect.
        description: the refusal, None where it took effect.
        params: the parameters as checked; an upload appears as `{"upload": name, "size": bytes}`.
        chat_id, message_id: where; for edits and answers by inline id the place behind that id (which the
        bot cannot
            know). None where the method has none.
        message: the message as readers see it after the request, None for methods without one.
        fault: the kind of the planned fault that struck it, None for none.
    """

    number: int
    method: str
    at: float
    status: int
    ok: bool
    description: str | None = None
    params: Json = field(default_factory=dict)
    chat_id: int | None = None
    message_id: int | None = None
    message: Json | None = None
    fault: str | None = None

    @property
    def is_message(self) -> bool:
        """Whether readers saw a message appear or change."""
        return self.ok and _MESSAGES.match(self.method) is not None

    @property
    def text(self) -> str:
        """What readers see, without markup: text, caption or poll question; for callback answers the
        notice."""
        if self.message is None:
            return str(self.params.get("text", ""))
        poll = self.message.get("poll", {}).get("question", "")
        return str(self.message.get("text", self.message.get("caption", poll)))

    @property
    def buttons(self) -> tuple[Button, ...]:
        """The inline keyboard, row by row."""
        rows = ((self.message or {}).get("reply_markup") or {}).get("inline_keyboard", [])
        return tuple(
            Button(button["text"], button.get("callback_data"), button.get("url"))
            for row in rows
            for button in row
        )

    @property
    def links(self) -> tuple[str, ...]:
        """Targets of the formatted links in the text."""
        message = self.message or {}
        entities: list[Json] = message.get("entities") or message.get("caption_entities") or []
        return tuple(entity["url"] for entity in entities if entity["type"] == "text_link")

    @property
    def reply_to(self) -> int | None:
        """The id of the message answered."""
        answered = (self.message or {}).get("reply_to_message")
        return answered["message_id"] if answered else None

    @property
    def topic(self) -> int | None:
        """The forum topic or thread it stands in."""
        return (self.message or {}).get("message_thread_id")

    def to_json(self) -> Json:
        """Plain JSON, for the log file and the control API."""
        return asdict(self)


def shown_message(world: World, args: Arguments, result: Any) -> Json | None:
    """The message that a request made or changed, found by its result."""
    if isinstance(result, list) and result and isinstance(result[0], dict):
        result = result[0]
    found = result if isinstance(result, dict) else {}
    if "message_id" in found and "chat" in found:
        return found
    inline_id = found.get("inline_message_id", args.get("inline_message_id"))
    if inline_id in world.inline_messages:
        chat_id, message_id = world.inline_messages[inline_id]
        return world.chats[chat_id].messages.get(message_id)
    if "message_id" in found:
        return world.find_chat(args["chat_id"]).messages.get(found["message_id"])
    return None
