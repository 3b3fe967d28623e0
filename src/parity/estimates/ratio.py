"""The gap at a day: the ratio of two frontiers or stocks, or their difference in index points."""

from datetime import date

import numpy as np

from parity.estimates.estimate import Estimate, holders
from parity.series import Metric, Steps

__all__ = ["ratio"]


def ratio(metric: Metric, leader: Steps, follower: Steps, *, on: date) -> Estimate:
    """Estimate how many times, or by how many points, the leader is better on a day.

    `F_A(t)/F_B(t)` where gaps are ratios, turned where less is better, else `F_A(t) - F_B(t)`; above 1 (or 0) the
    leader leads.  Raises `NotObserved` if either has no figure by the day.  See docs/estimands/ratio.md.
    """
    a, b = leader.until(on), follower.until(on)
    gap = a.score[:, -1] - b.score[:, -1]
    trace = (*holders("leader's best", a.fact[:, -1]), *holders("follower's best", b.fact[:, -1]))
    return Estimate(np.exp(gap) if metric.scale == "log" else gap, unit=metric.gap_unit, on=on, trace=trace)
