"""The lag: how long ago the leader was where the follower is."""

from datetime import date

import numpy as np
from numpy.typing import NDArray

from parity.estimates.estimate import Estimate, holders
from parity.series import Steps, day_number

__all__ = ["DAYS_A_MONTH", "lag", "lag_through"]

DAYS_A_MONTH = 365.25 / 12


def lag(leader: Steps, follower: Steps, *, on: date) -> Estimate:
    """Estimate the months since the leader first reached what the follower has reached by a day.

    `t - min{s : F_A(s) >= F_B(t)}`; where the follower leads, minus the months by which the leader trails it.  Where
    the leader's first known figure already exceeds the follower's, the lag is at least the time since then, and that
    least time is counted.  Raises `NotObserved` if either has no figure by the day.  See docs/estimands/lag.md.
    """
    a, b = leader.until(on), follower.until(on)
    day = np.array([day_number(on)])
    months, index = _signed(a, b, day)
    index = index[:, 0]
    leads = index < a.days.size
    reached = np.where(leads, a.fact[np.arange(index.size), np.minimum(index, a.days.size - 1)], -1)
    trace = (*holders("leader first at the follower's level", reached), *holders("follower's best", b.fact[:, -1]))
    truncated = leads & (index == 0) & (a.score[:, 0] > b.score[:, -1])
    return Estimate(months[:, 0], unit="months", on=on, trace=trace, at_least=bool(truncated.mean() >= 0.5))


def lag_through(leader: Steps, follower: Steps, days: NDArray[np.int64]) -> NDArray[np.float64]:
    """Lag on each of many days, months, shape `(draws, days)`; both must be known on the first."""
    return _signed(leader, follower, days)[0]


def _signed(a: Steps, b: Steps, days: NDArray[np.int64]) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Months behind, negative where B leads, and the knot at which A was first at B's level."""
    behind, index = _since(a, b, days)
    ahead, _ = _since(b, a, days)
    leads = a.at(days) >= b.at(days)
    return np.where(leads, behind, -ahead) / DAYS_A_MONTH, index


def _since(a: Steps, b: Steps, days: NDArray[np.int64]) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Days since A first reached B's level of each day, and the knot; `knots` where A never did."""
    index = a.first_reaching(b.at(days))
    reached = a.days[np.minimum(index, a.days.size - 1)]
    return (days - reached).astype(np.float64), index
