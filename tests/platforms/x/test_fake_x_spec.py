"""The fake X API against X's own OpenAPI document, where a copy of it lies beside the project.

Both directions: what the fake accepts must be requests that the document knows, and what it answers must be
answers that the document describes.
"""

import asyncio
import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import tweepy
from openapi_core import Config, OpenAPI
from openapi_core.datatypes import RequestParameters
from tweepy import StreamRule
from werkzeug.datastructures import Headers, ImmutableMultiDict

from bot.events import Delivery
from tests.fakes.x import FakeX, RequestRecord
from tests.fakes.x.activity import Webhook
from tests.platforms.x.adapter import Desk, letter, opened, reply
from tests.platforms.x.test_hearing import free_port
from tests.platforms.x.test_watching import Claims

from .conftest import Bot, Listener

DOCUMENT = Path(__file__).resolve().parents[4] / "shared" / "specs" / "x-openapi-v2.166.json.gz"
pytestmark = pytest.mark.skipif(not DOCUMENT.exists(), reason="X's OpenAPI document is not here")


@dataclass
class Asked:
    """A logged request in the shape that openapi-core reads; the host is X's own."""

    record: RequestRecord

    def __post_init__(self) -> None:
        headers = Headers(list(self.record.headers.items()))
        query = ImmutableMultiDict(list(self.record.query.items()))
        self.parameters = RequestParameters(query=query, header=headers)
        self.host_url = "https://api.x.com"
        self.path = self.record.path
        self.full_url_pattern = self.host_url + self.path
        self.method = self.record.method.lower()
        self.body = self.record.body.encode() or None
        self.content_type = "application/json"


@dataclass
class Answered:
    """A logged answer in the shape that openapi-core reads."""

    status_code: int
    content_type: str
    data: bytes

    def __post_init__(self) -> None:
        self.headers = Headers()


@pytest.fixture(scope="session")
def document() -> OpenAPI:
    with gzip.open(DOCUMENT) as file:
        spec: dict[str, Any] = json.load(file)
    # Signatures and tokens are the fake's own business, and are tested there.
    for methods in spec["paths"].values():
        for operation in methods.values():
            operation.pop("security", None)
    # X tells of quotes since: the document is older than that kind of event.
    wish = spec["components"]["schemas"]["ActivitySubscriptionCreateRequest"]["properties"]
    wish["event_type"]["enum"].append("post.quote.create")
    # Its discriminator names a property of the parent, which no validator reads; our events carry posts.
    spec["components"]["schemas"]["ActivityStreamingResponsePayload"] = {"$ref": "#/components/schemas/Tweet"}
    readers: Any = {"application/problem+json": json.loads}
    return OpenAPI.from_dict(
        spec, config=Config(spec_validator_cls=None, extra_media_type_deserializers=readers)
    )


def check(document: OpenAPI, records: list[RequestRecord]) -> Iterator[str]:
    """Hold each request that was accepted, and each answer, against the document; name what was checked."""
    for record in records:
        assert record.status is not None
        asked = Asked(record)
        if record.status < 400:
            document.validate_request(asked)
        answered = Answered(record.status, record.answer_type, record.answer.encode())
        document.validate_response(asked, answered)
        yield f"{record.endpoint} {record.status}"


async def test_reading_and_its_refusals_are_as_the_document_says(
    fake: FakeX, bot: Bot, document: OpenAPI
) -> None:
    rumour = fake.post("2002", "See https://example.org/story #moon $ABC", alt_text="A chart of nothing")
    asked = fake.mention("2001", "word " * 90, reply_to=rumour)
    fake.post("2001", "look", quotes=rumour)
    fake.delete(fake.post("2001", "gone"))
    everything = {
        "expansions": [
            "author_id",
            "referenced_tweets.id",
            "referenced_tweets.id.author_id",
            "attachments.media_keys",
            "referenced_tweets.id.attachments.media_keys",
            "in_reply_to_user_id",
            "entities.mentions.username",
        ],
        "tweet_fields": [
            *("attachments", "author_id", "conversation_id", "created_at", "entities", "in_reply_to_user_id"),
            *("lang", "note_tweet", "public_metrics", "referenced_tweets", "display_text_range"),
        ],
        "media_fields": ["alt_text", "url", "type"],
        "user_fields": ["created_at", "description", "protected", "verified"],
    }
    page = {**everything, "max_results": 5, "user_auth": True}
    await bot.client.get_users_mentions("2000", since_id="1", **page)
    await bot.client.get_users_mentions("2000", since_id=asked.id, user_auth=True)
    await bot.client.get_users_tweets("2002", exclude="replies", **page)
    await bot.client.get_tweets([asked.id, rumour.id, str(int(asked.id) + 1)], user_auth=True, **everything)
    await bot.client.get_tweet(rumour.id, user_auth=True, **everything)
    await bot.client.get_tweet("1", user_auth=True)
    await bot.client.get_me(user_fields=["created_at", "description"])
    await bot.client.get_user(username="ann", user_auth=True)
    await bot.app.search_recent_tweets("moon OR @claimbot", max_results=10, **everything)
    await bot.app.get_recent_tweets_count("moon")
    with pytest.raises(tweepy.BadRequest):
        await bot.client.get_users_mentions("2000", max_results=1, user_auth=True)
    assert len(list(check(document, fake.requests))) == 11


