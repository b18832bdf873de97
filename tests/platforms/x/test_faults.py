"""Every failure of X, of tweepy and of the network comes out as one of the house's errors, in X's words."""

import logging
import socket

import pytest

from bot.errors import (
    AccountRefused,
    OutcomeUnknown,
    PlatformError,
    Rejected,
    RetryLater,
    Unauthorised,
)
from bot.platforms.base import DeliveryOutcome, Sent
from bot.platforms.x.faults import WITHOUT_RESET, NotPermitted
from bot.platforms.x.platform import XPlatform
from tests.fakes.x import FakeX
from tests.platforms.x.adapter import letter, opened, reply, settings_for


async def test_a_refused_key_stops_the_platform(fake: FakeX) -> None:
    fake.door.revoked = True
    with pytest.raises(Unauthorised, match="X 401"):
        async with opened(fake):
            pass


async def test_a_forbidden_account_stops_the_platform(fake: FakeX) -> None:
    detail = (
        "Your client app is not configured with the appropriate oauth1 app permissions for this endpoint."
    )
    fake.faults.add("problem", "GET", "/2/users/me", status=403, detail=detail)
    with pytest.raises(NotPermitted, match="oauth1 app permissions"):
        async with opened(fake):
            pass


@pytest.mark.parametrize(
    ("reset", "least", "most"), [("future", 890, 902), ("missing", 60, 60), ("past", 60, 60)]
)
async def test_a_rate_limit_says_how_long_to_wait(fake: FakeX, reset: str, least: float, most: float) -> None:
    asked = fake.mention("2001")
    fake.faults.add("rate_limit", "POST", "/2/tweets", reset=reset)
    async with opened(fake) as x:
        with pytest.raises(RetryLater, match="X 429") as caught:
            await x.send(reply(asked.id))
    assert least <= (caught.value.seconds or 0) <= most
    assert least != most or most == WITHOUT_RESET
    assert len(fake.calls("POST", "/2/tweets")) == 1


async def test_a_page_of_html_is_no_answer_and_the_message_waits(fake: FakeX) -> None:
    fake.faults.add("html_503", "POST", "/2/tweets")
    async with opened(fake) as x:
        with pytest.raises(RetryLater, match="X 503"):
            await x.send(reply(fake.mention("2001").id))


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (400, Rejected),
        (402, AccountRefused),
        (404, Rejected),
        (500, OutcomeUnknown),
        (503, RetryLater),
        (504, OutcomeUnknown),
    ],
)
@pytest.mark.parametrize("in_errors", [True, False])
async def test_each_status_means_something_and_the_detail_is_told(
    fake: FakeX, status: int, kind: type[PlatformError], in_errors: bool
) -> None:
    fake.faults.add(
        "problem", "POST", "/2/tweets", status=status, detail="The moon is full.", in_errors=in_errors
    )
    async with opened(fake) as x:
        with pytest.raises(kind, match=f"X {status}: The moon is full") as caught:
            await x.send(reply(fake.mention("2001").id))
    assert type(caught.value) is kind


async def test_asking_may_always_be_repeated(fake: FakeX) -> None:
    async with opened(fake) as x:
        for kind in ("cut_before", "cut_after", "html_503"):
            fake.faults.add(
                kind, "GET", "/2/users/*/tweets", times=3
            )  # aiohttp repeats a cut GET once itself
            with pytest.raises(RetryLater):
                await x.settle(reply("1"), fake.clock.now())
            fake.faults.clear()
        fake.faults.add("problem", "GET", "/2/users/*/tweets", status=500)
        with pytest.raises(RetryLater, match="X 500"):
            await x.settle(reply("1"), fake.clock.now())


@pytest.mark.parametrize("private", [True, False])
@pytest.mark.parametrize(("fault", "arrived"), [("cut_before", False), ("cut_after", True)])
async def test_a_cut_after_sending_is_settled_by_asking(
    fake: FakeX, fault: str, arrived: bool, private: bool
) -> None:
    fake.dm("2001", "hello")
    message = letter("2001") if private else reply(fake.mention("2001").id)
    began = fake.clock.now()
    fake.faults.add(fault, "POST")  # type: ignore[arg-type]
    async with opened(fake) as x:
        with pytest.raises(OutcomeUnknown):
            await x.send(message)
        fate = await x.settle(message, began)
        assert isinstance(fate, Sent) is arrived
        if fate is DeliveryOutcome.NOT_SENT:
            await x.send(message)
    assert len(fake.sent_dms if private else fake.replies) == 1


async def test_an_unreachable_host_is_tried_again_later(fake: FakeX) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    x = XPlatform(settings_for(fake, base_url=f"http://127.0.0.1:{port}"), fake.clock.now)
    with pytest.raises(RetryLater, match="cannot be reached"):
        await x.open()
    with pytest.raises(RetryLater, match="cannot be reached"):
        await x.send(reply("1"))
    await x.close()


async def test_no_key_is_told_in_errors_or_logs(fake: FakeX, caplog: pytest.LogCaptureFixture) -> None:
    keys = fake.credentials
    secrets = (keys.consumer_key, keys.consumer_secret, keys.access_token, keys.access_token_secret)
    told: list[str] = []
    with caplog.at_level(logging.DEBUG):
        async with opened(fake) as x:
            for kind in ("rate_limit", "html_503", "problem", "cut_after"):
                fake.faults.add(kind, "POST", "/2/tweets")
                with pytest.raises(PlatformError) as caught:
                    await x.send(reply(fake.mention("2001").id))
                told += [
                    str(caught.value),
                    repr(caught.value),
                    repr(caught.value.__cause__),
                    repr(caught.value.__context__),
                ]
    told += [record.getMessage() for record in caplog.records]
    assert len(told) >= 12
    assert not [(line, secret) for line in told for secret in secrets if secret in line]
    assert not [line for line in told if "oauth_signature" in line]
