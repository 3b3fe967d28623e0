"""What nobody has measured: ratios, lags, catch-up times and trends, as draws."""

from parity.estimates.catch_up import CatchUp, catch_up, kaplan_meier
from parity.estimates.estimate import Estimate, Interval, Trace
from parity.estimates.gap import Frontier, Gap, Pair, compare, frontier, gap
from parity.estimates.lag import DAYS_A_MONTH, lag, lag_through
from parity.estimates.line import Line, line, line_of
from parity.estimates.ratio import ratio
from parity.estimates.trend import WINDOW_MONTHS, Trend, gap_over, trend

__all__ = [
    "DAYS_A_MONTH",
    "WINDOW_MONTHS",
    "CatchUp",
    "Estimate",
    "Frontier",
    "Gap",
    "Interval",
    "Line",
    "Pair",
    "Trace",
    "Trend",
    "catch_up",
    "compare",
    "frontier",
    "gap",
    "gap_over",
    "kaplan_meier",
    "lag",
    "lag_through",
    "line",
    "line_of",
    "ratio",
    "trend",
]
