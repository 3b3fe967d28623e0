"""Is the gap closing?  The slope of the gap over a trailing window, and the probability that it falls."""

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from parity.estimates.estimate import Estimate
from parity.estimates.lag import DAYS_A_MONTH
from parity.series import Metric, Steps, day_number

__all__ = ["WINDOW_MONTHS", "Trend", "gap_over", "month_ends", "trend"]

WINDOW_MONTHS = 24


@dataclass(frozen=True, slots=True)
class Trend:
    """Slope of the gap a year: log points where gaps are ratios, else points; below zero the gap closes."""

    slope: Estimate
    window_months: int

    @property
    def p_closing(self) -> float:
        """Probability that the slope is below zero."""
        return self.slope.prob(lambda x: x < 0)


def trend(
    metric: Metric, leader: Steps, follower: Steps, *, on: date, months: int = WINDOW_MONTHS, seed: int = 0
) -> Trend | None:
    """Estimate the slope of the gap over the months before a day; None where fewer than three points are known.

    Least squares in each draw, on month ends for records and on the known days for stocks and flows.  A frontier that
    moves in a few steps says less about its slope than its many grid days suggest, so each side's residual counts once
    a step it takes, and each draw gets the error of a slope known from so few.  See docs/estimands/trend.md.
    """
    days = month_ends(metric, leader, follower, on=on, months=months)
    if days.size < 3:
        return None
    years = (days - days.mean()) / 365.25
    spread = float((years**2).sum())
    sides = [side.at(days) for side in (leader, follower)]
    gap = sides[0] - sides[1]
    slope = (gap * years).sum(axis=1) / spread
    steps = [np.maximum((np.diff(one, axis=1) != 0).sum(axis=1) - 1, 1) for one in sides]
    rough = [_misfit(one, years) / n for one, n in zip(sides, steps, strict=True)]
    whole = np.maximum(sum(one * n for one, n in zip(rough, steps, strict=True)), 1e-300)
    error = np.sqrt(_misfit(gap, years) / spread * sum(rough) / whole)
    freedom = sum(rough) ** 2 / np.maximum(sum(one**2 / n for one, n in zip(rough, steps, strict=True)), 1e-300)
    noise = np.random.default_rng([seed, 1]).standard_t(np.maximum(freedom, 2)) * error
    unit = "log points a year" if metric.scale == "log" else f"{metric.unit} a year"
    return Trend(Estimate(slope + noise, unit, on), months)


def _misfit(score: NDArray[np.float64], years: NDArray[np.float64]) -> NDArray[np.float64]:
    """Sum of squared residuals of a line through each draw's scores; `years` are centred."""
    slope = (score * years).sum(axis=1, keepdims=True) / (years**2).sum()
    residual = score - score.mean(axis=1, keepdims=True) - slope * years
    return np.asarray((residual**2).sum(axis=1))


def gap_over(
    metric: Metric, leader: Steps, follower: Steps, *, on: date, months: int
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Days and the gap in scores on them, shape `(draws, days)`, over the months before a day where both are known."""
    days = month_ends(metric, leader, follower, on=on, months=months)
    return days, leader.at(days) - follower.at(days)


def month_ends(metric: Metric, one: Steps, other: Steps, *, on: date, months: int) -> NDArray[np.int64]:
    """Days to look at over the months before a day: month by month for records, the known days for sums."""
    last = day_number(on)
    first = int(max(last - round(months * DAYS_A_MONTH), one.days[0], other.days[0]))
    if metric.kind == "record":
        return np.unique(np.linspace(first, last, max(int((last - first) / DAYS_A_MONTH) + 1, 1)).astype(np.int64))
    known = np.union1d(one.days, other.days)
    return known[(known >= first) & (known <= last)]
