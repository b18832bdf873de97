"""What takes long is done while no transaction is open: nobody who wants to write waits for it."""

import sqlite3
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy.engine import make_url

from bot.spread import charts
from storage import decisions
from tests.inbox.conversation import OWNER, READER, Conversation
from tests.storage.samples import sighting

MOON = "The old moon above our town is made of cheese"


def another_process(talk: Conversation) -> Callable[[], None]:
    """Writes into the database, or fails where somebody holds its lock."""
    file = Path(str(make_url(talk.settings.database_url).database))

    def write() -> None:
        with sqlite3.connect(file, timeout=0.1) as connection:
            assert connection.execute("UPDATE claims SET claimant = 'somebody'").rowcount

    return write


async def test_a_chart_is_drawn(talk: Conversation, monkeypatch: pytest.MonkeyPatch) -> None:
    claim = await talk.claim(MOON, "https://example.org/moon")
    async with talk.database.write() as session:
        await decisions.add_sighting(session, sighting(claim, talk.now - timedelta(hours=2), "1"))
    write, drawn = another_process(talk), []

    def draw(*_: object) -> bytes:
        write()
        drawn.append(True)
        return b"\x89PNG"

    monkeypatch.setattr(charts, "spread_chart", draw)
    (answer,) = await talk.hand_in(talk.command(f"/spread {claim}", by=OWNER))
    assert drawn
    assert answer.attachment is not None


@pytest.mark.parametrize("by_command", [False, True])
async def test_new_claims_are_taken_in_before_a_text_is_judged(
    talk: Conversation, monkeypatch: pytest.MonkeyPatch, by_command: bool
) -> None:
    """Who takes a claim in stores its vectors: waited for in a transaction, both wait for each other."""
    await talk.claim(MOON, "https://example.org/moon")
    write, caught_up = another_process(talk), []

    async def catch_up() -> None:
        write()
        caught_up.append(True)

    monkeypatch.setattr(talk.catalogue, "catch_up", catch_up)
    event = talk.command(f"/check {MOON}", by=READER) if by_command else talk.post(MOON)
    (answer,) = await talk.hand_in(event)
    assert caught_up
    assert "https://example.org/moon" in answer.html
