"""The small HTML of messages: to plain text, and cut without breaking."""

from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from bot.markup import cut, plain_text, shorten, units


def test_a_link_keeps_its_address_in_plain_text() -> None:
    assert plain_text('<b>False</b>: <a href="https://example.org/x?a=1&amp;b=2">the check</a>') == (
        "False: the check: https://example.org/x?a=1&b=2"
    )
    assert plain_text('<a href="https://example.org/">https://example.org/</a>') == "https://example.org/"


def test_escaped_text_comes_back_as_it_was_written() -> None:
    assert plain_text("2 &lt; 3 &amp; &quot;so&quot;") == '2 < 3 & "so"'


def test_a_short_message_is_left_as_it_is() -> None:
    assert cut("<b>short</b>", 100) == "<b>short</b>"


def test_a_long_message_is_cut_at_a_sentence_with_its_tags_closed() -> None:
    html = "<b>" + "One sentence here. " * 20 + "</b><i>end</i>"
    shortened = cut(html, 100)
    assert shortened.count("<b>") == shortened.count("</b>") == 1
    assert "…" in shortened
    assert units(plain_text(shortened)) <= 100
    assert plain_text(shortened).rstrip("…").endswith(".")


class _Balance(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


words = st.text(
    alphabet=st.characters(blacklist_categories=["Cs"], blacklist_characters="<>&\0\r"), max_size=60
)


@given(st.lists(st.tuples(st.sampled_from(["b", "i", "code"]), words), max_size=8), st.integers(10, 90))
def test_any_cut_message_fits_and_stays_well_formed(parts: list[tuple[str, str]], length: int) -> None:
    html = "".join(f"<{tag}>{text} 😀</{tag}>" for tag, text in parts)
    shortened = cut(html, length)
    balance = _Balance()
    balance.feed(shortened)
    balance.close()
    assert balance.open == []
    assert units(plain_text(shortened)) <= length


def test_shortening_ends_at_a_word() -> None:
    assert shorten("one two three four five", 16) == "one two three…"
