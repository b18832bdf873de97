"""`/why`: what was decided about a post, and why. `bot.conversation.explanation` makes the sentences."""

from bot.commands.fields import read_id
from bot.commands.registry import Misuse, command, verb
from bot.conversation.explanation import explain
from bot.conversation.turn import Turn
from bot.events import PlaceKind
from bot.roles import Role
from storage import claims, decisions, questions
from storage.models import DecisionRecord


@command("why")
async def why(turn: Turn, argument: str) -> None:
    """Explain a decision: by its number, of the message replied to, or the last one here."""
    record = await decisions.get(turn.session, read_id(argument)) if argument else await _meant(turn)
    if record is None or not _may_see(turn, record):
        raise Misuse("why-unknown" if argument or turn.about else "why-nothing-yet", with_usage=False)
    await _say(turn, record)


@verb("why", 1)
async def why_pressed(turn: Turn, numbers: tuple[int, ...]) -> None:
    """Explain the decision of a button, which is bound to the place where it was made."""
    (decision_id,) = numbers
    record = await decisions.get(turn.session, decision_id)
    if record is None:
        raise Misuse("press-over")
    await _say(turn, record)


async def _meant(turn: Turn) -> DecisionRecord | None:
    """The decision about the message replied to (the bot's or the post itself), else the last one here."""
    platform, place = turn.place.platform, turn.place.id
    if turn.about is not None:
        answer = turn.about.message_id or turn.about.id
        own = await decisions.of_message(turn.session, platform, place, answer)
        return own or await decisions.latest_for_post(turn.session, platform, turn.about.id)
    return await decisions.latest_in_place(
        turn.session, platform, place, turn.pseudonym
    ) or await decisions.latest_in_place(turn.session, platform, place)


def _may_see(turn: Turn, record: DecisionRecord) -> bool:
    """Staff see every decision; others those about their own posts and those made where they ask."""
    if turn.role >= Role.REVIEWER or record.author == turn.pseudonym:
        return True
    return (record.platform, record.place_id) == (turn.place.platform, turn.place.id)


async def _say(turn: Turn, record: DecisionRecord) -> None:
    known = await claims.get_many(turn.session, [match["claim_id"] for match in record.matches])
    asked = await questions.of_decision(turn.session, record.id)
    promised = any(one.place["kind"] != PlaceKind.TIMELINE for one in asked)
    turn.say(explain(record, known, turn.words, passed_on=promised), decision_id=record.id)
