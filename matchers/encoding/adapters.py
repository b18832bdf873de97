"""Low-rank adapters: what fine-tuning changed in a bundled encoder, small enough to lie in the repository.

A linear layer's weight W becomes W + B·A, with A of shape (rank, inputs) and B of (outputs, rank): Hu et al.
2021, "LoRA: Low-Rank Adaptation of Large Language Models". The sum is made once, when a model is loaded, so
that an adapted model is as fast as a plain one. `adaptation.py` fits them.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from matchers.errors import ArtefactError
from matchers.language.text import content_hash

if TYPE_CHECKING:
    import torch

ARTEFACTS = Path(__file__).parents[1] / "artefacts"
Factors = tuple[NDArray[np.float16], NDArray[np.float16]]
_DIGEST_LENGTH = 8


class Changes(Protocol):
    """What is added to a model's weights when it is loaded."""

    def add_to(self, state: Mapping[str, "torch.Tensor"]) -> None:
        """Add the changes to a model's state, float32, in place."""
        ...


@dataclass(frozen=True)
class Adapter:
    """Changes to the linear layers of one model.

    Attributes:
        base: Model id of the weights that it was fitted on; it fits no others.
        layers: By the layer's name in the model's state, without ``.weight``: A, float16 (rank, inputs), and
            B, float16 (outputs, rank).
        fitted: Data, date, seed and metrics of the fit, for people.
    """

    base: str
    layers: Mapping[str, Factors]
    fitted: Mapping[str, object]

    @property
    def digest(self) -> str:
        """Short digest of the weights: vectors of another adapter are another model's."""
        content = "".join(
            name + part.tobytes().hex() for name in sorted(self.layers) for part in self.layers[name]
        )
        return content_hash(content)[:_DIGEST_LENGTH]

    @property
    def model_id(self) -> str:
        """Id of the adapted model."""
        return f"{self.base}~{self.digest}"

    def add_to(self, state: Mapping[str, "torch.Tensor"]) -> None:
        """Add the changes to a model's state, in place.

        Args:
            state: Weights by name. Float32: in bfloat16 most of a small change would be rounded away.

        Raises:
            ArtefactError: The model has no such layer, or it has another shape.
        """
        import torch  # noqa: PLC0415 - seconds to import, and reading an adapter does without

        for name, (down, up) in self.layers.items():
            weight = state.get(f"{name}.weight")
            if weight is None or tuple(weight.shape) != (up.shape[0], down.shape[1]):
                raise ArtefactError(
                    f"the adapter for {self.base} does not fit its layer {name}: fit it again"
                )
            change = torch.from_numpy(up.astype(np.float32) @ down.astype(np.float32))
            weight.add_(change.to(weight.dtype))


def load_adapter(name: str, base: str, folder: Path | None = None) -> Adapter | None:
    """Load the adapter of a bundled model; None where there is none, or it is for other weights.

    Args:
        name: ``english`` or ``multilingual``.
        base: Model id of the weights at hand.
        folder: Where; by default the adapters that ship.

    Raises:
        ArtefactError: The file cannot be read.
    """
    path = adapter_path(name, folder)
    if not path.is_file():
        return None
    adapter = read_adapter(path)
    return adapter if adapter.base == base else None


def adapter_path(name: str, folder: Path | None = None) -> Path:
    """Where the adapter of a model lies."""
    return (folder or ARTEFACTS) / f"adapter.{name}.npz"


def read_adapter(path: Path) -> Adapter:
    """Read what :func:`write_adapter` wrote.

    Raises:
        ArtefactError: The file cannot be read.
    """
    try:
        with np.load(path, allow_pickle=False) as content:
            about = json.loads(str(content["about"]))
            layers = {name: (content[f"A:{name}"], content[f"B:{name}"]) for name in about["layers"]}
        return Adapter(about["base"], layers, about["fitted"])
    except (OSError, ValueError, KeyError, TypeError, EOFError, BadZipFile) as error:
        raise ArtefactError(f"{path} is no adapter: {error}; fit it again") from error


def write_adapter(adapter: Adapter, path: Path) -> None:
    """Write an adapter as a compressed NumPy archive."""
    about = {"base": adapter.base, "layers": sorted(adapter.layers), "fitted": dict(adapter.fitted)}
    arrays: dict[str, NDArray[np.generic]] = {"about": np.array(json.dumps(about))}
    for name, (down, up) in adapter.layers.items():
        arrays[f"A:{name}"], arrays[f"B:{name}"] = down, up
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        np.savez_compressed(file, **arrays)  # type: ignore[arg-type]
