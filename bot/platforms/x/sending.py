"""Outgoing messages as calls to X: replies to posts that mention the bot, and direct messages; nothing else.

X's rules that hold for any text stand here, where no caller can skip them: a post is always a reply,
it fits, it addresses nobody by handle, and it holds one cashtag at most.
"""

import re
from dataclasses import replace
from datetime import UTC, datetime
from typing import Final

import structlog

from bot.errors import Rejected
from bot.events import REWORDED, Delivery, OutgoingMessage
from bot.markup import plain_text, shorten
from bot.platforms.base import Sent
from bot.platforms.x import length
from bot.platforms.x.api import Api

log = structlog.get_logger()

LONGEST_MESSAGE: Final = 10_000
"""Characters of a direct message (X API v2, `POST /2/dm_conversations/with/:participant_id/messages`)."""

_UNWANTED = re.compile(r"[\x00-\x08\x0B-\x1F\x7F\uFFFE\uFEFF\uFFFF]")
"""Control characters, and those for which X refuses a post (twitter-text, `invalid_characters`)."""

_HANDLE_SIGN = re.compile(r"(?<![\w/.])[@＠](?=\w)")
_CASHTAG_SIGN = re.compile(r"(?<!\w)\$(?=[A-Za-z])")


async def send(api: Api, message: OutgoingMessage) -> Sent:
    """Do what the message asks for, as far as X can.

    Raises:
        Rejected: X has no way to do it, or its rules forbid it.
        PlatformError: the call failed; `faults.translate` says what that means.
    """
    private = not message.place.kind.is_public
    match message.delivery:
        case Delivery.ACKNOWLEDGE:
            return Sent(None)
        case Delivery.SEND | Delivery.EDIT if private:
            return Sent(await api.message(message_text(message), message.place.id))
        case Delivery.SEND:
            return await _reply(api, message)
        case Delivery.WITHDRAW if not private:
            return await _withdraw(api, message)
        case Delivery.EDIT:
            raise Rejected("X: a post cannot be changed")
        case Delivery.WITHDRAW:
            raise Rejected("X: a direct message cannot be taken back")


def reply_text(message: OutgoingMessage) -> str:
    """The text of a public reply: 280 weighted characters at most, its last link kept whole."""
    text = _UNWANTED.sub("", plain_text(message.html)).strip()
    text = _HANDLE_SIGN.sub("", text)
    first = _CASHTAG_SIGN.search(text)
    if first is not None:
        text = text[: first.end()] + _CASHTAG_SIGN.sub("", text[first.end() :])
    return length.fitted(text)


def in_other_words(message: OutgoingMessage, now: datetime) -> list[OutgoingMessage]:
    """What to say where X refuses this text as a repetition: its other wording, then the moment before it.

    The moment is put only where nothing has to be cut for it: no answer loses its rating or its link.
    """
    others = [replace(message, html=message.extra[REWORDED])] if REWORDED in message.extra else []
    stamped = replace(message, html=f"{now.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC\n{message.html}")
    whole = length.weighted_length(plain_text(stamped.html).strip()) <= length.LIMIT
    return [*others, stamped] if whole or not message.place.kind.is_public else others


def message_text(message: OutgoingMessage) -> str:
    """The text of a direct message."""
    return shorten(_UNWANTED.sub("", plain_text(message.html)).strip(), LONGEST_MESSAGE)


async def _reply(api: Api, message: OutgoingMessage) -> Sent:
    if not message.reply_to:
        raise Rejected("X: the bot posts only in reply to a post that mentions it")
    if message.attachment is not None:
        log.warning("attachment left out: X gets text alone", file=message.attachment.file_name)
    text = reply_text(message)
    if not text:
        raise Rejected("X: there is nothing to say")
    return Sent(await api.reply(text, message.reply_to))


async def _withdraw(api: Api, message: OutgoingMessage) -> Sent:
    if not message.message_id:
        raise Rejected("X: it is not known which post to take back")
    await api.delete(message.message_id)
    return Sent(message.message_id)
