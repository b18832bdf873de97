"""One post: match it, let the policy decide, keep the decision with its evidence, and say what follows."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from bot.config import MatcherSettings, Settings
from bot.conversation.answers import (
    say_fact_check,
    say_nothing_found,
    say_passed_on,
    say_pointer,
    say_suggestions,
    tell_admin,
)
from bot.conversation.replies import Fits, nothing_found_briefly
from bot.conversation.turn import Turn
from bot.decisions import brake
from bot.decisions.linked import linked_claims, with_linked
from bot.decisions.meant import Checked, choose, texts_of, unread_in
from bot.decisions.policy import REFUTING_RATINGS, Action, Decision, Mode, Reason, Rules, decide
from bot.events import Account, Address, Place, PlaceKind, Post, place_json
from bot.platforms.capabilities import capabilities
from bot.spread.sighting import (
    SIGHTING_PROBABILITY,
    carries_fact_check,
    heard_place,
    keep_likely,
    path_of,
    sighting_of,
    with_origin,
)
from matchers import certainty
from matchers.types import Match, Reading, Stance, Thresholds
from storage import accounts, allowances, chats, claims, coverage, decisions, outbox, questions
from storage.models import Claim, DecisionRecord
from storage.models.chats import Chat
from storage.text import without_words

ANSWER_AGAIN_AFTER = timedelta(days=1)
"""Within this a place that was given a fact-check is pointed at it instead."""
_CAP_WINDOW = timedelta(hours=1)
_SHARED_BY_COPIES = 0.6
"""Of the shorter claim's words, from which two claims are taken for one in a public answer."""


def thresholds_of(own: Thresholds, chosen: MatcherSettings) -> Thresholds:
    """The model's thresholds, unless the settings name others."""
    return Thresholds(
        reply=own.reply if chosen.reply_threshold is None else chosen.reply_threshold,
        review=own.review if chosen.review_threshold is None else chosen.review_threshold,
        offer=own.offer if chosen.offer_threshold is None else chosen.offer_threshold,
    )


async def judge(
    turn: Turn, post: Post, readings: Mapping[str, Reading], former: DecisionRecord | None = None
) -> DecisionRecord:
    """Decide about a post and leave what follows in the turn: a sighting, an answer, a review item.

    Args:
        turn: the turn of the event that brought the post.
        post: the post that was written to, or overheard by, the bot.
        readings: what the matcher saw in the post and in those above it, by post id.
        former: the last decision about the same post, before its author changed it.

    Returns:
        The stored decision; the former one where the verdict has not changed, and then nothing follows.
    """
    thresholds = thresholds_of(turn.matcher.thresholds, turn.settings.matcher)
    checked = choose(post, readings, thresholds)
    known = await claims.get_many(turn.session, [int(match.claim_id) for match in checked.reading.matches])
    reading = _without_retracted(checked.reading, known)
    linked = await _asked_by_link(turn, post, checked.post, certainty.plausible(reading, thresholds))
    if linked:
        known = {**known, **{claim.id: claim for claim in linked}}
        reading = with_linked(reading, linked)
    best = known.get(int(reading.matches[0].claim_id)) if reading.matches else None
    if best is not None and not linked and carries_fact_check(checked.post, best):
        reading = replace(reading, stance=Stance.DENY)
    rules = await rules_of(turn, best, thresholds)
    if linked:
        rules = replace(rules, reply_threshold=min(1.0, rules.reply_threshold))
    if best is not None and answered_with(former, best.id):
        rules = replace(rules, already_answered=False)  # by the very answer that may be changed now
    decision = decide(post.address, post.place, reading, rules)
    if former is not None and same_verdict(former, decision):
        return former
    if decision.action is Action.REPLY and post.place.kind.is_public:
        decision = _only_fitting(decision, known, rules, asked=post.address is not Address.OVERHEARD)
        claim_ids = [int(match.claim_id) for match in decision.matches]
        pull = await brake.pull(turn.session, turn.settings.brake, claim_ids, turn.now)
        if pull.on:
            decision = decide(post.address, post.place, reading, replace(rules, brake_on=True))
        if pull.newly:
            turn.effects.notices[pull.newly] = "brake-on"
    turn.effects.revises = former is not None
    heard = replace(reading, stance=Stance.DENY) if linked else reading
    record = await _keep(turn, post, checked.post, heard, decision)
    turn.effects.decided.append((decision.action, decision.reason))
    seen = await _sight(turn, post, checked.post, heard, readings, decision, record)
    if rules.mode is not Mode.OFF and (place := heard_place(post, path_of(post))) is not None:
        await coverage.note(turn.session, place, post.written_at)
    await _follow(turn, post, Checked(checked.post, reading), decision, record, known)
    if decision.action is Action.REVIEW:
        await _ask_reviewers(turn, post, decision, record, seen)
    if rules.cap_reached and post.address is not Address.OVERHEARD:
        await _tell_of_the_cap(turn, rules)
    return record


