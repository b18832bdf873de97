"""A cohort of made-up claims that is always in the index and never in an answer.

A young catalogue has no crowd: its few claims have no runner-up, every word in them is rare, and the nearest
of them looks like the right one. With the cohort present, margins, ranks, word weights and crowding mean the
same in a catalogue of one claim as in one of thousands (score normalisation against a cohort, as in speaker
verification: Auckenthaler, Carey and Lloyd-Thomas 2000, "Score normalization for text-independent speaker
verification systems").

The vectors of the bundled models come as a file, so that nothing is embedded at start; any other model
embeds the cohort once, and the vector store keeps it. `python -m matchers.cohort` writes the files.
"""

import argparse
from collections.abc import Sequence
from functools import cache
from importlib.resources import as_file, files

import numpy as np

from matchers.encoding.encoders import Encoder, load_encoder
from matchers.language.text import content_hash
from matchers.types import ClaimDocument, Vector

_PREFIX = "\0cohort:"
_FOLDER = files("matchers") / "artefacts"


@cache
def cohort() -> tuple[ClaimDocument, ...]:
    """The cohort's claims, in our own words.

    English alone: a cohort in a post's own language would outrank a claim that was checked in another.
    """
    lines = (_FOLDER / "cohort.txt").read_text("utf-8").splitlines()
    return tuple(ClaimDocument(f"{_PREFIX}{number}", line) for number, line in enumerate(lines))


def in_cohort(claim_id: int | str) -> bool:
    """Whether an id is one of the cohort's."""
    return isinstance(claim_id, str) and claim_id.startswith(_PREFIX)


def shipped_vectors(model_id: str, texts: Sequence[str]) -> dict[str, Vector]:
    """The shipped vectors of the cohort's texts, by content hash; empty for a model without a file.

    A file that was written for other texts is not used.
    """
    source = _FOLDER / _file_name(model_id)
    if not source.is_file():
        return {}
    with as_file(source) as path, np.load(path) as content:
        if str(content["texts"]) != _digest(texts):
            return {}
        vectors = content["vectors"].astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return {content_hash(text): vector for text, vector in zip(texts, vectors, strict=True)}


def write_vectors(encoder: Encoder, texts: Sequence[str], folder: str) -> str:
    """Write the vectors of the cohort's texts for a model, as float16; returns the file's path."""
    vectors = encoder.encode_claims(list(texts))
    path = f"{folder}/{_file_name(encoder.model_id)}"
    np.savez_compressed(path, vectors=vectors.astype(np.float16), texts=np.array(_digest(texts)))
    return path


def _digest(texts: Sequence[str]) -> str:
    return content_hash("\n".join(texts))


def _file_name(model_id: str) -> str:
    return f"cohort.{content_hash(model_id)[:12]}.npz"


def main(arguments: Sequence[str] | None = None) -> None:
    """Write the vectors of the bundled models."""
    from matchers.index.packed_claims import prepare  # noqa: PLC0415 - the index imports the encoders too

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("models", nargs="*", default=["default", "english", "multilingual"])
    parser.add_argument("--folder", default="matchers/artefacts")
    chosen = parser.parse_args(arguments)
    texts = [text for document in cohort() for text in prepare(document).texts]
    for model in chosen.models:
        write_vectors(load_encoder(model), texts, chosen.folder)


if __name__ == "__main__":
    main()
