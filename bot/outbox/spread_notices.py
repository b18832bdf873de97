"""What the bot tells by itself of claims that spread: alerts to the review chat, the weekly digest.

Run by the application every few minutes. Each message and the note that it was sent are one transaction, so
that it leaves once, whatever crashes and however many workers there are.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from markupsafe import Markup
from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import Clock
from bot.config import Settings
from bot.events import OutgoingMessage, Place, PlaceKind, place_json
from bot.markup import within
from bot.outbox.queueing import queue
from bot.spread import telling
from bot.spread.figures import ALERT_WINDOW, HISTORY, Growth, Unusual, growth_of, unusual_rise
from bot.spread.words import day
from bot.telemetry.tracing import tracing
from bot.translations import Translator
from storage import alerts, claims, digests, listings, spread
from storage.database import Database
from storage.models import Claim
from storage.spread import Rise

log = structlog.get_logger()

AGAIN_AFTER = timedelta(hours=6)
"""A claim is reported so often at most."""
_MOST_CANDIDATES = 200
_MOST_IN_DIGEST = 10
_BATCH = 50


@dataclass(frozen=True)
class SpreadWatch:
    """What looking needs."""

    database: Database
    settings: Settings
    clock: Clock

    async def report_rises(self) -> int:
        """Tell the review chat of claims that rise unusually; returns of how many."""
        if self.settings.review_chat is None:
            return 0
        now, chosen = self.clock(), self.settings.spread
        told = 0
        async with self.database.read() as session:
            rises = await spread.rises(session, now - ALERT_WINDOW, now, _MOST_CANDIDATES, chosen.alert_posts)
            found: list[tuple[Rise, Unusual]] = []
            for rise in rises:
                hours = await spread.moments(session, rise.claim_id, "hour", now - HISTORY)
                unusual = unusual_rise(
                    hours, now, least_posts=chosen.alert_posts, least_score=chosen.alert_score
                )
                if unusual is not None:
                    found.append((rise, unusual))
        for rise, unusual in found:
            async with self.database.write() as session:
                told += await self._report(session, rise, unusual, now)
        return told

    async def _report(self, session: AsyncSession, rise: Rise, found: Unusual, now: datetime) -> bool:
        claim = await claims.get(session, rise.claim_id)
        if claim is None or not claim.is_published:
            return False
        raised = await alerts.raise_once(
            session,
            claim.id,
            now,
            AGAIN_AFTER,
            posts=found.posts,
            usual=found.usual,
            score=found.score,
        )
        if not raised:
            return False
        words = Translator(self.settings.language)
        platform, _, place_id = (self.settings.review_chat or "").partition(":")
        message = OutgoingMessage(
            place=Place(platform, place_id, PlaceKind.GROUP),
            html=str(telling.alert(claim, rise, found, words)),
            language=words.language,
        )
        key = f"{claim.id}:{now.isoformat()}"
        with tracing("spread-alert", key):
            await queue(session, f"spread-alert:{key}", message, now)
            log.info("unusual rise", claim=claim.id, posts=found.posts, usual=found.usual, score=found.score)
        return True

    async def send_digests(self) -> int:
        """Send the week's digest to those whose turn it is; returns to how many."""
        now = self.clock()
        async with self.database.read() as session:
            if not await digests.are_due(session, now):
                return 0
            week = await week_of(session, now)
        told = 0
        while (sent := await self._send_some(week, now)) > 0:
            told += sent
        return told

    async def _send_some(self, week: "Week", now: datetime) -> int:
        """Send the digest to some of those who wait, in one transaction that holds nobody up for long."""
        async with self.database.write() as session:
            due = await digests.take_due(session, now, _BATCH)
            for row, turn in due:
                words = Translator(row.language)
                place = place_json.validate_python(row.place)
                html = within(week.told(words))
                message = OutgoingMessage(place=place, html=str(html), language=row.language)
                key = f"{row.author}:{turn.isoformat()}"
                with tracing("digest", key):
                    await queue(session, f"digest:{key}", message, now, author=row.author)
                    log.info("digest queued", platform=place.platform)
        return len(due)


@dataclass(frozen=True)
class Week:
    """What was seen in seven days: of the claims seen most, with their usual day; and how much in all."""

    now: datetime
    posts: int
    claims: int
    added: int
    lines: tuple[tuple[Rise, Claim, Growth], ...]

    def told(self, words: Translator) -> list[Markup]:
        """The digest."""
        first = day(self.now - digests.WEEK, words)
        said = [words("digest-title", first=first, last=day(self.now, words))]
        if not self.posts:
            said.append(words("digest-none"))
        else:
            said.append(
                words(
                    "digest-figures",
                    posts=words.plain("count-posts", count=self.posts),
                    claims=words.plain("count-claims", count=self.claims),
                )
            )
        if self.added:
            said.append(words("digest-new", claims=words.plain("count-claims", count=self.added)))
        said += [telling.rise_line(rise, claim, growth, words) for rise, claim, growth in self.lines]
        return [*said, words("digest-end")]


async def week_of(session: AsyncSession, now: datetime) -> Week:
    """Gather the last seven days."""
    since = now - digests.WEEK
    rises = await spread.rises(session, since, now, _MOST_IN_DIGEST)
    known = await claims.get_many(session, [rise.claim_id for rise in rises])
    lines = []
    for rise in rises:
        if (claim := known.get(rise.claim_id)) is not None and claim.is_published:
            hours = await spread.moments(session, rise.claim_id, "hour", now - HISTORY)
            lines.append((rise, claim, growth_of(hours, now)))
    posts, seen = await spread.seen_between(session, since, now)
    added = await listings.claims_added_since(session, since)
    return Week(now, posts, seen, added, tuple(lines))
