"""Normalisation: from a post as it was written to the text that is matched. Not for display.

Everything here is pure, takes any string, and is linear in its length; text beyond ``MAX_CHARACTERS`` is cut.
"""

import hashlib
import html
import unicodedata
from dataclasses import dataclass

import regex

MAX_CHARACTERS = 8_000
"""What is read of a post. X's long posts may have 25,000; the claim is not in the tail."""

MAX_WINDOWS = 4
"""Stretches of a usual post that are looked at apart; each costs as much time as a short post."""

LONG_TEXT = 600
"""Characters from which a post is a letter rather than a post: a claim may stand anywhere in it."""

WINDOW_CHARACTERS = 260
"""About the length of a stretch of a long text."""

_URL = regex.compile(
    r"(?:https?|ftp)://[^\s<>\"'—\p{Z}]+|(?<![\w@.])(?:www\.|t\.me/|t\.co/|pic\.twitter\.com/|bit\.ly/)[^\s<>\"'—\p{Z}]+",
    regex.IGNORECASE,
)
_GLUED_URL = regex.compile(r"(?<=[\p{L}\p{N}])(?=https?://|pic\.twitter\.com/)", regex.IGNORECASE)
_HANDLE = regex.compile(r"(?<![\w.])[@＠](\w{1,50})")
_HASHTAG = regex.compile(r"[#＃]([\w\p{M}]+)")
_CAMEL = regex.compile(r"(?<=\p{Ll})(?=\p{Lu})|(?<=\p{L})(?=\p{Nd}{2,})|(?<=\p{Lu})(?=\p{Lu}\p{Ll}{2,})")
_SIGNATURE = regex.compile(
    r"(?:\s*[—–]{1,2}|\s-{1,2})\s(?P<name>[^—\n]{1,80}?)\s\(@\w{1,50}\)(?:\s\p{L}+\.?\s\d{1,2},?\s\d{4}|\s\d{1,2}\s\p{L}+\.?,?\s\d{4})?\s*$"
)
_PREFIX = regex.compile(
    r"^(?:(?:RT|MT)\s+@\w{1,50}:?\s*|(?:forwarded(?:\s+many\s+times)?|fwd|breaking(?:\s+news)?|just\s+in|urgent)\s*[:!|–—-]+\s*)+",
    regex.IGNORECASE,
)
_TAGS = regex.compile(r"[#@＃＠]\w*")
_SPACED_LETTERS = regex.compile(r"(?<![\p{L}\p{N}])(?:\p{L}[ .·*_-]){3,}\p{L}(?![\p{L}\p{N}])")
_REPEATED_MARK = regex.compile(r"([!?.…,;:~*_=|/\\-])\1+")
_STRETCHED = regex.compile(r"(\p{L})\1{3,}")
_APOSTROPHE = regex.compile(r"(?<=\p{L})[’‘ʼ`´'](?=\p{L})")
_QUOTE = regex.compile(r"[\"“”„‟«»‹›‘’‚‛`´＂]|(?<![\p{L}\p{N}])'|'(?![\p{L}\p{N}])")
_SPACE = regex.compile(r"\s+")
_WORD = regex.compile(r"[\p{L}\p{M}\p{N}]+(?:['’][\p{L}\p{M}]+)?")
_SENTENCE_END = regex.compile(r"(?<=[.!?…。！？؟।])[\"'”’»)\]]*\s+|\n+")
_MIXABLE = regex.compile(r"[\p{Latin}\p{Cyrillic}\p{Greek}]+")

