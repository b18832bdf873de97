"""Bot API updates to events: pure translation, no network."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from telegram import (
    CallbackQuery,
    Chat,
    Message,
    MessageEntity,
    MessageOrigin,
    MessageOriginChannel,
    MessageOriginChat,
    MessageOriginHiddenUser,
    MessageOriginUser,
    Update,
    User,
)
from telegram.constants import ChatType

from bot.events import (
    Account,
    Address,
    ButtonPress,
    Command,
    Event,
    Origin,
    Place,
    PlaceKind,
    Post,
)

NAME = "telegram"

ALLOWED_UPDATES = [
    Update.MESSAGE,
    Update.EDITED_MESSAGE,
    Update.CHANNEL_POST,
    Update.EDITED_CHANNEL_POST,
    Update.CALLBACK_QUERY,
]
"""The kinds of update that `event_of` understands: no other is asked for."""

_PLACE_KINDS = {
    ChatType.PRIVATE: PlaceKind.PRIVATE,
    ChatType.GROUP: PlaceKind.GROUP,
    ChatType.SUPERGROUP: PlaceKind.GROUP,
    ChatType.CHANNEL: PlaceKind.CHANNEL,
}


@dataclass(frozen=True)
class Me:
    """Who the bot is on Telegram."""

    id: int
    username: str

    @property
    def mention(self) -> str:
        """How people call it, in lower case."""
        return f"@{self.username}".lower()


def event_of(update: Update, me: Me) -> Event | None:
    """What an update means to the bot, None when nothing.

    A forwarded message is never a command, whatever it says: only its sender's own words are orders.
    """
    event_id = f"update:{update.update_id}"
    if update.callback_query is not None:
        return _press(update.callback_query, event_id)
    message = update.effective_message
    if message is None or (message.from_user is not None and message.from_user.id == me.id):
        return None
    edited = update.edited_message is not None or update.edited_channel_post is not None
    if not edited and message.forward_origin is None and (command := _command(message, event_id, me)):
        return command
    if _is_for_another_bot(message, me):
        return None
    return _post(message, event_id, me, edited=edited)


def _press(query: CallbackQuery, event_id: str) -> ButtonPress | None:
    message = query.message
    if message is None or not query.data:
        return None
    return ButtonPress(
        event_id=event_id,
        author=_account(query.from_user),
        place=_place(message.chat, getattr(message, "message_thread_id", None)),
        payload=query.data,
        message_id=str(message.message_id),
        pressed_at=datetime.now(tz=message.date.tzinfo) if message.date.tzinfo else message.date,
        press_id=query.id,
    )


def _command(message: Message, event_id: str, me: Me) -> Command | None:
    """A command to this bot, None when the message is none."""
    text = message.text or ""
    first = message.entities[0] if message.entities else None
    if first is None or first.type != MessageEntity.BOT_COMMAND or first.offset != 0:
        return None
    name, _, addressee = message.parse_entity(first).removeprefix("/").partition("@")
    if addressee and f"@{addressee}".lower() != me.mention:
        return None
    reply = message.reply_to_message
    return Command(
        event_id=event_id,
        author=_author(message),
        place=_place_of(message),
        name=name.lower(),
        argument=text[first.length :].strip(),
        written_at=message.date,
        message_id=str(message.message_id),
        about=None if reply is None else _plain_post(reply, event_id),
    )


def _is_for_another_bot(message: Message, me: Me) -> bool:
    """Whether this is a command that names another bot."""
    first = message.entities[0] if message.entities else None
    if first is None or first.type != MessageEntity.BOT_COMMAND or first.offset != 0:
        return False
    _, _, addressee = message.parse_entity(first).partition("@")
    return bool(addressee) and f"@{addressee}".lower() != me.mention and message.forward_origin is None


def _post(message: Message, event_id: str, me: Me, *, edited: bool) -> Post | None:
    text, entities = _words(message)
    place = _place_of(message)
    mentions = [part for entity, part in entities.items() if _names(entity, part, me)]
    if place.kind is PlaceKind.PRIVATE:
        address = Address.DIRECT
    else:
        address = Address.SUMMONED if mentions else Address.OVERHEARD
    for mention in mentions:
        text = text.replace(mention, " ")
    above = tuple(_above(message, event_id, me))
    if not text.strip() and not above and address is Address.OVERHEARD:
        return None
    return Post(
        event_id=event_id,
        id=f"{message.chat.id}:{message.message_id}",
        author=_author(message),
        place=place,
        text=text.strip(),
        written_at=message.date,
        address=address,
        message_id=str(message.message_id),
        links=_links(entities),
        above=above,
        origin=_origin(message.forward_origin),
        album_id=message.media_group_id,
        edited=edited,
    )


def _above(message: Message, event_id: str, me: Me) -> Iterable[Post]:
    """The quoted part and the message that this one replies to, unless it is the bot's own."""
    reply = message.reply_to_message
    if reply is not None and reply.from_user is not None and reply.from_user.id == me.id:
        return
    if reply is not None and not reply.forum_topic_created:
        yield _plain_post(reply, event_id)
    elif message.external_reply is not None and message.quote is not None:
        yield Post(
            event_id=event_id,
            id=f"{message.chat.id}:{message.message_id}:quote",
            author=_author(message),
            place=_place_of(message),
            text=message.quote.text,
            written_at=message.date,
            address=Address.OVERHEARD,
            origin=_origin(message.external_reply.origin),
        )


