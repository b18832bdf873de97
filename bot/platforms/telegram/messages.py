"""Bot API messages to posts: whose words, where, about what, from whom first. Pure translation."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from telegram import (
    Chat,
    ExternalReplyInfo,
    Message,
    MessageEntity,
    MessageOrigin,
    MessageOriginChannel,
    MessageOriginChat,
    MessageOriginHiddenUser,
    MessageOriginUser,
    Poll,
    User,
)
from telegram.constants import ChatType

from bot.events import Account, Address, Origin, Place, PlaceKind, Post, SentFile

NAME = "telegram"

_Kind = Literal["image", "document", "audio", "voice", "video", "sticker", "other"]

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


def is_from_a_bot(message: Message, me: Me) -> bool:
    """Whether a bot wrote this, ours or another: answering bots would let two of them talk forever.

    So did this bot what somebody shared from its inline results, or forwarded to a group from its answers.
    A channel or a group that speaks for itself is no bot, although Telegram shows one as the sender.
    """
    via, sender = message.via_bot, message.from_user
    if via is not None and via.id == me.id:
        return True
    origin = message.forward_origin
    ours = isinstance(origin, MessageOriginUser) and origin.sender_user.id == me.id
    if ours and message.chat.type != ChatType.PRIVATE:
        return True
    return sender is not None and sender.is_bot and message.sender_chat is None


def post_of(message: Message, event_id: str, me: Me, *, edited: bool = False) -> Post | None:
    """A message as a post; None for one that nobody addressed to the bot and that holds no words.

    A part of an album may hold none: another part's caption speaks for it.
    """
    text, entities = _words(message)
    place = place_of(message)
    mentions = [part for entity, part in entities.items() if _names(entity, part, me)]
    if place.kind is PlaceKind.PRIVATE:
        address = Address.DIRECT
    else:
        address = Address.SUMMONED if mentions else Address.OVERHEARD
    for mention in mentions:
        text = text.replace(mention, " ")
    above = tuple(_above(message, event_id, me))
    wordless = not text.strip() and not any(one.text.strip() for one in above)
    if wordless and address is Address.OVERHEARD and message.media_group_id is None:
        return None
    return Post(
        event_id=event_id,
        id=_post_id(message),
        author=author_of(message),
        place=place,
        text=text.strip(),
        written_at=message.date,
        address=address,
        message_id=str(message.message_id),
        links=_links(message, entities),
        above=above,
        origin=_origin(message.forward_origin),
        album_id=message.media_group_id,
        edited=edited,
        files=files_of(message),
        answers=_answered(message),
        quotes=_quoted(message),
    )


def guest_post_of(message: Message, event_id: str, me: Me) -> Post | None:
    """A message by which somebody called the bot into a chat that it is no member of.

    The chat's id may be that of another chat which the bot is in (Bot API, `Message.guest_query_id`), so
    the place gets an id of its own.
    """
    post = post_of(message, event_id, me)
    if post is None or message.guest_query_id is None:
        return None
    place = Place(NAME, f"guest:{message.chat.id}", PlaceKind.GUEST, message.chat.title or "")
    return replace(
        post,
        id=f"guest:{post.id}",
        place=place,
        address=Address.SUMMONED,
        message_id=message.guest_query_id,
        above=tuple(replace(above, id=f"guest:{above.id}", place=place) for above in post.above),
    )


def plain_post_of(message: Message, event_id: str) -> Post:
    """A message that another one is about."""
    text, entities = _words(message)
    return Post(
        event_id=event_id,
        id=_post_id(message),
        author=author_of(message),
        place=place_of(message),
        text=text,
        written_at=message.date,
        address=Address.OVERHEARD,
        message_id=str(message.message_id),
        links=_links(message, entities),
        origin=_origin(message.forward_origin),
        album_id=message.media_group_id,
        files=files_of(message),
        answers=_answered(message),
        quotes=_quoted(message),
    )


def own_words(message: Message, me: Me) -> str:
    """What a message says apart from calling the bot: without mentions of it and without its command."""
    text, entities = _words(message)
    for entity, part in entities.items():
        command = entity.type == MessageEntity.BOT_COMMAND and entity.offset == 0
        if command or _names(entity, part, me):
            text = text.replace(part, " ", 1)
    return text.strip()


def _answered(message: Message) -> str | None:
    """Names the post that this one replies to in the same chat."""
    reply = answered_by(message)
    return None if reply is None else _post_id(reply)


def _quoted(message: Message) -> str | None:
    """Names the post of another chat that this one replies to, where Telegram names it."""
    other = message.external_reply
    if other is None or other.chat is None or other.message_id is None:
        return None
    return f"{other.chat.id}:{other.message_id}"


def files_of(message: Message | ExternalReplyInfo) -> tuple[SentFile, ...]:
    """The file that a message holds, or one elsewhere that it replies to; of a photo's sizes the largest."""
    if message.photo:
        photo = message.photo[-1]
        return (SentFile(photo.file_id, "image", media_type="image/jpeg", size=photo.file_size),)
    document = message.document
    if document is not None and message.animation is None:
        media_type, name = document.mime_type or "", document.file_name or ""
        kind: _Kind = "image" if media_type.startswith("image/") else "document"
        return (SentFile(document.file_id, kind, name, media_type, document.file_size),)
    kinds: tuple[_Kind, ...] = ("voice", "audio", "sticker", "video", "video", "video")
    held = (
        *(message.voice, message.audio, message.sticker),
        *(message.video, message.video_note, message.animation),
    )
    for kind, one in zip(kinds, held, strict=True):
        if one is not None:
            return (SentFile(one.file_id, kind, size=one.file_size),)
    return ()


