"""Reviewers have a chat of their own: what waits arrives there by itself, over HTTP at the fake."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest

from storage import accounts
from tests.fakes.telegram import FakeTelegram
from tests.platforms.telegram.house import ME, RUMOUR, VOLUNTEERS_LINK, House, running, settings_for

REVIEWERS, NEIGHBOURS = -100700, -100500


@pytest.fixture
async def house(telegram: FakeTelegram, sqlite_url: str) -> AsyncIterator[House]:
    """A bot that is never certain, and asks reviewers."""
    settings = settings_for(telegram, sqlite_url)
    unsure = settings.matcher.model_copy(update={"reply_threshold": 1.0, "review_threshold": 0.3})
    wanted = {"review_chat": f"telegram:{REVIEWERS}", "matcher": unsure}
    async with running(telegram, settings.model_copy(update=wanted)) as house:
        async with house.app.database.write() as session:
            await accounts.grant(session, "telegram", "1020", "reviewer", "telegram:1001", datetime.now(UTC))
        yield house


async def test_an_item_arrives_by_itself_and_its_button_answers_whoever_asked(
    telegram: FakeTelegram, house: House
) -> None:
    ann, rita = telegram.user(2001, "Ann"), telegram.user(1020, "Rita")
    telegram.group(REVIEWERS, "Reviewers", kind="supergroup", members=[rita])
    group = telegram.group(NEIGHBOURS, "Neighbours", kind="supergroup", members=[ann])
    await ann.write(group, f"{ME} {RUMOUR}")
    item = await telegram.wait_for(lambda call: call.chat_id == REVIEWERS, timeout=60)
    assert RUMOUR in item.text
    await rita.press(item, "✓ 1.")
    answer = await telegram.wait_for(lambda call: VOLUNTEERS_LINK in call.text, timeout=60)
    assert answer.chat_id == NEIGHBOURS
    changed = await telegram.wait_for_call(
        lambda call: call.method == "editMessageText" and "is decided" in call.text, timeout=60
    )
    assert changed.chat_id == REVIEWERS
    (shown,) = [one for one in await telegram.visible(REVIEWERS) if one["from"]["is_bot"]]
    assert RUMOUR not in shown["text"]
    assert "reply_markup" not in shown
