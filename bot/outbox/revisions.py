"""When a post that was answered says something else: its answer is changed or withdrawn, never doubled.

A public timeline takes one reply for each time that somebody asks, and no changes: there an answer that no
longer fits is withdrawn, and nothing more is said.

The answer to a post is queued under the post's key, its changes under keys below that:
`answer:PLATFORM:POST`, then `…:edit:EVENT`, `…:withdraw:EVENT`, `…:send:EVENT`. The rows, read in order,
tell what readers see now.
"""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy.ext.asyncio import AsyncSession

from bot.conversation.turn import Saying, Turn
from bot.events import Delivery, OutgoingMessage, PlaceKind, Post
from storage import outbox
from storage.models import OutboxMessage

IN_PLACE_OF = "answer"
"""Where a message's `extra` holds the key of the answer that it changes."""


NEVER_ARRIVED = ("dead", "cancelled")
"""Statuses of messages that nobody has seen and nobody will."""


def answer_key(post: Post) -> str:
    """The key of the answer to a post: it gets one, however often it is heard."""
    return f"answer:{post.place.platform}:{post.id}"


async def revise(turn: Turn, post: Post) -> list[tuple[str, Saying]]:
    """What the turn says to a post that was decided about before, each with its key.

    The first saying takes the place of the answer that readers see, if any; where the turn says nothing,
    that answer is withdrawn. One that has not left yet is stopped. One of which nobody can tell whether it
    arrived is left alone, and so nothing is said in its place.
    """
    base = answer_key(post)
    visible = _visible(await outbox.under_key(turn.session, base))
    if visible is not None and await outbox.cancel_unsent(turn.session, visible.id, "the post was changed"):
        visible = None
    if post.place.kind is PlaceKind.TIMELINE and await _had_its_reply(turn.session, base):
        turn.effects.sayings.clear()
    first, rest = turn.effects.sayings[:1], turn.effects.sayings[1:]
    keyed: list[tuple[str, Saying]] = []
    if visible is None:
        keyed += [(f"{base}:send:{post.event_id}", saying) for saying in first]
    elif visible.status != "unknown":
        shown = [row.id for row in await outbox.under_key(turn.session, base)]
        await outbox.disown(turn.session, shown)
        keyed.append(_in_place_of(visible, turn, post, first))
    keyed += [
        (f"event:{post.place.platform}:{post.event_id}:{number}", saying)
        for number, saying in enumerate(rest, 1)
    ]
    return keyed


async def aim(session: AsyncSession, message: OutgoingMessage) -> OutgoingMessage | None:
    """A message as it goes out now, at the answer that it changes.

    Returns:
        The message, a new one where the answer that it changes never arrived; None where there is nothing to
        withdraw, or where nobody can tell which message to change.
    """
    key = message.extra.get(IN_PLACE_OF)
    if key is None:
        return message
    answer = await outbox.by_key(session, key)
    if answer is not None and answer.message_id is not None:
        return replace(message, message_id=answer.message_id)
    if message.delivery is not Delivery.EDIT or (answer is not None and answer.status not in NEVER_ARRIVED):
        return None
    return replace(message, delivery=Delivery.SEND)


def _in_place_of(
    visible: OutboxMessage, turn: Turn, post: Post, sayings: Sequence[Saying]
) -> tuple[str, Saying]:
    place = replace(turn.place, id=visible.place_id)
    base = answer_key(post)
    if sayings:
        message = replace(
            sayings[0].message, place=place, delivery=Delivery.EDIT, extra={IN_PLACE_OF: visible.key}
        )
        return f"{base}:edit:{post.event_id}", replace(sayings[0], message=message)
    message = OutgoingMessage(
        place=place,
        html=str(turn.words("answer-withdrawn")),
        delivery=Delivery.WITHDRAW,
        language=turn.words.language,
        extra={IN_PLACE_OF: visible.key},
    )
    return f"{base}:withdraw:{post.event_id}", Saying(message)


async def _had_its_reply(session: AsyncSession, base: str) -> bool:
    """Whether a reply to the post has been sent, or may have been, even if it is gone again."""
    rows = await outbox.under_key(session, base)
    return any(row.status not in NEVER_ARRIVED and ":withdraw:" not in row.key for row in rows)


def _visible(rows: Sequence[OutboxMessage]) -> OutboxMessage | None:
    """The row whose message readers see, or will: the rows are one answer's, oldest first."""
    visible: OutboxMessage | None = None
    for row in rows:
        withdrawal = ":withdraw:" in row.key
        if row.status in NEVER_ARRIVED:
            continue
        if withdrawal:
            visible = None
        elif visible is None or ":send:" in row.key:
            visible = row
    return visible