async def test_writing_and_its_refusals_are_as_the_document_says(
    fake: FakeX, bot: Bot, document: OpenAPI
) -> None:
    asked = fake.mention("2001")
    fake.dm("2001", "hello https://example.org/")
    await bot.client.create_tweet(text="Checked.", in_reply_to_tweet_id=asked.id)
    for wrong in ({"in_reply_to_tweet_id": asked.id}, {"quote_tweet_id": asked.id}):
        with pytest.raises(tweepy.Forbidden):
            await bot.client.create_tweet(text="Again.", **wrong)
    with pytest.raises(tweepy.BadRequest):
        await bot.client.create_tweet(text="a" * 281)
    await bot.client.delete_tweet(fake.replies[0].id)
    await bot.client.get_direct_message_events(
        dm_event_fields=["sender_id", "created_at", "dm_conversation_id", "participant_ids"],
        expansions=["sender_id", "participant_ids"],
    )
    await bot.client.get_direct_message_events(participant_id="2001")
    await bot.client.create_direct_message(participant_id="2001", text="hello")
    with pytest.raises(tweepy.Forbidden):
        await bot.client.create_direct_message(participant_id="2002", text="hello")
    with pytest.raises(tweepy.Forbidden):
        await bot.client.like(asked.id)
    await bot.call("GET", "/2/users/me", token="nobody")
    assert len(list(check(document, fake.requests))) == 11


async def test_the_stream_its_rules_and_its_lines_are_as_the_document_says(
    fake: FakeX, bot: Bot, listener: Listener, document: OpenAPI
) -> None:
    await listener.add_rules([StreamRule("volunteers", tag="1"), StreamRule("soldiers")])
    await listener.add_rules([StreamRule("volunteers"), StreamRule("(open")])
    await listener.get_rules()
    headers = {"Authorization": f"Bearer {bot.bearer}"}
    path = "/2/tweets/search/stream"
    lines: list[bytes] = []
    async with bot.http.get(f"{fake.url}{path}?expansions=author_id", headers=headers) as answer:
        fake.post("2001", "volunteers")
        async with bot.http.get(f"{fake.url}{path}", headers=headers) as second:
            assert second.status == 429
        fake.stream.operational_disconnect()
        lines = [line async for line in answer.content if line.strip()]
    await fake.wait_for(lambda: fake.calls("GET", path)[0].status == 200)
    await listener.delete_rules(list(fake.filtered.rules))
    streaming = fake.calls("GET", path)[0]
    assert len(list(check(document, [record for record in fake.requests if record is not streaming]))) == 5
    assert len(lines) == 2
    for line in lines:
        answered = Answered(200, "application/json", line)
        document.validate_response(Asked(streaming), answered)


async def test_the_activity_api_is_as_the_document_says(fake: FakeX, bot: Bot, document: OpenAPI) -> None:
    token = fake.oauth2.issue("tweet.read dm.read users.read").access_token
    body = {"event_type": "post.mention.create", "filter": {"user_id": "2000"}, "tag": "mentions"}
    path = "/2/activity/subscriptions"
    _, made = await bot.call("POST", path, token, json=body)
    await bot.call("GET", path)
    mine = f"{path}/{made['data']['subscription']['subscription_id']}"
    fake.activity.webhooks["1"] = Webhook("1", "https://example.org/x", fake.clock.now())
    assert (await bot.call("PUT", mine, json={"webhook_id": "1"}))[0] == 200
    await bot.call("PUT", f"{path}/1", json={"webhook_id": "1"})
    await bot.call("DELETE", mine)
    await bot.call("GET", path)
    await bot.call("POST", "/2/webhooks", json={"url": "http://127.0.0.1:9/nobody"})
    await bot.call("GET", "/2/webhooks")
    assert len(list(check(document, fake.requests))) == 8


