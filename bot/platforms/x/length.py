"""How long X takes a text to be, and texts cut to that length: the rules of twitter-text, configuration 3.

Sources: docs.x.com/fundamentals/counting-characters and github.com/twitter/twitter-text (config/v3.json).
Most letters weigh 1, ideographs and all beyond the light ranges 2, an emoji 2 however many code points
make it up, a link 23 however long it is. Held against the official npm package in the tests.
"""

import unicodedata
from bisect import bisect
from functools import cache
from importlib.resources import files

import regex

LIMIT = 280
"""Weight that a post may have."""

LINK_WEIGHT = 23

_READ = 2_000
"""Characters at the beginning, and at the end for the link, that are looked at in a longer text."""

_LIGHT = ((0, 4351), (8192, 8205), (8208, 8223), (8242, 8247))
"""Code points that weigh 1, ends included (config/v3.json)."""

_HEAVY = regex.compile("[^" + "".join(f"{chr(low)}-{chr(high)}" for low, high in _LIGHT) + "]")

_RETIRED_TLDS = (
    "active|bentley|boots|cartier|duck|goo|guardian|honeywell|intel|juniper|kinder|lancaster|loft|mutual|"
    "nationwide|off|passagens|raid|shaw|spiegel|tiffany|um|vista|volkswagen|vuelos"
)
"""Words among the top-level domains that were given up but still make a link for twitter-text 3.1."""

_ONE_EMOJI = (
    r"(?:\p{EBase}\p{EMod}"
    r"|[\p{Emoji}--[0-9#*\xA9\xAE\u2122\u265F]--\p{Emoji_Presentation}](?!\uFE0E)\uFE0F?"
    r"|[\u231A\u231B\u25FD\u25FE\u2614\u2615\u2648-\u2653\u267F\u2693\u26A1\u26AA\u26AB\u26BD\u26BE\u26C4\u26C5"
    r"\u26D4\u26EA\u26F2\u26F3\u26F5\u26FA\u26FD\u2757\u2B1B\u2B1C\u2B50\u2B55\U0001F004\U0001F21A\U0001F22F]\uFE0F"
    r"|\p{Emoji_Presentation}(?!\uFE0E)"
    r"|[\xA9\xAE\u2122\u265F]\uFE0F)"
)
_EMOJI = regex.compile(
    r"(?V1)\p{RI}\p{RI}|[0-9#*]\uFE0F?\u20E3|\U0001F3F4[\U000E0020-\U000E007E]+\U000E007F"
    rf"|{_ONE_EMOJI}(?:\u200D{_ONE_EMOJI})*"
)
"""An emoji as Unicode's UTS 51 builds it: flags, keycaps, tags, and elements joined by U+200D.

U+FE0F belongs to an emoji that is black and white without it, and to those that Unicode's first list of
variation sequences named all the same; behind others it weighs by itself.
"""

_MARKS = r"\u202A-\u202E\u061C\u200E\u200F\u2066-\u2069"
_BROKEN = r"\uFFFE\uFEFF\uFFFF"
_SPACES = r"\x09-\x0D\x20\x85\xA0\u1680\u180E\u2000-\u200A\u2028\u2029\u202F\u205F\u3000"
_HOST = rf"[^!'\#%&()*+,\\\-./:;<=>?@\[\]\^_{{|}}~${_SPACES}{_BROKEN}{_MARKS}]"
_ACCENTED = (
    r"\xC0-\xD6\xD8-\xF6\xF8-\xFF\u0100-\u024F\u0253\u0254\u0256\u0257\u0259\u025B\u0263\u0268\u026F\u0272"
    r"\u0289\u028B\u02BB\u0300-\u036F\u1E00-\u1EFF"
)
_PATH = rf"[a-z\u0400-\u04FF0-9!*';:=+,.$/%\#\[\]\-\u2013_~@|&{_ACCENTED}]"
_PATH_END = rf"[+\-a-z\u0400-\u04FF0-9=_\#/{_ACCENTED}]"
_IN_BRACKETS = rf"\((?:{_PATH}+|{_PATH}*\({_PATH}+\){_PATH}*)\)"
_QUERY = r"[a-z0-9!?*'@();:&=+$/%\#\[\]\-_.,~|]*[a-z0-9\-_&=\#/]"
_TOP = r"(?:\L<tlds>(?=[^0-9a-zA-Z@+\-]|$)|xn--[\-0-9a-z]+)"

_T_CO = regex.compile(rf"https?://t\.co/([a-z0-9]+)(?:\?{_QUERY})?", regex.IGNORECASE)
_MOST_OF_T_CO = 40


def find_links(text: str) -> list[tuple[int, int]]:
    """Where X sees links in a text, with or without a scheme: (start, end) in code points, in order."""
    if "." not in text:
        return []
    link, plain_domain = _patterns()
    found: list[tuple[int, int]] = []
    for match in link.finditer(text):
        start, end = match.span("url")
        if match["scheme"]:
            if short := _T_CO.match(text, start, end):
                if len(short[1]) > _MOST_OF_T_CO:
                    continue
                end = short.end()
            found.append((start, end))
        elif not match["before"] or match["before"] not in "-_./":
            domains = [part.span() for part in plain_domain.finditer(text, *match.span("domain"))]
            if domains and match["path"]:
                domains[-1] = (domains[-1][0], end)
            found.extend(domains)
    return found


