"""`docs/design.md` shows the rooms as the contracts have them, and names files that exist."""

import re

import pytest

from tests.support import rooms

PAGE = rooms.PAGE.read_text("utf-8")
ROOMS = [room for floor in rooms.floors("bot") for room in floor]


def test_the_drawing_is_that_of_the_contracts() -> None:
    assert rooms.with_drawing(PAGE) == PAGE, "make docs-tables writes it again"


def test_the_drawing_shows_what_may_import_what() -> None:
    drawn = rooms.drawing()
    assert "bot_inbox --> bot_commands" in drawn
    assert "bot_platforms --> bot_telemetry" in drawn
    assert re.search(r"^  bot --> matchers$", drawn, re.MULTILINE)
    assert re.search(r"^  bot --> storage$", drawn, re.MULTILINE)
    assert "matchers --> " not in drawn.split("  storage\n")[1]
    assert "storage --> " not in drawn


@pytest.mark.parametrize("room", ROOMS)
def test_every_room_is_walked_through(room: str) -> None:
    assert re.search(rf"`bot/{room}(/|\.py|`)", PAGE)


def test_every_file_that_the_page_names_is_there() -> None:
    named = set(re.findall(r"`((?:bot|matchers|storage|tests)/[\w/]*(?:\.py|\w/|/))`", PAGE))
    assert len(named) > 30
    for path in sorted(named):
        assert (rooms.ROOT / path).exists(), path


def test_a_page_without_a_place_for_the_drawing_is_refused() -> None:
    with pytest.raises(ValueError, match="lacks"):
        rooms.with_drawing("# A page\n")
