"""Methods by which the bot asks about chats and leaves or arranges them."""

from typing import Any

from tests.fakes.telegram.arguments import Arguments
from tests.fakes.telegram.errors import bad_request, forbidden
from tests.fakes.telegram.registry import handles
from tests.fakes.telegram.routing import member, set_status
from tests.fakes.telegram.world import Chat, Topic, World

Json = dict[str, Any]

_INSIDE = ("creator", "administrator", "member")


@handles("getChat")
def get_chat(world: World, args: Arguments) -> Json:
    """The `ChatFullInfo`."""
    chat = world.open_chat(args["chat_id"])
    gifts = (
        "unlimited_gifts",
        "limited_gifts",
        "unique_gifts",
        "premium_subscription",
        "gifts_from_channels",
    )
    info = chat.chat() | {
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(gifts, False),
    }
    if chat.linked_chat_id is not None:
        info["linked_chat_id"] = chat.linked_chat_id
    if chat.pinned in chat.messages:
        info["pinned_message"] = chat.messages[chat.pinned]
    return info


@handles("getChatAdministrators")
def get_chat_administrators(world: World, args: Arguments) -> list[Json]:
    """The owner and the admins; of bots, only this one."""
    chat = world.open_chat(args["chat_id"])
    if chat.type == "private":
        raise bad_request("there are no administrators in the private chat")
    return [
        member(world, chat, user_id)
        for user_id, status in chat.statuses.items()
        if status in ("creator", "administrator")
        and (user_id == world.bot.id or not world.persons[user_id].is_bot)
    ]


@handles("getChatMember")
def get_chat_member(world: World, args: Arguments) -> Json:
    """One account's standing; "left" for somebody who was never there."""
    chat, user_id = world.open_chat(args["chat_id"]), args["user_id"]
    if user_id != world.bot.id and user_id not in world.persons:
        raise bad_request("PARTICIPANT_ID_INVALID")
    if chat.type == "channel" and world.bot_status(chat) != "administrator":
        raise bad_request("member list is inaccessible")
    if chat.type == "private":
        return member(world, chat, user_id, "member" if user_id in (chat.id, world.bot.id) else "left")
    return member(world, chat, user_id)


@handles("getChatMemberCount")
def get_chat_member_count(world: World, args: Arguments) -> int:
    """How many are in the chat, the bot included."""
    chat = world.open_chat(args["chat_id"])
    if chat.type == "private":
        return 2
    return sum(status in _INSIDE for status in chat.statuses.values())


@handles("leaveChat")
def leave_chat(world: World, args: Arguments) -> bool:
    """The bot leaves a group or channel."""
    chat = world.open_chat(args["chat_id"])
    if chat.type == "private":
        raise bad_request("chat member status can't be changed in private chats")
    set_status(world, chat, world.bot.id, "left", world.bot.id)
    return True


def _forum(world: World, args: Arguments) -> Chat:
    chat = world.open_chat(args["chat_id"])
    if not chat.is_forum:
        raise bad_request("the chat is not a forum")
    if world.bot_status(chat) != "administrator":
        raise bad_request("not enough rights to manage topics")
    return chat


@handles("createForumTopic")
def create_forum_topic(world: World, args: Arguments) -> Json:
    """Open a topic, as an admin."""
    chat = _forum(world, args)
    color = args.get("icon_color", 7322096)
    created = {"name": args["name"], "icon_color": color}
    stored = world.store(chat, {"from": world.bot.user(), "forum_topic_created": created})
    topic_id = stored["message_thread_id"] = stored["message_id"]
    stored["is_topic_message"] = True
    chat.topics[topic_id] = Topic(topic_id, args["name"], color)
    return {"message_thread_id": topic_id} | created


def _topic(world: World, args: Arguments, *, closed: bool) -> bool:
    topic = _forum(world, args).topics.get(args["message_thread_id"])
    if topic is None:
        raise bad_request("message thread not found")
    if topic.closed == closed:
        raise bad_request("TOPIC_NOT_MODIFIED")
    topic.closed = closed
    return True


@handles("closeForumTopic")
def close_forum_topic(world: World, args: Arguments) -> bool:
    """Close a topic, as an admin."""
    return _topic(world, args, closed=True)


@handles("reopenForumTopic")
def reopen_forum_topic(world: World, args: Arguments) -> bool:
    """Open a closed topic again, as an admin."""
    return _topic(world, args, closed=False)


def scope_key(world: World, scope: Json | None) -> str:
    """A command scope as a key, e.g. `chat_member -100 7`.

    Raises:
        ApiError: 400 for an unknown scope, 400 or 403 for a chat that the bot has no access to.
    """
    scope = scope or {"type": "default"}
    kind = scope.get("type")
    if kind in ("default", "all_private_chats", "all_group_chats", "all_chat_administrators"):
        return str(kind)
    if kind not in ("chat", "chat_administrators", "chat_member"):
        raise bad_request("can't parse BotCommandScope: unsupported type specified")
    chat = world.open_chat(scope.get("chat_id", 0))
    if kind != "chat" and not chat.is_group:
        raise forbidden("can't change commands of members in the chat")
    return f"{kind} {chat.id}" + (f" {scope['user_id']}" if kind == "chat_member" else "")
