"""The port of the verifier, and the answers that it may give. No model lives here."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

ACTS = ("asserts", "asks", "reports", "denies", "other")
"""What a post can do with a claim, in the order of a verdict's columns. `other` is everything that does not
concern the claim itself: the same subject with another statement, another entity, number or place, a wish, a
joke."""

ASSERTS, ASKS, REPORTS, DENIES, OTHER = range(len(ACTS))
Verdicts = NDArray[np.float32]


class Verifier(Protocol):
    """Reads a claim and a post together.

    Attributes:
        verifier_id: Name and weights: a calibration holds for one verifier.
    """

    verifier_id: str

    def read(self, pairs: Sequence[tuple[str, str]]) -> Verdicts:
        """Say what each post does with its claim.

        Args:
            pairs: Claim and post, normalised; the verifier cuts what is too long for it.

        Returns:
            Natural logarithms of probabilities, float32 (pairs, 5), columns as in ``ACTS``.
        """
        ...
