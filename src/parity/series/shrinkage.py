"""Latent values behind noisy figures, given the trend they scatter around: a hierarchical model, drawn exactly.

`latent = trend + N(0, tau^2)`, `told = latent + N(0, error^2)`, a straight trend in time for each country with a flat
prior, and tau flat as well.  Nothing is plugged in: tau comes from its posterior on a grid, then the trend given tau,
then the latent values given both, so that few or noisy figures widen the answer (Gelman 2006, doi:10.1214/06-BA117A).
"""

import numpy as np
import polars as pl
from numpy.typing import NDArray

__all__ = ["LEAST", "latent"]

Floats = NDArray[np.float64]

LEAST = 8
"""Figures a country needs for a trend of its own; with fewer they are taken as they are."""
CELLS = 120
WIDEST = 3.0
"""The grid of tau ends at this multiple of the figures' spread around their least-squares line."""


def latent(facts: pl.DataFrame, told: Floats, error: Floats, rng: np.random.Generator) -> tuple[Floats, Floats]:
    """Mean and standard deviation of each latent score, given a trend and spread drawn anew in each draw.

    `told` and the results have shape `(draws, facts)`, `error` shape `(facts,)`.  Figures of a country with fewer than
    eight, or with an exact figure among them, stay as they are.
    """
    mean, sd = told.copy(), np.broadcast_to(error, told.shape).copy()
    years = facts["date"].to_physical().to_numpy() / 365.25
    country = facts["country"].fill_null("").str.split(";").list.first()
    for name in country.unique().sort():
        rows = np.flatnonzero((country == name).to_numpy())
        if rows.size < LEAST or not (error[rows] > 0).all():
            continue
        design = np.stack([np.ones(rows.size), years[rows] - years[rows].mean()], axis=1)
        y, noise = told[:, rows], error[rows] ** 2
        taus = _grid(design, y.mean(axis=0), noise)
        weight = 1 / (taus[:, None] ** 2 + noise)  # (cells, facts)
        normal = (weight[:, None, :] * design.T) @ design
        cell = _choose(weight, normal, design, y.mean(axis=0), rng.random(y.shape[:1]))
        z = rng.standard_normal((y.shape[0], 2))
        spread = np.linalg.inv(normal)
        moment = (weight[cell] * y) @ design
        line = (spread[cell] @ moment[:, :, None] + np.linalg.cholesky(spread)[cell] @ z[:, :, None])[:, :, 0]
        trend = line[:, :1] + line[:, 1:] * design[:, 1]
        kept = taus[:, None] ** 2 * weight
        mean[:, rows] = trend + kept[cell] * (y - trend)
        sd[:, rows] = np.sqrt(kept * noise)[cell]
    return mean, sd


def _grid(design: Floats, y: Floats, noise: Floats) -> Floats:
    """Middles of equal cells from none to three times the spread of the figures."""
    off = y - design @ np.linalg.lstsq(design, y, rcond=None)[0]
    top = WIDEST * max(float(np.sqrt((off**2).sum() / (y.size - 2))), 1e-6 * float(np.sqrt(noise.max())))
    return (np.arange(CELLS) + 0.5) / CELLS * top


def _choose(weight: Floats, normal: Floats, design: Floats, y: Floats, uniform: Floats) -> NDArray[np.int64]:
    """Draw cells of the grid from the posterior of tau, the trend integrated out."""
    moment = (weight * y) @ design
    fitted = (moment * np.linalg.solve(normal, moment[:, :, None])[:, :, 0]).sum(axis=1)
    misfit = (weight * y**2).sum(axis=1) - fitted
    score = 0.5 * (np.log(weight).sum(axis=1) - np.linalg.slogdet(normal)[1] - misfit)
    mass = np.cumsum(np.exp(score - score.max()))
    return np.asarray(np.minimum(np.searchsorted(mass, uniform * mass[-1]), weight.shape[0] - 1))
