"""Refused keys end nothing: the bot tries again, says so once, and knows a wrong clock from a wrong key."""

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest

from bot.app import open_app
from bot.config import load_settings
from bot.errors import ClockWrong, Unauthorised
from bot.platforms.x.platform import XPlatform
from bot.runtime import refusals
from tests.fakes.x import FakeX
from tests.platforms.x.adapter import settings_for, until
from tests.platforms.x.house import OWNER, RUMOUR, NoPages, settings_in, working
from tests.support.migrated import migrated

MENTIONS = "/2/users/2000/mentions"


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(refusals, "WAITS", (0.05, 0.1, 0.2))


@pytest.mark.parametrize("path", [MENTIONS, "/2/users/me", "/2/dm_events"])
async def test_one_401_ends_nothing_and_troubles_nobody(fake: FakeX, tmp_path: Path, path: str) -> None:
    fake.user(OWNER, "olga")
    fake.faults.add("problem", "GET", path, status=401, title="Unauthorized", detail="Unauthorized")
    async with working(fake, tmp_path) as app:
        await until(lambda: any(call.status == 401 for call in fake.calls("GET", path)))
        asked = fake.mention("2001", "really?", reply_to=fake.post("2002", RUMOUR))
        await fake.wait_for(lambda: fake.replies)
        await until(lambda: not app.health.ears["x"].refused)
    assert [reply.in_reply_to for reply in fake.replies] == [asked.id]
    assert fake.sent_dms == []


@pytest.mark.usefixtures("quick")
async def test_keys_refused_again_and_again_are_told_once_and_taken_up_when_good(
    fake: FakeX, tmp_path: Path
) -> None:
    fake.user(OWNER, "olga")
    async with working(fake, tmp_path) as app:
        fake.dm(OWNER, "/help")
        await fake.wait_for(lambda: fake.sent_dms)
        fake.door.revoked = True
        await until(lambda: app.health.ears["x"].refused)
        state = await app.health.look(app.database)
        assert "refused: X 401" in state.troubles(fake.clock.now())[0]
        refused = [call for call in fake.requests if call.status == 401]
        await until(lambda: len([call for call in fake.requests if call.status == 401]) > len(refused) + 3)
        fake.door.revoked = False
        fake.clock.advance(30)  # the word to the owner was refused as well, and is due again
        asked = fake.mention("2001", "really?", reply_to=fake.post("2002", RUMOUR))
        await fake.wait_for(lambda: fake.replies)
        await fake.wait_for(lambda: any("refuses" in dm.text for dm in fake.sent_dms))
        assert not app.health.ears["x"].refused
    assert [reply.in_reply_to for reply in fake.replies] == [asked.id]
    assert len([dm for dm in fake.sent_dms if "refuses the bot" in dm.text]) == 1


@pytest.mark.usefixtures("quick")
async def test_keys_that_never_worked_end_the_process_with_the_reason(fake: FakeX, tmp_path: Path) -> None:
    fake.door.revoked = True
    settings = settings_in(tmp_path, fake)
    async with open_app(
        settings, [XPlatform(settings.x, fake.clock.now)], fake.clock.now, pages=NoPages()
    ) as app:
        with pytest.raises(Unauthorised, match="X 401"):
            await asyncio.wait_for(app.run(), 10)
    assert len(fake.calls("GET", "/2/users/me")) == 3


@pytest.mark.usefixtures("quick")
async def test_beside_a_dashboard_even_keys_that_never_worked_end_nothing(
    fake: FakeX, tmp_path: Path
) -> None:
    fake.door.revoked = True
    settings = load_settings(
        database_url=f"sqlite:///{migrated(tmp_path / 'bot.sqlite3')}",
        secret_key="a key for tests",
        matcher={"model": "hashing"},
        web={"listen": "127.0.0.1:0"},
        x=settings_for(fake),
    )
    async with open_app(
        settings, [XPlatform(settings.x, fake.clock.now)], fake.clock.now, pages=NoPages()
    ) as app:
        task = asyncio.create_task(app.run())
        await fake.wait_for(lambda: len(fake.calls("GET", "/2/users/me")) > 4)
        assert not task.done()
        app.stop()
        await task


@pytest.mark.parametrize(("minutes", "way"), [(7, "ahead"), (-90, "behind")])
async def test_a_clock_that_is_off_is_named_as_the_fault(fake: FakeX, minutes: int, way: str) -> None:
    fake.door.revoked = True
    x = XPlatform(settings_for(fake), lambda: fake.clock.now() + timedelta(minutes=minutes))
    with pytest.raises(ClockWrong, match=rf"clock is {abs(minutes) * 60} s {way} of X's: set it \(NTP\)"):
        await x.open()
    await x.close()


@pytest.mark.parametrize("in_errors", [True, False])
async def test_a_refused_timestamp_is_a_fault_of_the_clock(fake: FakeX, in_errors: bool) -> None:
    detail = "Timestamp out of bounds."
    fake.faults.add("problem", "GET", "/2/users/me", status=401, detail=detail, in_errors=in_errors)
    x = XPlatform(settings_for(fake), fake.clock.now)
    with pytest.raises(ClockWrong, match="Timestamp out of bounds"):
        await x.open()
    await x.close()


async def test_a_clock_a_little_off_is_not_blamed(fake: FakeX) -> None:
    fake.door.revoked = True
    x = XPlatform(settings_for(fake), lambda: fake.clock.now() + timedelta(minutes=1))
    with pytest.raises(Unauthorised) as caught:
        await x.open()
    assert type(caught.value) is Unauthorised
    await x.close()
