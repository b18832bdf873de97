"""Methods by which the bot answers: button presses, inline and guest queries, reactions."""

from typing import Any

from telegram.constants import ReactionEmoji

from tests.fakes.telegram.arguments import Arguments
from tests.fakes.telegram.errors import bad_request
from tests.fakes.telegram.formatting import utf16_length
from tests.fakes.telegram.messages import inline_body, reply_fields
from tests.fakes.telegram.registry import handles
from tests.fakes.telegram.world import World

Json = dict[str, Any]

_EMOJI = frozenset(str(emoji.value) for emoji in ReactionEmoji)


@handles("answerCallbackQuery")
def answer_callback_query(world: World, args: Arguments) -> bool:
    """End the little clock on a pressed button, with a notice of up to 200 characters."""
    if utf16_length(args.get("text") or "") > 200:
        raise bad_request("MESSAGE_TOO_LONG")
    query = world.take_query("callback", args["callback_query_id"])
    query.answer = {"text": args.get("text", ""), "show_alert": args.get("show_alert", False)}
    return True


@handles("answerInlineQuery")
def answer_inline_query(world: World, args: Arguments) -> bool:
    """Offer up to 50 results."""
    results = args["results"]
    if len(results) > 50:
        raise bad_request("RESULTS_TOO_MUCH")
    for result in results:
        inline_body(result)
    if len({result["id"] for result in results}) != len(results):
        raise bad_request("RESULT_ID_DUPLICATE")
    query = world.take_query("inline", args["inline_query_id"])
    query.answer = {"results": results} | {
        name: args[name]
        for name in ("cache_time", "is_personal", "next_offset", "button")
        if args.get(name) is not None
    }
    return True


@handles("answerGuestQuery")
def answer_guest_query(world: World, args: Arguments) -> Json:
    """Answer once in a chat that the bot is no member of."""
    body = inline_body(args["result"])
    query = world.take_query("guest", args["guest_query_id"])
    chat_id, message_id = query.chat_id or 0, query.message_id or 0
    chat = world.chats[chat_id]
    answered = {"from": world.bot.user(), "guest_bot_caller_user": world.persons[query.user_id].user()}
    if message_id in chat.messages:
        answered |= reply_fields(world, chat, (chat_id, message_id), None)
    stored = world.store(chat, answered | body)
    inline_id = world.new_id("GUESTMSG")
    world.inline_messages[inline_id] = (chat_id, stored["message_id"])
    query.answer = stored
    return {"inline_message_id": inline_id}


@handles("setMessageReaction")
def set_message_reaction(world: World, args: Arguments) -> bool:
    """React to a message with at most one emoji of those that the platform knows."""
    chat = world.open_chat(args["chat_id"])
    if args["message_id"] not in chat.messages:
        raise bad_request("message to react not found")
    given = args.get("reaction") or []
    if len(given) > 1:
        raise bad_request("REACTIONS_TOO_MANY")
    if any(one.get("type") != "emoji" or one.get("emoji") not in _EMOJI for one in given):
        raise bad_request("REACTION_INVALID")
    chat.reactions.setdefault(args["message_id"], {})[world.bot.id] = given
    return True
