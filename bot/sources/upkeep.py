"""What is done for sources now and then: what may be kept no longer goes, silent ones are told of."""

from datetime import timedelta

import structlog
from markupsafe import Markup
from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import Clock
from bot.config import Settings
from bot.markup import quoted
from bot.outbox.owner_notices import tell_owner
from bot.translations import Translator
from storage import audit, claims, source_reviews, sources
from storage.database import Database
from storage.models.sources import Source, SourceReview

log = structlog.get_logger()

_BATCH = 200


async def expire(database: Database, clock: Clock) -> int:
    """Drop what may be kept no longer: proposals wholly, of fact-checks in use what the source told of them.

    The link and the claim stay, for an editor stands behind them; one is asked to look.

    Returns:
        How many were over.
    """
    over = 0
    while True:
        async with database.write() as session:
            rows = await source_reviews.expired(session, clock(), _BATCH)
            for row in rows:
                if row.status == "taken":
                    await _expire_taken(session, row, clock)
            await source_reviews.forget(session, [row.id for row in rows if row.status != "taken"])
        over += len(rows)
        if len(rows) < _BATCH:
            return over


async def _expire_taken(session: AsyncSession, row: SourceReview, clock: Clock) -> None:
    row.asks, row.reason = "expired", "term"
    claim = await claims.get(session, row.claim_id or 0)
    if claim is not None and not await source_reviews.is_stated_elsewhere(session, row):
        await claims.forget_description(session, claim, row.address, clock())
        subject = f"claim:{claim.id}"
        await audit.note(session, clock(), f"source:{row.source_id}", "source.expired", subject)
    row.title = row.summary = row.textual_rating = row.claimant = row.published_on = None


async def report_silent(database: Database, settings: Settings, clock: Clock) -> int:
    """Tell an owner, once for each silence, of sources that bring nothing new; returns of how many."""
    now = clock()
    limit = timedelta(days=settings.sources.silent_days)
    told = 0
    async with database.write() as session:
        for source in await sources.silent(session, now - limit):
            since = source.last_new_at or source.added_at
            if source.told_silent_at is not None and source.told_silent_at > since:
                continue
            key = f"source-silent:{source.id}:{since:%Y-%m-%d}"
            if await _tell(session, settings, source, key, clock):
                source.told_silent_at = now
                told += 1
    return told


async def _tell(session: AsyncSession, settings: Settings, source: Source, key: str, clock: Clock) -> bool:
    name, days, state = source.title or source.address, settings.sources.silent_days, source.state

    def text(words: Translator) -> Markup:
        return words(
            "source-silent", source=str(source.id), name=quoted(name, words, 200), days=days, state=state
        )

    return await tell_owner(settings, session, key, text, clock())
