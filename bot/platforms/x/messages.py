"""Direct messages, as JSON, to the bot's own words. Pure, as `posts` is."""

from datetime import UTC, datetime
from typing import Any

from bot.events import Account, Address, Command, Place, PlaceKind, Post
from bot.platforms.x.names import NAMES, Json, all_given
from bot.platforms.x.posts import (
    NAME,
    Bot,
    account_of,
    moment_of,
    posts_in,
    references,
)
from bot.platforms.x.texts import X_STATUS, Includes, files_of, text_and_links


def messages_in(payload: Json) -> tuple[list[Json], Includes]:
    """The messages of an event of the Activity API, as `GET /2/dm_events` would give them.

    X's samples (docs.x.com, "X Activity API event payload examples", `dm.received`) hold
    `direct_message_events[].message_create` and a map of people; a payload that already is a message is taken
    as it is.

    Raises:
        KeyError, ValueError, TypeError, AttributeError: the JSON is no event as X describes it.
    """
    if payload.get("sender_id"):
        return [payload], Includes()
    events = all_given(payload, "messages")
    if not events:
        raise KeyError("direct_message_events")
    people = payload.get("users") or {}
    along = Includes.of({"includes": {"users": people}})
    return [_as_listed(event) for event in events if "message_create" in event], along


def _as_listed(event: Json) -> Json:
    """One `message_create`, under the names of `GET /2/dm_events`."""
    created = event["message_create"]
    said = created["message_data"]
    sender, recipient = (
        str(created["sender_id"]),
        str((created.get("target") or {}).get("recipient_id") or ""),
    )
    urls = (said.get("entities") or {}).get("urls") or ()
    shared = [found[1] for url in urls if (found := X_STATUS.match(str(url.get("expanded_url") or "")))]
    listed: dict[str, Any] = {
        "id": str(event["id"]),
        "event_type": "MessageCreate",
        "sender_id": sender,
        "text": str(said.get("text") or ""),
        "entities": said.get("entities") or {},
        "dm_conversation_id": f"{sender}-{recipient}" if recipient else str(event["id"]),
        NAMES["references"][0]: [{"id": id_} for id_ in shared],
    }
    if event.get("created_timestamp"):
        written = datetime.fromtimestamp(int(event["created_timestamp"]) / 1000, UTC)
        listed["created_at"] = written.isoformat()
    return listed


def message_of(data: Json, includes: Includes, me: Bot) -> Post | Command | None:
    """What somebody wrote to the bot alone: a command where it begins with a slash, else a post to check.

    None for the bot's own messages, for people joining and leaving, and for groups: the bot writes
    only to people who wrote to it themselves. A post that they share stands above, the bot's own answer too:
    so they get the link that it promised.

    Raises:
        KeyError, ValueError, TypeError: the JSON is not a message as X describes it.
    """
    if data.get("event_type", "MessageCreate") != "MessageCreate":
        return None
    author = account_of(str(data["sender_id"]), includes)
    if author.id == me.id or _in_group(data):
        return None
    shared = [target for _, target in references(data)]
    text, links = text_and_links(data, includes, hidden=shared)
    place = Place(NAME, author.id, PlaceKind.PRIVATE)
    id_ = str(data["id"])
    post = Post(
        event_id=f"dm:{id_}",
        id=f"dm:{id_}",
        author=author,
        place=place,
        text=text,
        written_at=moment_of(data),
        address=Address.DIRECT,
        message_id=id_,
        links=links,
        files=files_of(data, includes),
        above=posts_in(shared, includes, me, own=True),
    )
    return _command_of(post, author) if text.startswith("/") and len(text) > 1 else post


def _command_of(post: Post, author: Account) -> Command:
    """`/check@claimbot TEXT` and `/check TEXT` alike."""
    parts = post.text[1:].split(maxsplit=1)
    name, argument = parts[0], parts[1] if len(parts) > 1 else ""
    return Command(
        event_id=post.event_id,
        author=author,
        place=post.place,
        name=name.partition("@")[0].lower(),
        argument=argument.strip(),
        written_at=post.written_at,
        message_id=post.message_id,
        about=post.above[0] if post.above else None,
    )


def _in_group(data: Json) -> bool:
    """A conversation of two is named after both ids (`1-2`), a group's by a number of its own."""
    conversation = str(data.get("dm_conversation_id") or "-")
    return "-" not in conversation
