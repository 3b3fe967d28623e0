"""The lag: how long ago the leader was where the follower is."""

from datetime import date

import numpy as np
from numpy.typing import NDArray

from parity.estimates.estimate import Estimate, holders
from parity.series import Steps, day_number

__all__ = ["DAYS_A_MONTH", "lag", "time_behind"]

DAYS_A_MONTH = 365.25 / 12


def lag(leader: Steps, follower: Steps, *, on: date) -> Estimate:
    """Estimate the months since the leader first reached what the follower has reached by a day.

    `t - min{s : F_A(s) >= F_B(t)}`; where the follower leads, minus the months by which the leader trails it.  Where
    the leader's first known figure already exceeds the follower's, the lag is at least the time since then, and that
    least time is counted.  Raises `NotObserved` if either has no figure by the day.  See docs/estimands/lag.md.
    """
    a, b = leader.until(on), follower.until(on)
    behind, index = time_behind(a, b, day_number(on))
    ahead, _ = time_behind(b, a, day_number(on))
    leads = index < a.days.size
    months = np.where(leads, behind, -ahead) / DAYS_A_MONTH
    reached = np.where(leads, a.fact[np.arange(index.size), np.minimum(index, a.days.size - 1)], -1)
    trace = (*holders("leader first at the follower's level", reached), *holders("follower's best", b.fact[:, -1]))
    truncated = np.where(leads, (index == 0) & (a.score[:, 0] > b.score[:, -1]), False)
    return Estimate(months, unit="months", on=on, trace=trace, at_least=bool(truncated.mean() >= 0.5))


def time_behind(leader: Steps, follower: Steps, day: int) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Days since the leader first reached the follower's last level, and the knot at which; `knots` if it has not."""
    index = leader.first_reaching(follower.score[:, -1:])[:, 0]
    reached = leader.days[np.minimum(index, leader.days.size - 1)]
    return np.where(index < leader.days.size, day - reached, 0).astype(np.float64), index
