"""One simulated week on X (`make soak`); in the ordinary run a few hours of it."""

import os
import sys
import time
from collections import Counter
from decimal import Decimal

import pytest
from sqlalchemy import func, select

from storage.database import Database
from storage.models import DecisionRecord, InboxEvent, OutboxMessage
from storage.models.x import XCharge
from storage.x import ledger
from tests.scenarios.soak.simulated import START, run
from tests.scenarios.soak.weather import DISTURBANCES
from tests.scenarios.soak.week import Size, Week, live, unanswered

WEEK = Size(mentions=10_000, watched=5_000, hours=168, claims=1_201)
HOURS = Size(
    mentions=200,
    watched=100,
    hours=3,
    claims=101,
    fault_chance=1.0,
    stream_chance=1.0,
    restart_chance=0.15,
)

pytestmark = pytest.mark.timeout(6 * 3600)

_FILTERED, _ACTIVITY = "GET /2/tweets/search/stream", "GET /2/activity/stream"


@pytest.fixture(scope="module")
def week(tmp_path_factory: pytest.TempPathFactory) -> Week:
    size = WEEK if os.environ.get("CLAIMSPREAD_SOAK") == "week" else HOURS
    file = tmp_path_factory.mktemp("soak") / "soak.sqlite3"
    began, worked = time.perf_counter(), time.process_time()
    lived: Week = run(live, f"sqlite:///{file}", size, 20261102)
    requests = lived.fake.requests
    faults = sum(bool(record.fault) for record in requests)
    brought: Counter[str] = run(_brought, lived)
    sys.stdout.write(
        f"\nsoak: {len(lived.asked)} mentions, {len(lived.watched)} watched, "
        f"{len(lived.fake.replies)} replies, {len(requests)} requests, {faults} faults, "
        f"{sum(lived.disturbed.values())} troubles of streams, {lived.restarts} restarts, "
        f"brought by the filtered stream {brought[_FILTERED]}, by the activity stream {brought[_ACTIVITY]}, "
        f"watched posts heard {len(run(_heard, lived) & set(lived.watched))}, spent {lived.fake.spend} USD; "
        f"{time.perf_counter() - began:.0f} s, {time.process_time() - worked:.0f} s of them at work\n"
    )
    return lived


def test_the_run_met_what_it_was_made_for(week: Week) -> None:
    met = {record.fault for record in week.fake.requests} - {None}
    assert met >= {"rate_limit", "html_503", "problem", "cut_before", "cut_after"}
    assert set(week.disturbed) == set(DISTURBANCES)
    assert len(week.asked) == week.size.mentions
    assert len(week.watched) == week.size.watched
    assert len(week.fake.replies) > 0.9 * week.size.mentions
    assert week.restarts
    brought = run(_brought, week)
    assert min(brought[_FILTERED], brought[_ACTIVITY]) > 0.05 * week.size.mentions
    assert len(run(_heard, week) & set(week.watched)) > 0.5 * week.size.watched


def test_each_mention_is_answered_once_or_its_reason_is_stored(week: Week) -> None:
    replied = [reply.in_reply_to for reply in week.fake.replies]
    assert len(replied) == len(set(replied))
    reasons = run(_reasons, week)
    untold = [asked for asked in unanswered(week) if asked not in reasons]
    deleted_unheard = [asked for asked in untold if asked in week.fake.world.deleted]
    assert untold == deleted_unheard, "not deleted before it could be heard"


def test_nothing_that_was_only_watched_is_answered_and_no_rule_is_broken(week: Week) -> None:
    assert {reply.in_reply_to for reply in week.fake.replies} <= set(week.asked)
    assert week.fake.offences == []


def test_no_stream_is_asked_for_more_often_than_x_allows(week: Week) -> None:
    """50 connections in 15 minutes; a busy loop would make thousands."""
    for path in (_FILTERED, _ACTIVITY):
        tries = [record.at for record in week.fake.calls(*path.split())]
        for number, at in enumerate(tries[50:]):
            assert (at - tries[number]).total_seconds() > 900, path


def test_the_ledger_equals_xs_bill_to_the_millionth(week: Week) -> None:
    """What was charged for answers that nobody got is what `/budget` shows apart, as an upper bound."""
    spent = run(_spent, week)
    assert Decimal(spent.paid) / 1_000_000 == week.fake.spend - week.lost
    assert Decimal(spent.at_most) / 1_000_000 >= week.fake.spend


async def _reasons(_loop: object, week: Week) -> set[str]:
    """Mentions about which it is stored why they got no answer."""
    async with Database(week.settings.database_url) as database, database.read() as session:
        decided = await session.scalars(select(DecisionRecord).where(DecisionRecord.action != "reply"))
        silent = {row.post_id for row in decided if row.reason}
        kept = await session.scalars(select(OutboxMessage).where(OutboxMessage.status != "sent"))
        refused = {row.key.removeprefix("answer:x:") for row in kept if row.error and row.status != "pending"}
        return silent | refused


async def _heard(_loop: object, week: Week) -> set[str]:
    """The posts that came into the inbox."""
    async with Database(week.settings.database_url) as database, database.read() as session:
        return {name.removeprefix("post:") for name in await session.scalars(select(InboxEvent.event_id))}


async def _brought(_loop: object, week: Week) -> Counter[str]:
    """How many posts were paid for, by the call that brought them."""
    async with Database(week.settings.database_url) as database, database.read() as session:
        rows = await session.execute(select(XCharge.call, func.sum(XCharge.count)).group_by(XCharge.call))
        return Counter({call: int(count) for call, count in rows})


async def _spent(_loop: object, week: Week) -> ledger.Spent:
    async with Database(week.settings.database_url) as database, database.read() as session:
        return await ledger.spent(session, START)
