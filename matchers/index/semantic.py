"""Dense vectors of claims: every statement, title and phrasing on its own, and the best of them counts.

A vector is kept as 15-bit whole numbers with one scale, in two planes of bytes. The high plane alone gives
scores good enough to find candidates, at a quarter of the memory traffic of float32; both together give a
cosine to about 1e-5. So 200,000 claims are searched exhaustively, and no index has to be trained or rebuilt.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numkong
import numpy as np
from numpy.typing import NDArray

from matchers.types import Vector

BLOCK = 8192
"""Rows of one block of memory; growing never copies what is there."""
_STRIP = 1024
"""Rows compared with several queries before the next ones: they stay in the processor's cache meanwhile."""
_STEPS = 127 * 256
_EMPTY = -1
_BEFORE = -2

Bytes = NDArray[np.int8]


@dataclass(frozen=True)
class Block:
    """Rows that lie together.

    Attributes:
        high: The upper bytes, int8 (rows, d).
        low: The lower bytes, int8 (rows, d).
        scales: Value of one step of the upper bytes, float32 (rows,).
        slots: The slot of each row, -1 for an empty one, int32 (rows,).
    """

    high: Bytes
    low: Bytes
    scales: NDArray[np.float32]
    slots: NDArray[np.int32]


def _new_block(rows: int, dimension: int) -> Block:
    return Block(
        np.zeros((rows, dimension), dtype=np.int8),
        np.zeros((rows, dimension), dtype=np.int8),
        np.zeros(rows, dtype=np.float32),
        np.full(rows, _EMPTY, dtype=np.int32),
    )


