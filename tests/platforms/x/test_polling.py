"""Mentions and messages are heard once each, over restarts, pages and X's faults; and only then answered."""

import asyncio
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select
from structlog.testing import capture_logs

from bot.errors import Unauthorised
from bot.events import Address, Command, Post
from bot.inbox.intake import Intake
from bot.platforms.x.posts import last_id_before
from bot.signing import Signer
from storage import cursors
from storage.database import Database
from storage.models import InboxEvent
from tests.fakes.x import FakeX, Limit
from tests.platforms.x.adapter import Desk, Sleeper, listening, opened, settings_for, until

MENTIONS = "/2/users/2000/mentions"


@pytest.fixture
def desk(fake: FakeX) -> Desk:
    """A store that has already heard everything up to now."""
    start = last_id_before(fake.clock.now())
    return Desk(cursors={"x:mentions": start, "x:dms": start})


async def test_a_bare_mention_comes_with_the_post_above_and_its_picture(fake: FakeX, desk: Desk) -> None:
    rumour = fake.post("2002", "100,000 volunteers are coming", alt_text="A television picture")
    asked = fake.mention("2001", "is this true?", reply_to=rumour)
    async with listening(fake, desk):
        await desk.wait_for(1)
    (post,) = desk.events
    assert isinstance(post, Post)
    assert (post.text, post.address, post.author.name) == ("is this true?", Address.SUMMONED, "ann")
    assert post.message_id == asked.id
    assert [one.text for one in post.above] == ["100,000 volunteers are coming\nA television picture"]


async def test_a_bare_mention_under_a_bare_post_comes_with_the_threads_first(fake: FakeX, desk: Desk) -> None:
    root = fake.post("2002", "They will send 100,000 volunteers to the front")
    wow = fake.post("2002", "wow", reply_to=root)
    fake.mention("2001", "true?", reply_to=wow)
    async with listening(fake, desk):
        await desk.wait_for(1)
    (post,) = desk.events
    assert isinstance(post, Post)
    assert [one.id for one in post.above] == [wow.id, root.id]
    assert len(fake.calls("GET", "/2/tweets")) == 1


@pytest.mark.parametrize(
    "quirk",
    [{"reference_field": "referenced_posts"}, {"includes_posts_key": "posts"}, {"milliseconds": False}],
)
async def test_xs_spellings_do_not_matter(fake: FakeX, desk: Desk, quirk: dict[str, object]) -> None:
    for name, value in quirk.items():
        setattr(fake.quirks, name, value)
    fake.mention("2001", "hm?", reply_to=fake.post("2002", "A rumour of some length"))
    async with listening(fake, desk):
        await desk.wait_for(1)
    (post,) = desk.events
    assert isinstance(post, Post)
    assert [one.text for one in post.above] == ["A rumour of some length"]
    assert post.written_at == fake.clock.now()


async def test_who_did_not_ask_can_never_be_answered(fake: FakeX, desk: Desk) -> None:
    asked = fake.mention("2001")
    answer = fake.world.add_post("2000", "A newsroom looked into it.", reply_to=asked.id)
    thanks = fake.post("2001", "thank you!", reply_to=answer.id)
    async with listening(fake, desk):
        await desk.wait_for(2)
    heard = {event.event_id: event for event in desk.events if isinstance(event, Post)}
    post = heard[f"post:{thanks.id}"]
    assert (post.address, post.message_id, post.above) == (Address.OVERHEARD, "", ())
    assert heard[f"post:{asked.id}"].address is Address.SUMMONED


async def test_all_pages_are_heard_oldest_first_in_one_commit(fake: FakeX, desk: Desk) -> None:
    asked = [fake.mention("2001", f"number {number}") for number in range(230)]
    async with listening(fake, desk):
        await desk.wait_for(230)
    assert desk.ids == [f"post:{post.id}" for post in asked]
    assert len(desk.batches) == 1
    assert desk.cursors["x:mentions"] == asked[-1].id


