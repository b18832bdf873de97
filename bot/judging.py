"""One post: match it, let the policy decide, keep the decision with its evidence, and say what follows."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from bot.commands.answers import say_fact_check, say_nothing_found, say_suggestions
from bot.config import MatcherSettings
from bot.events import Address, PlaceKind, Post
from bot.platforms.x.length import fits as fits_in_post
from bot.policy import Action, Decision, Mode, Rules, decide
from bot.signing import Signer
from bot.turn import Turn
from matchers.types import Match, Reading, Thresholds
from storage import accounts, claims, decisions, outbox
from storage.models import Claim, DecisionRecord

_ANSWER_AGAIN_AFTER = timedelta(days=1)
SIGHTING_PROBABILITY = 0.5
"""A sighting says "rather yes than no"; nobody is told, and its probability is kept beside it."""
_MOST_TEXTS = 3
"""The post's own words, the post above it, the thread's root."""


@dataclass(frozen=True)
class Checked:
    """The text that was judged: the post's own, or that of a post above it."""

    post: Post
    reading: Reading


def texts_of(post: Post) -> list[Post]:
    """The posts whose words may hold the claim that is asked about, the post itself first."""
    return [post, *post.above][:_MOST_TEXTS]


def thresholds_of(own: Thresholds, chosen: MatcherSettings) -> Thresholds:
    """The model's thresholds, unless the settings name others."""
    return Thresholds(
        reply=own.reply if chosen.reply_threshold is None else chosen.reply_threshold,
        review=own.review if chosen.review_threshold is None else chosen.review_threshold,
    )


def choose(post: Post, readings: Mapping[str, Reading], thresholds: Thresholds) -> Checked:
    """Which text to judge: the post's own words if they hold a claim, else the nearest above that does."""
    checked = [Checked(candidate, readings[candidate.id]) for candidate in texts_of(post)]
    for candidate in checked:
        if candidate.reading.matches and candidate.reading.matches[0].probability >= thresholds.review:
            return candidate
    return checked[0]


async def judge(turn: Turn, post: Post, readings: Mapping[str, Reading]) -> DecisionRecord:
    """Decide about a post and leave what follows in the turn: a sighting, an answer, a review item.

    Args:
        turn: the turn of the event that brought the post.
        post: the post that was written to, or overheard by, the bot.
        readings: what the matcher saw in the post and in those above it, by post id.

    Returns:
        The stored decision.
    """
    thresholds = thresholds_of(turn.matcher.thresholds, turn.settings.matcher)
    checked = choose(post, readings, thresholds)
    known = await claims.get_many(turn.session, [int(match.claim_id) for match in checked.reading.matches])
    reading = _only_published(checked.reading, known)
    best = known[int(reading.matches[0].claim_id)] if reading.matches else None
    decision = decide(post.address, post.place, reading, await _rules(turn, post, best, thresholds))
    record = await _keep(turn, post, checked.post, reading, decision)
    if best is not None and decision.matches and decision.matches[0].probability >= SIGHTING_PROBABILITY:
        heard = post.address if checked.post is post else Address.OVERHEARD
        sighting = sighting_of(checked.post, heard, reading, decision.matches[0], turn.signer, turn.now)
        await decisions.add_sighting(turn.session, replace(sighting, decision_id=record.id))
    await _follow(turn, post, reading, decision, record, known)
    return record


def _only_published(reading: Reading, known: Mapping[int, Claim]) -> Reading:
    """Drop matches whose claim was retracted since the matcher last looked."""
    live = tuple(
        match
        for match in reading.matches
        if (claim := known.get(int(match.claim_id))) is not None and claim.is_published
    )
    return Reading(
        live,
        reading.stance,
        reading.stance_probability,
        reading.language,
        reading.content_words,
        reading.text,
    )


