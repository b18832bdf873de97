"""One simulated week on X (`make soak`); in the ordinary run a few hours of it."""

import os
import sys
from decimal import Decimal

import pytest
from sqlalchemy import select

from storage import x_ledger
from storage.database import Database
from storage.models import DecisionRecord, OutboxMessage
from tests.soak.simulated import START, run
from tests.soak.week import Size, Week, live, unanswered

WEEK = Size(mentions=10_000, watched=5_000, hours=168, claims=1_201)
HOURS = Size(mentions=200, watched=100, hours=3, claims=101, fault_chance=1.0, restart_chance=0.08)


@pytest.fixture(scope="module")
def week(tmp_path_factory: pytest.TempPathFactory) -> Week:
    size = WEEK if os.environ.get("CLAIMSPREAD_SOAK") == "week" else HOURS
    file = tmp_path_factory.mktemp("soak") / "soak.sqlite3"
    lived: Week = run(live, f"sqlite:///{file}", size, 20261102)
    requests = lived.fake.requests
    faults = sum(bool(record.fault) for record in requests)
    sys.stdout.write(
        f"\nsoak: {len(lived.asked)} mentions, {len(lived.watched)} watched, "
        f"{len(lived.fake.replies)} replies, {len(requests)} requests, {faults} faults, "
        f"{lived.restarts} restarts, spent {lived.fake.spend} USD\n"
    )
    return lived


def test_the_run_met_what_it_was_made_for(week: Week) -> None:
    met = {record.fault for record in week.fake.requests} - {None}
    assert met >= {"rate_limit", "html_503", "problem", "cut_before", "cut_after"}
    assert len(week.asked) == week.size.mentions
    assert len(week.watched) == week.size.watched
    assert len(week.fake.replies) > 0.9 * week.size.mentions
    assert week.restarts


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


async def _spent(_loop: object, week: Week) -> x_ledger.Spent:
    async with Database(week.settings.database_url) as database, database.read() as session:
        return await x_ledger.spent(session, START)