def _plain_post(message: Message, event_id: str) -> Post:
    """A message that another one is about."""
    text, entities = _words(message)
    return Post(
        event_id=event_id,
        id=f"{message.chat.id}:{message.message_id}",
        author=_author(message),
        place=_place_of(message),
        text=text,
        written_at=message.date,
        address=Address.OVERHEARD,
        message_id=str(message.message_id),
        links=_links(entities),
        origin=_origin(message.forward_origin),
    )


def _words(message: Message) -> tuple[str, dict[MessageEntity, str]]:
    """The text that may carry a claim: text, caption, or a poll's question with its options."""
    if message.text is not None:
        return message.text, message.parse_entities()
    if message.caption is not None:
        return message.caption, message.parse_caption_entities()
    if message.poll is not None:
        options = [option.text for option in message.poll.options]
        return "\n".join([message.poll.question, *options]), {}
    return "", {}


def _names(entity: MessageEntity, part: str, me: Me) -> bool:
    if entity.type == MessageEntity.TEXT_MENTION:
        return entity.user is not None and entity.user.id == me.id
    return entity.type == MessageEntity.MENTION and part.lower() == me.mention


def _links(entities: dict[MessageEntity, str]) -> tuple[str, ...]:
    found = []
    for entity, part in entities.items():
        if entity.type == MessageEntity.TEXT_LINK and entity.url:
            found.append(entity.url)
        elif entity.type == MessageEntity.URL:
            found.append(part if "://" in part else f"https://{part}")
    return tuple(dict.fromkeys(found))


def _place_of(message: Message) -> Place:
    return _place(message.chat, message.message_thread_id if message.is_topic_message else None)


def _place(chat: Chat, thread_id: int | None) -> Place:
    return Place(
        platform=NAME,
        id=str(chat.id),
        kind=_PLACE_KINDS.get(ChatType(chat.type), PlaceKind.GROUP),
        title=chat.title or "",
        thread_id=str(thread_id) if thread_id is not None else None,
    )


def _author(message: Message) -> Account:
    """Who wrote: a channel or a group where it speaks for itself, else the person."""
    if message.sender_chat is not None:
        return Account(NAME, str(message.sender_chat.id), message.sender_chat.title or "")
    if message.from_user is not None:
        return _account(message.from_user)
    return Account(NAME, str(message.chat.id), message.chat.title or "")


def _account(user: User) -> Account:
    return Account(NAME, str(user.id), user.full_name, user.language_code)


def _origin(origin: MessageOrigin | None) -> Origin | None:
    """The first author of a forward, as far as Telegram names it."""
    match origin:
        case MessageOriginChannel():
            return Origin(
                "channel", str(origin.chat.id), origin.chat.title or "", str(origin.message_id), origin.date
            )
        case MessageOriginChat():
            return Origin(
                "chat", str(origin.sender_chat.id), origin.sender_chat.title or "", None, origin.date
            )
        case MessageOriginUser():
            return Origin("user", str(origin.sender_user.id), origin.sender_user.full_name, None, origin.date)
        case MessageOriginHiddenUser():
            return Origin("hidden_user", None, origin.sender_user_name, None, origin.date)
        case _:
            return None
