"""Puts messages into the outbox, in the transaction of what they follow from."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.conversation.turn import Turn
from bot.events import Event, OutgoingMessage, Post, message_json
from bot.outbox.revisions import answer_key, revise
from bot.telemetry.tracing import tracing, with_trace
from storage import outbox

FAREWELL = "farewell"
"""In the `extra` of the last word to somebody who asked to be forgotten: it is forgotten once it left."""


async def queue(
    session: AsyncSession,
    key: str,
    message: OutgoingMessage,
    now: datetime,
    *,
    claim_id: int | None = None,
    decision_id: int | None = None,
    author: str | None = None,
) -> bool:
    """Queue a message under a key that is used once; False when that key was queued before.

    Args:
        session: a writing session.
        key: of the outbox.
        message: to be sent; it carries on the id of the event that is being worked on.
        now: the time.
        claim_id: the claim that it is about: should that be retracted, it is not sent.
        decision_id: the decision that it follows from.
        author: pseudonym of the person that it answers, by which `/forgetme` finds it.
    """
    number = await outbox.enqueue(
        session,
        key,
        message.place.platform,
        message.place.id,
        message_json.dump_json(with_trace(message)).decode(),
        now,
        claim_id=claim_id,
        decision_id=decision_id,
        author=author,
    )
    return number is not None


async def queue_sayings(turn: Turn, event: Event) -> None:
    """Queue what the turn says, each saying under a key of its own.

    The answer to a post has the post's key, so that a post gets one answer however often it is heard.
    """
    if isinstance(event, Post) and turn.effects.revises:
        keyed = await revise(turn, event)
    else:
        source = event.place.platform, event.event_id
        keyed = [
            (f"event:{source[0]}:{source[1]}:{number}", saying)
            for number, saying in enumerate(turn.effects.sayings)
        ]
        if isinstance(event, Post) and keyed:
            keyed[0] = (answer_key(event), keyed[0][1])
    with tracing(event.place.platform, event.event_id):
        for key, saying in keyed:
            message = saying.message
            if turn.effects.forgot:
                message = replace(message, extra={**message.extra, FAREWELL: "yes"})
            await queue(
                turn.session,
                key,
                message,
                turn.now,
                claim_id=saying.claim_id,
                decision_id=saying.decision_id,
                author=saying.author or turn.pseudonym,
            )
