"""One id follows an event from the platform to the answer."""

from structlog.contextvars import merge_contextvars
from structlog.testing import capture_logs as capture
from structlog.typing import EventDict

from bot.errors import OutcomeUnknown, RetryLater
from bot.events import message_json
from bot.platforms.base import DeliveryOutcome
from bot.telemetry.tracing import trace_of
from tests.inbox.house import GROUP, post
from tests.inbox.test_house import House


def events_with(lines: list[EventDict], trace: str) -> list[str]:
    return [line["event"] for line in lines if line.get("trace") == trace]


async def test_one_id_follows_an_event_from_the_platform_to_the_answer(house: House) -> None:
    event = post()
    with capture([merge_contextvars]) as lines:
        await house.hear(event)
    assert events_with(lines, trace_of("telegram", event.event_id)) == ["accepted", "handled", "sent"]


async def test_the_id_outlives_a_failed_send_and_a_restart(house: House) -> None:
    event = post(place=GROUP)
    house.platform.faults.append(RetryLater("busy", 60))
    await house.hear(event)
    house.clock.advance(seconds=61)
    house.platform.faults.append(OutcomeUnknown("the line went dead"))
    house.platform.fate = DeliveryOutcome.UNKNOWABLE
    with capture([merge_contextvars]) as lines:
        await house.app.work_off()
    trace = trace_of("telegram", event.event_id)
    assert events_with(lines, trace) == ["outcome of a send unknown", "settled"]


async def test_events_that_are_handled_together_keep_ids_of_their_own(house: House) -> None:
    first, second = post(place=GROUP), post("The weather is lovely in the whole valley today", place=GROUP)
    with capture([merge_contextvars]) as lines:
        await house.hear(first, second)
    for event in (first, second):
        assert events_with(lines, trace_of("telegram", event.event_id))[:2] == ["accepted", "handled"]
    without = [line["event"] for line in lines if "trace" not in line]
    assert not {"accepted", "handled", "sent"} & set(without)


async def test_a_message_carries_the_id_and_nothing_about_the_person(house: House) -> None:
    event = post()
    await house.hear(event)
    (row,) = await house.rows()
    extra = message_json.validate_json(row.payload or "").extra
    assert extra == {"trace": trace_of("telegram", event.event_id)}
    assert event.author.id not in extra["trace"]
