"""The tutorial is run as it stands: every command in its order, and what is printed compared line by line.

Not run are the two lines that enter a folder and a virtual environment. The token is that of the fake Bot
API, and the reader who writes to the bot at the end is played there.
"""

import asyncio
import gc
import re
import shlex
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.cli.terminal import Terminal
from tests.fakes.telegram import RemoteTelegram
from tests.scenarios.end_to_end.house import Operator

DOCS = Path(__file__).parents[3] / "docs"
PAGES = [DOCS / name for name in ("tutorial.md", "tutorial.es.md", "tutorial.uk.md")]
_ANY = "…"
_PATIENCE = 250.0
"""Seconds for a start with the real model on a machine that has much else to do."""


@dataclass(frozen=True)
class Step:
    """A command of the page, and the lines that it is said to print."""

    command: str
    printed: tuple[str, ...]


def steps(page: Path) -> Iterator[Step]:
    """The commands of a page in their order; a here-document belongs to its command."""
    for block in re.findall(r"```console\n(.*?)```", page.read_text("utf-8"), re.DOTALL):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            lines = part.splitlines()
            length = lines.index("END") + 1 if "<<'END'" in lines[0] else 1
            yield Step("\n".join(lines[:length]), tuple(lines[length:]))


def agrees(said: tuple[str, ...], printed: str) -> bool:
    """Whether the output is what the page says, wherever a terminal breaks lines; `…` stands for anything."""
    pattern = re.escape(" ".join(" ".join(said).split())).replace(re.escape(_ANY), ".*")
    pattern = pattern.replace(r"\ .*", ".*").replace(r".*\ ", ".*")
    return re.fullmatch(pattern, " ".join(printed.split())) is not None


def test_a_page_that_says_something_else_is_found_out() -> None:
    assert agrees(("2 added",), "2\nadded\n")
    assert agrees(("2 added", "…"), "2 added\n")
    assert agrees(("…", "2 added"), "line 4: no rating\n2 added\n")
    assert not agrees(("2 added",), "3 added\n")
    assert not agrees(("2 added",), "line 4: no rating\n2 added\n")
    assert not agrees(("…", "2 added"), "2 added\n1 faulty\n")
    assert not agrees((), "something\n")


@pytest.fixture
async def telegram() -> AsyncIterator[RemoteTelegram]:
    async with RemoteTelegram() as fake:
        yield fake


@pytest.fixture
def reader(
    tmp_path: Path,
    telegram: RemoteTelegram,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Terminal:
    terminal = Terminal(tmp_path / "tutorial", monkeypatch, capsys)
    terminal.settings.update(
        {
            "CLAIMSPREAD_CONFIG": "claimspread.toml",
            "CLAIMSPREAD_MATCHER__MODEL": "default",
            "CLAIMSPREAD_TELEGRAM__BASE_URL": telegram.bot_url,
            "CLAIMSPREAD_TELEGRAM__POLL_TIMEOUT": "1",
        }
    )
    monkeypatch.chdir(terminal.folder)
    return terminal


@pytest.mark.timeout(900)
async def test_the_tutorial_does_what_it_says(reader: Terminal, telegram: RemoteTelegram) -> None:
    ran = []
    for step in steps(PAGES[0]):
        first, *rest = shlex.split(step.command.splitlines()[0])
        command = step.command.replace("123456789:your-token", telegram.token)
        if first == "export":
            name, value = rest[0].split("=", 1)
            reader.settings[name] = value
        elif first == "cat":
            written = command.split("\n", 1)[1].removesuffix("END")
            (reader.folder / rest[1]).write_text(written, "utf-8")
        elif step.command == "claimspread run":
            await meet_on_telegram(reader, telegram)
        elif first == "claimspread":
            _, out, err = await asyncio.to_thread(reader.call, *shlex.split(command)[1:])
            gc.collect()  # each command loads the models again
            assert agrees(step.printed, out), f"{step.command}\nprinted\n{out}{err}"
        else:
            assert first in (".", "mkdir"), step.command
        ran.append(first)
    assert ran.count("claimspread") >= 10


async def meet_on_telegram(reader: Terminal, telegram: RemoteTelegram) -> None:
    """Start the bot as a process and write to it."""
    operator = Operator(reader.folder, reader.settings)
    ann = telegram.user(2001, "Ann", language_code="en")
    async with operator.running(patience=_PATIENCE):
        await ann.private("They filled our pool in Norhaven with lemonade!")
        await telegram.wait_for(
            lambda call: "https://example.org/lemonade" in str(call.params), timeout=_PATIENCE
        )


@pytest.mark.parametrize("page", PAGES[1:], ids=lambda page: page.name)
def test_a_translated_tutorial_has_the_same_commands_and_output(page: Path) -> None:
    assert list(steps(page)) == list(steps(PAGES[0]))
