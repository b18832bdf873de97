"""Monotone maps from scores to probabilities, and how they are fitted."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float64]
KNOTS = 41


@dataclass(frozen=True)
class Calibration:
    """A monotone map from scores to probabilities: straight lines between knots, flat outside.

    Attributes:
        scores: Rising, float64 (k,).
        probabilities: Not falling, float64 (k,), 0 to 1.
    """

    scores: Matrix
    probabilities: Matrix

    def apply(self, scores: Matrix) -> Matrix:
        """Return probabilities."""
        return np.interp(scores, self.scores, self.probabilities)


def fit_sigmoid(scores: Matrix, right: NDArray[np.bool_], knots: int = KNOTS) -> Calibration:
    """Fit Platt's sigmoid (Platt 1999) to scores of top claims, and tabulate it.

    Args:
        scores: float64 (n,).
        right: Whether each was right, bool (n,); both kinds must occur.
        knots: How many points of the sigmoid are kept.
    """
    slope, bias = _platt(scores, right)
    grid = np.linspace(float(scores.min()) - 4.0, float(scores.max()) + 4.0, knots)
    return Calibration(grid, 1.0 / (1.0 + np.exp(-np.clip(slope * grid + bias, -30, 30))))


def _platt(scores: Matrix, right: NDArray[np.bool_], steps: int = 100) -> tuple[float, float]:
    """Fit slope and bias by Newton's method, with Platt's softened targets; the slope is never negative."""
    positive, negative = int(right.sum()), int((~right).sum())
    target = np.where(right, (positive + 1.0) / (positive + 2.0), 1.0 / (negative + 2.0))
    design = np.column_stack([scores, np.ones_like(scores)])
    weights = np.zeros(2)
    for _ in range(steps):
        probability = 1.0 / (1.0 + np.exp(-np.clip(design @ weights, -30, 30)))
        gradient = design.T @ (probability - target)
        curvature = (design * (probability * (1 - probability))[:, None]).T @ design + 1e-6 * np.eye(2)
        step = np.linalg.solve(curvature, gradient)
        weights = weights - step
        if float(np.abs(step).max()) < 1e-9:
            break
    return max(0.0, float(weights[0])), float(weights[1])
