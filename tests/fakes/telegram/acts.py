"""What people do in chats: write, forward, edit, remove, press, ask inline, react, vote.

Each act is a function of the world and plain JSON arguments, reached by name, so that a test in this
process and one that talks to the fake over HTTP do the same thing. People in chats: see `acts_members.py`.
"""

from collections.abc import Callable
from typing import Any

from tests.fakes.telegram.errors import ApiError
from tests.fakes.telegram.messages import (
    copied_body,
    embedded,
    inline_body,
    origin_of,
    reply_fields,
    topic_fields,
    user_body,
)
from tests.fakes.telegram.routing import announce, into_discussion
from tests.fakes.telegram.world import GROUP_ANONYMOUS_BOT, Chat, Person, Query, World

Json = dict[str, Any]
Act = Callable[..., Any]

ACTS: dict[str, Act] = {}


class ImpossibleActError(ValueError):
    """A test asks for something that nobody could do on the platform."""


def act(function: Act) -> Act:
    """Register an act under its own name."""
    ACTS[function.__name__] = function
    return function


def perform(world: World, name: str, arguments: Json) -> Any:
    """Do an act.

    Raises:
        ImpossibleActError: unknown act, unknown chat or message, or against the platform's rules.
    """
    if name not in ACTS:
        raise ImpossibleActError(f"no such act: {name}")
    try:
        return ACTS[name](world, **arguments)
    except ApiError as error:
        raise ImpossibleActError(error.description) from error


def find_message(world: World, place: list[int]) -> tuple[Chat, Json]:
    """The chat and message at a place (chat id, message id)."""
    chat = world.find_chat(place[0])
    if place[1] not in chat.messages:
        raise ImpossibleActError(f"no message {place[1]} in chat {place[0]}")
    return chat, chat.messages[place[1]]


def _sender(world: World, chat: Chat, user: int | None, anonymous: bool, signature: str | None) -> Json:
    fields: Json = {"author_signature": signature} if signature else {}
    if chat.type == "channel":
        return fields | {"sender_chat": chat.chat()}
    if user is None:
        raise ImpossibleActError("only a channel writes without a person")
    if anonymous:
        service = Person(GROUP_ANONYMOUS_BOT, "Group", username="GroupAnonymousBot", is_bot=True)
        return fields | {"from": service.user(), "sender_chat": chat.chat()}
    return fields | {"from": world.persons[user].user()}


def _enter(world: World, chat: Chat, user: int | None) -> None:
    """Who writes is there: in a group as a member, in private chat as somebody who has started the bot."""
    if chat.migrated_to is not None or chat.deleted:
        raise ImpossibleActError(f"chat {chat.id} is no more")
    if chat.type == "private":
        person = world.persons[chat.id]
        if person.blocked or person.deactivated:
            raise ImpossibleActError(f"{person.first_name} cannot write: blocked or deactivated")
        person.started = True
    elif user is not None and chat.type != "channel":
        chat.statuses.setdefault(user, "member")


@act
def write(
    world: World,
    *,
    chat: int,
    user: int | None = None,
    content: Json | None = None,
    reply_to: list[int] | None = None,
    quote: str | None = None,
    forward_of: list[int] | None = None,
    origin: Json | None = None,
    topic: int | None = None,
    anonymous: bool = False,
    signature: str | None = None,
    album: str | None = None,
) -> Json:
    """Write or forward one message; the bot hears of it where the platform would tell it."""
    place = world.find_chat(chat)
    _enter(world, place, user)
    message = _sender(world, place, user, anonymous, signature) | topic_fields(place, topic)
    if message.get("is_topic_message") and reply_to is None:
        # The platform fills in the message that opened the topic where nothing else is answered.
        opener = place.messages.get(message["message_thread_id"])
        message |= {"reply_to_message": embedded(opener)} if opener else {}
    if reply_to is not None:
        message |= reply_fields(world, place, (reply_to[0], reply_to[1]), quote)
    if forward_of is not None:
        _, original = find_message(world, forward_of)
        message |= copied_body(original) | {"forward_origin": origin or origin_of(world, original)}
    elif content is not None:
        message |= user_body(world, content)
        message |= {"forward_origin": origin} if origin else {}
    else:
        raise ImpossibleActError("nothing to write")
    if album:
        message["media_group_id"] = album
    stored = world.store(place, message)
    announce(world, place, stored)
    into_discussion(world, place, stored)
    return stored


@act
def write_album(world: World, *, contents: list[Json], **options: Any) -> list[Json]:
    """Several media as one album: one message each, with one `media_group_id`."""
    group_id = world.new_id("ALBUM")
    return [write(world, content=content, album=group_id, **options) for content in contents]


