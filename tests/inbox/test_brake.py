"""The brake: one wrong claim, or one bad threshold, never floods a platform."""

import pytest
from pydantic import SecretStr
from sqlalchemy import select

from bot.config import TelegramSettings, load_settings
from bot.config.brake import BrakeSettings
from bot.decisions.policy import Reason
from bot.events import Place
from storage.database import Database
from storage.models import DecisionRecord, OutboxMessage, ReviewItem
from tests.inbox.conversation import GROUP, OWNER, Conversation

RUMOUR = "The harbour of Lisk will be closed to all fishing boats"


@pytest.fixture
def talk(database: Database) -> Conversation:
    brake = BrakeSettings(
        answers_an_hour=3, answers_a_day=5, answers_an_hour_about_a_claim=2, answers_a_day_about_a_claim=9
    )
    settings = load_settings(owners=(OWNER.ref,), telegram=TelegramSettings(token=SecretStr("1:TEST")))
    return Conversation(database, settings.model_copy(update={"brake": brake}))


async def reasons(database: Database) -> list[str]:
    async with database.read() as session:
        return list((await session.scalars(select(DecisionRecord.reason).order_by(DecisionRecord.id))).all())


async def ask(talk: Conversation, words: str, group: int) -> None:
    place = Place(GROUP.platform, f"-{group}", GROUP.kind, "Neighbours")
    await talk.hand_in(talk.post(words, place=place))


async def test_beyond_the_cap_of_a_claim_a_person_decides_and_an_owner_hears_once(
    database: Database, talk: Conversation
) -> None:
    await talk.claim(RUMOUR, "https://example.org/harbour")
    for group in range(701, 706):
        await ask(talk, RUMOUR, group)
    found = await reasons(database)
    assert found == [Reason.NEARLY_CERTAIN] * 2 + [Reason.BRAKE] * 3
    async with database.read() as session:
        items = (await session.scalars(select(ReviewItem))).all()
        notices = [
            row.key for row in await session.scalars(select(OutboxMessage)) if row.key.startswith("brake:")
        ]
    assert len(items) == 3
    assert len(notices) == 2, "one for the claim's cap, one for the cap of all, each once"


async def test_private_answers_are_not_braked_and_an_hour_later_the_public_ones_go_on(
    database: Database, talk: Conversation
) -> None:
    await talk.claim(RUMOUR, "https://example.org/harbour")
    for group in range(701, 704):
        await ask(talk, RUMOUR, group)
    await talk.hand_in(talk.post(RUMOUR))
    talk.later(hours=1, minutes=1)
    await ask(talk, RUMOUR, 704)
    certain, braked = Reason.NEARLY_CERTAIN, Reason.BRAKE
    assert await reasons(database) == [certain, certain, braked, certain, certain]
