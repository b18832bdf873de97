"""Methods by which the bot changes, removes and marks messages."""

from typing import Any

from tests.fakes.telegram.arguments import Arguments
from tests.fakes.telegram.errors import bad_request
from tests.fakes.telegram.markup import check_markup
from tests.fakes.telegram.messages import caption_body, text_body
from tests.fakes.telegram.registry import handles
from tests.fakes.telegram.world import Chat, World

Json = dict[str, Any]

DELETE_SECONDS = 48 * 60 * 60
_NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)


def is_own(world: World, chat: Chat, message: Json) -> bool:
    """Whether the bot may edit the message: its own, or any in a channel that it runs."""
    if "via_bot" in message:
        return False
    admin = chat.type == "channel" and world.bot_status(chat) == "administrator"
    return admin or message.get("from", {}).get("id") == world.bot.id


def _target(world: World, args: Arguments) -> tuple[Json, bool]:
    """The stored message to edit, and whether it was named by its inline id."""
    inline_id = args.get("inline_message_id")
    if inline_id is not None:
        chat_id, message_id = world.inline_messages.get(inline_id, (0, 0))
        chat = world.chats.get(chat_id)
        if chat is None or message_id not in chat.messages:
            raise bad_request("MESSAGE_ID_INVALID")
        return chat.messages[message_id], True
    if args.get("chat_id") is None or args.get("message_id") is None:
        raise bad_request("message identifier is not specified")
    chat = world.open_chat(args["chat_id"])
    message = chat.messages.get(args["message_id"])
    if message is None:
        raise bad_request("message to edit not found")
    if not is_own(world, chat, message):
        raise bad_request("message can't be edited")
    return message, False


def _apply(world: World, args: Arguments, names: tuple[str, ...], body: Json) -> Json | bool:
    """Replace fields of a message; a keyboard not given again is gone."""
    message, inline = _target(world, args)
    markup = check_markup(args.get("reply_markup"), inline_only=True)
    names = (*names, "reply_markup")
    changed = body | ({"reply_markup": markup} if markup else {})
    if {name: message[name] for name in names if name in message} == changed:
        raise bad_request(_NOT_MODIFIED)
    for name in names:
        message.pop(name, None)
    message |= changed | {"edit_date": world.now}
    return True if inline else message


@handles("editMessageText")
def edit_message_text(world: World, args: Arguments) -> Json | bool:
    """Another text."""
    if args.get("text") is None:
        raise bad_request("message text is empty")
    if "text" not in _target(world, args)[0]:
        raise bad_request("there is no text in the message to edit")
    body = text_body(args["text"], args.get("parse_mode"), args.get("entities"))
    return _apply(world, args, ("text", "entities"), body)


@handles("editMessageCaption")
def edit_message_caption(world: World, args: Arguments) -> Json | bool:
    """Another caption."""
    if "text" in _target(world, args)[0]:
        raise bad_request("there is no caption in the message to edit")
    body = caption_body(args.get("caption"), args.get("parse_mode"), args.get("caption_entities"))
    return _apply(world, args, ("caption", "caption_entities"), body)


@handles("editMessageReplyMarkup")
def edit_message_reply_markup(world: World, args: Arguments) -> Json | bool:
    """Another keyboard, or none."""
    return _apply(world, args, (), {})


def _delete(world: World, chat: Chat, message_id: int) -> None:
    message = chat.messages.get(message_id)
    if message is None:
        raise bad_request("message to delete not found")
    as_admin = world.bot_status(chat) == "administrator" and chat.bot_may_delete
    own = is_own(world, chat, message) or chat.type == "private"
    young = world.clock() - message["date"] <= DELETE_SECONDS
    if not (as_admin or (own and young)):
        raise bad_request("message can't be deleted for everyone")
    del chat.messages[message_id]


@handles("deleteMessage")
def delete_message(world: World, args: Arguments) -> bool:
    """Remove one message: the bot's own for 48 hours, anybody's as an admin with the right to."""
    _delete(world, world.open_chat(args["chat_id"]), args["message_id"])
    return True


@handles("deleteMessages")
def delete_messages(world: World, args: Arguments) -> bool:
    """Remove up to 100 messages; those that are gone already are skipped."""
    chat = world.open_chat(args["chat_id"])
    if not 1 <= len(args["message_ids"]) <= 100:
        raise bad_request("message identifiers are not specified")
    for message_id in args["message_ids"]:
        if message_id in chat.messages:
            _delete(world, chat, message_id)
    return True


@handles("stopPoll")
def stop_poll(world: World, args: Arguments) -> Json:
    """Close one of the bot's polls."""
    chat = world.open_chat(args["chat_id"])
    message = chat.messages.get(args["message_id"])
    if message is None or "poll" not in message or not is_own(world, chat, message):
        raise bad_request("message with poll to stop not found")
    if message["poll"]["is_closed"]:
        raise bad_request("poll has already been closed")
    message["poll"]["is_closed"] = True
    poll: Json = message["poll"]
    return poll


@handles("pinChatMessage")
def pin_chat_message(world: World, args: Arguments) -> bool:
    """Pin a message, in groups and channels as an admin."""
    chat = world.open_chat(args["chat_id"])
    if chat.type != "private" and world.bot_status(chat) != "administrator":
        raise bad_request("not enough rights to manage pinned messages in the chat")
    if args["message_id"] not in chat.messages:
        raise bad_request("message to pin not found")
    chat.pinned = args["message_id"]
    return True


@handles("unpinChatMessage")
def unpin_chat_message(world: World, args: Arguments) -> bool:
    """Unpin the pinned message."""
    chat = world.open_chat(args["chat_id"])
    if args.get("message_id", chat.pinned) != chat.pinned or chat.pinned is None:
        raise bad_request("message to unpin not found")
    chat.pinned = None
    return True
