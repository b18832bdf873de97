"""`/retract` and `/merge`: claims that are taken back, and the answers that had given them."""

from dataclasses import dataclass
from datetime import timedelta

from bot.commands.claims import number_and_text
from bot.commands.fields import read_id, read_text
from bot.commands.registry import Misuse, command, verb
from bot.commands.tipline import tell_subscribers
from bot.commands.undoing import MERGING, remember_merge
from bot.commands.viewing import load_published
from bot.conversation.turn import Saying, Turn
from bot.events import Delivery, OutgoingMessage, PlaceKind, message_json
from bot.markup import quoted
from bot.roles import Role
from bot.translations import Translator
from storage import accounts, claim_changes, claims, outbox
from storage.models import Claim

_TOPIC = "retract"
_ASKED_FOR = timedelta(minutes=30)


@dataclass(frozen=True)
class _Given:
    """An answer that stands somewhere, and who was answered."""

    message: OutgoingMessage
    message_id: str
    author: str


@command(_TOPIC, Role.EDITOR)
async def retract_claim(turn: Turn, argument: str) -> None:
    """Take a claim out of matching; where answers stand, say first how many will be corrected."""
    number, text = number_and_text(argument)
    reason = read_text("reason", text)
    claim = await load_published(turn, number)
    given = await _given(turn, claim)
    if not given:
        await _retract(turn, claim, reason, [])
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
    await _retract(turn, claim, reason, await _given(turn, claim))


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
    before = claims.snapshot(source)
    into = claims.snapshot(target)
    reason = turn.words.plain("merged-reason", claim=str(target.id))
    moved = await claim_changes.merge(turn.session, source, target, reason, turn.now)
    await remember_merge(turn, source, target, moved)
    stopped = await outbox.cancel_for_claim(turn.session, source.id, f"merged into claim {target.id}")
    turn.effects.claims_changed |= {source.id, target.id}
    await turn.audit(MERGING, f"claim:{source.id}", before, {"into": target.id, "stopped": stopped})
    after = claims.snapshot(target) | {"from": source.id}
    await turn.audit(MERGING, f"claim:{target.id}", into, after)
    turn.say(turn.words("merged", source=str(source.id), target=str(target.id)))


async def _retract(turn: Turn, claim: Claim, reason: str, given: list[_Given]) -> None:
    before = claims.snapshot(claim)
    await claims.retract(turn.session, claim, reason, turn.now)
    stopped = await outbox.cancel_for_claim(turn.session, claim.id, f"claim {claim.id} was retracted")
    turn.effects.claims_changed.add(claim.id)
    after = claims.snapshot(claim) | {"reason": reason, "corrected": len(given)}
    await turn.audit("retract", f"claim:{claim.id}", before, after)
    turn.change(turn.words("claim-retracted", claim=str(claim.id), count=stopped))
    for answer in given:
        turn.effects.sayings.append(_correction(answer, claim))
    await tell_subscribers(
        turn, claim, "claim-news-retracted", but={answer.message.place.id for answer in given}
    )


async def _given(turn: Turn, claim: Claim) -> list[_Given]:
    """Answers about the claim that readers may still see; nobody who wants to be left alone is written to."""
    found = []
    for row, author in await claim_changes.latest_answers(turn.session, claim.id):
        message = message_json.validate_json(row.payload or "")
        if message.delivery is not Delivery.SEND or row.message_id is None:
            continue
        wish = await accounts.preference(turn.session, author)
        if message.place.kind is PlaceKind.PRIVATE and wish is not None and wish.stopped_at is not None:
            continue
        found.append(_Given(message, row.message_id, author))
    return found


def _correction(answer: _Given, claim: Claim) -> Saying:
    """Under the answer a correction; on X timelines, where the bot may not reply unasked, it is deleted."""
    message = answer.message
    if message.place.kind is PlaceKind.TIMELINE:
        taken = OutgoingMessage(
            place=message.place, html="", delivery=Delivery.WITHDRAW, message_id=answer.message_id
        )
        return Saying(taken, author=answer.author)
    words = Translator(message.language)
    html = words("correction-retracted", statement=quoted(claim.statement, words))
    correction = OutgoingMessage(
        place=message.place, html=str(html), reply_to=answer.message_id, language=message.language
    )
    return Saying(correction, author=answer.author)