async def _rules(turn: Turn, post: Post, best: Claim | None, thresholds: Thresholds) -> Rules:
    preference = await accounts.preference(turn.session, turn.pseudonym)
    once_a_day = post.place.kind in (PlaceKind.GROUP, PlaceKind.CHANNEL)
    return Rules(
        reply_threshold=thresholds.reply,
        review_threshold=thresholds.review,
        min_content_words=turn.settings.matcher.min_content_words,
        mode=Mode.ASKED,
        answer_unknown=post.place.kind is not PlaceKind.TIMELINE or turn.settings.x.answer_unknown,
        stopped=preference is not None and preference.stopped_at is not None,
        already_answered=once_a_day
        and best is not None
        and await outbox.answered_recently(
            turn.session, post.place.platform, post.place.id, best.id, turn.now - _ANSWER_AGAIN_AFTER
        ),
        rating=best.rating if best else None,
        has_fact_check=bool(best and best.fact_checks),
    )


async def _keep(
    turn: Turn, post: Post, checked: Post, reading: Reading, decision: Decision
) -> DecisionRecord:
    """Store the decision; the text only where something matched."""
    return await decisions.record(
        turn.session,
        DecisionRecord(
            platform=post.place.platform,
            event_id=post.event_id,
            post_id=post.id,
            place_id=post.place.id,
            author=turn.pseudonym,
            action=decision.action,
            reason=decision.reason,
            matches=[as_json(match) for match in decision.matches or reading.matches[:1]],
            post_text=checked.text if decision.matches else None,
            stance=reading.stance,
            language=reading.language,
            model_id=turn.matcher.model_id,
            decided_at=turn.now,
        ),
    )


def sighting_of(
    post: Post, address: Address, reading: Reading, match: Match, signer: Signer, now: datetime
) -> decisions.SightingDraft:
    """Where a claim was seen, as the store keeps it.

    Args:
        post: the post that makes the claim; it may stand above the one that asks about it.
        address: how the bot came to see it.
        reading: what the matcher saw in it.
        match: the claim.
        signer: makes pseudonyms of authors.
        now: the time of the sighting; the post has its own.
    """
    origin = post.origin
    public_origin = origin is not None and origin.kind in ("channel", "chat")
    return decisions.SightingDraft(
        claim_id=int(match.claim_id),
        platform=post.place.platform,
        post_id=post.id,
        place_id=post.place.id,
        place_kind=post.place.kind,
        place_title=post.place.title,
        author=signer.pseudonym(post.author),
        written_at=post.written_at,
        seen_at=now,
        address=address,
        language=reading.language,
        stance=reading.stance,
        probability=match.probability,
        origin=None
        if origin is None
        else {
            "kind": origin.kind,
            "id": origin.id if public_origin else None,
            "name": origin.name if public_origin else "",
            "message_id": origin.message_id,
            "written_at": origin.written_at.isoformat(),
        },
        reach=post.reach,
        decision_id=None,
    )


async def _follow(
    turn: Turn,
    post: Post,
    reading: Reading,
    decision: Decision,
    record: DecisionRecord,
    known: Mapping[int, Claim],
) -> None:
    """Leave in the turn what the decision asks for."""
    offered = [known[int(match.claim_id)] for match in decision.matches]
    if decision.action is Action.REPLY:
        fits = fits_in_post if post.place.kind is PlaceKind.TIMELINE else None
        say_fact_check(turn, offered[0], record.id, fits)
    elif decision.action is Action.SUGGEST:
        say_suggestions(turn, offered, record.id)
    elif decision.action is Action.ADMIT:
        say_nothing_found(turn, record.id, had_text=bool(reading.text))
    elif decision.action is Action.REVIEW:
        await decisions.open_review(turn.session, turn.now, decision_id=record.id)


def as_json(match: Match) -> dict[str, Any]:
    """A match with its evidence, as decisions keep it and `check --json` prints it."""
    return {
        "claim_id": match.claim_id,
        "probability": round(match.probability, 4),
        "evidence": [
            {"name": evidence.name, "score": round(evidence.score, 4), "details": dict(evidence.details)}
            for evidence in match.evidence
        ],
    }
