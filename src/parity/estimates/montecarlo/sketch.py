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
        self._zeros = np.zeros(columns, dtype=np.int64)
        # Below and above zero apart: between them lie a hundred thousand bins that nothing falls into.
        self._sides = tuple([_Side() for _ in range(columns)] for _ in range(2))

    def add(self, values: Floats) -> None:
        """Count draws, shape `(draws, columns)`; one row stands for a number known exactly."""
        bins = _bins(np.ascontiguousarray(values.T))
        low, high = bins.min(axis=1), bins.max(axis=1)
        for column, row in enumerate(bins):
            if low[column] > 0:
                self._sides[1][column].add(row, int(low[column]), int(high[column]))
                continue
            self._zeros[column] += int((row == 0).sum())
            for side, some in zip(self._sides, (row[row < 0], row[row > 0]), strict=True):
                if some.size:
                    side[column].add(some, int(some.min()), int(some.max()))
        self.draws += values.shape[0]

    def merge(self, other: "Sketch") -> None:
        """Add the counts of another sketch of the same columns."""
        self._zeros += other._zeros
        for side, more in zip(self._sides, other._sides, strict=True):
            for one, another in zip(side, more, strict=True):
                if another.counts.size:
                    one.put(another.first, another.counts)
        self.draws += other.draws

    def quantile(self, levels: Sequence[float]) -> Floats:
        """Return quantiles, shape `(levels, columns)`, exact to the width of a bin (0.05 %)."""
        return np.array([self._column(column, levels) for column in range(self._zeros.size)]).T

    def _column(self, column: int, levels: Sequence[float]) -> list[float]:
        below, above = (side[column] for side in self._sides)
        bins = np.concatenate([
            below.first + np.arange(below.counts.size), [0], above.first + np.arange(above.counts.size),
        ]).astype(np.int64)  # fmt: skip
        counts = np.concatenate([below.counts, self._zeros[column : column + 1], above.counts])
        reached, found = np.cumsum(counts), []
        for level in levels:
            wanted = level * reached[-1]
            at = min(int(np.searchsorted(reached, wanted, side="left")), counts.size - 1)
            inside = (wanted - (reached[at] - counts[at])) / max(int(counts[at]), 1)
            number = bins[at : at + 1]
            low, high = _edges(number - (number < 0))[0], _edges(number + (number >= 0))[0]
            found.append(float(low + inside * (high - low)) if number[0] else 0.0)
        return found


class _Side:
    """Counts of neighbouring bins, from the first that anything fell into."""

    def __init__(self) -> None:
        self.first = 0
        self.counts: NDArray[np.int64] = np.zeros(0, dtype=np.int64)

    def add(self, bins: NDArray[np.int64], low: int, high: int) -> None:
        self.put(low, np.bincount(bins - low, minlength=high - low + 1))

    def put(self, first: int, counts: NDArray[np.int64]) -> None:
        if not self.counts.size:
            self.first, self.counts = first, counts.copy()
            return
        end, reach = first + counts.size, self.first + self.counts.size
        low = min(self.first, first)
        if low < self.first or end > reach:
            wider = np.zeros(max(reach, end) - low, dtype=np.int64)
            wider[self.first - low : reach - low] = self.counts
            self.first, self.counts = low, wider
        self.counts[first - low : end - low] += counts
