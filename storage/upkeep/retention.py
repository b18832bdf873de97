"""Retention: what is deleted or emptied when its time is over."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from storage import accounts, allowances, decisions, inbox, outbox, unanswered, web_access

_RATES_KEPT = timedelta(days=2)
"""Longer than any window of `bot.inbox.rate_limits`."""


@dataclass(frozen=True)
class Retention:
    """How long things are kept.

    Attributes:
        texts: Texts of posts, contents of messages that left and of events that were given up.
        handled: Rows of handled events, empty already: a platform that delivers an event again after that
            is not recognised.
    """

    texts: timedelta = timedelta(days=90)
    handled: timedelta = timedelta(days=30)


@dataclass(frozen=True)
class Swept:
    """How many rows lost their content (texts, messages, failed events) or were deleted (the others)."""

    texts: int
    messages: int
    failed_events: int
    handled_events: int
    dialogues: int
    rates: int
    signed_in: int
    questions: int = 0


async def sweep(session: AsyncSession, now: datetime, retention: Retention) -> Swept:
    """Forget whatever is older than it may be; call `Database.purge_log` after the commit."""
    text_limit = now - retention.texts
    return Swept(
        texts=await decisions.forget_texts(session, text_limit),
        messages=await outbox.forget_sent(session, text_limit) + await outbox.forget_farewells(session),
        failed_events=await inbox.forget_failed(session, text_limit),
        handled_events=await inbox.forget_handled(session, now - retention.handled),
        dialogues=await accounts.forget_lapsed(session, now),
        rates=await allowances.forget_spent(session, now - _RATES_KEPT),
        signed_in=await web_access.forget_lapsed(session, now),
        questions=await unanswered.forget_old(session, text_limit),
    )
