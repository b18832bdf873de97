"""How long X takes a text to be, and that what is cut fits and keeps its link."""

import json
import random
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.platforms.x.length import LIMIT, find_links, fits, fitted, weighted_length

TWITTER_TEXT = "twitter-text@3.1.0"
FOLDER = Path(__file__).resolve().parents[3] / ".cache" / "twitter-text"
LINK = "https://example.org/fact-check/volunteers-to-the-front?lang=en"

WEIGHED = {
    "": 0,
    "hello": 5,
    "naïve café": 10,
    "cafe\u0301": 4,
    "日本語": 6,
    "привет": 6,
    "مرحبا": 5,
    "한국": 4,
    "“quoted” – so…": 15,
    "👍": 2,
    "👍🏽": 2,
    "👨‍👩‍👧‍👦": 2,
    "🇺🇦 🇰🇵": 5,
    "🏴󠁧󠁢󠁥󠁮󠁧󠁿": 2,
    "1️⃣": 2,
    "❤️": 2,
    "❤": 2,
    "©": 1,
    "©️": 2,
    LINK: 23,
    f"See {LINK}.": 28,
    f"({LINK})": 25,
    "example.org": 23,
    "example.org/a/b?c=d, indeed": 31,
    "www.example.co.uk/news": 23,
    "node.js": 7,
    "end of sentence.Next one": 34,
    "someone@example.org": 19,
    "https://example.notatld/path": 28,
    "http://localhost:8080/x": 23,
    "https://t.co/abcdefghij": 23,
    "http://例え.テスト/道": 21,
    "日本語example.com日本語": 35,
    "HTTPS://EXAMPLE.ORG/PATH": 23,
    "https://example.org/x_(y)": 23,
    "x.com y.museum z.dev": 71,
}

PIECES = [
    *WEIGHED,
    "a line\nanother",
    "@someone",
    "#tag",
    "$TSLA",
    "ตัวอย่าง",
    "हिन्दी",
    "₿",
    "𝒳",
    "\u200b",
    "-_-",
    "3.5",
]
PIECES += [
    "http://пример.рф/путь",
    "ü.com",
    "a_b.example.com",
    "xn--p1ai",
    "x.xn--p1ai/y",
    "⚡️",
    "☎",
    "🫠",
    "100,000",
]


@pytest.mark.parametrize("text", WEIGHED)
def test_a_text_weighs_what_x_says(text: str) -> None:
    assert weighted_length(text) == WEIGHED[text]


@pytest.fixture(scope="module")
def official() -> str:
    """A script that weighs a JSON list of texts with the official package; installed once into `.cache`."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        pytest.skip("Node is not installed")
    if not (FOLDER / "node_modules" / "twitter-text").exists():
        FOLDER.mkdir(parents=True, exist_ok=True)
        command = [npm, "install", "--prefix", str(FOLDER), "--no-audit", "--no-fund", TWITTER_TEXT]
        try:
            subprocess.run(command, check=True, capture_output=True, timeout=120)
        except (subprocess.SubprocessError, OSError):
            pytest.skip("the npm registry cannot be reached")
    return (
        "const {parseTweet} = require('twitter-text');"
        "const texts = JSON.parse(require('fs').readFileSync(0));"
        "console.log(JSON.stringify(texts.map(text => parseTweet(text).weightedLength)))"
    )


def weigh_officially(script: str, texts: list[str]) -> list[int]:
    node = shutil.which("node")
    assert node is not None
    done = subprocess.run(
        [node, "-e", script], cwd=FOLDER, input=json.dumps(texts), capture_output=True, text=True, check=True
    )
    weights = json.loads(done.stdout)
    assert isinstance(weights, list)
    return weights


def test_every_text_weighs_as_the_official_library_has_it(official: str) -> None:
    chance = random.Random(20261102)  # noqa: S311 - any fixed mixture will do
    texts = list(WEIGHED)
    texts += [" ".join(chance.choices(PIECES, k=chance.randint(2, 12))) for _ in range(4000)]
    weights = weigh_officially(official, texts)
    differing = {
        text: (weighted_length(text), weight)
        for text, weight in zip(texts, weights, strict=True)
        if weighted_length(text) != weight
    }
    assert differing == {}


@pytest.mark.parametrize("character", ["a", "字", "👨‍👩‍👧‍👦", "word ", "文。"])
def test_what_is_cut_fits_and_keeps_its_link(character: str) -> None:
    cut = fitted(f"{character * 2000}\n{LINK}")
    assert fits(cut)
    assert cut.endswith(f"…\n{LINK}")
    assert weighted_length(cut) > LIMIT - 12


def test_a_cut_ends_behind_a_sentence_where_one_ends_late_enough() -> None:
    first = "They said so in the evening news and gave no source at all, not then and not later either"
    cut = fitted(f"{first}. " + "and then a very long sentence " * 20 + LINK)
    assert cut.startswith("They said so") and cut.endswith(f"…\n{LINK}")
    two = "One sentence that is long enough to be worth keeping. " * 4
    assert fitted(f"{two}{'tail ' * 30}{LINK}") == f"{two.strip()}…\n{LINK}"


def test_a_link_in_the_middle_is_not_lost() -> None:
    cut = fitted(f"Look at {LINK} because {'words ' * 100}")
    assert LINK in cut
    assert fits(cut)


def test_a_text_that_fits_is_left_as_it_is() -> None:
    text = f"{'a' * (LIMIT - 24)} {LINK}"
    assert weighted_length(text) == LIMIT
    assert fitted(text) == text


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=700), st.booleans())
def test_whatever_is_written_fits_after_the_cut(text: str, linked: bool) -> None:
    whole = f"{text}\n{LINK}" if linked else text
    cut = fitted(whole)
    assert fits(cut)
    if linked:
        assert LINK in cut


def test_a_megabyte_is_cut_at_once() -> None:
    assert fits(fitted("abc." * 250_000))
    assert fits(fitted("字" * 1_000_000 + LINK))


def test_links_are_found_with_their_places() -> None:
    text = f"(see {LINK}), or example.org"
    assert [text[start:end] for start, end in find_links(text)] == [LINK, "example.org"]
