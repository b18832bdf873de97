"""What happens around messages: accounts and chats come to be, people come and go, topics are opened."""

from dataclasses import replace
from typing import Any

from tests.fakes.telegram.acts import ImpossibleActError, act
from tests.fakes.telegram.routing import announce, member, set_status
from tests.fakes.telegram.world import Chat, Person, Topic, World

Json = dict[str, Any]


@act
def define_user(world: World, *, id: int, **fields: Any) -> None:  # noqa: A002 - the platform's own word
    """Create an account and its private chat with the bot, or change its name, language and the like."""
    known = world.persons.get(id)
    if known is None:
        known = world.persons[id] = Person(id, fields.get("first_name", "User"))
    for name, value in fields.items():
        setattr(known, name, value)
    chat = world.chats.setdefault(id, Chat(id, "private"))
    chat.shown = {name: value for name, value in known.user().items() if name.endswith(("name",))}


@act
def define_chat(
    world: World,
    *,
    id: int,  # noqa: A002 - the platform's own word
    type: str,  # noqa: A002 - the platform's own word
    title: str,
    bot: str,
    username: str | None = None,
    is_forum: bool = False,
    owner: int | None = None,
    admins: list[int] | None = None,
    members: list[int] | None = None,
    discussion: int | None = None,
) -> None:
    """Create a group, supergroup or channel with the bot in the standing `bot`; nobody is told."""
    if id in world.chats:
        raise ImpossibleActError(f"chat {id} exists")
    statuses = dict.fromkeys(members or [], "member") | dict.fromkeys(admins or [], "administrator")
    if owner is not None:
        statuses[owner] = "creator"
    chat = Chat(id, type, title, username, is_forum, statuses | {world.bot.id: bot})
    chat.last_id = 1  # the message that created the chat; in a forum its id stands for the topic "General"
    if discussion is not None:
        chat.linked_chat_id = discussion
        world.find_chat(discussion).linked_chat_id = id
    world.chats[id] = chat


@act
def change_bot(world: World, *, changes: Json) -> None:
    """Change what @BotFather would: privacy mode (`can_read_all_group_messages`), inline, guest mode,
    names."""
    world.bot = replace(world.bot, **changes)


@act
def change_chat(world: World, *, chat: int, changes: Json) -> None:
    """Change a chat silently: `title`, `bot_may_post`, `bot_may_delete`, `deleted`."""
    place = world.find_chat(chat)
    for name, value in changes.items():
        if not hasattr(place, name):
            raise ImpossibleActError(f"a chat has no {name}")
        setattr(place, name, value)


@act
def block(world: World, *, user: int, blocked: bool) -> None:
    """A person blocks the bot, or lets it in again."""
    person, chat = world.persons[user], world.chats[user]
    if person.blocked == blocked:
        return
    person.blocked = blocked
    old, new = ("member", "kicked") if blocked else ("kicked", "member")
    payload = {
        "chat": chat.chat(),
        "from": person.user(),
        "date": world.now,
        "old_chat_member": member(world, chat, world.bot.id, old),
        "new_chat_member": member(world, chat, world.bot.id, new),
    }
    world.updates.add("my_chat_member", payload)


@act
def set_member(world: World, *, chat: int, user: int | None, status: str, by: int) -> None:
    """Change somebody's standing in a chat (None: the bot's); service messages come with joining and
    leaving."""
    place = world.find_chat(chat)
    user_id = world.bot.id if user is None else user
    before = place.statuses.get(user_id, "left")
    inside = ("creator", "administrator", "member")
    shown = world.bot.user() if user is None else world.persons[user].user()
    service: Json = {}
    if place.is_group and before not in inside and status in inside:
        service = {"new_chat_members": [shown]}
    elif place.is_group and before in inside and status not in inside:
        service = {"left_chat_member": shown}
    leaving = "left_chat_member" in service
    if not leaving:
        set_status(world, place, user_id, status, by)
    if service:
        announce(world, place, world.store(place, {"from": world.persons[by].user()} | service))
    if leaving:
        set_status(world, place, user_id, status, by)


@act
def migrate(world: World, *, chat: int, new_id: int, by: int) -> None:
    """Upgrade a basic group to a supergroup with another id."""
    old = world.find_chat(chat)
    if old.type != "group":
        raise ImpossibleActError("only a basic group is upgraded")
    new = Chat(new_id, "supergroup", old.title, statuses=dict(old.statuses))
    world.chats[new_id] = new
    sender = {"from": world.persons[by].user()}
    announce(world, old, world.store(old, sender | {"migrate_to_chat_id": new_id}))
    announce(world, new, world.store(new, sender | {"migrate_from_chat_id": old.id}))
    old.migrated_to = new_id


@act
def open_topic(world: World, *, chat: int, name: str, by: int) -> int:
    """Open a forum topic; its id comes back."""
    place = world.find_chat(chat)
    if not place.is_forum:
        raise ImpossibleActError("not a forum")
    created = {"name": name, "icon_color": 7322096}
    message = {"from": world.persons[by].user(), "forum_topic_created": created, "is_topic_message": True}
    stored = world.store(place, message)
    stored["message_thread_id"] = stored["message_id"]
    topic_id = int(stored["message_id"])
    place.topics[topic_id] = Topic(topic_id, name)
    announce(world, place, stored)
    return topic_id


@act
def close_topic(world: World, *, chat: int, topic: int, by: int) -> None:
    """Close a forum topic: nobody but admins writes there until it is opened again."""
    place = world.find_chat(chat)
    place.topics[topic].closed = True
    message = {
        "from": world.persons[by].user(),
        "forum_topic_closed": {},
        "is_topic_message": True,
        "message_thread_id": topic,
    }
    announce(world, place, world.store(place, message))


@act
def visible(world: World, *, chat: int) -> list[Json]:
    """The messages that a reader of the chat sees now, after all edits and deletions."""
    return [message for _, message in sorted(world.find_chat(chat).messages.items())]


@act
def reactions(world: World, *, message: list[int]) -> dict[str, list[Json]]:
    """The reactions under a message, by user id."""
    kept = world.find_chat(message[0]).reactions.get(message[1], {})
    return {str(user): given for user, given in kept.items() if given}


@act
def query_answer(world: World, *, query: str) -> Json | None:
    """What the bot answered to a callback, inline or guest query; None so far."""
    return world.queries[query].answer


@act
def menu(world: World, *, user: int, chat: int, language: str = "") -> list[Json]:
    """The commands a user is offered in a chat.

    Source: https://core.telegram.org/bots/api#botcommandscope, "Determining list of commands": the
    narrowest scope wins, within a scope the list in the user's language.
    """
    place = world.find_chat(chat)
    if place.type == "private":
        scopes = [f"chat {chat}", "all_private_chats", "default"]
    else:
        is_admin = place.statuses.get(user) in ("creator", "administrator")
        scopes = [f"chat_member {chat} {user}"]
        scopes += [f"chat_administrators {chat}"] if is_admin else []
        scopes += [f"chat {chat}"]
        scopes += ["all_chat_administrators"] if is_admin else []
        scopes += ["all_group_chats", "default"]
    for scope in scopes:
        for code in dict.fromkeys((language, "")):
            if found := world.commands.get((scope, code)):
                return found
    return []


@act
def advance_clock(world: World, *, seconds: float) -> None:
    """Move the fake's clock forward."""
    world.clock.advance(seconds)


@act
def updates_created(world: World, *, unacknowledged: bool = False) -> list[Json]:
    """Every update made for the bot so far, or only those it has not acknowledged."""
    return list(world.updates.pending if unacknowledged else world.updates.created)
