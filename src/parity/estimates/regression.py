"""The lag by regression: trends through both sides' best models at release, as published analyses have it."""

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from parity.errors import NotObserved
from parity.estimates.breaks import Fit, Shape, fit
from parity.estimates.estimate import Estimate
from parity.estimates.gap import Pair
from parity.series import day_number

__all__ = ["Regression", "parallel", "regression_lag", "top_at_release"]

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Regression:
    """A line through each side's best models at release: parallel, or each with a slope of its own."""

    lag: Estimate
    """Horizontal distance of the lines on the day, at the leader's slope, months."""
    ahead: Estimate
    """Months the follower's line needs, at its own slope, to reach where the leader's is on the day."""
    slope: Estimate
    """The leader's slope, a year, or the common one: a factor on a log scale, points on a linear one."""
    follower_slope: Estimate
    """The follower's, after its last break; the common one where the lines are parallel."""
    breaks: tuple[Estimate | None, Estimate | None]
    """Day number on which each side's line breaks; None for a straight line; minus infinity in draws without."""
    models: tuple[int, int]
    """How many models of each side the lines go through (of the published values)."""


def top_at_release(days: NDArray[np.int64], score: Floats, k: int) -> NDArray[np.bool_]:
    """Tell which models were among the best k on the day they came out: shape of `score`, `(draws, models)`.

    `days` ascend; of models of one day all are held against all known by that day's end.
    """
    chosen = np.zeros(score.shape, dtype=bool)
    best = np.full((score.shape[0], k), -np.inf)
    start = 0
    for end in np.unique(np.searchsorted(days, days, side="right")).tolist():
        both = np.concatenate([best, score[:, start:end]], axis=1)
        best = np.partition(both, both.shape[1] - k, axis=1)[:, -k:]
        chosen[:, start:end] = score[:, start:end] >= best.min(axis=1, keepdims=True)
        start = end
    return chosen


def regression_lag(
    pair: Pair,
    *,
    since: date | None = None,
    k: int = 1,
    shapes: tuple[Shape, Shape] | None = None,
    only: str | None = None,
    reselect: bool = True,
    seed: int = 0,
) -> Regression:
    """Estimate the lag as the horizontal distance of two least-squares lines.

    In each draw of the data the models are resampled (a bootstrap within each side), and those among the best `k` at
    release are kept; so selection, measurement and the few models all widen the interval.  Lines go through those since
    a day and with the tag `only`, which are held against all others too.  `reselect=False` picks them
    once, from the draw's own figures, and resamples only those, as published analyses do.  Each draw divides by its own
    slope.  Lines are parallel unless `shapes` gives each side's own.  Raises `NotObserved` with fewer than three models
    on either side.

    References: Epoch AI, "How far behind are open models?", 2024 (parallel lines).
    """
    first = day_number(since) if since else -(10**9)
    day = pair.facts["date"].to_physical().to_numpy().astype(np.int64)
    tagged = np.array([only is None or only in (tags or "").split(";") for tags in pair.facts["tags"]])
    rng = np.random.default_rng([seed, 3])
    sides, models = [], []
    for member in pair.members:
        rows = np.flatnonzero(member.to_numpy() & (day <= day_number(pair.on)))
        told, counts = pair.drawn[:, rows], tagged[rows] & (day[rows] >= first)
        if (n := int(counts.sum())) < 3:
            raise NotObserved(f"A trend of {pair.metric.id} needs three models of each side; one has {n}.")
        models.append(int((top_at_release(day[rows], np.median(told, axis=0)[None], k) & counts).sum()))
        sides.append(_side(day[rows], told, counts, k, reselect=reselect, rng=rng))
    if shapes is None:
        lines = parallel(*sides)
    else:
        lines = tuple(fit(*side, shape) for side, shape in zip(sides, shapes, strict=True))  # type: ignore[assignment]
    today = np.array([day_number(pair.on) / 365.25])
    apart = (lines[0].predict(today) - lines[1].predict(today))[:, 0]
    whole = np.isfinite(apart)  # a resample may hold too few days for a line
    if not whole.any():
        raise NotObserved(f"The models of {pair.metric.id} lie on too few days for a trend.")
    log = pair.metric.scale == "log"
    unit = "x a year" if log else f"{pair.metric.unit} a year"
    slopes = [Estimate(np.exp(one.slope[whole]) if log else one.slope[whole], unit, pair.on) for one in lines]
    broken = [
        None if np.isneginf(one.at).all() else Estimate(one.at[whole] * 365.25, "days since 1970-01-01", pair.on)
        for one in lines
    ]
    with np.errstate(divide="ignore", invalid="ignore"):
        lag, ahead = (Estimate(12 * (apart / one.slope)[whole], "months", pair.on) for one in lines)
    return Regression(
        lag=lag,
        ahead=ahead,
        slope=slopes[0],
        follower_slope=slopes[1],
        breaks=(broken[0], broken[1]),
        models=(models[0], models[1]),
    )


def _side(
    days: NDArray[np.int64],
    told: Floats,
    counts: NDArray[np.bool_],
    k: int,
    *,
    reselect: bool,
    rng: np.random.Generator,
) -> tuple[Floats, Floats, Floats]:
    """Years, scores and bootstrap weights of the models a side's line goes through in each draw."""
    draws, n = told.shape
    if reselect:
        weight = rng.multinomial(n, np.full(n, 1 / n), size=draws)
        kept = weight * (top_at_release(days, np.where(weight > 0, told, -np.inf), k) & counts)
    else:
        picked = top_at_release(days, told, k) & counts
        share = picked / picked.sum(axis=1, keepdims=True)
        kept = rng.multinomial(picked.sum(axis=1), share)
    used = kept.any(axis=0)
    return days[used] / 365.25, told[:, used], kept[:, used].astype(np.float64)


def parallel(one: tuple[Floats, Floats, Floats], other: tuple[Floats, Floats, Floats]) -> tuple[Fit, Fit]:
    """Lines of one slope, each at its own level, through the weighted points (years, scores, weights) of two sides."""
    moments = [_moments(*side) for side in (one, other)]
    slope = sum(part[3] for part in moments) / np.maximum(sum(part[2] for part in moments), 1e-12)
    nowhere, unknown = np.full(slope.shape, -np.inf), np.full(slope.shape, np.nan)
    levels = [mean_y - slope * mean_x for mean_x, mean_y, *_ in moments]
    return tuple(Fit(slope, level, slope, level, nowhere, unknown, unknown, 0.0) for level in levels)  # type: ignore[return-value]


def _moments(years: Floats, score: Floats, weight: Floats) -> tuple[Floats, Floats, Floats, Floats]:
    """Weighted means of time and score, and the sums of squares and products about them, for each draw."""
    total = weight.sum(axis=1)
    wide = np.broadcast_to(score, weight.shape)
    with np.errstate(invalid="ignore"):  # a side of which a resample keeps nothing has no line
        mean_x, mean_y = weight @ years / total, np.einsum("dn,dn->d", weight, wide) / total
    off = years - mean_x[:, None]
    rise = np.einsum("dn,dn,dn->d", weight, off, wide)  # about the mean of time alone: the products' sum is the same
    return mean_x, mean_y, np.einsum("dn,dn,dn->d", weight, off, off), rise
