"""`/undo`: one's own last change of a claim, an import or a merge is taken back, within ten minutes."""

from datetime import timedelta
from typing import Any

from bot.claims import editing
from bot.commands.registry import Misuse, command
from bot.commands.viewing import load_claim
from bot.conversation.turn import Turn
from bot.markup import within
from bot.roles import Role
from storage import accounts, audit, claim_changes, claims, questions
from storage.claim_changes import Merged
from storage.errors import DuplicateClaim
from storage.models import AuditEntry, Claim
from storage.questions import Handover

UNDO_WITHIN = timedelta(minutes=10)
MERGING = "merge"
"""The command, and the topic under which is kept for a while what it moved."""
_OF_ONE_CLAIM = (editing.ADDED, editing.EDITED, editing.WORDED, editing.ORIGINS, editing.RETRACTED)


@command("undo", Role.EDITOR, takes_argument=False)
async def undo(turn: Turn, _argument: str) -> None:
    """Take back one's own last change of a claim, within ten minutes and if nobody changed it since."""
    entry = await audit.latest_of(turn.session, turn.author.ref)
    if entry is None or entry.at + UNDO_WITHIN < turn.now:
        raise _nothing()
    if entry.action == editing.IMPORTED:
        await _undo_import(turn, entry)
    elif entry.action == editing.MERGED:
        await _undo_merge(turn, entry)
    elif entry.action in _OF_ONE_CLAIM:
        await _undo_change(turn, entry)
    else:
        raise _nothing()


async def remember_merge(turn: Turn, source: Claim, target: Claim, moved: Merged) -> None:
    """Keep for ten minutes what a merge moved, so that it can be moved back; it names no person."""
    await accounts.keep_dialogue(
        turn.session,
        _key(source.id, target.id),
        MERGING,
        {
            "sightings": list(moved.sightings),
            "subscriptions": [one.as_json() for one in moved.subscriptions],
        },
        turn.now + UNDO_WITHIN,
        author=turn.pseudonym,
    )


async def _undo_change(turn: Turn, entry: AuditEntry) -> None:
    claim = await _unchanged(turn, entry.subject, entry.after)
    if entry.before is None:
        if await claim_changes.used(turn.session, [claim.id]):
            raise Misuse("undo-already-used", with_usage=False, claim=str(claim.id))
        await claim_changes.remove(turn.session, [claim.id], turn.now)
    else:
        await _restore(turn, claim, entry.before)
    turn.effects.claims_changed.add(claim.id)
    await turn.audit(editing.UNDONE, entry.subject, entry.after, entry.before)
    turn.say(turn.words("undone", claim=str(claim.id)))


async def _undo_merge(turn: Turn, entry: AuditEntry) -> None:
    """Both claims as they were, with what went from the one to the other.

    Answers that the merge stopped stay stopped.
    """
    into = entry.after or {}
    target = await _unchanged(turn, entry.subject, into)
    given_up = await audit.latest_of(
        turn.session, turn.author.ref, editing.MERGED, f"claim:{into.get('from')}"
    )
    kept = await accounts.dialogue(turn.session, _key(int(into.get("from", 0)), target.id), turn.now)
    if given_up is None or given_up.before is None or entry.before is None or kept is None:
        raise _nothing()
    source = await _unchanged(turn, given_up.subject, given_up.before | {"status": "retracted"})
    moved = Merged(
        tuple(kept.state["sightings"]), tuple(Handover.from_json(one) for one in kept.state["subscriptions"])
    )
    await _restore(turn, target, entry.before)
    await _restore(turn, source, given_up.before)
    await claim_changes.move_back(turn.session, moved.sightings, target.id, source.id)
    await questions.take_back(turn.session, moved.subscriptions, target.id, source.id)
    await accounts.end_dialogue(turn.session, kept.conversation)
    turn.effects.claims_changed |= {source.id, target.id}
    await turn.audit(editing.UNDONE, given_up.subject, given_up.after, given_up.before)
    await turn.audit(editing.UNDONE, entry.subject, entry.after, entry.before)
    turn.say(turn.words("undone-merge", source=str(source.id), target=str(target.id)))


async def _undo_import(turn: Turn, last: AuditEntry) -> None:
    """Take the claims of the last import away again, but for those that somebody changed or met since."""
    entries = {
        int(entry.subject.partition(":")[2]): entry
        for entry in await audit.at_once(turn.session, turn.author.ref, editing.IMPORTED, last.at)
    }
    there = await claim_changes.get_all(turn.session, sorted(entries))
    untouched = [
        number for number, claim in there.items() if claims.snapshot(claim) == (entries[number].after or {})
    ]
    spoken_of = await claim_changes.used(turn.session, untouched)
    gone = [number for number in untouched if number not in spoken_of]
    if not gone:
        raise Misuse("undo-changed-since", with_usage=False, claim=str(max(entries)))
    await claim_changes.remove(turn.session, gone, turn.now)
    turn.effects.claims_changed |= set(gone)
    for number in gone:
        await turn.audit(editing.UNDONE, f"claim:{number}", entries[number].after, None)
    lines = [turn.words("undone-import", count=len(gone))]
    if len(there) > len(gone):
        lines.append(turn.words("undone-import-kept", count=len(there) - len(gone)))
    turn.say(within(lines))


async def _unchanged(turn: Turn, subject: str, after: dict[str, Any] | None) -> Claim:
    """The claim, if it still is as this change left it."""
    claim = await load_claim(turn, int(subject.partition(":")[2]))
    now = claims.snapshot(claim)
    if {name: (after or {}).get(name) for name in now} != now:
        raise Misuse("undo-changed-since", with_usage=False, claim=str(claim.id))
    return claim


async def _restore(turn: Turn, claim: Claim, before: dict[str, Any]) -> None:
    try:
        await claim_changes.restore(turn.session, claim, before, turn.now)
    except DuplicateClaim as duplicate:
        raise Misuse("undo-changed-since", with_usage=False, claim=str(duplicate.claim_id)) from None


def _nothing() -> Misuse:
    return Misuse("undo-nothing", with_usage=False)


def _key(source_id: int, target_id: int) -> str:
    return f"{MERGING}:{source_id}:{target_id}"
