"""What X refuses the whole account: nothing is given up, nothing closed, and an owner hears of it once."""

import asyncio
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from bot.app import App
from bot.errors import AccountRefused, PlaceClosed, Rejected, RetryLater
from bot.operations.doctor import examine
from bot.runtime.account_watch import RefusedAccount, read_refused
from bot.telemetry import metrics
from bot.telemetry.endpoints import Observatory
from storage.models import OutboxMessage
from tests.fakes.x import FakeX
from tests.platforms.x.adapter import letter, opened, reply, until
from tests.platforms.x.house import OWNER, RUMOUR, working

LOCKED = (
    "To protect our users from spam and other malicious activity, this account is temporarily locked. "
    "Please log in to https://x.com to unlock your account."
)
REFUSALS = [
    (403, LOCKED, "locked"),
    (403, "Your account is suspended and is not permitted to access this feature.", "suspended"),
    (
        403,
        "This request looks like it might be automated. To protect our users from spam and other malicious "
        "activity, we can't complete this action right now.",
        "automated",
    ),
    (403, "User is over daily status update limit.", "limit"),
    (403, "You have reached your daily limit for sending messages.", "limit"),
    (402, "Your enrolled account [12] does not have any credits to fulfill this request.", "credits"),
    (429, "Usage cap exceeded: Monthly product cap", "limit"),
]


@pytest.mark.parametrize("private", [True, False])
@pytest.mark.parametrize(("status", "detail", "kind"), REFUSALS)
@pytest.mark.parametrize("in_errors", [True, False])
async def test_a_refusal_of_the_account_is_no_fault_of_the_message(
    fake: FakeX, status: int, detail: str, kind: str, private: bool, in_errors: bool
) -> None:
    fake.dm("2001", "hello")
    fake.faults.add("problem", "POST", "*", status=status, detail=detail, in_errors=in_errors)
    async with opened(fake) as x:
        with pytest.raises(AccountRefused) as caught:
            await x.send(letter("2001") if private else reply(fake.mention("2001").id))
    assert (caught.value.kind, caught.value.seconds) == (kind, 900)


@pytest.mark.parametrize(
    ("detail", "kind"),
    [
        ("You cannot send messages to this user.", PlaceClosed),
        ("You are not permitted to message this user: they have not written to you first.", PlaceClosed),
        ("User has been suspended.", PlaceClosed),
        ("The text of this message is not allowed.", Rejected),
    ],
)
async def test_only_what_is_about_a_person_closes_the_conversation(
    fake: FakeX, detail: str, kind: type[Exception]
) -> None:
    fake.dm("2001", "hello")
    fake.faults.add("problem", "POST", "*", status=403, detail=detail)
    async with opened(fake) as x:
        with pytest.raises(Rejected) as caught:
            await x.send(letter("2001"))
    assert type(caught.value) is kind


@pytest.mark.parametrize(
    "detail", ["Reply is not allowed: you have not been mentioned.", "Post was deleted."]
)
async def test_what_is_about_one_post_stays_with_it(fake: FakeX, detail: str) -> None:
    fake.faults.add("problem", "POST", "/2/tweets", status=403, detail=detail)
    async with opened(fake) as x:
        with pytest.raises(Rejected):
            await x.send(reply(fake.mention("2001").id))


@pytest.mark.parametrize("body", ["Too many requests", "<html>slow down</html>", "", "[]", '"no"', "{"])
@pytest.mark.parametrize("content_type", ["text/plain", "application/json", "text/html"])
async def test_a_limit_whose_body_is_no_json_keeps_its_end(fake: FakeX, body: str, content_type: str) -> None:
    asked = fake.mention("2001")
    for method, path in (("POST", "/2/tweets"), ("GET", "/2/users/*/tweets")):
        fake.faults.add("plain", method, path, status=429, detail=body, content_type=content_type)
    async with opened(fake) as x:
        for call in (x.send(reply(asked.id)), x.settle(reply(asked.id), fake.clock.now())):
            with pytest.raises(RetryLater, match="X 429") as caught:
                await call
            assert 890 <= (caught.value.seconds or 0) <= 902
    assert len(fake.calls("POST", "/2/tweets")) == 1


