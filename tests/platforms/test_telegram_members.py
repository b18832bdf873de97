"""Who runs a chat, and what the bot is shown there: asked of the Bot API over HTTP, briefly remembered."""

from collections.abc import AsyncIterator

import pytest
from pydantic import SecretStr

from bot.config import TelegramSettings
from bot.errors import PlatformError
from bot.events import Account, Place, PlaceKind
from bot.platforms.base import KnowsMembers
from bot.platforms.telegram.members import Members
from bot.platforms.telegram.platform import TelegramPlatform
from tests.fakes.telegram import Clock, FakeTelegram, Limits

GROUP = Place("telegram", "-500", PlaceKind.GROUP, "Neighbours")
NOON = 1_790_000_000


@pytest.fixture
async def fake() -> AsyncIterator[FakeTelegram]:
    async with FakeTelegram(limits=Limits.none(), clock=Clock(NOON)) as fake:
        yield fake


@pytest.fixture
async def platform(fake: FakeTelegram) -> AsyncIterator[TelegramPlatform]:
    settings = TelegramSettings(token=SecretStr(fake.token), base_url=fake.bot_url)
    platform = TelegramPlatform(settings)
    await platform.open()
    yield platform
    await platform.close()


def account(number: int) -> Account:
    return Account("telegram", str(number))


def asked(fake: FakeTelegram) -> int:
    return len([call for call in fake.calls if call.method.lower() == "getchatmember"])


async def test_the_chats_admins_run_it_and_its_members_do_not(
    fake: FakeTelegram, platform: TelegramPlatform
) -> None:
    fake.group(-500, "Neighbours", members=[fake.user(1), fake.user(2)], admins=[fake.user(3)])
    assert isinstance(platform, KnowsMembers)
    assert [await platform.is_admin(GROUP, account(number)) for number in (1, 2, 3)] == [False, False, True]


async def test_an_anonymous_admin_and_a_channel_speak_as_the_chat_itself(
    fake: FakeTelegram, platform: TelegramPlatform
) -> None:
    assert await platform.is_admin(GROUP, Account("telegram", "-500"))
    assert not await platform.is_admin(GROUP, Account("telegram", "-501"))
    assert asked(fake) == 0


async def test_telegram_is_asked_once_a_minute_for_each_member(fake: FakeTelegram) -> None:
    fake.group(-500, "Neighbours", members=[fake.user(1)])
    now = [1000.0]
    platform = TelegramPlatform(TelegramSettings(token=SecretStr(fake.token), base_url=fake.bot_url))
    await platform.open()
    members = Members(platform._bot, lambda: now[0])
    for _ in range(3):
        await members.is_admin(GROUP, account(1))
    assert asked(fake) == 1
    now[0] += 61
    await members.is_admin(GROUP, account(1))
    assert asked(fake) == 2
    await platform.close()


@pytest.mark.parametrize(
    ("privacy_off", "bot", "hears"),
    [(False, "member", False), (False, "administrator", True), (True, "member", True)],
)
async def test_with_privacy_mode_the_bot_hears_everything_only_as_an_admin(
    fake: FakeTelegram, privacy_off: bool, bot: str, hears: bool
) -> None:
    await fake.change_bot(can_read_all_group_messages=privacy_off)
    fake.group(-500, "Neighbours", bot=bot, members=[fake.user(1)])
    platform = TelegramPlatform(TelegramSettings(token=SecretStr(fake.token), base_url=fake.bot_url))
    await platform.open()
    assert await platform.hears_everything(GROUP) is hears
    await platform.close()


async def test_a_chat_that_the_bot_does_not_know_is_an_error_of_the_family(
    platform: TelegramPlatform,
) -> None:
    with pytest.raises(PlatformError):
        await platform.is_admin(Place("telegram", "-999", PlaceKind.GROUP), account(1))
