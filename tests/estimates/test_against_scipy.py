"""Estimators written in numpy for start-up's sake, held against scipy's."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from parity.estimates import kaplan_meier

TIMES = st.lists(st.tuples(st.integers(1, 60), st.booleans()), min_size=1, max_size=30)


@settings(deadline=None)
@given(TIMES)
def test_the_kaplan_meier_median_and_mean_are_those_of_scipys_curve(observed: list[tuple[int, bool]]):
    time = np.array([float(one) for one, _ in observed])
    matched = np.array([done for _, done in observed])
    horizon = float(time.max())

    curve = stats.ecdf(stats.CensoredData(uncensored=time[matched], right=time[~matched])).sf
    fallen = curve.probabilities <= 0.5 + 1e-12
    expected_median = curve.quantiles[fallen.argmax()] if fallen.any() else np.inf
    knots = np.concatenate([[0.0], curve.quantiles, [horizon]])
    levels = np.concatenate([[1.0], curve.probabilities])
    expected_mean = float((np.diff(knots) * levels).sum())

    median, mean = kaplan_meier(time[None], matched[None], np.ones((1, time.size), bool), horizon)
    assert median[0] == expected_median
    assert mean[0] == pytest.approx(expected_mean)
