"""A message of which nobody knows whether it arrived, as reviewers see it in `/review`."""

from markupsafe import Markup
from pydantic import ValidationError

from bot.conversation.turn import Turn
from bot.events import Button, OutgoingMessage, message_json
from bot.markup import plain_text, quoted
from storage import outbox
from storage.models import OutboxMessage, ReviewItem

_SHOWN = 1200


async def describe(turn: Turn, item: ReviewItem) -> list[Markup] | None:
    """What was being sent, where and when; None where its fate was cleared up meanwhile."""
    row = await outbox.get(turn.session, item.outbox_id or 0)
    if row is None or row.status != "unknown":
        return None
    words, message = turn.words, _message_of(row)
    place = row.place_id if message is None else message.place.title or row.place_id
    since = row.sending_since or row.created_at
    text = words("review-message-forgotten")
    if message is not None:
        text = words("review-post", text=quoted(plain_text(message.html), words, _SHOWN))
    return [
        words("review-message-title", item=str(item.id)),
        words(
            "review-message-where", platform=row.platform, place=place, when=f"{since:%Y-%m-%d %H:%M:%S} UTC"
        ),
        text,
        words("review-message-ask"),
    ]


def buttons(turn: Turn, item: ReviewItem) -> list[list[Button]]:
    """What can be said of it."""
    words = turn.words
    return [
        [
            turn.button(words.plain("button-arrived"), "rv-came", item.id),
            turn.button(words.plain("button-not-arrived"), "rv-lost", item.id),
        ],
        [turn.button(words.plain("button-skip"), "rv-skip", item.id)],
    ]


def _message_of(row: OutboxMessage) -> OutgoingMessage | None:
    try:
        return message_json.validate_json(row.payload or "")
    except ValidationError:
        return None
