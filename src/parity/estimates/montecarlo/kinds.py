"""Kinds of distribution, each a map from standard normal scores to values, so that one score serves any of them.

A score of 1.645 is the 95 % point of whatever the row says.  Correlation, quasi-random points and paired scenarios
work on the scores alone and need not know the kinds.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from parity.errors import BadInput
from parity.estimates.montecarlo.normal import phi, quantile, z_of

__all__ = ["KINDS", "Cell", "Floats"]

Floats = NDArray[np.float64]

KINDS = ("point", "normal", "lognormal", "uniform", "beta", "dirichlet", "categorical", "empirical")


@dataclass(frozen=True)
class Cell:
    """What is known of one number: a row of a table.

    `low` and `high` are the ends of the central interval of `level`.  `least` and `most` bound the values, by piling
    what lies outside onto the bound (`clip`) or by leaving it out (`truncate`).  `parameters` are `alpha;beta` of a
    Beta, the concentration of a Dirichlet mix (`value` is the mean share), `value:weight;...` of a categorical, and
    the observed values of an empirical.  Values are in the unit of the quantity.
    """

    kind: str
    value: float = 0.0
    low: float = 0.0
    high: float = 0.0
    level: float = 0.9
    least: float | None = None
    most: float | None = None
    ends: str = "clip"
    parameters: str = ""
    link: str = ""
    note: str = ""
    where: str = ""

    @property
    def certain(self) -> bool:
        """Whether it needs no draw."""
        interval = self.kind in ("normal", "lognormal", "uniform")
        return self.kind == "point" or (interval and self.low == self.high) or (self._share and self.value in (0, 1))

    @property
    def _share(self) -> bool:
        return self.kind == "dirichlet"

    def check(self) -> None:
        """Raise `BadInput` with file and line if it makes no sense."""
        if self.kind not in KINDS:
            raise BadInput(f"{self.where}: no kind {self.kind!r}; there are {', '.join(KINDS)}.")
        if self.kind in ("normal", "lognormal", "uniform"):
            if self.low > self.high:
                raise BadInput(f"{self.where}: the interval is upside down: low {self.low:g} over high {self.high:g}.")
            if self.kind == "lognormal" and self.low <= 0:
                raise BadInput(f"{self.where}: a lognormal interval lies above zero; low is {self.low:g}.")
            if not 0 < self.level <= 1 or (self.level == 1 and self.kind != "uniform"):
                raise BadInput(f"{self.where}: level {self.level:g} of an interval must lie between 0 and 1.")
        if self.ends not in ("clip", "truncate"):
            raise BadInput(f"{self.where}: ends are clip or truncate, not {self.ends!r}.")
        if self.least is not None and self.most is not None and self.least > self.most:
            raise BadInput(f"{self.where}: least {self.least:g} is over most {self.most:g}.")
        if self.kind == "dirichlet" and not (0 <= self.value <= 1 and _numbers(self)[0] > 0):
            raise BadInput(f"{self.where}: a Dirichlet share lies from 0 to 1, its concentration above 0.")
        if self.kind not in ("point", "dirichlet"):
            self.of(np.zeros(1))

    def of(self, z: Floats) -> Floats:
        """Turn scores into values, in the shape of `z`; a Dirichlet share is not yet divided by the sum of its mix."""
        return _bounded(self)(z) if self.kind in ("normal", "lognormal", "uniform") else _TABLES[self.kind](self)(z)

    @property
    def middle(self) -> float:
        """The value at score 0."""
        return float(self.of(np.zeros(1))[0])


def _numbers(cell: Cell) -> tuple[float, ...]:
    try:
        return tuple(float(one) for one in cell.parameters.split(";"))
    except ValueError:
        raise BadInput(f"{cell.where}: {cell.parameters!r} are no numbers set apart by semicolons.") from None


def _bounded(cell: Cell) -> Callable[[Floats], Floats]:
    """Normal, lognormal or uniform from an interval, clipped or truncated."""
    if cell.certain:
        return lambda z: np.full_like(z, cell.low)
    raw: Callable[[Floats], Floats]
    if cell.kind == "uniform":
        middle, half = (cell.low + cell.high) / 2, (cell.high - cell.low) / 2 / cell.level

        def raw(z: Floats) -> Floats:
            return middle + half * (2 * phi(z) - 1)

        def back(x: float) -> float:
            return float(quantile(np.array([min(max((x - middle + half) / 2 / half, 0.0), 1.0)]))[0])
    else:
        log = cell.kind == "lognormal"
        low, high = (np.log(cell.low), np.log(cell.high)) if log else (cell.low, cell.high)
        location, scale = (low + high) / 2, (high - low) / 2 / z_of(cell.level)

        def raw(z: Floats) -> Floats:
            return np.exp(location + scale * z) if log else location + scale * z

        def back(x: float) -> float:
            if log and x <= 0:
                return -np.inf
            return float(((np.log(x) if log else x) - location) / scale)

    if cell.least is None and cell.most is None:
        return raw
    if cell.ends == "clip":
        return lambda z: np.clip(raw(z), cell.least, cell.most)
    lowest, highest = phi(np.array([-np.inf if cell.least is None else back(cell.least),
                                    np.inf if cell.most is None else back(cell.most)]))  # fmt: skip
    if highest - lowest < 1e-9:
        raise BadInput(f"{cell.where}: hardly anything is left between least and most.")
    return lambda z: raw(quantile(lowest + phi(z) * (highest - lowest)))


_GRID = np.linspace(-8.5, 8.5, 8193)


def _by_density(t: Floats, log_density: Floats) -> Callable[[Floats], Floats]:
    """Map scores to the variable `t` whose log density is given on a fine grid."""
    density = np.exp(log_density - log_density.max())
    steps = np.diff(t) * (density[1:] + density[:-1]) / 2
    below = np.append(0.0, np.cumsum(steps)) / steps.sum()
    above = np.append(np.cumsum(steps[::-1])[::-1], 0.0) / steps.sum()
    share, rest = phi(_GRID), phi(-_GRID)
    left = np.interp(share, below, t)
    right = np.interp(rest, above[::-1], t[::-1])
    knots = np.where(_GRID < 0, left, right)
    return lambda z: np.interp(z, _GRID, knots)


def _beta(cell: Cell) -> Callable[[Floats], Floats]:
    shape = _numbers(cell)
    if len(shape) != 2 or min(shape) <= 0:
        raise BadInput(f"{cell.where}: a Beta needs parameters alpha;beta above 0.")
    return _beta_of(*shape)


@cache
def _beta_of(a: float, b: float) -> Callable[[Floats], Floats]:
    edge = 40 / min(a, b) + 10
    t = np.linspace(-edge, edge, 40001)  # log odds
    log_x, log_rest = -np.logaddexp(0, -t), -np.logaddexp(0, t)
    odds = _by_density(t, a * log_x + b * log_rest)
    return lambda z: 1 / (1 + np.exp(-odds(z)))


def _dirichlet(cell: Cell) -> Callable[[Floats], Floats]:
    return _gamma_of(cell.value * _numbers(cell)[0]) if cell.value else np.zeros_like


@cache
def _gamma_of(shape: float) -> Callable[[Floats], Floats]:
    t = np.linspace(-45 / min(shape, 1) - 5, np.log(shape + 15 * np.sqrt(shape) + 60), 40001)
    log = _by_density(t, shape * t - np.exp(t))
    return lambda z: np.exp(log(z))


def _categorical(cell: Cell) -> Callable[[Floats], Floats]:
    try:
        pairs = [tuple(map(float, one.split(":"))) for one in cell.parameters.split(";")]
        values, weights = (np.array(column) for column in zip(*pairs, strict=True))
    except ValueError:
        raise BadInput(
            f"{cell.where}: a categorical needs value:weight;value:weight, not {cell.parameters!r}."
        ) from None
    if (weights < 0).any() or abs(weights.sum() - 1) > 1e-6:
        raise BadInput(f"{cell.where}: weights of a categorical sum to one, these to {weights.sum():g}.")
    edges = np.cumsum(weights)[:-1]
    return lambda z: values[np.searchsorted(edges, phi(z), side="right")]


def _empirical(cell: Cell) -> Callable[[Floats], Floats]:
    seen = np.sort(np.array(_numbers(cell)))
    return lambda z: seen[np.minimum((phi(z) * seen.size).astype(np.int64), seen.size - 1)]


_TABLES: dict[str, Callable[[Cell], Callable[[Floats], Floats]]] = {
    "point": lambda cell: lambda z: np.full_like(z, cell.value),
    "beta": _beta,
    "dirichlet": _dirichlet,
    "categorical": _categorical,
    "empirical": _empirical,
}
