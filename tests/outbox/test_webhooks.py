"""Webhooks over real HTTP: signed, retried, each event once, off when nobody wants them."""

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest
from aiohttp import web
from standardwebhooks import Webhook as Signature

from bot.outbox.webhooks import Event, Webhooks, secret_of
from storage import claims, webhooks
from storage.claims import ClaimDraft
from storage.database import Database
from tests.fakes.publishers import FakeWeb, fake_web
from tests.sources.conftest import Clock

KEY = b"a key for tests"


@dataclass
class Receiver:
    """An address that is told of events."""

    database: Database
    clock: Clock
    fake: FakeWeb
    status: int = 200
    got: list[tuple[dict[str, str], str]] = field(default_factory=list)

    def sender(self) -> Webhooks:
        return Webhooks(self.database, KEY, self.clock, self.fake.reader(seconds=5))

    async def take(self, request: web.Request) -> web.Response:
        self.got.append(({k.lower(): v for k, v in request.headers.items()}, await request.text()))
        return web.Response(status=self.status)

    async def add(self, statement: str) -> int:
        self.clock.go_on(seconds=1)
        async with self.database.write() as session:
            return (await claims.add(session, ClaimDraft(statement, "false"), self.clock())).id

    @property
    def types(self) -> list[str]:
        return [json.loads(body)["type"] for _, body in self.got]


@pytest.fixture
async def receiver(sqlite_url: str) -> AsyncIterator[Receiver]:
    clock = Clock()
    async with fake_web(clock) as fake, Database(sqlite_url) as database:
        here = Receiver(database, clock, fake)
        fake.host("hooks.example").answers["/hook"] = here.take
        async with database.write() as session:
            url = fake.url("hooks.example", "/hook")
            await webhooks.add(session, url, list(Event), "test", clock(), internal=False)
        await here.sender().work()
        yield here


async def test_an_event_is_signed_as_standard_webhooks_has_it(receiver: Receiver) -> None:
    receiver.clock.at = datetime.now(UTC)
    number = await receiver.add("A tram flew over the river.")
    await receiver.sender().work()
    ((headers, body),) = receiver.got
    async with receiver.database.read() as session:
        (hook,) = await webhooks.every(session)
    Signature(secret_of(KEY, hook)).verify(body, headers)
    told = json.loads(body)
    assert (told["type"], told["data"]["id"]) == ("claim.added", number)
    with pytest.raises(Exception, match="No matching signature"):
        Signature(secret_of(b"another key", hook)).verify(body, headers)


async def test_each_event_is_told_once(receiver: Receiver) -> None:
    number = await receiver.add("A tram flew over the river.")
    await receiver.sender().work()
    receiver.clock.go_on(seconds=5)
    async with receiver.database.write() as session:
        claim = await claims.get(session, number)
        assert claim is not None
        await claims.edit(session, claim, receiver.clock(), rating="misleading")
    await receiver.sender().work()
    receiver.clock.go_on(seconds=5)
    async with receiver.database.write() as session:
        claim = await claims.get(session, number)
        assert claim is not None
        await claims.retract(session, claim, "it was a bird", receiver.clock())
    for _ in range(3):
        await receiver.sender().work()
    assert receiver.types == ["claim.added", "claim.changed", "claim.retracted"]


async def test_what_was_not_taken_is_sent_again_under_the_same_id(receiver: Receiver) -> None:
    receiver.status = 500
    await receiver.add("A tram flew over the river.")
    await receiver.sender().work()
    await receiver.sender().work()
    assert len(receiver.got) == 1
    receiver.status = 200
    receiver.clock.go_on(seconds=10)
    await receiver.sender().work()
    first, second = (headers["webhook-id"] for headers, _ in receiver.got)
    assert first == second


async def test_a_receiver_that_is_gone_is_told_no_more(receiver: Receiver) -> None:
    receiver.status = 410
    await receiver.add("A tram flew over the river.")
    await receiver.sender().work()
    await receiver.add("A tram sank in the river.")
    receiver.clock.at += timedelta(days=1)
    await receiver.sender().work()
    assert len(receiver.got) == 1
    async with receiver.database.read() as session:
        (hook,) = await webhooks.every(session)
    assert hook.off_because


async def test_a_private_address_is_refused_unless_it_is_internal(sqlite_url: str) -> None:
    clock = Clock()
    async with fake_web(clock) as fake, Database(sqlite_url) as database:
        here = Receiver(database, clock, fake)
        fake.host("hooks.example").answers["/hook"] = here.take
        async with database.write() as session:
            url = f"http://127.0.0.1:{fake.port}/hook"
            await webhooks.add(session, url, list(Event), "test", clock(), internal=False)
        await Webhooks(database, KEY, clock).work()
        await here.add("A tram flew over the river.")
        await Webhooks(database, KEY, clock).work()
        assert not here.got
