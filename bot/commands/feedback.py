"""What people say about an answer by its buttons: it helped, it is not theirs, this one is meant, none is."""

from markupsafe import Markup

from bot.commands.answers import say_fact_check, why_button
from bot.commands.registry import Misuse, verb
from bot.events import Button, message_json
from bot.replies import quoted
from bot.turn import Turn
from storage import claims, decisions, outbox
from storage.models import DecisionRecord

RIGHT, WRONG = "right", "wrong"
"""Verdicts of feedback: the claim is what the post says, or it is not."""


@verb("helped", 2)
async def helped(turn: Turn, numbers: tuple[int, ...]) -> None:
    """The answer was about the right claim."""
    decision_id, claim_id = numbers
    await _judge_answer(turn, decision_id, claim_id, RIGHT)


@verb("not-mine", 2)
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
    """None of the claims is meant: a reviewer will look."""
    (decision_id,) = numbers
    record = await _record(turn, decision_id)
    for match in record.matches:
        await decisions.give_feedback(
            turn.session, record, match["claim_id"], turn.pseudonym, WRONG, turn.now
        )
    await decisions.open_review(turn.session, turn.now, decision_id=decision_id)
    turn.change(turn.words("passed-on"))


async def _judge_answer(turn: Turn, decision_id: int, claim_id: int, verdict: str) -> None:
    record = await _record(turn, decision_id)
    thanks = turn.words(f"thanks-{verdict}")
    new = await decisions.give_feedback(turn.session, record, claim_id, turn.pseudonym, verdict, turn.now)
    if not new or turn.place.kind.is_public:
        turn.acknowledge(turn.words.plain(f"thanks-{verdict}"))
        return
    buttons = [[why_button(turn, decision_id)]]
    if verdict == WRONG:
        buttons.insert(0, [turn.button(turn.words.plain("button-pass-on"), "none", decision_id)])
    await _thank(turn, thanks, buttons)


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