async def test_a_fault_between_pages_costs_no_page_twice(fake: FakeX, desk: Desk) -> None:
    for number in range(150):
        fake.mention("2001", f"number {number}")
    gate = fake.faults.hold("GET", MENTIONS)
    async with listening(fake, desk, poll_seconds=600):
        await gate.wait_reached()
        fake.faults.add("html_503", "GET", MENTIONS)
        gate.release()
        await desk.wait_for(150)
    tokens = [call.query.get("pagination_token") for call in fake.calls("GET", MENTIONS)]
    assert tokens[0] is None
    assert tokens[1] == tokens[2] is not None
    assert len(set(desk.ids)) == len(desk.ids) == 150


async def test_more_mentions_than_x_gives_back_are_told(fake: FakeX, desk: Desk) -> None:
    for number in range(810):
        fake.mention("2001", f"number {number}")
    before = desk.cursors["x:mentions"]
    with capture_logs() as logs:
        async with listening(fake, desk):
            await desk.wait_for(800)
    assert len(desk.events) == 800
    assert [line["log_level"] for line in logs if "800" in str(line["event"])] == ["error"]
    (gap,) = desk.unreadable
    assert gap.event_id == f"gap:{before}-{desk.ids[0].removeprefix('post:')}"
    assert "are lost and will not be answered" in gap.error


async def test_nothing_is_lost_or_heard_anew_over_a_restart(fake: FakeX, desk: Desk) -> None:
    first = fake.mention("2001", "one")
    written = fake.dm("2001", "first letter")
    async with listening(fake, desk):
        await desk.wait_for(2)
    second, third = fake.mention("2001", "two"), fake.mention("2002", "three")
    later = fake.dm("2001", "second letter")
    async with listening(fake, desk):
        await desk.wait_for(5)
        await fake.wait_for(lambda: len(fake.calls("GET", MENTIONS)) > 6)
    assert sorted(desk.ids) == sorted(
        [*(f"post:{post.id}" for post in (first, second, third)), f"dm:{written.id}", f"dm:{later.id}"]
    )


async def test_what_was_not_committed_is_heard_again(fake: FakeX, desk: Desk) -> None:
    asked = fake.mention("2001", "one")

    class Broken(Exception):
        pass

    async def fails(*_: object, **__: object) -> None:
        raise Broken

    async with opened(fake) as x:
        with pytest.raises(Broken):
            await x.listen(fails, desk.read_cursor)
    async with listening(fake, desk):
        await desk.wait_for(1)
    assert desk.ids == [f"post:{asked.id}"]


async def test_the_first_start_leaves_old_mentions_alone(fake: FakeX) -> None:
    fake.mention("2001", "long ago")
    fake.dm("2001", "long ago")
    fake.clock.advance(timedelta(hours=1).total_seconds())
    fresh, letter = fake.mention("2001", "just now"), fake.dm("2001", "just now")
    desk = Desk()
    async with listening(fake, desk):
        await desk.wait_for(2)
    assert sorted(desk.ids) == sorted([f"post:{fresh.id}", f"dm:{letter.id}"])


async def test_a_quiet_first_start_has_a_cursor_before_the_first_mention(fake: FakeX) -> None:
    desk = Desk()
    async with listening(fake, desk):
        await fake.wait_for(lambda: len(fake.calls("GET", MENTIONS)) > 1)
    assert set(desk.cursors) == {"x:mentions", "x:dms"}
    fake.clock.advance(86_400)
    asked = fake.mention("2001")
    fake.clock.advance(86_400)
    async with listening(fake, desk):
        await desk.wait_for(1)
    assert desk.ids == [f"post:{asked.id}"]


