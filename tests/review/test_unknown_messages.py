"""Messages of which nobody knows whether they arrived, in the reviewers' queue."""

import pytest

from bot.events import Account, OutgoingMessage, message_json
from bot.outbox.queueing import queue
from storage import accounts, audit, decisions, outbox
from storage.models import OutboxMessage
from tests.commands.chat import GROUP, OWNER, READER, START, Chat, labels, text

REVIEWER = Account("telegram", "1020", "Rita")


@pytest.fixture(autouse=True)
async def _lost(chat: Chat) -> None:
    """A message to a group whose sender died over it."""
    async with chat.database.write() as session:
        await accounts.grant(session, REVIEWER.platform, REVIEWER.id, "reviewer", OWNER.ref, START)
        await queue(session, "answer:1", OutgoingMessage(GROUP, "The <b>Moon</b> is rock."), chat.now)
        (row,) = await outbox.take_due(session, chat.now, 1)
        await outbox.mark_unknown(session, row.id, "sent or not", row.takes)
        await decisions.open_review(session, chat.now, outbox_id=row.id)


async def message(chat: Chat) -> OutboxMessage:
    async with chat.database.read() as session:
        row = await outbox.by_key(session, "answer:1")
        assert row is not None
        return row


async def shown(chat: Chat, by: Account = REVIEWER) -> OutgoingMessage:
    (said,) = await chat.command("/review", by=by)
    return said


async def audited(chat: Chat) -> list[tuple[str, str, object]]:
    async with chat.database.read() as session:
        return [(row.actor, row.action, row.after) for row in await audit.entries(session, "message:1")]


async def test_review_shows_what_was_being_sent_and_where(chat: Chat) -> None:
    said = await shown(chat)
    assert "Has this arrived? Number 1" in text([said])
    assert "telegram, Neighbours" in text([said])
    assert "The Moon is rock." in text([said])
    assert labels(said) == ["It arrived", "It did not", "Skip"]


async def test_what_arrived_is_noted_as_sent(chat: Chat) -> None:
    noted, *_ = await chat.press(await shown(chat), "It arrived", by=REVIEWER)
    assert "noted as sent" in noted.html
    assert (await message(chat)).status == "sent"
    assert await audited(chat) == [(REVIEWER.ref, "message.fate", {"status": "sent"})]
    assert "Nothing waits" in text([await shown(chat)])


async def test_what_did_not_arrive_is_sent_again_once(chat: Chat) -> None:
    first = await shown(chat)
    noted, *_ = await chat.press(first, "It did not", by=REVIEWER)
    assert "sent again" in noted.html
    row = await message(chat)
    assert row.status == "pending"
    assert message_json.validate_json(row.payload or "").html == "The <b>Moon</b> is rock."
    assert await audited(chat) == [(REVIEWER.ref, "message.fate", {"status": "pending"})]
    async with chat.database.write() as session:
        (again,) = await outbox.take_due(session, chat.now, 1)
        assert again.key == "answer:1"
    (notice,) = await chat.press(first, "It did not", by=REVIEWER)
    assert "not yours to decide" in notice.html
    assert (await message(chat)).status == "sending"


async def test_a_text_that_is_not_kept_any_more_cannot_be_sent_again(chat: Chat) -> None:
    async with chat.database.write() as session:
        row = await outbox.by_key(session, "answer:1")
        assert row is not None
        row.payload = None
    said = await shown(chat)
    assert "kept no longer" in text([said])
    over, *_ = await chat.press(said, "It did not", by=REVIEWER)
    assert "Nothing is left to be done" in over.html
    assert (await message(chat)).status == "dead"


async def test_what_was_cleared_up_meanwhile_is_not_shown(chat: Chat) -> None:
    async with chat.database.write() as session:
        await outbox.mark_sent(session, 1, "77", chat.now)
    assert "Nothing waits" in text([await shown(chat)])


async def test_a_user_cannot_say_what_became_of_a_message(chat: Chat) -> None:
    (notice,) = await chat.press(await shown(chat), "It arrived", by=READER)
    assert "role does not allow" in notice.html
    assert (await message(chat)).status == "unknown"
