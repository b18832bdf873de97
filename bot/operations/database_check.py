"""`doctor --deep`: looks every table through and says what to do about what it finds."""

from collections.abc import AsyncIterator, Mapping
from datetime import UTC, datetime

from pydantic import ValidationError
from sqlalchemy.ext.asyncio import AsyncSession

from bot.claims.catalogue import document_of
from bot.events import event_json, message_json
from bot.operations.findings import Finding, Severity
from matchers.cohort import cohort
from matchers.index.packed_claims import prepare
from matchers.language.text import content_hash
from storage import claims, listings
from storage.database import Database
from storage.upkeep import soundness
from storage.upkeep.soundness import OddityKind
from storage.vectors import StoredVectors

_REMEDIES: Mapping[OddityKind, str] = {
    OddityKind.FEEDBACK_WITHOUT_CLAIM: "harmless; it is not used",
    OddityKind.MESSAGES_WITHOUT_CLAIM: "they are never sent; harmless",
    OddityKind.CHANGES_WITHOUT_CLAIM: "harmless; matchers pass them over",
    OddityKind.CLAIMS_WITHOUT_CHECK: "/editclaim NUMBER url: …, or /retract NUMBER REASON",
    OddityKind.CHECKS_WITHOUT_LINK: "they are never shown; /editclaim NUMBER url: …",
    OddityKind.EVENTS_GIVEN_UP: "see the log for the cause; their content goes after the retention time",
    OddityKind.EVENTS_WAITING: "see whether `claimspread run` runs, and its log",
    OddityKind.EVENTS_WITHOUT_CONTENT: "they fail and are kept; a row was changed by hand",
    OddityKind.HANDLED_WITH_CONTENT: "a row was changed by hand; it goes after 30 days",
    OddityKind.MESSAGES_UNFINISHED: "start `claimspread run`: it settles them",
    OddityKind.MESSAGES_WITHOUT_CONTENT: "they fail and are kept; a row was changed by hand",
    OddityKind.MESSAGES_GIVEN_UP: "the platform refused them; see the causes",
    OddityKind.MESSAGES_UNKNOWN: "look into the chats; /review shows each",
    OddityKind.PEOPLE_WITHOUT_REVIEW: "they are not told; a review was closed by hand",
    OddityKind.ROWS_FROM_THE_FUTURE: "see the machine's clock (NTP)",
    OddityKind.BROKEN_REFERENCES: "restore a backup, or delete these rows",
    OddityKind.STALE_HASHES: "the database was changed by hand: /editclaim the claim once",
}


async def examine_deeply(database: Database, model_id: str | None) -> AsyncIterator[Finding]:
    """Look everything through.

    Args:
        database: which.
        model_id: of the matcher in use; None where it cannot be loaded.
    """
    async with database.read() as session:
        faults = await soundness.file_faults(session)
        if faults:
            remedy = "restore a backup: `claimspread restore FILE`"
            yield Finding("soundness", Severity.FAILED, "; ".join(faults), remedy)
        else:
            yield Finding("soundness", Severity.OK, "the database finds itself whole")
        counts = await soundness.row_counts(session)
        rows = ", ".join(f"{name} {number}" for name, number in counts.items() if number)
        yield Finding("rows", Severity.OK, rows or "none")
        odd = False
        async for oddity in soundness.oddities(session, datetime.now(UTC)):
            odd = True
            yield Finding(
                "broken" if oddity.kind.is_damage else "odd",
                Severity.FAILED if oddity.kind.is_damage else Severity.NOTE,
                f"{oddity.number} {oddity.kind.value} ({'; '.join(oddity.examples)})",
                _REMEDIES[oddity.kind],
            )
        unreadable = await _unreadable(session)
        if unreadable:
            odd = True
            remedy = "they are kept as failed; was an older version started on a newer database?"
            yield Finding(
                "odd", Severity.NOTE, f"content that cannot be read: {'; '.join(unreadable)}", remedy
            )
        if not odd:
            yield Finding("references", Severity.OK, "every row refers to something, nothing is stuck")
        yield await _vectors(session, database, model_id)


async def tidy(database: Database, model_id: str) -> int:
    """Delete vectors that nobody needs: of other models, and of texts that no claim has; returns how many.

    Whatever is missed later is computed again.
    """
    async with database.read() as session:
        needed = await _needed(session)
    store = StoredVectors(database)
    return store.forget_other_models(model_id) + store.forget_other_texts(model_id, needed)


async def _vectors(session: AsyncSession, database: Database, model_id: str | None) -> Finding:
    by_model = await soundness.vectors_by_model(session)
    shown = [f"{model}: {number}, {size / 1e6:.1f} MB" for model, (number, size) in sorted(by_model.items())]
    if model_id is None:
        return Finding("vectors", Severity.OK, "; ".join(shown) or "none")
    old = sum(number for model, (number, _) in by_model.items() if model != model_id)
    known = set(StoredVectors(database).hashes(model_id))
    surplus = len(known - await _needed(session))
    if not old and not surplus:
        return Finding("vectors", Severity.OK, "; ".join(shown) or "none: shipped ones, or none yet")
    return Finding(
        "vectors",
        Severity.NOTE,
        f"{old} of other models than {model_id}, {surplus} of texts that no claim has; {'; '.join(shown)}",
        "`claimspread db tidy` deletes them; nothing else needs them",
    )


async def _needed(session: AsyncSession) -> set[str]:
    """Hashes of all texts that get a vector."""
    needed = {content_hash(words) for claim in cohort() for words in prepare(claim).texts}
    async for claim in claims.published(session):
        needed.update(content_hash(words) for words in prepare(document_of(claim)).texts)
    async for claim in listings.retracted(session):
        needed.update(content_hash(words) for words in prepare(document_of(claim)).texts)
    return needed


async def _unreadable(session: AsyncSession) -> list[str]:
    """Events and messages that wait and whose content this version cannot read."""
    found = []
    for row_id, payload in await listings.waiting_events(session):
        try:
            event_json.validate_json(payload)
        except ValidationError:
            found.append(f"event {row_id}")
    for row_id, payload in await listings.waiting_messages(session):
        try:
            message_json.validate_json(payload)
        except ValidationError:
            found.append(f"message {row_id}")
    return found
