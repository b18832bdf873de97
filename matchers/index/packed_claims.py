"""The claims' texts by slot, packed: a catalogue of 200,000 must not fill the memory with Python objects."""

import json
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matchers.language.text import normalise
from matchers.types import ClaimDocument


@dataclass(frozen=True)
class PreparedClaim:
    """A claim with its texts normalised.

    Attributes:
        document: As given.
        statement: Normalised.
        titles: Normalised, those that hold letters.
        phrasings: Normalised, those that hold letters.
    """

    document: ClaimDocument
    statement: str
    titles: tuple[str, ...]
    phrasings: tuple[str, ...]

    @property
    def texts(self) -> tuple[str, ...]:
        """Every text that gets a vector, the statement first."""
        return (self.statement, *self.titles, *self.phrasings)

    @property
    def wording(self) -> str:
        """All texts as one, for words and character n-grams."""
        return "\n".join(self.texts)


def prepare(document: ClaimDocument) -> PreparedClaim:
    """Normalise a claim's texts."""
    return PreparedClaim(
        document=document,
        statement=normalise(document.statement).text,
        titles=tuple(text for text in (normalise(title).text for title in document.titles) if text),
        phrasings=tuple(
            text for text in (normalise(phrasing).text for phrasing in document.phrasings) if text
        ),
    )


def pack(claim: PreparedClaim) -> bytes:
    """Return a claim as bytes."""
    document = claim.document
    return json.dumps(
        [
            document.claim_id,
            document.statement,
            document.titles,
            document.phrasings,
            document.links,
            claim.statement,
            claim.titles,
            claim.phrasings,
        ],
        separators=(",", ":"),
    ).encode()


def unpack(packed: bytes) -> PreparedClaim:
    """Return the claim that `pack` packed."""
    claim_id, statement, titles, phrasings, links, plain, plain_titles, plain_phrasings = json.loads(packed)
    return PreparedClaim(
        ClaimDocument(claim_id, statement, tuple(titles), tuple(phrasings), tuple(links)),
        plain,
        tuple(plain_titles),
        tuple(plain_phrasings),
    )


class PackedClaims:
    """Claims by slot.

    Args:
        content: Packed claims one after the other, for instance in a mapped file.
        borders: Where each begins and the last ends, int64 (slots + 1,); an empty slot has no bytes.
    """

    def __init__(
        self, content: NDArray[np.uint8] | None = None, borders: NDArray[np.int64] | None = None
    ) -> None:
        self._content = np.zeros(0, np.uint8) if content is None else content
        self._borders = np.zeros(1, np.int64) if borders is None else borders
        self._size = len(self._borders) - 1
        self._changed: dict[int, bytes] = {}

    def __len__(self) -> int:
        """How many slots there are, empty ones too."""
        return self._size

    def put(self, slot: int, claim: PreparedClaim) -> None:
        """Keep a claim; a slot may be the next one after the last."""
        self._changed[slot] = pack(claim)
        self._size = max(self._size, slot + 1)

    def remove(self, slot: int) -> None:
        """Empty a slot."""
        self._changed[slot] = b""

    def get(self, slot: int) -> PreparedClaim:
        """Return the claim in a slot.

        Raises:
            KeyError: the slot is empty.
        """
        packed = self._packed(slot)
        if not packed:
            raise KeyError(slot)
        return unpack(packed)

    def _packed(self, slot: int) -> bytes:
        changed = self._changed.get(slot)
        if changed is not None:
            return changed
        if slot >= len(self._borders) - 1:
            return b""
        return self._content[self._borders[slot] : self._borders[slot + 1]].tobytes()

    def __iter__(self) -> Iterator[bytes]:
        """Every slot's packed claim in order; nothing for an empty one."""
        return map(self._packed, range(self._size))

    def joined(self) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
        """Return the packed claims one after the other and their borders, as the constructor takes them."""
        packed = list(self)
        borders = np.zeros(len(packed) + 1, dtype=np.int64)
        np.cumsum([len(claim) for claim in packed], out=borders[1:])
        return np.frombuffer(b"".join(packed), dtype=np.uint8), borders
