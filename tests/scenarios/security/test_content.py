"""What comes from outside stays data: links, markup, large and slow texts, files."""

import ast
import socket
import stat
import time
from collections.abc import Callable
from html import escape
from ipaddress import IPv4Address, IPv6Address
from pathlib import Path

import aiohttp
import pytest

from bot.claims.form import web_address
from bot.claims.pages import PageFault, PageReader
from bot.config.secrets import hide
from bot.conversation.stop_words import is_stop_word
from bot.markup import cut, plain_text, safe_link
from bot.platforms.x.length import find_links, weighted_length
from bot.telemetry.log import printable
from matchers.index.links import canonical_link
from matchers.language.facts import gather
from matchers.language.text import normalise, sentences
from storage.database import Database
from storage.text import fold
from tests.claims.test_fetching import fault_of, page, site

ROOT = Path(__file__).parents[3]


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org@evil.example/check",
        "https://example.org:secret@evil.example/",
        "https://exаmple.org/check",  # a Cyrillic letter
        "https://xn--exmple-4nf.org/check",  # the same, as browsers send it
        "https://εxample.org/",
        "javascript:alert(1)",
        "data:text/html,<b>x",
        "//example.org/check",
        "https://example.org/a b",
        "https://example.org/\nX-Header: 1",
        "https://localhost/",
        "ftp://example.org/",
        "https://",
        "https://[::1",
    ],
)
def test_a_link_that_plays_a_trick_is_never_a_fact_check(url: str) -> None:
    with pytest.raises(ValueError, match=r"\S"):
        web_address(url)


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/check",
        "https://правда.example/a",
        "https://例え.example/",
        "http://a.example:8080/",
    ],
)
def test_an_honest_link_in_any_one_script_may_be_entered(url: str) -> None:
    assert web_address(url) == url
    assert safe_link(url) == url


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "https://example.org@evil.example/",
        "https://example.org\\@evil.example/",
        "https://example.org/\u202egpj.exe",
        "https://example.org/ x",
        "https:///nothing",
        "HTTPS://user@example.org/",
        None,
        "",
    ],
)
def test_a_link_that_stands_in_the_database_is_checked_again_before_it_is_sent(url: str | None) -> None:
    assert safe_link(url) is None


def test_a_user_name_in_a_posts_link_does_not_make_it_the_fact_checks() -> None:
    assert canonical_link("https://example.org@evil.example/check") == "evil.example/check"
    assert canonical_link("https://evil.example/https://example.org/check") != canonical_link(
        "https://example.org/check"
    )


class Everywhere(aiohttp.abc.AbstractResolver):
    """A name server that gives several addresses for a name, as a rebinding one does."""

    def __init__(self, port: int, *addresses: str) -> None:
        self._port, self._addresses = port, addresses

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[aiohttp.abc.ResolveResult]:
        return [
            {
                "hostname": host,
                "host": address,
                "port": port,
                "family": socket.AF_INET,
                "proto": 0,
                "flags": socket.AI_NUMERICHOST,
            }
            for address in self._addresses
        ]

    async def close(self) -> None:
        """Nothing is held."""