async def _tell_of_the_cap(turn: Turn, rules: Rules) -> None:
    """Tell those who ask in a chat once an hour that its admins allow no more answers for now."""
    if turn.effects.sayings or rules.stopped or rules.silenced or rules.mode is Mode.QUIET:
        return
    key = f"cap:{turn.place.platform}:{turn.place.id}"
    if await allowances.spend(turn.session, key, 1, _CAP_WINDOW, turn.now) is allowances.RateVerdict.GRANTED:
        turn.say(turn.words("cap-reached"))


async def _asked_by_link(turn: Turn, post: Post, checked: Post, plausible: tuple[Match, ...]) -> list[Claim]:
    """The claims whose fact-check is linked by somebody who asks about it.

    Who tells a claim before others, with its fact-check beside it, passes the correction on and asks nothing.
    """
    if post.address is Address.OVERHEARD:
        return []
    linked = await linked_claims(turn.session, checked)
    told = {int(match.claim_id) for match in plausible}
    passed_on = post.place.kind.is_public and any(claim.id in told for claim in linked)
    return [] if passed_on else linked


def _without_retracted(reading: Reading, known: Mapping[int, Claim]) -> Reading:
    """Drop matches whose claim was retracted since the matcher last looked."""
    live = [
        match
        for match in reading.matches
        if (claim := known.get(int(match.claim_id))) is not None and claim.is_published
    ]
    return replace(reading, matches=tuple(live))


def _only_fitting(decision: Decision, known: Mapping[int, Claim], rules: Rules, *, asked: bool) -> Decision:
    """Keep of a public answer's further claims those that could have been answered alone, and no copies."""
    first, *others = decision.matches
    kept = [first]
    for match in others:
        claim = known[int(match.claim_id)]
        copy = any(_same_story(claim, known[int(one.claim_id)]) for one in kept)
        if claim.fact_checks and not copy and (asked or claim.rating in rules.answered_ratings):
            kept.append(match)
    return replace(decision, matches=tuple(kept))


def _same_story(one: Claim, other: Claim) -> bool:
    """Whether two claims are one under other words: a fact-check in common, or most of their words."""
    if {check.url for check in one.fact_checks} & {check.url for check in other.fact_checks}:
        return True
    first, second = (set(claim.statement.casefold().split()) for claim in (one, other))
    return len(first & second) >= _SHARED_BY_COPIES * max(1, min(len(first), len(second)))


async def rules_of(turn: Turn, best: Claim | None, thresholds: Thresholds) -> Rules:
    """What holds for an answer to this turn's author about the best claim."""
    return await rules_for(
        turn.session, turn.settings, turn.place, turn.chat, best, thresholds, turn.pseudonym, turn.now
    )