async def test_what_the_activity_stream_brings_and_refuses_is_as_the_document_says(
    fake: FakeX, bot: Bot, document: OpenAPI
) -> None:
    desk, path = Desk(), "/2/activity/stream"
    own = fake.oauth2.issue("tweet.read dm.read users.read").access_token

    async def user_token() -> str:
        return own

    async with opened(fake, hear="activity", bearer_token=bot.bearer) as x:
        x.user_token = user_token
        listening = asyncio.create_task(x.listen(desk, desk.read_cursor))
        await fake.wait_for(lambda: fake.activity.stream.connections)
        headers = {"Authorization": f"Bearer {bot.bearer}"}
        async with bot.http.get(f"{fake.url}{path}", headers=headers) as second:
            assert second.status == 429
        fake.mention("2001", reply_to=fake.post("2002", "A rumour"))
        fake.activity.stream.operational_disconnect()
        await desk.wait_for(1)
        await fake.wait_for(lambda: fake.calls("GET", path)[0].status == 200)
        listening.cancel()
        await asyncio.gather(listening, return_exceptions=True)
    streaming = fake.calls("GET", path)[0]
    others = [
        record for record in fake.requests if record.status is not None and record.endpoint != f"GET {path}"
    ]
    assert "POST /2/activity/subscriptions 200" in set(check(document, others))
    assert len(list(check(document, fake.calls("GET", path)[1:2]))) == 1
    for line in [line.data for line in fake.activity.stream._recent]:
        document.validate_response(Asked(streaming), Answered(200, "application/json", line))


async def test_a_request_or_an_answer_off_the_document_does_not_pass(
    fake: FakeX, bot: Bot, document: OpenAPI
) -> None:
    await bot.client.get_users_mentions("2000", max_results=5, user_auth=True)
    record = fake.requests[0]
    assert len(list(check(document, [record]))) == 1
    record.query["max_results"] = "4"
    with pytest.raises(Exception, match="max_results"):
        list(check(document, [record]))
    record.query["max_results"] = "5"
    record.answer = '{"data": "none"}'
    with pytest.raises(Exception, match="Invalid"):
        list(check(document, [record]))


async def test_what_the_adapter_asks_is_as_the_document_says(fake: FakeX, document: OpenAPI) -> None:
    began = fake.clock.now()
    rumour = fake.post(
        "2002", "wow", reply_to=fake.post("2002", "A rumour, told at length", alt_text="A map")
    )
    asked = fake.mention("2001", reply_to=rumour)
    fake.dm("2001", "hello")
    desk = Desk()
    async with opened(fake) as x:
        listening = asyncio.create_task(x.listen(desk, desk.read_cursor))
        await desk.wait_for(2)
        listening.cancel()
        await asyncio.gather(listening, return_exceptions=True)
        sent = await x.send(reply(asked.id))
        await x.settle(reply(asked.id), began)
        await x.send(letter("2001"))
        await x.settle(letter("2001"), began)
        await x.send(reply(asked.id, "", delivery=Delivery.WITHDRAW, message_id=sent.message_id))
    checked = set(check(document, [record for record in fake.requests if record.status is not None]))
    assert len(checked) == 9


async def test_what_the_adapter_asks_of_rules_streams_searches_and_webhooks_is_as_the_document_says(
    fake: FakeX, bot: Bot, document: OpenAPI
) -> None:
    desk, claims = Desk(), Claims()
    own = fake.oauth2.issue("tweet.read dm.read users.read").access_token

    async def user_token() -> str:
        return own

    for port, watch in ((free_port(), "stream"), (free_port(), "search")):
        hook = {"webhook_url": f"http://127.0.0.1:{port}/x", "webhook_listen": f"127.0.0.1:{port}"}
        wishes: dict[str, Any] = {"hear": "webhook", "watch": watch, "bearer_token": bot.bearer, **hook}
        async with opened(fake, claims=claims, **wishes) as x:
            x.user_token = user_token
            await x.undisclosed()
            await x._api.shown([fake.post("2001", "one").id])
            listening = asyncio.create_task(x.listen(desk, desk.read_cursor))
            if watch == "stream":
                await fake.wait_for(lambda: fake.stream.connections)
                fake.post("2001", "volunteers from Korea to Ukraine", alt_text="A map")
            else:
                await fake.wait_for(lambda: fake.calls("GET", "/2/tweets/search/recent"))
            await fake.wait_for(
                lambda: {wish.webhook_id for wish in fake.activity.subscriptions.values()} - {None}
            )
            await desk.wait_for(1)
            listening.cancel()
            await asyncio.gather(listening, return_exceptions=True)
    streams = fake.calls("GET", "/2/tweets/search/stream")
    told = [record for record in fake.requests if record.status is not None and record not in streams]
    assert streams
    assert fake.stream._recent
    for record in streams:
        document.validate_request(Asked(record))
    checked = set(check(document, told))
    assert checked >= {
        "POST /2/tweets/search/stream/rules 200",
        "GET /2/tweets/search/stream/rules 200",
        "GET /2/tweets/search/recent 200",
        "POST /2/webhooks 200",
        "POST /2/activity/subscriptions 200",
    }
    for line in fake.stream._recent:
        document.validate_response(Asked(streams[0]), Answered(200, "application/json", line.data))
