"""Counts a post's length as twitter-text does (configuration v3), and finds the links that X shortens.

Source: github.com/twitter/twitter-text, config/v3.json: code points in the ranges below weigh 1, all others
2, an emoji sequence 2 in all, every URL 23. A link without a scheme counts only under the top-level domains
listed here (the library knows all of them); with a scheme any domain of letters will do.
"""

import unicodedata
from typing import Final

import regex

MAX_WEIGHT: Final = 280
URL_WEIGHT: Final = 23
_LIGHT: Final = ((0, 4351), (8192, 8205), (8208, 8223), (8242, 8247))

_BARE_TLDS: Final = "com|org|net|info|edu|gov|mil|int|biz|news|app|dev|online|site|xyz|[a-z]{2}"
_LABEL: Final = r"[\p{L}\p{N}](?:[\p{L}\p{N}_-]*[\p{L}\p{N}])?"
_PATH: Final = r"/(?:[\w\p{Cyrillic}\-+=&#%@~!$*',.:;|\[\]/]*[\w\-+=&#%@~/])?(?:\([\w\-./]+\))?"
_QUERY: Final = r"\?[a-z0-9_!?*'();:&=+$/%#\[\]\-.,~|@]*[a-z0-9_&=#/\-]"
_TAIL: Final = rf"(?::\d+)?(?:{_PATH})*(?:{_QUERY})?"
_LINK: Final = regex.compile(
    rf"(?<![\w@$#./\-])(?:https?://(?:{_LABEL}\.)+\p{{L}}{{2,}}{_TAIL}"
    rf"|(?:[a-z0-9](?:[a-z0-9_-]*[a-z0-9])?\.)+(?:{_BARE_TLDS})(?![\w@.\-]*@)(?!\w){_TAIL})",
    regex.IGNORECASE,
)
_EMOJI_PART: Final = (
    r"(?:(?![\xA9\xAE](?!\uFE0F))[\p{Emoji_Presentation}\p{Extended_Pictographic}](?!\uFE0E)"
    r"\uFE0F?\p{EMod}?(?:[\U000E0020-\U000E007F]+)?)"
)
_EMOJI: Final = regex.compile(
    r"\p{RI}\p{RI}|[0-9#*]\uFE0F?\u20E3"
    rf"|{_EMOJI_PART}(?:\u200D(?:{_EMOJI_PART}|[\u2640\u2642\u2695\u2696]\uFE0F?))*"
)


def find_links(text: str) -> list[tuple[int, int]]:
    """Where the links stand: (start, end) in code points, in order."""
    return [match.span() for match in _LINK.finditer(text)]


def weighted_length(text: str) -> int:
    """The length that X compares with 280."""
    text = unicodedata.normalize("NFC", text)
    total, position = 0, 0
    for start, end in find_links(text):
        total += _weigh(text[position:start]) + URL_WEIGHT
        position = end
    return total + _weigh(text[position:])


def shorten(text: str, limit: int) -> str:
    """The longest beginning of ``text`` that weighs at most ``limit``, cut at a space where there is one."""
    cut = len(text)
    while weighted_length(text[:cut]) > limit:
        cut -= max(1, (weighted_length(text[:cut]) - limit) // 2)
    space = text.rfind(" ", 0, cut)
    return text[: space if space > 0 else cut]


def _weigh(text: str) -> int:
    total, position = 0, 0
    for match in _EMOJI.finditer(text):
        total += _weigh_plain(text[position : match.start()]) + 2
        position = match.end()
    return total + _weigh_plain(text[position:])


def _weigh_plain(text: str) -> int:
    return sum(1 if any(low <= ord(char) <= high for low, high in _LIGHT) else 2 for char in text)
