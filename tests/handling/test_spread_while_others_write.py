"""Drawing a chart takes tenths of a second: nobody waits for it."""

import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy.engine import make_url

from bot.spread import charts
from storage import decisions
from tests.handling.conversation import OWNER, Conversation
from tests.storage.samples import sighting


async def test_the_database_may_be_written_to_while_a_chart_is_drawn(
    talk: Conversation, monkeypatch: pytest.MonkeyPatch
) -> None:
    claim = await talk.claim("The old moon above our town is made of cheese", "https://example.org/moon")
    async with talk.database.write() as session:
        await decisions.add_sighting(session, sighting(claim, talk.now - timedelta(hours=2), "1"))
    file = Path(str(make_url(talk.settings.database_url).database))
    written = []

    def draw(*_: object) -> bytes:
        with sqlite3.connect(file, timeout=0.1) as another_process:
            written.append(another_process.execute("UPDATE claims SET claimant = 'somebody'").rowcount)
        return b"\x89PNG"

    monkeypatch.setattr(charts, "spread_chart", draw)
    await talk.hand_in(talk.command(f"/spread {claim}", by=OWNER))
    await talk.handler.errands.finish()
    (answer,) = await talk.hand_in()
    assert written == [1]
    assert answer.attachment is not None
