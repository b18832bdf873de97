"""The worked example on X: from a mention at the API to the reply in its log, over HTTP."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Literal

import pytest

from tests.fakes.x import FakeX, Limit
from tests.scenarios.end_to_end.house import PATIENCE, QUICK, WORKED_EXAMPLE, Operator

RUMOUR = "State TV just said it: N. Korea is sending 100,000 volunteers to fight in Ukraine, no joke!!"
OWNER = "3001"


@pytest.fixture
async def x() -> AsyncIterator[FakeX]:
    async with FakeX() as fake:
        yield fake


@pytest.fixture
async def operator(x: FakeX, tmp_path: Path) -> Operator:
    keys = x.credentials
    operator = Operator(
        tmp_path,
        {
            "CLAIMSPREAD_X__CONSUMER_KEY": keys.consumer_key,
            "CLAIMSPREAD_X__CONSUMER_SECRET": keys.consumer_secret,
            "CLAIMSPREAD_X__ACCESS_TOKEN": keys.access_token,
            "CLAIMSPREAD_X__ACCESS_TOKEN_SECRET": keys.access_token_secret,
            "CLAIMSPREAD_X__BASE_URL": x.url,
            "CLAIMSPREAD_X__POLL_SECONDS": "0.5",
            "CLAIMSPREAD_X__DM_POLL_SECONDS": "0.5",
            "CLAIMSPREAD_OWNERS": f'["x:{OWNER}"]',
        },
    )
    x.limits["GET /2/dm_events"] = Limit(10_000, 900)
    return operator


async def test_a_bare_mention_is_answered_about_the_post_above_and_the_rumour_itself_is_left_alone(
    x: FakeX, operator: Operator
) -> None:
    await operator.import_samples()
    ann, bob = x.user("2001", "ann"), x.user("2002", "bob")
    async with operator.running():
        rumour = x.post(bob, RUMOUR)
        asked = x.mention(ann, "is this true?", reply_to=rumour)
        await x.wait_for(lambda: x.replies, PATIENCE)
        assert x.replies[0].in_reply_to == asked.id
        assert "unsupported" in x.replies[0].text.lower()
    assert len(x.replies) == 1
    assert not x.offences


async def test_a_direct_message_is_answered_and_an_owner_adds_a_claim_there(
    x: FakeX, operator: Operator
) -> None:
    operator.settings.update(QUICK)
    await operator.import_claims(WORKED_EXAMPLE)
    owner, ann = x.user(OWNER, "olga"), x.user("2001", "ann")
    async with operator.running():
        x.dm(ann, RUMOUR)
        await x.wait_for(lambda: x.sent_dms, PATIENCE)
        assert str(WORKED_EXAMPLE["title"]) in x.sent_dms[0].text
        x.dm(
            owner,
            "/addclaim The town's swimming pool was filled with lemonade | false | https://example.org/lemonade",
        )
        await x.wait_for(lambda: len(x.sent_dms) == 2, PATIENCE)
        x.dm(ann, "Have you heard, they filled our town swimming pool with lemonade yesterday!")
        await x.wait_for(lambda: len(x.sent_dms) == 3, PATIENCE)
        assert "filled with lemonade" in x.sent_dms[2].text


@pytest.mark.parametrize("when", ["before", "after"])
async def test_a_power_cut_while_a_reply_is_on_its_way_gives_exactly_one_reply(
    x: FakeX, operator: Operator, when: Literal["before", "after"]
) -> None:
    operator.settings.update(QUICK)
    await operator.import_claims(WORKED_EXAMPLE)
    ann, bob = x.user("2001", "ann"), x.user("2002", "bob")
    gate = x.faults.hold("POST", "/2/tweets", when=when)
    async with operator.running() as bot:
        rumour = x.post(bob, RUMOUR)
        asked = x.mention(ann, "is this true?", reply_to=rumour)
        await gate.wait_reached(PATIENCE)
        await bot.kill()
    gate.drop()
    async with operator.running() as bot:
        await x.wait_for(lambda: x.replies, PATIENCE)
        another = x.mention(bob, "what about the 100,000 volunteers from North Korea for Ukraine?")
        await x.wait_for(lambda: len(x.replies) == 2, PATIENCE)
    assert [reply.in_reply_to for reply in x.replies] == [asked.id, another.id]
    assert not x.offences
