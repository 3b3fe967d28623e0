"""Latent values behind noisy figures: held against the exact Gaussian posterior, and covering the truth."""

import numpy as np
import polars as pl
import pytest

from parity.series.shrinkage import LEAST, latent

N = 60


def told(
    rng: np.random.Generator, *, noise: float, n: int = N, spread: float = 1.0
) -> tuple[pl.DataFrame, np.ndarray, np.ndarray]:
    days = np.sort(rng.integers(0, 2000, n))
    true = 3 * days / 365.25 + rng.normal(0, spread, n)
    table = pl.DataFrame({"date": days.astype(np.int32), "country": ["US"] * n}).with_columns(
        pl.col("date").cast(pl.Date)
    )
    return table, true, true + rng.normal(0, noise, n)


def test_with_many_figures_it_is_the_posterior_that_knows_the_spread():
    rng = np.random.default_rng(0)
    table, _, seen = told(rng, noise=1.0, n=400)
    mean, sd = latent(table, np.tile(seen, (500, 1)), np.ones(400), rng)
    years = table["date"].to_physical().to_numpy() / 365.25
    design = np.stack([np.ones_like(years), years - years.mean()], axis=1)
    trend = design @ np.linalg.lstsq(design, seen, rcond=None)[0]
    assert np.abs(mean.mean(axis=0) - (trend + (seen - trend) / 2)).max() < 0.25
    assert sd.mean() == pytest.approx(np.sqrt(1 / 2), rel=0.08)


@pytest.mark.parametrize("noise", [0.5, 3.0])
def test_ninety_of_a_hundred_intervals_hold_the_truth(noise: float):
    rng = np.random.default_rng(1)
    inside = []
    for _ in range(60):
        table, true, seen = told(rng, noise=noise, n=30)
        mean, sd = latent(table, np.tile(seen, (300, 1)), np.full(30, noise), rng)
        low, high = np.quantile(mean + sd * rng.standard_normal(mean.shape), [0.05, 0.95], axis=0)
        inside.append(((true >= low) & (true <= high)).mean())
    assert np.mean(inside) == pytest.approx(0.9, abs=0.035)


def test_few_or_exact_figures_stay_as_they_are():
    rng = np.random.default_rng(2)
    table, _, seen = told(rng, noise=1.0, n=LEAST - 1)
    error = np.ones(LEAST - 1)
    mean, sd = latent(table, seen[None], error, rng)
    assert (mean[0] == seen).all()
    assert (sd[0] == error).all()
    table, _, seen = told(rng, noise=1.0, n=20)
    exact = np.append(np.ones(19), 0.0)
    assert (latent(table, seen[None], exact, rng)[0][0] == seen).all()
