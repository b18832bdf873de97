"""The small HTML of outgoing messages (b, i, u, s, code, pre, a): to plain text, and cut to a length."""

from html import escape
from html.parser import HTMLParser


def plain(html: str) -> str:
    """The text without markup; a link becomes `label: address`, or the address where both are the same."""
    reader = _Plain()
    reader.feed(html)
    reader.close()
    return "".join(reader.parts)


def cut(html: str, length: int) -> str:
    """The message, its text cut to at most `length` UTF-16 units at a sentence or a word, tags kept closed.

    Telegram counts a message's length in UTF-16 units after its markup was read.
    """
    if units(_text(html)) <= length:
        return html
    cutter = _Cutter(_cut_text(_text(html), length))
    cutter.feed(html)
    cutter.close()
    return cutter.result()


def shorten(text: str, length: int) -> str:
    """Plain text of at most `length` characters, ended at a sentence or a word with an ellipsis."""
    if len(text) <= length:
        return text
    return _cut_text(text, length)


def _cut_text(text: str, length: int) -> str:
    kept = text.encode("utf-16-le")[: 2 * (length - 1)].decode("utf-16-le", "ignore")
    sentence = max(kept.rfind(mark) for mark in (". ", "! ", "? ", "。", "؟ ", "\n"))
    if sentence > length // 2:
        return kept[: sentence + 1].rstrip() + "…"
    word = kept.rfind(" ")
    return (kept[:word] if word > length // 2 else kept).rstrip() + "…"


def units(text: str) -> int:
    """Length in UTF-16 units, as Telegram counts."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _text(html: str) -> str:
    reader = _Plain(links=False)
    reader.feed(html)
    reader.close()
    return "".join(reader.parts)


class _Plain(HTMLParser):
    """Collects text; puts a link's address behind its label."""

    def __init__(self, *, links: bool = True) -> None:
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
            written = "".join(f' {name}="{escape(value or "")}"' for name, value in attrs)
            self._parts.append(f"<{tag}{written}>")

    def handle_endtag(self, tag: str) -> None:
        if self._open and self._open[-1] == tag:
            self._open.pop()
            self._parts.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        kept, self._left = data[: len(self._left)], self._left[len(data) :]
        self._parts.append(escape(kept, quote=False))

    def result(self) -> str:
        self._parts.append("…")
        self._parts.extend(f"</{tag}>" for tag in reversed(self._open))
        return "".join(self._parts)