async def rules_for(
    session: AsyncSession,
    settings: Settings,
    place: Place,
    chat: Chat | None,
    best: Claim | None,
    thresholds: Thresholds,
    author: str,
    now: datetime,
) -> Rules:
    """What holds for an answer in this place, with these settings, to this author (a pseudonym)."""
    preference = await accounts.preference(session, author)
    in_chat = place.kind in (PlaceKind.GROUP, PlaceKind.CHANNEL)
    rules = Rules(
        reply_threshold=thresholds.reply,
        review_threshold=thresholds.review,
        offer_threshold=thresholds.offer,
        min_content_words=settings.matcher.min_content_words,
        answer_unknown=place.kind is not PlaceKind.TIMELINE or settings.x.answer_unknown,
        stopped=preference is not None and preference.stopped_at is not None,
        already_answered=in_chat
        and best is not None
        and await outbox.answered_recently(
            session, place.platform, place.id, best.id, now - ANSWER_AGAIN_AFTER
        ),
        rating=best.rating if best else None,
        has_fact_check=bool(best and best.fact_checks),
    )
    if chat is None:
        return rules
    answered = await outbox.answers_since(session, place.platform, place.id, now - _CAP_WINDOW)
    return replace(
        rules,
        mode=Mode(chat.mode),
        answered_ratings=REFUTING_RATINGS if chat.ratings is None else frozenset(chat.ratings),
        silenced=best is not None and await chats.is_silenced(session, chat, best.id),
        quiet_hours=chats.is_quiet_at(chat, now),
        cap_reached=answered >= chat.most_an_hour,
    )


async def _keep(
    turn: Turn, post: Post, checked: Post, reading: Reading, decision: Decision
) -> DecisionRecord:
    """Store the decision; the text, and what evidence quotes of it, only where something matched."""
    record = await decisions.record(
        turn.session,
        DecisionRecord(
            platform=post.place.platform,
            event_id=post.event_id,
            post_id=post.id,
            checked_post_id=checked.id,
            place_id=post.place.id,
            author=turn.pseudonym,
            action=decision.action,
            reason=decision.reason,
            matches=[as_json(match) for match in decision.matches]
            or [without_words(as_json(match)) for match in reading.matches[:1]],
            post_text=checked.text if decision.matches else None,
            stance=reading.stance,
            language=reading.language,
            model_id=turn.matcher.model_id,
            decided_at=turn.now,
        ),
    )
    await decisions.note_people(turn.session, record.id, _others_in(turn, checked))
    return record


def _others_in(turn: Turn, checked: Post) -> set[str]:
    """Pseudonyms of those beside the asker whose words were judged: the writer, and whom they forward."""
    people = {turn.signer.pseudonym(checked.author)}
    origin = checked.origin
    if origin is not None and origin.kind == "user" and origin.id is not None:
        people.add(turn.signer.pseudonym(Account(checked.place.platform, origin.id)))
    return people - {turn.pseudonym}


async def _sight(
    turn: Turn,
    post: Post,
    checked: Post,
    reading: Reading,
    readings: Mapping[str, Reading],
    decision: Decision,
    record: DecisionRecord,
) -> decisions.SightingDraft | None:
    """Keep where the claim was seen, with the post that was forwarded; returns what is known of it."""
    others = [
        (other, post.address if other is post else Address.OVERHEARD, readings[other.id])
        for other in texts_of(post)
        if other.id != checked.id
    ]
    await keep_likely(turn.session, turn.signer, turn.now, path_of(post), others)
    if not decision.matches:
        return None
    heard = post.address if checked is post else Address.OVERHEARD
    best = decision.matches[0]
    sighting = sighting_of(checked, heard, reading, best, turn.signer, turn.now, path_of(post))
    seen = replace(sighting, decision_id=record.id)
    if seen.probability >= SIGHTING_PROBABILITY:
        for draft in with_origin(seen, turn.signer, checked):
            await decisions.add_sighting(turn.session, draft)
    return seen


