"""Rows of the table of published results, and how their numbers are written."""

from typing import NamedTuple

import numpy as np

from parity.estimates import Estimate


class Result(NamedTuple):
    """One row of the table."""

    what: str
    published: str
    ours: str
    why: str


def band(of: Estimate, digits: int = 1) -> str:
    low, high = of.interval(0.9)
    return f"{of.median:.{digits}f} [{low:.{digits}f}, {high:.{digits}f}]"


def years(of: Estimate) -> str:
    return band(Estimate(of.draws / 12, "years", of.on), 2)


def month(of: Estimate | None) -> str:
    return "no day" if of is None else str(np.datetime64(int(of.median), "D").astype("datetime64[M]"))
