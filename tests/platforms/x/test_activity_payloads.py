"""Events of the Activity API as X documents them, by its stream: the parent, long texts, quotes, messages."""

import json
from typing import Any

import pytest

from bot.events import Address, Command, Post
from bot.platforms.x.posts import last_id_before
from tests.fakes.x import FakeX
from tests.fakes.x.activity import EVERYTHING
from tests.platforms.x.adapter import Desk
from tests.platforms.x.test_activity import streaming

RUMOUR = "The water company will cut off the whole north side for three weeks in March, neighbours say."


@pytest.fixture
def desk(fake: FakeX) -> Desk:
    start = last_id_before(fake.clock.now())
    return Desk(cursors={"x:mentions": start, "x:dms": start})


def only_post(desk: Desk) -> Post:
    (post,) = desk.events
    assert isinstance(post, Post)
    return post


@pytest.mark.parametrize("new_names", [False, True])
async def test_the_mention_itself_comes_along_and_its_parent_is_fetched(
    fake: FakeX, desk: Desk, new_names: bool
) -> None:
    if new_names:
        fake.quirks.say_post()
    rumour = fake.post("2002", RUMOUR)
    async with streaming(fake, desk, poll_seconds=600):
        fake.mention("2001", "true?", reply_to=rumour)
        await desk.wait_for(1)
    post = only_post(desk)
    assert post.answers == rumour.id
    assert [(above.id, above.text) for above in post.above] == [(rumour.id, RUMOUR)]


async def test_what_is_answered_and_what_is_quoted_are_both_fetched(fake: FakeX, desk: Desk) -> None:
    parent, quoted = fake.post("2002", "look at that"), fake.post("2002", RUMOUR)
    async with streaming(fake, desk, poll_seconds=600):
        fake.mention("2001", "and this?", reply_to=parent, quotes=quoted)
        await desk.wait_for(1)
    assert [above.id for above in only_post(desk).above] == [parent.id, quoted.id]


async def test_a_long_mention_whose_event_was_cut_is_fetched_whole(fake: FakeX, desk: Desk) -> None:
    fake.activity.cuts_long_posts = True
    long = f"{RUMOUR} {'They have heard it from the mayor. ' * 10}So buy bottles."
    async with streaming(fake, desk, poll_seconds=600):
        fake.mention("2001", long)
        await desk.wait_for(1)
    assert only_post(desk).text.endswith("So buy bottles.")


async def test_a_message_in_xs_own_shape_is_heard(fake: FakeX, desk: Desk) -> None:
    rumour = fake.post("2002", RUMOUR)
    async with streaming(fake, desk, dm_poll_seconds=600, poll_seconds=600):
        letter = fake.dm("2001", f"Is it so? https://x.com/bob/status/{rumour.id}")
        order = fake.dm("2002", "/help me")
        await desk.wait_for(2)
    events = {event.event_id: event for event in desk.events}
    post, command = events[f"dm:{letter.id}"], events[f"dm:{order.id}"]
    assert isinstance(post, Post)
    assert isinstance(command, Command)
    assert (post.text, post.author.id, post.author.name) == ("Is it so?", "2001", "ann")
    assert [above.text for above in post.above] == [RUMOUR]
    assert post.written_at == letter.created_at
    assert (command.name, command.argument) == ("help", "me")


async def test_several_messages_of_one_event_are_all_heard(fake: FakeX, desk: Desk) -> None:
    def event(number: int, sender: str, to: str = "2000") -> dict[str, Any]:
        return {
            "type": "message_create",
            "id": str(int(last_id_before(fake.clock.now())) + number),
            "created_timestamp": str(int(fake.clock.timestamp() * 1000)),
            "message_create": {
                "target": {"recipient_id": to},
                "sender_id": sender,
                "message_data": {"text": f"letter {number}", "entities": {}},
            },
        }

    events = [event(1, "2001"), event(2, "2000", "2001"), event(3, "2002"), {"type": "typing", "id": "4"}]
    payload = {"direct_message_events": events, "users": {}}
    async with streaming(fake, desk, dm_poll_seconds=600, poll_seconds=600):
        data = {"event_type": "dm.received", "event_uuid": "1", "payload": payload}
        fake.activity.stream.send_raw(json.dumps({"data": data}).encode())
        await desk.wait_for(2)
    assert [event.text for event in desk.events if isinstance(event, Post)] == ["letter 1", "letter 3"]


async def test_somebody_who_quotes_the_bots_post_is_heard_as_one_who_asks(fake: FakeX, desk: Desk) -> None:
    ours = fake.post("2000", "Fact-checkers found no evidence.")
    other = fake.post("2002", "Something else entirely")
    async with streaming(fake, desk, poll_seconds=600):
        fake.post("2002", "not of the bot", quotes=other)
        asked = fake.post("2001", RUMOUR, quotes=ours)
        await desk.wait_for(1)
    post = only_post(desk)
    assert (post.id, post.address, post.message_id) == (asked.id, Address.SUMMONED, asked.id)
    assert post.above == ()


async def test_people_and_posts_wrapped_as_in_some_samples_are_read(fake: FakeX, desk: Desk) -> None:
    rumour = fake.post("2002", RUMOUR)
    asked = fake.mention("2001", "true?", reply_to=rumour)
    post = fake.desk.render.post(asked, EVERYTHING)
    users = [{"data": {"id": "2001", "username": "ann"}}]
    data = {
        "event_type": "post.mention.create",
        "event_uuid": "9",
        "payload": {"data": post},
        "includes": {"users": users, "tweets": [{"data": post}]},
    }
    desk.cursors["x:mentions"] = asked.id
    async with streaming(fake, desk, poll_seconds=600):
        fake.activity.stream.send_raw(json.dumps({"data": data}).encode())
        await desk.wait_for(1)
    heard = only_post(desk)
    assert heard.author.name == "ann"
    assert [above.id for above in heard.above] == [rumour.id]
