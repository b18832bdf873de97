"""`/retract` and `/merge`: claims that are taken back, and the answers that had given them."""

from datetime import timedelta

from bot.claims import editing
from bot.commands.claims import number_and_text
from bot.commands.fields import read_id, read_text
from bot.commands.registry import Misuse, command, verb
from bot.commands.undoing import MERGING, remember_merge
from bot.commands.viewing import load_published
from bot.conversation.turn import Turn
from bot.roles import Role
from storage import accounts
from storage.models import Claim

_TOPIC = "retract"
_ASKED_FOR = timedelta(minutes=30)


@command(_TOPIC, Role.EDITOR)
async def retract_claim(turn: Turn, argument: str) -> None:
    """Take a claim out of matching; where answers stand, say first how many will be corrected."""
    number, text = number_and_text(argument)
    reason = read_text("reason", text)
    claim = await load_published(turn, number)
    given = await editing.given_answers(turn.session, claim)
    if not given:
        await _retract(turn, claim, reason)
        return
    await accounts.keep_dialogue(
        turn.session,
        f"{turn.conversation}#{_TOPIC}",
        _TOPIC,
        {"claim": claim.id, "reason": reason},
        turn.now + _ASKED_FOR,
        author=turn.pseudonym,
    )
    buttons = [
        [turn.button(turn.words.plain("button-retract"), "rt-do", claim.id, mine=True)],
        [turn.button(turn.words.plain("button-cancel"), "rt-no", claim.id, mine=True)],
    ]
    turn.say(turn.words("retract-preview", claim=str(claim.id), count=len(given)), buttons=buttons)


@verb("rt-do", 1, Role.EDITOR)
async def retract_previewed(turn: Turn, numbers: tuple[int, ...]) -> None:
    """Retract what was previewed, and correct the answers."""
    (claim_id,) = numbers
    key = f"{turn.conversation}#{_TOPIC}"
    row = await accounts.dialogue(turn.session, key, turn.now)
    if row is None or row.state["claim"] != claim_id:
        raise Misuse("press-over")
    reason = row.state["reason"]
    await accounts.end_dialogue(turn.session, key)
    claim = await load_published(turn, claim_id)
    await _retract(turn, claim, reason)


@verb("rt-no", 1, Role.EDITOR)
async def keep_claim(turn: Turn, _numbers: tuple[int, ...]) -> None:
    """Leave the claim as it is."""
    await accounts.end_dialogue(turn.session, f"{turn.conversation}#{_TOPIC}")
    turn.change(turn.words("cancelled"))


@command(MERGING, Role.EDITOR)
async def merge_claims(turn: Turn, argument: str) -> None:
    """Make one claim a wording of another."""
    numbers = argument.split()
    if len(numbers) != 2:
        raise Misuse("merge-parts-missing")
    source, target = [await load_published(turn, read_id(number)) for number in numbers]
    if source.id == target.id:
        raise Misuse("merge-parts-missing")
    reason = turn.words.plain("merged-reason", claim=str(target.id))
    _, moved = await editing.merge(turn.session, source, target, reason, turn.editor)
    await remember_merge(turn, source, target, moved)
    turn.effects.claims_changed |= {source.id, target.id}
    turn.say(turn.words("merged", source=str(source.id), target=str(target.id)))


async def _retract(turn: Turn, claim: Claim, reason: str) -> None:
    changed = await editing.retract(turn.session, claim, reason, turn.editor)
    turn.change(turn.words("claim-retracted", claim=str(claim.id), count=changed.stopped))
    turn.hear_of(changed)
