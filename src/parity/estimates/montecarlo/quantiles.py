"""Quantiles of many series at once: sorting whole columns is several times as fast as numpy's search for each."""

from collections.abc import Sequence

import numpy as np

from parity.estimates.montecarlo.kinds import Floats

__all__ = ["quantiles"]


def quantiles(draws: Floats, levels: Sequence[float]) -> Floats:
    """Return quantiles of columns, shape `(levels, columns)`, of `(draws, columns)`: those of `numpy.quantile`.

    >>> quantiles(np.array([[1.0], [2.0], [4.0]]), (0.5, 0.75)).tolist()
    [[2.0], [3.0]]
    """
    rows = np.array(draws.T, order="C")
    rows.sort(axis=1)
    at = np.asarray(levels) * (rows.shape[1] - 1)
    below = np.floor(at).astype(np.int64)
    above = np.minimum(below + 1, rows.shape[1] - 1)
    found: Floats = (rows[:, below] + (rows[:, above] - rows[:, below]) * (at - below)).T
    return found
