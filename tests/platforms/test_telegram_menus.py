"""Command menus by role, chat and language: published over HTTP, and as people are then offered them."""

from collections.abc import AsyncIterator

import pytest
from pydantic import SecretStr

from bot.commands.menu_publishing import MenuPublisher
from bot.config import TelegramSettings, load_settings
from bot.platforms.telegram.platform import TelegramPlatform
from storage import accounts
from storage.database import Database
from tests.commands.chat import START
from tests.fakes.telegram import Clock, FakeTelegram, Limits


@pytest.fixture
async def fake() -> AsyncIterator[FakeTelegram]:
    async with FakeTelegram(limits=Limits.none(), clock=Clock(1_790_000_000)) as fake:
        yield fake


@pytest.fixture
async def database(sqlite_url: str) -> AsyncIterator[Database]:
    async with Database(sqlite_url) as database:
        yield database


@pytest.fixture
async def publisher(fake: FakeTelegram, database: Database) -> AsyncIterator[MenuPublisher]:
    platform = TelegramPlatform(TelegramSettings(token=SecretStr(fake.token), base_url=fake.bot_url))
    await platform.open()
    settings = load_settings(owners=("telegram:1001", "x:2002"))
    yield MenuPublisher(database, settings, {"telegram": platform}, lambda: START)
    await platform.close()


async def grant(database: Database, account: int, role: str) -> None:
    async with database.write() as session:
        await accounts.grant(session, "telegram", str(account), role, "telegram:1001", START)


async def test_each_role_is_offered_its_commands_in_private(
    fake: FakeTelegram, database: Database, publisher: MenuPublisher
) -> None:
    reader, reviewer, owner = fake.user(1), fake.user(2), fake.user(1001)
    for person in (reader, reviewer, owner):
        await person.private("hello")
    await grant(database, 2, "reviewer")
    await publisher.publish("telegram")
    offered = [set(await person.menu()) for person in (reader, reviewer, owner)]
    assert "check" in offered[0]
    assert "review" not in offered[0]
    assert "review" in offered[1]
    assert "grant" not in offered[1]
    assert "grant" in offered[2]


async def test_in_groups_only_admins_are_offered_the_settings(
    fake: FakeTelegram, publisher: MenuPublisher
) -> None:
    reader, admin = fake.user(1), fake.user(2)
    group = fake.group(-500, members=[reader], admins=[admin])
    await publisher.publish("telegram")
    assert "settings" not in await reader.menu(group)
    assert "settings" in await admin.menu(group)
    assert "forgetme" not in await reader.menu(group)


async def test_menus_speak_each_language(fake: FakeTelegram, publisher: MenuPublisher) -> None:
    reader = fake.user(1)
    await reader.private("hello")
    await publisher.publish("telegram")
    lines = {
        code: str(await fake.perform("menu", user=1, chat=1, language=code))
        for code in ("", "en", "es", "ru", "ar", "uk")
    }
    assert lines[""] == lines["en"]
    assert len(set(lines.values())) == 5


async def test_a_role_that_was_taken_takes_its_menu_away(
    fake: FakeTelegram, database: Database, publisher: MenuPublisher
) -> None:
    reviewer = fake.user(2)
    await reviewer.private("hello")
    await grant(database, 2, "reviewer")
    await publisher.publish("telegram")
    async with database.write() as session:
        await accounts.revoke(session, "telegram", "2")
    await publisher.publish("telegram")
    assert "review" not in await reviewer.menu()
    assert "check" in await reviewer.menu()


async def test_what_was_published_is_not_published_again(
    fake: FakeTelegram, publisher: MenuPublisher
) -> None:
    await fake.user(1001).private("hello")
    assert await publisher.publish("telegram") > 0
    calls = len(fake.calls)
    assert await publisher.publish("telegram") == 0
    assert len(fake.calls) == calls


async def test_staff_who_never_wrote_to_the_bot_hold_nobody_else_up(
    fake: FakeTelegram, database: Database, publisher: MenuPublisher
) -> None:
    await grant(database, 77, "reviewer")
    reviewer = fake.user(88)
    await reviewer.private("hello")
    await grant(database, 88, "reviewer")
    await publisher.publish("telegram")
    assert "review" in await reviewer.menu()
