"""The words that lint refuses are found where they stand, and nowhere in what is under version control."""

import subprocess
from pathlib import Path

from tests.support import english


def test_no_text_of_ours_holds_a_refused_word() -> None:
    assert english.faults(Path(__file__).parents[1]) == []


def test_a_refused_word_is_named_with_its_line(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("Fine words.\nTry it " + "ane" + "w, " + "who" + "ever you are.\n")
    other = tmp_path / "bot" / "locales" / "es" / "x.ftl"
    other.parent.mkdir(parents=True)
    other.write_text("x = " + "ane" + "w\n")
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)  # noqa: S607
    subprocess.run(["git", "add", "-A"], cwd=tmp_path, check=True)  # noqa: S607
    assert english.faults(tmp_path) == ["page.md:2: " + "ane" + "w", "page.md:2: " + "who" + "ever"]
