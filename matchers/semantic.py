"""Dense vectors of claims: every statement, title and phrasing on its own, and the best of them counts."""

import numpy as np
from numpy.typing import NDArray

from matchers.types import Vector


class VectorIndex:
    """Vectors by slot; a slot may hold several. Rows are kept packed, so that scoring is one product.

    Args:
        dimension: Width of a vector.
    """

    def __init__(self, dimension: int) -> None:
        self._dimension = dimension
        self._vectors = np.zeros((64, dimension), dtype=np.float32)
        self._slots: NDArray[np.int64] = np.zeros(64, dtype=np.int64)
        self._rows: dict[int, list[int]] = {}
        self._used = 0

    def put(self, slot: int, vectors: Vector) -> None:
        """Store the vectors of a claim, float32 (k, d), in place of what was there."""
        self.remove(slot)
        needed = self._used + len(vectors)
        while needed > len(self._vectors):
            self._vectors = np.concatenate([self._vectors, np.zeros_like(self._vectors)])
            self._slots = np.concatenate([self._slots, np.zeros_like(self._slots)])
        self._vectors[self._used : needed] = vectors
        self._slots[self._used : needed] = slot
        self._rows[slot] = list(range(self._used, needed))
        self._used = needed

    def remove(self, slot: int) -> None:
        """Forget a slot: the last rows move into the gap."""
        for row in sorted(self._rows.pop(slot, ()), reverse=True):
            last = self._used - 1
            if row != last:
                moved = int(self._slots[last])
                self._vectors[row] = self._vectors[last]
                self._slots[row] = moved
                rows = self._rows[moved]
                rows[rows.index(last)] = row
            self._used = last

    def vectors(self, slot: int) -> Vector:
        """Return the vectors of a slot in the order in which they were put, float32 (k, d)."""
        return self._vectors[self._rows[slot]]

    def scores(self, queries: Vector, size: int) -> NDArray[np.float32]:
        """Return the best cosine of every slot with any of the queries.

        Args:
            queries: float32 (q, d), of length 1.
            size: Number of slots, one more than the largest.

        Returns:
            float32 (size,); -1 for an empty slot.
        """
        result: NDArray[np.float32] = np.full(size, -1.0, dtype=np.float32)
        if self._used:
            products = self._vectors[: self._used] @ queries.T
            np.maximum.at(result, self._slots[: self._used], products.max(axis=1))
        return result