async def test_messages_come_in_their_order_as_posts_and_commands(fake: FakeX, desk: Desk) -> None:
    for number in range(12):
        fake.dm("2001", f"/claim {number}" if number % 2 else f"letter {number}")
    fake.world.add_dm("2000", "2001", "what the bot wrote")
    async with listening(fake, desk):
        await desk.wait_for(12)
    assert [type(event) for event in desk.events] == [Post, Command] * 6
    commands = [event for event in desk.events if isinstance(event, Command)]
    assert [(one.name, one.argument) for one in commands] == [("claim", str(n)) for n in range(1, 12, 2)]


async def test_a_quiet_inbox_is_looked_at_one_message_at_a_time(fake: FakeX, desk: Desk) -> None:
    for number in range(8):
        fake.dm("2001", f"old {number}")
    desk.cursors["x:dms"] = str(max(int(message.id) for message in fake.world.dms))
    before = fake.spend
    async with listening(fake, desk):
        await fake.wait_for(lambda: len(fake.calls("GET", "/2/dm_events")) > 2)
    looks = fake.calls("GET", "/2/dm_events")
    assert {call.query["max_results"] for call in looks} == {"1"}
    assert fake.bill.by_item()["dm_event_read"] == len(looks) * Decimal("0.01")
    assert fake.spend > before


async def test_many_new_messages_are_read_in_growing_pages_without_all_the_old_ones(
    fake: FakeX, desk: Desk
) -> None:
    for number in range(150):
        fake.dm("2001", f"old {number}")
    desk.cursors["x:dms"] = str(max(int(message.id) for message in fake.world.dms))
    letters = [fake.dm("2001", f"new {number}") for number in range(12)]
    async with listening(fake, desk, dm_poll_seconds=60):
        await desk.wait_for(12)
    assert desk.ids == [f"dm:{letter.id}" for letter in letters]
    assert [call.query["max_results"] for call in fake.calls("GET", "/2/dm_events")] == ["1", "4", "16"]


async def test_what_cannot_be_read_is_kept_and_holds_nothing_up(fake: FakeX, desk: Desk) -> None:
    odd = fake.mention("2001", "odd")
    fake.mention("2001", "fine")
    fake.world.posts[odd.id].entities.urls.append({"start": 0, "end": 1})
    async with listening(fake, desk):
        await desk.wait_for(1)
    assert [kept.event_id for kept in desk.unreadable] == [f"post:{odd.id}"]
    assert "odd" in desk.unreadable[0].payload
    assert len(desk.events) == 1


async def test_refused_keys_end_the_listening(fake: FakeX, desk: Desk) -> None:
    async with opened(fake) as x:
        fake.door.revoked = True
        with pytest.raises(Unauthorised):
            await asyncio.wait_for(x.listen(desk, desk.read_cursor), 60)


async def test_closed_messages_do_not_close_the_mentions(fake: FakeX, desk: Desk) -> None:
    detail = "This app's plan does not include this call: client-not-enrolled"
    fake.faults.add("problem", "GET", "/2/dm_events", status=403, detail=detail, times=100)
    fake.mention("2001")
    async with listening(fake, desk):
        await desk.wait_for(1)
        await fake.wait_for(lambda: len(fake.calls("GET", MENTIONS)) > 3)
    assert len(fake.calls("GET", "/2/dm_events")) == 1


@pytest.mark.parametrize("reset", ["future", "missing", "past"])
async def test_a_rate_limit_is_waited_out_without_a_busy_loop(fake: FakeX, desk: Desk, reset: str) -> None:
    fake.faults.add("rate_limit", "GET", MENTIONS, reset=reset, times=1_000)
    async with listening(fake, desk, dm_poll_seconds=0.02):
        await fake.wait_for(lambda: len(fake.calls("GET", "/2/dm_events")) > 10)
    assert len(fake.calls("GET", MENTIONS)) == 1


