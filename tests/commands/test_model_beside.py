"""The model runs beside the database, never while a turn's transaction keeps others from writing."""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest

from matchers.types import Match
from tests.commands.chat import EDITOR, OWNER, Chat, SharedWords, labels, text

MOON = "The Moon is made of cheese"


class Watchful(SharedWords):
    """Takes the write lock of the database in each search, as any other writer would: it must be free."""

    def __init__(self, file: Path) -> None:
        super().__init__()
        self.file = file
        self.searches = 0

    def search(self, words: str, limit: int) -> Sequence[Match]:
        """Search, with a short write of somebody else."""
        with closing(sqlite3.connect(self.file, timeout=0.2, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            other.execute("ROLLBACK")
        self.searches += 1
        return super().search(words, limit)


@pytest.fixture
def watchful(chat: Chat) -> Watchful:
    """The chat's matcher."""
    matcher = Watchful(Path(chat.database.url.database or ""))
    chat.matcher = matcher
    return matcher


async def test_a_search_in_chat_holds_up_nobody(chat: Chat, watchful: Watchful) -> None:
    await chat.claim(MOON)
    assert MOON in text(await chat.command("/claims moon cheese"))
    assert watchful.searches == 1


async def test_a_claim_that_is_like_another_is_found_without_holding_up_anybody(
    chat: Chat, watchful: Watchful
) -> None:
    watchful.known[await chat.claim(MOON)] = MOON
    (said,) = await chat.command(
        "/addclaim The Moon is made of cheese indeed | false | https://example.org/moon", by=EDITOR
    )
    assert "Save" in " ".join(labels(said))
    assert watchful.searches >= 1
    assert await chat.how_many_claims() == 1


async def test_steps_of_a_dialogue_search_without_holding_up_anybody(chat: Chat, watchful: Watchful) -> None:
    for said in ("/addclaim",):
        await chat.command(said, by=OWNER)
    await chat.write("The sea boils at night", by=OWNER)
    await chat.write("false", by=OWNER)
    (shown,) = await chat.write("https://example.org/sea", by=OWNER)
    assert watchful.searches == 1
    await chat.press(shown, "Save", by=OWNER)
    assert await chat.how_many_claims() == 1
