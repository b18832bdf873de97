"""From an accepted event to a sent message, and what happens when something goes wrong between."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, update

from bot.app import App, open_app
from bot.config import load_settings, sqlite_url
from bot.errors import OutcomeUnknown, PlaceBusy, PlaceClosed, PlaceMoved, PlatformError, Rejected, RetryLater
from bot.events import Place
from bot.platforms.base import DeliveryOutcome, Sent
from storage import claims, decisions, inbox, outbox
from storage.claims import ClaimDraft, FactCheckDraft
from storage.models import DecisionRecord, InboxEvent, OutboxMessage, ReviewItem
from tests.inbox.house import ANN, GROUP, PRIVATE, RUMOUR, START, Clock, ObedientPlatform, command, post
from tests.support.migrated import migrated

LINK = "https://example.org/fact-check/volunteers"
CLAIM = ClaimDraft(
    'North Korea will send 100,000 "volunteers" to fight in Ukraine', "unsupported", (FactCheckDraft(LINK),)
)


class House:
    """An opened application with one claim, one platform and a clock."""

    def __init__(self, app: App, platform: ObedientPlatform, clock: Clock) -> None:
        self.app, self.platform, self.clock = app, platform, clock

    async def hear(self, *events: object) -> None:
        await self.app.intake("telegram")(list(events))  # type: ignore[arg-type]
        await self.app.work_off()

    async def rows(self) -> list[OutboxMessage]:
        async with self.app.database.read() as session:
            return list(await session.scalars(select(OutboxMessage).order_by(OutboxMessage.id)))

    async def decision(self) -> DecisionRecord:
        async with self.app.database.read() as session:
            found = (await session.scalars(select(DecisionRecord).order_by(DecisionRecord.id.desc()))).first()
        assert found is not None
        return found


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    settings = load_settings(
        database_url=sqlite_url(migrated(tmp_path / "bot.sqlite3")),
        owners=("telegram:1001",),
        matcher={
            "model": "hashing",
            "reply_threshold": 0.2,
            "review_threshold": 0.1,
            "tuned_file": tmp_path / "tuned.json",
        },
    )
    clock, platform = Clock(), ObedientPlatform()
    async with open_app(settings, [platform], clock) as app:
        app.deliver_without_listening()
        async with app.database.write() as session:
            await claims.add(session, CLAIM, START)
        await app.catalogue.follow()
        yield House(app, platform, clock)


async def test_a_question_in_private_is_answered_with_the_fact_check(house: House) -> None:
    await house.hear(post())
    (answer,) = house.platform.sent
    assert LINK in answer.html
    assert answer.place == PRIVATE


async def test_an_event_delivered_twice_is_answered_once(house: House) -> None:
    event = post()
    await house.hear(event)
    await house.hear(event)
    assert len(house.platform.sent) == 1


async def test_a_claim_is_answered_once_a_day_in_a_group_and_again_the_next(house: House) -> None:
    await house.hear(post(place=GROUP))
    await house.hear(post(place=GROUP))
    _, pointer = house.platform.sent
    assert "look above" in pointer.html
    assert (await house.decision()).reason == "already-answered"
    house.clock.advance(days=1, seconds=1)
    await house.hear(post(place=GROUP))
    assert len(house.platform.sent) == 3
    assert "look above" not in house.platform.sent[-1].html


async def test_a_post_that_links_the_fact_check_is_never_corrected(house: House) -> None:
    await house.hear(post(place=GROUP, links=(LINK + "/",)))
    assert house.platform.sent == []
    assert (await house.decision()).reason == "denies-claim"


async def test_a_retracted_claim_is_never_sent(house: House) -> None:
    house.platform.faults.append(RetryLater("busy", 60))
    await house.hear(post())
    await house.hear(command("retract", "1 the newsroom withdrew it"))
    house.clock.advance(seconds=61)
    await house.app.work_off()
    assert all(LINK not in message.html for message in house.platform.sent)
    assert [row.status for row in await house.rows() if row.claim_id == 1] == ["cancelled"]


async def test_a_claim_retracted_by_another_process_is_never_sent_either(house: House) -> None:
    house.platform.faults.append(RetryLater("busy", 60))
    await house.hear(post())
    async with house.app.database.write() as session:
        claim = await claims.get(session, 1)
        assert claim is not None
        await claims.retract(session, claim, "wrong", START)
    house.clock.advance(seconds=61)
    await house.app.work_off()
    assert house.platform.sent == []


async def test_a_claim_added_by_chat_is_matched_from_the_next_post_on(house: House) -> None:
    await house.hear(
        command("addclaim", "The town pool was filled with lemonade | false | https://example.org/pool")
    )
    house.platform.sent.clear()
    await house.hear(post("They filled the town pool with lemonade, I saw it"))
    assert "https://example.org/pool" in house.platform.sent[0].html


async def test_a_claim_added_by_another_process_is_matched_from_the_next_post_on(house: House) -> None:
    async with house.app.database.write() as session:
        await claims.add(
            session,
            ClaimDraft(
                "The old bridge of the city was sold", "false", (FactCheckDraft("https://example.org/b"),)
            ),
            START,
        )
    await house.hear(post("The old bridge of our city was sold to a company"))
    assert "https://example.org/b" in house.platform.sent[0].html


async def test_a_message_that_may_go_later_goes_later(house: House) -> None:
    house.platform.faults.append(RetryLater("slow down", 30))
    await house.hear(post())
    assert house.platform.sent == []
    house.clock.advance(seconds=29)
    await house.app.work_off()
    assert house.platform.sent == []
    house.clock.advance(seconds=2)
    await house.app.work_off()
    assert len(house.platform.sent) == 1


@pytest.mark.parametrize(
    ("fault", "status"),
    [(Rejected("no"), "dead"), (PlaceClosed("blocked"), "dead"), (PlatformError("?"), "pending")],
)
async def test_what_a_fault_leaves_in_the_outbox(house: House, fault: PlatformError, status: str) -> None:
    house.platform.faults.append(fault)
    await house.hear(post())
    assert [row.status for row in await house.rows()] == [status]


async def test_a_group_that_moved_gets_its_answer_at_the_new_place(house: House) -> None:
    house.platform.faults.append(PlaceMoved("upgraded", "-100500"))
    await house.hear(post(place=GROUP))
    assert [message.place.id for message in house.platform.sent] == ["-100500"]


async def test_a_message_is_given_up_after_a_day(house: House) -> None:
    house.platform.faults.extend([RetryLater("down")] * 2)
    await house.hear(post())
    house.clock.advance(hours=25)
    async with house.app.database.write() as session:
        await session.execute(update(OutboxMessage).values(attempts=10))
    await house.app.work_off()
    assert [row.status for row in await house.rows()] == ["dead"]


async def test_a_clock_that_jumps_ahead_by_a_day_gives_no_message_up(house: House) -> None:
    house.platform.faults.extend([RetryLater("down")] * 2)
    await house.hear(post())
    house.clock.advance(days=2)
    await house.app.work_off()
    assert [row.status for row in await house.rows()] == ["pending"]
    house.clock.advance(minutes=10)
    await house.app.work_off()
    assert [row.status for row in await house.rows()] == ["sent"]


@pytest.mark.parametrize(
    ("place", "fate", "sent", "status"),
    [
        (GROUP, DeliveryOutcome.UNKNOWABLE, 0, "unknown"),
        (PRIVATE, DeliveryOutcome.UNKNOWABLE, 1, "sent"),
        (GROUP, DeliveryOutcome.NOT_SENT, 1, "sent"),
        (GROUP, Sent("m77"), 0, "sent"),
    ],
    ids=["group-unknowable", "private-unknowable", "not-sent", "found-sent"],
)
async def test_an_answer_whose_sending_broke_off_is_settled_by_the_rule_of_its_place(
    house: House, place: Place, fate: Sent | DeliveryOutcome, sent: int, status: str
) -> None:
    house.platform.faults.append(OutcomeUnknown("cut"))
    house.platform.fate = fate
    await house.hear(post(place=place))
    house.clock.advance(minutes=1)
    await house.app.work_off()
    assert len(house.platform.sent) == sent
    assert [row.status for row in await house.rows()] == [status]
    async with house.app.database.read() as session:
        items = (await session.scalars(select(ReviewItem))).all()
    assert [item.kind for item in items] == (["message"] if status == "unknown" else [])


async def test_a_private_message_whose_answers_are_lost_is_tried_three_times_and_then_shown_to_people(
    house: House,
) -> None:
    house.platform.faults.extend(OutcomeUnknown("taken, and the answer was lost") for _ in range(20))
    await house.hear(post(place=PRIVATE))
    for _ in range(20):
        house.clock.advance(minutes=30)
        await house.app.work_off()
    assert 20 - len(house.platform.faults) == 3
    assert [row.status for row in await house.rows()] == ["unknown"]
    async with house.app.database.read() as session:
        items = (await session.scalars(select(ReviewItem))).all()
    assert [item.kind for item in items] == ["message"]


async def test_tries_that_surely_did_not_arrive_are_no_copies(house: House) -> None:
    house.platform.faults.extend(PlaceBusy("busy", 0) for _ in range(4))
    house.platform.faults.extend(OutcomeUnknown("cut") for _ in range(2))
    await house.hear(post(place=PRIVATE))
    for _ in range(20):
        house.clock.advance(minutes=30)
        await house.app.work_off()
    assert [row.status for row in await house.rows()] == ["sent"]
    assert len(house.platform.sent) == 1


async def test_rows_left_sending_by_a_dead_process_are_settled_at_start(house: House) -> None:
    house.platform.faults.append(RetryLater("busy", 0))
    await house.hear(post())
    house.platform.sent.clear()
    async with house.app.database.write() as session:
        for row in await session.scalars(select(OutboxMessage)):
            row.status, row.sending_since = "sending", START
    assert await house.app.deliverer.settle_interrupted("telegram", everything=True) == 1
    house.clock.advance(minutes=1)
    await house.app.work_off()
    assert len(house.platform.sent) == 1


async def test_an_inbox_row_that_cannot_be_read_stops_no_other_and_is_kept(house: House) -> None:
    async with house.app.database.write() as session:
        await inbox.accept(session, [inbox.Arrival("telegram", "update:bad", "c", "{not json")], START)
    await house.hear(post())
    assert len(house.platform.sent) == 1
    for _ in range(6):
        house.clock.advance(minutes=20)
        await house.app.work_off()
    async with house.app.database.read() as session:
        bad = (await session.scalars(select(InboxEvent).where(InboxEvent.event_id == "update:bad"))).one()
    assert (bad.status, bad.payload) == ("failed", "{not json")


async def test_the_text_of_a_post_that_matched_nothing_is_not_kept(house: House) -> None:
    await house.hear(post("Lovely weather for a picnic by the lake today"))
    async with house.app.database.read() as session:
        row = (await session.scalars(select(InboxEvent))).one()
    assert (row.status, row.payload) == ("done", None)
    assert (await house.decision()).post_text is None


async def test_the_sighting_of_a_post_is_kept_once_with_a_pseudonym(house: House) -> None:
    event = post(place=GROUP)
    await house.hear(event)
    async with house.app.database.read() as session:
        (sighting,) = await decisions.sightings(session, 1)
    assert sighting.post_id == event.id
    assert ANN.id not in sighting.author
    assert sighting.written_at == START


async def test_somebody_who_said_stop_is_left_alone_until_start(house: House) -> None:
    await house.hear(post("Stop!"))
    house.platform.sent.clear()
    await house.hear(post(place=GROUP))
    assert house.platform.sent == []
    await house.hear(command("start", author=ANN))
    house.platform.sent.clear()
    await house.hear(post(RUMOUR + " tomorrow", place=GROUP))
    assert len(house.platform.sent) == 1


async def test_messages_to_one_place_leave_in_their_order(house: House) -> None:
    house.platform.faults.append(RetryLater("busy", 10))
    await house.hear(post("Nothing about claims here, hello there", place=PRIVATE), post(place=PRIVATE))
    house.clock.advance(seconds=11)
    await house.app.work_off()
    assert LINK not in house.platform.sent[0].html
    assert LINK in house.platform.sent[1].html


async def test_an_outbox_key_is_used_once(house: House) -> None:
    async with house.app.database.write() as session:
        first = await outbox.enqueue(session, "k", "telegram", "1", "{}", START + timedelta(days=9))
        assert first is not None
        assert await outbox.enqueue(session, "k", "telegram", "1", "{}", START) is None