@pytest.mark.parametrize("reset", ["missing", "past"])
async def test_a_limit_without_an_end_is_tried_again_after_a_minute_then_two(
    fake: FakeX, desk: Desk, reset: str
) -> None:
    fake.faults.add("rate_limit", "GET", MENTIONS, reset=reset, times=5)
    fake.mention("2001")
    sleep = Sleeper(fake, hang_from=1_000)
    async with listening(fake, desk, sleep, poll_seconds=5_000, dm_poll_seconds=6_000):
        await desk.wait_for(1)
    assert [wait for wait in sleep.waits if wait < 1_000] == [60, 120, 240, 480, 960]
    assert len(fake.calls("GET", MENTIONS)) == 6


@pytest.mark.parametrize("fault", ["html_503", "problem"])
async def test_errors_of_x_double_the_wait_from_five_seconds(fake: FakeX, desk: Desk, fault: Any) -> None:
    fake.faults.add(fault, "GET", MENTIONS, times=8)
    fake.mention("2001")
    sleep = Sleeper(fake, hang_from=1_000)
    async with listening(fake, desk, sleep, poll_seconds=5_000, dm_poll_seconds=6_000):
        await desk.wait_for(1)
    assert [wait for wait in sleep.waits if wait < 1_000] == [5, 10, 20, 40, 80, 160, 320, 320]
    assert len(fake.calls("GET", MENTIONS)) == 9


async def test_the_pace_falls_while_nothing_comes_and_rises_with_the_next_mention(
    fake: FakeX, desk: Desk
) -> None:
    class Quiet(Sleeper):
        async def __call__(self, seconds: float) -> None:
            if self.waits.count(200) == 3:
                self.fake.mention("2001")
            await super().__call__(seconds)

    sleep = Quiet(fake, hang_from=1_000)
    async with listening(fake, desk, sleep, poll_seconds=60, poll_seconds_quiet=200, dm_poll_seconds=6_000):
        await desk.wait_for(1)
        await until(lambda: len(sleep.waits) > 10)
    waits = [wait for wait in sleep.waits if wait < 1_000]
    assert waits[:8] == [90, 135, 200, 200, 200, 200, 60, 90]


async def test_the_limit_on_messages_stops_neither_loop_for_good(fake: FakeX, desk: Desk) -> None:
    fake.limits["GET /2/dm_events"] = Limit(2, 1)
    async with listening(fake, desk):
        await fake.wait_for(lambda: len(fake.calls("GET", "/2/dm_events")) > 2)
        late = fake.mention("2001")
        await desk.wait_for(1)
    assert desk.ids == [f"post:{late.id}"]


async def test_an_outage_is_survived_and_the_mention_of_that_time_is_heard(fake: FakeX, desk: Desk) -> None:
    async with listening(fake, desk):
        await fake.wait_for(lambda: fake.calls("GET", MENTIONS))
        await fake.stop()
        asked = fake.mention("2001", "during the outage")
        await asyncio.sleep(0.3)
        await fake.start()
        await desk.wait_for(1)
    assert desk.ids == [f"post:{asked.id}"]


def test_settings_of_the_fake_are_those_of_production(fake: FakeX) -> None:
    assert settings_for(fake).configured


async def test_events_and_cursor_are_in_the_store_together_and_a_restart_adds_nothing(
    fake: FakeX, database: Database
) -> None:
    arrived = asyncio.Event()
    intake = Intake("x", database, Signer(b"a key of the tests, 32 bytes long"), fake.clock.now, arrived.set)

    async def read_cursor(name: str) -> str | None:
        async with database.read() as session:
            return await cursors.read(session, name)

    async def heard() -> list[str]:
        async with database.read() as session:
            return list(await session.scalars(select(InboxEvent.event_id).order_by(InboxEvent.id)))

    expected = []
    for text in ("one", "two"):
        asked = fake.mention("2001", text)
        expected.append(f"post:{asked.id}")
        arrived.clear()
        async with opened(fake) as x:
            task = asyncio.create_task(x.listen(intake, read_cursor))
            await asyncio.wait_for(arrived.wait(), 60)
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
        assert await read_cursor("x:mentions") == asked.id
        assert await heard() == expected
