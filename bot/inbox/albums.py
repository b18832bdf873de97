"""Albums: several messages that were sent as one and are judged as one.

A platform tells of the parts one by one. They wait for each other under a conversation of their own, and
the one that takes the first takes all.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from bot.events import Address, Event, Post

GATHERING = timedelta(seconds=1)
"""How long the first part waits for the others; Telegram tells of all within a fraction of that."""


def is_part(event: Event) -> bool:
    """Whether others may belong to this event; what was edited was gathered when it was new."""
    return isinstance(event, Post) and event.album_id is not None and not event.edited


def gather(parts: Sequence[Post]) -> Post:
    """One post of the parts, in their order: that with the caption, whose words are those of all.

    Captions on several parts are joined. Several posts' worth of links and of what stands above are united.
    """
    speaking = next((part for part in parts if part.text), parts[0])
    texts = dict.fromkeys(part.text for part in parts if part.text)
    links = dict.fromkeys(link for part in parts for link in part.links)
    above = {post.id: post for part in parts for post in part.above}
    asked = next((part.address for part in parts if part.address is not Address.OVERHEARD), speaking.address)
    return replace(
        speaking,
        event_id=parts[0].event_id,
        text="\n".join(texts),
        links=tuple(links),
        above=tuple(above.values()),
        files=tuple(file for part in parts for file in part.files),
        address=asked,
    )
