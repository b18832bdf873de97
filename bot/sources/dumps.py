"""Files of many ClaimReviews: Data Commons' feed and what this bot gives out itself, read as a stream.

The form is https://schema.org/DataFeed: `dataFeedElement`, each with `item`, a ClaimReview or a list of them.
A plain list of ClaimReviews, or JSON Lines with one in each line, are read, too. Tens of megabytes take no
more memory than one element.
"""

import json
from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO

import ijson

from bot.claims.claimreview import FoundReview, read_review, reviews_in
from bot.sources.found import FoundClaim, domain_of
from storage.addresses import canonical_address

MOST_BYTES = 512 * 1024 * 1024
_START = 2_048


class NoDump(ValueError):
    """The file is none of the forms, or breaks off."""


def looks_like_dump(start: bytes) -> bool:
    """Whether a document that begins so may hold ClaimReviews as JSON."""
    head = start[:_START].lstrip(b"\xef\xbb\xbf \t\r\n")
    return head[:1] in (b"{", b"[")


def read_dump(path: Path, start: int = 0) -> Iterator[tuple[FoundClaim, ...]]:
    """The claims of each element, in the file's order; an element without any gives an empty tuple.

    Args:
        path: of the file.
        start: how many elements are passed over, without looking into them.

    Raises:
        NoDump: it is none, or breaks off; what came before it was given.
    """
    try:
        with path.open("rb") as file:
            for element in islice(_elements(file), start, None):
                yield tuple(found for data in reviews_in(element) if (found := _claim(data)) is not None)
    except (ijson.JSONError, ValueError, UnicodeDecodeError) as error:
        raise NoDump(str(error).splitlines()[0][:200]) from None


def _elements(file: BinaryIO) -> Iterator[object]:
    start = file.read(_START).lstrip(b"\xef\xbb\xbf \t\r\n")
    file.seek(0)
    if start.startswith(b"["):
        yield from ijson.items(file, "item", use_float=True)
        return
    if _is_one_line_each(start):
        for line in file:
            if line.strip():
                yield json.loads(line)
        return
    number = 0
    for element in ijson.items(file, "dataFeedElement.item", use_float=True):
        number += 1
        yield element
    if not number and b"dataFeedElement" not in start:
        raise NoDump("no dataFeedElement in it")


def _is_one_line_each(start: bytes) -> bool:
    """JSON Lines: the first line is a whole object by itself."""
    line, newline, _ = start.partition(b"\n")
    if not newline:
        return False
    try:
        return isinstance(json.loads(line), dict)
    except ValueError:
        return False


def _claim(data: Mapping[str, Any]) -> FoundClaim | None:
    review = read_review(data)
    if review.url is None:
        return None
    own = review.author_url is None or domain_of(review.author_url) == domain_of(review.url)
    return as_found(review, review.url, own=own)


def as_found(review: FoundReview, address: str, *, own: bool, licence: str | None = None) -> FoundClaim:
    """A review as this room's word for it."""
    return FoundClaim(
        address=canonical_address(address),
        claim=review.claim,
        rating=review.rating,
        textual_rating=review.textual_rating,
        publisher=review.publisher,
        title=review.title,
        language=review.language,
        published_on=review.published_on,
        claimant=review.claimant,
        appearances=review.appearances,
        licence=review.licence or licence,
        from_review=True,
        own=own,
    )
