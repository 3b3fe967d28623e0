"""Quantiles of more draws than fit in memory: counts of values in bins of a fixed relative width.

A value's bin is its exponent and the first eleven bits of its fraction, so that a bin is 0.05 % wide anywhere and no
range has to be known in advance.  Counts are whole numbers: the result does not depend on the order of the batches.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from parity.estimates.montecarlo.kinds import Floats

__all__ = ["Sketch"]

_BITS = 41
_TINY = 1e-9
_BASE = int(np.array([_TINY]).view(np.int64)[0] >> _BITS)


def _bins(values: Floats) -> NDArray[np.int64]:
    """Bins of values, ascending with them; 0 holds what is nearly 0."""
    size = np.abs(values)
    bins: NDArray[np.int64] = (size.view(np.int64) >> _BITS) - _BASE
    np.maximum(bins, 0, out=bins)
    return np.where(values < 0, -bins, bins)


def _edges(bins: NDArray[np.int64]) -> Floats:
    """Lower edge, by size, of each bin."""
    found = ((np.abs(bins) + _BASE) << _BITS).view(np.float64) * np.sign(bins)
    return np.asarray(found, dtype=np.float64)


class Sketch:
    """Counts by bin of some columns of draws; add batches, merge sketches, ask for quantiles.

    >>> one = Sketch(1)
    >>> one.add(np.arange(1.0, 1001.0)[:, None])
    >>> one.quantile([0.5]).round().tolist()
    [[500.0]]
    """

    def __init__(self, columns: int) -> None:
        self.draws = 0
        self._first = [0] * columns
        self._counts: list[NDArray[np.int64]] = [np.zeros(0, dtype=np.int64) for _ in range(columns)]

    def add(self, values: Floats) -> None:
        """Count draws, shape `(draws, columns)`; one row stands for a number known exactly."""
        bins = _bins(np.ascontiguousarray(values.T))
        low, high = bins.min(axis=1), bins.max(axis=1)
        for column, row in enumerate(bins):
            first = int(low[column])
            counts = np.bincount(row - first, minlength=int(high[column]) - first + 1)
            self._put(column, first, counts)
        self.draws += values.shape[0]

    def merge(self, other: "Sketch") -> None:
        """Add the counts of another sketch of the same columns."""
        for column, (first, counts) in enumerate(zip(other._first, other._counts, strict=True)):
            if counts.size:
                self._put(column, first, counts)
        self.draws += other.draws

    def _put(self, column: int, first: int, counts: NDArray[np.int64]) -> None:
        held, start = self._counts[column], self._first[column]
        if not held.size:
            self._counts[column], self._first[column] = counts.copy(), first
            return
        low, high = min(start, first), max(start + held.size, first + counts.size)
        if low < start or high > start + held.size:
            wider = np.zeros(high - low, dtype=np.int64)
            wider[start - low : start - low + held.size] = held
            self._counts[column], self._first[column] = wider, low
            held = wider
        held[first - low : first - low + counts.size] += counts

    def quantile(self, levels: Sequence[float]) -> Floats:
        """Return quantiles, shape `(levels, columns)`, exact to the width of a bin (0.05 %)."""
        found = np.zeros((len(levels), len(self._counts)))
        for column, (first, counts) in enumerate(zip(self._first, self._counts, strict=True)):
            below = np.cumsum(counts)
            for place, level in enumerate(levels):
                wanted = level * below[-1]
                at = int(np.searchsorted(below, wanted, side="left"))
                at = min(at, counts.size - 1)
                inside = (wanted - (below[at] - counts[at])) / max(int(counts[at]), 1)
                number = np.array([first + at], dtype=np.int64)
                low, high = _edges(number)[0], _edges(number + 1)[0]
                if number[0] < 0:
                    low, high = _edges(number - 1)[0], _edges(number)[0]
                found[place, column] = low + inside * (high - low)
        return found
