"""What `docs/telegram.md` says of updates and tests is so."""

import re
from pathlib import Path

from telegram import Update

from bot.platforms.telegram.updates import ALLOWED_UPDATES
from tests.fakes.telegram import Spec

ROOT = Path(__file__).parents[3]
PAGE = (ROOT / "docs" / "telegram.md").read_text("utf-8")
TESTS = "\n".join(file.read_text("utf-8") for file in sorted((ROOT / "tests").rglob("test_*.py")))
ROWS = re.findall(r"^\| `(\w+)` \| (yes|no) \| (.+?) \| (.*)\|$", PAGE, re.MULTILINE)


def test_the_table_names_every_kind_of_update_once() -> None:
    kinds = [kind for kind, *_ in ROWS]
    assert sorted(kinds) == sorted(set(Update.ALL_TYPES))
    spec = Spec.load()
    if spec is not None:
        known = {field["name"] for field in spec.types["Update"]["fields"]} - {"update_id"}
        assert set(kinds) == known


def test_the_updates_that_are_asked_for_are_those_that_the_table_calls_seen() -> None:
    assert sorted(kind for kind, seen, *_ in ROWS if seen == "yes") == sorted(ALLOWED_UPDATES)


def test_every_kind_that_is_seen_has_a_test_that_shows_it() -> None:
    assert all("`test_" in shown for _, seen, _, shown in ROWS if seen == "yes")


def test_every_test_that_the_page_names_exists() -> None:
    named = re.findall(r"`(test_\w+)`", PAGE)
    assert len(named) > 50
    missing = [name for name in named if not re.search(rf"def {name}\(", TESTS)]
    assert missing == []