class VectorIndex:
    """Vectors by slot; a slot may hold several, which lie together.

    Args:
        dimension: Width of a vector.
        base: Rows that are there already, for instance in a mapped file.
    """

    def __init__(self, dimension: int, base: Block | None = None) -> None:
        self._dimension = dimension
        self._blocks: list[Block] = []
        self._starts: list[int] = []
        self._size = 0
        self._used = 0
        self._places: dict[int, tuple[int, int]] = {}
        self._gaps: dict[int, list[int]] = {}
        if base is not None and len(base.slots):
            self._append(base)
            self._used = self._size
            self._find_places(base.slots)

    def _append(self, block: Block) -> None:
        self._blocks.append(block)
        self._starts.append(self._size)
        self._size += len(block.slots)

    def _find_places(self, slots: NDArray[np.int32]) -> None:
        borders = np.flatnonzero(np.diff(slots)) + 1
        starts = np.concatenate([[0], borders])
        lengths = np.diff(np.concatenate([starts, [len(slots)]]))
        for slot, start, length in zip(
            slots[starts].tolist(), starts.tolist(), lengths.tolist(), strict=True
        ):
            if slot == _EMPTY:
                self._gaps.setdefault(length, []).append(start)
            else:
                self._places[slot] = (start, length)

    def put(self, slot: int, vectors: Vector) -> None:
        """Store the vectors of a claim, float32 (k, d), in place of what was there."""
        self.remove(slot)
        start = self._room(len(vectors))
        high, low, scales = _split(vectors)
        block, row = self._find(start)
        rows = slice(row, row + len(vectors))
        block.high[rows], block.low[rows], block.scales[rows] = high, low, scales
        block.slots[rows] = slot
        self._places[slot] = (start, len(vectors))

    def _room(self, count: int) -> int:
        """Return the first of so many free rows that lie together in one block."""
        if self._gaps.get(count):
            return self._gaps[count].pop()
        if not self._blocks or self._used + count > self._size:
            if self._used < self._size:
                self._gaps.setdefault(self._size - self._used, []).append(self._used)
            self._used = self._size
            self._append(_new_block(max(BLOCK, count), self._dimension))
        self._used += count
        return self._used - count

    def _find(self, row: int) -> tuple[Block, int]:
        number = int(np.searchsorted(self._starts, row, side="right")) - 1
        return self._blocks[number], row - self._starts[number]

    def remove(self, slot: int) -> None:
        """Forget a slot; one that is not there is no error."""
        place = self._places.pop(slot, None)
        if place is None:
            return
        start, count = place
        block, row = self._find(start)
        block.slots[row : row + count] = _EMPTY
        self._gaps.setdefault(count, []).append(start)

    def vectors(self, slot: int) -> Vector:
        """Return the vectors of a slot in the order in which they were put, float32 (k, d)."""
        start, count = self._places[slot]
        block, row = self._find(start)
        rows = slice(row, row + count)
        whole = block.high[rows].astype(np.float32) * 256 + block.low[rows]
        whole *= block.scales[rows, None] / 256
        return whole

    def gather(self, slots: Sequence[int]) -> tuple[Vector, NDArray[np.int64]]:
        """Return the vectors of many slots, float32 (rows, d), and at which row those of each slot begin."""
        places = np.array([self._places[slot] for slot in slots], dtype=np.int64).reshape(-1, 2)
        first, counts = places[:, 0], places[:, 1]
        begins = np.cumsum(counts) - counts
        rows = np.repeat(first - begins, counts) + np.arange(counts.sum())
        numbers = np.searchsorted(self._starts, rows, side="right") - 1
        whole = np.empty((len(rows), self._dimension), dtype=np.float32)
        for number in np.unique(numbers).tolist():
            wanted, block = numbers == number, self._blocks[number]
            own = rows[wanted] - self._starts[number]
            found = block.high[own].astype(np.float32) * 256 + block.low[own]
            found *= block.scales[own, None] / 256
            whole[wanted] = found
        return whole, begins

    def scores(self, queries: Vector, size: int) -> NDArray[np.float32]:
        """Return about the best cosine of every slot with any of the queries, to about 0.01.

        Args:
            queries: float32 (q, d), of length 1.
            size: Number of slots, one more than the largest.

        Returns:
            float32 (size,); -1 for an empty slot.
        """
        result: NDArray[np.float32] = np.full(size + 1, -1.0, dtype=np.float32)  # the last is for gaps
        whole, _, steps = _split(queries)
        strip = _STRIP if len(queries) > 1 else 2**31
        for block, start in zip(self._blocks, self._starts, strict=True):
            filled = min(len(block.slots), self._used - start)
            best = np.empty(filled, dtype=np.float32)
            for first in range(0, filled, strip):
                rows = slice(first, min(first + strip, filled))
                products = np.asarray(numkong.cdist(whole, block.high[rows], "dot"))
                best[rows] = (products * steps[:, None]).max(axis=0)
            best *= block.scales[:filled]
            slots = block.slots[:filled]
            runs = np.flatnonzero(np.diff(slots, prepend=_BEFORE))
            if filled:
                np.maximum.at(result, slots[runs], np.maximum.reduceat(best, runs))
        return result[:size]

    def packed(self) -> Block:
        """Return every row that is not empty, in one block; for keeping in a file."""
        parts = []
        for block, start in zip(self._blocks, self._starts, strict=True):
            rows = np.flatnonzero(block.slots[: min(len(block.slots), self._used - start)] != _EMPTY)
            parts.append(Block(block.high[rows], block.low[rows], block.scales[rows], block.slots[rows]))
        if not parts:
            return _new_block(0, self._dimension)
        return Block(
            np.concatenate([part.high for part in parts]),
            np.concatenate([part.low for part in parts]),
            np.concatenate([part.scales for part in parts]),
            np.concatenate([part.slots for part in parts]),
        )


def _split(vectors: Vector) -> tuple[Bytes, Bytes, NDArray[np.float32]]:
    """Return the upper bytes, the lower bytes, and the value of one step of the upper ones."""
    largest = np.maximum(np.abs(vectors).max(axis=1), 1e-12)
    whole = np.rint(vectors * ((_STEPS - 128) / largest)[:, None]).astype(np.int32)
    high = (whole + 128) >> 8
    low = whole - (high << 8)
    scales = (largest / (_STEPS - 128) * 256).astype(np.float32)
    return high.astype(np.int8), low.astype(np.int8), scales
