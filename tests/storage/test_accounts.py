"""Roles, preferences, dialogues, the audit log and the cursors."""

from datetime import datetime, timedelta

from storage import accounts, audit, cursors
from storage.database import Database

MINUTE = timedelta(minutes=1)


async def test_a_role_is_granted_replaced_and_revoked(database: Database, now: datetime) -> None:
    async with database.write() as session:
        assert await accounts.role_of(session, "x", "7") is None
        assert await accounts.grant(session, "x", "7", "editor", "telegram:1", now) is None
    async with database.write() as session:
        assert await accounts.grant(session, "x", "7", "admin", "telegram:1", now) == "editor"
        assert await accounts.role_of(session, "x", "7") == "admin"
        assert await accounts.role_of(session, "telegram", "7") is None
    async with database.write() as session:
        assert await accounts.revoke(session, "x", "7") == "admin"
        assert await accounts.revoke(session, "x", "7") is None
    async with database.read() as session:
        assert await accounts.role_of(session, "x", "7") is None


async def test_staff_are_listed_by_platform_and_account(database: Database, now: datetime) -> None:
    async with database.write() as session:
        for platform, account in (("x", "2"), ("telegram", "9"), ("telegram", "1")):
            await accounts.grant(session, platform, account, "reviewer", "telegram:1", now)
    async with database.read() as session:
        listed = [(row.platform, row.account_id) for row in await accounts.staff(session)]
    assert listed == [("telegram", "1"), ("telegram", "9"), ("x", "2")]


async def test_stop_is_kept_until_it_is_taken_back(database: Database, now: datetime) -> None:
    async with database.write() as session:
        assert await accounts.preference(session, "a" * 32) is None
        await accounts.set_stopped(session, "a" * 32, now)
    async with database.write() as session:
        row = await accounts.preference(session, "a" * 32)
        assert row is not None
        assert row.stopped_at == now
        await accounts.set_stopped(session, "a" * 32, None)
    async with database.read() as session:
        row = await accounts.preference(session, "a" * 32)
        assert row is not None
        assert row.stopped_at is None


async def test_a_language_is_chosen_beside_the_wish_to_be_left_alone(
    database: Database, now: datetime
) -> None:
    async with database.write() as session:
        await accounts.set_language(session, "a" * 32, "uk")
        await accounts.set_stopped(session, "a" * 32, now)
    async with database.write() as session:
        await accounts.set_language(session, "a" * 32, None)
        await accounts.set_language(session, "b" * 32, "de")
    async with database.read() as session:
        first = await accounts.preference(session, "a" * 32)
        second = await accounts.preference(session, "b" * 32)
    assert first is not None
    assert second is not None
    assert (first.language, first.stopped_at, second.language) == (None, now, "de")


async def test_a_dialogue_goes_on_until_it_lapses_or_ends(database: Database, now: datetime) -> None:
    async with database.write() as session:
        await accounts.keep_dialogue(session, "telegram:1:1", "addclaim", {"step": 1}, now + MINUTE)
    async with database.write() as session:
        await accounts.keep_dialogue(
            session, "telegram:1:1", "addclaim", {"step": 2, "claim": "їжак"}, now + 2 * MINUTE
        )
    async with database.read() as session:
        row = await accounts.dialogue(session, "telegram:1:1", now + MINUTE)
        assert row is not None
        assert (row.topic, row.state) == ("addclaim", {"step": 2, "claim": "їжак"})
        assert await accounts.dialogue(session, "telegram:1:1", now + 2 * MINUTE) is None
        assert await accounts.dialogue(session, "telegram:1:2", now) is None
    async with database.write() as session:
        assert await accounts.end_dialogue(session, "telegram:1:1")
        assert not await accounts.end_dialogue(session, "telegram:1:1")
        assert await accounts.dialogue(session, "telegram:1:1", now) is None


async def test_a_dialogue_can_begin_again_in_the_turn_that_ended_it(
    database: Database, now: datetime
) -> None:
    async with database.write() as session:
        await accounts.keep_dialogue(session, "telegram:1:1", "addclaim", {"step": 1}, now + MINUTE)
        await accounts.end_dialogue(session, "telegram:1:1")
        await accounts.keep_dialogue(session, "telegram:1:1", "retract", {"claim": 5}, now + MINUTE)
    async with database.read() as session:
        row = await accounts.dialogue(session, "telegram:1:1", now)
        assert row is not None
        assert row.topic == "retract"


async def test_the_audit_log_tells_the_newest_first(database: Database, now: datetime) -> None:
    async with database.write() as session:
        await audit.note(session, now, "telegram:1", "addclaim", "claim 5", None, {"rating": "false"})
        await audit.note(
            session, now, "x:2", "editclaim", "claim 5", {"rating": "false"}, {"rating": "mixed"}
        )
        await audit.note(session, now, "x:2", "grant", "x:3")
    async with database.read() as session:
        told = [
            (row.actor, row.action, row.before, row.after) for row in await audit.entries(session, "claim 5")
        ]
        assert [row.subject for row in await audit.entries(session, limit=2)] == ["x:3", "claim 5"]
    assert told == [
        ("x:2", "editclaim", {"rating": "false"}, {"rating": "mixed"}),
        ("telegram:1", "addclaim", None, {"rating": "false"}),
    ]


async def test_a_cursor_keeps_where_it_was_moved_last(database: Database, now: datetime) -> None:
    for value in ("1", "9" * 5_000):
        async with database.write() as session:
            await cursors.move(session, "x:mentions", value, now)
    async with database.read() as session:
        assert await cursors.read(session, "x:mentions") == "9" * 5_000
        assert await cursors.read(session, "x:messages") is None
