"""How fast a frontier or stock grows: times a year and doubling time, over a trailing window."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from parity.estimates.estimate import Estimate
from parity.estimates.trend import month_ends
from parity.series import Metric, Steps

__all__ = ["Growth", "growth"]


@dataclass(frozen=True, slots=True)
class Growth:
    """Growth of one side."""

    rate: Estimate
    """Factor a year on a log scale, points a year on a linear one; of a metric where less is better, the gain."""
    doubling_months: Estimate | None
    """Months in which it doubles; None on a linear scale; infinite where it does not grow."""


def growth(metric: Metric, side: Steps, *, on: date, months: int) -> Growth | None:
    """Estimate the growth of one side over the months before a day by least squares in each draw.

    None where fewer than three points are known.  The interval is over draws of the data: measurement error alone.
    """
    days = month_ends(metric, side, side, on=on, months=months)
    if days.size < 3:
        return None
    years = (days - days.mean()) / 365.25
    score = side.at(days)
    slope = (score * years).sum(axis=1) / (years**2).sum()
    if metric.scale == "linear":
        return Growth(Estimate(slope, f"{metric.unit} a year", on), None)
    with np.errstate(divide="ignore"):
        doubling = np.where(slope > 0, 12 * np.log(2) / slope, np.inf)
    return Growth(Estimate(np.exp(slope), "x a year", on), Estimate(doubling, "months", on))
