"""Text as every database takes it, and the folded form in which texts are compared."""

import hashlib
import re
import unicodedata
from typing import Any

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_REPLACEMENT = "\ufffd"


def clean(text: str) -> str:
    r"""The text without what PostgreSQL or UTF-8 refuses.

    U+0000 and halves of surrogate pairs become U+FFFD; two halves that belong together become their
    character. Other text comes back as it is.
    """
    if _UNSTORABLE.search(text) is None:
        return text
    whole = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return whole.replace("\x00", _REPLACEMENT)


def fold(text: str) -> str:
    """The text for comparing and searching: cleaned, NFKC, case and white space folded."""
    return " ".join(unicodedata.normalize("NFKC", clean(text)).casefold().split())


def exact_hash(text: str) -> str:
    """SHA-256 of the cleaned text as it stands, 64 hex digits: for what is too long to be indexed."""
    return hashlib.sha256(clean(text).encode()).hexdigest()


def without_words(match: dict[str, Any]) -> dict[str, Any]:
    """A match whose evidence keeps its scores and loses its details, which quote the post."""
    evidence = [{**entry, "details": {}} for entry in match.get("evidence", [])]
    return {**match, "evidence": evidence}
