"""The vocabulary at the edge: what comes in from a platform and what goes out to one.

Every platform translates its own objects to these frozen values and back; nothing inside the bot
knows a platform's own types. They travel through the inbox and the outbox as JSON.
"""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import ConfigDict, Field, TypeAdapter


class PlaceKind(StrEnum):
    """What sort of conversation a place is; it decides who reads an answer."""

    PRIVATE = "private"
    GROUP = "group"
    CHANNEL = "channel"
    TIMELINE = "timeline"
    GUEST = "guest"

    @property
    def is_public(self) -> bool:
        """Whether others than the asker read an answer given here."""
        return self is not PlaceKind.PRIVATE


class Address(StrEnum):
    """How the bot came to hear a post."""

    DIRECT = "direct"
    """Written to the bot in private."""
    SUMMONED = "summoned"
    """The author mentioned the bot in this very post, or replied to it."""
    OVERHEARD = "overheard"
    """Nobody asked: the bot watches the place."""


@dataclass(frozen=True)
class Account:
    """Somebody on a platform; `id` is the platform's own, never the user name.

    A `chat` is a group, a channel or an admin who writes in its name: several people may stand behind it.
    """

    platform: str
    id: str
    name: str = ""
    language: str | None = None
    kind: Literal["person", "bot", "chat"] = "person"

    @property
    def is_person(self) -> bool:
        """Whether one person answers for it; Telegram gives groups and channels negative ids."""
        return self.kind == "person" and not self.id.startswith("-")

    @property
    def ref(self) -> str:
        """`platform:id`, as in the setting `owners`."""
        return f"{self.platform}:{self.id}"


@dataclass(frozen=True)
class Place:
    """Where something was written: a chat, a channel, a public timeline, a conversation of DMs."""

    platform: str
    id: str
    kind: PlaceKind
    title: str = ""
    thread_id: str | None = None


@dataclass(frozen=True)
class Origin:
    """The first author of a forwarded post, as far as the platform names it (never the hops between)."""

    kind: Literal["channel", "chat", "user", "hidden_user"]
    id: str | None
    name: str
    message_id: str | None
    written_at: datetime


@dataclass(frozen=True)
class SentFile:
    """A file that came with a message; its platform gives its content by `id`. `size` is in bytes."""

    id: str
    kind: Literal["image", "document", "audio", "voice", "video", "sticker", "other"]
    name: str = ""
    media_type: str = ""
    size: int | None = None


@dataclass(frozen=True)
class Post:
    """Something that a person wrote, and how the bot came to hear it.

    `id` names the post on its platform (X: the post's id; Telegram: `chat:message`), `event_id` the
    delivery of it, unique in the inbox. `above` holds the posts that this one answers or quotes, nearest
    first: they are checked when its own words hold no claim. The parts of an album come one by one, with
    one `album_id`, and are judged together. A guest's `message_id` is the query that takes the one answer.
    `answers` and `quotes` name the posts that it replies to and quotes, whether or not they came along;
    `first_id` is the id that it had before its author changed it, where changing gives a new one (X).
    """

    event_id: str
    id: str
    author: Account
    place: Place
    text: str
    written_at: datetime
    address: Address
    message_id: str = ""
    links: tuple[str, ...] = ()
    language: str | None = None
    above: tuple["Post", ...] = ()
    origin: Origin | None = None
    album_id: str | None = None
    edited: bool = False
    reach: int | None = None
    answers: str | None = None
    quotes: str | None = None
    first_id: str = ""
    files: tuple[SentFile, ...] = ()
    kind: Literal["post"] = "post"


@dataclass(frozen=True)
class Command:
    """A chat command such as `/addclaim …`, without its slash; `about` is the post that it replies to.

    `addressed` tells that it named the bot (`/check@our_bot`): other bots' commands are heard in groups.
    """

    event_id: str
    author: Account
    place: Place
    name: str
    argument: str
    written_at: datetime
    message_id: str = ""
    about: Post | None = None
    addressed: bool = False
    files: tuple[SentFile, ...] = ()
    kind: Literal["command"] = "command"


@dataclass(frozen=True)
class ButtonPress:
    """A press on a button under one of the bot's messages; `payload` is untrusted until verified.

    `about` is the post that the bot's message replied to, where the platform brings it along.
    """

    event_id: str
    author: Account
    place: Place
    payload: str
    message_id: str
    pressed_at: datetime
    press_id: str = ""
    about: Post | None = None
    kind: Literal["button"] = "button"


@dataclass(frozen=True)
class PlaceChange:
    """A place let the bot in, removed it (a person: blocked it), or goes on under another id.

    `author` is who did it; `new_id` the place's id from now on, where it moved.
    """

    event_id: str
    author: Account
    place: Place
    change: Literal["entered", "left", "moved"]
    changed_at: datetime
    new_id: str = ""
    message_id: str = ""
    kind: Literal["place"] = "place"


Event = Annotated[Post | Command | ButtonPress | PlaceChange, Field(discriminator="kind")]


@dataclass(frozen=True)
class Button:
    """A button under a message: either it comes back as `payload` (signed), or it opens `url`."""

    label: str
    payload: str = ""
    url: str = ""


@dataclass(frozen=True)
class Attachment:
    """A file sent with a message; pictures are shown, others offered for download."""

    file_name: str
    media_type: str
    content: bytes
    __pydantic_config__ = ConfigDict(ser_json_bytes="base64", val_json_bytes="base64")


class Delivery(StrEnum):
    """What is to be done with an outgoing message."""

    SEND = "send"
    EDIT = "edit"
    WITHDRAW = "withdraw"
    ACKNOWLEDGE = "acknowledge"
    """Answer a button press: stops the spinner and may show a short notice."""


@dataclass(frozen=True)
class OutgoingMessage:
    """What the bot wants to say, before a platform renders it.

    `html` is the small HTML that Telegram accepts (b, i, code, a): platforms without markup get
    its plain text. Everything in it that came from outside is already escaped. `message_id` names the
    bot's own message for EDIT and WITHDRAW, the press for ACKNOWLEDGE. A WITHDRAW's `html` stands in the
    message's place where the platform does not let it be deleted any more.
    """

    place: Place
    html: str
    delivery: Delivery = Delivery.SEND
    reply_to: str | None = None
    message_id: str | None = None
    buttons: tuple[tuple[Button, ...], ...] = ()
    preview_url: str | None = None
    attachment: Attachment | None = None
    language: str = "en"
    extra: dict[str, str] = field(default_factory=dict)


def time_of(event: Event) -> datetime:
    """When it was written, pressed or done."""
    match event:
        case ButtonPress():
            return event.pressed_at
        case PlaceChange():
            return event.changed_at
        case _:
            return event.written_at


def as_command(post: Post, name: str) -> Command:
    """The command that somebody gives in other words."""
    return Command(
        event_id=post.event_id,
        author=post.author,
        place=post.place,
        name=name,
        argument="",
        written_at=post.written_at,
        message_id=post.message_id,
    )


event_json: TypeAdapter[Event] = TypeAdapter(Event)
"""Reads and writes an event as JSON for the inbox."""

message_json: TypeAdapter[OutgoingMessage] = TypeAdapter(OutgoingMessage)
"""Reads and writes an outgoing message as JSON for the outbox."""

place_json: TypeAdapter[Place] = TypeAdapter(Place)
"""Reads and writes a place as JSON, for answers that come days later."""


NOTICE = "notice"
"""Under `purpose` in a message's `extra`: such messages may use up the last of a budget."""

REWORDED = "reworded"
"""In a message's `extra`: the same in other words, for a platform that refuses repetitions."""