# Letters that look the same in Latin and in Cyrillic or Greek: used to dodge filters. Unicode's confusables
# (UTS #39), the part that occurs in words.
_LATIN_LOOKALIKES = str.maketrans(
    "АВЕКМНОРСТХУаеорсухіјѕԁһԛԝΑΒΕΖΗΙΚΜΝΟΡΤΥΧαορν",
    "ABEKMHOPCTXYaeopcyxijsdhqwABEZHIKMNOPTYXaopv",
)
_CYRILLIC_LOOKALIKES = str.maketrans("ABEKMHOPCTXYaeopcyxijs", "АВЕКМНОРСТХУаеорсухіјѕ")
_DIGIT_LOOKALIKES = str.maketrans("013457@$", "oieastas")
_LEET = regex.compile(
    r"(?<![\w@$])(?=[\w@$]*\p{Latin})(?=\p{Latin}[\w@$]*[013457@$][\w@$]*\p{Latin})[\w@$]{4,}(?![\w@$])"
)

_KEEP_FORMAT = {"\u200c", "\u200d"}  # joiners mean something inside Persian and Indic words
_NOT_SPACED = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]")


@dataclass(frozen=True)
class NormalisedText:
    """A post made ready for matching.

    Attributes:
        text: One line, NFKC, without links, handles' signs, quotation marks, emoji and invisible characters.
        links: Links that stood in the text, as written.
        author: Who signed, where an embedded post was pasted with its signature; the text then begins with
        the name,
            since many claims are about who said something.
        shouted: Whether the text was (nearly) all capitals and was therefore lower-cased.
    """

    text: str
    links: tuple[str, ...]
    author: str | None = None
    shouted: bool = False


def normalise(raw: str) -> NormalisedText:
    """Prepare a post or a claim for matching.

    Args:
        raw: Any text, of any length; what is beyond ``MAX_CHARACTERS`` is not read.

    Returns:
        The normalised text with the links that it held.
    """
    text = html.unescape(raw[: MAX_CHARACTERS * 2].replace("\x00", " "))
    text = unicodedata.normalize("NFKC", text)[:MAX_CHARACTERS]
    text = _GLUED_URL.sub(" ", text)
    links = tuple(match.group().rstrip(").,;:!?»”") for match in _URL.finditer(text))
    text = _URL.sub(" ", text)
    text = _without_invisible(text)
    author = None
    if signature := _SIGNATURE.search(text):
        author = _TAGS.sub("", signature["name"]).strip() or None
        text = text[: signature.start()]
    text = _PREFIX.sub("", text.strip())
    if author:
        text = f"{author}: {text}"
    text = _HASHTAG.sub(lambda match: " " + _split_words(match.group(1)) + " ", text)
    text = _HANDLE.sub(lambda match: " " + _split_words(match.group(1)) + " ", text)
    text = _MIXABLE.sub(lambda match: _one_script(match.group()), text)
    text = _LEET.sub(lambda match: _unleet(match.group()), text)
    text = _SPACED_LETTERS.sub(lambda match: regex.sub(r"[ .·*_-]", "", match.group()), text)
    text = _QUOTE.sub(" ", _APOSTROPHE.sub("'", text))
    text = _STRETCHED.sub(r"\1\1", text)
    text = _REPEATED_MARK.sub(r"\1", text)
    text = _SPACE.sub(" ", text).strip()
    text = _once(text)
    shouted = _is_shouted(text)
    if shouted:
        text = text.lower()
    return NormalisedText(text=text, links=links, author=author, shouted=shouted)


