"""Yes, no and not known: how tests on figures that may be missing are combined."""

import numpy as np
from numpy.typing import NDArray

from parity.errors import BadInput

__all__ = ["NO", "UNKNOWN", "YES", "Truth", "all_of", "any_of", "compare"]

Truth = NDArray[np.int8]
"""One of `NO`, `UNKNOWN`, `YES` a chip, shape (chips,)."""

Floats = NDArray[np.float64]

NO, UNKNOWN, YES = np.int8(-1), np.int8(0), np.int8(1)


def compare(low: Floats, high: Floats, operator: str, threshold: Floats) -> Truth:
    """Whether figures known to lie between `low` and `high` meet a threshold; a threshold that is NaN is not in force.

    All arrays have shape (chips,) and one unit.  Raises `BadInput` on an operator other than >=, >, < and <=.

    >>> import numpy as np
    >>> low, high = np.array([4800.0, 4700.0, 4799.0]), np.array([4800.0, 4900.0, 4799.0])
    >>> compare(low, high, ">=", np.full(3, 4800.0)).tolist()
    [1, 0, -1]
    """
    match operator:
        case ">=":
            yes, no = low >= threshold, high < threshold
        case ">":
            yes, no = low > threshold, high <= threshold
        case "<":
            yes, no = high < threshold, low >= threshold
        case "<=":
            yes, no = high <= threshold, low > threshold
        case _:
            raise BadInput(f"operator {operator!r}: expected >=, >, < or <=.")
    met = np.where(yes, YES, np.where(no, NO, UNKNOWN))
    return np.where(np.isnan(threshold), NO, met).astype(np.int8)


def all_of(parts: list[Truth]) -> Truth:
    """Yes where every part is, no where one is not, else not known.

    >>> all_of([np.array([1, 1], np.int8), np.array([0, -1], np.int8)]).tolist()
    [0, -1]
    """
    joined: Truth = np.minimum.reduce(parts)
    return joined


def any_of(parts: list[Truth]) -> Truth:
    """Yes where one part is, no where none is, else not known.

    >>> any_of([np.array([-1, -1], np.int8), np.array([0, -1], np.int8)]).tolist()
    [0, -1]
    """
    joined: Truth = np.maximum.reduce(parts)
    return joined
