"""What nobody has measured: ratios, lags, catch-up times and trends, as draws."""

from parity.estimates.batches import in_batches
from parity.estimates.catch_up import CatchUp, catch_up, kaplan_meier
from parity.estimates.changes import Change, change_point
from parity.estimates.detail import Detail, detail
from parity.estimates.estimate import Estimate, Interval, Trace
from parity.estimates.gap import Frontier, Gap, Pair, compare, frontier, gap
from parity.estimates.growth import Growth, growth
from parity.estimates.influence import Influence, influence
from parity.estimates.lag import DAYS_A_MONTH, lag, lag_through
from parity.estimates.line import Line, line_of, lines
from parity.estimates.ratio import ratio
from parity.estimates.regression import Regression, regression_lag
from parity.estimates.shortening import shortening
from parity.estimates.trend import WINDOW_MONTHS, Trend, gap_over, trend

__all__ = [
    "CatchUp",
    "Change",
    "DAYS_A_MONTH",
    "Detail",
    "Estimate",
    "Frontier",
    "Gap",
    "Growth",
    "Influence",
    "Interval",
    "Line",
    "Pair",
    "Regression",
    "Trace",
    "Trend",
    "WINDOW_MONTHS",
    "catch_up",
    "change_point",
    "compare",
    "detail",
    "frontier",
    "gap",
    "gap_over",
    "growth",
    "in_batches",
    "influence",
    "kaplan_meier",
    "lag",
    "lag_through",
    "line_of",
    "lines",
    "ratio",
    "regression_lag",
    "shortening",
    "trend",
]
