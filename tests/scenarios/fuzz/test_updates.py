"""Whatever a platform sends, it becomes an event, or is kept as unreadable; nothing falls over."""

import copy
import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from bot.inbox.intake import Intake
from bot.signing import Signer
from storage import cursors
from storage.database import Database
from storage.models import InboxEvent
from tests.scenarios.fuzz.samples import ANSWERS, UPDATES
from tests.scenarios.fuzz.updates import parse, read_telegram, read_x, telegram

_ODD: st.SearchStrategy[Any] = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**70), 2**70),
    st.floats(allow_nan=False),
    st.text(max_size=30),
    st.sampled_from(("\ud800", "\x00", "9" * 40, "/retract 5", "@claimspread_bot", "2026-13-45T99:99:99Z")),
    st.lists(st.integers(), max_size=2),
    st.dictionaries(st.text(max_size=5), st.integers(), max_size=2),
)


def places_in(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every place in a JSON value that can be changed."""
    here = [path] if path else []
    if isinstance(value, dict):
        return here + [one for key, part in value.items() for one in places_in(part, (*path, key))]
    if isinstance(value, list):
        return here + [one for number, part in enumerate(value) for one in places_in(part, (*path, number))]
    return here


@st.composite
def damaged(draw: st.DrawFn, samples: list[dict[str, Any]]) -> dict[str, Any]:
    """A sample with some of its values replaced or left out."""
    value: dict[str, Any] = copy.deepcopy(draw(st.sampled_from(samples)))
    for _ in range(draw(st.integers(1, 3))):
        path = draw(st.sampled_from(places_in(value) or [("update_id",)]))
        holder: Any = value
        try:
            for key in path[:-1]:
                holder = holder[key]
            if draw(st.booleans()):
                holder[path[-1]] = draw(_ODD)
            else:
                del holder[path[-1]]
        except (KeyError, IndexError, TypeError):
            continue
    return value


_PLATFORM = telegram()
_OFTEN = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))


@_OFTEN
@given(damaged(UPDATES))
def test_a_damaged_update_becomes_an_event_or_is_kept(update: dict[str, Any]) -> None:
    read_telegram(_PLATFORM, update)


@_OFTEN
@given(damaged(ANSWERS))
def test_a_damaged_answer_of_x_becomes_posts_or_a_known_error(answer: dict[str, Any]) -> None:
    read_x(answer)


@pytest.mark.parametrize("update", UPDATES, ids=lambda update: str(update["update_id"]))
def test_the_samples_themselves_are_read(update: dict[str, Any]) -> None:
    heard = _PLATFORM._translate([update])
    assert heard.unreadable == []
    assert len(heard.events) + len(heard.questions) <= 1
    assert heard.events or heard.questions or "poll" in update["message"]


def test_a_forwarded_command_is_a_post() -> None:
    command, forwarded = (_PLATFORM._translate([UPDATES[number]]).events[0] for number in (1, 2))
    assert (command.kind, forwarded.kind) == ("command", "post")


def test_what_is_no_object_is_refused_however_deep_it_is() -> None:
    for data in (b"[" * 200_000, b"{" * 100_000, b"null", b'"a"', b"\xff\xfe", b"", b"1e9999"):
        assert parse(data) is None
    assert parse(json.dumps(UPDATES[0]).encode()) == UPDATES[0]


async def test_an_event_that_cannot_be_kept_holds_up_no_other(sqlite_url: str) -> None:
    """Found by fuzzing: one half of a character in a name stopped everything that came with it, forever."""
    events = [_PLATFORM._translate([update]).events[0] for update in copy.deepcopy(UPDATES[:2])]
    half = replace(events[0], event_id="update:half", author=replace(events[0].author, name="\ud83d"))
    odd = replace(events[0], event_id="update:odd", author=replace(events[0].author, name=7))  # type: ignore[arg-type]
    long = replace(events[0], event_id="update:" + "9" * 300)
    async with Database(sqlite_url) as database:
        now = datetime.now(UTC)
        intake = Intake("telegram", database, Signer(b"k"), lambda: now, lambda: None)
        for _ in range(2):
            await intake([events[0], half, odd, long, events[1]], cursor=("telegram", "12"))
        async with database.read() as session:
            rows = {row.event_id: row for row in await session.scalars(select(InboxEvent))}
            assert await cursors.read(session, "telegram") == "12"
    assert {name for name, row in rows.items() if row.status == "pending"} == {
        "update:1",
        "update:2",
        "update:half",
    }
    failed = {name[:10] for name, row in rows.items() if row.status == "failed"}
    assert failed == {"update:odd", "update:999"}
    assert "\ufffd" in (rows["update:half"].payload or "")
