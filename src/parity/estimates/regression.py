"""The lag by regression: parallel trends through both sides' best models at release, as published analyses have it."""

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from parity.errors import NotObserved
from parity.estimates.estimate import Estimate
from parity.estimates.gap import Pair
from parity.series import day_number

__all__ = ["Regression", "regression_lag", "top_at_release"]

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Regression:
    """Two parallel lines: one slope, two levels."""

    lag: Estimate
    """Horizontal distance of the lines, months."""
    slope: Estimate
    """Common slope, a year: a factor on a log scale, points on a linear one."""
    models: tuple[int, int]
    """How many models of each side the lines go through (of the published values)."""


def top_at_release(days: NDArray[np.int64], score: Floats, k: int) -> NDArray[np.bool_]:
    """Tell which models were among the best k on the day they came out: shape of `score`, `(draws, models)`.

    `days` ascend; of models of one day all are held against all known by that day's end.
    """
    chosen = np.zeros(score.shape, dtype=bool)
    ends = np.searchsorted(days, days, side="right")
    for model, end in enumerate(ends.tolist()):
        better = (score[:, :end] > score[:, model, None]).sum(axis=1)
        chosen[:, model] = better < k
    return chosen


def regression_lag(pair: Pair, *, since: date | None = None, k: int = 1, seed: int = 0) -> Regression:
    """Estimate the lag as the horizontal distance of two parallel least-squares lines.

    In each draw of the data the models are resampled (a bootstrap within each side), and those among the best `k` at
    release are kept; so selection, measurement and the few models all widen the interval.  Each draw divides by its
    own slope.  Raises `NotObserved` with fewer than three models on either side.

    References: Epoch AI, "How far behind are open models?", 2024 (equal slopes).
    """
    first = day_number(since) if since else -(10**9)
    day = pair.facts["date"].to_physical().to_numpy().astype(np.int64)
    rng = np.random.default_rng([seed, 3])
    sides = []
    for member in pair.members:
        rows = np.flatnonzero(member.to_numpy() & (day >= first) & (day <= day_number(pair.on)))
        if rows.size < 3:
            raise NotObserved(f"A trend of {pair.metric.id} needs three models of each side; one has {rows.size}.")
        weight = rng.multinomial(rows.size, np.full(rows.size, 1 / rows.size), size=pair.drawn.shape[0])
        score = np.where(weight > 0, pair.drawn[:, rows], -np.inf)
        kept = top_at_release(day[rows], score, k) & (weight > 0)
        sides.append((day[rows] / 365.25, pair.drawn[:, rows], weight * kept))
    moments = [_moments(*side) for side in sides]
    slope = sum(one[3] for one in moments) / np.maximum(sum(one[2] for one in moments), 1e-12)
    levels = [mean_y - slope * mean_x for mean_x, mean_y, *_ in moments]
    with np.errstate(divide="ignore", invalid="ignore"):
        months = 12 * (levels[0] - levels[1]) / slope
    log = pair.metric.scale == "log"
    return Regression(
        lag=Estimate(np.where(np.isfinite(months), months, np.inf), "months", pair.on),
        slope=Estimate(np.exp(slope) if log else slope, "x a year" if log else f"{pair.metric.unit} a year", pair.on),
        models=tuple(
            int(top_at_release((s[0] * 365.25).round().astype(np.int64), np.median(s[1], axis=0)[None], k).sum())
            for s in sides
        ),  # type: ignore[arg-type]
    )


def _moments(years: Floats, score: Floats, weight: NDArray[np.int64]) -> tuple[Floats, Floats, Floats, Floats]:
    """Weighted means of time and score, and the sums of squares and products about them, for each draw."""
    total = weight.sum(axis=1)
    mean_x, mean_y = (weight * years).sum(axis=1) / total, (weight * score).sum(axis=1) / total
    off = years - mean_x[:, None]
    return mean_x, mean_y, (weight * off**2).sum(axis=1), (weight * off * (score - mean_y[:, None])).sum(axis=1)
