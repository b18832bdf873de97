"""Was it sent? X can be asked: the bot's own recent posts and messages tell what became of a broken send."""

import html
import re
from datetime import datetime, timedelta
from typing import Final

from bot.events import Delivery, OutgoingMessage
from bot.platforms.base import DeliveryOutcome, Sent
from bot.platforms.x.api import LARGEST_PAGE, Api
from bot.platforms.x.length import find_links
from bot.platforms.x.names import Json
from bot.platforms.x.posts import moment_of, references
from bot.platforms.x.sending import message_text

_CLOCKS_DIFFER_BY: Final = timedelta(minutes=2)
"""A reply is known by the post that it answers, so it does no harm to look further back."""

_CLOCKS_DIFFER_LITTLE: Final = timedelta(seconds=10)
"""A direct message is known by its text, which may have been sent before: look back no further than this."""

_LINK = "\0"


async def settle(api: Api, own_id: str, message: OutgoingMessage, since: datetime) -> Sent | DeliveryOutcome:
    """Find out whether a message whose sending began at `since` has arrived.

    Withdrawals and notices may safely be repeated, so they count as not sent.

    Raises:
        PlatformError: X cannot be asked now.
    """
    private = not message.place.kind.is_public
    if message.delivery not in (Delivery.SEND, Delivery.EDIT):
        return DeliveryOutcome.NOT_SENT
    found = (
        await _message_sent(api, own_id, message, since)
        if private
        else await find_reply(api, own_id, message.reply_to, since)
    )
    return DeliveryOutcome.NOT_SENT if found is None else Sent(found)


async def find_reply(api: Api, own_id: str, to: str | None, since: datetime) -> str | None:
    """The id of the bot's own reply to a post since then; there is one at most, as X's rules have it."""
    if not to:
        return None
    async for post in api.own_posts(own_id, since - _CLOCKS_DIFFER_BY):
        if ("replied_to", to) in references(post):
            return str(post["id"])
    return None


async def _message_sent(api: Api, own_id: str, message: OutgoingMessage, since: datetime) -> str | None:
    sought = _likeness(message_text(message))
    earliest = since - _CLOCKS_DIFFER_LITTLE
    token: str | None = None
    while True:
        page = await api.messages(size=LARGEST_PAGE, token=token, participant_id=message.place.id)
        events: list[Json] = list(page.get("data") or ())
        for event in events:
            if moment_of(event) < earliest:
                return None
            if str(event.get("sender_id")) == own_id and _likeness(str(event.get("text") or "")) == sought:
                return str(event["id"])
        token = (page.get("meta") or {}).get("next_token")
        if not token:
            return None


def _likeness(text: str) -> str:
    """A text as X may give it back: its links are t.co addresses now, its spaces and entities its own."""
    text = html.unescape(text)
    for start, end in reversed(find_links(text)):
        text = f"{text[:start]}{_LINK}{text[end:]}"
    return re.sub(r"\s+", " ", text).strip()