async def _follow(
    turn: Turn,
    post: Post,
    checked: Checked,
    decision: Decision,
    record: DecisionRecord,
    known: Mapping[int, Claim],
) -> None:
    """Leave in the turn what the decision asks for."""
    reading = checked.reading
    offered = [known[int(match.claim_id)] for match in decision.matches]
    if decision.action is Action.ADMIT and reading.text:
        turn.effects.unanswered.append((record.id, reading.text, reading.language))
    if decision.action is Action.REPLY:
        for claim, match in zip(offered, decision.matches, strict=True):
            if claim.fact_checks:
                disputed = match.denial > match.probability or reading.stance is Stance.DENY
                fits = await timeline_fits(turn, claim.id)
                say_fact_check(turn, claim, record.id, fits, disputed=disputed)
    elif decision.action is Action.POINT:
        since = turn.now - ANSWER_AGAIN_AFTER
        place, claim = turn.place, offered[0]
        earlier = await outbox.last_answer(turn.session, place.platform, place.id, claim.id, since)
        say_pointer(turn, claim, earlier, record.id)
    elif decision.action is Action.SUGGEST:
        say_suggestions(turn, offered, record.id)
    elif decision.action is Action.ADMIT and turn.place.kind is PlaceKind.TIMELINE:
        number = await outbox.answers_about(turn.session, turn.place.platform, None)
        brief = nothing_found_briefly(turn.words, number, turn.now, had_text=bool(reading.text))
        turn.say(brief, decision_id=record.id)
    elif decision.action is Action.ADMIT:
        unread = "" if reading.text else unread_in(post, turn.settings)
        say_nothing_found(turn, record.id, checked.post, had_text=bool(reading.text), unread=unread)
    elif decision.reason is Reason.MODE_QUIET:
        tell_admin(turn, offered[0], record.id)


async def _ask_reviewers(
    turn: Turn, post: Post, decision: Decision, record: DecisionRecord, seen: decisions.SightingDraft | None
) -> None:
    """Put a doubtful decision before the reviewers; the one who asked waits for their word."""
    sighting = None if seen is None else decisions.as_json(seen)
    await decisions.open_review(turn.session, turn.now, decision_id=record.id, sighting=sighting)
    if post.address is Address.OVERHEARD:
        return
    await questions.ask(
        turn.session,
        record.id,
        turn.pseudonym,
        place_json.dump_python(post.place, mode="json"),
        post.message_id or post.id,
        turn.words.language,
        turn.now,
    )
    if decision.tell_asker:
        say_passed_on(turn, record.id)


async def timeline_fits(turn: Turn, claim_id: int) -> Fits | None:
    """What a public timeline asks of an answer about this claim; None for other places.

    The claim is held until the end of the transaction, so that no two answers get the same number.
    """
    if turn.place.kind is not PlaceKind.TIMELINE:
        return None
    await claims.hold(turn.session, claim_id)
    number = await outbox.answers_about(turn.session, turn.place.platform, claim_id)
    return Fits(capabilities(turn.place.platform).fits, number, turn.settings.x.links)


def as_json(match: Match) -> dict[str, Any]:
    """A match with its evidence, as decisions keep it and `check --json` prints it."""
    return {
        "claim_id": match.claim_id,
        "probability": round(match.relevance, 4),
        "denial": round(match.denial, 4),
        "evidence": [
            {"name": evidence.name, "score": round(evidence.score, 4), "details": dict(evidence.details)}
            for evidence in match.evidence
        ],
    }


def same_verdict(former: DecisionRecord, decision: Decision) -> bool:
    """Whether an answer to the one would serve for the other."""
    if former.action != decision.action:
        return False
    if decision.action is Action.ADMIT:
        return former.reason == decision.reason
    shown = slice(0, 1) if decision.action is Action.REPLY else slice(None)
    before = [str(match["claim_id"]) for match in former.matches[shown]]
    return before == [str(match.claim_id) for match in decision.matches[shown]]


def answered_with(former: DecisionRecord | None, claim_id: int) -> bool:
    """Whether this decision was to answer with this claim's fact-check."""
    if former is None or former.action != Action.REPLY or not former.matches:
        return False
    return str(former.matches[0]["claim_id"]) == str(claim_id)
