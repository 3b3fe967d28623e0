"""Lines through the best at release: against least squares by hand, and known lags, kinks and jumps."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.estimates.making import DAY_0, facts, made

from parity.errors import NotObserved
from parity.estimates import compare, regression_lag
from parity.estimates.breaks import fit, held_out
from parity.estimates.gap import Pair
from parity.estimates.regression import top_at_release
from parity.series import bloc

YEARS = np.arange(40) / 10
ONCE = np.ones((1, YEARS.size))


def pair(behind: int, *, noise: float = 0.0, n: int = 40, draws: int = 300, turn: float = 0.0) -> Pair:
    """Models every 45 days that gain 12 points a year, the follower's by days later, or slower after year three."""
    rng = np.random.default_rng(5)
    rows = []
    for country, late in (("US", 0), ("CN", behind)):
        for i in range(n):
            year = 45 * i / 365.25
            value = 100 + 12 * year - (turn * max(year - 3, 0) if country == "CN" else 0) + rng.normal(0, noise)
            rows.append((country, 45 * i + late, value, 0.0))
    on = DAY_0 + timedelta(days=45 * n + behind)
    return compare(facts(rows), made(), bloc("US"), bloc("China"), on=on, draws=draws)


@pytest.mark.parametrize("months", [3, 12, 36])
def test_a_known_lag_comes_back(months: int):
    found = regression_lag(pair(round(months * 30.4375), noise=0.5), reselect=False, k=99)
    low, high = found.lag.interval(0.99)
    assert low < months < high
    assert found.lag.median == pytest.approx(months, abs=0.5)
    assert found.slope.median == pytest.approx(12, rel=0.03)


def test_without_noise_it_is_exact_whatever_is_resampled():
    found = regression_lag(pair(365))
    assert found.lag.interval() == (pytest.approx(12, abs=0.01), pytest.approx(12, abs=0.01))
    assert found.models == (40, 40)
    assert found.breaks == (None, None)


def test_a_slope_of_its_own_and_a_kink():
    found = regression_lag(pair(0, turn=6), shapes=("straight", "kink"), reselect=False)
    assert found.slope.median == pytest.approx(12)
    assert found.follower_slope.median == pytest.approx(6, rel=0.02)
    assert found.breaks[1] is not None
    day = date(1970, 1, 1) + timedelta(days=found.breaks[1].median)
    assert abs((day - DAY_0).days - 3 * 365.25) < 32
    on = 45 * 40 / 365.25
    apart = 6 * (on - 3)
    assert found.lag.median == pytest.approx(12 * apart / 12, rel=0.02)  # back at the leader's slope
    assert found.ahead.median == pytest.approx(12 * apart / 6, rel=0.03)  # on at the follower's


def test_lines_start_on_a_day_and_too_few_models_are_refused():
    some = pair(0)
    assert regression_lag(some, since=DAY_0 + timedelta(days=450)).models == (30, 30)
    with pytest.raises(NotObserved, match="needs three models of each side; one has 2"):
        regression_lag(some, since=DAY_0 + timedelta(days=45 * 38))


def test_lines_may_go_through_tagged_models_alone_which_lead_over_all():
    """Every second model is tagged; each led over all when it came out."""
    some = pair(365, draws=20)
    tags = ["field=language;weights=open" if int(name[3:]) % 2 else None for name in some.facts["entity"]]
    tagged = replace(some, facts=some.facts.with_columns(pl.Series("tags", tags)))
    found = regression_lag(tagged, only="field=language")
    assert found.models == (20, 20)
    assert found.lag.median == pytest.approx(12, abs=0.01)
    with pytest.raises(NotObserved, match="one has 0"):
        regression_lag(tagged, only="field=vision")


def test_the_best_at_release_by_hand():
    """Of one day all are held against all known by its end; ties count for both."""
    days, score = np.array([0, 1, 1, 2, 3]), np.array([[5.0, 4.0, 6.0, 6.0, 5.5]])
    assert top_at_release(days, score, 1).tolist() == [[True, False, True, True, False]]
    assert top_at_release(days, score, 2).tolist() == [[True, False, True, True, False]]
    assert top_at_release(days, score, 3).tolist() == [[True, True, True, True, True]]


@given(st.integers(0, 2**32 - 1))
def test_every_line_is_the_least_squares_line_of_its_weights(seed: int):
    rng = np.random.default_rng(seed)
    score, weight = rng.normal(size=YEARS.size), rng.integers(0, 4, (3, YEARS.size)).astype(float)
    for shape in ("straight", "kink", "jump"):
        found = fit(YEARS, score, weight, shape)
        for draw in range(3):
            x, y, root = YEARS, score, np.sqrt(weight[draw])
            design = [np.ones_like(x), x]
            if shape != "straight":
                design.append(np.maximum(x - found.at[draw], 0))
            if shape == "jump":
                design.append((x >= found.at[draw]).astype(float))
            columns = np.stack(design, axis=1)
            beta = np.linalg.lstsq(columns * root[:, None], y * root, rcond=None)[0]
            misfit = (weight[draw] * (y - columns @ beta) ** 2).sum()
            assert found.misfit[draw] == pytest.approx(misfit)
            predicted = found.predict(x)[draw]
            assert (weight[draw] * (y - predicted) ** 2).sum() == pytest.approx(misfit)


def test_of_three_shapes_bic_takes_the_one_that_made_the_points():
    rng = np.random.default_rng(2)
    noise = rng.normal(0, 0.05, YEARS.size)
    straight, kinked, jumped = YEARS, YEARS + np.maximum(YEARS - 2, 0), YEARS + 3.0 * (YEARS >= 2)
    for made_of, breaks in ((straight, False), (kinked, True), (jumped, True)):
        best = fit(YEARS, made_of + noise, ONCE, "best")
        assert np.isfinite(best.at[0]) == breaks
        if breaks:
            assert best.at[0] == pytest.approx(2, abs=0.15)


def test_left_out_points_are_predicted_worse_by_a_wrong_shape():
    rng = np.random.default_rng(2)
    score = YEARS + 3 * np.maximum(YEARS - 2, 0) + rng.normal(0, 0.1, YEARS.size)
    straight, kink = (
        held_out(YEARS, score, ONCE, shape, folds=10, rng=np.random.default_rng(0))[0] for shape in ("straight", "kink")
    )
    assert kink < 0.02 < straight
