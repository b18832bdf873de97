"""Vectors in files: for `evaluate`, `bench` and anyone who uses the matchers without the bot's database."""

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import platformdirs

from matchers.files import replace_file
from matchers.types import Vector


class MemoryVectors:
    """A :class:`matchers.types.VectorStore` that forgets when the process ends."""

    def __init__(self) -> None:
        self._vectors: dict[tuple[str, str], Vector] = {}

    def get_many(self, model_id: str, hashes: Sequence[str]) -> dict[str, Vector]:
        """Return those that are known."""
        return {key: self._vectors[model_id, key] for key in hashes if (model_id, key) in self._vectors}

    def put_many(self, model_id: str, vectors: Mapping[str, Vector]) -> None:
        """Remember vectors."""
        self._vectors.update({(model_id, key): vector for key, vector in vectors.items()})


class FolderVectors:
    """A :class:`matchers.types.VectorStore` in a folder: one append-only file of hashes and vectors a model.

    A record is the hash's 32 bytes and the vector as float32; a record that a crash cut short is dropped at
    the next start. One process writes at a time; readers see what was there when they opened it.

    Args:
        folder: Where; by default in the user's cache.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or Path(platformdirs.user_cache_dir("claimspread")) / "vectors"
        self._loaded: dict[str, dict[str, Vector]] = {}

    def get_many(self, model_id: str, hashes: Sequence[str]) -> dict[str, Vector]:
        """Return those that are known."""
        known = self._load(model_id)
        return {key: known[key] for key in hashes if key in known}

    def put_many(self, model_id: str, vectors: Mapping[str, Vector]) -> None:
        """Append vectors that are not there yet."""
        known = self._load(model_id)
        new = {key: vector for key, vector in vectors.items() if key not in known}
        if not new:
            return
        path = self._path(model_id, len(next(iter(new.values()))))
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("ab") as file:
            file.write(
                b"".join(bytes.fromhex(key) + vector.astype("<f4").tobytes() for key, vector in new.items())
            )
        known.update(new)

    def _load(self, model_id: str) -> dict[str, Vector]:
        if model_id not in self._loaded:
            self._loaded[model_id] = {}
            for path in sorted(self.folder.glob(f"{_file_stem(model_id)}.*.vectors")):
                self._loaded[model_id].update(_read(path))
        return self._loaded[model_id]

    def _path(self, model_id: str, dimension: int) -> Path:
        return self.folder / f"{_file_stem(model_id)}.{dimension}.vectors"


def _file_stem(model_id: str) -> str:
    readable = "".join(
        character if character.isalnum() or character in "-_@" else "_" for character in model_id
    )
    return f"{readable[:60]}-{hashlib.sha256(model_id.encode()).hexdigest()[:8]}"


def _read(path: Path) -> dict[str, Vector]:
    dimension = int(path.suffixes[-2].removeprefix("."))
    size = 32 + 4 * dimension
    content = path.read_bytes()
    if cut := len(content) % size:
        content = content[:-cut]
        replace_file(path, content, private=True)
    rows = np.frombuffer(content, dtype=np.uint8).reshape(-1, size)
    vectors = np.ascontiguousarray(rows[:, 32:]).view("<f4").astype(np.float32)
    return {row[:32].tobytes().hex(): vector for row, vector in zip(rows, vectors, strict=True)}
