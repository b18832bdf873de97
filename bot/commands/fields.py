"""What people type into a claim's fields, made clean and checked; each fault has its own clear message."""

import re
import unicodedata
from functools import cache
from urllib.parse import urlsplit

from bot.claims.form import with_scheme
from bot.claims.rating_words import accepted, understood
from bot.commands.registry import Misuse
from bot.markup import shorten
from bot.translations import Translator, languages
from storage.claims import RATINGS

LONGEST = {
    "statement": 500,
    "phrasing": 500,
    "claimant": 200,
    "publisher": 200,
    "link": 2000,
    "reason": 500,
    "who": 200,
    "where": 200,
    "citing": 300,
}
"""Characters of each field; a claim is one sentence, and an answer has to hold it."""

FIELDS = ("statement", "rating", "link", "claimant", "language")
"""What `/editclaim` can change; each has a message `field-NAME` with the names that people may type."""

_LEAST_STATEMENT = 5
_LANGUAGE = re.compile(r"^[a-z]{2,3}(-[a-z0-9]{2,8})*$")
_INVISIBLE = frozenset(
    "\u00ad\u061c\u180e\u200b\u200e\u200f\u2060\u2061\u2062\u2063\u2064\ufeff"
) | frozenset(chr(code) for code in (*range(0x202A, 0x202F), *range(0x2066, 0x2070)))
"""Zero-width characters and direction marks; the joiners of Persian, Indic scripts and emoji are kept."""


def clean(text: str) -> str:
    """One line without invisible characters, in Unicode's composed form (NFC)."""
    seen = "".join(character for character in text if character not in _INVISIBLE)
    return " ".join(unicodedata.normalize("NFC", seen).split())


def folded(text: str) -> str:
    """A word as it is compared: without case, accents and vowel signs."""
    apart = unicodedata.normalize("NFD", clean(text).casefold())
    return "".join(character for character in apart if unicodedata.category(character) != "Mn")


def read_text(field: str, text: str) -> str:
    """A text for this field.

    Raises:
        Misuse: it is empty, too long or holds no letter.
    """
    cleaned = clean(text)
    if not cleaned:
        raise Misuse("field-empty", field=field)
    if len(cleaned) > LONGEST[field]:
        raise Misuse("field-too-long", field=field, length=len(cleaned), most=LONGEST[field])
    if not any(character.isalpha() for character in cleaned):
        raise Misuse("field-without-letters", field=field)
    return cleaned


def read_statement(text: str, field: str = "statement") -> str:
    """A claim or another wording of one.

    Raises:
        Misuse: as `read_text`, or it is too short to be a statement.
    """
    cleaned = read_text(field, text)
    if len(cleaned) < _LEAST_STATEMENT:
        raise Misuse("field-too-short", field=field, least=_LEAST_STATEMENT)
    return cleaned


def read_rating(text: str, words: Translator) -> tuple[str, str | None]:
    """A rating by its word in any language, by a publisher's word, or by its number in `RATINGS`, from 1.

    Returns:
        The rating, and the words that were typed where they are a publisher's own.

    Raises:
        Misuse: there is no such rating; the message lists them.
    """
    typed = folded(text).strip(".)")
    if typed.isdecimal() and len(typed) == 1 and 1 <= int(typed) <= len(RATINGS):
        return RATINGS[int(typed) - 1], None
    known = understood(clean(text)) if len(text) <= LONGEST["publisher"] else None
    if known is None:
        listed = accepted(lambda rating: words.plain(f"rating-{rating}"))
        raise Misuse("rating-unknown", typed=shorten(typed, 60), ratings=listed)
    return known


def read_link(text: str) -> str:
    """The address of a fact-check.

    Raises:
        Misuse: it is empty, no http(s) address with a host, too long, or holds a user name or white space.
    """
    link = with_scheme(clean(text))
    if not link:
        raise Misuse("field-empty", field="link")
    if len(link) > LONGEST["link"]:
        raise Misuse("field-too-long", field="link", length=len(link), most=LONGEST["link"])
    try:
        parts = urlsplit(link)
        host, _port = parts.hostname, parts.port
    except ValueError:
        raise Misuse("link-unusable", link=shorten(link, 80)) from None
    if parts.scheme not in {"http", "https"} or not host or " " in link:
        raise Misuse("link-unusable", link=shorten(link, 80))
    if parts.username is not None or parts.password is not None:
        raise Misuse("link-with-user")
    if not _is_host(host):
        raise Misuse("link-unusable", link=shorten(link, 80))
    return link


def read_language(text: str) -> str:
    """A language's code such as `es` or `pt-br`.

    Raises:
        Misuse: it has another form.
    """
    code = clean(text).lower().replace("_", "-")
    if len(code) > 16 or not _LANGUAGE.match(code):
        raise Misuse("language-unusable", typed=shorten(code, 40))
    return code


def read_id(text: str) -> int:
    """A claim's or decision's number, with or without `#`.

    Raises:
        Misuse: it is no number.
    """
    typed = clean(text).removeprefix("#")
    if not typed.isdecimal() or len(typed) > 15:
        raise Misuse("id-unusable", typed=shorten(typed, 40))
    return int(typed)


def read_field(name: str) -> str:
    """Which of `FIELDS` is meant, by its name in any of the languages.

    Raises:
        Misuse: there is no such field.
    """
    field = _fields_by_word().get(folded(name))
    if field is None:
        raise Misuse("field-unknown", typed=shorten(clean(name), 40), fields=" · ".join(FIELDS))
    return field


def _is_host(host: str) -> bool:
    """Whether a name or address can be on the public web: it has a dot, or it is an IPv6 address."""
    if ":" in host:
        return True
    labels = host.rstrip(".").split(".")
    return len(labels) > 1 and all(label and not re.search(r"[^\w-]", label) for label in labels)


@cache
def _fields_by_word() -> dict[str, str]:
    named = {
        folded(word): field
        for code in languages()
        for field in FIELDS
        for word in Translator(code).plain(f"field-{field}").split("|")
    }
    return named | {field: field for field in FIELDS}