def content_hash(text: str) -> str:
    """Return the SHA-256 (hex) under which the vector of a normalised text is stored."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def words(text: str) -> list[str]:
    """Return the words of a text as written, numbers included; apostrophes stay inside."""
    return _WORD.findall(text)


def sentences(text: str, minimum: int = 20) -> list[str]:
    """Split into sentences; one shorter than ``minimum`` characters is joined to the next one or the last."""
    parts: list[str] = []
    pending = ""
    for piece in _SENTENCE_END.split(text):
        if not piece or not piece.strip():
            continue
        pending = f"{pending} {piece.strip()}".strip()
        if len(pending) >= minimum:
            parts.append(pending)
            pending = ""
    if pending:
        if parts:
            parts[-1] = f"{parts[-1]} {pending}"
        else:
            parts.append(pending)
    return parts


def windows(text: str) -> list[str]:
    """Return the stretches of a post that may hold a claim of their own: its sentences.

    Nothing for a post of one sentence, which is looked at whole. A usual post has at most ``MAX_WINDOWS``,
    the last of which holds all the rest. A long text is cut into stretches of about ``WINDOW_CHARACTERS``,
    from its beginning to its end.
    """
    found = sentences(text, minimum=30)
    if len(text) > LONG_TEXT:
        return _stretches([piece for sentence in found for piece in _cut(sentence)])
    if len(found) < 2:
        return []
    return (
        [*found[: MAX_WINDOWS - 1], " ".join(found[MAX_WINDOWS - 1 :])]
        if len(found) >= MAX_WINDOWS
        else found
    )


def _cut(sentence: str) -> list[str]:
    """Cut what was written without stops into pieces that end with a word."""
    pieces = []
    while len(sentence) > 2 * WINDOW_CHARACTERS:
        space = sentence.rfind(" ", WINDOW_CHARACTERS // 2, WINDOW_CHARACTERS)
        border = space if space > 0 else WINDOW_CHARACTERS
        pieces.append(sentence[:border].strip())
        sentence = sentence[border:].strip()
    return [*pieces, sentence]


def _stretches(pieces: list[str]) -> list[str]:
    """Join neighbouring sentences into stretches of about ``WINDOW_CHARACTERS``."""
    joined: list[str] = []
    for piece in pieces:
        if joined and len(joined[-1]) + len(piece) < WINDOW_CHARACTERS:
            joined[-1] = f"{joined[-1]} {piece}"
        else:
            joined.append(piece)
    return joined


def has_letters(text: str) -> bool:
    """Tell whether there is anything to match: at least one letter or digit."""
    return _WORD.search(text) is not None


def unspaced_characters(text: str) -> int:
    """Count characters of scripts that are written without spaces between words."""
    return 0 if text.isascii() else len(_NOT_SPACED.findall(text))


def _without_invisible(text: str) -> str:
    kept = []
    for character in text:
        if character < "\x7f" and character >= " ":
            kept.append(character)
            continue
        category = unicodedata.category(character)
        if category == "Cf":
            if character in _KEEP_FORMAT and kept and ord(kept[-1]) > 0x590:
                kept.append(character)
        elif category in {"Cc", "Zl", "Zp"}:
            kept.append(" ")
        elif category in {"So", "Sk", "Cn", "Co", "Cs"} or "\ufe00" <= character <= "\ufe0f":
            if category == "So":
                kept.append(" ")
        else:
            kept.append(character)
    return "".join(kept)


def _split_words(tag: str) -> str:
    return _CAMEL.sub(" ", tag.replace("_", " "))


def _one_script(word: str) -> str:
    latin = len(regex.findall(r"\p{Latin}", word))
    if latin == len(word) or latin == 0:
        return word
    return word.translate(_LATIN_LOOKALIKES if latin * 2 >= len(word) else _CYRILLIC_LOOKALIKES)


def _unleet(word: str) -> str:
    plain = word.translate(_DIGIT_LOOKALIKES)
    return (
        plain
        if plain.isalpha() and sum(a != b for a, b in zip(word, plain, strict=True)) * 2 <= len(word)
        else word
    )


def _once(text: str) -> str:
    """Keep one copy of a text that repeats itself, as copies of image text and captions do."""
    if len(text) < 80:
        return text
    again = text.find(text[:40], 20)
    if again < 0:
        return text
    rest = text[again:]
    period = text[:again].rstrip(" -–—|")
    return (
        period
        if rest.startswith(period[: len(rest)]) or period.startswith(rest[: len(period)].rstrip())
        else text
    )


def _is_shouted(text: str) -> bool:
    upper = sum(character.isupper() for character in text)
    lower = sum(character.islower() for character in text)
    return upper >= 12 and upper > 4 * lower
