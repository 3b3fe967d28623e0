"""When did the gap start to move differently?  One break in its trend, found and dated."""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from parity.estimates.estimate import Estimate
from parity.estimates.trend import gap_over
from parity.series import EPOCH, Metric, Steps

__all__ = ["Change", "change_point"]

LEAST_POINTS = 12
"""A break needs a year of months on the grid, and no break is looked for within the first or last sixth."""


@dataclass(frozen=True, slots=True)
class Change:
    """A break in the trend of the gap."""

    probability: float
    """Share of draws in which a line with a break fits better than a straight one, by BIC."""
    day: Estimate
    """Day number of the break in those draws; of all draws if there are none."""
    before: Estimate
    """Slope before it, a year, in log points or points."""
    after: Estimate
    """Slope after it."""

    @property
    def date(self) -> date:
        """The middle day of the break."""
        return EPOCH + timedelta(days=int(self.day.median))


def change_point(metric: Metric, leader: Steps, follower: Steps, *, on: date, months: int = 1200) -> Change | None:
    """Fit a line and a line with one kink to the gap in each draw, and choose by BIC; None with too few points.

    Candidates for the kink are the grid days of the middle two thirds.  As in the trend, each change of the gap
    counts once in the BIC, not each grid day.
    """
    days, gap = gap_over(metric, leader, follower, on=on, months=months)
    if days.size < LEAST_POINTS:
        return None
    years = (days - days[0]) / 365.25
    edge = days.size // 6
    line = np.stack([np.ones_like(years), years], axis=1)
    straight = _misfit(line, gap)[0]
    fits = [
        _misfit(np.column_stack([line, np.maximum(years - years[k], 0)]), gap) for k in range(edge, days.size - edge)
    ]
    misfits = np.stack([one for one, _ in fits])  # (candidates, draws)
    best = misfits.argmin(axis=0)
    every = np.arange(gap.shape[0])
    slopes = np.stack([beta for _, beta in fits])[best, :, every]  # (draws, 3)
    n = np.maximum((np.diff(gap, axis=1) != 0).sum(axis=1), 3)
    # A kink costs two parameters: where, and how much.
    gain = n * np.log(np.maximum(straight, 1e-30) / np.maximum(misfits[best, every], 1e-30)) - 2 * np.log(n)
    kinked = gain > 0
    of = kinked if kinked.any() else np.ones_like(kinked)
    unit = "log points a year" if metric.scale == "log" else f"{metric.unit} a year"
    return Change(
        probability=float(kinked.mean()),
        day=Estimate(days[edge + best[of]].astype(float), "days since 1970-01-01", on),
        before=Estimate(slopes[of, 1], unit, on),
        after=Estimate(slopes[of, 1] + slopes[of, 2], unit, on),
    )


def _misfit(design: np.ndarray, gap: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Mean squared residual of each draw, shape `(draws,)`, and its coefficients, shape `(coefficients, draws)`."""
    beta = np.linalg.pinv(design) @ gap.T
    return ((gap.T - design @ beta) ** 2).mean(axis=0), beta
