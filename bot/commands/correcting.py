"""`/retract`, `/merge` and `/undo`: claims that are taken back, and the answers that had given them."""

from dataclasses import dataclass
from datetime import timedelta

from bot.commands.claims import number_and_text
from bot.commands.fields import read_id, read_text
from bot.commands.registry import Misuse, command, verb
from bot.commands.tipline import tell_subscribers
from bot.commands.viewing import load_claim, load_published
from bot.events import Delivery, OutgoingMessage, PlaceKind, message_json
from bot.people import Role
from bot.replies import quoted
from bot.turn import Saying, Turn
from bot.words import Words
from storage import accounts, audit, claim_changes, claims, outbox, questions
from storage.errors import DuplicateClaim
from storage.models import AuditEntry, Claim

UNDO_WITHIN = timedelta(minutes=10)
_TOPIC = "retract"
_ASKED_FOR = timedelta(minutes=30)
_UNDOABLE = ("addclaim", "editclaim", "addphrasing", "addorigin", "delorigin", "retract")


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


@command("merge", Role.EDITOR)
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
    await claim_changes.merge(turn.session, source, target, reason, turn.now)
    await questions.hand_over(turn.session, source.id, target.id)
    stopped = await outbox.cancel_for_claim(turn.session, source.id, f"merged into claim {target.id}")
    turn.claims_changed |= {source.id, target.id}
    await turn.audit("merge", f"claim:{source.id}", before, {"into": target.id, "stopped": stopped})
    await turn.audit("merge", f"claim:{target.id}", into, claims.snapshot(target))
    turn.say(turn.words("merged", source=str(source.id), target=str(target.id)))


@command("undo", Role.EDITOR, takes_argument=False)
async def undo(turn: Turn, _argument: str) -> None:
    """Take back one's own last change of a claim, within ten minutes and if nobody changed it since."""
    entry = await audit.latest_of(turn.session, turn.author.ref)
    if entry is None or entry.action not in _UNDOABLE or entry.at + UNDO_WITHIN < turn.now:
        raise Misuse("undo-nothing", with_usage=False)
    claim = await load_claim(turn, int(entry.subject.partition(":")[2]))
    now = claims.snapshot(claim)
    if {name: (entry.after or {}).get(name) for name in now} != now:
        raise Misuse("undo-changed-since", with_usage=False, claim=str(claim.id))
    await _undo(turn, entry, claim)
    turn.claims_changed.add(claim.id)
    await turn.audit("undo", entry.subject, entry.after, entry.before)
    turn.say(turn.words("undone", claim=str(claim.id)))


async def _undo(turn: Turn, entry: AuditEntry, claim: Claim) -> None:
    if entry.before is None:
        if await claim_changes.is_used(turn.session, claim.id):
            raise Misuse("undo-already-used", with_usage=False, claim=str(claim.id))
        await claim_changes.remove(turn.session, claim, turn.now)
        return
    try:
        await claim_changes.restore(turn.session, claim, entry.before, turn.now)
    except DuplicateClaim as duplicate:
        raise Misuse("undo-changed-since", with_usage=False, claim=str(duplicate.claim_id)) from None


async def _retract(turn: Turn, claim: Claim, reason: str, given: list[_Given]) -> None:
    before = claims.snapshot(claim)
    await claims.retract(turn.session, claim, reason, turn.now)
    stopped = await outbox.cancel_for_claim(turn.session, claim.id, f"claim {claim.id} was retracted")
    turn.claims_changed.add(claim.id)
    after = claims.snapshot(claim) | {"reason": reason, "corrected": len(given)}
    await turn.audit("retract", f"claim:{claim.id}", before, after)
    turn.change(turn.words("claim-retracted", claim=str(claim.id), count=stopped))
    for answer in given:
        turn.sayings.append(_correction(answer, claim))
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
    words = Words(message.language)
    html = words("correction-retracted", statement=quoted(claim.statement, words))
    correction = OutgoingMessage(
        place=message.place, html=str(html), reply_to=answer.message_id, language=message.language
    )
    return Saying(correction, author=answer.author)
