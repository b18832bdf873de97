"""The index in files, so that a start with 200,000 claims reads arrays instead of texts.

A snapshot is a cache of the store, never the truth: it says of which change of the store it is, and one that
does not fit is not used. It is written beside the old one and put in its place in one step.
"""

import hashlib
import json
import os
import shutil
import tempfile
import zlib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matchers.index.bm25 import Bm25State, Postings
from matchers.index.semantic import Block

_CODE = (
    "artefacts/cohort.txt",
    "index/bm25.py",
    "language/lexical.py",
    "language/lexicon.json",
    "language/lexicon.py",
    "index/links.py",
    "index/packed_claims.py",
    "index/semantic.py",
    "index/snapshot.py",
    "language/text.py",
)
"""What decides about the contents: where one of these files is another, an old snapshot does not fit."""
_TEXTS = "texts.json"


@cache
def code_digest() -> str:
    """Name the code that makes and reads snapshots."""
    digest = hashlib.sha256()
    for name in _CODE:
        digest.update((files("matchers") / name).read_bytes())
    return digest.hexdigest()


@dataclass(frozen=True)
class Snapshot:
    """All that an index knows.

    Attributes:
        vectors: Of every slot.
        words: Postings of words.
        grams: Postings of character n-grams.
        content: The packed claims one after the other, uint8.
        borders: Where each begins and the last ends, int64 (slots + 1,).
        wordings: What claims with the same statement share, by slot, uint64 (slots,).
        ids: The claims' ids by slot; None for an empty one.
        links: Canonical links by slot, of the slots that have some.
    """

    vectors: Block
    words: Bm25State
    grams: Bm25State
    content: NDArray[np.uint8]
    borders: NDArray[np.int64]
    wordings: NDArray[np.uint64]
    ids: list[int | str | None]
    links: dict[int, list[str]]


def write_snapshot(folder: Path, snapshot: Snapshot, stamp: str) -> None:
    """Write a snapshot in place of the one in the folder.

    Args:
        folder: Of this snapshot alone.
        snapshot: What is kept.
        stamp: Says of what it is; asked for when it is read.

    Raises:
        OSError: it cannot be written; the old one stays.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    new = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
    try:
        arrays: dict[str, NDArray[Any]] = {
            "content": snapshot.content,
            "borders": snapshot.borders,
            "wordings": snapshot.wordings,
            **{f"vectors.{name}": value for name, value in vars(snapshot.vectors).items()},
        }
        for name, state in (("words", snapshot.words), ("grams", snapshot.grams)):
            arrays |= {f"{name}.{part}": value for part, value in vars(state.postings).items()}
            arrays[f"{name}.lengths"] = state.lengths
        for name, array in arrays.items():
            np.save(new / f"{name}.npy", array)
        texts: dict[str, Any] = {
            "words": snapshot.words.terms,
            "grams": snapshot.grams.terms,
            "ids": snapshot.ids,
            "links": list(snapshot.links.items()),
            "stamp": stamp,
            "format": code_digest(),
        }
        texts["sums"] = {name: _sum(new / f"{name}.npy") for name in arrays} | {"": _sum_of(texts)}
        (new / _TEXTS).write_text(json.dumps(texts))
        for file in new.iterdir():
            with file.open("rb") as handle:
                os.fsync(handle.fileno())
        old = folder.with_name(f".{folder.name}.old.{os.getpid()}")
        if folder.exists():
            folder.rename(old)
        new.rename(folder)
        shutil.rmtree(old, ignore_errors=True)
    except BaseException:
        shutil.rmtree(new, ignore_errors=True)
        raise


def read_stamp(folder: Path) -> str | None:
    """Say of what a snapshot is; None where there is none that can be read."""
    found = _texts(folder)
    return None if found is None else str(found["stamp"])


def read_snapshot(folder: Path) -> Snapshot | None:
    """Return what the snapshot in a folder holds, None where there is none that can be read.

    Its large arrays are mapped, not read: they come in as they are used, and processes share them.
    """
    texts = _texts(folder)
    if texts is None:
        return None
    try:
        if not _is_whole(folder, texts):
            return None
        return Snapshot(
            vectors=Block(
                *(_array(folder, f"vectors.{name}") for name in ("high", "low", "scales", "slots"))
            ),
            words=_state(folder, "words", texts["words"]),
            grams=_state(folder, "grams", texts["grams"]),
            content=_array(folder, "content"),
            borders=_array(folder, "borders"),
            wordings=_array(folder, "wordings"),
            ids=texts["ids"],
            links={int(slot): links for slot, links in texts["links"]},
        )
    except (OSError, ValueError, EOFError):
        return None


def _is_whole(folder: Path, texts: dict[str, Any]) -> bool:
    """Whether every array and the texts are as they were written: one flipped byte could hide claims."""
    sums = dict(texts.get("sums", {}))
    rest = {name: value for name, value in texts.items() if name != "sums"}
    return bool(sums) and all(
        (_sum_of(rest) if not name else _sum(folder / f"{name}.npy")) == known for name, known in sums.items()
    )


def _sum(file: Path) -> int:
    """CRC-32 of a file, read in portions: a map would count as memory of this process."""
    total = 0
    with file.open("rb") as handle:
        while portion := handle.read(1 << 20):
            total = zlib.crc32(portion, total)
    return total


def _sum_of(texts: dict[str, Any]) -> int:
    return zlib.crc32(json.dumps(texts).encode())


def _texts(folder: Path) -> dict[str, Any] | None:
    try:
        found = json.loads((folder / _TEXTS).read_bytes())
    except (OSError, ValueError):
        return None
    return found if isinstance(found, dict) and found.get("format") == code_digest() else None


def _state(folder: Path, name: str, terms: list[str]) -> Bm25State:
    postings = Postings(*(_array(folder, f"{name}.{part}") for part in ("starts", "slots", "counts")))
    return Bm25State(tuple(terms), postings, _array(folder, f"{name}.lengths"))


def _array(folder: Path, name: str) -> NDArray[Any]:
    """Map an array; what is written to it stays in this process."""
    return np.asarray(np.load(folder / f"{name}.npy", mmap_mode="c"))
