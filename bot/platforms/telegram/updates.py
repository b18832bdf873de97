"""Bot API updates to events: pure translation, no network."""

from dataclasses import replace
from datetime import UTC, datetime

from telegram import CallbackQuery, ChatMember, ChatMemberUpdated, Message, MessageEntity, Update

from bot.events import ButtonPress, Command, Event, PlaceChange, Post
from bot.platforms.telegram.messages import (
    NAME,
    Me,
    account_of,
    answered_by,
    author_of,
    files_of,
    guest_post_of,
    is_from_a_bot,
    own_words,
    place,
    place_of,
    plain_post_of,
    post_of,
)

__all__ = ["ALLOWED_UPDATES", "NAME", "Me", "event_of"]

ALLOWED_UPDATES = [
    Update.MESSAGE,
    Update.EDITED_MESSAGE,
    Update.CHANNEL_POST,
    Update.EDITED_CHANNEL_POST,
    Update.CALLBACK_QUERY,
    Update.INLINE_QUERY,
    Update.GUEST_MESSAGE,
    Update.MY_CHAT_MEMBER,
]
"""The kinds of update that are understood, and no other is asked for: see the table in `docs/telegram.md`."""

_INSIDE = (ChatMember.OWNER, ChatMember.ADMINISTRATOR, ChatMember.MEMBER)


def event_of(update: Update, me: Me) -> Event | None:
    """What an update means to the bot, None when nothing. Inline queries are no events: see `inline.py`.

    A forwarded message is never a command, whatever it says: only its sender's own words are orders. Nor
    is an edited one: the order was followed when it was given.
    """
    event_id = f"update:{update.update_id}"
    if update.callback_query is not None:
        return _press(update.callback_query, event_id, me)
    if update.my_chat_member is not None:
        return _standing(update.my_chat_member, event_id)
    message = update.effective_message
    if message is None or is_from_a_bot(message, me):
        return None
    if update.guest_message is not None:
        return guest_post_of(message, event_id, me)
    edited = update.edited_message is not None or update.edited_channel_post is not None
    return _written(message, event_id, me, edited=edited)


def _written(message: Message, event_id: str, me: Me, *, edited: bool) -> Event | None:
    if message.migrate_to_chat_id is not None:
        return _migration(message, event_id)
    is_command = _command_entity(message) is not None and message.forward_origin is None
    if not is_command:
        return post_of(message, event_id, me, edited=edited)
    return None if edited else _command(message, event_id, me)


def _press(query: CallbackQuery, event_id: str, me: Me) -> ButtonPress | None:
    """A press on a button under a message of a chat; the bot puts no buttons under shared messages."""
    message = query.message
    if message is None or not query.data:
        return None
    return ButtonPress(
        event_id=event_id,
        author=account_of(query.from_user),
        place=place_of(message) if isinstance(message, Message) else place(message.chat),
        payload=query.data,
        message_id=str(message.message_id),
        pressed_at=datetime.now(UTC),
        press_id=query.id,
        about=_asked_about(message, event_id, me),
    )


def _asked_about(message: object, event_id: str, me: Me) -> Post | None:
    """What the message under which a button stands replied to, without calls of the bot; None where unknown.

    Of a question about a post of another chat the part that it quotes is meant.
    """
    reply = message.reply_to_message if isinstance(message, Message) else None
    if reply is None:
        return None
    quoted = reply.quote.text if reply.external_reply is not None and reply.quote is not None else ""
    return replace(plain_post_of(reply, event_id), text=quoted or own_words(reply, me))


def _standing(update: ChatMemberUpdated, event_id: str) -> PlaceChange | None:
    """The bot came in or went out; a change of its rights alone is neither."""
    before, after = _is_inside(update.old_chat_member), _is_inside(update.new_chat_member)
    if before == after:
        return None
    return PlaceChange(
        event_id=event_id,
        author=account_of(update.from_user),
        place=place(update.chat),
        change="entered" if after else "left",
        changed_at=update.date,
    )


def _is_inside(member: ChatMember) -> bool:
    return member.status in _INSIDE or bool(getattr(member, "is_member", False))


def _migration(message: Message, event_id: str) -> PlaceChange:
    """A basic group became a supergroup; its other announcement, made there, says the same."""
    return PlaceChange(
        event_id=event_id,
        author=author_of(message),
        place=place_of(message),
        change="moved",
        changed_at=message.date,
        new_id=str(message.migrate_to_chat_id),
    )


def _command_entity(message: Message) -> MessageEntity | None:
    """The command that a message begins with, None where it is none."""
    entities = message.entities or message.caption_entities
    first = entities[0] if entities else None
    if first is None or first.type != MessageEntity.BOT_COMMAND or first.offset != 0:
        return None
    return first


def _command(message: Message, event_id: str, me: Me) -> Command | None:
    """A command to this bot, None when it names another."""
    entity = _command_entity(message)
    if entity is None:
        return None
    text = message.text or message.caption or ""
    typed = text[: entity.length]
    name, _, addressee = typed.removeprefix("/").partition("@")
    if addressee and f"@{addressee}".lower() != me.mention:
        return None
    reply = answered_by(message)
    return Command(
        event_id=event_id,
        author=author_of(message),
        place=place_of(message),
        name=name.lower(),
        argument=text[len(typed) :].strip(),
        written_at=message.date,
        message_id=str(message.message_id),
        about=None if reply is None else plain_post_of(reply, event_id),
        addressed=bool(addressee),
        files=files_of(message),
    )
