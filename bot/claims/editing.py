"""What happens to a claim: added, edited, worded, retracted, merged. Chat, command line and pages call this.

Each function writes the audit, stops answers that have not left, and gives back what people are to hear;
the caller hands that to the outbox in the same transaction. The names of the audit are those below.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from bot.events import Delivery, OutgoingMessage, PlaceKind, message_json, place_json
from bot.markup import quoted
from bot.translations import Translator
from storage import accounts, audit, claim_changes, claims, outbox, questions
from storage.claim_changes import Merged
from storage.claims import AppearanceDraft, ClaimDraft, FactCheckDraft
from storage.models import Claim

ADDED, EDITED, WORDED, ORIGINS = "claim.add", "claim.edit", "claim.wording", "claim.origins"
RETRACTED, MERGED, IMPORTED, UNDONE = "claim.retract", "claim.merge", "claim.import", "claim.undo"
ACTIONS = (ADDED, EDITED, WORDED, ORIGINS, RETRACTED, MERGED, IMPORTED, UNDONE)


@dataclass(frozen=True)
class Editor:
    """Who changes claims, as the audit names them (`telegram:1001`, `cli:operator`), and when."""

    ref: str
    now: datetime


@dataclass(frozen=True)
class Notice:
    """A message that follows from a change; `author` is the pseudonym of the person who hears it."""

    message: OutgoingMessage
    author: str


@dataclass(frozen=True)
class ChangeOutcome:
    """What a change led to.

    Attributes:
        claim: as it is now.
        notices: what people are to hear of it.
        stopped: answers that had not left, and will not.
        corrected: answers that stand somewhere and are corrected by the notices.
    """

    claim: Claim
    notices: tuple[Notice, ...] = ()
    stopped: int = 0
    corrected: int = 0


@dataclass(frozen=True)
class Edits:
    """What to change of a claim; what is left out stays.

    Attributes:
        values: of `statement`, `rating`, `claimant`, `language`.
        own_words: the publisher's for the new rating, kept with the fact-check where there is one only.
        fact_check: takes the place of all that the claim has.
        link: an address (None: there is none yet) and the one that takes its place.
        phrasings: wordings to add, each with its language.
        appearances: to add.
    """

    values: Mapping[str, str | None] = field(default_factory=dict)
    fact_check: FactCheckDraft | None = None
    link: tuple[str | None, str] | None = None
    phrasings: Sequence[tuple[str, str | None]] = ()
    appearances: Sequence[AppearanceDraft] = ()
    own_words: str | None = None

    @property
    def changes_the_verdict(self) -> bool:
        """Whether those who asked to hear of the claim hear of this."""
        return "rating" in self.values or self.link is not None or self.fact_check is not None


@dataclass(frozen=True)
class GivenAnswer:
    """An answer about a claim that readers may still see, and who was answered."""

    message: OutgoingMessage
    message_id: str
    author: str


async def add(session: AsyncSession, draft: ClaimDraft, by: Editor, action: str = ADDED) -> Claim:
    """Add a claim.

    Raises:
        DuplicateClaim: one says this already.
    """
    claim = await claims.add(session, draft, by.now)
    await _note(session, by, action, claim, None)
    return claim


async def edit(session: AsyncSession, claim: Claim, edits: Edits, by: Editor) -> ChangeOutcome:
    """Change a claim; subscribers hear of a new rating or link.

    Raises:
        DuplicateClaim: another claim says this already.
    """
    before = claims.snapshot(claim)
    if edits.values:
        await claims.edit(session, claim, by.now, **edits.values)
    if edits.fact_check is not None:
        await claims.replace_fact_check(session, claim, edits.fact_check, by.now)
    if edits.link is not None:
        old, new = edits.link
        if old is None:
            await claims.add_fact_check(session, claim, FactCheckDraft(url=new), by.now)
        else:
            await claims.replace_link(session, claim, old, new, by.now)
    if edits.own_words is not None and len(claim.fact_checks) == 1:
        claim.fact_checks[0].textual_rating = edits.own_words
    for text, language in edits.phrasings:
        await claims.add_phrasing(session, claim, text, language, by.now)
    for seed in edits.appearances:
        await claims.add_appearance(session, claim, seed, by.now)
    await _note(session, by, EDITED, claim, before)
    heard = await _news(session, claim, "claim-news-edited") if edits.changes_the_verdict else ()
    return ChangeOutcome(claim, heard)


async def add_wording(session: AsyncSession, claim: Claim, text: str, by: Editor) -> bool:
    """Add another wording; False where the claim has it already, and then nothing is changed."""
    before = claims.snapshot(claim)
    added = await claims.add_phrasing(session, claim, text, None, by.now)
    if added:
        await _note(session, by, WORDED, claim, before)
    return added


async def remove_wording(session: AsyncSession, claim: Claim, phrasing_id: int, by: Editor) -> bool:
    """Take a wording away; False where the claim does not have it, and then nothing is changed."""
    before = claims.snapshot(claim)
    removed = await claims.remove_phrasing(session, claim, phrasing_id, by.now)
    if removed:
        await _note(session, by, WORDED, claim, before)
    return removed


async def add_appearance(session: AsyncSession, claim: Claim, seed: AppearanceDraft, by: Editor) -> bool:
    """Add where the claim was published; False where that is known, and then nothing is changed."""
    before = claims.snapshot(claim)
    added = await claims.add_appearance(session, claim, seed, by.now)
    if added:
        await _note(session, by, ORIGINS, claim, before)
    return added


async def remove_appearance(session: AsyncSession, claim: Claim, number: int, by: Editor) -> None:
    """Remove the appearance with this number, counted from 1."""
    before = claims.snapshot(claim)
    await claims.remove_appearance(session, claim, claim.appearances[number - 1], by.now)
    await _note(session, by, ORIGINS, claim, before)


async def retract(session: AsyncSession, claim: Claim, reason: str, by: Editor) -> ChangeOutcome:
    """Take a claim out of matching: answers that stand are corrected, subscribers told, others stopped."""
    given = await given_answers(session, claim)
    before = claims.snapshot(claim)
    await claims.retract(session, claim, reason, by.now)
    stopped = await outbox.cancel_for_claim(session, claim.id, f"claim {claim.id} was retracted")
    after = claims.snapshot(claim) | {"reason": reason, "corrected": len(given)}
    await audit.note(session, by.now, by.ref, RETRACTED, subject_of(claim.id), before, after)
    corrections = tuple(_correction(answer, claim) for answer in given)
    places = {answer.message.place.id for answer in given}
    news = await _news(session, claim, "claim-news-retracted", but=places)
    return ChangeOutcome(claim, (*corrections, *news), stopped, len(given))


async def merge(
    session: AsyncSession, source: Claim, target: Claim, reason: str, by: Editor
) -> tuple[ChangeOutcome, Merged]:
    """Make one claim a wording of another; also gives what moved, by which it can be moved back."""
    before, into = claims.snapshot(source), claims.snapshot(target)
    moved = await claim_changes.merge(session, source, target, reason, by.now)
    stopped = await outbox.cancel_for_claim(session, source.id, f"merged into claim {target.id}")
    gone = {"into": target.id, "stopped": stopped}
    await audit.note(session, by.now, by.ref, MERGED, subject_of(source.id), before, gone)
    after = claims.snapshot(target) | {"from": source.id}
    await audit.note(session, by.now, by.ref, MERGED, subject_of(target.id), into, after)
    return ChangeOutcome(target, stopped=stopped), moved


def subject_of(claim_id: int) -> str:
    """How the audit names a claim."""
    return f"claim:{claim_id}"


async def given_answers(session: AsyncSession, claim: Claim) -> list[GivenAnswer]:
    """Answers about the claim that readers may still see.

    Those of people who want to be left alone are not among them: nobody writes to them.
    """
    found = []
    for row, author in await claim_changes.latest_answers(session, claim.id):
        message = message_json.validate_json(row.payload or "")
        if message.delivery is not Delivery.SEND or row.message_id is None:
            continue
        wish = await accounts.preference(session, author)
        if message.place.kind is PlaceKind.PRIVATE and wish is not None and wish.stopped_at is not None:
            continue
        found.append(GivenAnswer(message, row.message_id, author))
    return found


def _correction(answer: GivenAnswer, claim: Claim) -> Notice:
    """Under the answer a correction; on X timelines, where the bot may not reply unasked, it is deleted."""
    message = answer.message
    if message.place.kind is PlaceKind.TIMELINE:
        taken = OutgoingMessage(
            place=message.place, html="", delivery=Delivery.WITHDRAW, message_id=answer.message_id
        )
        return Notice(taken, answer.author)
    words = Translator(message.language)
    html = words("correction-retracted", statement=quoted(claim.statement, words))
    correction = OutgoingMessage(
        place=message.place, html=str(html), reply_to=answer.message_id, language=message.language
    )
    return Notice(correction, answer.author)


async def _news(
    session: AsyncSession, claim: Claim, message: str, *, but: Collection[str] = ()
) -> tuple[Notice, ...]:
    """What those hear who asked to be told of the claim, except in the places in `but`."""
    told = []
    for row in await questions.subscribers(session, claim.id):
        if row.place["id"] in but:
            continue
        words = Translator(row.language)
        html = words(
            message,
            statement=quoted(claim.statement, words),
            rating=words.plain(f"rating-{claim.rating}"),
            link=claim.fact_checks[0].url if claim.fact_checks and claim.is_published else "—",
        )
        place = place_json.validate_python(row.place)
        told.append(Notice(OutgoingMessage(place=place, html=str(html), language=row.language), row.author))
    return tuple(told)


async def _note(
    session: AsyncSession, by: Editor, action: str, claim: Claim, before: dict[str, Any] | None
) -> None:
    await audit.note(session, by.now, by.ref, action, subject_of(claim.id), before, claims.snapshot(claim))
