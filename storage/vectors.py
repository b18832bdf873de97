"""Embeddings by model and content hash, so that no text is embedded twice.

Blocking: called from the matcher's thread.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence

import numpy as np
import numpy.typing as npt
from sqlalchemy import delete, func, select
from sqlalchemy.dialects import postgresql, sqlite

from storage.database import Database
from storage.models import Vector

_BATCH = 500


class StoredVectors:
    """The matcher's vector store over the database; vectors are float32, little-endian, 1-D."""

    def __init__(self, database: Database) -> None:
        self._engine = database.sync_engine
        self._writer = database.sync_engine.execution_options(claimspread_writes=True)
        self._insert = sqlite.insert if database.is_sqlite else postgresql.insert

    def get_many(self, model_id: str, hashes: Sequence[str]) -> dict[str, npt.NDArray[np.float32]]:
        """The vectors that are known, by content hash."""
        found: dict[str, npt.NDArray[np.float32]] = {}
        with self._engine.connect() as connection:
            for part in _parts(hashes):
                query = select(Vector.content_hash, Vector.values).where(
                    Vector.model_id == model_id, Vector.content_hash.in_(part)
                )
                for digest, values in connection.execute(query):
                    found[digest] = np.frombuffer(values, dtype="<f4")
        return found

    def put_many(self, model_id: str, vectors: Mapping[str, npt.NDArray[np.float32]]) -> None:
        """Keep vectors; one that is there already stays."""
        for part in _parts(list(vectors)):
            rows = [
                {
                    "model_id": model_id,
                    "content_hash": digest,
                    "values": vectors[digest].astype("<f4").tobytes(),
                }
                for digest in part
            ]
            with self._writer.begin() as connection:
                connection.execute(self._insert(Vector).on_conflict_do_nothing(), rows)

    def count(self, model_id: str) -> int:
        """How many vectors of this model are kept."""
        with self._engine.connect() as connection:
            query = select(func.count()).select_from(Vector).where(Vector.model_id == model_id)
            return connection.scalar(query) or 0

    def hashes(self, model_id: str) -> list[str]:
        """Content hashes of this model's vectors."""
        with self._engine.connect() as connection:
            return list(connection.scalars(select(Vector.content_hash).where(Vector.model_id == model_id)))

    def forget_other_texts(self, model_id: str, needed: Collection[str]) -> int:
        """Delete this model's vectors of texts that are not among these hashes; returns how many."""
        surplus = [digest for digest in self.hashes(model_id) if digest not in needed]
        for part in _parts(surplus):
            with self._writer.begin() as connection:
                connection.execute(
                    delete(Vector).where(Vector.model_id == model_id, Vector.content_hash.in_(part))
                )
        return len(surplus)

    def forget_other_models(self, model_id: str) -> int:
        """Delete the vectors of every other model; returns how many."""
        with self._writer.begin() as connection:
            return connection.execute(delete(Vector).where(Vector.model_id != model_id)).rowcount


def _parts(hashes: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(hashes), _BATCH):
        yield hashes[start : start + _BATCH]
