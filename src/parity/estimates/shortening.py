"""Are catch-ups getting shorter?  A log-rank test of the leader's earlier against its later records."""

from datetime import date
from math import erfc, sqrt

import numpy as np
from numpy.typing import NDArray

from parity.estimates.catch_up import durations
from parity.estimates.estimate import Estimate
from parity.series import Steps

__all__ = ["log_rank", "shortening"]

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


def shortening(leader: Steps, follower: Steps, *, on: date) -> Estimate | None:
    """Estimate the two-sided p-value that later records are caught up as fast as earlier ones; None with too few.

    In each draw the records are split at their middle one, and open catch-ups count as censored.  The sign tells the
    direction: a negative value means that later ones are slower.  A p-value is of the draws' records alone; with a
    handful of records only large changes can show.
    """
    found = durations(leader, follower, on=on)
    if found is None:
        return None
    months, matched, counts, _ = found
    rank = np.cumsum(counts, axis=1)
    late = rank > rank[:, -1:] / 2
    if (counts & late).sum(axis=1).min() < 2 or (counts & ~late).sum(axis=1).min() < 2:
        return None
    z = log_rank(months, matched, counts, late)
    p = np.array([erfc(abs(one) / sqrt(2)) for one in z.tolist()])
    return Estimate(np.where(z >= 0, p, -p), "signed p-value", on)


def log_rank(time: Floats, event: Flags, counts: Flags, late: Flags) -> Floats:
    """Standardised log-rank statistic of each row: positive where the late group's events come sooner.

    Arrays of shape `(rows, times)` (Mantel 1966).

    >>> time = np.array([[1.0, 2.0, 3.0, 4.0]])
    >>> every = np.ones((1, 4), bool)
    >>> float(log_rank(time, every, every, np.array([[True, True, False, False]]))[0].round(4))
    1.6977
    """
    observed, expected, variance = (np.zeros(time.shape[0]) for _ in range(3))
    for at in range(time.shape[1]):
        now = time[:, at, None]
        # Each distinct event time is used once: at its first place in the row.
        first = counts[:, at] & event[:, at] & ~((time[:, :at] == now) & event[:, :at] & counts[:, :at]).any(axis=1)
        risk = counts & (time >= now)
        d = (counts & event & (time == now)).sum(axis=1)
        n, n_late = risk.sum(axis=1), (risk & late).sum(axis=1)
        share = n_late / np.maximum(n, 1)
        observed += first * (counts & event & late & (time == now)).sum(axis=1)
        expected += first * d * share
        variance += first * d * share * (1 - share) * (n - d) / np.maximum(n - 1, 1)
    return (observed - expected) / np.sqrt(np.maximum(variance, 1e-12))
