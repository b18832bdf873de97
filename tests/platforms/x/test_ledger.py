"""What X costs: each call is in the ledger at its price, and none that the caps have no room for is made."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from structlog.testing import capture_logs

from bot.config import XPrices
from bot.errors import OutcomeUnknown, PlatformError, RetryLater
from bot.events import Delivery, OutgoingMessage
from bot.platforms.x.billing import Purpose, bill_of
from bot.platforms.x.ledger import BudgetSpent, spending_on
from bot.platforms.x.polling import DirectMessages, Mentions
from bot.platforms.x.posts import Bot
from storage.database import Database
from storage.models.x import XCharge
from tests.fakes.x import FakeX, Prices
from tests.platforms.x.adapter import Desk, letter, reply
from tests.platforms.x.purse import Purse, purse

ME = Bot("2000", "claimbot")
MENTIONS = "/2/users/2000/mentions"


@pytest.fixture
async def store(sqlite_url: str) -> AsyncIterator[Database]:
    async with Database(sqlite_url) as opened:
        yield opened


async def hear_mentions(purse: Purse, desk: Desk, since: str = "1") -> str:
    return await Mentions(purse.x._api, ME, purse.fake.clock.now).hear(desk, since)


async def hear_messages(purse: Purse, desk: Desk, since: str = "1") -> str:
    return await DirectMessages(purse.x._api, ME, purse.fake.clock.now).hear(desk, since)


READINGS: list[dict[str, Any]] = [
    {},
    {"bill_expansions": True},
    {"once_a_day": True},
    {"bill_expansions": True, "once_a_day": True, "owns_app": False},
    {"summoned_reply_with_url": Decimal("0.200"), "own_mention_read": Decimal("0.0015")},
]


@pytest.mark.parametrize("reading", READINGS, ids=lambda reading: "+".join(reading) or "plain")
async def test_the_ledger_equals_xs_bill_to_the_millionth_over_a_mixed_run(
    fake: FakeX, store: Database, reading: dict[str, Any]
) -> None:
    fake.bill.prices = replace(Prices(), **reading)
    desk = Desk()
    async with purse(fake, store) as ours:
        rumour = fake.post("2002", "wow", reply_to=fake.post("2002", "A rumour of a hundred thousand men"))
        asked = [fake.mention("2001", f"true? {number}", reply_to=rumour) for number in range(7)]
        fake.dm("2001", "Is it so?")
        await hear_mentions(ours, desk)
        await hear_mentions(ours, desk)
        await hear_messages(ours, desk)
        await hear_messages(ours, desk)
        await ours.x.send(reply(asked[0].id, "No: https://example.org/check"))
        await ours.x.send(reply(asked[1].id, "No, and without a link"))
        await ours.x.send(letter("2001", "See https://example.org/check"))
        await ours.x.send(withdrawal(fake.replies[0].id))
        with pytest.raises(PlatformError):
            await ours.x.send(reply(rumour.id, "Nobody asked for this"))
        fake.faults.add("rate_limit", "POST", "/2/tweets")
        with pytest.raises(RetryLater):
            await ours.x.send(reply(asked[2].id, "Not now"))
        fake.faults.add("html_503", "GET", "/2/users/me")
        with suppress(PlatformError):
            await ours.x.open()
        fake.clock.advance(86_400)
        await hear_mentions(ours, desk)
        await ours.x.undisclosed()
        assert await ours.paid() == fake.spend > 0
        assert (await ours.spent()).open == 0
        counted = {charge.item for charge in await ours.charges()}
        assert counted >= {"user_read", "dm_event_read", "dm_create", "summoned_reply", "post_delete"}


async def test_a_deletion_whose_answer_was_lost_is_charged_once_when_it_is_done(
    fake: FakeX, store: Database
) -> None:
    async with purse(fake, store) as ours:
        await ours.x.send(reply(fake.mention("2001").id))
        fake.faults.add("cut_before", "DELETE", f"/2/tweets/{fake.replies[0].id}")
        with pytest.raises(PlatformError):
            await ours.x.send(withdrawal(fake.replies[0].id))
        assert (await ours.spent()).open > 0
        await ours.x.send(withdrawal(fake.replies[0].id))
        assert (await ours.spent()).open == 0
        assert await ours.paid() == fake.spend


def withdrawal(post_id: str) -> OutgoingMessage:
    return reply(None, "", delivery=Delivery.WITHDRAW, message_id=post_id)


async def test_every_call_that_the_fake_knows_has_a_price_or_is_known_to_be_free(fake: FakeX) -> None:
    names = [name.replace("{id}", "5").replace("{username}", "ann") for name in fake.limits]
    names = [name.replace("{participant_id}", "7").replace("{endpoint_id}", "all") for name in names]
    unavailable = ("/likes", "/following", "/retweets")
    for name in names:
        method, path = name.split()
        if not path.endswith(unavailable):
            bill = bill_of(method, path, {}, {}, XPrices())
            assert bill.most >= 0


async def test_a_call_without_a_known_price_is_not_made(fake: FakeX, store: Database) -> None:
    async with purse(fake, store) as ours:
        before = len(fake.requests)
        with pytest.raises(PlatformError, match="no price is known for POST /2/users/2000/likes"):
            await ours.x._api._tell(lambda: ours.x._api._client.request("POST", "/2/users/2000/likes"))
        assert len(fake.requests) == before


@pytest.mark.parametrize("when", ["cut_before", "cut_after"])
async def test_a_reply_whose_answer_was_lost_is_perhaps_charged_until_it_is_known(
    fake: FakeX, store: Database, when: Any
) -> None:
    async with purse(fake, store) as ours:
        asked = fake.mention("2001", "true?")
        fake.faults.add(when, "POST", "/2/tweets")
        message = reply(asked.id)
        with pytest.raises(OutcomeUnknown):
            await ours.x.send(message)
        spent = await ours.spent()
        assert spent.open == 10_000
        assert Decimal(spent.paid) / 1_000_000 <= fake.spend <= Decimal(spent.at_most) / 1_000_000
        await ours.x.settle(message, fake.clock.now())
        assert (await ours.spent()).open == 0
        assert await ours.paid() == fake.spend


@pytest.mark.parametrize("when", ["cut_before", "cut_after"])
async def test_a_page_that_was_lost_is_perhaps_charged_at_no_more_than_the_same_page_cost_later(
    fake: FakeX, store: Database, when: Any
) -> None:
    async with purse(fake, store) as ours:
        fake.mention("2001", "one?")
        fake.mention("2001", "two?")
        fake.faults.add(when, "GET", MENTIONS)
        with pytest.raises(RetryLater):
            await ours.x._api.mentions("2000", since_id="1", token=None)
        assert (await ours.spent()).open == 100_000
        await hear_mentions(ours, Desk())
        spent = await ours.spent()
        assert spent.open == 2_000
        lost = Decimal("0.002") if when == "cut_after" else Decimal(0)
        assert await ours.paid() == fake.spend - lost


async def test_a_crash_between_call_and_answer_leaves_the_call_in_the_ledger(
    fake: FakeX, store: Database
) -> None:
    asked = fake.mention("2001", "true?")
    gate = fake.faults.hold("POST", "/2/tweets", when="after")
    async with purse(fake, store) as ours:
        sending = asyncio.create_task(ours.x.send(reply(asked.id)))
        await gate.wait_reached()
        sending.cancel()
        await asyncio.gather(sending, return_exceptions=True)
        gate.drop()
        assert (await ours.spent()).open == 10_000
    async with purse(fake, store) as restarted:
        await restarted.x.settle(reply(asked.id), fake.clock.now())
        assert (await restarted.spent()).open == 0
        assert await restarted.paid() == fake.spend


async def test_no_cap_is_ever_passed_and_nothing_is_asked_once_it_is_reached(
    fake: FakeX, store: Database
) -> None:
    cap = Decimal("0.15")
    desk = Desk()
    for number in range(300):
        fake.mention("2001", f"true? {number}")
    async with purse(fake, store, daily_cap=cap) as ours:
        for number in range(40):
            with suppress(BudgetSpent):
                await hear_page(ours)
            with suppress(BudgetSpent):
                await ours.x.send(letter("2001", f"no. {number}")) if number else fake.dm("2001", "hm?")
        assert fake.spend <= cap
        before = len(fake.requests)
        with pytest.raises(BudgetSpent) as refused:
            await ours.x.send(letter("2001"))
        assert len(fake.requests) == before
        assert refused.value.seconds == 15 * 3600 + 1  # from 9:00 to midnight, UTC
        assert desk.events == []


async def hear_page(ours: Purse) -> None:
    await ours.x._api.mentions("2000", since_id="1", token=None)


async def test_a_page_is_made_smaller_where_money_is_short(fake: FakeX, store: Database) -> None:
    for number in range(100):
        fake.mention("2001", f"true? {number}")
    async with purse(fake, store, daily_cap=Decimal("0.06"), answering_reserve=0) as ours:
        page = await ours.x._api.mentions("2000", since_id="1", token=None)
        assert len(page["data"]) == 35  # 0.060 less 0.010 for the account, less a letter at 0.015
        assert await ours.paid() == fake.spend == Decimal("0.045")


async def test_it_degrades_in_the_stated_order_and_tells_the_owner_once_for_each_step(
    fake: FakeX, store: Database
) -> None:
    """Of a cap of 1.00 with a reserve of 0.4: watching leaves 0.40, slower from 0.20, mentions leave 0.10."""
    fake.dm("2001", "hello")
    stages: list[str] = []
    possible: list[tuple[bool, bool, int, bool]] = []
    caps: dict[str, Any] = {"daily_cap": Decimal("1.00"), "answering_reserve": 0.4}
    with capture_logs() as logs:
        async with purse(fake, store, **caps) as ours:
            while True:
                stage = (await ours.standing()).budget.stage.word
                if stage not in stages:
                    stages.append(stage)
                    possible.append(await what_is_possible(ours))
                try:
                    await ours.x.send(letter("2001", "a word"))
                except BudgetSpent:
                    break
            told = await ours.notices()
        async with purse_again(fake, store, caps) as restarted:
            with pytest.raises(BudgetSpent):
                await restarted.x.send(letter("2001", "a word"))
            assert len(await restarted.notices()) == len(told)
    assert stages == ["everything", "no-watching", "slower", "messages-only", "silence"]
    assert possible == [
        (True, True, 1, True),
        (False, True, 1, True),
        (False, True, 4, True),
        (False, False, 4, True),
        (False, False, 4, False),
    ]
    assert [row.key.rsplit(":", 1)[1] for row in told] == stages[1:]
    assert {(row.platform, row.place_id) for row in told} == {("telegram", "1001")}
    assert "2026-11-02" in (told[0].payload or "")
    logged = [entry["stage"] for entry in logs if entry["event"] == "x budget: doing less"]
    assert logged[:4] == stages[1:]


def purse_again(fake: FakeX, store: Database, caps: dict[str, Any]) -> Any:
    """A restart whose look at the account is for free, since nothing may be spent any more."""
    fake.bill.prices = replace(fake.bill.prices, user_read=Decimal(0))
    return purse(fake, store, **caps)


async def what_is_possible(ours: Purse) -> tuple[bool, bool, int, bool]:
    """Whether watching, mentions and messages would be paid for, and how much slower mentions are polled."""
    budget = (await ours.standing()).budget
    cent = Decimal("0.01")
    able = [
        budget.affordable(purpose, cent, 1) == 1 for purpose in (Purpose.WATCH, Purpose.HEAR, Purpose.MESSAGE)
    ]
    return able[0], able[1], await ours.x._api.slower_by(), able[2]


async def test_the_last_word_to_an_owner_on_x_is_still_affordable(fake: FakeX, store: Database) -> None:
    fake.dm("2001", "I own this")
    async with purse(fake, store, daily_cap=Decimal("0.050")) as ours:
        for _ in range(2):
            with suppress(BudgetSpent):
                await ours.x.send(letter("2001", "a word"))
        with pytest.raises(BudgetSpent):
            await ours.x.send(letter("2001", "one more"))
        await ours.x.send(letter("2001", "The money is used up", extra={"purpose": "notice"}))
        assert fake.spend <= Decimal("0.050")


async def test_a_new_day_and_a_raised_cap_bring_everything_back(fake: FakeX, store: Database) -> None:
    fake.dm("2001", "hello")
    async with purse(fake, store, daily_cap=Decimal("0.05")) as ours:
        with pytest.raises(BudgetSpent):
            for _ in range(4):
                await ours.x.send(letter("2001"))
        fake.clock.advance(15 * 3600 + 1)
        await ours.x.send(letter("2001"))
        assert fake.spend == Decimal("0.040")
    async with purse(fake, store, daily_cap=Decimal("5"), monthly_cap=Decimal("0.07")) as ours:
        assert (await ours.standing()).budget.stage.word == "silence"
    async with purse(fake, store, daily_cap=Decimal("5")) as ours:
        assert (await ours.standing()).budget.stage.word == "everything"


async def test_the_purpose_of_a_call_may_be_named_by_whoever_makes_it(fake: FakeX, store: Database) -> None:
    async with purse(fake, store, daily_cap=Decimal("0.1"), answering_reserve=0.95) as ours:
        with spending_on(Purpose.WATCH), pytest.raises(BudgetSpent):
            await ours.x._api.posts(["5"])
        await ours.x._api.posts(["5"])


async def test_posts_that_a_stream_brings_are_charged_and_close_it_where_money_is_short(
    fake: FakeX, store: Database
) -> None:
    desk = Desk()
    caps: dict[str, Any] = {"daily_cap": Decimal("0.10"), "answering_reserve": 0.5}
    bearer = fake.credentials.bearer_token
    async with purse(fake, store, hear="stream", bearer_token=bearer, **caps) as ours:
        listening = asyncio.create_task(ours.x.listen(desk, desk.read_cursor))
        await fake.wait_for(lambda: fake.stream.connections)
        for number in range(3):
            fake.mention("2001", f"Is it true that {number} towns were sold?")
        charged: list[XCharge] = []
        async with asyncio.timeout(10):
            while len(charged) < 3:  # the poll that backs the stream may hear of them first
                await asyncio.sleep(0.05)
                charged = [charge for charge in await ours.charges() if charge.call.endswith("/stream")]
        assert [(charge.item, charge.cost_micros, charge.purpose) for charge in charged] == [
            ("post_read", 5_000, "hear")
        ] * 3
        for number in range(20):
            fake.mention("2001", f"And that {number} more were sold?")
        await fake.wait_for(lambda: not fake.stream.connections)
        await asyncio.sleep(0.3)  # what is being written to the store may end
        listening.cancel()
        await asyncio.gather(listening, return_exceptions=True)
        assert (await ours.standing()).budget.stage.word in ("messages-only", "silence")
        assert await ours.paid() <= Decimal("0.10")


async def test_a_connection_that_breaks_is_not_repeated_behind_the_ledgers_back(
    fake: FakeX, store: Database
) -> None:
    async with purse(fake, store) as ours:
        fake.mention("2001", "one?")
        fake.faults.add("cut_after", "GET", MENTIONS)
        with pytest.raises(RetryLater):
            await hear_page(ours)
        assert len(fake.calls("GET", MENTIONS)) == 1
