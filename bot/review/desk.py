"""What a reviewer's decision leads to once it is final.

Run every second or so by the application; each item in one transaction, which closes it.
"""

from dataclasses import dataclass, replace
from datetime import datetime

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from bot.claims.search import ClaimSearch
from bot.clock import Clock
from bot.config import Settings
from bot.conversation.answers import fact_check_message, pointer
from bot.conversation.replies import Fits
from bot.decisions.judging import ANSWER_AGAIN_AFTER, rules_for, thresholds_of
from bot.decisions.policy import Action, Reason, decide
from bot.events import Account, Address, OutgoingMessage, Place, PlaceKind, place_json
from bot.outbox.queueing import queue
from bot.platforms.capabilities import Choosing, capabilities
from bot.review.chat import announce, withdraw_item
from bot.roles import Role, role_of
from bot.signing import Signer
from bot.spread.sighting import with_origin
from bot.telemetry.tracing import tracing
from bot.translations import Translator
from matchers.types import Match, Reading, Stance
from storage import chats, claims, decisions, outbox, questions, reviews
from storage.database import Database
from storage.models import Claim, DecisionRecord, ReviewItem
from storage.models.chats import Question

log = structlog.get_logger()

_CONFIRMED = 1.0
"""A person's word: above every threshold that can be set."""
_WORDS_ENOUGH = 1_000


@dataclass(frozen=True)
class ReviewDesk:
    """What carrying out needs."""

    database: Database
    settings: Settings
    signer: Signer
    matcher: ClaimSearch
    clock: Clock

    async def settle(self) -> int:
        """Carry out the decisions that can no longer be undone; returns how many."""
        now = self.clock()
        async with self.database.read() as session:
            if not await reviews.due(session, now, 1):
                return 0
        async with self.database.write() as session:
            items = await reviews.due(session, now)
            for item in items:
                await self._carry_out(session, item, now)
        return len(items)

    async def announce(self) -> int:
        """Tell the review chat what is new; returns how many messages that made."""
        return await announce(self.database, self.settings, self.signer, self.clock)

    async def _carry_out(self, session: AsyncSession, item: ReviewItem, now: datetime) -> None:
        platform, _, account_id = (item.reviewer or "").partition(":")
        if await role_of(session, self.settings, Account(platform, account_id)) is Role.USER:
            await reviews.reopen(session, item)
            log.info("review given back: its reviewer has no role any more", item=item.id)
            return
        verdict = item.verdict or {}
        record = await decisions.get(session, item.decision_id or 0)
        claim_id = verdict.get("claim_id")
        claim = await claims.get(session, claim_id) if claim_id is not None else None
        if claim is not None and not claim.is_published:
            claim = None
        if record is not None and (claim_id is None or claim is not None):
            await self._label(session, record, claim, str(verdict.get("reviewer")), now)
            if claim is not None and item.sighting is not None:
                seen = decisions.from_json(item.sighting, claim.id, _CONFIRMED)
                for draft in with_origin(seen, self.signer):
                    await decisions.add_sighting(session, draft)
        if record is not None:
            for question in await questions.waiting(session, record.id):
                await self._answer(session, question, record, claim, now)
        await reviews.close(session, item, now)
        await withdraw_item(session, self.settings, item, claim, now)
        log.info("review carried out", item=item.id, claim=claim_id)

    async def _label(
        self, session: AsyncSession, record: DecisionRecord, claim: Claim | None, reviewer: str, now: datetime
    ) -> None:
        """Keep the reviewer's word on each candidate, and on the claim that it is."""
        meant = None if claim is None else claim.id
        labelled = {match["claim_id"] for match in record.matches} | ({meant} if meant is not None else set())
        for claim_id in sorted(labelled):
            word = "right" if claim_id == meant else "wrong"
            await decisions.give_feedback(session, record, claim_id, reviewer, word, now)

    async def _answer(
        self,
        session: AsyncSession,
        question: Question,
        record: DecisionRecord,
        claim: Claim | None,
        now: datetime,
    ) -> None:
        """Tell the one who asked, as far as the gate lets an answer through now."""
        question.answered_at = now
        place = place_json.validate_python(question.place)
        words = Translator(question.language)
        message = await self._message(session, question, record, claim, place, words, now)
        if message is None:
            return
        if capabilities(place.platform).choosing is not Choosing.BUTTONS:
            message = replace(message, buttons=())
        with tracing(record.platform, record.event_id):
            await queue(
                session,
                f"review:{question.id}",
                message,
                now,
                claim_id=None if claim is None else claim.id,
                decision_id=record.id,
                author=question.author,
            )

    async def _message(
        self,
        session: AsyncSession,
        question: Question,
        record: DecisionRecord,
        claim: Claim | None,
        place: Place,
        words: Translator,
        now: datetime,
    ) -> OutgoingMessage | None:
        thresholds = thresholds_of(self.matcher.thresholds, self.settings.matcher)
        chat = await chats.find(session, place.platform, place.id)
        rules = await rules_for(session, self.settings, place, chat, claim, thresholds, question.author, now)
        matches = () if claim is None else (Match(claim.id, _CONFIRMED),)
        reading = Reading(matches, Stance.ASSERT, 1.0, record.language, _WORDS_ENOUGH, "reviewed")
        address = Address.SUMMONED if place.kind.is_public else Address.DIRECT
        promised = place.kind is not PlaceKind.TIMELINE
        sure = replace(rules, reply_threshold=min(_CONFIRMED, rules.reply_threshold))
        if promised:
            sure = replace(sure, cap_reached=False)  # this answer was promised before
        decision = decide(address, place, reading, sure)
        if promised and (decision.action is Action.ADMIT or decision.reason is Reason.NO_FACT_CHECK):
            return _told(question, place, words, words("review-none-for-asker"))
        if promised and claim is not None and decision.action is Action.POINT:
            since = now - ANSWER_AGAIN_AFTER
            earlier = await outbox.last_answer(session, place.platform, place.id, claim.id, since)
            return _told(question, place, words, pointer(words, place, claim, earlier))
        if claim is None or decision.action is not Action.REPLY:
            return None
        fits = None
        if place.kind is PlaceKind.TIMELINE:
            number = await outbox.answers_about(session, place.platform, claim.id)
            fits = Fits(capabilities(place.platform).fits, number, self.settings.x.links)
        message = fact_check_message(
            claim, words, self.signer, place, record.id, now, reply_to=question.reply_to, fits=fits
        )
        if place.kind is PlaceKind.TIMELINE:
            return message
        return replace(message, html=f"{words('review-answer')}\n\n{message.html}")


def _told(question: Question, place: Place, words: Translator, text: str) -> OutgoingMessage:
    """A word to the one who asked that gives no fact-check of its own."""
    return OutgoingMessage(place=place, html=str(text), reply_to=question.reply_to, language=words.language)
