"""Which messages the bot gets to see, and as what kind of update.

Source: https://core.telegram.org/bots/features#privacy-mode and https://core.telegram.org/bots/faq.
"""

from typing import Any

from tests.fakes.telegram.formatting import utf16_slice
from tests.fakes.telegram.messages import copied_body, origin_of
from tests.fakes.telegram.world import TELEGRAM_SERVICE, Chat, Person, Query, World

Json = dict[str, Any]

_SERVICE = (
    "new_chat_members",
    "left_chat_member",
    "migrate_to_chat_id",
    "migrate_from_chat_id",
    "forum_topic_created",
    "forum_topic_closed",
    "forum_topic_reopened",
    "pinned_message",
    "group_chat_created",
    "supergroup_chat_created",
    "new_chat_title",
)


def announce(world: World, chat: Chat, message: Json, *, edited: bool = False) -> int | None:
    """Queue the update for a message of somebody else; its id, or None where the bot does not see it."""
    payload = dict(message)
    kind = _kind(world, chat, message)
    if kind is None or (edited and kind == "guest_message"):
        return None
    if kind == "guest_message":
        query = Query(
            "guest",
            world.clock(),
            message["from"]["id"],
            chat.id,
            message["message_id"],
            message_text(message),
        )
        payload["guest_query_id"] = world.open_query(query, "GUEST")
    return world.updates.add(f"edited_{kind}" if edited else kind, payload)


def _kind(world: World, chat: Chat, message: Json) -> str | None:
    sender = message.get("from", {})
    if sender.get("id") == world.bot.id and "via_bot" not in message:
        return None
    if chat.type == "channel":
        return "channel_post" if world.bot_status(chat) == "administrator" else None
    if chat.type == "private":
        return None if world.persons[chat.id].blocked else "message"
    if world.bot_status(chat) in ("left", "kicked"):
        called = world.bot.supports_guest_queries and mentions_bot(world, message)
        return "guest_message" if called and "from" in message else None
    return "message" if sees(world, chat, message) else None


def sees(world: World, chat: Chat, message: Json) -> bool:
    """Whether privacy mode lets the bot have a message of a group that it is in."""
    if any(name in message for name in _SERVICE):
        return True
    sender = message.get("from", {})
    if sender.get("is_bot") and "sender_chat" not in message and "via_bot" not in message:
        return False
    if world.bot.can_read_all_group_messages or world.bot_status(chat) == "administrator":
        return True
    answered = message.get("reply_to_message", {}).get("from", {}).get("id")
    return (
        answered == world.bot.id
        or message.get("via_bot", {}).get("id") == world.bot.id
        or mentions_bot(world, message)
        or _commands_bot(world, message)
    )


def into_discussion(world: World, channel: Chat, post: Json) -> None:
    """A channel's post appears by itself in its discussion group, where comments answer it."""
    if channel.type != "channel" or channel.linked_chat_id is None:
        return
    group = world.find_chat(channel.linked_chat_id)
    service = Person(TELEGRAM_SERVICE, "Telegram")
    message = {
        "from": service.user(),
        "sender_chat": channel.chat(),
        "is_automatic_forward": True,
        "forward_origin": origin_of(world, post),
    } | copied_body(post)
    if "media_group_id" in post:
        message["media_group_id"] = post["media_group_id"]
    announce(world, group, world.store(group, message))


def message_text(message: Json) -> str:
    """Text or caption."""
    return str(message.get("text", message.get("caption", "")))


def _marked(message: Json, kind: str) -> list[tuple[int, str]]:
    text = message_text(message)
    entities: list[Json] = message.get("entities") or message.get("caption_entities") or []
    return [
        (entity["offset"], utf16_slice(text, entity["offset"], entity["length"]))
        for entity in entities
        if entity["type"] == kind
    ]


def mentions_bot(world: World, message: Json) -> bool:
    """Whether a message names the bot with an @."""
    name = f"@{world.bot.username}".lower()
    return any(mention.lower() == name for _, mention in _marked(message, "mention"))


def _commands_bot(world: World, message: Json) -> bool:
    for offset, command in _marked(message, "bot_command"):
        _, at, name = command.partition("@")
        if (at and name.lower() == world.bot.username.lower()) or (not at and offset == 0):
            return True
    return False


def member(world: World, chat: Chat, user_id: int, status: str | None = None) -> Json:
    """The `ChatMember` of a user, with the status given or the present one."""
    status = status or chat.statuses.get(user_id, "left")
    user = world.bot.user() if user_id == world.bot.id else world.persons[user_id].user()
    shown: Json = {"status": status, "user": user}
    if status == "creator":
        shown["is_anonymous"] = False
    elif status == "kicked":
        shown["until_date"] = 0
    elif status == "administrator":
        rights = (
            "can_manage_chat can_manage_video_chats can_restrict_members can_promote_members can_change_info "
            "can_invite_users can_post_stories can_edit_stories can_delete_stories can_pin_messages"
        )
        shown |= {"can_be_edited": False, "is_anonymous": False}
        shown |= dict.fromkeys(rights.split(), True)
        mine = user_id == world.bot.id
        shown["can_delete_messages"] = chat.bot_may_delete if mine else True
        if chat.type == "channel":
            shown |= {"can_post_messages": chat.bot_may_post if mine else True, "can_edit_messages": True}
        if chat.is_forum:
            shown["can_manage_topics"] = True
    return shown


def set_status(world: World, chat: Chat, user_id: int, status: str, by: int) -> None:
    """Change somebody's standing in a chat and tell the bot, as the platform does."""
    before = member(world, chat, user_id)
    knew = world.bot_status(chat)
    chat.statuses[user_id] = status
    actor = world.bot.user() if by == world.bot.id else world.persons[by].user()
    changed = {
        "chat": chat.chat(),
        "from": actor,
        "date": world.now,
        "old_chat_member": before,
        "new_chat_member": member(world, chat, user_id),
    }
    if user_id == world.bot.id:
        world.updates.add("my_chat_member", changed)
    elif knew == "administrator":
        world.updates.add("chat_member", changed)
