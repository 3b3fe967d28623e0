"""Catch-up times: how long the follower takes to reach each record of the leader, those still open included."""

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from parity.estimates.estimate import Estimate
from parity.estimates.lag import DAYS_A_MONTH
from parity.series import Steps, day_number

__all__ = ["CatchUp", "catch_up", "durations", "kaplan_meier"]

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class CatchUp:
    """Times from a record of the leader to the follower's reaching it."""

    median: Estimate
    """Kaplan-Meier median, months; infinite in a draw where fewer than half are reached."""
    restricted_mean: Estimate
    """Mean over the first `horizon` months, months."""
    horizon: float
    """The longest time observed in any draw, months: what the mean is restricted to."""
    mean_matched_only: Estimate
    """Mean of the catch-ups that have happened: biased low, shown because dashboards print it."""
    matched: float
    """Records reached by the day, mean over draws."""
    censored: float
    """Records not reached by the day, mean over draws."""


def catch_up(leader: Steps, follower: Steps, *, on: date) -> CatchUp | None:
    """Estimate the catch-up time over the leader's records, right-censored at a day; None if it set none.

    A record counts once a draw, on the day it is set; a level the follower held already counts as reached at once.
    See docs/estimands/catch-up.md (Kaplan and Meier 1958, doi:10.1080/01621459.1958.10501452).
    """
    found = durations(leader, follower, on=on)
    if found is None:
        return None
    months, matched, is_record, _ = found
    horizon = float(months[is_record].max())
    median, mean = kaplan_meier(months, matched, is_record, horizon)
    done = is_record & matched
    with np.errstate(invalid="ignore"):
        only = np.where(done, months, 0).sum(axis=1) / done.sum(axis=1)
    only = only[np.isfinite(only)] if np.isfinite(only).any() else np.array([np.inf])
    return CatchUp(
        median=Estimate(median, "months", on),
        restricted_mean=Estimate(mean, "months", on),
        horizon=horizon,
        mean_matched_only=Estimate(only, "months", on),
        matched=float(done.sum(axis=1).mean()),
        censored=float((is_record & ~matched).sum(axis=1).mean()),
    )


def durations(
    leader: Steps, follower: Steps, *, on: date
) -> tuple[Floats, NDArray[np.bool_], NDArray[np.bool_], NDArray[np.int64]] | None:
    """Months from each record of the leader to the follower's reaching it or to the day, if it set any.

    Returns times, whether reached, which knots are records, all of shape `(draws, knots)`, and the knots' days.
    """
    a, b = leader.until(on), follower.until(on)
    is_record = np.concatenate([np.ones((a.score.shape[0], 1), bool), a.score[:, 1:] > a.score[:, :-1]], axis=1)
    # A level that the follower's very first figure already exceeds was reached at an unknown earlier time.
    is_record &= (a.score > b.score[:, :1]) | (a.days >= b.days[0])
    if not is_record.any():
        return None
    index = b.first_reaching(a.score)
    matched = index < b.days.size
    end = np.where(matched, b.days[np.minimum(index, b.days.size - 1)], day_number(on))
    return np.maximum(end - a.days, 0) / DAYS_A_MONTH, matched, is_record, a.days


def kaplan_meier(
    time: Floats, event: NDArray[np.bool_], counts: NDArray[np.bool_], horizon: float
) -> tuple[Floats, Floats]:
    """Kaplan-Meier median and mean restricted to a horizon, for each row: arrays of shape `(rows, times)`.

    Of equal times events come before censorings, as the product-limit estimate has it.

    >>> time = np.array([[2.0, 4.0, 6.0, 8.0]])
    >>> median, mean = kaplan_meier(time, np.array([[True, True, False, True]]), np.ones((1, 4), bool), 8.0)
    >>> float(median[0]), float(mean[0])  # 2 + 2 x 3/4 + 4 x 1/2
    (4.0, 5.5)
    """
    order = np.lexsort((~event, np.where(counts, time, np.inf)), axis=1)
    t, d, n = (np.take_along_axis(one, order, axis=1) for one in (time, event & counts, counts))
    at_risk = np.cumsum(n[:, ::-1], axis=1)[:, ::-1]
    survival = np.cumprod(1 - d / np.maximum(at_risk, 1), axis=1)
    reached = survival <= 0.5 + 1e-12
    first = reached.argmax(axis=1)
    median = np.where(reached.any(axis=1), np.take_along_axis(t, first[:, None], axis=1)[:, 0], np.inf)
    edges = np.minimum(np.where(n, t, horizon), horizon)
    starts = np.concatenate([np.zeros((t.shape[0], 1)), edges], axis=1)
    levels = np.concatenate([np.ones((t.shape[0], 1)), survival], axis=1)
    widths = np.diff(np.concatenate([starts, np.full((t.shape[0], 1), horizon)], axis=1), axis=1)
    return median, (np.maximum(widths, 0) * levels).sum(axis=1)