@act
def edit(world: World, *, message: list[int], content: Json) -> Json:
    """Change a message that a person or channel wrote."""
    chat, stored = find_message(world, message)
    if stored.get("from", {}).get("id") == world.bot.id:
        raise ImpossibleActError("nobody else edits the bot's messages")
    for name in ("text", "entities", "caption", "caption_entities"):
        stored.pop(name, None)
    stored |= user_body(world, content) | {"edit_date": world.now}
    announce(world, chat, stored, edited=True)
    return stored


@act
def remove(world: World, *, message: list[int]) -> None:
    """Delete a message; the platform tells bots nothing of it."""
    chat, _ = find_message(world, message)
    del chat.messages[message[1]]


def _inline_id(world: World, place: list[int]) -> str | None:
    return next((name for name, at in world.inline_messages.items() if list(at) == place), None)


@act
def press(world: World, *, user: int, message: list[int], label: str) -> str:
    """Press the button with this label (or the only one that contains it); the callback query's id comes
    back."""
    chat, stored = find_message(world, message)
    rows = stored.get("reply_markup", {}).get("inline_keyboard", [])
    buttons = [button for row in rows for button in row]
    found = [button for button in buttons if button["text"] == label] or [
        button for button in buttons if label in button["text"]
    ]
    if len(found) != 1 or "callback_data" not in found[0]:
        labels = [button["text"] for button in buttons]
        raise ImpossibleActError(f"no one button to press for {label!r} among {labels}")
    query_id = world.open_query(Query("callback", world.clock(), user, message[0], message[1]), "CALL")
    payload: Json = {
        "id": query_id,
        "from": world.persons[user].user(),
        "chat_instance": f"{abs(chat.id) * 7919}",
        "data": found[0]["callback_data"],
    }
    inline_id = _inline_id(world, message)
    if inline_id is None:
        payload["message"] = stored
    else:
        payload["inline_message_id"] = inline_id
    world.updates.add("callback_query", payload)
    return query_id


@act
def ask_inline(world: World, *, user: int, query: str, chat_type: str = "private", offset: str = "") -> str:
    """Type `@bot words` in some chat; the inline query's id comes back."""
    if not world.bot.supports_inline_queries:
        raise ImpossibleActError("the bot does not take inline queries")
    query_id = world.open_query(Query("inline", world.clock(), user, text=query), "INLINE")
    payload = {
        "id": query_id,
        "from": world.persons[user].user(),
        "query": query,
        "offset": offset,
        "chat_type": chat_type,
    }
    world.updates.add("inline_query", payload)
    return query_id


@act
def choose(world: World, *, user: int, query: str, result: str, chat: int) -> Json:
    """Send one of the bot's inline results to a chat."""
    asked, place = world.queries[query], world.find_chat(chat)
    results = (asked.answer or {}).get("results", [])
    chosen = next((item for item in results if item["id"] == result), None)
    if chosen is None:
        raise ImpossibleActError(f"no result {result!r} among {[item['id'] for item in results]}")
    body = inline_body(chosen)
    sender = {"from": world.persons[user].user(), "via_bot": world.bot.user()}
    stored = world.store(place, sender | body)
    payload: Json = {"result_id": result, "from": sender["from"], "query": asked.text}
    if "reply_markup" in body:
        payload["inline_message_id"] = world.new_id("INLINEMSG")
        world.inline_messages[payload["inline_message_id"]] = (place.id, stored["message_id"])
    announce(world, place, stored)
    if world.bot.inline_feedback:
        world.updates.add("chosen_inline_result", payload)
    return stored


@act
def react(world: World, *, user: int, message: list[int], emoji: str | None) -> None:
    """Put a reaction under a message or take it away (None); an admin bot hears of it."""
    chat, stored = find_message(world, message)
    kept: dict[int, list[Json]] = chat.reactions.setdefault(stored["message_id"], {})
    before = kept.get(user, [])
    kept[user] = [{"type": "emoji", "emoji": emoji}] if emoji else []
    if chat.type == "private" or world.bot_status(chat) == "administrator":
        payload = {
            "chat": chat.chat(),
            "message_id": stored["message_id"],
            "user": world.persons[user].user(),
            "date": world.now,
            "old_reaction": before,
            "new_reaction": kept[user],
        }
        world.updates.add("message_reaction", payload)


@act
def vote(world: World, *, user: int, message: list[int], option: int) -> None:
    """Vote in a poll; the bot hears of votes in its own polls only."""
    _, stored = find_message(world, message)
    poll = stored["poll"]
    if poll["is_closed"]:
        raise ImpossibleActError("the poll is closed")
    poll["options"][option]["voter_count"] += 1
    poll["total_voter_count"] += 1
    if stored.get("from", {}).get("id") != world.bot.id:
        return
    world.updates.add("poll", poll)
    if not poll["is_anonymous"]:
        answer = {
            "poll_id": poll["id"],
            "user": world.persons[user].user(),
            "option_ids": [option],
            "option_persistent_ids": [poll["options"][option]["persistent_id"]],
        }
        world.updates.add("poll_answer", answer)
