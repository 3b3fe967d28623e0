"""Destinations as columns, with what the rules ask of them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from parity.controls.destinations import Destination, reach
from parity.controls.parameters import Days

__all__ = ["Where", "places"]


@dataclass(frozen=True, slots=True)
class Where:
    """Places of many shipments, each of shape (chips,)."""

    to: NDArray[np.str_]
    origin: NDArray[np.str_]
    reach: NDArray[np.int8]


def places(wheres: Sequence[Destination], rows: NDArray[np.intp], days: Days) -> Where:
    """Lay the destinations of these rows out as columns; `rows` indexes `wheres`, shape (chips,).

    >>> days = np.array(["2024-02-01"], "datetime64[D]")
    >>> places([Destination("HK")], np.array([0]), days).reach.tolist()
    [3]
    """
    to = np.array([one.to for one in wheres], np.str_)
    hq = np.array([one.hq for one in wheres], np.str_)
    origin = np.array([one.origin for one in wheres], np.str_)
    # Groups are looked up once for each pair of place and day, not once for each row.
    known, first, back = np.unique(rows * 40_000 + days.astype(np.int64), return_index=True, return_inverse=True)
    reached = reach(to[rows[first]], hq[rows[first]], days[first]) if known.size else np.empty(0, np.int8)
    return Where(to[rows], origin[rows], reached[back])
