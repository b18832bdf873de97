"""What training changed in multilingual-e5-small to make the verifier of it, in a few megabytes.

A matrix W becomes W + B·A, as in :mod:`matchers.encoding.adapters`; a vector (bias, layer norm) gets its
difference added. The head is stored whole. All numbers are float16.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
import torch
from numpy.typing import NDArray

from matchers.encoding.adapters import ARTEFACTS, Factors
from matchers.errors import ArtefactError
from matchers.language.text import content_hash

VERIFIER_FILE = ARTEFACTS / "verifier.npz"
FORMAT = 1
_DIGEST_LENGTH = 8
Half = NDArray[np.float16]


@dataclass(frozen=True)
class VerifierChanges:
    """Changes to the weights of one model, and the head on top of it.

    Attributes:
        base: Model id of the weights that it was fitted on; it fits no others.
        matrices: By name in the model's state: A, float16 (rank, inputs), and B, float16 (outputs, rank).
        vectors: By name in the model's state: the difference, float16.
        head: The head's whole state.
        fitted: Data, date, seed and figures of the fit, for people.
    """

    base: str
    matrices: Mapping[str, Factors]
    vectors: Mapping[str, Half]
    head: Mapping[str, Half]
    fitted: Mapping[str, object]

    @property
    def digest(self) -> str:
        """Short digest of all numbers."""
        parts = [
            *(part for pair in self.matrices.values() for part in pair),
            *self.vectors.values(),
            *self.head.values(),
        ]
        return content_hash("".join(part.tobytes().hex() for part in parts))[:_DIGEST_LENGTH]

    def add_to(self, state: Mapping[str, torch.Tensor]) -> None:
        """Add the changes to a model's state, float32, in place.

        Raises:
            ArtefactError: The model has no such weight, or it has another shape.
        """
        changes: dict[str, NDArray[np.float32]] = {
            name: up.astype(np.float32) @ down.astype(np.float32)
            for name, (down, up) in self.matrices.items()
        }
        changes.update({name: change.astype(np.float32) for name, change in self.vectors.items()})
        for name, change in changes.items():
            weight = state.get(name)
            if weight is None or tuple(weight.shape) != change.shape:
                raise ArtefactError(f"the verifier does not fit {self.base} in {name}: fit it again")
            weight.add_(torch.from_numpy(change))

    def head_state(self) -> dict[str, torch.Tensor]:
        """Return the head's state, float32."""
        return {name: torch.from_numpy(part.astype(np.float32)) for name, part in self.head.items()}


def changes_between(
    base_id: str,
    before: Mapping[str, torch.Tensor],
    after: Mapping[str, torch.Tensor],
    head: Mapping[str, torch.Tensor],
    rank: int,
    fitted: Mapping[str, object],
) -> VerifierChanges:
    """Return what changed between two states, matrices brought to a rank by singular values."""
    matrices: dict[str, Factors] = {}
    vectors: dict[str, Half] = {}
    for name, plain in before.items():
        change = (after[name].float() - plain.float()).numpy()
        if not np.any(change):
            continue
        if change.ndim == 1 or min(change.shape) <= rank:
            vectors[name] = change.astype(np.float16)
            continue
        left, sizes, right = np.linalg.svd(change, full_matrices=False)
        root = np.sqrt(sizes[:rank])
        matrices[name] = (
            (root[:, None] * right[:rank]).astype(np.float16),
            (left[:, :rank] * root).astype(np.float16),
        )
    return VerifierChanges(
        base_id,
        matrices,
        vectors,
        {name: part.numpy().astype(np.float16) for name, part in head.items()},
        fitted,
    )


def read_changes(path: Path) -> VerifierChanges:
    """Read what :func:`write_changes` wrote.

    Raises:
        ArtefactError: The file cannot be read, or is of another format.
    """
    try:
        with np.load(path, allow_pickle=False) as content:
            about = json.loads(str(content["about"]))
            if about["format"] != FORMAT:
                raise ArtefactError(f"{path} is of format {about['format']}, not {FORMAT}: fit it again")
            return VerifierChanges(
                about["base"],
                {name: (content[f"A:{name}"], content[f"B:{name}"]) for name in about["matrices"]},
                {name: content[f"V:{name}"] for name in about["vectors"]},
                {name: content[f"H:{name}"] for name in about["head"]},
                about["fitted"],
            )
    except (OSError, ValueError, KeyError, TypeError, EOFError, BadZipFile) as error:
        raise ArtefactError(f"{path} is no verifier: {error}; fit it again") from error


def write_changes(changes: VerifierChanges, path: Path) -> None:
    """Write changes as a compressed NumPy archive."""
    about = {
        "format": FORMAT,
        "base": changes.base,
        "matrices": list(changes.matrices),
        "vectors": list(changes.vectors),
        "head": list(changes.head),
        "fitted": dict(changes.fitted),
    }
    arrays: dict[str, NDArray[np.generic]] = {"about": np.array(json.dumps(about))}
    for name, (down, up) in changes.matrices.items():
        arrays[f"A:{name}"], arrays[f"B:{name}"] = down, up
    arrays.update({f"V:{name}": part for name, part in changes.vectors.items()})
    arrays.update({f"H:{name}": part for name, part in changes.head.items()})
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        np.savez_compressed(file, **arrays)  # type: ignore[arg-type]
