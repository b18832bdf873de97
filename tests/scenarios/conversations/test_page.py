"""The page of conversations is what the bot says today: it is played again and compared, word for word."""

import re
from pathlib import Path

import pytest

from tests.scenarios.conversations.page import as_html, as_markdown
from tests.scenarios.conversations.play import play, stage

PAGE = Path(__file__).parents[3] / "docs" / "telegram-conversations.md"
_NUMBERS = re.compile(r"(Decision |/c/\d+/)\d+")
"""What depends on which of the chats, all at once, comes first."""


def steady(page: str) -> str:
    """A page without the numbers that differ from run to run."""
    return _NUMBERS.sub(r"\1N", page)


@pytest.mark.timeout(300)
async def test_the_page_of_conversations_is_what_the_bot_says_today(sqlite_url: str) -> None:
    async with stage(sqlite_url) as fake:
        scenes = await play(fake)
    again = "write it again: python -m tests.scenarios.conversations docs/telegram-conversations.md"
    assert steady(as_markdown(scenes)) == steady(PAGE.read_text("utf-8")), again
    assert steady(as_html(scenes)) == steady(PAGE.with_suffix(".html").read_text("utf-8")), again


def test_the_page_of_conversations_shows_six_chats_and_sixty_messages() -> None:
    page = PAGE.read_text("utf-8")
    assert len(re.findall(r"^## ", page, re.MULTILINE)) == 6
    assert len(re.findall(r"^\*\*.+:\*\*$", page, re.MULTILINE)) >= 60
