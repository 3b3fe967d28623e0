"""Least-squares lines through dated points, straight, kinked or broken, for thousands of weightings at once.

Sums over the points before each possible break give every fit in closed form, so that a bootstrap with its
cross-validation costs no more than a few passes over `(draws, breaks)` arrays.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

__all__ = ["Fit", "Shape", "fit", "held_out"]

Floats = NDArray[np.float64]

Shape = Literal["straight", "kink", "jump", "best"]
"""No break, a change of slope, a change of slope and level, or in each draw the one with the least BIC."""

LEAST_POINTS = 3
"""Points on each side of a break."""
PARAMETERS = {"straight": 2, "kink": 4, "jump": 5}


@dataclass(frozen=True, slots=True)
class Fit:
    """Lines, one for each weighting: arrays of shape `(draws,)`."""

    slope: Floats
    """A year, after the break."""
    level: Floats
    """Of the line after the break, at `middle`."""
    slope_before: Floats
    level_before: Floats
    at: Floats
    """Where it breaks, in years; minus infinity where it does not."""
    misfit: Floats
    """Weighted sum of squared residuals."""
    bic: Floats
    middle: float

    def predict(self, years: Floats) -> Floats:
        """Values of the lines on given days: shape `(draws, days)`."""
        x = years - self.middle
        after = self.level[:, None] + self.slope[:, None] * x
        if np.isneginf(self.at).all():
            return after
        before = self.level_before[:, None] + self.slope_before[:, None] * x
        return np.where(years < self.at[:, None], before, after)


def fit(years: Floats, score: Floats, weight: Floats, shape: Shape = "straight") -> Fit:
    """Fit a line of one shape to each weighting of the points.

    `years`, shape `(points,)`, ascend; `score` is `(points,)` or `(draws, points)`; `weight` is `(draws, points)`.
    Breaks are looked for month by month, with three points left on each side (Bai and Perron 1998,
    doi:10.2307/2998540).

    >>> years, weight = np.arange(10.0), np.ones((1, 10))
    >>> found = fit(years, np.maximum(years - 5, 0) + years, weight, "kink")
    >>> found.slope.round(6).tolist(), found.slope_before.round(6).tolist(), found.at.round(6).tolist()
    ([2.0], [1.0], [5.0])
    """
    middle = float(years.mean())
    x = years - middle
    if shape == "straight":
        return _straight(_totals(x, score, weight), middle)
    if shape == "best":
        return _choose([fit(years, score, weight, one) for one in ("straight", "kink", "jump")])
    knots = _knots(x)
    sums = _sums(x, score, weight)
    if not knots.size:
        return _straight(sums[:, :, -1], middle)
    return (_kink if shape == "kink" else _jump)(sums, x, knots, middle)


def held_out(
    years: Floats, score: Floats, weight: Floats, shape: Shape, *, folds: int, rng: np.random.Generator
) -> Floats:
    """Mean squared error on points left out of the fit, all copies of a point together: shape `(draws,)`."""
    fold = rng.permuted(np.tile(np.arange(years.size) % folds, (weight.shape[0], 1)), axis=1)
    wrong = np.zeros(weight.shape[0])
    for one in range(folds):
        left = np.where(fold == one, weight, 0.0)
        off = fit(years, score, weight - left, shape).predict(years) - score
        wrong += np.einsum("dn,dn,dn->d", left, off, off)
    return np.asarray(wrong / weight.sum(axis=1))


def _sums(x: Floats, score: Floats, weight: Floats) -> Floats:
    """Running sums of w, wx, wxx, wy, wxy, wyy, none of the points first: shape `(6, draws, points + 1)`."""
    wy = weight * score
    parts = (weight, weight * x, weight * x**2, wy, wy * x, wy * score)
    running = np.zeros((6, weight.shape[0], x.size + 1))
    for place, part in enumerate(parts):
        np.cumsum(part, axis=1, out=running[place, :, 1:])
    return running


def _totals(x: Floats, score: Floats, weight: Floats) -> Floats:
    """The six sums over all points: shape `(6, draws)`."""
    powers = np.stack([np.ones_like(x), x, x**2])
    if score.ndim == 1:
        return np.concatenate([powers, np.stack([score, score * x, score**2])]) @ weight.T
    wy = weight * score
    return np.concatenate([powers @ weight.T, powers[:2] @ wy.T, (wy * score).sum(axis=1)[None]])


def _knots(x: Floats) -> Floats:
    if x.size < 2 * LEAST_POINTS:
        return np.empty(0)
    first, last = x[LEAST_POINTS - 1], x[-LEAST_POINTS]
    return np.arange(first + 1 / 12, last + 1e-9, 1 / 12)


def _line(sums: Floats) -> tuple[Floats, Floats, Floats]:
    """Slope, level at zero, and misfit of straight lines from their six sums; nan where a line is not determined."""
    w, wx, wxx, wy, wxy, wyy = sums
    with np.errstate(divide="ignore", invalid="ignore"):
        xx, xy, yy = wxx - wx * wx / w, wxy - wx * wy / w, wyy - wy * wy / w
        slope = np.where(xx > 1e-9, xy / xx, np.nan)
        return slope, (wy - slope * wx) / w, np.maximum(yy - slope * xy, 0)


def _bic(shape: str, misfit: Floats, total: Floats) -> Floats:
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(total * np.log(np.maximum(misfit, 1e-30) / total) + PARAMETERS[shape] * np.log(total))


def _straight(sums: Floats, middle: float) -> Fit:
    slope, level, misfit = _line(sums)
    never = np.full(slope.shape, -np.inf)
    return Fit(slope, level, slope, level, never, misfit, _bic("straight", misfit, sums[0]), middle)


def _kink(sums: Floats, x: Floats, knots: Floats, middle: float) -> Fit:
    whole = sums[:, :, -1, None]
    after = whole - sums[:, :, np.searchsorted(x, knots)]
    w, wx, wxx, wy, wxy, wyy = whole
    r, rx, rxx, ry, rxy, _ = after
    h, hh, xh, hy = rx - knots * r, rxx - 2 * knots * rx + knots**2 * r, rxx - knots * rx, rxy - knots * ry
    cxx, cxh, chh = wxx - wx * wx / w, xh - wx * h / w, hh - h * h / w
    cxy, chy, cyy = wxy - wx * wy / w, hy - h * wy / w, wyy - wy * wy / w
    det = cxx * chh - cxh**2
    with np.errstate(divide="ignore", invalid="ignore"):
        first, more = (chh * cxy - cxh * chy) / det, (cxx * chy - cxh * cxy) / det
        misfit = np.where(det > 1e-9 * cxx * chh, np.maximum(cyy - first * cxy - more * chy, 0), np.inf)
        level = (wy - first * wx - more * h) / w
    best, every = np.argmin(misfit, axis=1), np.arange(misfit.shape[0])
    first, more, level, misfit = (one[every, best] for one in (first, more, level, misfit))
    bic = _bic("kink", misfit, w[:, 0])
    return Fit(first + more, level - more * knots[best], first, level, knots[best] + middle, misfit, bic, middle)


def _jump(sums: Floats, x: Floats, knots: Floats, middle: float) -> Fit:
    before = sums[:, :, np.searchsorted(x, knots)]
    left, right = _line(before), _line(sums[:, :, -1, None] - before)
    misfit = np.where(np.isnan(left[2] + right[2]), np.inf, left[2] + right[2])
    best, every = np.argmin(misfit, axis=1), np.arange(misfit.shape[0])
    slope_before, level_before, _ = (one[every, best] for one in left)
    slope, level, _ = (one[every, best] for one in right)
    bic = _bic("jump", misfit[every, best], sums[0, :, -1])
    return Fit(slope, level, slope_before, level_before, knots[best] + middle, misfit[every, best], bic, middle)


def _choose(found: list[Fit]) -> Fit:
    best = np.argmin(np.where(np.isnan(bics := np.stack([one.bic for one in found])), np.inf, bics), axis=0)
    every = np.arange(best.size)

    def of(name: str) -> Floats:
        return np.asarray(np.stack([getattr(one, name) for one in found])[best, every])

    return Fit(
        of("slope"),
        of("level"),
        of("slope_before"),
        of("level_before"),
        of("at"),
        of("misfit"),
        of("bic"),
        found[0].middle,
    )
