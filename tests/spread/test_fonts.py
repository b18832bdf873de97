"""Charts in letters for which there may be no font: nobody gets a picture of empty boxes."""

import warnings
from collections.abc import Iterator

import pytest

from bot.spread import fonts
from bot.spread.charts import spread_chart
from bot.translations import Translator
from tests.spread.test_charts import story

CHINESE = "新桥明年将被出售给外国马戏团"


@pytest.fixture
def only_matplotlibs_own(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A machine without any font but DejaVu Sans."""
    monkeypatch.setattr(fonts, "families", lambda: ("DejaVu Sans",))
    monkeypatch.setattr("bot.spread.charts.families", fonts.families)
    fonts._letters.cache_clear()
    yield
    fonts._letters.cache_clear()


@pytest.mark.usefixtures("only_matplotlibs_own")
def test_a_claim_without_a_font_is_named_by_its_number() -> None:
    assert not fonts.can_draw(CHINESE)
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # matplotlib warns of a letter that no font has
        by_number = spread_chart(story(CHINESE), Translator("en"))
    assert by_number == spread_chart(story("Claim 7"), Translator("en"))


@pytest.mark.usefixtures("only_matplotlibs_own")
def test_what_cannot_be_drawn_is_told_with_the_package_that_helps() -> None:
    assert fonts.missing()["Thai"] == "fonts-tlwg-garuda-ttf"
    assert set(fonts.missing()) == set(fonts.SCRIPTS)


def test_marks_and_pictures_in_a_text_do_not_count() -> None:
    assert fonts.can_draw("“Really?!” 😱 — 100 %")


@pytest.mark.parametrize("name", fonts.SCRIPTS)
def test_letters_with_a_font_are_drawn(name: str) -> None:
    if name in fonts.missing():
        pytest.skip(f"no font for {name} on this machine")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert spread_chart(story(fonts.SCRIPTS[name].sample * 8), Translator("en"))
