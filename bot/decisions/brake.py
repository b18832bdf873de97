"""A brake on what the bot says in public by itself: over all places, and about one claim.

One wrong claim, or one bad threshold, can then never flood a platform: beyond the caps a person looks first.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from bot.config.brake import BrakeSettings
from storage import allowances
from storage.allowances import RateVerdict

log = structlog.get_logger()
_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)


@dataclass(frozen=True)
class Pull:
    """What the brake says of one more public answer.

    Attributes:
        on: whether it must wait for a person.
        newly: key of the outbox for a word to an owner, where a cap was reached just now; else empty.
    """

    on: bool
    newly: str = ""


async def pull(
    session: AsyncSession, settings: BrakeSettings, claim_ids: Sequence[int], now: datetime
) -> Pull:
    """Count one more public answer, and tell whether it must wait.

    Args:
        session: a writing session; a crash before its commit counts nothing.
        settings: the caps.
        claim_ids: of the claims that the answer names.
        now: the time.
    """
    rates = [
        ("brake:all:hour", settings.answers_an_hour, _HOUR),
        ("brake:all:day", settings.answers_a_day, _DAY),
    ]
    for claim_id in claim_ids:
        rates.append((f"brake:claim:{claim_id}:hour", settings.answers_an_hour_about_a_claim, _HOUR))
        rates.append((f"brake:claim:{claim_id}:day", settings.answers_a_day_about_a_claim, _DAY))
    on, newly = False, ""
    for key, most, window in rates:
        answer = await allowances.spend(session, key, most, window, now)
        if answer is RateVerdict.WARN:
            log.warning("the brake on public answers is on", cap=key, most=most)
            newly = f"{key}:{now.isoformat(timespec='seconds')}"
        on = on or answer is not RateVerdict.GRANTED
    return Pull(on, newly)
