"""How probable it is that a number lies within a claimed range, read as said and read widely."""

import numpy as np

from parity.claims.judging.rules import LagPart, Width, rules
from parity.estimates import Estimate

__all__ = ["Bounds", "lag_within", "share_within", "within"]

Bounds = tuple[float | None, float | None]
"""A claimed range; an open bound is None, and is not widened to nothing."""


def within(estimate: Estimate, width: Width, claimed: Bounds) -> tuple[float, float]:
    """Widen the range by factors: probabilities as said and widely read.

    >>> from datetime import date
    >>> nine = Estimate(np.full(10, 9.0), "x", date(2024, 5, 28))
    >>> within(nine, Width(tight=1.25, wide=2.0), (10, 10)), within(nine, Width(tight=1.25, wide=2.0), (20, None))
    ((1.0, 1.0), (0.0, 0.0))
    """
    low, high = _ends(claimed)
    return _inside(estimate, low / width.tight, high * width.tight), _inside(
        estimate, low / width.wide, high * width.wide
    )


def share_within(estimate: Estimate, claimed: Bounds) -> tuple[float, float]:
    """Widen the range by percentage points."""
    (low, high), width = _ends(claimed), rules().tolerance.share
    return _inside(estimate, low - width.tight, high + width.tight), _inside(
        estimate, low - width.wide, high + width.wide
    )


def lag_within(estimate: Estimate, claimed: Bounds) -> tuple[float, float]:
    """Widen the range by months or a share of it, whichever is more."""
    width = rules().tolerance.lag
    return _lag_inside(estimate, claimed, width.tight), _lag_inside(estimate, claimed, width.wide)


def _lag_inside(estimate: Estimate, claimed: Bounds, by: LagPart) -> float:
    floor, ceiling = _ends(claimed)
    down = max(by.months, by.share * abs(claimed[0] or 0))
    up = max(by.months, by.share * abs(claimed[1] or 0))
    if estimate.at_least:  # the true lag may be any longer time
        return estimate.prob(lambda x: x <= ceiling + up)
    return _inside(estimate, floor - down, ceiling + up)


def _inside(estimate: Estimate, low: float, high: float) -> float:
    return estimate.prob(lambda x: (x >= low) & (x <= high))


def _ends(claimed: Bounds) -> tuple[float, float]:
    low, high = claimed
    return -np.inf if low is None else low, np.inf if high is None else high