def weighted_length(text: str) -> int:
    """The weight that X holds against 280; line ends and normal form do not matter."""
    text = unicodedata.normalize("NFC", text)
    wholes = {match.start(): (match.end(), 2) for match in _EMOJI.finditer(text)}
    wholes |= {start: (end, LINK_WEIGHT) for start, end in find_links(text)}
    total = position = 0
    for start, (end, weight) in sorted(wholes.items()):
        if start >= position:  # or it lies within the one before
            total += _plain_weight(text[position:start]) + weight
            position = end
    return total + _plain_weight(text[position:])


def _plain_weight(text: str) -> int:
    return len(text) + len(_HEAVY.findall(text))


def fits(text: str) -> bool:
    """Whether X takes the text as one post."""
    return weighted_length(text) <= LIMIT


def fitted(text: str, limit: int = LIMIT) -> str:
    """A text of at most `limit` weight that keeps its last link whole, at its own place at the end.

    What stands before the link is cut behind a sentence where that keeps more than half of the room, else
    behind a word, else between two characters, and ends with an ellipsis. `limit` is 30 at least.
    """
    if len(text) <= _READ and weighted_length(text) <= limit:
        return text
    skipped = max(len(text) - _READ, 0)
    links = find_links(text[skipped:])
    if not links:
        return _cut(text, "", limit)
    start, end = (skipped + offset for offset in links[-1])
    before, behind = text[:start].rstrip(" :\n("), text[end:].strip(" .)\n")
    whole = f"{before}\n{text[start:end]}"
    if not behind and len(whole) <= _READ and weighted_length(whole) <= limit:
        return whole
    return _cut(" ".join(part for part in (before, behind) if part), f"\n{text[start:end]}", limit)


def _cut(text: str, tail: str, limit: int) -> str:
    text = text[:_READ]
    ends = sorted({match.start() for match in regex.finditer(r"\s+|$", text)})
    sentences = [end for end in ends if text[:end].endswith((".", "!", "?", "。", "؟", "।", "…"))]

    def written(end: int) -> str:
        return f"{text[:end].rstrip(' ,;:–—-')}…{tail}"

    def longest(candidates: list[int]) -> int | None:
        """The last that fits; a longer text may weigh less (a link whole again), so the find is checked."""
        count = bisect(candidates, limit, key=lambda end: weighted_length(written(end)))
        fitting = (end for end in reversed(candidates[:count]) if weighted_length(written(end)) <= limit)
        return next(fitting, None)

    by_word = longest(ends)
    if by_word is None or weighted_length(text[:by_word]) < limit // 3:
        graphemes = [match.end() for match in regex.finditer(r"\X", text)]
        by_word = longest(graphemes) or 0
    by_sentence = longest(sentences)
    if by_sentence is not None and by_sentence > by_word // 2:
        return written(by_sentence)
    return written(by_word)


@cache
def _patterns() -> tuple[regex.Pattern[str], regex.Pattern[str]]:
    """A link with the character before it, and a domain of ASCII and accented letters alone.

    twitter-text sets no limit to the parts of a domain; twenty keep the time that a search takes linear.
    """
    tlds = _top_level_domains()
    link = regex.compile(
        rf"(?P<before>[^A-Za-z0-9@＠$\#＃{_BROKEN}]|[{_MARKS}]|^)"
        rf"(?P<url>(?P<scheme>https?://)?"
        rf"(?P<domain>(?:(?:{_HOST}(?:[_\-]|{_HOST})*)?{_HOST}\.){{0,20}}(?:{_HOST}(?:-|{_HOST})*)?{_HOST}\.{_TOP})"
        rf"(?::[0-9]+)?"
        rf"(?P<path>/(?:{_PATH}*(?:{_IN_BRACKETS}{_PATH}*)*(?:{_PATH_END}|{_IN_BRACKETS})|@{_PATH}+/)*)?"
        rf"(?:\?{_QUERY})?)",
        regex.IGNORECASE,
        tlds=tlds,
    )
    plain_domain = regex.compile(
        rf"(?:[\-a-z0-9{_ACCENTED}]+\.)+{_TOP}",
        regex.IGNORECASE,
        tlds=tlds,
    )
    return link, plain_domain


@cache
def _top_level_domains() -> frozenset[str]:
    """Every top-level domain, from the public suffix list that the package `publicsuffixlist` carries."""
    listed = (files("publicsuffixlist") / "public_suffix_list.dat").read_text("utf-8")
    rules = (line.split()[0] for line in listed.splitlines() if line.strip() and not line.startswith("//"))
    return frozenset(rule.rsplit(".", 1)[-1] for rule in rules) | set(_RETIRED_TLDS.split("|"))
