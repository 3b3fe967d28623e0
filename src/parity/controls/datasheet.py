"""What the rules compute from a data sheet: performance, its density, memory bandwidth density, total I/O."""

import numpy as np
from numpy.typing import ArrayLike

from parity.controls.truth import Floats

__all__ = ["bandwidth_density", "dense_operations", "performance_density", "total_io", "total_performance"]


def dense_operations(operations: ArrayLike, *, sparse: bool, factor: float = 2.0) -> Floats:
    """Return dense operations from a data sheet's figure, which marketing often doubles for sparsity [TOPS].

    `factor` is how much the sheet gains by sparsity: 2 for most, less for some 4-bit modes.

    >>> dense_operations(3352, sparse=True).item()
    1676.0
    """
    return np.asarray(operations, np.float64) / (factor if sparse else 1.0)


def total_performance(operations: ArrayLike, bits: ArrayLike, *, units: ArrayLike = 1) -> Floats:
    """Return total processing performance: the largest over number formats of dense operations times bit length.

    `operations` [TOPS], shape (formats,) or (formats, chips), NaN where a format is not stated; `bits` (formats,) is
    the largest bit length among the inputs of the multiplication; `units` is the number of processing units that the
    figures count one of.  The maximum, not the sum, over formats: every published outcome follows from the fastest.

    >>> total_performance([148, 296], [16, 8]).item()
    2368.0
    >>> total_performance([1676], [4]).item()
    6704.0
    """
    stated = np.asarray(operations, np.float64)
    bits = np.asarray(bits, np.float64).reshape(-1, *(1,) * (stated.ndim - 1))
    by_format = np.where(np.isnan(stated), -np.inf, stated * bits)
    best = np.max(by_format, axis=0)
    return np.where(np.isneginf(best), np.nan, best * np.asarray(units, np.float64))


def performance_density(performance: ArrayLike, die_area: ArrayLike) -> Floats:
    """Return performance over the area of all logic dies made with non-planar transistors [mm2].

    With no such die the density is not defined: -inf, which meets no lower bound, so that nothing is promoted by it.

    >>> round(performance_density(2368, 814).item(), 2), performance_density(3000, 0).item()
    (2.91, -inf)
    """
    area = np.asarray(die_area, np.float64)
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        density = np.asarray(performance, np.float64) / area
    return np.where(area == 0, -np.inf, density)


def bandwidth_density(bandwidth: ArrayLike, area: ArrayLike) -> Floats:
    """Return memory bandwidth [GB/s] over the area of the package, or of the stack where it is not packaged [mm2].

    >>> round(bandwidth_density(819, 121).item(), 1)
    6.8
    """
    return np.asarray(bandwidth, np.float64) / np.asarray(area, np.float64)


def total_io(*links: ArrayLike, both_directions: bool = True) -> Floats:
    """Return the sum over all inputs and outputs but links to volatile memory [GB/s], both directions counted.

    >>> total_io(400, 64).item(), total_io(200, 32, both_directions=False).item()
    (464.0, 464.0)
    """
    summed = np.sum(np.stack([np.asarray(link, np.float64) for link in links]), axis=0)
    return np.asarray(summed, np.float64) * (1.0 if both_directions else 2.0)
