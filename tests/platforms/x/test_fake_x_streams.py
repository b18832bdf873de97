"""The fake X API's filtered stream and its faults, as tweepy's AsyncStreamingClient meets them."""

import asyncio
from collections.abc import Callable
from decimal import Decimal

import pytest
import tweepy
from tweepy import StreamRule

from tests.fakes.x import FakeX

from .conftest import Bot, Listener


async def until(condition: Callable[[], object]) -> None:
    """Wait until tweepy, which tells nobody, has seen something: at most half a minute."""
    for _ in range(3_000):
        if condition():
            return
        await asyncio.sleep(0.01)
    raise AssertionError("it did not happen")


async def connect(fake: FakeX, listener: Listener, *rules: str) -> None:
    await listener.add_rules([StreamRule(rule, tag=f"tag of {rule}") for rule in rules or ("volunteers",)])
    listener.filter(tweet_fields="created_at")
    await until(lambda: fake.stream.connections)


async def test_posts_that_match_a_rule_are_streamed_and_charged(fake: FakeX, listener: Listener) -> None:
    await connect(fake, listener, "volunteers -denied", "@claimbot")
    fake.post("2001", "Volunteers will come")
    fake.post("2001", "Volunteers denied")
    fake.mention("2002", "is it true?")
    await until(lambda: len(listener.tags) == 2)
    assert listener.posts == ["Volunteers will come", "@claimbot is it true?"]
    assert listener.tags == ["tag of volunteers -denied", "tag of @claimbot"]
    assert fake.spend == Decimal("0.010")


async def test_a_sign_of_life_comes_at_each_interval(fake: FakeX, listener: Listener) -> None:
    await connect(fake, listener)
    await until(lambda: listener.heartbeats >= 3)


async def test_a_second_connection_is_refused_until_the_first_has_gone(
    fake: FakeX, listener: Listener
) -> None:
    await connect(fake, listener)
    second = Listener(fake)
    await second.filter()
    assert second.refusals == [429]
    assert fake.stream.refused == 1
    assert fake.requests[-1].answer_json["connection_issue"] == "TooManyConnections"
    listener.disconnect()
    await until(lambda: not fake.stream.connections)
    second.filter()
    await until(lambda: fake.stream.connects == 2)
    second.disconnect()


async def test_a_stream_without_rules_or_with_user_keys_or_backfill_is_refused(
    fake: FakeX, bot: Bot, listener: Listener
) -> None:
    await listener.filter()
    assert listener.refusals == [409]
    await listener.add_rules(StreamRule("volunteers"))
    await listener.filter(backfill_minutes=2)
    assert listener.refusals == [409, 403]
    fake.door.credentials = fake.credentials.__class__(bearer_token="another")
    await listener.filter()
    assert listener.refusals == [409, 403, 401]


async def test_rules_are_added_shown_deduplicated_and_deleted(fake: FakeX, listener: Listener) -> None:
    await listener.add_rules([StreamRule("one", tag="first"), StreamRule("two")])
    again = await listener.add_rules([StreamRule("one"), StreamRule("three")])
    assert again.meta["summary"] == {"created": 1, "not_created": 1, "valid": 2, "invalid": 0}
    assert again.errors[0]["title"] == "DuplicateRule"
    await listener.add_rules(StreamRule("four"), dry_run="true")
    shown = await listener.get_rules()
    assert [(rule.value, rule.tag) for rule in shown.data] == [
        ("one", "first"),
        ("two", None),
        ("three", None),
    ]
    gone = await listener.delete_rules([shown.data[0].id, "1"])
    assert gone.meta["summary"] == {"deleted": 1, "not_deleted": 1}
    assert [rule.value for rule in (await listener.get_rules()).data] == ["two", "three"]


async def test_a_thousand_rules_of_1024_characters_and_no_more(fake: FakeX, listener: Listener) -> None:
    long = "a" * 1024
    await listener.add_rules([StreamRule(long), *(StreamRule(f"word{number}") for number in range(999))])
    assert len(fake.filtered.rules) == 1000
    with pytest.raises(tweepy.HTTPException) as caught:
        await listener.add_rules(StreamRule("one too many"))
    assert caught.value.response.status == 422
    await listener.delete_rules([rule.id for rule in (await listener.get_rules()).data])
    refused = await listener.add_rules([StreamRule("a" * 1025), StreamRule("fine")])
    assert refused.meta["summary"]["invalid"] == 1
    assert not fake.filtered.rules, "a batch with an invalid rule is refused whole"


async def test_a_clean_close_ends_the_answer_without_an_error(fake: FakeX, listener: Listener) -> None:
    await connect(fake, listener)
    fake.stream.close()
    assert listener.task is not None
    await listener.task
    assert listener.failures == []
    assert not fake.stream.connections


async def test_an_operational_disconnect_says_farewell_and_closes(fake: FakeX, listener: Listener) -> None:
    await connect(fake, listener)
    fake.stream.operational_disconnect()
    await until(lambda: listener.farewells)
    assert listener.farewells[0]["title"] == "operational-disconnect"
    await until(lambda: not fake.stream.connections)


async def test_posts_during_a_silence_come_with_the_redelivery_twice_if_need_be(
    fake: FakeX, listener: Listener
) -> None:
    await connect(fake, listener)
    fake.post("2001", "volunteers one")
    await until(lambda: listener.posts)
    fake.stream.silent = True
    fake.post("2001", "volunteers two")
    seen = listener.heartbeats
    await asyncio.sleep(0.2)
    assert listener.posts == ["volunteers one"]
    assert listener.heartbeats - seen <= 1
    fake.stream.silent, fake.stream.redeliver = False, 2
    fake.stream.cut()  # tweepy reconnects by itself
    await until(lambda: len(listener.posts) == 3)
    assert listener.posts == ["volunteers one", "volunteers one", "volunteers two"]


async def test_what_is_posted_while_nobody_listens_is_not_streamed_later(
    fake: FakeX, listener: Listener
) -> None:
    await listener.add_rules(StreamRule("volunteers"))
    fake.post("2001", "volunteers missed")
    await connect(fake, listener, "soldiers")
    fake.post("2001", "volunteers heard")
    await until(lambda: listener.posts)
    assert listener.posts == ["volunteers heard"]


async def test_a_matching_rule_without_a_tag_ends_tweepys_task(fake: FakeX, listener: Listener) -> None:
    fake.quirks.rule_tags = False
    await connect(fake, listener)
    fake.post("2001", "volunteers")
    assert listener.task is not None
    await asyncio.wait_for(listener.task, 60)
    assert [type(failure) for failure in listener.failures] == [KeyError]


async def test_a_401_on_the_stream(fake: FakeX, listener: Listener) -> None:
    await listener.add_rules(StreamRule("volunteers"))
    fake.faults.add("problem", "GET", "/2/tweets/search/stream", status=401, title="Unauthorized")
    await listener.filter()
    assert listener.refusals == [401]
