"""What a chart of a claim shows: the claimed quantity through time with the claim drawn on it."""

from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from parity.claims.claim import Claim
from parity.claims.judging.measure import MONTHS
from parity.claims.verdict import ChartData, Line
from parity.estimates import DAYS_A_MONTH, Pair, lag_through, line_of
from parity.series import EPOCH, day_number

__all__ = ["chart_of"]

Floats = NDArray[np.float64]
GRID_DAYS = round(DAYS_A_MONTH)


def chart_of(claim: Claim, pair: Pair, published: date, on: date) -> ChartData | None:
    """Choose the chart that shows the claim: its ratio or lag through time, else both frontiers."""
    marks = ((published, "article"), (on, "today"))
    if claim.kind == "ratio_gap" and pair.metric.scale == "log":
        days = _days(pair)
        band = _line(f"{pair.leader.bloc} / {pair.follower.bloc}", days, np.exp(_gap(pair, days)))
        claimed = (claim.norm_ratio_low, claim.norm_ratio_high)
        return ChartData(
            title=f"{pair.metric.label}: how many times",
            unit="times",
            log=True,
            lines=(band,),
            marks=marks,
            claimed=claimed,
        )
    if claim.kind == "time_lag" and claim.unit in MONTHS:
        days = _days(pair)
        band = _line(
            f"{pair.follower.bloc} behind {pair.leader.bloc}", days, lag_through(pair.leader, pair.follower, days)
        )
        factor = MONTHS[claim.unit]
        ends = [None if one is None else one * factor for one in (claim.value_low, claim.value_high)]
        return ChartData(
            title=f"{pair.metric.label}: months behind",
            unit="months",
            log=False,
            lines=(band,),
            marks=marks,
            claimed=(ends[0], ends[1]),
        )
    lines = []
    for side in (pair.leader, pair.follower):
        one = line_of(pair.metric, side.until(on), pair.facts)
        lines.append(
            Line(name=one.bloc, dates=one.dates, median=one.median, low=one.low, high=one.high, holders=one.holders)
        )
    unit = pair.metric.unit
    return ChartData(
        title=pair.metric.label, unit=unit, log=pair.metric.scale == "log", lines=tuple(lines), marks=marks
    )


def _days(pair: Pair) -> NDArray[np.int64]:
    """Month by month from the first day both are known to the newest compared."""
    first = max(int(pair.leader.days[0]), int(pair.follower.days[0]))
    last = day_number(pair.on)
    return np.append(np.arange(first, last, GRID_DAYS), last)


def _gap(pair: Pair, days: NDArray[np.int64]) -> Floats:
    return pair.leader.at(days) - pair.follower.at(days)


def _line(name: str, days: NDArray[np.int64], drawn: Floats) -> Line:
    low, middle, high = np.quantile(drawn, [0.05, 0.5, 0.95], axis=0, method="nearest")
    dates = tuple(EPOCH + timedelta(days=int(day)) for day in days)
    return Line(
        name=name, dates=dates, median=tuple(middle.tolist()), low=tuple(low.tolist()), high=tuple(high.tolist())
    )
