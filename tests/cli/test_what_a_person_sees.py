"""What a person at a terminal of 80 columns reads: nothing cut off, one line for an error, no traceback."""

from pathlib import Path

import pytest

from bot.cli import main as command_line
from bot.cli.console import console, print_quoted
from tests.cli.terminal import Terminal
from tests.scenarios.end_to_end.house import WORKED_EXAMPLE

LINK = str(WORKED_EXAMPLE["url"])


@pytest.fixture(autouse=True)
def narrow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(console, "_width", 80)


def test_links_are_whole_in_lists_and_answers(terminal: Terminal) -> None:
    terminal.import_claims(WORKED_EXAMPLE)
    for arguments in (("claims", "list"), ("claims", "show", "1"), ("check", str(WORKED_EXAMPLE["claim"]))):
        code, out, err = terminal.call(*arguments)
        assert code == 0, err
        assert LINK in out
        assert max(map(len, out.splitlines())) <= 80


def test_what_the_demo_quotes_keeps_its_margin_and_whole_links(capsys: pytest.CaptureFixture[str]) -> None:
    link = "https://example.org/" + "a-long-link-" * 10
    print_quoted("a word " * 30 + f"\n{link}\n\nend", "green", "  │ ")
    lines = capsys.readouterr().out.splitlines()
    assert all(line.startswith("  │") for line in lines)
    assert f"  │ {link}" in lines
    assert all(len(line) <= 80 for line in lines if link not in line)


def test_square_brackets_of_a_claim_are_shown_as_they_are(terminal: Terminal) -> None:
    terminal.import_claims({**WORKED_EXAMPLE, "claim": "[bold]The minister [/x] resigned [red]today"})
    for arguments in (("claims", "list"), ("claims", "show", "1")):
        assert "[bold]The minister [/x] resigned [red]today" in terminal.call(*arguments)[1]
    code, _, err = terminal.call("claims", "import", "[/x].csv")
    assert (code, "[/x].csv" in err.replace("\n", "")) == (2, True)


def test_what_doctor_wants_to_be_set_is_named_whole(terminal: Terminal) -> None:
    code, out, _ = terminal.call("doctor")
    assert code == 0
    assert "CLAIMSPREAD_TELEGRAM__TOKEN" in out
    assert "clock" in out


def test_a_file_that_cannot_be_written_is_one_clear_line(terminal: Terminal, tmp_path: Path) -> None:
    missing = tmp_path / "none" / "out.csv"
    code, _, err = terminal.call("claims", "export", str(missing))
    assert code == 1
    assert err.splitlines() == [f"error: {missing}: No such file or directory"]


def test_even_a_fault_of_its_own_is_one_line_unless_debug(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(*_: object) -> None:
        raise ZeroDivisionError("two\nlines")

    monkeypatch.setattr("bot.cli.check._check", broken)
    code, _, err = terminal.call("check", "some text")
    assert code == 1
    (line,) = err.splitlines()
    assert line.startswith("error: ZeroDivisionError: two lines")
    monkeypatch.setenv("CLAIMSPREAD_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        command_line(["check", "some text"])


def test_an_edit_that_changes_nothing_and_a_status_that_is_none_are_wrong_usage(terminal: Terminal) -> None:
    terminal.import_claims(WORKED_EXAMPLE)
    assert terminal.call("claims", "edit", "1")[0] == 2
    assert terminal.call("claims", "edit", "1", "--title", "A title of nothing")[0] == 2
    assert terminal.call("claims", "list", "--status", "bogus")[0] == 2
    code, out, _ = terminal.call(
        "claims", "edit", "1", "--url", "https://example.org/new", "--publisher", "P", "--title", "T"
    )
    assert code == 0
    assert all(word in out for word in ("https://example.org/new", "P", "T"))


def test_the_command_calls_itself_claimspread_and_tells_its_version(terminal: Terminal) -> None:
    assert "Usage: claimspread claims add" in terminal.call("claims", "add", "--help")[1]
    assert terminal.call("--version")[1].startswith("claimspread ")
