"""The judge takes for faults what breaks the promise to private chats, and nothing else."""

from datetime import UTC, datetime

import pytest

from bot.events import OutgoingMessage, Place, PlaceKind, message_json
from storage import outbox
from storage.database import Database
from tests.scenarios.crash.garrison import Death
from tests.scenarios.crash.town import Answer, Event
from tests.scenarios.crash.verdict import Verdict, judge_private, of_unknown_fate

EVENT = Event("private", "100001", 1)
DEATHS = tuple(Death(at, "any moment") for at in (10.5, 20.5, 30.5))
COPIES = [Answer(10.0, "20"), Answer(20.0, "26"), Answer(30.0, "31")]


@pytest.mark.parametrize("copies", [1, 2, 3])
def test_copies_whose_senders_died_are_allowed_three_times(copies: int) -> None:
    verdict = Verdict(1, "SQLite", 1)
    judge_private(verdict, EVENT, COPIES[:copies], True, DEATHS)
    assert verdict.doubled == []
    assert verdict.repeated == copies - 1


def test_a_fourth_copy_is_a_fault_and_so_is_one_without_a_death_or_with_a_wrong_note() -> None:
    fourth = [*COPIES, Answer(40.0, "33")]
    for given, noted, deaths in ((fourth, True, DEATHS), (COPIES, True, ()), (COPIES, False, DEATHS)):
        verdict = Verdict(1, "SQLite", 1)
        judge_private(verdict, EVENT, given, noted, deaths)
        assert verdict.doubled


async def test_an_unknown_fate_is_found_under_the_key_of_its_event(sqlite_url: str) -> None:
    now = datetime.now(UTC)
    private = Place("telegram", "100001", PlaceKind.PRIVATE)
    group = Place("telegram", "-1001", PlaceKind.GROUP)
    async with Database(sqlite_url) as database:
        async with database.write() as session:
            for place in (private, group):
                message = OutgoingMessage(place=place, html="words", reply_to="7")
                payload = message_json.dump_json(message).decode()
                row = await outbox.enqueue(session, place.id, "telegram", place.id, payload, now)
                assert row is not None
                await outbox.mark_unknown(session, row, "nobody knows")
        assert await of_unknown_fate(database) == {"100001", "-1001:7"}
