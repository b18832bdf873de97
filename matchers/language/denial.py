"""A learned sense of denial: what a post says beside the claim that it repeats.

The difference between a post's vector and its claim's holds what the post adds, so that a debunk is known by
its drift and not by a list of words. A logistic regression over it stands beside the cue words of
`stance.py`; it was fitted on real posts and on claims inside made-up frames (`denial_training.py`,
`artefacts/frames.tsv`). It belongs to one encoder; a model without one has the cue words alone.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from zipfile import BadZipFile

import numpy as np

from matchers.errors import ArtefactError
from matchers.types import Vector

ARTEFACTS = Path(__file__).parents[1] / "artefacts"
FORMAT = 1


@dataclass(frozen=True)
class Denial:
    """Logistic regression over a post and its claim.

    Attributes:
        model_id: Of the encoder whose vectors it knows.
        weights: float32 (2 d + 1,): over post minus claim, over the post, over their cosine.
        bias: Added to the sum; the log-odds are 0 where a post counts as a denial.
        fitted: Data, date, seed and metrics of the fit, for people.
    """

    model_id: str
    weights: Vector
    bias: float
    fitted: Mapping[str, object] = field(default_factory=dict)

    def log_odds(self, post: Vector, claim: Vector) -> float:
        """Return the log-odds that a post denies a claim; above 0 it counts as a denial.

        Args:
            post: float32 (d,), of length 1.
            claim: The nearest of the claim's vectors, float32 (d,).
        """
        return float(pair_features(post[None], claim[None])[0] @ self.weights) + self.bias


def pair_features(posts: Vector, claims: Vector) -> Vector:
    """Return what the regression looks at, float32 (n, 2 d + 1), for posts and their claims, (n, d)."""
    cosines = np.einsum("nd,nd->n", posts, claims)[:, None]
    return np.concatenate([posts - claims, posts, cosines], axis=1)


def load_denial(model_id: str, folder: Path = ARTEFACTS) -> Denial | None:
    """Load the regression that was fitted for an encoder; None where there is none.

    Raises:
        ArtefactError: A file cannot be read.
    """
    for path in sorted(folder.glob("denial.*.npz")):
        try:
            with np.load(path, allow_pickle=False) as content:
                about = json.loads(str(content["about"]))
                if about["format"] == FORMAT and about["model_id"] == model_id:
                    weights = content["weights"].astype(np.float32)
                    return Denial(model_id, weights, float(about["bias"]), about["fitted"])
        except (OSError, ValueError, KeyError, TypeError, EOFError, BadZipFile) as error:
            raise ArtefactError(f"{path} is no regression of denials: {error}; fit it again") from error
    return None


def write_denial(denial: Denial, path: Path) -> None:
    """Write a regression as a compressed NumPy archive."""
    about = {
        "format": FORMAT,
        "model_id": denial.model_id,
        "bias": denial.bias,
        "fitted": dict(denial.fitted),
    }
    with path.open("wb") as file:
        np.savez_compressed(
            file, weights=denial.weights.astype(np.float16), about=np.array(json.dumps(about))
        )
