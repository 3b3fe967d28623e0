"""What stands beside the headline numbers: growth, the average lag, a change point, the lag by regression, and more."""

from dataclasses import dataclass

import numpy as np

from parity.errors import NotObserved
from parity.estimates.changes import Change, change_point
from parity.estimates.estimate import Estimate
from parity.estimates.gap import Gap
from parity.estimates.growth import Growth, growth
from parity.estimates.lag import DAYS_A_MONTH, lag, lag_through
from parity.estimates.ratio import ratio
from parity.estimates.regression import Regression, regression_lag
from parity.estimates.shortening import shortening
from parity.series import Steps, day_number

__all__ = ["Detail", "LagWindow", "Unpublished", "detail"]


@dataclass(frozen=True, slots=True)
class LagWindow:
    """The lag over a window, week by week."""

    mean: Estimate
    least: Estimate
    most: Estimate
    months: int


@dataclass(frozen=True, slots=True)
class Unpublished:
    """What if the follower's best model is not published?"""

    step: Estimate
    """The step assumed: the follower's middle record step so far, in scores."""
    lag: Estimate
    ratio: Estimate


@dataclass(frozen=True, slots=True)
class Detail:
    """The numbers beside the headline; None where too little is known for one."""

    leader_growth: Growth | None
    follower_growth: Growth | None
    lag_window: LagWindow
    change: Change | None
    regression: Regression | None
    shortening: Estimate | None
    unpublished: Unpublished | None


def detail(gap: Gap, *, months: int = 24, seed: int = 0) -> Detail:
    """Estimate what stands beside a gap, over the months before its day."""
    pair = gap.pair
    of, on = pair.metric, pair.on
    try:
        lines = regression_lag(pair, seed=seed) if of.kind == "record" else None
    except NotObserved:
        lines = None
    return Detail(
        leader_growth=growth(of, pair.leader, on=on, months=months),
        follower_growth=growth(of, pair.follower, on=on, months=months),
        lag_window=lag_window(gap, months=months),
        change=change_point(of, pair.leader, pair.follower, on=on),
        regression=lines,
        shortening=shortening(pair.leader, pair.follower, on=on),
        unpublished=unpublished(gap) if of.kind == "record" else None,
    )


def lag_window(gap: Gap, *, months: int) -> LagWindow:
    """Average and range of the lag over the months before the day, on a weekly grid from where both are known."""
    pair = gap.pair
    last = day_number(pair.on)
    first = max(last - round(months * DAYS_A_MONTH), int(pair.leader.days[0]), int(pair.follower.days[0]))
    days = np.append(np.arange(first, last, 7), last)
    through = lag_through(pair.leader, pair.follower, days)
    mean, least, most = (Estimate(one, "months", pair.on) for one in (through.mean(1), through.min(1), through.max(1)))
    return LagWindow(mean, least, most, months)


def unpublished(gap: Gap) -> Unpublished | None:
    """Raise the follower's frontier by its middle record step, as if a model of that size were kept back."""
    pair = gap.pair
    now = pair.follower.until(pair.on)
    rises = np.diff(now.score, axis=1)
    if not (rises > 0).any(axis=1).all():
        return None
    step = np.nanmedian(np.where(rises > 0, rises, np.nan), axis=1)
    score = now.score.copy()
    score[:, -1] += step
    raised = Steps(now.bloc, now.days, score, now.fact)
    unit = "log points" if pair.metric.scale == "log" else pair.metric.unit
    return Unpublished(
        step=Estimate(step, unit, pair.on),
        lag=lag(pair.leader, raised, on=pair.on),
        ratio=ratio(pair.metric, pair.leader, raised, on=pair.on),
    )
