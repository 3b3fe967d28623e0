"""The first simple projection: both frontiers go on as a joint random walk with the drift they showed of late."""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from parity.errors import BadInput, NotObserved
from parity.estimates import DAYS_A_MONTH, Estimate, Pair
from parity.series import EPOCH, Steps, day_number, values

__all__ = ["LOOKBACK_MONTHS", "Projection", "project"]

Floats = NDArray[np.float64]

LOOKBACK_MONTHS = 36
"""Months before the day from which drift and spread are taken."""
STEP_MONTHS = 3
"""Steps of the walk: frontiers move by releases and stocks by quarters, so a month is mostly silence."""
LEAST_STEPS = 3


@dataclass(frozen=True, slots=True)
class Projection:
    """Projected scores of two blocs on the same draws: `leader` and `follower` have shape `(draws, days)`."""

    pair: Pair
    days: NDArray[np.int64]
    leader: Floats
    follower: Floats

    @property
    def dates(self) -> tuple[date, ...]:
        """The projected days as dates."""
        return tuple(EPOCH + timedelta(days=int(day)) for day in self.days)

    def gap_at(self, on: date) -> Estimate:
        """Estimate the gap on the first projected day that is not before a date: times, or points."""
        index = self._index(on)
        gap = self.leader[:, index] - self.follower[:, index]
        log = self.pair.metric.scale == "log"
        return Estimate(np.exp(gap) if log else gap, self.pair.metric.gap_unit, self.dates[index])

    def sides_at(self, on: date) -> tuple[Estimate, Estimate]:
        """Estimate both sides on that day, in the metric's unit."""
        of, index = self.pair.metric, self._index(on)
        leader, follower = (
            Estimate(values(of, side[:, index]), of.unit, self.dates[index]) for side in (self.leader, self.follower)
        )
        return leader, follower

    def _index(self, on: date) -> int:
        return min(int(np.searchsorted(self.days, day_number(on))), self.days.size - 1)

    def parity_day(self) -> Estimate:
        """Estimate the first projected day number on which the follower is level; infinite where it never is."""
        level = self.follower >= self.leader
        first = self.days[level.argmax(axis=1)].astype(float)
        return Estimate(np.where(level.any(axis=1), first, np.inf), "days since 1970-01-01", self.pair.on)


def project(pair: Pair, *, until: date, lookback_months: int = LOOKBACK_MONTHS, seed: int = 0) -> Projection:
    """Project both frontiers to a day as a joint random walk with drift.

    For each draw of the data, drift and covariance of the two sides' quarterly score increments are taken from the
    lookback; the drift itself is drawn with its standard error, so that a short history widens the bands.  Frontiers
    and stocks never fall.  This is the documented first model: it knows nothing of export rules or plans.

    Raises `NotObserved` where fewer than three increments are known, `BadInput` if `until` is not after the pair's day.
    """
    start, end = day_number(pair.on), day_number(until)
    if end <= start:
        raise BadInput(f"A projection must end after {pair.on}, the newest day compared; {until} does not.")
    step = round(STEP_MONTHS * DAYS_A_MONTH)
    past = np.arange(start, max(start - round(lookback_months * DAYS_A_MONTH), *_firsts(pair)) - 1, -step)[::-1]
    if past.size <= LEAST_STEPS:
        raise NotObserved(f"Too little of {pair.metric.id} is known before {pair.on} to project it.")
    moves = np.stack([np.diff(side.at(past), axis=1) for side in (pair.leader, pair.follower)])  # (2, draws, n)
    drift = moves.mean(axis=2)  # (2, draws)
    spread = _roots(moves - drift[:, :, None])
    steps_ahead = max((end - start) // step, 1)
    rng = np.random.default_rng([seed, 2])
    draws, n = drift.shape[1], moves.shape[2]
    drift = drift + _mix(spread, rng.standard_normal((2, draws, 1)))[:, :, 0] / np.sqrt(n)
    walk = drift[:, :, None] + _mix(spread, rng.standard_normal((2, draws, steps_ahead)))
    if pair.metric.kind != "flow":
        walk = np.maximum(walk, 0)
    ahead = np.cumsum(walk, axis=2)
    here = np.stack([side.at(np.array([start]))[:, 0] for side in (pair.leader, pair.follower)])
    days = np.minimum(start + step * np.arange(1, steps_ahead + 1), end)
    return Projection(pair, days, here[0][:, None] + ahead[0], here[1][:, None] + ahead[1])


def _firsts(pair: Pair) -> tuple[int, int]:
    return _first(pair.leader), _first(pair.follower)


def _first(side: Steps) -> int:
    return int(side.days[0])


def _roots(centred: Floats) -> Floats:
    """Cholesky factor of the two sides' increments in each draw: shape `(3, draws)` for its three entries."""
    n = centred.shape[2] - 1
    a, b = (np.sqrt((one**2).sum(axis=1) / n) for one in centred)
    with np.errstate(invalid="ignore", divide="ignore"):
        cross = np.where(a > 0, (centred[0] * centred[1]).sum(axis=1) / n / a, 0.0)
    return np.stack([a, cross, np.sqrt(np.maximum(b**2 - cross**2, 0))])


def _mix(roots: Floats, z: Floats) -> Floats:
    """Turn independent deviates, shape `(2, draws, steps)`, into increments with the sides' covariance."""
    a, cross, b = roots[:, :, None]
    return np.stack([a * z[0], cross * z[0] + b * z[1]])