async def test_a_name_with_one_address_inside_and_one_outside_reaches_only_the_outside(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tried: list[str] = []

    def only_second(address: IPv4Address | IPv6Address) -> bool:
        tried.append(str(address))
        return str(address) == "127.0.0.1"

    async with site(page) as url:
        port = int(url.rsplit(":", 1)[1])
        resolver = Everywhere(port, "127.0.0.9", "127.0.0.1")
        monkeypatch.setattr(aiohttp.connector, "DefaultResolver", lambda *_a, **_k: resolver)
        found = await PageReader(only_second, None).read(f"http://rebinding.example:{port}/x")
        assert "Page /x" in found.html
        resolver = Everywhere(port, "127.0.0.9")
        assert (
            await fault_of(PageReader(only_second, None), f"http://inside.example:{port}/")
            is PageFault.REFUSED
        )
    assert set(tried) == {"127.0.0.9", "127.0.0.1"}


EVIL: dict[str, Callable[[int], str]] = {
    "one letter": lambda size: "a" * size,
    "spaced letters": lambda size: "a " * (size // 2),
    "capitals": lambda size: "Aa" * (size // 2),
    "hashes": lambda size: "#" * size,
    "handles": lambda size: "@a" * (size // 2),
    "urls": lambda size: "http://" * (size // 7),
    "dots": lambda size: "." * size,
    "marks": lambda size: "a" + "\u0301" * size,
    "quotes": lambda size: "'" * size,
    "signature": lambda size: " — " * (size // 3) + "(@a",
    "entities": lambda size: "&amp;" * (size // 5),
    "angles": lambda size: "<" * size,
    "open tags": lambda size: "<a href='" * (size // 9),
    "digits": lambda size: "1," * (size // 2),
    "leet": lambda size: "a0" * (size // 2),
    "white space": lambda size: " \t\n" * (size // 3),
    "prefixes": lambda size: "RT @a: " * (size // 7),
    "long s": lambda size: "ſ" * size,
    "hosts": lambda size: "a." * (size // 2),
}
READERS: dict[str, Callable[[str], object]] = {
    "normalise": normalise,
    "sentences": sentences,
    "gather": gather,
    "fold": fold,
    "find_links": find_links,
    "weighted_length": weighted_length,
    "plain": lambda text: plain_text(escape(text)),
    "cut": lambda text: cut(escape(text), 100),
    "plain_text": lambda text: plain_text(escape(text)),
    "is_stop_word": is_stop_word,
    "printable": printable,
    "hide": hide,
    "canonical_link": canonical_link,
}
SMALL, FACTOR = 2_000, 4


@pytest.mark.parametrize("name", READERS)
def test_no_text_takes_more_than_its_share_of_time(name: str) -> None:
    """Four times the text takes about four times as long: the bound lies far above that, and below a square.

    The least of several measurements, in this thread's own processor time: other work does not matter.
    """
    read = READERS[name]
    for kind, make in EVIL.items():
        small, large = (least_time(read, make(size)) for size in (SMALL, SMALL * FACTOR))
        assert large < 0.02 or large / max(small, 1e-5) < FACTOR * 3, (name, kind, small, large)


def least_time(read: Callable[[str], object], text: str) -> float:
    times = []
    for _ in range(3):
        began = time.thread_time()
        read(text)
        times.append(time.thread_time() - began)
    return min(times)


FORBIDDEN = {"zipfile", "tarfile", "PIL", "gzip", "bz2", "lzma", "pickle", "marshal", "shelve", "xml"}
MAY_OPEN = {
    "evaluation.py",
    "verification_examples.py",
    "picture_process.py",
    "adapters.py",
    "changes.py",
    "feeds.py",
    "network_files.py",
    "sitemaps.py",
}
"""Two read data sets that the operator names; one reads pictures in a process of its own, within limits.

`adapters` and `changes` name the error that NumPy raises where a file that ships with the bot is broken.
`feeds` and `network_files` write XML and read none. `sitemaps` unpacks one stream, up to a number of bytes.
"""


def test_no_picture_and_no_archive_from_outside_is_opened_in_the_bots_own_process() -> None:
    """Zip and image bombs need somebody who opens them; what is drawn is drawn from numbers."""
    files = [file for room in ("bot", "storage", "matchers") for file in (ROOT / room).rglob("*.py")]
    assert len(files) > 100
    for file in files:
        if file.name not in MAY_OPEN:
            assert not {name.partition(".")[0] for name in imported(file)} & FORBIDDEN, file


def imported(file: Path) -> set[str]:
    """The modules that a file imports."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add(node.module or "")
    return names


async def test_the_database_and_its_log_are_their_owners_alone(tmp_path: Path) -> None:
    file = tmp_path / "new.sqlite3"
    async with Database(f"sqlite:///{file}") as database, database.write():
        for part in tmp_path.iterdir():
            assert stat.S_IMODE(part.stat().st_mode) == 0o600, part