async def rows(app: App) -> list[Any]:
    async with app.database.read() as session:
        query = select(OutboxMessage.status, OutboxMessage.key, OutboxMessage.place_id)
        return list(await session.execute(query.order_by(OutboxMessage.id)))


async def test_all_is_kept_and_sent_when_the_account_is_free_again(fake: FakeX, tmp_path: Path) -> None:
    fake.user(OWNER, "olga")
    async with working(fake, tmp_path) as app:
        observatory = Observatory(app.database, app.health, app.now)
        observatory.loaded("tests")
        fake.dm(OWNER, "/help")
        await fake.wait_for(lambda: fake.sent_dms)
        locked = [
            fake.faults.add("problem", "POST", path, status=403, detail=LOCKED, times=1_000)
            for path in ("/2/tweets", "/2/dm_conversations/*")
        ]
        asked = [
            fake.mention("2001", f"really? {number}", reply_to=fake.post("2002", f"{RUMOUR} {number}"))
            for number in range(3)
        ]
        fake.dm("2001", RUMOUR)
        known = await refusal_of(app)
        assert (known.kind, known.writing, "unlock your account" in known.said) == ("locked", True, True)
        assert 'account_refused{platform="x"} 1.0' in (await observatory.exposition()).decode()
        (finding,) = [one async for one in _account_findings(app)]
        assert "locked" in finding.seen
        assert "unlock" in finding.remedy
        tried = len([call for call in fake.requests if call.method == "POST"])
        for fault in locked:
            fault.times = 0
        await until(lambda: len([call for call in fake.requests if call.method == "POST"]) == tried)
        assert fake.replies == []
        assert {row.status for row in await rows(app)} <= {"sent", "pending", "sending"}
        fake.clock.advance(901)
        app.deliverer._circuits["x"].succeeded()  # its quarter of an hour is over, by the loop's clock
        app.signals.outbox_filled.set()
        await fake.wait_for(lambda: len(fake.replies) == 3)
        await fake.wait_for(lambda: any(dm.recipient_id == "2001" for dm in fake.sent_dms))
        await fake.wait_for(lambda: any("has locked" in dm.text for dm in fake.sent_dms))
        await until(lambda: not app.health.ears["x"].account_refused)
        async with app.database.read() as session:
            assert await read_refused(session, "x") is None
    assert {reply.in_reply_to for reply in fake.replies} == {post.id for post in asked}
    assert len([dm for dm in fake.sent_dms if "has locked" in dm.text]) == 1
    metrics.ACCOUNT_REFUSED.clear()


async def refusal_of(app: App) -> RefusedAccount:
    """What the database says of the account, once it says something."""
    for _ in range(1_000):
        async with app.database.read() as session:
            if known := await read_refused(session, "x"):
                return known
        await asyncio.sleep(0.01)
    raise AssertionError("nothing was noted")


async def _account_findings(app: App) -> Any:
    async for finding in examine(app.settings):
        if finding.subject == "x account" and "refused since" in finding.seen:
            yield finding


async def test_a_parameter_that_x_does_not_know_is_told_as_a_fault_of_ours(
    fake: FakeX, tmp_path: Path
) -> None:
    fake.user(OWNER, "olga")
    async with working(fake, tmp_path) as app:
        fake.dm(OWNER, "/help")
        await fake.wait_for(lambda: fake.sent_dms)
        detail = "The query parameter [tweet.fields] is not one of [id,max_results,post.fields]"
        fake.faults.add("problem", "GET", "/2/users/2000/mentions", status=400, detail=detail, in_errors=True)
        await fake.wait_for(lambda: any("fault of this version" in dm.text for dm in fake.sent_dms))
        async with app.database.read() as session:
            known = await read_refused(session, "x")
    assert known is None or known.kind == "fault"
