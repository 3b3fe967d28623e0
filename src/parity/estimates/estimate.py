"""An estimate: draws of an unknown number, with what made them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

__all__ = ["Estimate", "Interval", "Trace", "holders", "most_common"]

Floats = NDArray[np.float64]


class Interval(NamedTuple):
    """Two ends of a central interval; an end beyond everything observed is infinite."""

    low: float
    high: float


class Trace(NamedTuple):
    """One fact's part in an estimate: in which share of the draws it decided the role."""

    role: str
    share: float
    row: int


@dataclass(frozen=True, slots=True)
class Estimate:
    """Draws of an unknown number, its unit, the day it is about, and the facts that decided it.

    >>> import numpy as np
    >>> lag = Estimate(np.arange(101.0), unit="months", on=date(2024, 5, 28))
    >>> lag.median, lag.interval(0.9), lag.prob(lambda x: x > 90)
    (50.0, Interval(low=5.0, high=95.0), 0.09900990099009901)
    """

    draws: Floats
    """Shape `(draws,)`; infinite where it is not reached by the day."""
    unit: str
    on: date
    trace: tuple[Trace, ...] = ()
    at_least: bool = False
    """The evidence starts too late to tell more than that the number is no smaller."""

    @property
    def median(self) -> float:
        """The middle draw."""
        return float(np.quantile(self.draws, 0.5, method="nearest"))

    def interval(self, level: float = 0.9) -> Interval:
        """Return the central interval that holds `level` of the draws."""
        tail = (1 - level) / 2
        low, high = np.quantile(self.draws, [tail, 1 - tail], method="nearest").tolist()
        return Interval(low, high)

    def prob(self, holds: Callable[[Floats], NDArray[np.bool_]]) -> float:
        """Return the share of draws for which a statement holds."""
        return float(np.mean(holds(self.draws)))

    def explain(self) -> tuple[Trace, ...]:
        """Return the facts that decided the estimate, those of the most draws first."""
        return tuple(sorted(self.trace, key=lambda one: (-one.share, one.role, one.row)))

    def summary(self) -> dict[str, Any]:
        """Return `median, low, high, unit`: the 90 % interval; None for an end beyond everything observed."""
        numbers = {"median": self.median, "low": self.interval().low, "high": self.interval().high}
        return {key: value if np.isfinite(value) else None for key, value in numbers.items()} | {
            "unit": self.unit,
            "at_least": self.at_least,
        }


def holders(role: str, rows: NDArray[np.int64]) -> tuple[Trace, ...]:
    """Count in which share of draws each fact plays a role; `rows`, shape `(draws,)`, may hold -1 for none."""
    found, times = np.unique(rows, return_counts=True)
    return tuple(Trace(role, float(n) / rows.size, int(row)) for row, n in zip(found, times, strict=True) if row >= 0)


def most_common(rows: NDArray[np.int64]) -> int:
    """Return the fact that holds a role in most draws; -1 for a sum."""
    found, times = np.unique(rows, return_counts=True)
    return int(found[times.argmax()])
