"""`/budget`: an admin sees what X costs; nobody else does."""

from decimal import Decimal

from bot.config import XSettings
from storage import accounts
from storage.x import ledger
from storage.x.ledger import LedgerLine, Reservation
from tests.commands.chat import READER, START, Chat


async def test_an_admin_sees_what_was_spent_what_is_left_and_what_an_answer_costs(chat: Chat) -> None:
    chat.settings = chat.settings.model_copy(
        update={"x": XSettings(daily_cap=Decimal("2"), monthly_cap=Decimal(20))}
    )
    async with chat.database.write() as session:
        lines = [LedgerLine("own_mention_read", 400, 400_000), LedgerLine("summoned_reply", 10, 100_000)]
        await ledger.add(session, START, "a call", "hear", lines)
        unknown = Reservation(START, "POST /2/tweets", "answer", LedgerLine("summoned_reply", 1, 10_000))
        await ledger.reserve(session, unknown)
        await accounts.grant(session, READER.platform, READER.id, "admin", "telegram:1001", START)
    (said,) = await chat.command("/budget", READER)
    assert "2026-11-03 (UTC): 0.50 spent of 2.00; left: 1.49" in said.html
    assert "2026-11 (UTC): 0.50 spent of 20.00; left: 19.49" in said.html
    assert "Answers this month: 10. One costs 0.05" in said.html
    assert "Up to 0.01 more may have been charged" in said.html
    assert "Everything is done" in said.html


async def test_without_caps_there_is_no_limit_to_show(chat: Chat) -> None:
    (said,) = await chat.command("/budget")
    assert "0.00 spent of no limit; left: no limit" in said.html


async def test_nobody_below_an_admin_sees_the_budget(chat: Chat) -> None:
    async with chat.database.write() as session:
        await accounts.grant(session, READER.platform, READER.id, "editor", "telegram:1001", START)
    (said,) = await chat.command("/budget", READER)
    assert "spent" not in said.html
