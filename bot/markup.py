"""Texts of messages, as small HTML (b, i, u, s, code, pre, a) or plain: cut, quoted, turned to plain text.

There is one way to do each: `shorten` cuts plain text, `cut` cuts HTML, `plain_text` takes the markup away.
"""

import re
import unicodedata
from collections.abc import Iterable
from html import escape as escape_html
from html.parser import HTMLParser
from urllib.parse import urlsplit

from markupsafe import Markup, escape

from bot.translations import RIGHT_TO_LEFT, Translator

STATEMENT_SHOWN = 300
"""Characters of a claim in an answer; the platforms' own limits are far above."""

MESSAGE_LIMIT = 3800
"""Characters of HTML in one message: below Telegram's 4,096, which counts them without the tags."""

_ESCAPED_LIMIT = 2400
_SENTENCE_END = re.compile(r"[.!?。！？؟…](?=\s|$)")
_RIGHT_TO_LEFT_LETTERS = frozenset({"R", "AL"})
_FIRST_STRONG_ISOLATE, _POP_ISOLATE = "\u2068", "\u2069"


def shorten(text: str, limit: int) -> str:
    """Cut a text to at most `limit` characters: after a sentence, else after a word, with an ellipsis.

    A sentence's end is used only where it keeps more than half of what is allowed.
    """
    if len(text) <= limit:
        return text
    if limit < 2:
        return "…"[:limit]
    head = text[: limit - 1]
    ends = [found.end() for found in _SENTENCE_END.finditer(text, 0, limit - 1)]
    if ends and ends[-1] > limit // 2:
        return f"{head[: ends[-1]]}…"
    space = head.rfind(" ") if not text[limit - 1].isspace() else len(head)
    if space > limit // 2:
        head = head[:space]
    while head and (unicodedata.combining(text[len(head)]) or text[len(head)] == "\u200d"):
        head = head[:-1]
    return f"{head.rstrip(' ,;:–—-')}…"


def quoted(text: str, words: Translator, limit: int = STATEMENT_SHOWN) -> str:
    """A text from outside, cut, and set apart where its direction of writing is not the sentence's own.

    In right-to-left languages `Translator` isolates every argument already (UAX 9). Escaped, it stays below
    the 2,500 characters that fluent.runtime allows in an argument (`resolver.MAX_PART_LENGTH`).
    """
    short = shorten(text, limit)
    while len(escape(short)) > _ESCAPED_LIMIT:
        short = shorten(text, len(short) * 3 // 4)
    if words.language in RIGHT_TO_LEFT:
        return short
    if any(unicodedata.bidirectional(character) in _RIGHT_TO_LEFT_LETTERS for character in short):
        return f"{_FIRST_STRONG_ISOLATE}{short}{_POP_ISOLATE}"
    return short


def within(lines: Iterable[Markup], limit: int = MESSAGE_LIMIT) -> Markup:
    """Lines joined as far as a message holds them, with an ellipsis for the rest."""
    kept: list[Markup] = []
    length = 0
    for line in lines:
        length += len(line) + 1
        if length > limit:
            kept.append(Markup("…"))
            break
        kept.append(line)
    return Markup("\n").join(kept)


def safe_link(url: str | None) -> str | None:
    """The address where it is http(s) and hides its host behind no user name, else None: never sent."""
    if not url or any(character.isspace() or not character.isprintable() for character in url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    plain = parts.scheme in ("http", "https") and parts.hostname and parts.username is None
    return url if plain and "\\" not in url else None


def plain_text(html: str) -> str:
    """The text without markup; a link becomes `label: address`, or the address where both are the same."""
    return _read(html, links=True)


def cut(html: str, length: int) -> str:
    """The message, its text cut to at most `length` UTF-16 units at a sentence or a word, tags kept closed.

    Telegram counts a message's length in UTF-16 units after its markup was read.
    """
    text = _read(html, links=False)
    if units(text) <= length:
        return html
    limit = min(length, len(text))
    while units(short := shorten(text, limit)) > length:
        limit -= max((units(short) - length) // 2, 1)
    cutter = _Cutter(short)
    cutter.feed(html)
    cutter.close()
    return cutter.result()


def units(text: str) -> int:
    """Length in UTF-16 units, as Telegram counts."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _read(html: str, *, links: bool) -> str:
    reader = _Plain(links=links)
    reader.feed(html)
    reader.close()
    return "".join(reader.parts)


class _Plain(HTMLParser):
    """Collects text; puts a link's address behind its label."""

    def __init__(self, *, links: bool) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._links = links
        self._address = ""
        self._label_from = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self._address = dict(attrs).get("href") or ""
            self._label_from = len(self.parts)

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and self._links and self._address:
            label = "".join(self.parts[self._label_from :])
            del self.parts[self._label_from :]
            self.parts.append(label if label == self._address else f"{label}: {self._address}")

    def handle_data(self, data: str) -> None:
        self.parts.append(data)


class _Cutter(HTMLParser):
    """Writes the same markup around the beginning of its text."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self._left = text.removesuffix("…")
        self._open: list[str] = []
        self._parts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._left:
            self._open.append(tag)
            written = "".join(f' {name}="{escape_html(value or "")}"' for name, value in attrs)
            self._parts.append(f"<{tag}{written}>")

    def handle_endtag(self, tag: str) -> None:
        if self._open and self._open[-1] == tag:
            self._open.pop()
            self._parts.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        kept, self._left = data[: len(self._left)], self._left[len(data) :]
        self._parts.append(escape_html(kept, quote=False))

    def result(self) -> str:
        self._parts.append("…")
        self._parts.extend(f"</{tag}>" for tag in reversed(self._open))
        return "".join(self._parts)


STATEMENT_SHOWN = 300
"""Characters of a claim in an answer; the platforms' own limits are far above."""


MESSAGE_LIMIT = 3800
"""Characters of HTML in one message: below Telegram's 4,096, which counts them without the tags."""
