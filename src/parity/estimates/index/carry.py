"""A new model's capability from its scores, with the benchmarks' parameters as they were fitted."""

import numpy as np
from numpy.typing import NDArray

from parity.estimates.index.fit import LIMIT
from parity.estimates.index.model import expected

__all__ = ["carried"]

Floats = NDArray[np.float64]

GRID = np.linspace(-LIMIT, LIMIT, 401)
CHUNK = 64


def carried(difficulty: Floats, slope: Floats, chance: Floats, score: Floats, weight: Floats, ridge: float) -> Floats:
    """Capability that fits one model's scores best, for each draw of the benchmarks: shape `(draws,)`.

    `difficulty`, `slope` and `weight` have shape `(draws, scores)`, `chance` and `score` `(scores,)`.  The cost in one
    unknown may have several minima, so it is scanned over the whole scale and the best place refined by golden section.

    >>> one = np.ones((1, 1))
    >>> carried(0 * one, one, np.zeros(1), np.array([0.5]), one, 0.0).round(6) + 0.0
    array([0.])
    """

    def cost(capability: Floats, rows: slice) -> Floats:
        wrong = expected(slope[rows, None] * (capability[:, :, None] - difficulty[rows, None]), chance)[0] - score
        return np.asarray((weight[rows, None] * wrong**2).sum(axis=2) + ridge * capability**2)

    found = np.empty(difficulty.shape[0])
    for first in range(0, found.size, CHUNK):
        rows = slice(first, first + CHUNK)
        many = difficulty[rows].shape[0]
        place = GRID[cost(np.tile(GRID, (many, 1)), rows).argmin(axis=1)]
        step = GRID[1] - GRID[0]
        left, right = np.maximum(place - step, -LIMIT), np.minimum(place + step, LIMIT)
        for _ in range(48):
            inner = left[:, None] + (right - left)[:, None] * np.array([0.381966, 0.618034])
            both = cost(inner, rows)
            worse = both[:, 0] > both[:, 1]
            left, right = np.where(worse, inner[:, 0], left), np.where(worse, right, inner[:, 1])
        found[rows] = (left + right) / 2
    return found
