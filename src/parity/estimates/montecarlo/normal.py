"""The normal distribution function and its inverse on arrays, to double precision, without scipy.

Hart's rational approximation as given by West (2005), "Better approximations to cumulative normal functions", and
algorithm AS 241 of Wichura (1988), doi:10.2307/2347330; tests hold both against scipy.
"""

import numpy as np
from numpy.typing import NDArray

__all__ = ["phi", "quantile", "z_of"]

Floats = NDArray[np.float64]

_HART_TOP = (
    3.52624965998911e-02, 0.700383064443688, 6.37396220353165, 33.912866078383, 112.079291497871, 221.213596169931,
    220.206867912376,
)  # fmt: skip
_HART_BOTTOM = (
    8.83883476483184e-02, 1.75566716318264, 16.064177579207, 86.7807322029461, 296.564248779674, 637.333633378831,
    793.826512519948, 440.413735824752,
)  # fmt: skip
_MIDDLE = (
    (2509.0809287301226727, 33430.575583588128105, 67265.770927008700853, 45921.953931549871457,
     13731.693765509461125, 1971.5909503065514427, 133.14166789178437745, 3.387132872796366608),
    (5226.495278852545925, 28729.085735721942674, 39307.89580009271061, 21213.794301586595867,
     5394.1960214247511077, 687.1870074920579083, 42.313330701600911252, 1.0),
)  # fmt: skip
_NEAR = (
    (7.7454501427834140764e-4, 0.0227238449892691845833, 0.24178072517745061177, 1.27045825245236838258,
     3.64784832476320460504, 5.7694972214606914055, 4.6303378461565452959, 1.42343711074968357734),
    (1.05075007164441684324e-9, 5.475938084995344946e-4, 0.0151986665636164571966, 0.14810397642748007459,
     0.68976733498510000455, 1.6763848301838038494, 2.05319162663775882187, 1.0),
)  # fmt: skip
_FAR = (
    (2.01033439929228813265e-7, 2.71155556874348757815e-5, 0.0012426609473880784386, 0.026532189526576123093,
     0.29656057182850489123, 1.7848265399172913358, 5.4637849111641143699, 6.6579046435011037772),
    (2.04426310338993978564e-15, 1.4215117583164458887e-7, 1.8463183175100546818e-5, 7.868691311456132591e-4,
     0.0148753612908506148525, 0.13692988092273580531, 0.59983220655588793769, 1.0),
)  # fmt: skip


def _horner(coefficients: tuple[float, ...], x: Floats) -> Floats:
    total = np.full_like(x, coefficients[0])
    for one in coefficients[1:]:
        total *= x
        total += one
    return total


def phi(z: Floats) -> Floats:
    """Return the share of a standard normal below `z`, in its shape.

    >>> phi(np.array([0.0, 1.6448536269514722])).round(12).tolist()
    [0.5, 0.95]
    """
    x = np.minimum(np.abs(z), 37.0)
    near = np.minimum(x, 7.07106781186547)
    tail = np.exp(-x * x / 2)
    below = tail * _horner(_HART_TOP, near) / _horner(_HART_BOTTOM, near)
    far = x > 7.07106781186547
    if far.any():
        cut = x + 1 / (x + 2 / (x + 3 / (x + 4 / (x + 0.65))))
        below = np.where(far, tail / cut / 2.506628274631, below)
    return np.where(z > 0, 1 - below, below)


def quantile(p: Floats) -> Floats:
    """Return the point below which a standard normal falls with probability `p`, in its shape; 0 and 1 are infinite.

    >>> quantile(np.array([0.05, 0.5])).round(9).tolist()
    [-1.644853627, 0.0]
    """
    q = p - 0.5
    found = np.empty_like(p)
    middle = np.abs(q) <= 0.425
    r = 0.180625 - q[middle] ** 2
    found[middle] = q[middle] * _horner(_MIDDLE[0], r) / _horner(_MIDDLE[1], r)
    outer = ~middle
    with np.errstate(divide="ignore"):
        r = np.sqrt(-np.log(np.minimum(p[outer], 1 - p[outer])))
    at_end = np.isinf(r)
    r = np.where(at_end, 5.0, r)
    near = r <= 5
    close, beyond = r - 1.6, r - 5
    tail = np.where(
        near,
        _horner(_NEAR[0], close) / _horner(_NEAR[1], close),
        _horner(_FAR[0], beyond) / _horner(_FAR[1], beyond),
    )
    found[outer] = np.copysign(np.where(at_end, np.inf, tail), q[outer])
    return found


def z_of(level: float) -> float:
    """Return how many standard deviations the ends of a central interval lie from the middle.

    >>> round(z_of(0.9), 6)
    1.644854
    """
    return float(quantile(np.array([0.5 + level / 2]))[0])