def answered_by(message: Message) -> Message | None:
    """The message that a person chose to reply to.

    In a forum, Telegram makes every message that replies to nothing a reply to the topic's opener: no choice.
    """
    reply = message.reply_to_message
    opens_topic = message.is_topic_message and reply and reply.message_id == message.message_thread_id
    return None if opens_topic else reply


def place_of(message: Message) -> Place:
    """Where it was written.

    Supergroups number their chains of replies in `message_thread_id` too; only a forum's topics are places.
    """
    return place(message.chat, message.message_thread_id if message.is_topic_message else None)


def place(chat: Chat, thread_id: int | None = None) -> Place:
    """A chat, or a topic of it, as a place."""
    return Place(
        platform=NAME,
        id=str(chat.id),
        kind=_PLACE_KINDS.get(ChatType(chat.type), PlaceKind.GROUP),
        title=chat.title or "",
        thread_id=str(thread_id) if thread_id is not None else None,
    )


def author_of(message: Message) -> Account:
    """Who wrote: a channel or a group where it speaks for itself, else the person."""
    if message.sender_chat is not None:
        return Account(NAME, str(message.sender_chat.id), message.sender_chat.title or "", kind="chat")
    if message.from_user is not None:
        return account_of(message.from_user)
    return Account(NAME, str(message.chat.id), message.chat.title or "", kind="chat")


def account_of(user: User) -> Account:
    """A person, or a bot."""
    kind: Literal["person", "bot"] = "bot" if user.is_bot else "person"
    return Account(NAME, str(user.id), user.full_name, user.language_code, kind)


def _post_id(message: Message) -> str:
    """Names the post, the same where a channel's post stands a second time, in its discussion group."""
    origin = message.forward_origin
    chat_id, message_id = message.chat.id, message.message_id
    if message.is_automatic_forward and isinstance(origin, MessageOriginChannel):
        chat_id, message_id = origin.chat.id, origin.message_id
    return f"{chat_id}:{message_id}"


def _above(message: Message, event_id: str, me: Me) -> Iterable[Post]:
    """The quoted part, else the message that this one replies to, unless it is the bot's own."""
    reply, quote = answered_by(message), message.quote
    if reply is not None:
        if reply.from_user is None or reply.from_user.id != me.id:
            post = plain_post_of(reply, event_id)
            chosen = quote is not None and quote.is_manual
            yield replace(post, text=quote.text) if quote is not None and chosen else post
    elif (other := message.external_reply) is not None:
        text = quote.text if quote is not None else _poll_words(other.poll) if other.poll is not None else ""
        files = files_of(other)
        yield _elsewhere(message, other, text, files, event_id)


def _elsewhere(
    message: Message, other: ExternalReplyInfo, text: str, files: tuple[SentFile, ...], event_id: str
) -> Post:
    """A post of another chat that a message replies to: the very post where Telegram names it."""
    post = Post(
        event_id=event_id,
        id=f"{message.chat.id}:{message.message_id}:quote",
        author=author_of(message),
        place=place_of(message),
        text=text,
        written_at=message.date,
        address=Address.OVERHEARD,
        origin=_origin(other.origin),
        files=files,
    )
    named, chat = _quoted(message), other.chat
    if named is None or chat is None:
        return post
    author = Account(NAME, str(chat.id), chat.title or "", kind="chat")
    return replace(
        post, id=named, author=author, place=place(chat), written_at=other.origin.date, origin=None
    )


def _words(message: Message) -> tuple[str, dict[MessageEntity, str]]:
    """The text that may carry a claim: text, caption, or a poll's question with its options."""
    if message.text is not None:
        return message.text, message.parse_entities()
    if message.caption is not None:
        return message.caption, message.parse_caption_entities()
    if message.poll is not None:
        return _poll_words(message.poll), {}
    return "", {}


def _poll_words(poll: Poll) -> str:
    return "\n".join([poll.question, *(option.text for option in poll.options)])


def _names(entity: MessageEntity, part: str, me: Me) -> bool:
    if entity.type == MessageEntity.TEXT_MENTION:
        return entity.user is not None and entity.user.id == me.id
    return entity.type == MessageEntity.MENTION and part.lower() == me.mention


def _links(message: Message, entities: dict[MessageEntity, str]) -> tuple[str, ...]:
    """Links written out, behind words, or shown as the preview."""
    found = []
    for entity, part in entities.items():
        if entity.type == MessageEntity.TEXT_LINK and entity.url:
            found.append(entity.url)
        elif entity.type == MessageEntity.URL:
            found.append(part if "://" in part else f"https://{part}")
    preview = message.link_preview_options
    if preview is not None and isinstance(preview.url, str):
        found.append(preview.url)
    return tuple(dict.fromkeys(found))


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
