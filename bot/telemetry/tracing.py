"""One id that follows an event from the platform to the answer, in every log line about it.

The id is a digest of the platform's name and the event's id: anyone who knows the event (the inbox row, the
decision about it) knows the id, after a crash too, and nothing more needs to be stored. A message carries it
through the outbox in its `extra`.
"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from structlog.contextvars import bound_contextvars, get_contextvars

from bot.events import OutgoingMessage

TRACE = "trace"


def trace_of(platform: str, event_id: str) -> str:
    """The id of one event: 16 hexadecimal digits."""
    return hashlib.sha256(f"{platform}:{event_id}".encode()).hexdigest()[:16]


@contextmanager
def tracing(platform: str, event_id: str) -> Iterator[None]:
    """What is logged in this block is about this event."""
    with bound_contextvars(**{TRACE: trace_of(platform, event_id)}):
        yield


@contextmanager
def tracing_message(message: OutgoingMessage) -> Iterator[None]:
    """What is logged in this block is about this message, and so about the event that it answers."""
    trace = message.extra.get(TRACE)
    with bound_contextvars(**({TRACE: trace} if trace else {})):
        yield


def with_trace(message: OutgoingMessage) -> OutgoingMessage:
    """The message with the id of the event that is being worked on, if one is."""
    trace = get_contextvars().get(TRACE)
    if trace is None or TRACE in message.extra:
        return message
    return replace(message, extra={**message.extra, TRACE: trace})
