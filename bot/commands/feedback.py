"""What people say about an answer by its buttons: it helped, it is not theirs, this one is meant, none is.

Before others, an admin's "not this", or that of two people, takes the answer away and silences the claim.
"""

from markupsafe import Markup

from bot.commands.registry import Misuse, Preparation, verb
from bot.commands.tipline import offer_to_pass_on
from bot.conversation.answers import say_fact_check, why_button
from bot.conversation.chat_admins import ChatStanding, standing_here
from bot.conversation.turn import Saying, Turn
from bot.events import Button, Delivery, OutgoingMessage, PlaceKind, message_json
from bot.markup import quoted
from storage import chats, claims, decisions, outbox
from storage.chats import Whereabouts
from storage.models import DecisionRecord

RIGHT, WRONG = "right", "wrong"
"""Verdicts of feedback: the claim is what the post says, or it is not."""

_OBJECTORS = 2
"""People whose word together takes an answer away; one of the chat's admins suffices."""


@verb("helped", 2)
async def helped(turn: Turn, numbers: tuple[int, ...]) -> None:
    """The answer was about the right claim."""
    decision_id, claim_id = numbers
    await _judge_answer(turn, decision_id, claim_id, RIGHT)


@verb("not-mine", 2, prepare=Preparation(standing_here))
async def not_mine(turn: Turn, numbers: tuple[int, ...]) -> None:
    """The answer was about another claim; the asker may have a fact-checker look."""
    decision_id, claim_id = numbers
    await _judge_answer(turn, decision_id, claim_id, WRONG)


@verb("pick", 2)
async def pick(turn: Turn, numbers: tuple[int, ...]) -> None:
    """One of the suggested claims is meant: its fact-check is sent."""
    decision_id, claim_id = numbers
    record = await _record(turn, decision_id)
    claim = await claims.get(turn.session, claim_id)
    if claim is None or not claim.is_published:
        raise Misuse("claim-no-longer-published")
    await decisions.give_feedback(turn.session, record, claim_id, turn.pseudonym, RIGHT, turn.now)
    if turn.press_id:
        turn.change(turn.words("picked", statement=quoted(claim.statement, turn.words)))
    say_fact_check(turn, claim, decision_id)


@verb("none", 1)
async def none_of_these(turn: Turn, numbers: tuple[int, ...]) -> None:
    """None of the claims is meant: that is noted, and a fact-checker may be asked."""
    (decision_id,) = numbers
    record = await _record(turn, decision_id)
    for match in record.matches:
        await decisions.give_feedback(
            turn.session, record, match["claim_id"], turn.pseudonym, WRONG, turn.now
        )
    await offer_to_pass_on(turn, record)


async def _judge_answer(turn: Turn, decision_id: int, claim_id: int, verdict: str) -> None:
    record = await _record(turn, decision_id)
    thanks = turn.words(f"thanks-{verdict}")
    new = await decisions.give_feedback(turn.session, record, claim_id, turn.pseudonym, verdict, turn.now)
    if turn.place.kind in (PlaceKind.GROUP, PlaceKind.CHANNEL) and verdict == WRONG:
        await _object(turn, decision_id, claim_id)
        return
    if not new or turn.place.kind.is_public:
        turn.acknowledge(turn.words.plain(f"thanks-{verdict}"))
        return
    buttons = [[why_button(turn, decision_id)]]
    if verdict == WRONG:
        buttons.insert(0, [turn.button(turn.words.plain("button-pass-on"), "offer", decision_id, mine=True)])
    await _thank(turn, thanks, buttons)


async def _object(turn: Turn, decision_id: int, claim_id: int) -> None:
    """Take the answer away and silence its claim in this chat, once enough people object."""
    standing = turn.prepared
    by_admin = isinstance(standing, ChatStanding) and standing.runs and standing.place_id == turn.place.id
    if not by_admin and await decisions.objectors(turn.session, decision_id, claim_id) < _OBJECTORS:
        turn.acknowledge(turn.words.plain("thanks-wrong"))
        return
    where = Whereabouts(turn.place.platform, turn.place.id, turn.place.kind, turn.place.title)
    chat = await chats.ensure(turn.session, where, turn.now)
    if await chats.silence(turn.session, chat, claim_id, turn.now):
        subject = f"chat:{turn.place.platform}:{turn.place.id}"
        await turn.audit("silence", subject, None, {"claim": claim_id, "by_admin": by_admin})
    turn.effects.sayings.append(
        Saying(
            OutgoingMessage(place=turn.place, html="", delivery=Delivery.WITHDRAW, message_id=turn.message_id)
        )
    )
    turn.acknowledge(turn.words.plain("answer-taken-away"))


async def _thank(turn: Turn, thanks: Markup, buttons: list[list[Button]]) -> None:
    """Keep the answer's text, put the thanks under it and other buttons in place of the old ones."""
    row = await outbox.by_message(turn.session, turn.place.platform, turn.place.id, turn.message_id)
    if not turn.press_id or row is None or row.payload is None:
        turn.say(thanks, buttons=buttons)
        return
    answer = message_json.validate_json(row.payload)
    text = answer.html
    for verdict in (RIGHT, WRONG):
        text = text.removesuffix(f"\n\n{turn.words(f'thanks-{verdict}')}")
    turn.change(f"{text}\n\n{thanks}", buttons=buttons, preview_url=answer.preview_url)
    turn.acknowledge(thanks.striptags())


async def _record(turn: Turn, decision_id: int) -> DecisionRecord:
    record = await decisions.get(turn.session, decision_id)
    if record is None:
        raise Misuse("press-over")
    return record
