"""What happens to a claim has one way, no matter who asks: the audit, stopped answers, corrections, news."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from bot.claims import editing
from bot.claims.editing import Editor, Edits
from bot.claims.files import ClaimLine
from bot.claims.form import read_form
from bot.claims.importing import BATCH, Imported, import_lines
from bot.claims.search import ranked
from bot.events import OutgoingMessage, Place, PlaceKind, message_json, place_json
from bot.outbox.claim_notices import queue_notices
from matchers.types import Match
from storage import audit, claims, decisions, outbox, questions
from storage.claims import ClaimDraft, FactCheckDraft
from storage.database import Database
from storage.models import Claim, DecisionRecord, OutboxMessage

NOW = datetime(2026, 11, 3, 12, tzinfo=UTC)
BY = Editor("cli:operator", NOW)
ASKER = Place("telegram", "77", PlaceKind.PRIVATE)
LISTENER = Place("telegram", "88", PlaceKind.PRIVATE)


async def stored(database: Database, statement: str = "The lake is full of ink") -> int:
    """A claim with a fact-check."""
    draft = ClaimDraft(statement, "false", (FactCheckDraft("https://example.org/ink"),))
    async with database.write() as session:
        return (await editing.add(session, draft, BY)).id


async def answered(database: Database, claim_id: int) -> None:
    """Somebody was answered and sees it, another answer waits, and a third person subscribed."""
    async with database.write() as session:
        record = await decisions.record(
            session,
            DecisionRecord(
                platform="telegram",
                event_id="e1",
                post_id="p1",
                place_id=ASKER.id,
                author="a" * 32,
                action="reply",
                reason="nearly-certain",
                matches=[{"claim_id": claim_id, "probability": 0.99, "evidence": []}],
                post_text="ink in the lake",
                stance="assert",
                language="en",
                model_id="small",
                decided_at=NOW,
            ),
        )
        message = OutgoingMessage(place=ASKER, html="It is false.", language="en")
        for key in ("sent", "waiting"):
            number = await outbox.enqueue(
                session,
                key,
                "telegram",
                ASKER.id,
                message_json.dump_json(message).decode(),
                NOW,
                claim_id=claim_id,
                decision_id=record.id,
            )
            if key == "sent" and number is not None:
                await outbox.mark_sent(session, number, "m1", NOW)
        where = place_json.dump_python(LISTENER, mode="json")
        await questions.subscribe(session, claim_id, "b" * 32, where, "es", NOW)


async def queued(database: Database) -> list[OutgoingMessage]:
    """What waits to be sent."""
    async with database.read() as session:
        query = select(OutboxMessage).where(OutboxMessage.status == "pending").order_by(OutboxMessage.id)
        return [message_json.validate_json(row.payload or "") for row in await session.scalars(query)]


async def loaded(database: Database, claim_id: int) -> Claim:
    """The claim."""
    async with database.read() as session:
        claim = await claims.get(session, claim_id)
    assert claim is not None
    return claim


async def test_a_retraction_corrects_stops_and_tells_from_the_command_line_too(database: Database) -> None:
    claim_id = await stored(database)
    await answered(database, claim_id)
    async with database.write() as session:
        claim = await claims.get(session, claim_id)
        assert claim is not None
        changed = await editing.retract(session, claim, "the article was withdrawn", BY)
        assert await queue_notices(session, changed, BY) == 2
    assert (changed.stopped, changed.corrected) == (1, 1)
    correction, news = await queued(database)
    assert (correction.place, correction.reply_to) == (ASKER, "m1")
    assert (news.place, news.language) == (LISTENER, "es")
    async with database.read() as session:
        newest = (await audit.entries(session, f"claim:{claim_id}"))[0]
    assert (newest.action, newest.actor, newest.after and newest.after["corrected"]) == (
        "claim.retract",
        "cli:operator",
        1,
    )


@pytest.mark.parametrize(
    ("edits", "heard"),
    [
        (Edits({"rating": "misleading"}), 1),
        (Edits(link=("https://example.org/ink", "https://example.org/ink-2")), 1),
        (Edits({"claimant": "a fisher"}), 0),
        (Edits(phrasings=[("Ink fills the lake", None)]), 0),
    ],
)
async def test_subscribers_hear_of_another_verdict_and_of_nothing_else(
    database: Database, edits: Edits, heard: int
) -> None:
    claim_id = await stored(database)
    await answered(database, claim_id)
    async with database.write() as session:
        claim = await claims.get(session, claim_id)
        assert claim is not None
        changed = await editing.edit(session, claim, edits, BY)
    assert [notice.message.place for notice in changed.notices] == [LISTENER] * heard
    async with database.read() as session:
        assert [entry.action for entry in await audit.entries(session)] == ["claim.edit", "claim.add"]


async def test_a_wording_that_is_known_leaves_no_row_in_the_audit(database: Database) -> None:
    claim_id = await stored(database)
    async with database.write() as session:
        claim = await claims.get(session, claim_id)
        assert claim is not None
        assert await editing.add_wording(session, claim, "Ink fills the lake", BY)
        assert not await editing.add_wording(session, claim, "ink fills  the lake", BY)
        assert [entry.action for entry in await audit.entries(session)] == ["claim.wording", "claim.add"]


async def test_an_import_lets_others_write_between_its_batches(database: Database) -> None:
    """A report comes after each committed batch: what it sees in the database is what was taken in so far."""
    form = {"rating": "false", "url": "https://example.org/c"}
    lines = [ClaimLine(n, read_form({**form, "claim": f"Tower {n} leans"})) for n in range(BATCH * 2 + 5)]
    lines.insert(3, ClaimLine(900, fault="no rating"))
    lines.append(replace(lines[0], number=901))
    seen: list[Imported] = []
    imported = await import_lines(database, lines, BY, lambda _batch, so_far: seen.append(so_far))
    assert [one.lines for one in seen] == [BATCH, BATCH * 2, BATCH * 2 + 7]
    assert (len(imported.added), imported.known, imported.faulty) == (BATCH * 2 + 5, 1, 1)
    again = await import_lines(database, lines, BY)
    assert (again.added, again.known) == ((), BATCH * 2 + 6)
    async with database.read() as session:
        entries = await audit.at_once(session, BY.ref, "claim.import", NOW)
    assert len(entries) == BATCH * 2 + 5


async def test_what_is_meant_comes_before_what_holds_the_words(database: Database) -> None:
    meant, other, held, gone = [
        await stored(database, statement)
        for statement in ("A whale swam upriver", "Cats rule the port", "The river is ink", "River ink sells")
    ]
    async with database.write() as session:
        claim = await claims.get(session, gone)
        assert claim is not None
        await editing.retract(session, claim, "an error", BY)
    matches = [Match(meant, 0.9), Match(gone, 0.8), Match(other, 0.1)]
    async with database.read() as session:
        published = await ranked(session, "river ink", matches, 10, 0.5, published=True, fill=True)
        everything = await ranked(session, "river ink", matches, 10, 0.5)
        few = await ranked(session, "river ink", matches, 1, 0.5, published=True, fill=True)
    assert [one.id for one in published] == [meant, held, other]
    assert [one.id for one in everything] == [meant, gone, held]
    assert [one.id for one in few] == [meant]
